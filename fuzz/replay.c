/* SPDX-License-Identifier: MIT */
/* Runs a fuzzer on files, or the files in folders, without libFuzzer: replay FILE_OR_FOLDER... */
#include "fuzz.h"

#include <dirent.h>

static int replay_file(const char *path)
{
    static uint8_t bytes[1 << 16];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return -1;
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    uint8_t *input = malloc(size + 1);
    CLAIM(input != NULL);
    memcpy(input, bytes, size);
    LLVMFuzzerTestOneInput(input, size);
    free(input);
    return 1;
}

static int replay_folder(DIR *folder, const char *path)
{
    int count = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char name[4096];
        if (entry->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (replay_file(name) < 0) return -1;
        count++;
    }
    return count;
}

int main(int argc, char **argv)
{
    int total = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        int count = folder ? replay_folder(folder, argv[i]) : replay_file(argv[i]);
        if (folder) closedir(folder);
        if (count < 0) return 1;
        total += count;
    }
    printf("%d inputs\n", total);
    return total > 0 ? 0 : 1;
}
