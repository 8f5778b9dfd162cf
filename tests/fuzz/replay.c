/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands in for libFuzzer: hands each file that is named, and each file of a
 * folder that is named, to the target once.  So no old bug comes back unseen,
 * whatever compiler there is.
 */
#include "files.h"

#include <dirent.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static size_t replayed;

/* In a room of exactly its size, so that a sanitizer sees one byte too far. */
static bool
replay_file(const char *path)
{
    obv_slice file = file_read(path);
    if (file.ptr == NULL) {
        fprintf(stderr, "replay: cannot read %s\n", path);
        return false;
    }
    uint8_t *exact = malloc(file.len > 0 ? file.len : 1);
    if (exact != NULL) {
        memcpy(exact, file.ptr, file.len);
        (void)LLVMFuzzerTestOneInput(exact, file.len);
        free(exact);
        replayed++;
    }
    file_free(file);
    return exact != NULL;
}

static bool
replay_folder(const char *path)
{
    bool good = true;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char inside[4096];
        struct stat about;
        snprintf(inside, sizeof(inside), "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && stat(inside, &about) == 0 &&
            S_ISREG(about.st_mode)) {
            good = replay_file(inside) && good;
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return good && folder != NULL;
}

int
main(int argc, char **argv)
{
    bool good = true;
    for (int i = 1; i < argc; i++) {
        struct stat about;
        bool folder = stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode);
        good = (folder ? replay_folder : replay_file)(argv[i]) && good;
    }
    printf("replayed %zu\n", replayed);
    return good ? 0 : 1;
}
