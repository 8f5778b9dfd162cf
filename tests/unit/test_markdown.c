/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown becomes plain blocks: nothing hidden, nothing active, and not more
   than was asked for. */
#include "arenas.h"
#include "failing.h"

#include <time.h>

#define P OBV_BLOCK_PARAGRAPH
#define H OBV_BLOCK_HEADING
#define I OBV_BLOCK_ITEM
#define Q OBV_BLOCK_QUOTE
#define C OBV_BLOCK_CODE

#define MOST 8

static const struct {
    const char *text;
    struct {
        obv_block block;
        unsigned depth;
        const char *text;
    } blocks[MOST]; /* up to the first without a text */
} cases[] = {
    {"", {{0}}},
    {" \n\n\t\n", {{0}}},
    {"one", {{P, 0, "one"}}},
    {"one\ntwo\n\nthree", {{P, 0, "one two"}, {P, 0, "three"}}},
    {"one\\\ntwo  \nthree", {{P, 0, "one two three"}}},
    /* headings */
    {"# One\n## Two #\ntext", {{H, 1, "One"}, {H, 2, "Two"}, {P, 0, "text"}}},
    {"One\n===\nTwo\n---", {{H, 1, "One"}, {H, 2, "Two"}}},
    {"###### six\n####### seven", {{H, 6, "six"}, {P, 0, "####### seven"}}},
    /* lists */
    {"* a\n* b", {{I, 1, "a"}, {I, 1, "b"}}},
    {"- a\n\n- b", {{I, 1, "a"}, {I, 1, "b"}}},
    {"1. a\n2) b", {{I, 1, "a"}, {I, 1, "b"}}},
    {"* a\n  * b\n    1. c\n* d",
     {{I, 1, "a"}, {I, 2, "b"}, {I, 3, "c"}, {I, 1, "d"}}},
    {"- a\n\n  more\n- b", {{I, 1, "a"}, {P, 0, "more"}, {I, 1, "b"}}},
    {"-\n- b", {{I, 1, "b"}}},
    {"- # a\n- > b", {{H, 1, "a"}, {I, 1, "b"}}},
    {"a\n- b\n\nc", {{P, 0, "a"}, {I, 1, "b"}, {P, 0, "c"}}},
    /* quotes and code */
    {"> a\nb\n\nc", {{Q, 0, "a b"}, {P, 0, "c"}}},
    {"> - a\n>\n> b", {{I, 1, "a"}, {Q, 0, "b"}}},
    {"```\na  b\n\n  c\n```", {{C, 0, "a  b"}, {C, 0, "  c"}}},
    {"    a\n\tb", {{C, 0, "a"}, {C, 0, "b"}}},
    {"~~~ lang\na", {{C, 0, "a"}}},
    {"a `b  c` d", {{P, 0, "a b  c d"}}},
    {"a\n\n***\n\nb", {{P, 0, "a"}, {P, 0, "b"}}},
    /* marks of emphasis are gone, and what is none stays */
    {"*a* __b__ ***c*** * d_e_f", {{P, 0, "a b c * d_e_f"}}},
    {"\\*a\\* ~~b~~ $c$ |d|", {{P, 0, "*a* ~~b~~ $c$ |d|"}}},
    {"- [ ] a", {{I, 1, "[ ] a"}}},
    /* an address is shown, whatever the words say */
    {"[here](https://x.fr/a)", {{P, 0, "here (https://x.fr/a)"}}},
    {"[https://good.fr](https://bad.fr)",
     {{P, 0, "https://good.fr (https://bad.fr)"}}},
    {"[https://x.fr](https://x.fr)", {{P, 0, "https://x.fr"}}},
    {"<https://x.fr>", {{P, 0, "https://x.fr"}}},
    {"<a@x.fr>", {{P, 0, "a@x.fr (mailto:a@x.fr)"}}},
    {"[](https://x.fr)", {{P, 0, "(https://x.fr)"}}},
    {"[a]()", {{P, 0, "a"}}},
    {"[a](b \"title\")", {{P, 0, "a (b)"}}},
    {"[a](javascript:alert(1))", {{P, 0, "a (javascript:alert(1))"}}},
    {"[*a*][r] b\n\n[r]: https://x.fr", {{P, 0, "a (https://x.fr) b"}}},
    {"[a](x?b=1&amp;c=2)", {{P, 0, "a (x?b=1&c=2)"}}},
    {"[a](x&#x202E;y)", {{P, 0, "a (xy)"}}},
    {"https://x.fr stays", {{P, 0, "https://x.fr stays"}}},
    /* pictures */
    {"![alt](p.png)", {{P, 0, "alt (p.png)"}}},
    {"![](p.png)", {{P, 0, "(p.png)"}}},
    {"![alt](data:image/png;base64,AAAA)", {{P, 0, "alt"}}},
    {"![](data:image/png;base64,AAAA)", {{0}}},
    {"[![alt](p.png)](https://x.fr)", {{P, 0, "alt (p.png) (https://x.fr)"}}},
    {"![a ![b](c) d](e)", {{P, 0, "a b d (e)"}}},
    /* raw HTML is text */
    {"a <b>c</b> <script>x</script>",
     {{P, 0, "a <b>c</b> <script>x</script>"}}},
    {"<div>\na\n</div>", {{P, 0, "<div> a </div>"}}},
    {"<div>\n*a*\n</div>", {{P, 0, "<div> a </div>"}}},
    {"<!-- a -->", {{P, 0, "<!-- a -->"}}},
    /* entities */
    {"&eacute;&Eacute;&nbsp;&yuml; &amp;lt; &lt; &gt; &quot; &apos;",
     {{P, 0, "éÉ\u00A0ÿ &lt; < > \" '"}}},
    {"&oelig;&rsquo;&hellip;&euro;&laquo;&raquo;", {{P, 0, "œ’…€«»"}}},
    {"&#233; &#xE9; &#X1F600; &#128512;", {{P, 0, "é é 😀 😀"}}},
    {"&#0; &#xD800; &#x110000; &#9999999;",
     {{P, 0, "\uFFFD \uFFFD \uFFFD \uFFFD"}}},
    {"&unknown; &; &#; &eacute &é;", {{P, 0, "&unknown; &; &#; &eacute &é;"}}},
    {"`&eacute;` a&#10;b", {{P, 0, "&eacute; a b"}}},
    /* what cannot be seen is gone, also where an entity hides it */
    {"a\u202Eb&#x202E;c&shy;d\u200Be", {{P, 0, "abcde"}}},
    {"&#x200B;", {{0}}},
    {"a\x1b[31mb&#27;[0m", {{P, 0, "a[31mb[0m"}}},
    {"&#x301;a", {{P, 0, "a"}}},
};

