/* SPDX-License-Identifier: MIT */
/* Systems for which the tool knows no way to see the sockets of other processes. */
#include "../survey.h"

#include "../../say.h"

static int refuse(void)
{
    return complain("this system has no call by which the tool could look at the sockets of other processes");
}

int survey_take(const survey_plan *plan, seen_list *out, json_t *refused)
{
    (void)plan;
    (void)out;
    (void)refused;
    return refuse();
}

int survey_with_copy(const target *which, int (*use)(skt_socket s, void *argument), void *argument)
{
    (void)which;
    (void)use;
    (void)argument;
    return refuse();
}

json_t *survey_owners(const target *which)
{
    (void)which;
    return json_array();
}
