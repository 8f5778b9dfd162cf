/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Badges that others signed, each with the word it must give.
 *
 * expected.tsv names the file, the list, the date and the words allowed.
 * issuers.json describes the lists; here they become lists of ours.
 */
#include "container/container.h"
#include "files.h"
#include "trust/trust.h"

#define FOLDER "fixtures/openbadges"
#define COLUMNS 7
enum { PATH, PHASE, LIST, AT, WORD, CORE_WORD, WHY };

static obv_arena *arena;

static obv_slice
read_shared(const char *folder, obv_slice name)
{
    char path[1024];
    snprintf(path, sizeof(path), "%s/%.*s", folder, (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    return there == NULL ? (obv_slice){NULL, 0} : file_read(there);
}

static obv_slice
text_of(const obv_json *object, const char *member)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, member), &text);
    return text;
}

static void
set_text(obv_json *object, const char *name, const char *value)
{
    obv_json_set(object, name, obv_json_new_text(arena, obv_slice_of(value)));
}

/* The members that our lists have; notes of the description are left out. */
static void
copy_members(obv_json *to, const obv_json *from, const char *const *names)
{
    for (; *names != NULL; names++) {
        const obv_json *value = obv_json_get(from, *names);
        if (value != NULL) {
            obv_json_set(to, *names, obv_json_copy(arena, value));
        }
    }
}

static obv_json *
make_key(const obv_json *key)
{
    static const char *const names[] = {
        "id",           "kind",         "publicKeyMultibase",
        "publicKeyJwk", "publicKeyPem", NULL};
    obv_json *ours = obv_json_new_object(arena);
    copy_members(ours, key, names);
    if (obv_slice_is(text_of(key, "kind"), "RS256")) {
        set_text(ours, "kind", "RSA");
    }
    return ours;
}

static obv_json *
make_issuer(const obv_json *issuer)
{
    static const char *const names[] = {"ids", "name", "statusSigners", NULL};
    obv_json *ours = obv_json_new_object(arena);
    obv_json *keys = obv_json_new_array(arena);
    copy_members(ours, issuer, names);
    const obv_json *theirs = obv_json_get(issuer, "keys");
    for (size_t i = 0; i < obv_json_count(theirs); i++) {
        obv_json_append(keys, make_key(obv_json_item(theirs, i)));
    }
    obv_json_set(ours, "keys", keys);
    return ours;
}

static obv_json *
make_entry(const obv_json *entry)
{
    obv_json *ours = obv_json_new_object(arena);
    obv_slice file = read_shared(FOLDER, text_of(entry, "path"));
    const obv_json *document = NULL;
    if (file.ptr == NULL ||
        obv_json_parse(file, OBV_JSON_ANY, arena, &document, NULL) != OBV_OK) {
        fprintf(stderr, "fixtures: no document for an entry\n");
        exit(1);
    }
    obv_json_set(ours, "id", obv_json_new_text(arena, text_of(entry, "url")));
    set_text(ours, "published", "2016-01-01T00:00:00Z");
    obv_json_set(ours, "document", obv_json_copy(arena, document));
    file_free(file);
    return ours;
}

/* A status list at its address, found there on the day of the list. */
static obv_json *
make_status(const obv_json *status)
{
    obv_json *ours = obv_json_new_object(arena);
    obv_slice file = read_shared(FOLDER, text_of(status, "path"));
    const obv_json *document = NULL;
    if (file.ptr == NULL || obv_json_parse(file, OBV_JSON_SIGNED, arena,
                                           &document, NULL) != OBV_OK) {
        fprintf(stderr, "fixtures: no document for a status list\n");
        exit(1);
    }
    obv_json_set(ours, "address",
                 obv_json_new_text(arena, text_of(status, "url")));
    set_text(ours, "fetched", "2026-11-01T00:00:00Z");
    obv_json_set(ours, "document", obv_json_copy(arena, document));
    file_free(file);
    return ours;
}

static obv_json *
make_all(const obv_json *array, obv_json *(*make)(const obv_json *))
{
    obv_json *ours = obv_json_new_array(arena);
    for (size_t i = 0; i < obv_json_count(array); i++) {
        obv_json_append(ours, make(obv_json_item(array, i)));
    }
    return ours;
}

