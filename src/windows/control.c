/* SPDX-License-Identifier: MIT */
/* The control data that Winsock has: "WSASendMsg", "LPFN_WSARECVMSG", "IPPROTO_IP socket options". */
#include "control_table.h"

const skt__control_row skt__control_rows[] = {
    {IPPROTO_IP, IP_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO},
    {IPPROTO_IP, IP_ECN, SKT_CONTROL_ECN, SKT__FORM_INT},
    {IPPROTO_IPV6, IPV6_PKTINFO, SKT_CONTROL_LOCAL, SKT__FORM_PKTINFO6},
    {IPPROTO_IPV6, IPV6_ECN, SKT_CONTROL_ECN, SKT__FORM_INT},
    {IPPROTO_UDP, UDP_COALESCED_INFO, SKT_CONTROL_SEGMENT_SIZE, SKT__FORM_INT},
    {IPPROTO_IP, IP_TOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_RECVTOS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_TCLASS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_RECVTCLASS, SKT_CONTROL_TOS, SKT__FORM_INT_OR_BYTE},
    /* Asked for by the one, it comes as the other. */
    {IPPROTO_IP, IP_TTL, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IP, IP_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {IPPROTO_IPV6, IPV6_HOPLIMIT, SKT_CONTROL_HOP_LIMIT, SKT__FORM_INT_OR_BYTE},
    {0, 0, SKT_CONTROL_RAW, SKT__FORM_NONE},
};

/* The same for both families. */
#define BOTH(level, type, form) \
    {                           \
        {level, type, form},    \
        {                       \
            level, type, form   \
        }                       \
    }

const skt__put_row skt__put_rows[SKT__PUTS][SKT__PEERS] = {
    [SKT__PUT_LOCAL] = {{IPPROTO_IP, IP_PKTINFO, SKT__FORM_PKTINFO}, {IPPROTO_IPV6, IPV6_PKTINFO, SKT__FORM_PKTINFO6}},
    [SKT__PUT_TOS] = {{IPPROTO_IP, IP_TOS, SKT__FORM_INT}, {IPPROTO_IPV6, IPV6_TCLASS, SKT__FORM_INT}},
    [SKT__PUT_ECN] = {{IPPROTO_IP, IP_ECN, SKT__FORM_INT}, {IPPROTO_IPV6, IPV6_ECN, SKT__FORM_INT}},
    [SKT__PUT_HOP_LIMIT] = {{IPPROTO_IP, IP_HOPLIMIT, SKT__FORM_INT}, {IPPROTO_IPV6, IPV6_HOPLIMIT, SKT__FORM_INT}},
    [SKT__PUT_DONT_FRAGMENT] = {{IPPROTO_IP, IP_DONTFRAGMENT, SKT__FORM_INT},
                                {IPPROTO_IPV6, IPV6_DONTFRAG, SKT__FORM_INT}},
    [SKT__PUT_SEGMENT_SIZE] = BOTH(IPPROTO_UDP, UDP_SEND_MSG_SIZE, SKT__FORM_INT),
};

/* What one receive may bring, less the headers. */
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
    {0, 0, 0, 0, 0},
};

int skt__enable(skt_socket s, const skt__info_row *row)
{
    return skt__sockopt_set(s, row->level, row->name, &row->value, sizeof row->value);
}

bool skt__read_own(int form, const unsigned char *data, size_t len, skt_control_item *out)
{
    IN_PKTINFO info;
    if (form != SKT__FORM_PKTINFO || len < sizeof info) return false;
    memcpy(&info, data, sizeof info);
    out->local.family = AF_INET;
    memcpy(out->local.ip, &info.ipi_addr, sizeof info.ipi_addr);
    out->local.interface_index = info.ipi_ifindex;
    return true;
}

size_t skt__write_local(int form, const skt_local *local, unsigned char out[SKT__LOCAL_MAX])
{
    (void)form;
    IN_PKTINFO info = {.ipi_ifindex = local->interface_index};
    if (local->family) memcpy(&info.ipi_addr, local->ip, sizeof info.ipi_addr);
    memcpy(out, &info, sizeof info);
    return sizeof info;
}

size_t skt__write_credentials(const skt_credentials *credentials, unsigned char out[SKT__CREDENTIALS_MAX])
{
    (void)credentials, (void)out;
    return 0;
}
