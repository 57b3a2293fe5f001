/* SPDX-License-Identifier: MIT */
/* Threads on Unix. */
#include "../os.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

typedef struct start {
    void (*run)(void *);
    void *argument;
} start;

static void *begin(void *given)
{
    start s = *(start *)given;
    free(given);
    s.run(s.argument);
    return NULL;
}

int os_start_thread(void (*run)(void *), void *argument)
{
    pthread_attr_t attributes;
    pthread_t thread;
    sigset_t all, before;
    start *given = malloc(sizeof *given);
    if (given == NULL) return SKT_ENOMEM;
    *given = (start){run, argument};
    int error = pthread_attr_init(&attributes);
    if (error != 0) {
        free(given);
        return -error;
    }
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    /* The new thread inherits the signal mask, so it handles no signals. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    error = pthread_create(&thread, &attributes, begin, given);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (error != 0) free(given);
    return -error;
}
