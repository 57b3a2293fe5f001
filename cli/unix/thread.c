/* SPDX-License-Identifier: MIT */
/* Threads on Unix. */
#include "../os.h"

#include <pthread.h>
#include <signal.h>

static struct {
    void (*run)(void *);
    void *argument;
} start;

static void *begin(void *unused)
{
    (void)unused;
    start.run(start.argument);
    return NULL;
}

int os_start_thread(void (*run)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;
    start.run = run;
    start.argument = argument;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return -error;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    /* The thread has the mask of its maker: signals are for the others. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = pthread_create(&thread, &attributes, begin, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return -error;
}
