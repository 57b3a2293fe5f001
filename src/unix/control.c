/* SPDX-License-Identifier: MIT */
/* The control data that Unix-likes have: cmsg(3), ip(7), ipv6(7), socket(7). */
#include "control_table.h"

const skt__control_row skt__control_rows[] = {
    SKT__USUAL_CONTROL_ROWS,
    {SOL_SOCKET, SO_RXQ_OVFL, SKT_CONTROL_DROPS, SKT__FORM_INT},
    {SOL_SOCKET, SKT__SO_TIMESTAMPNS_OLD, SKT_CONTROL_TIME, SKT__FORM_TIMESPEC},
    {SOL_SOCKET, SKT__SO_TIMESTAMPING_OLD, SKT_CONTROL_TIME, SKT__FORM_TIMESTAMPS},
    {SOL_SOCKET, SKT__SO_TIMESTAMP_OLD, SKT_CONTROL_TIME, SKT__FORM_TIMEVAL},
    {SOL_SOCKET, SKT__SO_TIMESTAMPNS_NEW, SKT_CONTROL_TIME, SKT__FORM_TIMESPEC},
    {SOL_SOCKET, SKT__SO_TIMESTAMPING_NEW, SKT_CONTROL_TIME, SKT__FORM_TIMESTAMPS},
    {SOL_SOCKET, SKT__SO_TIMESTAMP_NEW, SKT_CONTROL_TIME, SKT__FORM_TIMEVAL},
    {SOL_SOCKET, SCM_REALTIME, SKT_CONTROL_TIME, SKT__FORM_TIMESPEC},
    {IPPROTO_IP, IP_RECVDSTADDR, SKT_CONTROL_LOCAL, SKT__FORM_IN_ADDR},
    {IPPROTO_IP, IP_RECVIF, SKT_CONTROL_LOCAL, SKT__FORM_LINK},
    /* FreeBSD uses the number of the option as the type of the item. */
    {IPPROTO_IP, IP_RECVTOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_TTL, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_RECVTTL, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_ORIGDSTADDR, SKT_CONTROL_ORIGINAL, SKT__FORM_SOCKADDR},
    {IPPROTO_IPV6, IPV6_ORIGDSTADDR, SKT_CONTROL_ORIGINAL, SKT__FORM_SOCKADDR},
    {IPPROTO_IP, SKT__IP_RECVERR, SKT_CONTROL_ERROR, SKT__FORM_ERROR},
    {IPPROTO_IPV6, SKT__IPV6_RECVERR, SKT_CONTROL_ERROR, SKT__FORM_ERROR},
    {SOL_SOCKET, SCM_TIMESTAMPING_PKTINFO, SKT_CONTROL_TIME_SOURCE, SKT__FORM_TIME_SOURCE},
    {SOL_SOCKET, SO_MARK, SKT_CONTROL_MARK, SKT__FORM_INT},
    {SOL_SOCKET, SCM_RIGHTS, SKT_CONTROL_HANDLES, SKT__FORM_HANDLES},
    {SOL_SOCKET, SKT__SCM_CREDENTIALS, SKT_CONTROL_CREDENTIALS, SKT__FORM_CREDENTIALS},
    {SOL_SOCKET, SCM_PIDFD, SKT_CONTROL_PIDFD, SKT__FORM_HANDLES},
    {SOL_SOCKET, SCM_SECURITY, SKT_CONTROL_SECURITY, SKT__FORM_TEXT},
    {IPPROTO_TCP, SKT__TCP_CM_INQ, SKT_CONTROL_INQ, SKT__FORM_INT},
    {SOL_SOCKET, SCM_INQ, SKT_CONTROL_INQ, SKT__FORM_INT},
    {SKT__SOL_TLS, SKT__TLS_GET_RECORD_TYPE, SKT_CONTROL_TLS_RECORD, SKT__FORM_BYTE},
    {0, 0, SKT_CONTROL_RAW, SKT__FORM_NONE},
};

const skt__put_row skt__put_rows[SKT__PEERS][SKT__PUTS] = {SKT__ALL_PUT_ROWS};

/* SOF_TIMESTAMPING_*: headers may lack some. */
enum {
    RX_HARDWARE = 1 << 2,
    SOFTWARE = 1 << 4,
    RAW_HARDWARE = 1 << 6,
    OPT_ID = 1 << 7,
};

