/* SPDX-License-Identifier: Apache-2.0 */
/* The shapes and colours of words and outcomes. */
#include "report/look.h"

/* clang-format off */
#define CHECK_SHAPE    {"╭─────╮", "│  ✓  │", "╰─────╯"}
#define EMPTY_FRAME    {"┌─────┐", "│     │", "└─────┘"}
#define TORN_FRAME     {"┌──╮╭─┐", "│  ╱╱ │", "└─╯╰──┘"}
#define CROSS          {" ╲   ╱ ", "   ╳   ", " ╱   ╲ "}
#define CROSSED_KEY    {"╭─╮  ╱ ", "│ ├─╱┬┬", "╰─╯╱   "}
#define QUESTION       {"╭─────╮", "│  ?  │", "╰─────╯"}
#define HAND           {"  ╷╷╷╷ ", " ╲││││ ", "  ╰──╯ "}
#define TWO_HEADS      {" ○   ○ ", "╭┴╮ ╭┴╮", "╵ ╵ ╵ ╵"}
#define CALENDAR       {"┌┴───┴┐", "├─────┤", "└─────┘"}
#define DASHED_CIRCLE  {"╭╌╌╌╌╌╮", "┆     ┆", "╰╌╌╌╌╌╯"}

static const obv_look looks[OBV_WORD_COUNT] = {
    [OBV_WORD_RECOGNISED]     = {CHECK_SHAPE,   "✓", OBV_GREEN},
    [OBV_WORD_NO_BADGE]       = {EMPTY_FRAME,   "□", OBV_GREY},
    [OBV_WORD_MALFORMED]      = {TORN_FRAME,    "◪", OBV_GREY},
    [OBV_WORD_ALTERED]        = {CROSS,         "✗", OBV_RED},
    [OBV_WORD_WRONG_KEY]      = {CROSSED_KEY,   "✗", OBV_RED},
    [OBV_WORD_UNKNOWN_ISSUER] = {QUESTION,      "?", OBV_BLUE},
    [OBV_WORD_TO_CONFIRM]     = {HAND,          "!", OBV_ORANGE},
    [OBV_WORD_WITHDRAWN]      = {HAND,          "!", OBV_ORANGE},
    [OBV_WORD_SUSPENDED]      = {HAND,          "!", OBV_ORANGE},
    [OBV_WORD_NOT_ENTITLED]   = {HAND,          "!", OBV_ORANGE},
    [OBV_WORD_OTHER_PERSON]   = {TWO_HEADS,     "≠", OBV_ORANGE},
    [OBV_WORD_EXPIRED]        = {CALENDAR,      "▦", OBV_ORANGE},
    [OBV_WORD_NOT_YET_VALID]  = {CALENDAR,      "▦", OBV_ORANGE},
    [OBV_WORD_UNDECIDED]      = {DASHED_CIRCLE, "◌", OBV_GREY},
};
/* clang-format on */

const obv_look *
obv_look_of(obv_word word)
{
    return &looks[(unsigned)word < OBV_WORD_COUNT ? word : OBV_WORD_UNDECIDED];
}

const char *
obv_outcome_mark(obv_outcome outcome)
{
    static const char *const marks[] = {
        [OBV_UNCHECKED] = "◌", [OBV_NO] = "✗", [OBV_YES] = "✓"};
    return marks[outcome];
}

obv_style
obv_outcome_style(obv_outcome outcome)
{
    static const obv_style styles[] = {
        [OBV_UNCHECKED] = OBV_GREY, [OBV_NO] = OBV_RED, [OBV_YES] = OBV_GREEN};
    return styles[outcome];
}
