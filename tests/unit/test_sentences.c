/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of every language: nothing is missing, nothing is left over, and
 * the {words} are the same.  A language is a line of front/po/LINGUAS.
 */
#include "check.h"

#include "files.h"
#include "front/front.h"

#define PO "verifier/front/po/"
#define MAX_ENTRIES 1024
#define NNBSP "\xE2\x80\xAF"

/* ---- Reading a .po file -------------------------------------------------- */

typedef struct entry {
    const char *id, *text;
    bool fuzzy;
} entry;

typedef struct catalogue {
    entry entries[MAX_ENTRIES];
    size_t count;
} catalogue;

static obv_arena *arena;

/* "..." with \" \\ and \n, put behind what is there. */
static void
put_quoted(obv_buffer *out, obv_slice line)
{
    for (size_t i = 1; i + 1 < line.len; i++) {
        char c = (char)line.ptr[i];
        if (c == '\\') {
            c = (char)line.ptr[++i];
            c = c == 'n' ? '\n' : c;
        }
        obv_put_char(out, c);
    }
}

static const char *
text_of(const obv_buffer *b)
{
    CHECK(!b->failed);
    return obv_arena_text(arena, obv_buffer_slice(b));
}

/* entry ::= comment* "msgid" string+ "msgstr" string+ ; apart by empty lines */
static void
read_catalogue(const char *path, catalogue *c)
{
    obv_slice file = file_read(path);
    CHECK(file.ptr != NULL);
    obv_slice line, rest = file;
    obv_buffer id = obv_buffer_in(arena), text = id, *into = NULL;
    bool fuzzy = false;
    c->count = 0;
    while (obv_slice_cut(rest, '\n', &line, &rest) || line.len > 0) {
        if (obv_slice_starts(line, "#, ")) {
            fuzzy = strstr((const char *)line.ptr, "fuzzy") ==
                    (const char *)line.ptr + 3;
        } else if (obv_slice_starts(line, "msgid ")) {
            id = text = obv_buffer_in(arena);
            into = &id;
            put_quoted(into, (obv_slice){line.ptr + 6, line.len - 6});
        } else if (obv_slice_starts(line, "msgstr ")) {
            into = &text;
            put_quoted(into, (obv_slice){line.ptr + 7, line.len - 7});
        } else if (obv_slice_starts(line, "\"")) {
            put_quoted(into, line);
        }
        bool over = line.len == 0 || rest.len == 0;
        if (over && into == &text) {
            CHECK(c->count < MAX_ENTRIES);
            c->entries[c->count++] =
                (entry){text_of(&id), text_of(&text), fuzzy};
            into = NULL;
            fuzzy = false;
        }
        if (rest.len == 0) {
            break;
        }
        line = obv_slice_of("");
    }
    file_free(file);
}

/* ---- What the program says ----------------------------------------------- */

static size_t
count_all(void)
{
    return (size_t)OBV_SENTENCE_COUNT + OBV_MESSAGE_COUNT;
}

static const char *
english(size_t i)
{
    return i < OBV_SENTENCE_COUNT
               ? obv_english()->text[i]
               : obv_messages_english()[i - OBV_SENTENCE_COUNT];
}

static const char *
find(const catalogue *c, const char *id)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->entries[i].id, id) == 0) {
            return c->entries[i].text;
        }
    }
    return NULL;
}

/* For all tests but the one that looks for gaps: a gap is said there alone. */
static const char *
find_or(const catalogue *c, const char *id, const char *otherwise)
{
    const char *text = find(c, id);
    return text != NULL && text[0] != '\0' ? text : otherwise;
}

/* The languages of LINGUAS, one a line, read once. */
static size_t
read_languages(char names[8][16])
{
    obv_slice file = file_read(PO "LINGUAS");
    CHECK(file.ptr != NULL);
    size_t count = 0;
    obv_slice line, rest = file;
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        if (line.len > 0 && line.ptr[0] != '#') {
            CHECK(count < 8 && line.len < 16);
            memcpy(names[count], line.ptr, line.len);
            names[count++][line.len] = '\0';
        }
    }
    file_free(file);
    return count;
}

typedef void (*judge)(const char *language, const catalogue *c);

static void
for_each_language(judge look)
{
    static catalogue c;
    char names[8][16] = {{0}};
    size_t count = read_languages(names);
    CHECK(count > 0);
    for (size_t i = 0; i < count; i++) {
        char path[128];
        snprintf(path, sizeof(path), PO "%s.po", names[i]);
        read_catalogue(path, &c);
        look(names[i], &c);
    }
}

