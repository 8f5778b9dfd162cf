/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer qr, badge-issuer cv: the table. */
#include "issuer/print.h"

bool
obv_print_may_write(obv_call *call, const char *path)
{
    if (obv_given(call, "--replace") != NULL || obv_file_is_new(call, path)) {
        return true;
    }
    obv_hint("--replace takes its place");
    return false;
}

/* clang-format off */
static const obv_option qr_options[] = {
    {"--format", "KIND", "png, svg or pdf; else as the name of OUT ends", false, false},
    {"--catalogue", "FOLDER", "a trust list whose entry of this badge is left out of the code; who reads it needs the list", false, false},
    {"--codes", "N", "in so many numbered codes, read in any order", false, false},
    {"--module", "MM", "the side of a module, 0.35 or more", false, false},
    {"--width", "MM", "the side of a code without its margin; 30 to 40 by default", false, false},
    {"--name", "TEXT", "print this name instead of the badge's", false, false},
    {"--no-name", NULL, "print no name", false, false},
    {"--replace", NULL, "take the place of a file that is there", false, false},
    {NULL, NULL, NULL, false, false},
};
static const obv_option cv_options[] = {
    {"--name", "TEXT", "whose it is; else the holder of the first badge", false, false},
    {"--badge", "FILE", "a badge whose code stands on it", true, false},
    {"--catalogue", "FOLDER", "as of qr, for the badges that it has", false, false},
    {"--codes", "N", "of each badge, as of qr", false, false},
    {"--module", "MM", "as of qr", false, false},
    {"--width", "MM", "as of qr; by default as much as a scan of the sheet needs, up to 45 mm, or in two codes", false, false},
    {"--replace", NULL, "take the place of a file that is there", false, false},
    {NULL, NULL, NULL, false, false},
};

const obv_command obv_print_commands[] = {
    {"qr", "", "BADGE [OUT]", "make the code of a signed badge, to be printed",
     qr_options, 1, 2, obv_qr_command},
    {"cv", "", "OUT.pdf", "make a sample CV with the codes of badges",
     cv_options, 1, 1, obv_cv_command},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, NULL},
};
/* clang-format on */
