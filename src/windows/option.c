/* SPDX-License-Identifier: MIT */
/* Options that are not simply a value of setsockopt and getsockopt. */
#include "native_option.h"
#include "option/row.h"

int skt_ports_reserve(skt_socket s, uint16_t first, uint16_t count, uint16_t *first_out, uint64_t *token_out)
{
    INET_PORT_RANGE range = {.StartPort = htons(first), .NumberOfPorts = count};
    struct {
        INET_PORT_RANGE ports;
        ULONG64 token;
    } given; /* INET_PORT_RESERVATION_INSTANCE, whose members have different names in different headers */
    size_t len = sizeof given;
    int rc = skt__ioctl(s, SIO_ACQUIRE_PORT_RESERVATION, &range, sizeof range, &given, &len);
    if (rc < 0) return rc;
    *first_out = ntohs(given.ports.StartPort);
    *token_out = given.token;
    return 0;
}

/* Copies as much of a value as fits. */
static int give(const void *value, size_t len, void *out, size_t *len_io)
{
    if (len < *len_io) *len_io = len;
    memcpy(out, value, *len_io);
    return 0;
}

static int get_family(skt_socket s, void *out, size_t *len_io)
{
    WSAPROTOCOL_INFOW info;
    int rc = skt__protocol_info(s, &info);
    return rc < 0 ? rc : give(&info.iAddressFamily, sizeof info.iAddressFamily, out, len_io);
}

static int get_protocol(skt_socket s, void *out, size_t *len_io)
{
    WSAPROTOCOL_INFOW info;
    int rc = skt__protocol_info(s, &info);
    return rc < 0 ? rc : give(&info.iProtocol, sizeof info.iProtocol, out, len_io);
}

/* Asks for the newest version of the structure that fits; Windows 10 before 1809 has only the first. */
static int get_tcp_info(skt_socket s, void *out, size_t *len_io)
{
    size_t room = *len_io;
    DWORD version = room >= sizeof(TCP_INFO_v1);
    int rc = skt__ioctl(s, SIO_TCP_INFO, &version, sizeof version, out, len_io);
    if (rc == 0 || version == 0) return rc;
    version = 0;
    *len_io = room;
    return skt__ioctl(s, SIO_TCP_INFO, &version, sizeof version, out, len_io);
}

static int (*const getters[])(skt_socket s, void *out, size_t *len_io) = {
    [SKT__GET_FAMILY] = get_family,
    [SKT__GET_PROTOCOL] = get_protocol,
    [SKT__GET_TCP_INFO] = get_tcp_info,
};

/* The error for an option that cannot be read, or cannot be set: that of an invalid socket, else SKT_ENOPROTOOPT. */
static int refuse(skt_socket s)
{
    int type = skt_type(s);
    return type < 0 ? type : SKT_ENOPROTOOPT;
}

/* Ignores a length of 0, which SIO_AF_UNIX_GETPEERPID reports although it has written the pid. */
static int get_by_ioctl(skt_socket s, const skt__option_row *row, void *out, size_t *len_io)
{
    size_t len = *len_io;
    int rc = skt__ioctl(s, skt__code_of(row), NULL, 0, out, &len);
    if (rc == 0 && len > 0) *len_io = len;
    return rc;
}

int skt__option_call(skt_socket s, const skt__option_row *row, const void *value, void *out, size_t *len_io)
{
    /* Bluetooth's option numbers have bit 31 set, which does not fit into a row. */
    if (skt__via_of(row) == SKT__VIA_CALL && row->level == SOL_RFCOMM) {
        int name = (int)(0x80000000 | (unsigned)row->name);
        return out ? skt__sockopt_get(s, SOL_RFCOMM, name, out, len_io)
                   : skt__sockopt_set(s, SOL_RFCOMM, name, value, *len_io);
    }
    if (skt__via_of(row) == SKT__VIA_CALL) return out ? getters[row->name](s, out, len_io) : refuse(s);
    /* The ioctl's code tells whether it reads or writes. */
    DWORD code = skt__code_of(row);
    if (!(code & (out ? IOC_OUT : IOC_IN))) return refuse(s);
    return out ? get_by_ioctl(s, row, out, len_io) : skt__ioctl(s, code, value, *len_io, NULL, NULL);
}

/* For Windows before 10 1709, which has no option for either time, only an ioctl that sets both. */
int skt__set_both_keepalive_times(skt_socket s, skt_duration idle, skt_duration interval)
{
    int64_t unit = SKT_MILLISECONDS(1);
    int64_t idle_ms = idle / unit + (idle % unit != 0), interval_ms = interval / unit + (interval % unit != 0);
    if (idle_ms > UINT32_MAX || interval_ms > UINT32_MAX) return SKT_ERANGE;
    struct tcp_keepalive both = {.onoff = 1, .keepalivetime = (ULONG)idle_ms, .keepaliveinterval = (ULONG)interval_ms};
    return skt__ioctl(s, SIO_KEEPALIVE_VALS, &both, sizeof both, NULL, NULL);
}

int skt__set_group_sources(skt_socket s, const skt__group_sources *sources)
{
    return skt__ioctl(s, SKT__SIOCSMSFILTER, sources, skt__group_sources_size(sources), NULL, NULL);
}

int skt__get_group_sources(skt_socket s, skt__group_sources *io)
{
    size_t len = skt__group_sources_size(io);
    return skt__ioctl(s, SKT__SIOCGMSFILTER, io, len, io, &len);
}

int skt_ioctl(skt_socket s, uint32_t code, const void *in, size_t in_len, void *out, size_t out_size, size_t *out_len)
{
    size_t len = out_size;
    if (in_len > UINT32_MAX || out_size > UINT32_MAX) return SKT_ERANGE;
    int rc = skt__ioctl(s, code, in, in_len, out, out ? &len : NULL);
    if (rc < 0) return rc;
    if (out_len) *out_len = out ? len : 0;
    return 0;
}