/* ---- English ------------------------------------------------------------- */

static void
every_sentence_has_english_of_its_own(void **state)
{
    (void)state;
    CHECK_NUMBER(obv_english()->count, OBV_SENTENCE_COUNT);
    CHECK_TEXT(obv_english()->language, "en");
    CHECK_TEXT(english(OBV_SAY_LANGUAGE), "en");
    for (size_t i = 0; i < count_all(); i++) {
        CHECK(english(i) != NULL && english(i)[0] != '\0');
        for (size_t j = 0; j < i; j++) {
            if (strcmp(english(i), english(j)) == 0) {
                fail_msg("twice, so nobody can translate both: %s", english(i));
            }
        }
    }
}

static void
sentences_of_a_report_have_no_straight_quotes(void **state)
{
    (void)state;
    for (size_t i = 0; i < OBV_SENTENCE_COUNT; i++) {
        if (strpbrk(english(i), "'\"") != NULL) {
            fail_msg("straight quotes: %s", english(i));
        }
    }
}

/* What a report must never say, in any language. */
static void
no_sentence_says_too_much(void **state)
{
    (void)state;
    static const char *const never[] = {
        "forge",  "fake", "fraud", "cheat", "trust score", "falsif",
        "fraude", "faux", "menti", "FALC",  "manquant",
    };
    catalogue *fr = obv_arena_alloc(arena, 1, sizeof(*fr));
    read_catalogue(PO "fr.po", fr);
    for (size_t i = 0; i < count_all(); i++) {
        const char *both[] = {english(i), find_or(fr, english(i), "")};
        for (size_t n = 0; n < COUNT(never); n++) {
            if (strstr(both[0], never[n]) != NULL ||
                strstr(both[1], never[n]) != NULL) {
                fail_msg("\"%s\" stands in: %s", never[n], both[0]);
            }
        }
    }
}

/* ---- Every other language ------------------------------------------------ */

static void
look_for_gaps(const char *language, const catalogue *c)
{
    for (size_t i = 0; i < count_all(); i++) {
        const char *text = find(c, english(i));
        if (text == NULL || text[0] == '\0') {
            fail_msg("%s lacks: %s", language, english(i));
        }
    }
    for (size_t i = 0; i < c->count; i++) {
        if (c->entries[i].fuzzy) {
            fail_msg("%s is not sure of: %s", language, c->entries[i].id);
        }
    }
}

static void
no_language_lacks_a_sentence(void **state)
{
    (void)state;
    for_each_language(look_for_gaps);
}

static void
look_for_leftovers(const char *language, const catalogue *c)
{
    for (size_t i = 0; i < c->count; i++) {
        bool ours = c->entries[i].id[0] == '\0'; /* the header */
        for (size_t k = 0; k < count_all() && !ours; k++) {
            ours = strcmp(c->entries[i].id, english(k)) == 0;
        }
        if (!ours) {
            fail_msg("%s has one too many: %s", language, c->entries[i].id);
        }
    }
}

static void
no_language_has_a_sentence_too_many(void **state)
{
    (void)state;
    for_each_language(look_for_leftovers);
}

/* {word} for {word}, however often. */
static bool
has_words_of(const char *text, const char *other)
{
    obv_slice skipped, word, rest = obv_slice_of(text);
    while (obv_slice_cut(rest, '{', &skipped, &rest) &&
           obv_slice_cut(rest, '}', &word, &rest)) {
        char braced[64];
        snprintf(braced, sizeof(braced), "{%.*s}", (int)word.len,
                 (const char *)word.ptr);
        if (strstr(other, braced) == NULL) {
            return false;
        }
    }
    return true;
}

static void
look_at_words(const char *language, const catalogue *c)
{
    for (size_t i = 0; i < count_all(); i++) {
        const char *text = find_or(c, english(i), english(i));
        if (!has_words_of(text, english(i)) ||
            !has_words_of(english(i), text)) {
            fail_msg("%s has other {words}: %s", language, text);
        }
    }
}

static void
the_words_in_braces_are_the_same(void **state)
{
    (void)state;
    for_each_language(look_at_words);
}

static void
each_language_names_itself(void **state)
{
    (void)state;
    catalogue *fr = obv_arena_alloc(arena, 1, sizeof(*fr));
    read_catalogue(PO "fr.po", fr);
    CHECK_TEXT(find(fr, "en"), "fr");
}

