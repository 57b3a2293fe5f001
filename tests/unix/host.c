/* SPDX-License-Identifier: MIT */
#include "host.h"

#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#define THIS_SYSTEM SKT_ON_LINUX
#elif defined(__APPLE__)
#define THIS_SYSTEM SKT_ON_APPLE
#elif defined(__FreeBSD__) || defined(__DragonFly__)
#define THIS_SYSTEM SKT_ON_FREEBSD
#elif defined(__NetBSD__)
#define THIS_SYSTEM SKT_ON_NETBSD
#elif defined(__OpenBSD__)
#define THIS_SYSTEM SKT_ON_OPENBSD
#elif defined(__sun)
#define THIS_SYSTEM SKT_ON_SOLARIS
#elif defined(_AIX)
#define THIS_SYSTEM SKT_ON_AIX
#elif defined(__CYGWIN__)
#define THIS_SYSTEM SKT_ON_CYGWIN
#else
#define THIS_SYSTEM SKT_ON_POSIX
#endif

static const char *const young[] = {NULL};

const host_ways host = {
    .system = THIS_SYSTEM,
    .no_socket = SKT_EBADF,
    .no_file = SKT_EBADF,
    .buffers_max = UINT64_MAX,
    .urgent = SKT_POLLPRI,
    .exports_over_any_stream = false,
    .tells_unbound_address = true,
    .tells_refused_datagrams = true,
    .marks_urgent_data = true,
    .waits_for_urgent_data = false,
    .forgets_resets = true,
    .limits_buffers = true,
    .timeout_max = sizeof(time_t) > 4 ? SKT_FOREVER - 1 : SKT_SECONDS(INT32_MAX) + SKT_MICROSECONDS(999999),
    .sendfile_waits = false,
    .young = young,
};

bool under_wine(void)
{
    return false;
}

static void *thread_body(void *context)
{
    test_thread *thread = context;
    thread->run(thread->context);
    return NULL;
}

void thread_start(test_thread *thread, void (*run)(void *context), void *context)
{
    pthread_t started;
    thread->run = run;
    thread->context = context;
    assert_int_equal(pthread_create(&started, NULL, thread_body, thread), 0);
    thread->handle = (uintptr_t)started;
}

void thread_join(test_thread *thread)
{
    assert_int_equal(pthread_join((pthread_t)thread->handle, NULL), 0);
}

int64_t own_pid(void)
{
    return getpid();
}

int open_handles(void)
{
    int count = 0;
    for (int fd = 0; fd < 1024; fd++) count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

test_child child_start(const char *argv0, const char *const *arguments)
{
    /* execv(2) does not write to its arguments, whose type is older than const. */
    union {
        const char *given[CHILD_ARGUMENTS_MAX + 2];
        char *taken[CHILD_ARGUMENTS_MAX + 2];
    } argv = {.given = {argv0}};
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(i < CHILD_ARGUMENTS_MAX);
        argv.given[i + 1] = arguments[i];
    }
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(60);
        execv(argv0, argv.taken);
        _exit(99);
    }
    return (test_child){.handle = child, .pid = child};
}

int child_wait(test_child *child)
{
    int status = -1;
    while (waitpid((pid_t)child->handle, &status, 0) < 0) assert_int_equal(errno, EINTR);
    if (WIFSIGNALED(status)) print_error("child: killed by signal %d\n", WTERMSIG(status));
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* TMPDIR may be too long for a Unix socket's path. */
void temp_path(char out[TEMP_PATH_MAX])
{
    static int number;
    snprintf(out, TEMP_PATH_MAX, "/tmp/skt-%ld-%d", (long)getpid(), number++);
    remove(out);
}

skt_file temp_file(uint64_t offset, const void *data, size_t len)
{
    /* In memory where there is such a place: a large file of zeros then costs nothing. */
    char path[] = "/dev/shm/skt-XXXXXX", on_disk[] = "/tmp/skt-XXXXXX";
    int file = mkstemp(path);
    if (file >= 0) {
        remove(path);
    } else {
        file = mkstemp(on_disk);
        assert_true(file >= 0);
        remove(on_disk);
    }
    assert_int_equal(pwrite(file, data, len, (off_t)offset), len);
    return file;
}

void file_close(skt_file file)
{
    close(file);
}

int64_t file_position(skt_file file)
{
    return lseek(file, 0, SEEK_CUR);
}

void file_seek(skt_file file, int64_t position)
{
    assert_int_equal(lseek(file, (off_t)position, SEEK_SET), position);
}

/* Not every system counts what nobody wrote to. */
#if !defined(MAP_NORESERVE)
#define MAP_NORESERVE 0
#endif

void *memory_map(size_t len)
{
    void *mapping = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return mapping == MAP_FAILED ? NULL : mapping;
}

void memory_unmap(void *mapping, size_t len)
{
    munmap(mapping, len);
}
