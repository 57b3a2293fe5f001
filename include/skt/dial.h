/* SPDX-License-Identifier: MIT */
/*
 * Connecting to a name, and listening at one. Dialling attempts the addresses of a name and keeps the first connection.
 *
 *     skt_socket s;
 *     int rc = skt_dial("example.org:443", NULL, NULL, skt_deadline_in(SKT_SECONDS(10)), &s);
 *
 * A new attempt begins every 250 ms, and at once after another attempt has failed. Earlier attempts continue, so a slow
 * peer is still connected if no other answers. The addresses are attempted in the caller's order, but families
 * alternate, beginning with the family of the first address; IPv4 and IPv6 are one family each, and all others together
 * are one. Duplicate addresses are attempted once. At most SKT_DIAL_AT_ONCE attempts are in progress at a time; the
 * next one begins when one of them ends. It also waits for this if the system has no descriptor or buffer for another
 * socket (SKT_EMFILE, SKT_ENFILE, SKT_ENOBUFS).
 *
 * When one attempt is connected, the sockets of all others are closed. The connected socket blocks unless the plan's
 * type has SKT_SOCK_NONBLOCK.
 *
 * A stream is connected when its peer has answered. A datagram socket is connected at once, even if nothing receives at
 * the address.
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

/* The most attempts that are in progress at a time, and the most entries for skt_poll that a dialer has. */
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
    int error;         /* 0: connected. SKT_EINPROGRESS: in progress. SKT_ECANCELED: not finished when dialling ended */
    skt_duration took; /* from its beginning to its end; 0 while it is in progress */
    uint64_t skt__reserved[2];
} skt_dial_attempt;

/*
 * How to dial. skt_dial_plan_init makes one; zero is the default of every field.
 *
 * The caller must not change a plan, or the objects to which its fields point, before dialling has ended.
 */
