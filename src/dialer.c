/* SPDX-License-Identifier: MIT */
/* Dialling in steps: chooses the next address, starts connects and checks their results. */
#include "dialer.h"
#include "plan.h"

#define DELAY     SKT_MILLISECONDS(250)
#define DELAY_MIN SKT_MILLISECONDS(100)
#define DELAY_MAX SKT_SECONDS(2)

/* Pauses between checks of an attempt whose end poll does not report. */
#define PAUSE_MIN SKT_MILLISECONDS(1)
#define PAUSE_MAX SKT_MILLISECONDS(50)

/* Attempts alternate between groups of families: IPv4, IPv6, all others. */
#define GROUPS 3

typedef struct attempt {
    skt_socket s;
    const skt_addr *addr;
    int64_t began;
    skt_duration pause; /* the current or last pause; 0 before the first */
    skt_deadline again; /* the end of the pause; until then the socket is neither polled nor connected */
    uint32_t number;    /* counted from 0 in the order in which attempts begin */
    bool started;       /* false: connect must be called again */
} attempt;

typedef struct dialer {
    const skt_addr *addrs;
    size_t count;
    const skt_dial_plan *plan;
    size_t next; /* the address of the next attempt; count if there is none */
    skt_deadline next_at;
    size_t seen[GROUPS];   /* for each group the index in addrs where its search goes on */
    uint8_t order[GROUPS]; /* the groups in the order of their first addresses */
    uint8_t turn;          /* the index in `order` of the group that has the next address */
    bool starved;          /* the next attempt lacks descriptors or memory until another one ends */
    uint32_t begun;
    uint32_t running;
    uint64_t rank; /* of `error`; an error of lower rank replaces it */
    int error;
    attempt attempts[SKT_DIAL_AT_ONCE]; /* the running ones, in the order in which they began */
} dialer;

_Static_assert(sizeof(dialer) <= sizeof(skt_dialer), "skt_dialer has no room for its state");

static dialer *of(skt_dialer *d)
{
    return (dialer *)(void *)d;
}

int skt__dial_plan_check(const skt_dial_plan *plan)
{
    if (plan == NULL) return 0;
    int rc = skt__plan_check(plan, plan->size, sizeof *plan);
    if (rc < 0) return rc;
    if (plan->delay != 0 && (plan->delay < DELAY_MIN || plan->delay > DELAY_MAX)) return SKT_EINVAL;
    if (plan->attempts_max > 0 && plan->attempts == NULL) return SKT_EINVAL;
    if (plan->attempts_out) *plan->attempts_out = 0;
    return 0;
}

bool skt__dial_plan_allows(const skt_dial_plan *plan, int family)
{
    unsigned bit = SKT_DIAL_OTHER;
    if (family == SKT_AF_INET) bit = SKT_DIAL_INET;
    if (family == SKT_AF_INET6) bit = SKT_DIAL_INET6;
    if (family == SKT_AF_UNIX) bit = SKT_DIAL_UNIX;
    if (plan->source && skt_addr_family(plan->source) != family) return false;
    return plan->families == 0 || plan->families & bit;
}

static unsigned group_of(const skt_addr *addr)
{
    int family = skt_addr_family(addr);
    return family == SKT_AF_INET ? 0 : family == SKT_AF_INET6 ? 1 : 2;
}

static bool is_repeated(const skt_addr *addrs, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (skt_addr_equal(&addrs[i], &addrs[index])) return true;
    return false;
}

/* Finds the next address: the first unused one of the group whose turn it is, or else of the groups after it. */
static void find_next(dialer *d)
{
    for (unsigned i = 0; i < GROUPS; i++) {
        unsigned turn = (d->turn + i) % GROUPS, group = d->order[turn];
        for (size_t at = d->seen[group]; at < d->count; at++) {
            if (group_of(&d->addrs[at]) != group || is_repeated(d->addrs, at)) continue;
            d->next = at;
            d->seen[group] = at + 1;
            d->turn = (uint8_t)(turn + 1);
            return;
        }
        d->seen[group] = d->count;
    }
    d->next = d->count;
}

/* Groups without an address come last. */
static void order_groups(dialer *d)
{
    unsigned found = 0, known = 0;
    for (size_t i = 0; i < d->count + GROUPS; i++) {
        unsigned group = i < d->count ? group_of(&d->addrs[i]) : (unsigned)(i - d->count);
        if (!(known & 1U << group)) d->order[found++] = (uint8_t)group;
        known |= 1U << group;
    }
}

