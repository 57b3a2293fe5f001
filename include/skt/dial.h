/* SPDX-License-Identifier: MIT */
/*
 * Connecting to a name: all of its addresses are attempted, and the first that is connected wins.
 *
 *     skt_socket s;
 *     int rc = skt_dial("example.org:443", NULL, NULL, skt_deadline_in(SKT_SECONDS(10)), &s);
 *
 * An attempt begins every 250 ms, and at once after another one has failed. Those that are under way go on, so a peer
 * that answers late still wins if no other does. The addresses are attempted in the caller's order, but families take
 * turns, beginning with that of the first address: IPv4, IPv6, and all others as one. An address that is there twice is
 * attempted once. At most SKT_DIAL_AT_ONCE attempts are under way; the next one begins when one of them has ended. It
 * also waits for that if there are no descriptors or buffers for a socket (SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS).
 *
 * The sockets of all other attempts are closed. The connected one blocks unless the plan's type says otherwise.
 *
 * A stream is connected once its peer has answered. A datagram socket is connected at once, whether or not there is
 * anyone at the address.
 *
 * See       RFC 8305
 */
#ifndef SKT_DIAL_H
#define SKT_DIAL_H

#include <skt/address.h>
#include <skt/poll.h>
#include <skt/socket.h>
#include <skt/time.h>

#include <string.h>

SKT_BEGIN

/* The most attempts that are under way at once, and the most entries for skt_poll that a dialer has. */
#define SKT_DIAL_AT_ONCE 8

/* The families that a plan allows. */
enum skt_dial_families {
    SKT_DIAL_INET = 1,
    SKT_DIAL_INET6 = 2,
    SKT_DIAL_IP = SKT_DIAL_INET | SKT_DIAL_INET6,
    SKT_DIAL_UNIX = 4,
    SKT_DIAL_OTHER = 8, /* all others */
};

/* One attempt: its address and its result. */
typedef struct skt_dial_attempt {
    skt_addr address;
    int error; /* 0: connected. SKT_EINPROGRESS: under way. SKT_ECANCELED: still under way when dialling ended */
    skt_duration took; /* from its beginning to its end; 0 while it is under way */
    uint64_t skt__reserved[2];
} skt_dial_attempt;

/*
 * How to dial. skt_dial_plan_init makes one; zero is the default of every field.
 *
 * A plan, and what its fields point to, stays the caller's. Neither may change before dialling has ended.
 */
typedef struct skt_dial_plan {
    size_t size;            /* sizeof(skt_dial_plan), set by skt_dial_plan_init */
    int type;               /* SKT_SOCK_STREAM and so on, with any bit that skt_open takes; 0: SKT_SOCK_STREAM */
    int protocol;           /* as for skt_open. SKT_IPPROTO_MPTCP: TCP on systems without it */
    uint32_t families;      /* SKT_DIAL_*; 0: any. Addresses of others fail with SKT_EAFNOSUPPORT */
    skt_duration delay;     /* between attempts: 100 ms to 2 s; 0: 250 ms */
    const skt_addr *source; /* what to bind to, or NULL. Addresses of other families fail with SKT_EAFNOSUPPORT */
    const char *device;     /* the interface for skt_bind_device, or NULL */
    /*
     * Called with each new socket before it is bound and connected; may be NULL. It neither connects nor closes the
     * socket, and leaves its mode. A negative result is the error of this attempt.
     */
    int (*prepare)(skt_socket s, const skt_addr *address, void *user);
    void *user;                 /* for prepare */
    skt_dial_attempt *attempts; /* room for the first attempts_max attempts, in the order of their beginning */
    size_t attempts_max;
    size_t *attempts_out; /* the number of attempts, which may exceed attempts_max; may be NULL */
} skt_dial_plan;

/*
 * Makes a plan with the default in every field.
 *
 * Since     0.1
 */
