/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RDFC-1.0: one spelling for a dataset, whatever its blank nodes were called.
 *
 * A blank node is told from the others by the lines that mention it (4.6); only
 * those that look the same need a walk through their neighbours (4.8), which
 * may take for ever, and so has a budget.
 */
#include "canon/rdfc.h"

/* ---- Names for blank nodes ----------------------------------------------- */

void
obv_issue(obv_issuer *issuer, uint32_t blank)
{
    if (issuer->ids[blank] == 0) {
        issuer->order[issuer->count++] = blank;
        issuer->ids[blank] = (uint32_t)issuer->count;
    }
}

void
obv_issue_back(obv_issuer *issuer, size_t count)
{
    while (issuer->count > count) {
        issuer->ids[issuer->order[--issuer->count]] = 0;
    }
}

size_t
obv_label(char text[OBV_LABEL_ROOM], const char *prefix, uint32_t id)
{
    size_t len = strlen(prefix), digits = 1;
    memcpy(text, prefix, len);
    for (uint32_t rest = id; rest >= 10; rest /= 10) {
        digits++;
    }
    for (size_t i = digits; i > 0; i--, id /= 10) {
        text[len + i - 1] = (char)('0' + id % 10);
    }
    return len + digits;
}

static obv_status
issuer_new(size_t blanks, obv_arena *arena, obv_issuer *ret)
{
    *ret = (obv_issuer){
        obv_arena_alloc(arena, blanks, sizeof(*ret->ids)),
        obv_arena_alloc(arena, blanks, sizeof(*ret->order)),
        0,
    };
    return ret->ids != NULL && ret->order != NULL ? OBV_OK : OBV_NO_MEMORY;
}

/* ---- Hashes -------------------------------------------------------------- */

/* The work of a hash that is not by the byte. */
#define HASH_BYTES 64

obv_status
obv_rdfc_hash(obv_rdfc_run *run, obv_slice bytes, uint8_t ret[OBV_RDFC_HASH])
{
    uint8_t digest[OBV_MAX_HASH];
    run->bytes += bytes.len + HASH_BYTES;
    if (run->bytes > OBV_MAX_RDFC_BYTES) {
        return OBV_LIMIT;
    }
    (void)obv_digest(run->hash, bytes, digest);
    memcpy(ret, digest, run->hash_len);
    return OBV_OK;
}

size_t
obv_rdfc_hex(const obv_rdfc_run *run, const uint8_t *hash, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < run->hash_len; i++) {
        text[2 * i] = digits[hash[i] >> 4];
        text[2 * i + 1] = digits[hash[i] & 15];
    }
    return 2 * run->hash_len;
}

/* ---- Which lines mention which blank node (4.4.3, step 2) ---------------- */

static bool
is_repeated(const obv_quad_line *line, size_t spot)
{
    for (size_t i = 0; i < spot; i++) {
        if (line->spots[i].blank == line->spots[spot].blank) {
            return true;
        }
    }
    return false;
}

/* at[n]: how many lines node n has, or where its next one goes. */
static void
note_mentions(const obv_rdfc_run *run, uint32_t l, uint32_t *at, bool counting)
{
    const obv_quad_line *line = run->lines.all[l];
    for (size_t i = 0; i < line->spot_count; i++) {
        uint32_t *next = &at[line->spots[i].blank];
        if (!is_repeated(line, i)) {
            if (!counting) {
                run->mentions[*next] = l;
            }
            ++*next;
        }
    }
}

/* Counts, then places: each node's lines stand together, in order. */
static obv_status
find_mentions(obv_rdfc_run *run)
{
    run->starts = obv_arena_alloc(run->arena, run->blanks + 2, 4);
    run->mentions = obv_arena_alloc(run->arena, run->lines.count * 3, 4);
    if (run->starts == NULL || run->mentions == NULL) {
        return OBV_NO_MEMORY;
    }
    /* One ahead: where a node's lines end is where those of the next start. */
    uint32_t *at = run->starts + 1, sum = 0;
    for (uint32_t l = 0; l < run->lines.count; l++) {
        note_mentions(run, l, at, true);
    }
    for (size_t n = 0; n <= run->blanks; n++) {
        uint32_t count = at[n];
        at[n] = sum;
        sum += count;
    }
    for (uint32_t l = 0; l < run->lines.count; l++) {
        note_mentions(run, l, at, false);
    }
    return OBV_OK;
}

/* ---- Hash First Degree Quads (4.6) --------------------------------------- */

/* Room for one node's lines. */
typedef struct desk {
    uint8_t *bytes, *joined;
    obv_sortable *items; /* twice as many */
} desk;

static obv_status
lay_desk(const obv_rdfc_run *run, desk *ret)
{
    size_t most = 0, most_bytes = 0;
    for (size_t n = 0; n < run->blanks; n++) {
        size_t bytes = 0, count = run->starts[n + 1] - run->starts[n];
        for (size_t i = run->starts[n]; i < run->starts[n + 1]; i++) {
            bytes += run->lines.all[run->mentions[i]]->text.len;
        }
        most = count > most ? count : most;
        most_bytes = bytes > most_bytes ? bytes : most_bytes;
    }
    *ret = (desk){
        obv_arena_alloc(run->arena, 1, most_bytes),
        obv_arena_alloc(run->arena, 1, most_bytes),
        obv_arena_alloc(run->arena, 2 * most, sizeof(*ret->items)),
    };
    return ret->bytes != NULL && ret->joined != NULL && ret->items != NULL
               ? OBV_OK
               : OBV_NO_MEMORY;
}

