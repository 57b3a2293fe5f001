/* SPDX-License-Identifier: MIT */
/* Systems that show the sockets of other processes by no call that the tool knows. */
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
