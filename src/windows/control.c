/* SPDX-License-Identifier: MIT */
/*
 * The control data that Winsock has: "WSASendMsg", "LPFN_WSARECVMSG", "IPPROTO_IP socket options", "Winsock
 * timestamping".
 */
#include "control_table.h"

const skt__control_row skt__control_rows[] = {
    SKT__USUAL_CONTROL_ROWS,
    {IPPROTO_IP, IP_TOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_RECVTOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_TCLASS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_RECVTCLASS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    /* Requested by IP_HOPLIMIT, the item arrives as IP_TTL. */
    {IPPROTO_IP, IP_TTL, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {SOL_SOCKET, SO_TIMESTAMP, SKT_CONTROL_TIME, SKT__FORM_COUNTER},
    {0, 0, SKT_CONTROL_RAW, SKT__FORM_NONE},
};

const skt__put_row skt__put_rows[SKT__PEERS][SKT__PUTS] = {SKT__ALL_PUT_ROWS};

/* The level in rows that need an ioctl instead of an option. */
#define BY_IOCTL (-1)

/* The longest payload of any UDP datagram: 65535 less the header of UDP, over IPv6. */
#define COALESCED_MAX 65527

const skt__info_row skt__info_rows[] = {
    {SKT_INFO_LOCAL, SKT__OF_IPV4, IPPROTO_IP, IP_PKTINFO, 1},
    {SKT_INFO_LOCAL, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_PKTINFO, 1},
    {SKT_INFO_TOS, SKT__OF_IPV4, IPPROTO_IP, IP_RECVTOS, 1},
    {SKT_INFO_TOS, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_RECVTCLASS, 1},
    {SKT_INFO_ECN, SKT__OF_IPV4, IPPROTO_IP, IP_ECN, 1},
    {SKT_INFO_ECN, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_ECN, 1},
    {SKT_INFO_HOP_LIMIT, SKT__OF_IPV4, IPPROTO_IP, IP_HOPLIMIT, 1},
    {SKT_INFO_HOP_LIMIT, SKT__OF_IPV6, IPPROTO_IPV6, IPV6_HOPLIMIT, 1},
    {SKT_INFO_SEGMENTS, SKT__OF_IP, IPPROTO_UDP, UDP_RECV_MAX_COALESCED_SIZE, COALESCED_MAX},
    {SKT_INFO_TIME, SKT__OF_IP, BY_IOCTL, (int)SIO_TIMESTAMPING, TIMESTAMPING_FLAG_RX},
    {0, 0, 0, 0, 0},
};

int skt__enable(skt_socket s, const skt__info_row *row)
{
    /* TIMESTAMPING_CONFIG: flags, and how many send timestamps to keep. */
    const int config[2] = {row->value, 0};
    if (row->level == BY_IOCTL) return skt__ioctl(s, (DWORD)row->name, config, sizeof config, NULL, NULL);
    return skt__sockopt_set(s, row->level, row->name, &row->value, sizeof row->value);
}

/* 1970 in FILETIME's units of 100 nanoseconds since 1601. */
#define EPOCH 116444736000000000

/*
 * Converts a timestamp by its age. Software stamps are values of QueryPerformanceCounter, hardware stamps counts of the
 * network card, and nothing tells which one this is: a stamp that is not from the last minute is ignored.
 */
static int64_t time_of(int64_t stamp)
{
    LARGE_INTEGER now, frequency;
    FILETIME time;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    GetSystemTimePreciseAsFileTime(&time);
    int64_t each = frequency.QuadPart, age = now.QuadPart - stamp;
    if (stamp <= 0 || age < 0 || age / each >= 60) return 0;
    int64_t today = ((int64_t)time.dwHighDateTime << 32 | time.dwLowDateTime) - EPOCH;
    return today * 100 - (age / each * SKT_SECONDS(1) + age % each * SKT_SECONDS(1) / each);
}

bool skt__read_own(int form, const unsigned char *data, size_t len, skt_control_item *out)
{
    int64_t stamp;
    if (form == SKT__FORM_COUNTER && len >= sizeof stamp) {
        memcpy(&stamp, data, sizeof stamp);
        out->time = time_of(stamp);
        return true;
    }
    return form == SKT__FORM_PKTINFO && skt__read_pktinfo(data, len, out);
}

size_t skt__write_credentials(const skt_credentials *credentials, unsigned char out[SKT__CREDENTIALS_MAX])
{
    (void)credentials, (void)out;
    return 0;
}