/* The line as the node sees it: itself as _:a, all others as _:z. */
static void
copy_seen_from(uint32_t blank, const obv_quad_line *line, uint8_t *to)
{
    memcpy(to, line->text.ptr, line->text.len);
    for (size_t i = 0; i < line->spot_count; i++) {
        if (line->spots[i].blank == blank) {
            to[line->spots[i].at] = 'a';
        }
    }
}

static obv_status
hash_first_degree(obv_rdfc_run *run, uint32_t blank, const desk *d)
{
    size_t count = run->starts[blank + 1] - run->starts[blank], used = 0;
    for (size_t i = 0; i < count; i++) {
        const obv_quad_line *line =
            run->lines.all[run->mentions[run->starts[blank] + i]];
        copy_seen_from(blank, line, d->bytes + used);
        d->items[i] = obv_sortable_of(d->bytes + used, line->text.len, 0);
        used += line->text.len;
    }
    obv_sort(d->items, d->items + count, count);
    size_t joined = 0;
    for (size_t i = 0; i < count; i++) {
        memcpy(d->joined + joined, d->items[i].ptr, d->items[i].len);
        joined += d->items[i].len;
    }
    return obv_rdfc_hash(run, (obv_slice){d->joined, joined},
                         run->first[blank]);
}

/* ---- Naming (4.4.3, steps 3 to 5) ---------------------------------------- */

/* A walk through the neighbours of one node of a group: its hash, and the nodes
   that it named, in order. */
typedef struct walk {
    uint8_t hash[OBV_RDFC_HASH];
    uint32_t *named;
    size_t count;
} walk;

static obv_status
take_walk(obv_rdfc_run *run, uint32_t blank, walk *ret)
{
    obv_issue(&run->temporary, blank);
    TRY(obv_rdfc_n_degree(run, blank, 0, ret->hash));
    ret->count = run->temporary.count;
    ret->named = obv_arena_alloc(run->arena, ret->count, sizeof(*ret->named));
    if (ret->named == NULL) {
        return OBV_NO_MEMORY;
    }
    memcpy(ret->named, run->temporary.order, ret->count * sizeof(*ret->named));
    obv_issue_back(&run->temporary, 0);
    return OBV_OK;
}

/* Step 5, for nodes that share their first hash. */
static obv_status
name_group(obv_rdfc_run *run, const obv_sortable *group, size_t count)
{
    walk *walks = obv_arena_alloc(run->arena, count, sizeof(*walks));
    obv_sortable *items =
        obv_arena_alloc(run->arena, 2 * count, sizeof(*items));
    if (walks == NULL || items == NULL) {
        return OBV_NO_MEMORY;
    }
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        if (run->canonical.ids[group[i].which] == 0) {
            walk *w = &walks[taken];
            TRY(take_walk(run, group[i].which, w));
            items[taken] = obv_sortable_of(w->hash, run->hash_len, taken);
            taken++;
        }
    }
    obv_sort(items, items + taken, taken);
    for (size_t i = 0; i < taken; i++) {
        const walk *w = &walks[items[i].which];
        for (size_t k = 0; k < w->count; k++) {
            obv_issue(&run->canonical, w->named[k]);
        }
    }
    return OBV_OK;
}

/* How many from here on have the same hash. */
static size_t
group_len(const obv_sortable *items, size_t left)
{
    size_t len = 1;
    while (len < left &&
           memcmp(items[0].ptr, items[len].ptr, items[0].len) == 0) {
        len++;
    }
    return len;
}

static obv_status
name_all(obv_rdfc_run *run)
{
    size_t count = 0;
    obv_sortable *items =
        obv_arena_alloc(run->arena, 2 * run->blanks, sizeof(*items));
    if (items == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t n = 0; n < run->blanks; n++) {
        if (run->starts[n] < run->starts[n + 1]) {
            items[count++] = obv_sortable_of(run->first[n], run->hash_len, n);
        }
    }
    obv_sort(items, items + count, count);
    for (size_t i = 0; i < count; i += group_len(items + i, count - i)) {
        if (group_len(items + i, count - i) == 1) {
            obv_issue(&run->canonical, items[i].which);
        }
    }
    for (size_t i = 0, len; i < count; i += len) {
        len = group_len(items + i, count - i);
        if (len > 1) {
            TRY(name_group(run, items + i, len));
        }
    }
    return OBV_OK;
}