int skt_dialer_begin(skt_dialer *dialer_, size_t size, const skt_addr *addrs, size_t count, const skt_dial_plan *plan)
{
    static const skt_dial_plan usual = {.size = sizeof usual};
    if (size < sizeof *dialer_) return SKT_EINVAL;
    int rc = skt__dial_plan_check(plan);
    if (rc < 0) return rc;
    dialer *d = of(dialer_);
    memset(d, 0, offsetof(dialer, attempts));
    d->addrs = addrs;
    d->count = count;
    d->plan = plan ? plan : &usual;
    d->rank = UINT64_MAX;
    d->error = SKT_EINVAL;
    order_groups(d);
    find_next(d);
    return 0;
}

static bool may_begin(const dialer *d)
{
    return d->next < d->count && d->running < SKT_DIAL_AT_ONCE && !d->starved;
}

int skt_dialer_wait_for(const skt_dialer *dialer_, skt_pollfd *out, size_t max, skt_deadline *next_out)
{
    const dialer *d = (const dialer *)(const void *)dialer_;
    skt_deadline next = may_begin(d) ? d->next_at : SKT_NEVER;
    size_t count = 0;
    for (const attempt *a = d->attempts; a < d->attempts + d->running; a++) {
        bool pauses = a->again.nanoseconds != 0 && !(a->started && skt_deadline_passed(a->again));
        if (pauses) {
            if (a->again.nanoseconds < next.nanoseconds) next = a->again;
            continue;
        }
        if (count < max) out[count] = (skt_pollfd){.socket = a->s, .events = SKT_POLLOUT};
        count++;
    }
    /* With nothing to wait for, the next step is due at once: it begins an attempt or returns the error. */
    if (d->running == 0) next = (skt_deadline){0};
    *next_out = next;
    return (int)count;
}

/* Writes the result of an attempt into the plan's array. */
static void report(const dialer *d, const attempt *a, int error)
{
    if (a->number >= d->plan->attempts_max) return;
    skt_dial_attempt *to = &d->plan->attempts[a->number];
    to->error = error;
    to->took = skt_now().nanoseconds - a->began;
}

void skt_dialer_end(skt_dialer *dialer_)
{
    dialer *d = of(dialer_);
    for (attempt *a = d->attempts; a < d->attempts + d->running; a++) {
        report(d, a, SKT_ECANCELED);
        skt_close(a->s);
    }
    d->running = 0;
    d->next = d->count;
    d->error = SKT_EINVAL;
}

static void remove_attempt(dialer *d, attempt *a, int error)
{
    report(d, a, error);
    d->running--;
    memmove(a, a + 1, (size_t)(d->attempts + d->running - a) * sizeof *a);
}

/*
 * Lets the next attempt begin at once. The error kept for the caller is the one of the first attempt that failed at its
 * peer; errors that say that this host has no route or no such family rank behind those.
 */
static void fail(dialer *d, attempt *a, int error)
{
    bool no_way = error == SKT_ENETUNREACH || error == SKT_EHOSTUNREACH || error == SKT_EAFNOSUPPORT ||
                  error == SKT_EADDRNOTAVAIL;
    uint64_t rank = (uint64_t)no_way << 32 | a->number;
    if (rank < d->rank) {
        d->rank = rank;
        d->error = error;
    }
    if (a->s != SKT_INVALID_SOCKET) skt_close(a->s);
    remove_attempt(d, a, error);
    d->next_at = (skt_deadline){0};
    d->starved = false;
}

static void pause_attempt(attempt *a)
{
    a->pause = a->pause == 0 ? PAUSE_MIN : a->pause < PAUSE_MAX / 2 ? a->pause * 2 : PAUSE_MAX;
    a->again = skt_deadline_in(a->pause);
}

/* Handles the result of skt_connect. Returns SKT_EINPROGRESS if the connect is in progress or must be repeated. */
static int after_connect(attempt *a, int rc)
{
    a->started = true;
    if (rc == SKT_EINTR) return SKT_EINPROGRESS;
    if (rc != SKT_EAGAIN || skt_addr_family(a->addr) != SKT_AF_UNIX) return rc;
    /* The peer's backlog is full; poll cannot wait for room in it. */
    a->started = false;
    pause_attempt(a);
    return SKT_EINPROGRESS;
}

/* The result of an attempt: SKT_EINPROGRESS while it pauses or has no events. */
static int check_attempt(attempt *a, short events)
{
    if (!a->started && skt_deadline_passed(a->again)) return after_connect(a, skt_connect(a->s, a->addr));
    if (events == 0) return SKT_EINPROGRESS;
    /* Writable without these events: connected, or failed with an error that SO_ERROR holds. */
    if (!(events & (SKT_POLLERR | SKT_POLLHUP))) return skt_pending_error(a->s);
    int rc = skt_connect_result(a->s);
    if (rc == SKT_EINPROGRESS) pause_attempt(a);
    return rc;
}

