/* SPDX-License-Identifier: MIT */
/* Copying within the kernel, which raises SIGPIPE unless it is held back. */
#include "kernel_copy.h"

/* SIGPIPE held back around a call that cannot be told to leave it out. */
typedef struct held_signal {
    sigset_t before;
    bool was_pending;
} held_signal;

static void only_sigpipe(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

static bool sigpipe_is_pending(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
}

static int hold_sigpipe(held_signal *held)
{
    sigset_t sigpipe;
    only_sigpipe(&sigpipe);
    int code = pthread_sigmask(SIG_BLOCK, &sigpipe, &held->before);
    /* One can only have been pending before if it was blocked before. */
    held->was_pending = code == 0 && sigismember(&held->before, SIGPIPE) == 1 && sigpipe_is_pending();
    return -code;
}

/* A call that moved some of `len` bytes and then met the missing peer has raised it as well. */
static void release_sigpipe(const held_signal *held, skt_ssize outcome, uint64_t len)
{
    bool suspect = outcome == SKT_EPIPE || (outcome > 0 && (uint64_t)outcome < len);
    if (suspect && !held->was_pending && sigpipe_is_pending()) {
        sigset_t sigpipe;
        int taken;
        only_sigpipe(&sigpipe);
        sigwait(&sigpipe, &taken);
    }
    pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len)
{
    if (offset > (uint64_t)SKT__OFF_MAX) return SKT_ERANGE;
    held_signal held;
    int rc = hold_sigpipe(&held);
    if (rc < 0) return rc;
    skt_ssize sent = skt__kernel_sendfile(s, file, (off_t)offset, len);
    release_sigpipe(&held, sent, len);
    return sent;
}

skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags)
{
    held_signal held;
    int rc = hold_sigpipe(&held);
    if (rc < 0) return rc;
    skt_ssize moved = skt__kernel_splice(from, to, len, flags);
    release_sigpipe(&held, moved, len);
    return moved;
}