static void
text_becomes_the_blocks_that_a_reader_sees(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_md_block *blocks;
        size_t count, want = 0;
        CHECK(obv_markdown(obv_slice_of(cases[i].text), arena, &blocks,
                           &count) == OBV_OK);
        while (want < MOST && cases[i].blocks[want].text != NULL) {
            want++;
        }
        if (count != want) {
            fail_msg("%s: %zu blocks", cases[i].text, count);
        }
        for (size_t b = 0; b < count; b++) {
            CHECK_CASE(blocks[b].block == cases[i].blocks[b].block,
                       cases[i].text);
            CHECK_CASE(blocks[b].depth == cases[i].blocks[b].depth,
                       cases[i].text);
            if (!obv_slice_is(blocks[b].text, cases[i].blocks[b].text)) {
                fail_msg("%s: %.*s", cases[i].text, (int)blocks[b].text.len,
                         (const char *)blocks[b].text.ptr);
            }
        }
    }
}

static void
what_is_not_utf8_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"caf\xE9", "\xFF", "a\n\n\xC3"};
    obv_md_block *blocks;
    size_t count;
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK(obv_markdown(obv_slice_of(texts[i]), arena, &blocks, &count) ==
              OBV_MALFORMED);
        CHECK(blocks == NULL && count == 0);
    }
    obv_slice nul = {(const uint8_t *)"a\0b", 3};
    CHECK(obv_markdown(nul, arena, &blocks, &count) == OBV_MALFORMED);
}

