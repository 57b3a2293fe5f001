/* SPDX-License-Identifier: MIT */
#include "refusal.h"

#include "copy.h"
#include "processes.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#define CAP_SYS_PTRACE_BIT 19

static uint64_t status_number(int64_t pid, const char *line, int base)
{
    uint64_t value = 0;
    process_numbers(pid, line, base, &value, 1);
    return value;
}

/* A process may copy its own descriptors, so an error here is not about the other process: a seccomp filter, say. */
static int copy_of_own(void)
{
    skt_socket s;
    copy c;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s);
    if (rc < 0) return rc;
    int64_t inode = process_socket(getpid(), s);
    rc = inode < 0 ? (int)inode : copy_take(getpid(), s, (uint64_t)inode, &c);
    if (rc == 0) copy_close(&c);
    skt_close(s);
    return rc;
}

static bool kernel_is_older(int major, int minor)
{
    struct utsname kernel;
    char *end;
    if (uname(&kernel) < 0) return false;
    long first = strtol(kernel.release, &end, 10), second = *end == '.' ? strtol(end + 1, NULL, 10) : 0;
    return first < major || (first == major && second < minor);
}

/* Compares the user mappings too, since the number of the other namespace may not be readable. */
static bool is_in_other_user_namespace(int64_t pid)
{
    char path[2][64], text[2][256];
    uint64_t theirs = process_namespace(pid, "user"), own = process_namespace(getpid(), "user");
    if (theirs != 0 && own != 0) return theirs != own;
    snprintf(path[0], sizeof path[0], "/proc/%" PRId64 "/uid_map", pid);
    snprintf(path[1], sizeof path[1], "/proc/self/uid_map");
    for (size_t i = 0; i < 2; i++) {
        FILE *file = fopen(path[i], "re");
        size_t len = file ? fread(text[i], 1, sizeof text[i] - 1, file) : 0;
        text[i][len] = '\0';
        if (file != NULL) fclose(file);
    }
    return strcmp(text[0], text[1]) != 0;
}

/* The files in /proc of such a process belong to root. */
static bool is_not_dumpable(int64_t pid, int64_t user)
{
    char path[64];
    struct stat info;
    snprintf(path, sizeof path, "/proc/%" PRId64 "/fd", pid);
    return stat(path, &info) == 0 && info.st_uid != (uint64_t)user;
}

static long yama_scope(void)
{
    char digit[8] = "0";
    FILE *file = fopen("/proc/sys/kernel/yama/ptrace_scope", "re");
    if (file == NULL) return 0;
    size_t len = fread(digit, 1, sizeof digit - 1, file);
    digit[len] = '\0';
    fclose(file);
    return strtol(digit, NULL, 10);
}

static const char *rule_that_refuses(int64_t pid, char out[SAY_MAX])
{
    uint64_t users[4];
    int64_t own = (int64_t)geteuid();
    bool may_trace = status_number(getpid(), "CapEff", 16) >> CAP_SYS_PTRACE_BIT & 1;
    if (process_numbers(pid, "Uid", 10, users, 4) < 4) return "the process has ended";
    if (is_in_other_user_namespace(pid))
        return "the process is in another user namespace, in which this one has no power";
    if (!may_trace && ((int64_t)users[0] != own || (int64_t)users[1] != own || (int64_t)users[2] != own)) {
        snprintf(out, SAY_MAX,
                 "the process has another uid (%" PRIu64 "), and this one (%" PRId64 ") lacks CAP_SYS_PTRACE", users[1],
                 own);
        return out;
    }
    if (!may_trace && is_not_dumpable(pid, (int64_t)users[1]))
        return "the process is not dumpable: it has changed its user, or asked for that, or its program cannot be read";
    if (!may_trace && (status_number(pid, "CapPrm", 16) & ~status_number(getpid(), "CapPrm", 16)) != 0)
        return "the process has capabilities that this one lacks";
    if (yama_scope() == 3) return "Yama forbids it to everybody (kernel.yama.ptrace_scope is 3)";
    if (!may_trace && yama_scope() > 0) {
        snprintf(out, SAY_MAX, "Yama forbids it (kernel.yama.ptrace_scope is %ld) without CAP_SYS_PTRACE",
                 yama_scope());
        return out;
    }
    return NULL;
}

const char *refusal_reason(int64_t pid, int rc, char out[SAY_MAX])
{
    const char *rule = NULL;
    if (rc == SKT_ESRCH || rc == SKT_ENOENT) return "the process has ended";
    if (rc == SKT_EBADF) return "the descriptor was closed, or became another one, meanwhile";
    int own = copy_of_own();
    if (own == SKT_ENOSYS && kernel_is_older(5, 6)) return "the kernel is older than 5.6, which has pidfd_getfd first";
    if (own == rc && (own == SKT_EPERM || own == SKT_EACCES || own == SKT_ENOSYS)) {
        return status_number(getpid(), "Seccomp", 10) != 0 ? "a seccomp filter forbids pidfd_getfd to this process"
                                                           : "this process may not use pidfd_getfd at all";
    }
    if (rc == SKT_EPERM || rc == SKT_EACCES) rule = rule_that_refuses(pid, out);
    if (rule == NULL) skt_error_text(rc, out, SAY_MAX);
    return rule ? rule : out;
}
