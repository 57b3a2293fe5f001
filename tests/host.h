/* SPDX-License-Identifier: MIT */
/* What the tests need of a system and skt does not give: threads, and files. */
#ifndef SKT_TESTS_HOST_H
#define SKT_TESTS_HOST_H

#include <skt/skt.h>

#if !defined(_WIN32)
#include <pthread.h>
#endif

/* A thread that calls one function. cmocka's assertions work in the first thread only. */
typedef struct test_thread {
    void (*run)(void *context);
    void *context;
#if defined(_WIN32)
    void *handle;
#else
    pthread_t handle;
#endif
} test_thread;

void thread_start(test_thread *thread, void (*run)(void *context), void *context);
void thread_join(test_thread *thread);

/* The number of this process. */
int64_t own_pid(void);

#define TEMP_PATH_MAX 100

/* A path in the directory for temporary files that no other test uses; nothing is there yet. */
void temp_path(char out[TEMP_PATH_MAX]);

/* A file without a name that holds `len` bytes at `offset` and zeros before; gone once closed. */
skt_file temp_file(uint64_t offset, const void *data, size_t len);
void file_close(skt_file file);

/* Where the file's own position stands. */
int64_t file_position(skt_file file);
void file_seek(skt_file file, int64_t position);

#endif