const skt__info_row skt__info_rows[] = {
    {SKT_INFO_LOCAL, SKT__OF_IPV4, IPPROTO_IP, IP_RECVPKTINFO, 1},
    {SKT_INFO_LOCAL, SKT__OF_IPV4, IPPROTO_IP, IP_RECVDSTADDR, 1},
    {SKT_INFO_LOCAL, SKT__OF_IPV4, IPPROTO_IP, IP_RECVIF, 1},
    {SKT_INFO_LOCAL, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1},
    {SKT_INFO_TOS, SKT__OF_IPV4, IPPROTO_IP, IP_RECVTOS, 1},
    {SKT_INFO_TOS, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_RECVTCLASS, 1},
    {SKT_INFO_ECN, SKT__OF_IPV4, IPPROTO_IP, IP_RECVTOS, 1},
    {SKT_INFO_ECN, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_RECVTCLASS, 1},
    {SKT_INFO_HOP_LIMIT, SKT__OF_IPV4, IPPROTO_IP, IP_RECVTTL, 1},
    {SKT_INFO_HOP_LIMIT, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1},
    {SKT_INFO_DROPS, SKT__OF_IP, SOL_SOCKET, SO_RXQ_OVFL, 1},
    {SKT_INFO_ORIGINAL, SKT__OF_IPV4, IPPROTO_IP, SKT__IP_RECVORIGDSTADDR, 1},
    {SKT_INFO_ORIGINAL, SKT__OF_IPV6, IPPROTO_IPV6, SKT__IPV6_RECVORIGDSTADDR, 1},
    {SKT_INFO_SEGMENTS, SKT__OF_IP, SKT__SOL_UDP, SKT__UDP_GRO, 1},
    {SKT_INFO_ERRORS, SKT__OF_IPV4, IPPROTO_IP, SKT__IP_RECVERR, 1},
    {SKT_INFO_ERRORS, SKT__OF_IPV6, IPPROTO_IPV6, SKT__IPV6_RECVERR, 1},
    {SKT_INFO_TIME, SKT__OF_ALL, SOL_SOCKET, SKT__SO_TIME, 1},
    {SKT_INFO_HARDWARE_TIME, SKT__OF_IP, SOL_SOCKET, SO_TIMESTAMPING, RX_HARDWARE | RAW_HARDWARE},
    {SKT_INFO_KEY, SKT__OF_IP, SOL_SOCKET, SO_TIMESTAMPING, OPT_ID | SOFTWARE},
    {0, 0, 0, 0, 0},
};

int skt__enable(skt_socket s, const skt__info_row *row)
{
    int value = 0;
    if (row->name == SKT__NO_SUCH) return SKT_EUNSUPPORTED;
    /* The only option whose value is flags. Newer kernels return a structure that begins with them. */
    if (row->name == SO_TIMESTAMPING && row->level == SOL_SOCKET) {
        int now[2] = {0, 0};
        size_t len = sizeof now;
        int rc = skt__sockopt_get(s, row->level, row->name, now, &len);
        if (rc < 0) return rc;
        value = now[0];
    }
    value |= row->value;
    return skt__sockopt_set(s, row->level, row->name, &value, sizeof value);
}

/* Returns 0 if the time is invalid or too large. */
static int64_t nanoseconds(int64_t seconds, int64_t parts, int64_t unit)
{
    const int64_t most = INT64_MAX / SKT_SECONDS(1) - 1;
    if (seconds > most || seconds < -most || parts < 0 || parts >= SKT_SECONDS(1) / unit) return 0;
    return seconds * SKT_SECONDS(1) + parts * unit;
}

/* A timeval or timespec, with fields of 32 or 64 bits. */
static bool read_time(const unsigned char *data, size_t len, int64_t unit, int64_t *out)
{
    if (len == 2 * sizeof(int32_t)) {
        int32_t narrow[2];
        memcpy(narrow, data, sizeof narrow);
        *out = nanoseconds(narrow[0], narrow[1], unit);
        return true;
    }
    int64_t wide[2];
    int32_t part;
    if (len < sizeof wide) return false;
    memcpy(wide, data, sizeof wide);
    /* On some systems tv_usec has 32 bits beside a 64-bit tv_sec, and the padding behind it is not zero. */
    memcpy(&part, data + sizeof wide[0], sizeof part);
    bool is_narrow = sizeof(((struct timeval *)0)->tv_usec) == sizeof part && unit != 1 && sizeof(long) == 8;
    *out = nanoseconds(wide[0], is_narrow ? part : wide[1], unit);
    return true;
}

static bool read_times(const unsigned char *data, size_t len, skt_control_item *out)
{
    size_t each = len >= 3 * 2 * sizeof(int64_t) ? 2 * sizeof(int64_t) : 2 * sizeof(int32_t);
    if (len < 3 * each) return false;
    return read_time(data, each, 1, &out->time) && read_time(data + 2 * each, each, 1, &out->hardware_time);
}

/* Linux's struct sock_extended_err. */
static bool read_error(const unsigned char *data, size_t len, skt_control_item *out)
{
    uint32_t code, info[2];
    if (len < 16) return false;
    memcpy(&code, data, sizeof code);
    memcpy(info, data + 8, sizeof info);
    out->error.error = (int)code;
    out->error.origin = data[4];
    out->error.icmp_type = data[5];
    out->error.icmp_code = data[6];
    out->error.info = info[0];
    out->error.data = info[1];
    return true;
}

static bool read_time_source(const unsigned char *data, size_t len, skt_control_item *out)
{
    if (len < sizeof out->source) return false;
    memcpy(&out->source, data, sizeof out->source);
    return true;
}

bool skt__read_own(int form, const unsigned char *data, size_t len, skt_control_item *out)
{
    switch (form) {
    case SKT__FORM_PKTINFO: return skt__read_pktinfo(data, len, out);
    case SKT__FORM_LINK: return skt__read_link(data, len, out);
    case SKT__FORM_TIMEVAL: return read_time(data, len, 1000, &out->time);
    case SKT__FORM_TIMESPEC: return read_time(data, len, 1, &out->time);
    case SKT__FORM_TIMESTAMPS: return read_times(data, len, out);
    case SKT__FORM_TIME_SOURCE: return read_time_source(data, len, out);
    case SKT__FORM_CREDENTIALS: return skt__read_credentials(data, len, &out->credentials);
    case SKT__FORM_ERROR: return read_error(data, len, out);
    default: return false;
    }
}

size_t skt__write_credentials(const skt_credentials *credentials, unsigned char out[SKT__CREDENTIALS_MAX])
{
    return skt__write_ucred(credentials, out);
}
