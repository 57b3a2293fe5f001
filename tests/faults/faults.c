/* SPDX-License-Identifier: MIT */
/*
 * Linux: makes one call of a public function, in which faults.py makes the system calls fail one after the other.
 *
 *     test_faults            the rows: name, expression, what comes of a fault
 *     test_faults NUMBER     runs a row between two marks that strace shows, and prints its result, how many more
 *                            descriptors are open, and what else is not as it was before
 */
#include <skt/skt.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The data of a row: two sockets, an address, buffers; and the sockets that the call makes, which are closed
 * afterwards.
 */
typedef struct scene {
    skt_socket a, b;
    skt_addr addr;
    skt_file file;
    char bytes[256];
    skt_buf buf;
    skt_msg msg;
    skt_waker waker;
    skt_udp udp, sender;
    skt_datagram datagrams[2];
    skt_msg msgs[2];
    skt_interface interfaces[4];
    skt_addr addrs[2];
    skt_dialer dialer;
    skt_socket made[2];
    int made_count;
    size_t len;
} scene;

static void must(bool held, const char *what)
{
    if (held) return;
    fprintf(stderr, "preparing: %s: %s\n", what, strerror(errno));
    exit(2);
}
#define MUST(what) must(what, #what)

static const uint8_t loopback[4] = {127, 0, 0, 1};

static void nothing(scene *x)
{
    (void)x;
}

static void stream(scene *x)
{
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &x->a) == 0);
}

static void mptcp(scene *x)
{
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, SKT_IPPROTO_MPTCP, &x->a) == 0);
}

static void datagrams(scene *x)
{
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &x->a) == 0);
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &x->b) == 0);
    MUST(skt_bind(x->b, &x->addr) == 0 && skt_local_address(x->b, &x->addr) == 0);
    MUST(skt_connect(x->a, &x->addr) == 0);
}

static void arrived(scene *x)
{
    datagrams(x);
    MUST(skt_send(x->a, "hello", 5, 0) == 5);
}

static void listening(scene *x)
{
    MUST(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &x->b) == 0);
    MUST(skt_bind(x->b, &x->addr) == 0 && skt_local_address(x->b, &x->addr) == 0 && skt_listen(x->b, 4) == 0);
    stream(x);
}

static void listening_for_one_that_does_not_block(scene *x)
{
    listening(x);
    MUST(skt_set_nonblocking(x->a, true) == 0);
}

static void waiting(scene *x)
{
    listening(x);
    MUST(skt_connect(x->a, &x->addr) == 0);
}

static void nobody_listens(scene *x)
{
    listening(x);
    skt_close(x->b);
    x->b = -1;
}

/* Fills a listener's backlog by connecting x->a, then gives x->a a new socket. */
static void fill_backlog(scene *x, int family)
{
    MUST(skt_connect(x->a, &x->addr) == 0);
    MUST(skt_open(family, SKT_SOCK_STREAM, 0, &x->a) == 0);
}

static void full_backlog(scene *x)
{
    listening(x);
    MUST(skt_listen(x->b, 0) == 0);
    fill_backlog(x, SKT_AF_INET);
}

/* The kernel chooses the name. */
static void full_unix_backlog(scene *x)
{
    skt_addr_unix_unnamed(&x->addr);
    MUST(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &x->b) == 0 &&
         skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &x->a) == 0);
    MUST(skt_bind(x->b, &x->addr) == 0 && skt_local_address(x->b, &x->addr) == 0 && skt_listen(x->b, 0) == 0);
    fill_backlog(x, SKT_AF_UNIX);
}

static void under_way(scene *x)
{
    listening_for_one_that_does_not_block(x);
    skt_connect(x->a, &x->addr);
}

static void pair(scene *x)
{
    skt_socket both[2];
    MUST(skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, both) == 0);
    x->a = both[0];
    x->b = both[1];
}

