/* SPDX-License-Identifier: Apache-2.0 */
/* badge-verifier check: files in, one report each. */
#include "front/front.h"

static const obv_option takes[] = {
    OBV_OPTION_LANG, OBV_OPTION_FORMAT, OBV_OPTION_AT,         OBV_OPTION_KEYS,
    OBV_OPTION_NAME, OBV_OPTION_EMAIL,  OBV_OPTION_ALLOW_TEST, OBV_OPTION_HELP,
};

static const obv_syntax syntax = {
    "check", OBV_MSG_CHECK_USAGE, OBV_MSG_CHECK_FILES, takes, COUNT(takes),
};

static int
check_files(obv_run *run, const obv_options *options)
{
    int code = 0;
    for (size_t i = 0; i < options->file_count; i++) {
        code = obv_worse_exit(code, obv_run_file(run, options->files[i]));
    }
    return code;
}

int
obv_check_command(obv_front *front, int argc, char **argv)
{
    obv_options options;
    int code;
    if (!obv_options_read(front, &syntax, argc, argv, &options, &code)) {
        return code;
    }
    if (options.file_count == 0) {
        obv_complain(&front->words, OBV_MSG_NO_FILE, NULL);
        obv_hint(&front->words, OBV_MSG_HINT_HELP,
                 VALUES({"command", obv_slice_of(syntax.command)}));
        return OBV_EXIT_TROUBLE;
    }
    obv_run run;
    code = obv_run_start(front, &options, &run) ? check_files(&run, &options)
                                                : OBV_EXIT_TROUBLE;
    obv_run_end(&run);
    return code;
}
