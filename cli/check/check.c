/* SPDX-License-Identifier: MIT */
/* skt check: tries everything on this machine and reports a line for each. */
#include "../command.h"
#include "../os.h"
#include "facilities.h"
#include "options.h"
#include "report.h"
#include "transports.h"

enum { FLAG_JSON, FLAG_VSOCK, FLAG_WHY };

const command_flag check_flags[] = {
    [FLAG_JSON] = {"json", 0, NULL, "as JSON"},
    [FLAG_VSOCK] = {"vsock", 0, NULL, "also connect over vsock to this machine's own context, 1"},
    [FLAG_WHY] = {"why", 'w', NULL, "show what does not work, the cause, and what can be done"},
    {0},
};

int check_run(const arguments *given)
{
    /* Interrupts must not leave the temporary folder behind. */
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    report_begin(given->flags[FLAG_JSON] != NULL, given->flags[FLAG_WHY] != NULL);
    report_group("transports");
    check_transports(given->flags[FLAG_VSOCK] != NULL);
    report_group("options");
    check_options();
    report_group("facilities");
    check_facilities();
    int status = report_end();
    return os_interrupt_status() ? complain_of("check", SKT_EINTR) : status;
}
