/* SPDX-License-Identifier: MIT */
/* Files, output, the terminal and interrupts on Unix. */
#include "../os.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif
#include <termios.h>
#include <time.h>
#include <unistd.h>

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif

static int code(void)
{
    return -errno;
}

int os_open_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        /* All lower descriptors are open, so open returns this one. No O_CLOEXEC: children inherit standard streams. */
        if (open("/dev/null", O_RDWR | O_NOCTTY) != fd) return code(); /* NOLINT(android-cloexec-open) */
    }
    return 0;
}

char **os_arguments(int *argc, char **argv)
{
    (void)argc;
    return argv;
}

static os_kind kind(mode_t mode)
{
    if (S_ISREG(mode)) return OS_FILE;
    if (S_ISDIR(mode)) return OS_DIRECTORY;
    return S_ISLNK(mode) ? OS_LINK : OS_OTHER;
}

os_kind os_kind_of(const char *path)
{
    struct stat info;
    return stat(path, &info) < 0 ? OS_NOTHING : kind(info.st_mode);
}

static int open_regular(const char *path, int flags, skt_file *out, uint64_t *len_out)
{
    /* O_NONBLOCK, since opening a FIFO would otherwise wait for its other end. It has no effect on regular files. */
    int fd = open(path, flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) return code();
    struct stat info;
    int rc = fstat(fd, &info) < 0 ? code() : 0;
    if (rc == 0 && kind(info.st_mode) != OS_FILE) rc = kind(info.st_mode) == OS_DIRECTORY ? SKT_EISDIR : SKT_EINVAL;
    if (rc < 0) {
        close(fd);
        return rc;
    }
    *out = fd;
    *len_out = (uint64_t)info.st_size;
    return 0;
}

int os_open_to_read(const char *path, skt_file *out, uint64_t *len_out)
{
    return open_regular(path, O_RDONLY, out, len_out);
}

int os_create(const char *path, skt_file *out)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) return code();
    *out = fd;
    return 0;
}

int os_open_to_change(const char *path, skt_file *out, uint64_t *len_out)
{
    return open_regular(path, O_RDWR | O_NOFOLLOW, out, len_out);
}

int os_measure(skt_file file, uint64_t *len_out)
{
    struct stat info;
    if (fstat(file, &info) < 0) return code();
    *len_out = (uint64_t)info.st_size;
    return 0;
}

int os_lock_file(skt_file file)
{
#if defined(LOCK_EX)
    int rc = flock(file, LOCK_EX | LOCK_NB);
#else
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int rc = fcntl(file, F_SETLK, &whole);
    if (rc < 0 && errno == EACCES) return SKT_EBUSY;
#endif
    if (rc < 0 && (errno == EWOULDBLOCK || errno == EAGAIN)) return SKT_EBUSY;
    return rc < 0 ? code() : 0;
}

skt_ssize os_read_at(skt_file file, void *out, size_t len, uint64_t offset)
{
    ssize_t count;
    do count = pread(file, out, len, (off_t)offset);
    while (count < 0 && errno == EINTR);
    return count < 0 ? code() : count;
}

skt_ssize os_write_at(skt_file file, const void *data, size_t len, uint64_t offset)
{
    ssize_t count;
    do count = pwrite(file, data, len, (off_t)offset);
    while (count < 0 && errno == EINTR);
    return count < 0 ? code() : count;
}

int os_truncate(skt_file file, uint64_t len)
{
    return ftruncate(file, (off_t)len) < 0 ? code() : 0;
}

int os_sync(skt_file file)
{
#if defined(F_FULLFSYNC)
    /* fsync on Apple's systems leaves data in the disk's cache. Some file systems lack F_FULLFSYNC. */
    if (fcntl(file, F_FULLFSYNC) == 0) return 0;
#endif
    return fsync(file) < 0 ? code() : 0;
}

int os_settle(skt_file file)
{
    /* NFS writes on every close, also of a duplicate, which does not release the lock. */
    int fd = fcntl(file, F_DUPFD_CLOEXEC, 0);
    return fd < 0 ? code() : os_close(fd);
}

int os_close(skt_file file)
{
    /* After a signal the descriptor is closed, or will be, all the same. */
    return close(file) < 0 && errno != EINTR ? code() : 0;
}