static void pair_with_data(scene *x)
{
    pair(x);
    MUST(skt_send(x->a, "hello", 5, 0) == 5);
}

static void full_pair(scene *x)
{
    pair(x);
    while (skt_send(x->a, x->bytes, sizeof x->bytes, SKT_MSG_DONTWAIT) > 0) continue;
}

static void pair_with_a_file(scene *x)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    pair(x);
    MUST(fd >= 0 && skt_export(fd, x->a, 0) == 0);
    close(fd);
}

static void pair_with_a_socket(scene *x)
{
    pair(x);
    MUST(skt_export(x->a, x->a, 0) == 0);
}

static void attached(scene *x)
{
    arrived(x);
    MUST(skt_send(x->a, "hello", 5, 0) == 5);
    MUST(skt_udp_attach(&x->udp, sizeof x->udp, x->b, SKT_INFO_LOCAL, NULL) == 0);
    MUST(skt_udp_attach(&x->sender, sizeof x->sender, x->a, 0, NULL) == 0);
}

static void attached_for_nothing(scene *x)
{
    arrived(x);
    MUST(skt_udp_attach(&x->udp, sizeof x->udp, x->b, 0, NULL) == 0);
}

static void coalescing(scene *x)
{
    datagrams(x);
    MUST(skt_udp_attach(&x->udp, sizeof x->udp, x->a, SKT_INFO_SEGMENTS, NULL) == 0);
}

static void pair_with_handles(scene *x)
{
    const skt_file handles[2] = {STDERR_FILENO, STDERR_FILENO};
    pair(x);
    MUST(skt_send_handles(x->a, handles, 2, "hello", 5) == 0);
}

static void pair_that_is_gone(scene *x)
{
    pair(x);
    skt_close(x->b);
    x->b = -1;
}

static void with_file(scene *x)
{
    char path[] = "/tmp/skt-faults-XXXXXX";
    x->file = mkstemp(path);
    MUST(x->file >= 0 && unlink(path) == 0 && write(x->file, "hello", 5) == 5);
}

static void pair_and_file(scene *x)
{
    pair(x);
    with_file(x);
}

static void gone_and_file(scene *x)
{
    pair_that_is_gone(x);
    with_file(x);
}

/* The process's own SIGPIPE, which it has blocked. */
static void sigpipe_is_pending(void)
{
    sigset_t sigpipe;
    sigemptyset(&sigpipe);
    sigaddset(&sigpipe, SIGPIPE);
    MUST(sigprocmask(SIG_BLOCK, &sigpipe, NULL) == 0 && kill(getpid(), SIGPIPE) == 0);
}

static void gone_and_file_and_sigpipe(scene *x)
{
    gone_and_file(x);
    sigpipe_is_pending();
}

static void gone_and_pipe(scene *x)
{
    int ends[2];
    pair_that_is_gone(x);
    MUST(pipe(ends) == 0 && write(ends[1], "hello", 5) == 5);
    close(ends[1]);
    x->file = ends[0];
}

static void pair_and_pipe(scene *x)
{
    int ends[2];
    pair(x);
    MUST(pipe(ends) == 0 && write(ends[1], "hello", 5) == 5);
    skt_close(x->b);
    close(ends[1]);
    x->b = -1;
    x->file = ends[0];
    pair(x);
}

static void awake(scene *x)
{
    MUST(skt_waker_open(&x->waker) == 0 && skt_waker_wake(&x->waker) == 0);
    x->a = x->waker.receive;
}

static skt_pollfd *entry(const scene *x, short events)
{
    static skt_pollfd one;
    one = (skt_pollfd){.socket = x->b, .events = events};
    return &one;
}

static const skt_membership *group_by_index(void)
{
    static skt_membership all = {.interface_index = 1};
    const uint8_t ip[4] = {239, 1, 2, 3};
    skt_addr_ipv4(ip, 0, &all.group);
    return &all;
}

