/* SPDX-License-Identifier: MIT */
/*
 * The option table of a system that does not exist: it stores values in forms that Linux does not have, binds to
 * devices as Apple does and lacks most options. The rows are options of Linux that accept any value.
 */
#include "option/table.h"

const skt__option_row skt__option_table[SKT__OPTION_ROWS] = {
    ROW(SO_KEEPALIVE, SOL_SOCKET, INT),
    SPAN(TCP_KEEPIDLE, IPPROTO_TCP, TCP_USER_TIMEOUT, UINT, MILLISECOND),
    ROW(IP_MULTICAST_LOOP, IPPROTO_IP, U8),
    ROW(IP_MULTICAST_TTL, IPPROTO_IP, U8),
    ROW_AS(IP_BOUND_IF, SOL_SOCKET, SO_BINDTOIFINDEX, INT),
    ROW_AS(IPV6_BOUND_IF, IPPROTO_IPV6, IPV6_MULTICAST_IF, INT),
    ROW_AS(DCCP_SOCKOPT_SERVICE, SOL_SOCKET, SO_INCOMING_CPU, BE32),
    ROW_AS(DCCP_SOCKOPT_CCID, IPPROTO_IP, IP_MULTICAST_IF, BYTES),
    ROW_AS(DCCP_SOCKOPT_AVAILABLE_CCIDS, IPPROTO_IP, IP_MULTICAST_IF, BYTES),
    CALL(SO_PEERCRED_HANDSHAKE, IPPROTO_IP, IP_RECVTOS, INT),
};

const int skt__membership_table[SKT__MEMBERSHIP_FORMS][SKT__MEMBERSHIP_VERBS] = {
    [SKT__V4_BY_ADDRESS] = {IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP},
};
