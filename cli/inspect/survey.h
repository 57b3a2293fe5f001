/* SPDX-License-Identifier: MIT */
/*
 * What each system must provide to look at the sockets of other processes. Each has its folder: linux, windows, other.
 */
#ifndef SKT_CLI_INSPECT_SURVEY_H
#define SKT_CLI_INSPECT_SURVEY_H

#include "selection.h"

/* What is to be found out of each socket. */
typedef struct survey_plan {
    const selection *wanted;
    bool options; /* they are what is asked for */
    bool compare; /* with a fresh socket of its kind */
} survey_plan;

/*
 * Finds the sockets that are wanted, and what is known of them. Complains of what cannot be looked at, and why, and
 * adds it to `refused`: [{"target", "error", "reason"}]. A status: not STATUS_OK if a target is not there.
 */
int survey_take(const survey_plan *plan, seen_list *out, json_t *refused);

/* Runs a function on a copy of that descriptor, with signals blocked. Complains; a status, or that of the function. */
int survey_with_copy(const target *which, int (*use)(skt_socket s, void *argument), void *argument);

/* The processes that hold the socket of that descriptor, as "owners" of docs/json.md. */
json_t *survey_owners(const target *which);

#endif