static obv_status
name_blanks(obv_rdfc_run *run)
{
    desk d;
    run->first = obv_arena_alloc(run->arena, run->blanks, sizeof(*run->first));
    run->message =
        obv_arena_alloc(run->arena, 1, obv_rdfc_message_room(&run->lines));
    if (run->first == NULL || run->message == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(find_mentions(run));
    TRY(issuer_new(run->blanks, run->arena, &run->canonical));
    TRY(issuer_new(run->blanks, run->arena, &run->temporary));
    TRY(lay_desk(run, &d));
    for (uint32_t n = 0; n < run->blanks; n++) {
        TRY(hash_first_degree(run, n, &d));
    }
    return name_all(run);
}

/* ---- The canonical text (5) ---------------------------------------------- */

static obv_status
give_labels(const obv_rdfc_run *run, obv_slice **ret)
{
    obv_slice *labels =
        obv_arena_alloc(run->arena, run->blanks, sizeof(*labels));
    char *texts = obv_arena_alloc(run->arena, run->blanks, OBV_LABEL_ROOM);
    if (labels == NULL || texts == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t n = 0; n < run->blanks; n++) {
        uint32_t id = run->canonical.ids[n];
        labels[n] = obv_slice_of("");
        if (id > 0) { /* else no quad mentions it */
            char *text = texts + n * OBV_LABEL_ROOM;
            labels[n].len = obv_label(text, "c14n", id - 1);
            labels[n].ptr = (const uint8_t *)text;
        }
    }
    *ret = labels;
    return OBV_OK;
}

/* Copies a line, each _:z with its label instead; gives the length. */
static size_t
put_labelled(uint8_t *to, const obv_quad_line *line, const obv_slice *labels)
{
    size_t from = 0, len = 0;
    for (size_t i = 0; i < line->spot_count; i++) {
        obv_slice label = labels[line->spots[i].blank];
        size_t plain = line->spots[i].at - from;
        memcpy(to + len, line->text.ptr + from, plain);
        memcpy(to + len + plain, label.ptr, label.len);
        len += plain + label.len;
        from = line->spots[i].at + 1;
    }
    memcpy(to + len, line->text.ptr + from, line->text.len - from);
    return len + line->text.len - from;
}

/* All lines as they will stand, in the order of their templates. */
static obv_status
label_lines(const obv_rdfc_run *run, const obv_slice *labels,
            obv_sortable *items, size_t *ret_len)
{
    size_t need = 0;
    for (size_t i = 0; i < run->lines.count; i++) {
        const obv_quad_line *line = run->lines.all[i];
        need += line->spot_count > 0 ? line->text.len : 0;
        for (size_t k = 0; k < line->spot_count; k++) {
            need += labels[line->spots[k].blank].len;
        }
    }
    uint8_t *to = obv_arena_alloc(run->arena, 1, need);
    if (to == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret_len = 0;
    for (size_t i = 0; i < run->lines.count; i++) {
        const obv_quad_line *line = run->lines.all[i];
        items[i] = obv_sortable_of(line->text.ptr, line->text.len, 0);
        if (line->spot_count > 0) {
            items[i] = obv_sortable_of(to, put_labelled(to, line, labels), 0);
            to += items[i].len;
        }
        *ret_len += items[i].len;
    }
    return OBV_OK;
}

static obv_status
write_text(const obv_rdfc_run *run, const obv_slice *labels, obv_canonical *ret)
{
    size_t count = run->lines.count, len;
    obv_slice *lines = obv_arena_alloc(run->arena, count, sizeof(*lines));
    obv_sortable *items = run->lines.desk;
    if (lines == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(label_lines(run, labels, items, &len));
    obv_sort(items, items + count, count);
    uint8_t *text = obv_arena_alloc(run->arena, 1, len);
    if (text == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (obv_canonical){{text, len}, lines, count, labels, run->calls};
    for (size_t i = 0; i < count; i++) {
        memcpy(text, items[i].ptr, items[i].len);
        lines[i] = (obv_slice){text, items[i].len};
        text += items[i].len;
    }
    return OBV_OK;
}

static obv_status
start(const obv_dataset *dataset, obv_hash hash, obv_arena *arena,
      obv_rdfc_run *ret)
{
    assert(hash == OBV_SHA256 || hash == OBV_SHA384);
    if (dataset->count > OBV_MAX_QUADS || dataset->blanks > OBV_MAX_BLANKS) {
        return OBV_LIMIT;
    }
    *ret = (obv_rdfc_run){
        .arena = arena,
        .hash = hash,
        .hash_len = hash == OBV_SHA256 ? 32 : OBV_RDFC_HASH,
        .blanks = dataset->blanks,
    };
    return obv_lines_of(dataset, arena, &ret->lines);
}

obv_status
obv_rdfc(const obv_dataset *dataset, obv_hash hash, obv_arena *arena,
         obv_canonical *ret)
{
    obv_rdfc_run run;
    obv_slice *labels;
    TRY(start(dataset, hash, arena, &run));
    TRY(name_blanks(&run));
    TRY(give_labels(&run, &labels));
    return write_text(&run, labels, ret);
}

obv_status
obv_rdfc_relabel(const obv_dataset *dataset, const obv_slice *labels,
                 obv_arena *arena, obv_canonical *ret)
{
    obv_rdfc_run run;
    TRY(start(dataset, OBV_SHA256, arena, &run));
    return write_text(&run, labels, ret);
}
