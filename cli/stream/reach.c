/* SPDX-License-Identifier: MIT */
#include "reach.h"

#include "../background.h"
#include "../os.h"
#include "../say.h"
#include "misread.h"

#include <stdio.h>
#include <string.h>

/* skt_dial keeps the deadline itself; wait this much longer for its result. */
#define GRACE SKT_MILLISECONDS(200)

/* The thread's data. Static, since the thread may still be in the resolver after a timeout. */
static struct {
    reach *to;
    skt_dial_plan plan;
    skt_addr source;
    skt_deadline deadline;
    skt_socket socket;
    bool left; /* the thread was left in the resolver */
} job;

/* The folder, "" for none, with a path for each Unix datagram socket, without which its peer cannot answer: 0, 1 and so on. */
static char name_folder[SKT_ADDR_TEXT_MAX];
static unsigned name_count;

static void name_path(unsigned number, char path[SKT_ADDR_TEXT_MAX + 12])
{
    snprintf(path, SKT_ADDR_TEXT_MAX + 12, "%s/%u", name_folder, number);
}

static void remove_names_from(unsigned first)
{
    char path[SKT_ADDR_TEXT_MAX + 12];
    while (name_count > first) {
        name_path(--name_count, path);
        os_remove(path);
    }
    if (name_count > 0 || name_folder[0] == '\0') return;
    os_remove_folder(name_folder);
    name_folder[0] = '\0';
}

void reach_leave(void)
{
    remove_names_from(0);
}

/* Binds to a name that Linux chooses, or on other systems to a path in a temporary folder. */
static int bind_name(skt_socket s)
{
    skt_addr name;
    skt_addr_unix_unnamed(&name);
    int rc = skt_bind(s, &name);
    if (rc == 0) rc = skt_local_address(s, &name);
    if (rc == 0 && !skt_addr_is_unnamed(&name)) return 0;
    char path[SKT_ADDR_TEXT_MAX + 12];
    rc = name_folder[0] == '\0' ? os_make_temporary_folder(name_folder, sizeof name_folder) : 0;
    if (rc < 0) {
        name_folder[0] = '\0';
        return rc;
    }
    name_path(name_count++, path);
    rc = skt_addr_unix(path, &name);
    return rc == 0 ? skt_bind(s, &name) : rc;
}

static int prepare(skt_socket s, const skt_addr *address, void *user)
{
    reach *to = user;
    int rc = settings_apply(to->options, s, false, &to->failed);
    bool nameless = skt_addr_family(address) == SKT_AF_UNIX && to->kind.type == SKT_SOCK_DGRAM && to->source == NULL;
    return rc == 0 && nameless ? bind_name(s) : rc;
}

static int dial(void *unused)
{
    (void)unused;
    return skt_dial(job.to->text, NULL, &job.plan, job.deadline, &job.socket);
}

static skt_deadline later(skt_deadline deadline, skt_duration span)
{
    if (deadline.nanoseconds < SKT_NEVER.nanoseconds - span) deadline.nanoseconds += span;
    return deadline;
}

static int dial_once(reach *to, skt_deadline deadline, skt_socket *out)
{
    unsigned before = name_count;
    job.to = to;
    job.deadline = deadline;
    skt_dial_plan_init(&job.plan);
    job.plan.type = to->kind.type;
    job.plan.protocol = to->kind.protocol;
    job.plan.device = to->device;
    job.plan.source = to->source ? &job.source : NULL;
    job.plan.prepare = prepare;
    job.plan.user = to;
    to->failed = NULL;
    int rc = background_call(dial, NULL, later(deadline, GRACE), &job.left);
    if (rc == 0) rc = settings_apply(to->options, job.socket, true, &to->failed);
    *out = job.socket;
    if (rc < 0) remove_names_from(before);
    return rc;
}

/* Whether the error comes from the peer or the network; all others come from this machine. */
static bool is_not_reached(int rc)
{
    switch (rc) {
    case SKT_ECONNREFUSED:
    case SKT_ECONNRESET:
    case SKT_ECONNABORTED:
    case SKT_ENETUNREACH:
    case SKT_ENETDOWN:
    case SKT_EHOSTUNREACH:
    case SKT_EHOSTDOWN:
    case SKT_ENOENT:
    case SKT_ENODEV:
    case SKT_ETIMEDOUT:
    case SKT_EAI_NONAME:
    case SKT_EAI_AGAIN:
    case SKT_EAI_FAIL:
    case SKT_EAI_SERVICE:
    case SKT_EAI_NODATA: return true;
    default: return false;
    }
}

static int complain_of_dial(const reach *r, int rc, bool timed_out)
{
    char shown[SAY_MAX];
    if (r->failed != NULL) return settings_complain(r->failed, rc);
    /* Systems without Unix sockets return another error for an empty path. */
    bool nameless = strcmp(r->text, "unix:") == 0;
    if (rc == SKT_EINVAL || rc == SKT_ENAMETOOLONG || nameless) return complain_of_address(r->text, false, rc);
    int status = complain_of(printable(r->text, shown), rc);
    if (status != STATUS_FAILED) return status;
    return timed_out ? STATUS_TIMEOUT : is_not_reached(rc) ? STATUS_NOT_REACHED : STATUS_FAILED;
}

static skt_deadline earlier(skt_deadline a, skt_deadline b)
{
    return a.nanoseconds < b.nanoseconds ? a : b;
}

static int pause_before_next(skt_duration time)
{
    skt_pollfd entry = {.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    skt_poll(&entry, 1, skt_deadline_in(time));
    return os_interrupt_status() ? SKT_EINTR : 0;
}

int reach_connect(reach *r, skt_socket *out)
{
    char shown[SAY_MAX];
    if (r->source != NULL) {
        int rc = skt_ip_parse(r->source, 0, &job.source);
        if (rc < 0) rc = skt_addr_parse(r->source, &job.source);
        if (rc < 0) return complain_of_usage("%s is no address to connect from", printable(r->source, shown));
    }
    bool again = r->patience > 0;
    skt_deadline end = again ? skt_deadline_in(r->patience) : SKT_NEVER;
    for (skt_duration pause = SKT_MILLISECONDS(20);; pause *= pause < SKT_SECONDS(1) ? 2 : 1) {
        skt_deadline once = skt_deadline_in(r->timeout);
        int rc = dial_once(r, earlier(end, once), out);
        if (rc == 0) return STATUS_OK;
        bool timed_out = rc == SKT_ETIMEDOUT && skt_deadline_passed(earlier(end, once));
        if (!again || job.left || !is_not_reached(rc)) return complain_of_dial(r, rc, timed_out);
        skt_duration left = skt_deadline_left(end);
        if (left <= 0) return complain_of_dial(r, rc, true);
        if (pause_before_next(pause < left ? pause : left) < 0) return complain_of_dial(r, SKT_EINTR, false);
    }
}
