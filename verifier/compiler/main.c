/* SPDX-License-Identifier: Apache-2.0 */
/* context-compiler OUT.c FILE.terms...: the Makefile calls it. */
#include "compiler/compiler.h"

#include <stdio.h>
#include <stdlib.h>

/* All that is made stays to the end, which is soon. */
#define MEMORY ((size_t)64 << 20)
#define MAX_FILE ((size_t)1 << 20)

obv_arena *memory;

static _Noreturn void
trouble(const char *what, const char *about)
{
    fprintf(stderr, "context-compiler: %s '%s'\n", what, about);
    exit(1);
}

_Noreturn void
wrong(place at, const char *what, obv_slice about, const char *remedy)
{
    if (obv_slice_is(about, "\n")) {
        about = obv_slice_of("end of line");
    } else if (about.len == 0) {
        about = obv_slice_of("end of file");
    }
    fprintf(stderr, "%s:%u: %s: '%.*s': %s\n", at.source->name, at.line, what,
            (int)about.len, (const char *)about.ptr, remedy);
    exit(1);
}

void *
make(size_t size)
{
    void *room = obv_arena_alloc(memory, 1, size);
    if (room == NULL) {
        trouble("no memory", "tables");
    }
    return room;
}

static obv_slice
read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        trouble("cannot read", name);
    }
    uint8_t *text = make(MAX_FILE);
    size_t len = fread(text, 1, MAX_FILE, file);
    if (ferror(file) || len == MAX_FILE) {
        trouble("cannot read, or too long", name);
    }
    fclose(file);
    return (obv_slice){text, len};
}

static void
write_file(const char *name, obv_slice text)
{
    FILE *file = fopen(name, "wb");
    if (file == NULL || fwrite(text.ptr, 1, text.len, file) != text.len ||
        fclose(file) != 0) {
        trouble("cannot write", name);
    }
}

int
main(int count, char *names[])
{
    if (count < 3) {
        trouble("call it with", "OUT.c FILE.terms...");
    }
    memory = obv_arena_new(MEMORY);
    if (memory == NULL) {
        trouble("no memory", "tables");
    }
    section *sections = NULL;
    for (int i = 2; i < count; i++) {
        source *made = make(sizeof(*made));
        made->name = names[i];
        read_terms(made, read_file(names[i]), &sections);
    }
    obv_slice text = write_tables(resolve(sections));
    if (text.len == 0) {
        trouble("no memory", "tables");
    }
    write_file(names[1], text);
    obv_arena_free(memory);
    return 0;
}
