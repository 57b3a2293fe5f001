/* SPDX-License-Identifier: MIT */
/* What the text of an address leaves to a resolver, which may take long and cannot be interrupted: a thread asks it. */
#include "endpoint.h"
#include "os.h"
#include "say.h"

#include <string.h>

/* What the thread works on. It may go on after its answer is of no use any more, so it keeps nothing of the caller's. */
static struct {
    char host[sizeof((endpoint){0}.host)], service[sizeof((endpoint){0}.service)];
    int flags;
    skt_waker done;
    skt_addr addresses[ENDPOINT_MOST];
    int count; /* or an error */
} job;

static void ask(void *unused)
{
    (void)unused;
    const char *host = job.host[0] != '\0' ? job.host : NULL;
    job.count = skt_resolve(host, job.service, SKT_AF_UNSPEC, SKT_SOCK_STREAM, job.flags, job.addresses, ENDPOINT_MOST);
    skt_waker_wake(&job.done);
}

static int wait_for_answer(skt_deadline deadline)
{
    for (;;) {
        skt_pollfd entries[] = {{.socket = skt_waker_socket(&job.done), .events = SKT_POLLIN},
                                {.socket = os_interrupt_socket(), .events = SKT_POLLIN}};
        if (os_interrupt_status()) return SKT_EINTR;
        int ready = skt_poll(entries, 2, deadline);
        if (ready > 0 && entries[0].revents != 0) return skt_waker_clear(&job.done);
        if (ready < 0 && ready != SKT_EINTR) return ready;
        if (skt_deadline_passed(deadline)) return SKT_ETIMEDOUT;
    }
}

static int ask_within(const endpoint *e, int flags, skt_deadline deadline)
{
    memcpy(job.host, e->host, sizeof job.host);
    memcpy(job.service, e->service, sizeof job.service);
    job.flags = flags;
    int rc = skt_waker_open(&job.done);
    if (rc == 0) rc = os_start_thread(ask, NULL);
    if (rc == 0) rc = wait_for_answer(deadline);
    if (rc == 0) skt_waker_close(&job.done);
    return rc < 0 ? rc : job.count;
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