static inline void skt_dial_plan_init(skt_dial_plan *plan)
{
    memset(plan, 0, sizeof *plan);
    plan->size = sizeof *plan;
}

/*
 * Connects to a host and service, or to the address of any family that a text has.
 *
 * The host is resolved, and its addresses (the first 64) are dialled as by skt_dial_list, in the order of the resolver,
 * which has sorted them (RFC 6724). localhost, and names that end in .localhost, are the loopback addresses of both
 * families too, whatever the resolver knows of them.
 *
 * host      A name or an IP address. If service is NULL, a text: "example.org:443", "[::1]:http", or any of
 *           skt_addr_parse. A prefix such as unix: is never taken for a host name. If the text comes from
 *           others, limit what it may reach by plan->families.
 * service   A port or the name of a service; NULL: it is in host.
 * plan      How to dial; NULL is the default in every field.
 * deadline  For the whole call. The resolver cannot be interrupted and may take longer; then only an attempt that
 *           connects at once succeeds.
 * out       The connected socket.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        The text is none of these, the host is empty, or the port is 0; or the plan is refused.
 *           SKT_ENAMETOOLONG  The host, or the path of an address, is too long.
 *           SKT_EAFNOSUPPORT  The plan allows none of the families.
 *           SKT_EAI_NONAME, SKT_EAI_AGAIN, SKT_EAI_SERVICE and so on: the host or the service was not resolved.
 *           and those of skt_addr_parse and skt_dial_list.
 * Calls     Those of getaddrinfo(3) unless the text is an address, and of skt_dial_list.
 * Windows   The call stops waiting for the resolver at the deadline.
 * Threads   Safe.
 * Since     0.1
 * See       getaddrinfo(3), RFC 6761, RFC 8305
 */
SKT_API int skt_dial(const char *host, const char *service, const skt_dial_plan *plan, skt_deadline deadline,
                     skt_socket *out);

/*
 * Connects to the one of several addresses that answers first. A signal does not end the call.
 *
 * addrs     The addresses, of any families.
 * plan      How to dial; NULL is the default in every field.
 * deadline  For the whole call. If it has passed already, only an attempt that connects at once succeeds.
 * out       The connected socket.
 *
 * Returns   0.
 * Errors    SKT_ETIMEDOUT     The deadline passed.
 *           SKT_EINVAL        There is no address; or the size or the delay of the plan is wrong, or it has
 *                             attempts_max without attempts.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know.
 *           If all attempts fail, the error of one of them: the first, in the order of their beginning, that is not
 *           SKT_ENETUNREACH, SKT_EHOSTUNREACH, SKT_EAFNOSUPPORT or SKT_EADDRNOTAVAIL; if all are one of these, the
 *           first. They are the errors of skt_open, skt_bind_device, skt_bind, skt_connect, skt_connect_result and
 *           prepare.
 * Calls     For each attempt socket(2), setsockopt(2) for the device, bind(2) for the source, connect(2), getsockopt(2)
 *           of SO_ERROR, another ppoll(2) before that if it failed, close(2). ppoll(2) per wait. ioctl(2) for the mode
 *           of the winner.
 * Linux     A Unix socket whose peer's backlog is full tries again after 1 ms, and at last every 50 ms.
 * Windows   As skt_open, skt_connect and skt_poll.
 * Threads   Safe.
 * Since     0.1
 * See       RFC 8305
 */
SKT_API int skt_dial_list(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, skt_deadline deadline,
                          skt_socket *out);

/*
 * Dialling in steps, for a program that has its own event loop.
 *
 *     rc = skt_dialer_begin(&dialer, sizeof dialer, addrs, count, NULL);
 *     while (rc == 0 && (rc = skt_dialer_step(&dialer, &s)) == SKT_EINPROGRESS) {
 *         skt_pollfd entries[SKT_DIAL_AT_ONCE];
 *         skt_deadline next;
 *         int waiting = skt_dialer_wait_for(&dialer, entries, SKT_DIAL_AT_ONCE, &next);
 *         rc = skt_poll(entries, (size_t)waiting, next) < 0 ? SKT_EINTR : 0;
 *     }
 *     skt_dialer_end(&dialer);
 *
 * It has no pointer to itself, so it may be copied to another place between calls; only one of the copies may be used
 * afterwards. Only one thread may use it at a time.
 */
