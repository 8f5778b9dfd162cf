/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-issuer - what an issuing organisation and the keepers of a trust list
 * need: keys, signed badges, baked pictures, signed lists.
 *
 * It holds secrets, so it leaves no core file behind and lets nobody look into
 * its memory.
 */
#include "issuer/issuer.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static const obv_command *const groups[] = {
    obv_key_commands,    obv_badge_commands, obv_list_commands,
    obv_status_commands, obv_print_commands,
};

static const char *const openings[] = {
    "badge-issuer - make keys, signed Open Badges and trust lists\n\n",
    "usage: badge-issuer COMMAND [OPTION]... [FILE]...\n",
    "       badge-issuer COMMAND --help\n",
};

static void
print_commands(FILE *out)
{
    for (size_t i = 0; i < COUNT(openings); i++) {
        fputs(openings[i], out);
    }
    for (size_t g = 0; g < COUNT(groups); g++) {
        fputs("\n", out);
        for (const obv_command *c = groups[g]; c->group != NULL; c++) {
            fprintf(out, "  %-6s %-14s %s\n", c->group, c->verb, c->help);
        }
    }
    fputs("\nExit status: 0 done, 1 refused, 3 trouble (command, file, "
          "machine).\n",
          out);
}

static void
print_option(FILE *out, const obv_option *option)
{
    char left[64];
    snprintf(left, sizeof(left), "%s %s", option->name,
             option->value == NULL ? "" : option->value);
    fprintf(out, "  %-24s %s%s%s\n", left, option->help,
            option->must ? " (needed)" : "",
            option->many ? " (may come often)" : "");
}

static void
print_command(FILE *out, const obv_command *command)
{
    fprintf(out, "usage: badge-issuer %s%s%s [OPTION]... %s\n\n%s\n",
            OBV_COMMAND_WORDS(command), command->operands, command->help);
    for (const obv_option *o = command->options; o->name != NULL; o++) {
        if (o == command->options) {
            fputs("\n", out);
        }
        print_option(out, o);
    }
}

/* How many words name this command, where they are the first of these. */
static int
words_of(const obv_command *c, int argc, char **argv)
{
    if (argc < 2 || strcmp(c->group, argv[1]) != 0) {
        return 0;
    }
    if (c->verb[0] == '\0') {
        return 1;
    }
    return argc > 2 && strcmp(c->verb, argv[2]) == 0 ? 2 : 0;
}

/* *words: how many of the arguments it took; NULL: no such command. */
static const obv_command *
find_command(int argc, char **argv, int *words)
{
    for (size_t g = 0; g < COUNT(groups); g++) {
        for (const obv_command *c = groups[g]; c->group != NULL; c++) {
            *words = words_of(c, argc, argv);
            if (*words > 0) {
                return c;
            }
        }
    }
    return NULL;
}

static bool
asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            return true;
        }
    }
    return false;
}

static int
run(const obv_command *command, int argc, char **argv)
{
    obv_call call = {.command = command, .out = stdout};
    call.arena = obv_arena_new(OBV_ISSUER_ARENA);
    if (call.arena == NULL) {
        obv_say_failed(&call, "not enough memory");
        return call.status;
    }
    bool done = obv_call_read(&call, argc, argv) && command->run(&call);
    if (done && (fflush(stdout) != 0 || ferror(stdout))) {
        done = obv_fail(&call, "cannot write to standard output");
    }
    obv_arena_free(call.arena);
    return done ? 0 : call.status;
}

/* A file that grows too large is an error to clean up after, not the end. */
static bool
keep_to_ourselves(void)
{
    const struct rlimit none = {0, 0};
    return signal(SIGXFSZ, SIG_IGN) != SIG_ERR &&
           setrlimit(RLIMIT_CORE, &none) == 0 &&
           prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && obv_sodium_start();
}

int
main(int argc, char **argv)
{
    int words = 0;
    const obv_command *command = find_command(argc, argv, &words);
    if (asks_for_help(argc, argv)) {
        command == NULL ? print_commands(stdout)
                        : print_command(stdout, command);
        return fflush(stdout) == 0 ? 0 : OBV_EXIT_TROUBLE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("badge-issuer " OBV_VERSION);
        return fflush(stdout) == 0 ? 0 : OBV_EXIT_TROUBLE;
    }
    if (command == NULL) {
        print_commands(stderr);
        return OBV_EXIT_TROUBLE;
    }
    if (!keep_to_ourselves()) {
        fputs("badge-issuer: cannot start libsodium\n", stderr);
        return OBV_EXIT_TROUBLE;
    }
    return run(command, argc - 1 - words, argv + 1 + words);
}
