/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-verifier - says whether Open Badges are genuine, without a network.
 *
 * It holds no secret and can sign nothing.  What is hostile is read by child
 * processes that can only compute.
 */
#include "front/front.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

static const struct command {
    const char *name;
    obv_message about;
    int (*run)(obv_front *front, int argc, char **argv);
} commands[] = {
    {"check", OBV_MSG_CHECK_ABOUT, obv_check_command},
    {"batch", OBV_MSG_BATCH_ABOUT, obv_batch_command},
    {"scan", OBV_MSG_SCAN_ABOUT, obv_scan_command},
};

static int
print_version(const obv_words *words)
{
    obv_print(words, "", OBV_MSG_VERSION,
              VALUES({"version", obv_slice_of(OBV_VERSION)}));
    obv_print(words, "", OBV_MSG_LICENCE, NULL);
    return 0;
}

static int
print_help(const obv_words *words)
{
    obv_print(words, "", OBV_MSG_ABOUT, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_USAGE, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_COMMANDS, NULL);
    for (size_t i = 0; i < COUNT(commands); i++) {
        char lead[64];
        snprintf(lead, sizeof(lead), "  %-10s  ", commands[i].name);
        obv_print(words, lead, commands[i].about, NULL);
    }
    printf("\n");
    obv_print(words, "", OBV_MSG_OPTIONS, NULL);
    obv_print(words, "  --help      ", OBV_MSG_OPTION_HELP, NULL);
    obv_print(words, "  --version   ", OBV_MSG_OPTION_VERSION, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_MORE, NULL);
    obv_print(words, "", OBV_MSG_EXIT_STATUS, NULL);
    return 0;
}

static int
run_command(obv_front *front, int argc, char **argv)
{
    const char *name = argv[1];
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return commands[i].run(front, argc - 1, argv + 1);
        }
    }
    if (name[0] == '-') {
        obv_complain(&front->words, OBV_MSG_UNKNOWN_OPTION,
                     VALUES({"option", obv_slice_of(name)}));
    } else {
        obv_complain(&front->words, OBV_MSG_UNKNOWN_COMMAND,
                     VALUES({"command", obv_slice_of(name)}));
    }
    obv_hint(&front->words, OBV_MSG_HINT_CHECK, NULL);
    return OBV_EXIT_TROUBLE;
}

int
main(int argc, char **argv)
{
    static obv_front front;
    /* A limit on the size of files is trouble that can be told. */
    signal(SIGXFSZ, SIG_IGN);
    /* A core file would keep what the program says it has not kept. */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    obv_home(front.home, sizeof(front.home));
    obv_words_start(&front.words, front.home);
    if (argc < 2) {
        obv_complain(&front.words, OBV_MSG_NO_COMMAND, NULL);
        obv_hint(&front.words, OBV_MSG_HINT_CHECK, NULL);
        return OBV_EXIT_TROUBLE;
    }
    int code = strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0
                   ? print_help(&front.words)
               : strcmp(argv[1], "--version") == 0
                   ? print_version(&front.words)
                   : run_command(&front, argc, argv);
    if (fflush(stdout) != 0) {
        obv_complain(
            &front.words, OBV_MSG_CANNOT_WRITE,
            VALUES({"why",
                    obv_slice_of(front.words.messages[OBV_MSG_WHY_OUTPUT])}));
        return OBV_EXIT_TROUBLE;
    }
    return code;
}