typedef struct skt_dialer {
    uint64_t skt__opaque[64];
} skt_dialer;

/*
 * Prepares to dial several addresses. Nothing is attempted before the first step.
 *
 * size      Of *d: sizeof(skt_dialer).
 * addrs     The addresses; they are not copied, and must stay as they are until dialling has ended.
 * plan      How to dial, which is not copied either; NULL is the default in every field.
 *
 * Returns   0. After an error there is nothing to end.
 * Errors    SKT_EINVAL        size is not that of this library or an earlier one; or the plan is refused.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_dialer_begin(skt_dialer *d, size_t size, const skt_addr *addrs, size_t count,
                             const skt_dial_plan *plan);

/*
 * Reads what the next step waits for. A step opens and closes sockets, so the entries are valid until the next step.
 *
 * out       Entries for skt_poll, or sockets to be watched for being writable by epoll(7) and the like; max of them at
 *           most.
 * next_out  When to make the next step if no socket is ready before; SKT_NEVER if there is no such time.
 *
 * Returns   The number of sockets, which may exceed max; SKT_DIAL_AT_ONCE at most.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_dialer_wait_for(const skt_dialer *d, skt_pollfd *out, size_t max, skt_deadline *next_out);

/*
 * Continues as far as it can without blocking. A step that comes too early does no harm.
 *
 * out       The connected socket, which is the caller's; written only if 0 is returned.
 *
 * Returns   0 once connected. The others are closed then, and there is nothing to end.
 * Errors    SKT_EINPROGRESS  Wait as skt_dialer_wait_for says, and make another step.
 *           SKT_EINVAL       There is no address; or dialling ended before.
 *           Any other: all attempts have failed, and this is what skt_dial_list returns then.
 * Calls     ppoll(2) if attempts are under way, and those of skt_dial_list except its waits.
 * Since     0.1
 */
SKT_API int skt_dialer_step(skt_dialer *d, skt_socket *out);

/*
 * Ends dialling: closes what is under way. A dialer that has ended already is left alone.
 *
 * Calls     close(2) for each attempt that is under way.
 * Since     0.1
 */
SKT_API void skt_dialer_end(skt_dialer *d);

/* The most listeners that skt_serve makes. */
#define SKT_SERVE_MOST 16

/* How the listeners of skt_serve take their addresses. */
enum skt_serve_flags {
    SKT_SERVE_REPLACE = 1,  /* replace the path of a socket at which nobody listens any more */
    SKT_SERVE_V6ONLY = 2,   /* an IPv6 socket takes IPv6 alone; ":80" then is two sockets */
    SKT_SERVE_REUSEPORT = 4 /* others may listen at the same address: SKT_SO_REUSEPORT */
};

/* How to serve. skt_serve_plan_init makes one; zero is the default of every field. */
typedef struct skt_serve_plan {
    size_t size;    /* of the structure, set by skt_serve_plan_init */
    int type;       /* SKT_SOCK_STREAM and so on, with any bit that skt_open takes; 0: SKT_SOCK_STREAM */
    int protocol;   /* as for skt_open. SKT_IPPROTO_MPTCP: TCP on systems without it */
    int backlog;    /* as for skt_listen; 0: the most that the system gives */
    uint32_t flags; /* SKT_SERVE_* */
    uint32_t mode;  /* of a Unix socket's path, such as 0660; 0: what the umask leaves */
    /*
     * Called with each new socket before it is bound; may be NULL. It neither binds nor closes the socket. A negative
     * result is that of skt_serve.
     */
    int (*prepare)(skt_socket s, const skt_addr *address, void *user);
    void *user; /* for prepare */
} skt_serve_plan;

