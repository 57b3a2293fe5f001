/* SPDX-License-Identifier: MIT */
/*
 * Functions of the system that the tests need and skt lacks: threads, processes, files, memory. unix/host.c and
 * windows/host.c define them; the build picks one.
 */
#ifndef SKT_TESTS_HOST_H
#define SKT_TESTS_HOST_H

#include <skt/skt.h>

#include <stdbool.h>

/* Documented differences between the systems that tests notice. */
typedef struct host_ways {
    enum skt_systems system;      /* its bit */
    int no_socket;                /* the error for a handle that is no open socket */
    int no_file;                  /* the error for a handle that is no open file */
    uint64_t buffers_max;         /* the most bytes of several buffers, or of a message; more is SKT_ERANGE */
    short urgent;                 /* the event of urgent data */
    bool exports_over_any_stream; /* skt_export works over any stream, not only over Unix streams */
    bool tells_unbound_address;   /* the local address of an unbound socket is zeros, not SKT_EINVAL */
    bool tells_refused_datagrams; /* a connected UDP socket returns ICMP errors */
    bool marks_urgent_data;       /* receiving urgent data sets SKT_MSG_OOB */
    bool waits_for_urgent_data;   /* receiving urgent data blocks if there is none; others return SKT_EINVAL */
    bool forgets_resets;          /* after a reset was returned once, receives return 0 and sends SKT_EPIPE */
    bool limits_buffers;          /* more than about 1024 buffers are SKT_EMSGSIZE */
    skt_duration timeout_max;     /* the longest SO_RCVTIMEO besides SKT_FOREVER */
    bool sendfile_waits;          /* skt_sendfile blocks even on a non-blocking socket */
    const char *const *young;     /* options that older versions lack, ended by NULL */
} host_ways;

extern const host_ways host;

/* Whether this is Wine, whose deviations from Windows are no faults of the library. */
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

/* The number of open handles in this process, including those of other threads. */
int open_handles(void);

/*
 * Starts this program again with arguments that end with NULL. The child inherits all inheritable handles. argv0 is
 * this process's own. child_wait returns the exit code; a child that takes more than a minute fails the test.
 */
typedef struct test_child {
    intptr_t handle;
    int64_t pid;
} test_child;

enum { CHILD_ARGUMENTS_MAX = 8 };

test_child child_start(const char *argv0, const char *const *arguments);
int child_wait(test_child *child);

#define TEMP_PATH_MAX 100

/* A unique path in the directory for temporary files, in UTF-8. No file exists there yet. */
void temp_path(char out[TEMP_PATH_MAX]);

/* A temporary file that holds `len` bytes at `offset` and zeros before. Closing it removes it. */
skt_file temp_file(uint64_t offset, const void *data, size_t len);
void file_close(skt_file file);

/* The file's current position. */
int64_t file_position(skt_file file);
void file_seek(skt_file file, int64_t position);

/* Address space that reads as zeros and uses no memory until it is written to; NULL if there is not enough. */
void *memory_map(size_t len);
void memory_unmap(void *mapping, size_t len);

#endif
