/* SPDX-License-Identifier: MIT */
/* What the text of an address leaves to a resolver, which may take long and cannot be interrupted: a thread asks it. */
#include "background.h"
#include "endpoint.h"
#include "say.h"

#include <string.h>

/* What the thread works on. It may go on after its answer is of no use any more, so it keeps nothing of the caller's. */
static struct {
    char host[sizeof((endpoint){0}.host)], service[sizeof((endpoint){0}.service)];
    int flags;
    skt_addr addresses[ENDPOINT_MOST];
} job;

static int ask(void *unused)
{
    (void)unused;
    const char *host = job.host[0] != '\0' ? job.host : NULL;
    return skt_resolve(host, job.service, SKT_AF_UNSPEC, SKT_SOCK_STREAM, job.flags, job.addresses, ENDPOINT_MOST);
}

static int ask_within(const endpoint *e, int flags, skt_deadline deadline)
{
    bool left;
    memcpy(job.host, e->host, sizeof job.host);
    memcpy(job.service, e->service, sizeof job.service);
    job.flags = flags;
    return background_call(ask, NULL, deadline, &left);
}

int endpoint_resolve(endpoint *e, bool to_listen, skt_deadline deadline)
{
    char shown[SAY_MAX];
    printable(e->text, shown);
    if (e->service[0] == '\0') return STATUS_OK;
    int count = ask_within(e, to_listen && e->count == 0 ? SKT_AI_PASSIVE : 0, deadline);
    if (count == SKT_ETIMEDOUT)
        return complain("%s: the resolver did not answer in the time of --timeout (ETIMEDOUT)", shown);
    if (count <= 0) return complain_of(shown, count < 0 ? count : SKT_EAI_NONAME);
    if (e->count > 0) {
        /* The address was a number, and the port the name of a service. */
        int port = skt_addr_port(&job.addresses[0]);
        for (size_t i = 0; i < e->count; i++) skt_addr_set_port(&e->addresses[i], (uint16_t)port);
        return STATUS_OK;
    }
    e->count = count < ENDPOINT_MOST ? (size_t)count : ENDPOINT_MOST;
    memcpy(e->addresses, job.addresses, sizeof e->addresses);
    return STATUS_OK;
}
