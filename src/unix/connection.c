/* SPDX-License-Identifier: MIT */
/* Facts about a connection, on Unix. */
#include "native_connection.h"
#include "tcp_info.h"

int skt_tcp_info_get(skt_socket s, skt_tcp_info *out, size_t size)
{
    _Alignas(int64_t) unsigned char theirs[SKT__TCP_INFO_MAX];
    size_t len = sizeof theirs;
    if (!skt__tcp_info_fits(size)) return SKT_EINVAL;
    if (skt__tcp_rows[0].size == 0) return SKT_EUNSUPPORTED;
    int rc = skt__sockopt_get(s, IPPROTO_TCP, skt__tcp_info_name, theirs, &len);
    if (rc == 0) skt__tcp_info_fill(theirs, len, out, size);
    return rc;
}

/* The flags of struct mptcp_info. */
enum { MPTCP_FLAGS = 2, MPTCP_FELL_BACK = 1, MPTCP_HAS_REMOTE_KEY = 2 };

int skt_is_mptcp(skt_socket s)
{
    if (SKT__MPTCP_INFO == 0) return SKT_EUNSUPPORTED;
    uint32_t info[MPTCP_FLAGS + 1] = {0};
    size_t len = sizeof info;
    int rc = skt_protocol(s);
    if (rc != SKT_IPPROTO_MPTCP) return rc < 0 ? rc : 0;
    rc = skt__sockopt_get(s, SKT__SOL_MPTCP, SKT__MPTCP_INFO, info, &len);
    /* A connection that fell back to TCP has only the options of TCP. */
    if (rc < 0) return rc == SKT_EOPNOTSUPP ? 0 : rc;
    return (info[MPTCP_FLAGS] & (MPTCP_FELL_BACK | MPTCP_HAS_REMOTE_KEY)) == MPTCP_HAS_REMOTE_KEY;
}

int skt_peer_credentials(skt_socket s, skt_credentials *out, size_t size)
{
    if (size < sizeof *out) return SKT_EINVAL;
    skt__peer_ids ids = {0};
    int rc = skt__get_peer_ids(s, &ids);
    if (rc < 0) return rc;
    skt_credentials known = {0};
    if (ids.pid > 0) known.has |= SKT_HAS_PID, known.pid = ids.pid;
    if (ids.uid != (uid_t)-1) known.has |= SKT_HAS_UID, known.uid = ids.uid;
    if (ids.gid != (gid_t)-1) known.has |= SKT_HAS_GID, known.gid = ids.gid;
    if (known.has == 0) return SKT_ENOTCONN;
    memset(out, 0, size);
    *out = known;
    return 0;
}

int skt_peer_pidfd(skt_socket s, skt_file *out)
{
    if (SKT__SO_PEERPIDFD == 0) return SKT_EUNSUPPORTED;
    return skt__sockopt_get_int(s, SOL_SOCKET, SKT__SO_PEERPIDFD, out);
}

static int64_t count_by(skt_socket s, unsigned long code)
{
    int count = 0;
    if (code == 0) return SKT_EUNSUPPORTED;
    return ioctl(s, (skt__ioctl_code)code, &count) < 0 ? skt__socket_code() : count;
}

int64_t skt_unsent_bytes(skt_socket s)
{
    return count_by(s, SKT__UNSENT);
}

int64_t skt_unacked_bytes(skt_socket s)
{
    int count = 0;
    if (SKT__SO_NWRITE < 0) return count_by(s, SKT__UNACKED);
    int rc = skt__sockopt_get_int(s, SOL_SOCKET, SKT__SO_NWRITE, &count);
    return rc < 0 ? rc : count;
}

int64_t skt_unread_bytes(skt_socket s)
{
    return count_by(s, FIONREAD);
}