/*
 * Makes a plan with the default in every field.
 *
 * Since     0.1
 */
static inline void skt_serve_plan_init(skt_serve_plan *plan)
{
    memset(plan, 0, sizeof *plan);
    plan->size = sizeof *plan;
}

/*
 * Listens at the address or addresses of a text. Datagram sockets are bound and do not listen.
 *
 *     ":80", ":http"           every address of both families
 *     "example.org:80"         each address of a name, and "[::1]:80" and the like
 *     "unix:/run/x.sock"       and any other text of skt_addr_parse
 *
 * There are all listeners or none. Every address of both families is one socket where the system has such sockets, else
 * two. With port 0 all have the same one, which skt_local_address says. An IPv6 address of zeros takes IPv4 as well,
 * unless the text leads to several addresses. Streams over IP have skt_reuse_address.
 *
 * A path has to be free. With SKT_SERVE_REPLACE a socket at which nobody listens any more is removed first, never
 * anything else. For this the file PATH.lock is locked during the call and removed afterwards; it has to be empty. Of
 * several processes that start with SKT_SERVE_REPLACE at once, one listens and the others fail. Other programs that
 * replace the path have to take the same lock. The path stays when the socket is closed.
 *
 * at        The text.
 * plan      How to serve; NULL is the default in every field.
 * out       The listeners; room for SKT_SERVE_MOST is always enough.
 *
 * Returns   The number of listeners, 1 or more.
 * Errors    SKT_EADDRINUSE    Somebody listens at the address, or something is at the path.
 *           SKT_EINVAL        The text has no address, or the plan has unknown flags.
 *           SKT_ERANGE        There are more addresses than max.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know, or asks for what the system lacks.
 *           SKT_EEXIST        PATH.lock is not a lock: it is not empty, or no regular file.
 *           SKT_EAI_NONAME and so on: the host or the service was not resolved.
 *           and those of skt_addr_parse, skt_open, skt_bind, skt_listen, prepare, open(2), chmod(2).
 * Calls     For each socket socket(2), setsockopt(2), bind(2), listen(2), and getsockname(2) if the port is 0; those of
 *           getaddrinfo(3) for a name. fchmod(2) and chmod(2) for the mode. To replace, those of the lock: open(2),
 *           flock(2), fstat(2), lstat(2), unlink(2), close(2); and of the look at the path: lstat(2), socket(2),
 *           connect(2), close(2), unlink(2).
 * Windows   A path has no mode. The lock is a file that is open.
 * Threads   Safe.
 * Since     0.1
 * See       unix(7), ipv6(7)
 */
SKT_API int skt_serve(const char *at, const skt_serve_plan *plan, skt_socket *out, size_t max);

/*
 * Takes the listeners that a service manager opened for this process: systemd's protocol.
 *
 * Each keeps its position; skt_local_address says where it listens. From now on no child process inherits any of them,
 * nor what is no socket, nor those for which there is no room.
 *
 * listen_pid  getenv("LISTEN_PID"). NULL: there are none.
 * listen_fds  getenv("LISTEN_FDS"). NULL: there are none.
 * out         The sockets; SKT_INVALID_SOCKET in the place of what is no socket. max of them at most are written.
 *
 * Returns   How many there are, which may be more than max; 0 if they are meant for another process.
 * Errors    SKT_EINVAL  A text is not a number.
 *           SKT_EBADF   There are fewer descriptors than the text says.
 * Calls     getpid(2); fcntl(2) up to twice and getsockopt(2) for each.
 * Windows   There are never any: 0.
 * Since     0.1
 * See       sd_listen_fds(3)
 */
SKT_API int skt_inherited(const char *listen_pid, const char *listen_fds, skt_socket *out, size_t max);

SKT_END

#endif