static int open_socket(const skt_dial_plan *plan, const skt_addr *addr, skt_socket *out)
{
    int family = skt_addr_family(addr);
    if (!skt__dial_plan_allows(plan, family)) return SKT_EAFNOSUPPORT;
    return skt__plan_open(family, skt__plan_type(plan->type) | SKT_SOCK_NONBLOCK, plan->protocol, out);
}

static int prepare_socket(const skt_dial_plan *plan, const attempt *a)
{
    int rc = plan->prepare ? plan->prepare(a->s, a->addr, plan->user) : 0;
    /* SKT_EINPROGRESS from the callback would be taken for a connect in progress. */
    if (rc == SKT_EINPROGRESS) rc = SKT_EINVAL;
    if (rc >= 0 && plan->device) rc = skt_bind_device(a->s, plan->device);
    if (rc >= 0 && plan->source) rc = skt_bind(a->s, plan->source);
    return rc;
}

/* Adds the attempt at attempts[running] to the running ones. */
static void add_attempt(dialer *d)
{
    const skt_dial_plan *plan = d->plan;
    attempt *a = &d->attempts[d->running++];
    d->begun++;
    find_next(d);
    if (d->next < d->count || a->number < plan->attempts_max) a->began = skt_now().nanoseconds;
    d->next_at.nanoseconds = a->began + (plan->delay ? plan->delay : DELAY);
    if (a->number < plan->attempts_max)
        plan->attempts[a->number] = (skt_dial_attempt){.address = *a->addr, .error = SKT_EINPROGRESS};
    if (plan->attempts_out) *plan->attempts_out = d->begun;
}

/* Ends an attempt. If it connected, gives its socket to *out, ends the other attempts and returns true. */
static bool settle(dialer *d, attempt *a, int rc, skt_socket *out)
{
    if (rc == 0 && !(d->plan->type & SKT_SOCK_NONBLOCK)) rc = skt_set_nonblocking(a->s, false);
    if (rc < 0) {
        fail(d, a, rc);
        return false;
    }
    *out = a->s;
    remove_attempt(d, a, 0);
    skt_dialer_end((skt_dialer *)(void *)d);
    return true;
}

/* Begins the next attempt, unless descriptors or memory are short while others run. Returns whether it connected. */
static bool begin_next(dialer *d, skt_socket *out)
{
    attempt *a = &d->attempts[d->running];
    *a = (attempt){.s = SKT_INVALID_SOCKET, .addr = &d->addrs[d->next], .number = d->begun};
    int rc = open_socket(d->plan, a->addr, &a->s);
    d->starved = d->running > 0 && (rc == SKT_EMFILE || rc == SKT_ENFILE || rc == SKT_ENOBUFS);
    if (d->starved) return false;
    add_attempt(d);
    if (rc == 0) rc = prepare_socket(d->plan, a);
    if (rc >= 0) rc = after_connect(a, skt_connect(a->s, a->addr));
    return rc != SKT_EINPROGRESS && settle(d, a, rc, out);
}

void skt__dialer_adopt(skt_dialer *dialer_, skt_socket s, int rc)
{
    dialer *d = of(dialer_);
    attempt *a = d->attempts;
    *a = (attempt){.s = s, .addr = d->addrs};
    add_attempt(d);
    rc = after_connect(a, rc);
    if (rc != SKT_EINPROGRESS) fail(d, a, rc);
}

int skt__dialer_go_on(skt_dialer *dialer_, const skt_pollfd *fds, int count, skt_socket *out)
{
    dialer *d = of(dialer_);
    const skt_pollfd *fd = fds, *end = fds + count;
    for (attempt *a = d->attempts; a < d->attempts + d->running;) {
        int rc = check_attempt(a, fd < end && fd->socket == a->s ? (fd++)->revents : 0);
        if (rc == SKT_EINPROGRESS)
            a++;
        else if (settle(d, a, rc, out))
            return 0;
    }
    while (may_begin(d) && (d->running == 0 || skt_deadline_passed(d->next_at)))
        if (begin_next(d, out)) return 0;
    return d->running > 0 ? SKT_EINPROGRESS : d->error;
}

int skt_dialer_step(skt_dialer *dialer_, skt_socket *out)
{
    skt_pollfd fds[SKT_DIAL_AT_ONCE];
    skt_deadline next;
    int count = skt_dialer_wait_for(dialer_, fds, SKT_DIAL_AT_ONCE, &next);
    int ready = count > 0 ? skt_poll(fds, (size_t)count, (skt_deadline){0}) : 0;
    return skt__dialer_go_on(dialer_, fds, ready > 0 ? count : 0, out);
}