static obv_slice
repeated(const char *piece, size_t count, const char *behind)
{
    obv_buffer b = obv_buffer_in(arena);
    for (size_t i = 0; i < count; i++) {
        obv_put_text(&b, piece);
    }
    obv_put_text(&b, behind);
    CHECK(!b.failed);
    return obv_buffer_slice(&b);
}

static void
the_number_of_blocks_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a\n\n", "- a\n", "# a\n", "    a\n"};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        obv_md_block *blocks;
        size_t count;
        obv_slice text = repeated(pieces[i], OBV_MAX_BLOCKS, "");
        CHECK_CASE(obv_markdown(text, arena, &blocks, &count) == OBV_OK,
                   pieces[i]);
        CHECK_CASE(count == OBV_MAX_BLOCKS, pieces[i]);
        text = repeated(pieces[i], OBV_MAX_BLOCKS + 1, "");
        CHECK_CASE(obv_markdown(text, arena, &blocks, &count) == OBV_LIMIT,
                   pieces[i]);
        CHECK_CASE(count == OBV_MAX_BLOCKS && blocks != NULL, pieces[i]);
        CHECK_CASE(obv_slice_is(blocks[OBV_MAX_BLOCKS - 1].text, "a"),
                   pieces[i]);
        obv_arena_empty(arena);
    }
}

static void
a_block_is_cut_between_characters(void **state)
{
    (void)state;
    obv_md_block *blocks;
    size_t count;
    obv_slice text = repeated("日", OBV_MAX_CLAIM, "");
    CHECK(obv_markdown(text, arena, &blocks, &count) == OBV_OK);
    CHECK(count == 1 && blocks[0].text.len == OBV_MAX_CLAIM / 3 * 3);
    text = repeated("a", OBV_MAX_CLAIM, "");
    CHECK(obv_markdown(text, arena, &blocks, &count) == OBV_OK);
    CHECK(count == 1 && blocks[0].text.len == OBV_MAX_CLAIM);
    obv_arena_empty(arena);
}

static obv_status
read_links(size_t links, size_t address, const char *behind)
{
    obv_md_block *blocks;
    size_t count;
    obv_buffer b = obv_buffer_in(arena);
    obv_put(&b, repeated("[a] ", links - 1, "\n\n[a]: "));
    obv_put(&b, repeated("b", address - 2, behind));
    obv_status status =
        obv_markdown(obv_buffer_slice(&b), arena, &blocks, &count);
    for (size_t i = 0; i < count; i++) {
        CHECK(blocks[i].text.len <= OBV_MAX_CLAIM);
    }
    obv_arena_empty(arena);
    return status;
}

/* Twenty thousand short names of one long address would be a gigabyte, and
   take as long. */
static void
links_times_their_address_have_a_limit_on_both_sides(void **state)
{
    (void)state;
    enum { FEW = 512, MANY = 4096, BOTH = OBV_MAX_LINK_WORK };
    CHECK(read_links(FEW, BOTH / FEW, "") == OBV_OK);
    CHECK(read_links(FEW + 1, BOTH / FEW, "") == OBV_LIMIT);
    CHECK(read_links(FEW, BOTH / FEW + 1, "") == OBV_LIMIT);
    CHECK(read_links(MANY, BOTH / MANY, "") == OBV_OK);
    CHECK(read_links(MANY + 1, BOTH / MANY, "") == OBV_LIMIT);
    CHECK(read_links(4000, 16000, "") == OBV_LIMIT);
    /* a title belongs to it, on the next line too; what follows a blank line
       does not */
    CHECK(read_links(MANY, BOTH / MANY, " \"t\"") == OBV_LIMIT);
    CHECK(read_links(MANY, BOTH / MANY, "\n\"t\"") == OBV_LIMIT);
    CHECK(read_links(MANY, BOTH / MANY - 4, "\n \t\nabc") == OBV_OK);
    CHECK(read_links(MANY, BOTH / MANY - 2, "\r\rabc") == OBV_OK);
}