static void
each_language_can_be_asked_for(void **state)
{
    (void)state;
    char names[8][16] = {{0}};
    size_t count = read_languages(names);
    CHECK(strstr(obv_words_languages(), "en") != NULL);
    for (size_t i = 0; i < count; i++) {
        if (strstr(obv_words_languages(), names[i]) == NULL) {
            fail_msg("--lang does not take %s", names[i]);
        }
    }
}

/* ---- French typography --------------------------------------------------- */

static bool
is_before(const char *text, const char *at, const char *what)
{
    size_t len = strlen(what);
    return (size_t)(at - text) >= len && memcmp(at - len, what, len) == 0;
}

/* A sign that takes a narrow no-break space before it: not inside an address
   or a time of day, where a letter or a digit stands before it. */
static bool
wants_space(const char *text, const char *at)
{
    return strchr(";:!?", *at) != NULL && at > text &&
           (is_before(text, at, " ") || is_before(text, at, "\xC2\xA0") ||
            at[1] == ' ' || at[1] == '\0');
}

static const char *
french_fault(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (wants_space(text, at) && !is_before(text, at, NNBSP)) {
            return "no U+202F before ; : ! or ?";
        }
        if (strncmp(at, "»", 2) == 0 && !is_before(text, at, NNBSP)) {
            return "no U+202F before »";
        }
        if (strncmp(at, "«", 2) == 0 && strncmp(at + 2, NNBSP, 3) != 0) {
            return "no U+202F after «";
        }
        if (*at == '\'' || *at == '"') {
            return "a straight quote";
        }
        if (strncmp(at, "...", 3) == 0) {
            return at > text && at[-1] == ']' ? NULL : "three dots for one …";
        }
    }
    return NULL;
}

static void
french_is_set_as_french(void **state)
{
    (void)state;
    catalogue *fr = obv_arena_alloc(arena, 1, sizeof(*fr));
    read_catalogue(PO "fr.po", fr);
    for (size_t i = 0; i < count_all(); i++) {
        const char *text = find_or(fr, english(i), "");
        const char *fault = french_fault(text);
        if (fault != NULL) {
            fail_msg("%s: %s", fault, text);
        }
    }
}

static void
the_rules_of_french_are_looked_at(void **state)
{
    (void)state;
    CHECK(french_fault("Quel nom" NNBSP "?") == NULL);
    CHECK(french_fault("«" NNBSP "oui" NNBSP "»") == NULL);
    CHECK(french_fault("2026-03-03T12:00:00Z") == NULL);
    CHECK(french_fault("Quel nom ?") != NULL);
    CHECK(french_fault("Quel nom?") != NULL);
    CHECK(french_fault("« oui »") != NULL);
    CHECK(french_fault("«oui»") != NULL);
    CHECK(french_fault("l'un") != NULL);
    CHECK(french_fault("et...") != NULL);
}

/* A sentence that ends in English ends in French, and a phrase stays one. */
static void
french_ends_where_english_ends(void **state)
{
    (void)state;
    catalogue *fr = obv_arena_alloc(arena, 1, sizeof(*fr));
    read_catalogue(PO "fr.po", fr);
    for (size_t i = 0; i < count_all(); i++) {
        const char *en = english(i), *text = find_or(fr, en, en);
        bool stops = en[strlen(en) - 1] == '.';
        bool also = text[strlen(text) - 1] == '.';
        if (stops != also) {
            fail_msg("a full stop in one language only: %s", text);
        }
    }
}

/* ---- A table from a caller ----------------------------------------------- */

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new((size_t)32 * 1024 * 1024);
    return arena == NULL ? -1 : 0;
}

static int
end(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_has_english_of_its_own),
        cmocka_unit_test(sentences_of_a_report_have_no_straight_quotes),
        cmocka_unit_test(no_sentence_says_too_much),
        cmocka_unit_test(no_language_lacks_a_sentence),
        cmocka_unit_test(no_language_has_a_sentence_too_many),
        cmocka_unit_test(the_words_in_braces_are_the_same),
        cmocka_unit_test(each_language_names_itself),
        cmocka_unit_test(each_language_can_be_asked_for),
        cmocka_unit_test(french_is_set_as_french),
        cmocka_unit_test(the_rules_of_french_are_looked_at),
        cmocka_unit_test(french_ends_where_english_ends),
    };
    return cmocka_run_group_tests(tests, start, end);
}
