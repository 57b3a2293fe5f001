/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int child_status(int (*body)(void *context), void *context)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        alarm(60);
        int code = body(context);
        fflush(NULL);
        _exit(code);
    }
    int status = -1;
    while (waitpid(child, &status, 0) < 0) assert_int_equal(errno, EINTR);
    return status;
}

void process_assert_child(int status, const char *what, const char *file, int line)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    if (WIFSIGNALED(status))
        print_error("%s: killed by signal %d\n", what, WTERMSIG(status));
    else
        print_error("%s: exit status %d\n", what, WEXITSTATUS(status));
    _fail(file, line);
}

int use_up_handles(int left)
{
    enum { MOST = 64 };
    const struct rlimit limit = {.rlim_cur = MOST, .rlim_max = MOST};
    int taken[MOST], count = 0;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0) return -1;
    while ((taken[count] = dup(STDERR_FILENO)) >= 0) count++;
    while (count > 0 && left-- > 0) close(taken[--count]);
    return count;
}
