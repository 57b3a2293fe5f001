/* SPDX-License-Identifier: MIT */
/*
 * Functions that each system must provide to inspect the sockets of other processes, in linux/, windows/ or other/.
 */
#ifndef SKT_CLI_INSPECT_SURVEY_H
#define SKT_CLI_INSPECT_SURVEY_H

#include "selection.h"

/* The facts to find for each socket. */
typedef struct survey_plan {
    const selection *wanted;
    bool options; /* whether options will be shown */
    bool compare; /* compare options with a new socket of the kind */
} survey_plan;

/*
 * Finds the selected sockets and the facts about them. Prints a message for what cannot be read and why, and adds it to
 * `refused`: [{"target", "error", "reason"}]. Returns a status, not STATUS_OK if a target does not exist.
 */
int survey_take(const survey_plan *plan, seen_list *out, json_t *refused);

/* Calls `use` with a copy of the descriptor, with signals blocked. Prints a message on error. Returns its status. */
int survey_with_copy(const target *which, int (*use)(skt_socket s, void *argument), void *argument);

/* The processes that hold the socket of that descriptor, as "owners" of docs/json.md. */
json_t *survey_owners(const target *which);

#endif