static obv_trust *
make_list(const obv_json *described)
{
    static const char *const names[] = {"issued", "freshUntil", "usableUntil",
                                        NULL};
    obv_json *list = obv_json_new_object(arena);
    obv_json_set(list, "format", obv_json_new_integer(arena, 1));
    obv_json_set(list, "seq", obv_json_new_integer(arena, 1));
    set_text(list, "name", "fixtures");
    set_text(list, "keeper", "fixtures");
    set_text(list, "region", "fixtures");
    copy_members(list, described, names);
    obv_json_set(list, "issuers",
                 make_all(obv_json_get(described, "issuers"), make_issuer));
    obv_json_set(list, "catalogue",
                 make_all(obv_json_get(described, "catalogue"), make_entry));
    obv_json_set(list, "status",
                 make_all(obv_json_get(described, "status"), make_status));
    obv_slice text;
    obv_trust_facts facts = {.region = "fixtures"};
    obv_trouble trouble = {0};
    obv_trust *trust = NULL;
    if (obv_json_print(list, OBV_JSON_SORTED, arena, &text) != OBV_OK ||
        obv_list_parse(text, &facts, &trust, &trouble) != OBV_OK) {
        fprintf(stderr, "fixtures: %s: %s\n", trouble.file, trouble.what);
        exit(1);
    }
    return trust;
}

static obv_trust *lists[3];

static obv_trust *
list_named(obv_slice name)
{
    return obv_slice_is(name, "b")   ? lists[1]
           : obv_slice_is(name, "c") ? lists[2]
                                     : lists[0];
}

static bool
make_lists(void)
{
    obv_slice text = read_shared(FOLDER, obv_slice_of("issuers.json"));
    const obv_json *description;
    if (text.ptr == NULL || obv_json_parse(text, OBV_JSON_SIGNED, arena,
                                           &description, NULL) != OBV_OK) {
        return false;
    }
    static const char *const names[] = {"all", "b", "c"};
    const obv_json *all = obv_json_get(description, "lists");
    for (size_t i = 0; i < COUNT(names); i++) {
        lists[i] = make_list(obv_json_get(all, names[i]));
    }
    file_free(text);
    return true;
}

static bool
is_allowed(obv_slice words, const char *word)
{
    obv_slice head;
    while (obv_slice_cut(words, ',', &head, &words)) {
        if (obv_slice_is(head, word)) {
            return true;
        }
    }
    return obv_slice_is(words, word);
}

static bool
run_row(obv_verifier *v, const obv_slice column[COLUMNS])
{
    static obv_verdict verdict;
    obv_question question = {.clock_trusted = true};
    obv_slice file = read_shared(FOLDER, column[PATH]);
    if (file.ptr == NULL ||
        obv_time_parse(column[AT], &question.now) != OBV_OK) {
        printf("fixtures: cannot read %.*s\n", (int)column[PATH].len,
               (const char *)column[PATH].ptr);
        return false;
    }
    obv_status status = obv_check(v, list_named(column[LIST]), file.ptr,
                                  file.len, &question, &verdict);
    file_free(file);
    const char *word = obv_word_name(verdict.word);
    if (status == OBV_OK && is_allowed(column[WORD], word) &&
        obv_verdict_is_sound(&verdict)) {
        return true;
    }
    printf("fixtures: %.*s: %s (%s%s), not %.*s: %.*s\n", (int)column[PATH].len,
           (const char *)column[PATH].ptr, word,
           verdict.badge >= 0 ? verdict.badges[verdict.badge].code
                              : obv_reason_name(verdict.reason),
           obv_verdict_is_sound(&verdict) ? "" : ", unsound",
           (int)column[WORD].len, (const char *)column[WORD].ptr,
           (int)column[WHY].len, (const char *)column[WHY].ptr);
    return false;
}

static bool
split_row(obv_slice line, obv_slice column[COLUMNS])
{
    for (size_t i = 0; i + 1 < COLUMNS; i++) {
        if (!obv_slice_cut(line, '\t', &column[i], &line)) {
            return false;
        }
    }
    column[COLUMNS - 1] = line;
    return true;
}

int
main(void)
{
    if (shared_path(FOLDER "/expected.tsv") == NULL) {
        printf("fixtures skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    arena = obv_arena_new(64 * 1024 * 1024);
    obv_verifier *v = obv_new();
    obv_slice table = read_shared(FOLDER, obv_slice_of("expected.tsv"));
    if (v == NULL || table.ptr == NULL || !make_lists()) {
        return 1;
    }
    size_t passed = 0, total = 0;
    obv_slice rest = table, line, column[COLUMNS];
    obv_slice_cut(rest, '\n', &line, &rest); /* the head */
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        if (split_row(line, column)) {
            total++;
            passed += run_row(v, column);
        }
    }
    printf("fixtures %zu/%zu\n", passed, total);
    for (size_t i = 0; i < COUNT(lists); i++) {
        obv_trust_close(lists[i]);
    }
    file_free(table);
    obv_free(v);
    obv_arena_free(arena);
    return passed == total && total > 0 ? 0 : 1;
}
