/* SPDX-License-Identifier: MIT */
/*
 * What the tests need of a system and skt does not give: threads, processes, files, memory. unix/host.c and
 * windows/host.c hold the same functions; the build picks one.
 */
#ifndef SKT_TESTS_HOST_H
#define SKT_TESTS_HOST_H

#include <skt/skt.h>

#include <stdbool.h>

/* What a system documents to do in its own way, for the tests that see it. */
typedef struct host_ways {
    enum skt_systems system;      /* its bit */
    int no_socket;                /* how a handle that is no open socket is answered */
    int no_file;                  /* and one that is no open file */
    uint64_t buffers_max;         /* the most bytes that several buffers, or a message, may hold: more is SKT_ERANGE */
    short urgent;                 /* the event of urgent data */
    bool exports_over_any_stream; /* sockets, that is; not only over Unix streams */
    bool tells_unbound_address;   /* a socket that is bound to none has an address of zeros, not SKT_EINVAL */
    bool tells_refused_datagrams; /* a connected UDP socket, that is; not one that is deaf to ICMP */
    bool marks_urgent_data;       /* with SKT_MSG_OOB when it is received */
    bool waits_for_urgent_data;   /* where none is under way, which others call SKT_EINVAL */
    bool forgets_resets;          /* told once, a reset is an end to receive and SKT_EPIPE to send */
    bool limits_buffers;          /* how many go at once: 1024 and a little, beyond which they are SKT_EMSGSIZE */
    skt_duration timeout_max;     /* the longest SO_RCVTIMEO, but for SKT_FOREVER */
    bool sendfile_waits;          /* also on a socket that does not block, until all was taken */
    const char *const *young;     /* options that not every version has, which then is no fault; up to a NULL */
} host_ways;

extern const host_ways host;

/* Whether this is Wine, whose own deviations are not Windows'. */
bool under_wine(void);

/* A thread that calls one function. cmocka's assertions work in the first thread only. */
typedef struct test_thread {
    void (*run)(void *context);
    void *context;
    uintptr_t handle;
} test_thread;

void thread_start(test_thread *thread, void (*run)(void *context), void *context);
void thread_join(test_thread *thread);

/* The number of this process. */
int64_t own_pid(void);

/* How many handles this process has open; those that other threads open meanwhile count too. */
int open_handles(void);

/*
 * This program once more, with arguments for its main() up to a NULL. It inherits every handle that may be inherited.
 * argv0 is this process's own. child_wait returns its exit code; a child that takes more than a minute fails the test.
 */
typedef struct test_child {
    intptr_t handle;
    int64_t pid;
} test_child;

enum { CHILD_ARGUMENTS_MAX = 8 };

test_child child_start(const char *argv0, const char *const *arguments);
int child_wait(test_child *child);

#define TEMP_PATH_MAX 100

/* A path in the directory for temporary files that no other test uses; nothing is there yet. UTF-8. */
void temp_path(char out[TEMP_PATH_MAX]);

/* A file without a name that holds `len` bytes at `offset` and zeros before; gone once closed. */
skt_file temp_file(uint64_t offset, const void *data, size_t len);
void file_close(skt_file file);

/* Where the file's own position stands. */
int64_t file_position(skt_file file);
void file_seek(skt_file file, int64_t position);

/* Address space that reads as zeros and takes no memory until it is written to; NULL where there is no room. */
void *memory_map(size_t len);
void memory_unmap(void *mapping, size_t len);

#endif
