/* SPDX-License-Identifier: MIT */
/* Copying within the kernel, by calls that may raise SIGPIPE: the signal is blocked and, if pending, removed. */
#include "kernel_copy.h"

static void only_sigpipe(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGPIPE);
}

/* Whether SIGPIPE is pending for this thread or the process; `unknown` if sigpending(2) fails. */
static bool sigpipe_is_pending(bool unknown)
{
    sigset_t pending;
    return sigpending(&pending) == 0 ? sigismember(&pending, SIGPIPE) == 1 : unknown;
}

/*
 * Removes the SIGPIPE that is pending for this thread, but not one that was sent to the whole process. sigpending(2)
 * does not tell them apart, so this thread gets another SIGPIPE, which merges with one that is pending for it: one for
 * this thread is then sure to be there, and is the one that is removed.
 */
static int take_own_sigpipe(void)
{
    sigset_t sigpipe;
    only_sigpipe(&sigpipe);
    int code = pthread_kill(pthread_self(), SIGPIPE);
    for (int tries = 0; code == 0 && tries < 3; tries++) {
        code = skt__take_signal(&sigpipe);
        if (code == 0) return 0;
        if (code == EINTR) code = 0;
    }
    return -1;
}

/* The state of SIGPIPE before a call that may raise it. */
typedef struct held_signal {
    sigset_t before;
    bool was_pending;
} held_signal;

static int hold_sigpipe(held_signal *held)
{
    sigset_t sigpipe;
    only_sigpipe(&sigpipe);
    int code = pthread_sigmask(SIG_BLOCK, &sigpipe, &held->before);
    /* A signal that was not blocked cannot have been pending. */
    held->was_pending = code == 0 && sigismember(&held->before, SIGPIPE) == 1 && sigpipe_is_pending(false);
    return -code;
}

/* `whole`: all data was sent, so that the call cannot have raised the signal. */
static void release_sigpipe(const held_signal *held, skt_ssize outcome, bool whole)
{
    bool suspect = outcome == SKT_EPIPE || (outcome > 0 && !whole);
    bool raised = suspect && !held->was_pending && sigpipe_is_pending(true);
    /* If the signal cannot be removed, unblocking it would end the process. */
    if (raised && take_own_sigpipe() < 0) return;
    pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len)
{
    return skt_sendfile_with(s, NULL, 0, file, offset, len, NULL, 0);
}

static size_t at_most(uint64_t len, size_t most)
{
    return len < most ? (size_t)len : most;
}

/* The total must fit a skt_ssize, so `len` and `tail_len` may be reduced. */
skt_ssize skt_sendfile_with(skt_socket s, const void *head, size_t head_len, skt_file file, uint64_t offset,
                            uint64_t len, const void *tail, size_t tail_len)
{
    if (offset > (uint64_t)SKT__OFF_MAX) return SKT_ERANGE;
    held_signal held;
    int rc = hold_sigpipe(&held);
    if (rc < 0) return rc;
    const skt_buf first = skt_buf_of(head, at_most(head_len, SSIZE_MAX));
    skt_ssize sent = skt__kernel_sendfile(s, &first, file, (off_t)offset, at_most(len, SSIZE_MAX - first.len));
    bool whole = sent >= 0 && (size_t)sent >= head_len && (size_t)sent - head_len == len;
    if (whole && tail_len > 0) {
        skt_ssize last = skt_send(s, tail, at_most(tail_len, SSIZE_MAX - (size_t)sent), 0);
        whole = last >= 0 && (size_t)last == tail_len;
        sent = skt__sum(sent, last);
    }
    release_sigpipe(&held, sent, whole);
    return sent;
}

skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags)
{
    held_signal held;
    int rc = hold_sigpipe(&held);
    if (rc < 0) return rc;
    skt_ssize moved = skt__kernel_splice(from, to, len, flags);
    release_sigpipe(&held, moved, moved >= 0 && (size_t)moved >= len);
    return moved;
}