int os_remove(const char *path)
{
    return unlink(path) < 0 ? code() : 0;
}

const char *os_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *os_name_problem(const char *name)
{
    (void)name;
    return NULL;
}

int os_make_temporary_folder(char *out, size_t size)
{
    const char *parent = getenv("TMPDIR");
    if (parent == NULL || parent[0] == '\0') parent = "/tmp";
    int len = snprintf(out, size, "%s/skt-XXXXXX", parent);
    if (len < 0 || (size_t)len >= size) return SKT_ENAMETOOLONG;
    return mkdtemp(out) == NULL ? code() : 0;
}

int os_remove_folder(const char *path)
{
    return rmdir(path) < 0 ? code() : 0;
}

/* Another process may have made the shared file description non-blocking. */
static int wait_for_room(int fd)
{
    skt_pollfd entries[] = {{.socket = fd, .events = SKT_POLLOUT},
                            {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
    int rc;
    do rc = os_interrupt_status() ? 0 : skt_poll(entries, 2, SKT_NEVER);
    while (rc == SKT_EINTR);
    return os_interrupt_status() ? SKT_EINTR : rc < 0 ? rc : 0;
}

int os_write(os_stream to, const char *text, size_t len)
{
    int fd = to == OS_STDOUT ? STDOUT_FILENO : STDERR_FILENO;
    while (len > 0) {
        ssize_t count = write(fd, text, len);
        int rc = count < 0 ? code() : 0;
        if (skt_error_is_again(rc)) rc = wait_for_room(fd);
        if (rc < 0 && (rc != SKT_EINTR || os_interrupt_status())) return rc;
        if (count < 0) continue;
        text += count;
        len -= (size_t)count;
    }
    return 0;
}

bool os_is_terminal(os_stream which)
{
    return isatty(which == OS_STDOUT ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

bool os_has_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

int os_terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0) return 80;
    if (size.ws_col == 0) return 80;
    return size.ws_col;
}

void os_leave_socket(skt_socket s)
{
    (void)s;
}

static atomic_int caught; /* threads look at it */
static struct timespec caught_at;
static skt_waker interrupted = {SKT_INVALID_SOCKET, SKT_INVALID_SOCKET};

/* The socket path to remove if an interrupt ends the program at once. */
static const char *volatile ended_path;
static os_identity ended_socket;

void os_remove_when_ended(const char *path, const os_identity *which)
{
    ended_path = NULL;
    if (path != NULL) ended_socket = *which;
    ended_path = path;
}

/* Signals in quick succession count as one interrupt: timeout(1) signals the process and then its group. */
#define SAME_INTERRUPT_SECONDS 1

static void note(int signal_number)
{
    struct timespec now;
    int kept = errno;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (caught == 0) {
        caught = signal_number;
        caught_at = now;
    } else if (signal_number != SIGPIPE && now.tv_sec - caught_at.tv_sec > SAME_INTERRUPT_SECONDS) {
        if (ended_path != NULL) os_remove_socket(ended_path, &ended_socket);
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    skt_waker_wake(&interrupted);
    errno = kept;
}

/* Keeps signals ignored that the parent ignored: nohup(1) ignores SIGHUP, shells ignore SIGINT for background jobs. */
static void handle(int signal_number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(signal_number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(signal_number, &action, NULL);
}

int os_catch_interrupts(void)
{
    int rc = skt_waker_open(&interrupted);
    if (rc < 0) return rc;
    handle(SIGINT, note);
    handle(SIGTERM, note);
    handle(SIGHUP, note);
    /*
     * SIGPIPE can only mean that the reader of the output has closed it, since the library's sockets do not raise it.
     */
    handle(SIGPIPE, note);
    /* With SIGXFSZ ignored, a write beyond the file size limit fails with EFBIG. */
    handle(SIGXFSZ, SIG_IGN);
    return 0;
}

skt_socket os_interrupt_socket(void)
{
    return skt_waker_socket(&interrupted);
}

int os_interrupt_status(void)
{
    int signal_number = atomic_load(&caught);
    return signal_number ? 128 + signal_number : 0;
}

int64_t os_process_id(void)
{
    return getpid();
}

bool os_sendfile_waits(void)
{
    return false;
}
