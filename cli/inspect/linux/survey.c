/* SPDX-License-Identifier: MIT */
/*
 * The sockets of Linux: sock_diag(7) lists them, /proc tells which processes hold them, and a copy of the descriptor
 * tells the rest.
 */
#include "../survey.h"

#include "../../os.h"
#include "../../say.h"
#include "../options.h"
#include "answers.h"
#include "copy.h"
#include "fresh.h"
#include "network.h"
#include "processes.h"
#include "refusal.h"
#include "sock_diag.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_CUT 15 /* the kernel keeps this many bytes of a process name */

/* The data of one survey. */
typedef struct search {
    const survey_plan *plan;
    processes processes;
    seen_list listed; /* by sock_diag */
    json_t *refused;
    json_t *fresh; /* the cache of fresh_compare */
    int status;
} search;

static void refuse(search *of, const char *what, int64_t pid, int rc)
{
    char reason[SAY_MAX], shown[SAY_MAX];
    const char *why = refusal_reason(pid, rc, reason), *name = skt_error_name(rc);
    printable(what, shown);
    complain("%s: %s (%s)", shown, why, name ? name : "unknown error");
    json_array_append_new(of->refused, json_pack("{s:s, s:s*, s:s}", "target", shown, "error", name, "reason", why));
    of->status = STATUS_FAILED;
}

static void refuse_process(search *of, const target *t, const process *p)
{
    char what[SAY_MAX];
    snprintf(what, sizeof what, "%s (pid %" PRId64 ")", t->text, p->pid);
    refuse(of, t->name ? what : t->text, p->pid, p->hidden);
}

static bool is_named(int64_t pid, const char *name)
{
    char own[PROCESS_NAME_MAX];
    process_name(pid, own);
    return strncmp(own, name, NAME_CUT) == 0 && strlen(own) <= strlen(name);
}

/* Marks the processes of a target, and reports those that do not exist or cannot be read. */
static void find_target(search *of, const target *t)
{
    char shown[SAY_MAX];
    bool found = false;
    for (size_t i = 0; i < of->processes.count; i++) {
        process *p = &of->processes.all[i];
        if (t->pid >= 0 ? t->pid != p->pid : !is_named(p->pid, t->name)) continue;
        found = true;
        p->wanted = true;
        if (t->fd < 0) p->wanted_whole = true;
        if (p->hidden < 0) refuse_process(of, t, p);
        if (p->hidden < 0 || t->fd < 0) continue;
        int64_t inode = process_socket(t->pid, t->fd);
        if (inode <= 0)
            of->status = complain("%s: %s", t->text, inode < 0 ? "there is no such descriptor" : "this is no socket");
    }
    if (!found) of->status = complain("%s: there is no such process", printable(t->text, shown));
}

static bool is_wanted(const search *of, const holder *h)
{
    const process *p = &of->processes.all[h->process];
    if (p->wanted_whole || of->plan->wanted->count == 0) return true;
    for (size_t i = 0; p->wanted && i < of->plan->wanted->count; i++)
        if (of->plan->wanted->targets[i].pid == h->pid && of->plan->wanted->targets[i].fd == h->fd) return true;
    return false;
}

/* Whether one of the targets holds the socket. */
static bool is_target(const search *of, uint64_t inode)
{
    size_t count;
    const holder *first = processes_holders(&of->processes, inode, &count);
    for (size_t i = 0; i < count; i++)
        if (is_wanted(of, &first[i])) return true;
    return false;
}

static void list_network(search *of, int64_t pid, uint64_t network)
{
    char reason[SAY_MAX], what[64];
    skt_socket netlink;
    int rc = network_open(pid, SKT_AF_NETLINK, SKT_SOCK_RAW, SOCK_DIAG_PROTOCOL, &netlink);
    if (rc == 0) {
        rc = sock_diag_list(netlink, network, &of->listed);
        skt_close(netlink);
    }
    if (rc == 0) return;
    snprintf(what, sizeof what, "network namespace %" PRIu64, network);
    complain("%s: its sockets cannot be listed: %s", what, explain(rc, reason));
    json_array_append_new(of->refused, json_pack("{s:s, s:s*, s:s}", "target", what, "error", skt_error_name(rc),
                                                 "reason", "its sockets cannot be listed"));
}

static int compare_networks(const void *one, const void *other)
{
    const uint64_t *a = one, *b = other;
    return a[0] < b[0] ? -1 : a[0] > b[0];
}

/*
 * Lists the sockets of each network namespace of the targets; without targets, of this one and of all processes that
 * can be read.
 */
static void list_networks(search *of)
{
    size_t count = 0;
    uint64_t(*found)[2] = calloc(of->processes.count + 1, sizeof *found);
    if (found == NULL) return;
    if (of->plan->wanted->count == 0) {
        found[count][0] = process_namespace(os_process_id(), "net");
        found[count++][1] = (uint64_t)os_process_id();
    }
    for (size_t i = 0; i < of->processes.count; i++) {
        const process *p = &of->processes.all[i];
        bool meant = p->hidden == 0 && (p->wanted || of->plan->wanted->count == 0);
        uint64_t network = meant ? process_namespace(p->pid, "net") : 0;
        if (network == 0) continue;
        found[count][0] = network;
        found[count++][1] = (uint64_t)p->pid;
    }
    qsort(found, count, sizeof *found, compare_networks);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || found[i][0] != found[i - 1][0]) list_network(of, (int64_t)found[i][1], found[i][0]);
    free(found);
}