static const skt_membership *group(void)
{
    static skt_membership all;
    const uint8_t ip[4] = {239, 1, 2, 3};
    skt_addr_ipv4(ip, 0, &all.group);
    skt_addr_ipv4(loopback, 0, &all.interface_address);
    return &all;
}

static const skt_membership *source(void)
{
    static skt_membership one;
    const uint8_t ip[4] = {127, 0, 0, 5};
    one = *group();
    skt_addr_ipv4(ip, 0, &one.source);
    return &one;
}

static void member(scene *x)
{
    datagrams(x);
    MUST(skt_multicast_join(x->a, group()) == 0);
}

static void member_without_one(scene *x)
{
    member(x);
    MUST(skt_multicast_block(x->a, source()) == 0);
}

static void filtered(scene *x)
{
    const skt_filter all = {.code = 6, .k = UINT32_MAX};
    datagrams(x);
    MUST(skt_attach_filter(x->a, &all, 1) == 0);
}

static const skt_filter take_all = {.code = 6, .k = UINT32_MAX};

/* The sockets that a successful call made, for them to be closed. */
/* A path whose socket nobody serves any more; its text is in x->bytes. */
static char stale[64];

static void remove_stale(void)
{
    char lock[80];
    snprintf(lock, sizeof lock, "%s.lock", stale);
    unlink(stale);
    unlink(lock);
}

static void stale_path(scene *x)
{
    snprintf(stale, sizeof stale, "/tmp/skt-faults-%d", (int)getpid());
    snprintf(x->bytes, sizeof x->bytes, "unix:%s", stale);
    MUST(skt_addr_unix(stale, &x->addr) == 0 && skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &x->a) == 0);
    MUST(skt_bind(x->a, &x->addr) == 0 && atexit(remove_stale) == 0);
    skt_close(x->a);
    x->a = -1;
}

static const skt_serve_plan *serving(uint32_t flags)
{
    static skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.flags = flags;
    plan.mode = 0600;
    return &plan;
}

/* Places a listener as a service manager does; the number of this process is in x->bytes. */
static void stream_as_third(scene *x)
{
    stream(x);
    MUST(dup2(x->a, 3) == 3);
    snprintf(x->bytes, sizeof x->bytes, "%d", (int)getpid());
}

static int64_t made(scene *x, int64_t rc, int count)
{
    if (rc >= 0) x->made_count = count;
    return rc;
}

static int64_t made_waker(scene *x, int rc)
{
    x->made[0] = x->waker.receive;
    x->made[1] = x->waker.send;
    return made(x, rc, x->made[0] == x->made[1] ? 1 : 2);
}

static skt_deadline soon(void)
{
    return skt_deadline_in(SKT_SECONDS(20));
}

/* Two datagrams to the connected peer, or room for two. */
static skt_datagram *two(scene *x, size_t len, uint32_t has)
{
    for (size_t i = 0; i < 2; i++) {
        x->datagrams[i] = skt_datagram_to(x->bytes + 64 * i, len, NULL);
        x->datagrams[i].has = has;
    }
    return x->datagrams;
}

static skt_msg *messages(scene *x)
{
    x->msgs[0] = x->msgs[1] = x->msg;
    return x->msgs;
}

/* One that sets the device and the source. */
static const skt_dial_plan *plan_of(void)
{
    static skt_dial_plan plan;
    static skt_addr from;
    skt_addr_ipv4(loopback, 0, &from);
    skt_dial_plan_init(&plan);
    plan.source = &from;
    plan.device = "lo";
    return &plan;
}

/* The text of the address. */
static const char *text_of(scene *x)
{
    skt_addr_format(&x->addr, x->bytes, sizeof x->bytes);
    return x->bytes;
}

/* An address at which nobody listens, followed by the listener's. */
static const skt_addr *two_addresses(scene *x)
{
    x->addrs[0] = x->addrs[1] = x->addr;
    skt_addr_set_port(&x->addrs[0], 1);
    return x->addrs;
}