typedef struct skt_dial_plan {
    size_t size;            /* sizeof(skt_dial_plan), set by skt_dial_plan_init */
    int type;               /* SKT_SOCK_STREAM and so on, with any bit that skt_open takes; 0: SKT_SOCK_STREAM */
    int protocol;           /* as for skt_open. SKT_IPPROTO_MPTCP: TCP on systems without it */
    uint32_t families;      /* SKT_DIAL_*; 0: all. Addresses of other families fail with SKT_EAFNOSUPPORT */
    skt_duration delay;     /* between attempts: 100 ms to 2 s; 0: 250 ms */
    const skt_addr *source; /* an address to bind, or NULL. Addresses of other families fail with SKT_EAFNOSUPPORT */
    const char *device;     /* the interface for skt_bind_device, or NULL */
    /*
     * Called with each new socket before it is bound and connected; may be NULL. It must not connect or close the
     * socket, or change its blocking mode. A negative result is the error of this attempt.
     */
    int (*prepare)(skt_socket s, const skt_addr *address, void *user);
    void *user;                 /* for prepare */
    skt_dial_attempt *attempts; /* room for attempts_max attempts, in the order in which they begin; may be NULL */
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
 * Connects to a host and service, or to an address of any family.
 *
 * The host is resolved, and its first 64 addresses are dialled as by skt_dial_list, in the order in which the resolver
 * sorts them (RFC 6724). For localhost and names that end in .localhost, the loopback addresses of both families are
 * dialled too, even if the resolver does not return them.
 *
 * host      A name or an IP address. If service is NULL, a text with both: "example.org:443", "[::1]:http", or any text
 *           that skt_addr_parse accepts. A prefix such as unix: is never taken for a host name. If the text is not
 *           trusted, limit its families with plan->families.
 * service   A port or the name of a service; NULL: host contains it.
 * plan      How to dial; NULL: the defaults.
 * deadline  For the whole call. The resolver cannot be interrupted and may take longer; then only an attempt that
 *           connects at once succeeds.
 * out       The connected socket.
 *
 * Returns   0.
 * Errors    SKT_EINVAL        host is not such a text, or is empty; the port is 0; or the plan is not valid.
 *           SKT_ENAMETOOLONG  The host, or the path of an address, is too long.
 *           SKT_EAFNOSUPPORT  The plan allows no family of the addresses.
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
 * Connects to several addresses and keeps the first connection. A signal does not end the call.
 *
 * addrs     The addresses, of any families.
 * plan      How to dial; NULL: the defaults.
 * deadline  For the whole call. If it has passed already, only an attempt that connects at once succeeds.
 * out       The connected socket.
 *
 * Returns   0.
 * Errors    SKT_ETIMEDOUT     The deadline passed.
 *           SKT_EINVAL        count is 0; or the plan's size or delay is not valid, or it has attempts_max without
 *                             attempts.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know.
 *           If all attempts fail, the call returns the first error other than SKT_ENETUNREACH, SKT_EHOSTUNREACH,
 *           SKT_EAFNOSUPPORT and SKT_EADDRNOTAVAIL, in the order in which the attempts began; if there is no other, the
 *           first error. The errors are those of skt_open, skt_bind_device, skt_bind, skt_connect, skt_connect_result
 *           and prepare.
 * Calls     For each attempt socket(2), setsockopt(2) for the device, bind(2) for the source, connect(2), getsockopt(2)
 *           of SO_ERROR, another ppoll(2) before that if it failed, close(2). ppoll(2) for each wait. ioctl(2) for the
 *           mode of the connected socket.
 * Linux     If the backlog of a Unix peer is full, connect(2) is repeated after 1 ms, and then after growing pauses of
 *           at most 50 ms.
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
 * A dialer may be moved in memory between calls, but only one copy may be used afterwards. Only one thread may use it
 * at a time.
 */
typedef struct skt_dialer {
    uint64_t skt__opaque[64];
} skt_dialer;

/*
 * Prepares to dial several addresses. Nothing is attempted before the first step.
 *
 * size      sizeof(skt_dialer).
 * addrs     The addresses. They are not copied, and must not change until dialling has ended.
 * plan      How to dial; NULL: the defaults. It is not copied, and must not change either.
 *
 * Returns   0. After an error skt_dialer_end need not be called.
 * Errors    SKT_EINVAL        size is not a size of this library version or an earlier one, or the plan is not valid.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_dialer_begin(skt_dialer *d, size_t size, const skt_addr *addrs, size_t count,
                             const skt_dial_plan *plan);

/*
 * Reads the sockets and the time for which the next step waits.
 *
 * A step opens and closes sockets, so the entries are valid only until the next step.
 *
 * out       Entries for skt_poll. With epoll(7) and the like, wait until one of the sockets is writable. At most max
 *           are written.
 * next_out  The time for the next step if no socket is ready before; SKT_NEVER if there is no such time.
 *
 * Returns   The number of sockets, at most SKT_DIAL_AT_ONCE. It may be more than max.
 * Calls     None.
 * Since     0.1
 */
SKT_API int skt_dialer_wait_for(const skt_dialer *d, skt_pollfd *out, size_t max, skt_deadline *next_out);

/*
 * Continues dialling without blocking. A step that comes early does no harm.
 *
 * out       The connected socket, which the caller closes; written only if 0 is returned.
 *
 * Returns   0 if a socket is connected. The others are closed, and skt_dialer_end need not be called.
 * Errors    SKT_EINPROGRESS  Wait as skt_dialer_wait_for says, then make another step.
 *           SKT_EINVAL       There is no address, or dialling has ended already.
 *           Any other: all attempts have failed. The error is the one that skt_dial_list would return.
 * Calls     ppoll(2) if attempts are in progress, and those of skt_dial_list except its waits.
 * Since     0.1
 */
SKT_API int skt_dialer_step(skt_dialer *d, skt_socket *out);

/*
 * Ends dialling, and closes the sockets of attempts in progress. If dialling has ended already, it does nothing.
 *
 * Calls     close(2) for each attempt in progress.
 * Since     0.1
 */
SKT_API void skt_dialer_end(skt_dialer *d);

/* The most listeners that skt_serve makes. */
#define SKT_SERVE_MOST 16

/* How the listeners of skt_serve bind their addresses. */
enum skt_serve_flags {
    SKT_SERVE_REPLACE = 1,  /* replace the path of a Unix socket on which nothing listens any more */
    SKT_SERVE_V6ONLY = 2,   /* IPv6 sockets accept only IPv6; ":80" then makes two sockets */
    SKT_SERVE_REUSEPORT = 4 /* other sockets may listen at the same address: SKT_SO_REUSEPORT */
};

/* How to serve. skt_serve_plan_init makes one; zero is the default of every field. */
typedef struct skt_serve_plan {
    size_t size;    /* of the structure, set by skt_serve_plan_init */
    int type;       /* SKT_SOCK_STREAM and so on, with any bit that skt_open takes; 0: SKT_SOCK_STREAM */
    int protocol;   /* as for skt_open. SKT_IPPROTO_MPTCP: TCP on systems without it */
    int backlog;    /* as for skt_listen; 0: the system's limit */
    uint32_t flags; /* SKT_SERVE_* */
    uint32_t mode;  /* the mode of a Unix socket's path, such as 0660; 0: determined by the umask */
    /*
     * Called with each new socket before it is bound; may be NULL. It must not bind or close the socket. If the result
     * is negative, skt_serve returns it.
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
 *     ":80", ":http"           every local address, IPv4 and IPv6
 *     "example.org:80"         each address of a name, and "[::1]:80" and the like
 *     "unix:/run/x.sock"       and any other text of skt_addr_parse
 *
 * If one listener fails, none is made. ":80" makes one socket for IPv4 and IPv6 if the system supports this, otherwise
 * two. With port 0 all listeners have the same port, which skt_local_address returns. The IPv6 address of zeros also
 * accepts IPv4, unless the text resolves to several addresses. Streams over IP are bound with skt_reuse_address.
 *
 * A path must not exist. With SKT_SERVE_REPLACE the path of a socket on which nothing listens any more is removed
 * first; other files are never removed. For this the call locks the file PATH.lock, which must be empty, and removes it
 * afterwards. If several processes call it at the same time with SKT_SERVE_REPLACE, one listens and the others fail.
 * Other programs that replace the path must take the same lock. The path remains when the socket is closed.
 *
 * at        The text.
 * plan      How to serve; NULL: the defaults.
 * out       The listeners. Room for SKT_SERVE_MOST is always enough.
 *
 * Returns   The number of listeners, 1 or more.
 * Errors    SKT_EADDRINUSE    Another socket listens at the address, or the path exists.
 *           SKT_EINVAL        The text is not an address, or the plan has unknown flags.
 *           SKT_ERANGE        There are more addresses than max.
 *           SKT_EUNSUPPORTED  The plan has fields that this library does not know, or needs a feature that this system
 *                             lacks.
 *           SKT_EEXIST        PATH.lock is not a lock: it is not empty, or is not a regular file.
 *           SKT_EAI_NONAME and so on: the host or the service was not resolved.
 *           and those of skt_addr_parse, skt_open, skt_bind, skt_listen, prepare, open(2), chmod(2).
 * Calls     For each socket socket(2), setsockopt(2), bind(2), listen(2), and getsockname(2) if the port is 0; those of
 *           getaddrinfo(3) for a name. fchmod(2) and chmod(2) for the mode. To replace, those of the lock: open(2),
 *           flock(2), fstat(2), lstat(2), unlink(2), close(2); and those of the test whether something listens at the
 *           path: lstat(2), socket(2), connect(2), close(2), unlink(2).
 * Windows   A path has no mode. The lock is an open file.
 * Threads   Safe.
 * Since     0.1
 * See       unix(7), ipv6(7)
 */
SKT_API int skt_serve(const char *at, const skt_serve_plan *plan, skt_socket *out, size_t max);

/*
 * Returns the listeners that a service manager has opened for this process, by systemd's protocol.
 *
 * They are in the order in which the service manager passes them; skt_local_address returns the address of each. The
 * call makes all passed descriptors non-inheritable, including those that are not sockets and those for which out has
 * no room.
 *
 * listen_pid  getenv("LISTEN_PID"). NULL: there are none.
 * listen_fds  getenv("LISTEN_FDS"). NULL: there are none.
 * out         The sockets; SKT_INVALID_SOCKET for a descriptor that is not a socket. At most max are written.
 *
 * Returns   The number of descriptors, which may be more than max; 0 if they are for another process.
 * Errors    SKT_EINVAL  A text is not a number.
 *           SKT_EBADF   There are fewer descriptors than listen_fds says.
 * Calls     getpid(2); for each descriptor fcntl(2) up to twice and getsockopt(2).
 * Windows   Always returns 0.
 * Since     0.1
 * See       sd_listen_fds(3)
 */
SKT_API int skt_inherited(const char *listen_pid, const char *listen_fds, skt_socket *out, size_t max);

SKT_END

#endif