static void
a_text_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    static uint8_t text[OBV_MAX_BADGE_TEXT];
    obv_md_block *blocks;
    size_t count;
    memset(text, 'a', sizeof(text));
    CHECK(obv_markdown((obv_slice){text, OBV_MAX_MARKDOWN}, arena, &blocks,
                       &count) == OBV_OK);
    CHECK(obv_markdown((obv_slice){text, OBV_MAX_MARKDOWN + 1}, arena, &blocks,
                       &count) == OBV_LIMIT);
    CHECK(count == 1 && blocks[0].text.len == OBV_MAX_CLAIM);
    CHECK(obv_markdown((obv_slice){text, sizeof(text)}, arena, &blocks,
                       &count) == OBV_LIMIT);
    CHECK(count == 1);
    obv_arena_empty(arena);
}

/* As where a picture stands in the text as data. */
static void
of_a_long_text_whole_lines_are_read(void **state)
{
    (void)state;
    obv_md_block *blocks;
    size_t count;
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "- one\n- two\n\n![](data:");
    obv_put(&b, repeated("A", OBV_MAX_MARKDOWN, ")\n"));
    CHECK(obv_markdown(obv_buffer_slice(&b), arena, &blocks, &count) ==
          OBV_LIMIT);
    CHECK(count == 2 && obv_slice_is(blocks[1].text, "two"));
    obv_arena_empty(arena);
}

/* md4c looks through all lines for each of these: a minute for 2 MB. */
static void
a_long_text_takes_no_longer_than_a_short_one(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[a](\n", "[a]: b (\n", "[a]\n_",
                                         "\"\n~>[a]"};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        obv_md_block *blocks;
        size_t count;
        obv_slice text = repeated(pieces[i], 300000, "");
        clock_t start = clock();
        CHECK(obv_markdown(text, arena, &blocks, &count) == OBV_LIMIT);
        CHECK_CASE(clock() - start < 5 * CLOCKS_PER_SEC, pieces[i]);
        obv_arena_empty(arena);
    }
}

/* Known to make parsers slow or deep: it only has to end. */
static void
hostile_nesting_comes_to_an_end(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "> ", "- ", "[",  "![",  "*a **b ",  "`",    "[a](", "<",
        "&",  "\\", "_*", "1. ", "[a]: b\n", "> - ", "]",
    };
    for (size_t i = 0; i < COUNT(pieces); i++) {
        obv_md_block *blocks;
        size_t count;
        obv_status status = obv_markdown(repeated(pieces[i], 4000, "x"), arena,
                                         &blocks, &count);
        CHECK_CASE(status == OBV_OK || status == OBV_LIMIT, pieces[i]);
        for (size_t b = 0; b < count; b++) {
            CHECK_CASE(obv_is_clean(blocks[b].text), pieces[i]);
            CHECK_CASE(blocks[b].text.len <= OBV_MAX_CLAIM, pieces[i]);
        }
        obv_arena_empty(arena);
    }
}

static obv_status
read_in(obv_arena *in)
{
    obv_md_block *blocks;
    size_t count;
    return obv_markdown(
        obv_slice_of("# a\n\n* b [c](d)\n* \u202Ee\n\n```\nf\n```\n"), in,
        &blocks, &count);
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    CHECK_EACH_ARENA(read_in(small));
}

static void
a_failed_allocation_is_said(void **state)
{
    (void)state;
    CHECK_EACH_FAILURE(read_in(arena), OBV_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_becomes_the_blocks_that_a_reader_sees),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(the_number_of_blocks_has_a_limit_on_both_sides),
        cmocka_unit_test(a_block_is_cut_between_characters),
        cmocka_unit_test(links_times_their_address_have_a_limit_on_both_sides),
        cmocka_unit_test(a_text_has_a_limit_on_both_sides),
        cmocka_unit_test(of_a_long_text_whole_lines_are_read),
        cmocka_unit_test(a_long_text_takes_no_longer_than_a_short_one),
        cmocka_unit_test(hostile_nesting_comes_to_an_end),
        cmocka_unit_test(a_small_arena_is_said),
        cmocka_unit_test(a_failed_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