static void dialling(scene *x)
{
    listening(x);
    MUST(skt_dialer_begin(&x->dialer, sizeof x->dialer, &x->addr, 1, NULL) == 0);
}

/* Waits as the dialer wants to. */
static void wait_for_dialer(scene *x)
{
    skt_pollfd entries[SKT_DIAL_AT_ONCE];
    skt_deadline next;
    int count = skt_dialer_wait_for(&x->dialer, entries, SKT_DIAL_AT_ONCE, &next);
    if (count > 0) poll((struct pollfd *)(void *)entries, (nfds_t)count, -1);
}

static int end_dialer(scene *x, int rc)
{
    skt_dialer_end(&x->dialer);
    return rc;
}

static skt_deadline past(void)
{
    return skt_deadline_in(-1);
}

/* Each row is a function of the expression. */
#define ROW(id, prepare, expression, but) \
    static int64_t call_##id(scene *x)    \
    {                                     \
        (void)x;                          \
        return (int64_t)(expression);     \
    }
#include "faults.def"
#undef ROW

static const struct {
    void (*prepare)(scene *);
    int64_t (*call)(scene *);
    const char *name, *expression, *but;
} rows[] = {
#define ROW(id, prepare, expression, but) {prepare, call_##id, #id, #expression, but},
#include "faults.def"
#undef ROW
};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* The state that the call must not change. */
typedef struct condition {
    int descriptors;
    sigset_t mask, pending;
    int modes[2];
} condition;

static int count_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    MUST(folder != NULL);
    while (readdir(folder)) count++;
    closedir(folder);
    return count;
}

static void look(const scene *x, condition *out)
{
    memset(out, 0, sizeof *out);
    sigprocmask(SIG_BLOCK, NULL, &out->mask);
    sigpending(&out->pending);
    out->modes[0] = x->a >= 0 ? fcntl(x->a, F_GETFL) : 0;
    out->modes[1] = x->b >= 0 ? fcntl(x->b, F_GETFL) : 0;
    out->descriptors = count_descriptors();
}

static bool is_same_set(const sigset_t *a, const sigset_t *b)
{
    for (int i = 1; i < 32; i++)
        if (sigismember(a, i) != sigismember(b, i)) return false;
    return true;
}

/* The mode of a socket, unless it has been closed. */
static bool differ(int mode, int now)
{
    return now >= 0 && mode != now;
}

static void mark(const char *text)
{
    syscall(SYS_write, -1, text, strlen(text));
}

static int run(size_t number)
{
    scene x = {.a = -1, .b = -1, .file = -1, .waker = {-1, -1}, .made = {-1, -1}};
    condition before, after;
    skt_addr_ipv4(loopback, 0, &x.addr);
    x.buf = skt_buf_of(x.bytes, 5);
    x.msg = skt_msg_of(NULL, &x.buf, 1, NULL, 0);
    rows[number].prepare(&x);
    look(&x, &before);
    alarm(10);
    mark("begin");
    int64_t rc = rows[number].call(&x);
    mark("end");
    alarm(0);
    for (int i = 0; i < x.made_count; i++) close(x.made[i]);
    look(&x, &after);
    printf("%lld %d", (long long)rc, after.descriptors - before.descriptors);
    if (!is_same_set(&before.mask, &after.mask)) printf(" mask");
    if (!is_same_set(&before.pending, &after.pending)) printf(" pending");
    if (differ(before.modes[0], after.modes[0]) || differ(before.modes[1], after.modes[1])) printf(" mode");
    printf("\n");
    return 0;
}

int main(int argc, char **argv)
{
    size_t number = argc == 2 ? strtoul(argv[1], NULL, 10) : ROWS;
    if (number < ROWS) return run(number);
    for (size_t i = 0; i < ROWS; i++) printf("%s\t%s\t%s\n", rows[i].name, rows[i].expression, rows[i].but);
    return 0;
}
