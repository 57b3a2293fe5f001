/* SPDX-License-Identifier: MIT */
/* For connection.c: the peer's credentials and unsent bytes on each Unix-like. */
#ifndef SKT_UNIX_NATIVE_CONNECTION_H
#define SKT_UNIX_NATIVE_CONNECTION_H

#include "sys.h"

#include <sys/ioctl.h>

#if defined(__FreeBSD__)
#include <sys/ucred.h>
#elif defined(__sun)
#include <sys/filio.h>
#include <ucred.h>
#endif

/* The peer's process and users. Unknown ids are -1; an unknown pid may also be 0. */
typedef struct skt__peer_ids {
    int64_t pid;
    uid_t uid;
    gid_t gid;
} skt__peer_ids;

#if defined(__linux__) || defined(__CYGWIN__) || defined(__OpenBSD__)
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
#if defined(__OpenBSD__)
    struct sockpeercred ids;
#else
    struct ucred ids;
#endif
    size_t len = sizeof ids;
    int rc = skt__sockopt_get(s, SOL_SOCKET, SO_PEERCRED, &ids, &len);
    if (rc == 0) *out = (skt__peer_ids){.pid = ids.pid, .uid = ids.uid, .gid = ids.gid};
    return rc;
}
#elif defined(__NetBSD__)
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
    struct unpcbid ids;
    size_t len = sizeof ids;
    int rc = skt__sockopt_get(s, SOL_LOCAL, LOCAL_PEEREID, &ids, &len);
    if (rc == 0) *out = (skt__peer_ids){.pid = ids.unp_pid, .uid = ids.unp_euid, .gid = ids.unp_egid};
    return rc;
}
#elif defined(__FreeBSD__)
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
    struct xucred ids;
    size_t len = sizeof ids;
    int rc = skt__sockopt_get(s, SOL_LOCAL, LOCAL_PEERCRED, &ids, &len);
    if (rc == 0) *out = (skt__peer_ids){.pid = ids.cr_pid, .uid = ids.cr_uid, .gid = ids.cr_gid};
    return rc;
}
#elif defined(__APPLE__) || defined(__DragonFly__) || defined(_AIX)
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
    pid_t pid = 0;
    if (getpeereid(s, &out->uid, &out->gid) < 0) return skt__socket_code();
#if defined(LOCAL_PEERPID)
    size_t len = sizeof pid;
    int rc = skt__sockopt_get(s, SOL_LOCAL, LOCAL_PEERPID, &pid, &len);
    if (rc < 0) return rc;
#endif
    out->pid = pid;
    return 0;
}
#elif defined(__sun)
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
    ucred_t *ids = NULL;
    if (getpeerucred(s, &ids) < 0) return skt__socket_code();
    *out = (skt__peer_ids){.pid = ucred_getpid(ids), .uid = ucred_geteuid(ids), .gid = ucred_getegid(ids)};
    ucred_free(ids);
    return 0;
}
#else
static inline int skt__get_peer_ids(int s, skt__peer_ids *out)
{
    (void)s, (void)out;
    return SKT_EUNSUPPORTED;
}
#endif

/* Linux's numbers, which headers may lack; 0 on other systems. */
#if !defined(__linux__)
#define SKT__SO_PEERPIDFD 0
#elif defined(SO_PEERPIDFD)
#define SKT__SO_PEERPIDFD SO_PEERPIDFD
#elif defined(__hppa__)
#define SKT__SO_PEERPIDFD 0x404b
#elif defined(__sparc__)
#define SKT__SO_PEERPIDFD 0x56
#else
#define SKT__SO_PEERPIDFD 77
#endif

#if defined(__linux__)
#define SKT__SOL_MPTCP  284
#define SKT__MPTCP_INFO 1
#define SKT__UNSENT     0x894b /* SIOCOUTQNSD */
#define SKT__UNACKED    TIOCOUTQ
#else
#define SKT__SOL_MPTCP  0
#define SKT__MPTCP_INFO 0
#define SKT__UNSENT     0
#if defined(FIONWRITE)
#define SKT__UNACKED FIONWRITE
#else
#define SKT__UNACKED 0
#endif
#endif

/* Apple's systems return unacknowledged bytes by an option instead of an ioctl; -1 on others. */
#if defined(SO_NWRITE)
#define SKT__SO_NWRITE SO_NWRITE
#else
#define SKT__SO_NWRITE (-1)
#endif

#endif
