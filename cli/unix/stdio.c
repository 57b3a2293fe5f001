/* SPDX-License-Identifier: MIT */
#include "../stdio.h"

#include "../os.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

skt_ssize stdio_read(void *out, size_t len)
{
    for (;;) {
        ssize_t count = read(STDIN_FILENO, out, len);
        if (count >= 0) return count;
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return -errno;
        /* Another process may have made the shared file description non-blocking. */
        skt_pollfd entry = {.socket = STDIN_FILENO, .events = SKT_POLLIN};
        skt_poll(&entry, 1, SKT_NEVER);
    }
}

bool stdio_input_is_terminal(void)
{
    return isatty(STDIN_FILENO) == 1;
}

bool stdio_output_is_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

skt_file stdio_input(void)
{
    return STDIN_FILENO;
}

skt_file stdio_output(void)
{
    return STDOUT_FILENO;
}

skt_socket stdio_output_polled(void)
{
    return STDOUT_FILENO;
}

int stdio_input_place(uint64_t *offset_out, uint64_t *len_out)
{
    struct stat file;
    if (fstat(STDIN_FILENO, &file) < 0) return -errno;
    if (!S_ISREG(file.st_mode)) return SKT_ESPIPE;
    off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
    if (at < 0) return -errno;
    *offset_out = (uint64_t)at;
    *len_out = (uint64_t)file.st_size;
    return 0;
}

int64_t stdio_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int stdio_broken_status(void)
{
    struct sigaction now;
    bool ignored = sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
    return ignored ? 1 : 128 + SIGPIPE;
}

int stdio_run(skt_socket s, char *const words[], int *status_out)
{
    int status;
    pid_t child = fork();
    if (child < 0) return -errno;
    if (child == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        if (dup2(s, STDIN_FILENO) >= 0 && dup2(s, STDOUT_FILENO) >= 0) execvp(words[0], words);
        _exit(errno == ENOENT ? 127 : 126);
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -errno;
    *status_out = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return 0;
}