static int compare_inodes(const void *one, const void *other)
{
    const seen *a = one, *b = other;
    return a->inode < b->inode ? -1 : a->inode > b->inode;
}

static const seen *find_listed(const search *of, uint64_t inode)
{
    seen like = {.inode = inode};
    if (inode == 0 || of->listed.count == 0) return NULL;
    return bsearch(&like, of->listed.all, of->listed.count, sizeof like, compare_inodes);
}

/* Reads all facts from copies of the socket: as each may be held for a limited time only, several may be needed. */
static int read_by(const holder *h, seen *s)
{
    json_t *rows = json_array();
    size_t next = 0;
    int rc;
    do {
        copy c;
        rc = copy_take(h->pid, h->fd, h->inode, &c);
        if (rc < 0) break;
        if (next == 0) answers_read(c.socket, s);
        next = options_read(c.socket, next, c.until, rows);
        copy_close(&c);
    } while (next < skt_option_count());
    if (next > 0)
        json_object_set_new(s->known, "options", rows);
    else
        json_decref(rows);
    return next > 0 ? 0 : rc;
}

static int copy_and_read(const search *of, seen *s, int64_t *pid_out)
{
    size_t count;
    const holder *first = processes_holders(&of->processes, s->inode, &count);
    int rc = SKT_ESRCH;
    for (size_t i = 0; i < count && rc < 0; i++) {
        *pid_out = first[i].pid;
        rc = read_by(&first[i], s);
    }
    return rc;
}

/* Reads the socket by a copy. Returns why that was not possible; NULL if it was, or if the socket is gone. */
static const char *ask(const search *of, seen *s, bool held, char reason[SAY_MAX], int *rc_out)
{
    int64_t pid = -1;
    *rc_out = 0;
    if (s->inode == 0) return NULL;
    if (!held) {
        json_t *uid = json_object_get(s->known, "uid");
        snprintf(reason, SAY_MAX, "no process that this one may look into holds it; it is of uid %lld",
                 json_integer_value(uid));
        return uid ? reason : "no process that this one may look into holds it";
    }
    *rc_out = copy_and_read(of, s, &pid);
    if (*rc_out < 0) return refusal_reason(pid, *rc_out, reason);
    if (of->plan->compare) *rc_out = fresh_compare(s, pid, of->fresh);
    return *rc_out < 0 ? "no fresh socket of its kind can be opened to compare it with" : NULL;
}

/* Completes a listed socket and adds it to the result. */
static void add(const search *of, const seen *from, seen_list *out)
{
    char reason[SAY_MAX];
    int rc;
    seen *s = seen_add(out);
    if (s == NULL) return;
    json_t *known = s->known, *owners = processes_owners(&of->processes, from->inode);
    *s = *from;
    s->known = known;
    json_object_set_new(known, "owners", owners);
    json_object_update(known, from->known);
    if (s->peer_inode != 0) json_object_set_new(known, "peer_owners", processes_owners(&of->processes, s->peer_inode));
    const seen *peer = find_listed(of, s->peer_inode);
    if (peer != NULL) s->peer = peer->local;
    const char *why = ask(of, s, json_array_size(owners) > 0, reason, &rc);
    if (why != NULL)
        json_object_set_new(known, "refused",
                            json_pack("{s:s*, s:s}", "error", rc < 0 ? skt_error_name(rc) : NULL, "reason", why));
}

/*
 * Adds sockets that only their descriptors show, since sock_diag does not list them: netlink and packet sockets, and
 * TCP sockets without an address.
 */
static void add_unlisted(search *of, seen_list *out)
{
    const selection *wanted = of->plan->wanted;
    for (size_t i = 0; i < of->processes.holder_count; i++) {
        const holder *h = &of->processes.holders[i];
        if ((i > 0 && h->inode == h[-1].inode) || !is_target(of, h->inode) || find_listed(of, h->inode) != NULL)
            continue;
        seen bare = {.inode = h->inode, .family = -1, .type = -1, .protocol = -1};
        bare.network = process_namespace(h->pid, "net");
        size_t before = out->count;
        add(of, &bare, out);
        if (out->count > before && !selection_takes(wanted, &out->all[before], NULL)) seen_remove_last(out);
    }
}

static void add_listed(search *of, seen_list *out)
{
    const selection *wanted = of->plan->wanted;
    for (size_t i = 0; i < of->listed.count; i++) {
        const seen *s = &of->listed.all[i];
        if (wanted->count > 0 && !is_target(of, s->inode)) continue;
        if (selection_takes(wanted, s, find_listed(of, s->peer_inode))) add(of, s, out);
    }
}

int survey_take(const survey_plan *plan, seen_list *out, json_t *refused)
{
    search of = {.plan = plan, .refused = refused, .fresh = json_object()};
    int rc = processes_read(&of.processes);
    if (rc < 0) return complain_of("/proc", rc);
    for (size_t i = 0; i < plan->wanted->count; i++) find_target(&of, &plan->wanted->targets[i]);
    list_networks(&of);
    if (of.listed.count > 0) qsort(of.listed.all, of.listed.count, sizeof(seen), compare_inodes);
    add_listed(&of, out);
    /* The selection flags match only sockets that are listed. */
    if (plan->wanted->count > 0 || !selection_is_narrow(plan->wanted)) add_unlisted(&of, out);
    seen_free(&of.listed);
    processes_free(&of.processes);
    json_decref(of.fresh);
    return of.status;
}
