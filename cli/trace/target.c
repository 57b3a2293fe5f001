/* SPDX-License-Identifier: MIT */
#include "target.h"

#include "../background.h"
#include "../say.h"

#include <stdio.h>
#include <string.h>

static struct {
    char host[256];
    int family;
    skt_addr found;
} job;

static int ask(void *unused)
{
    (void)unused;
    return skt_resolve(job.host, NULL, job.family, SKT_SOCK_DGRAM, 0, &job.found, 1);
}

int target_find(const char *text, int family, skt_addr *out)
{
    char shown[SAY_MAX];
    bool left;
    printable(text, shown);
    if (skt_ip_parse(text, 0, out) == 0) {
        if (family == SKT_AF_UNSPEC || family == skt_addr_family(out)) return STATUS_OK;
        return complain_of_usage("%s is an address of the other family", shown);
    }
    if (text[0] == '\0' || strpbrk(text, ":/[] ") != NULL || strlen(text) >= sizeof job.host)
        return complain_of_usage("%s is no host: write a name or an IP address; --port has the port", shown);
    snprintf(job.host, sizeof job.host, "%s", text);
    job.family = family;
    int rc = background_call(ask, NULL, SKT_NEVER, &left);
    if (rc <= 0) {
        int status = complain_of(shown, rc < 0 ? rc : SKT_EAI_NONAME);
        return status == STATUS_FAILED ? STATUS_NOT_REACHED : status;
    }
    *out = job.found;
    return STATUS_OK;
}
