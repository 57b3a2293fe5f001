/* SPDX-License-Identifier: MIT */
/*
 * WSAIoctl and ioctlsocket: rows for control codes that are only recorded, functions for those that return data, and
 * the extension functions by their identifiers. Sizes and versions are from "Winsock IOCTLs", Microsoft.
 */
#include "kernel.h"

enum sockets { ANY, TCP, UDP };

/* Control codes that take a value, which is recorded. */
static const struct taken {
    DWORD code, size;
    enum sockets sockets;
    bool before_bind;
} takes[] = {
    {SIO_LOOPBACK_FAST_PATH, sizeof(DWORD), TCP, false},
    {SIO_TCP_INITIAL_RTO, sizeof(TCP_INITIAL_RTO_PARAMETERS), TCP, false},
    {SIO_TCP_SET_ACK_FREQUENCY, sizeof(TCP_ACK_FREQUENCY_PARAMETERS), TCP, false},
    {SIO_KEEPALIVE_VALS, sizeof(struct tcp_keepalive), TCP, false},
    {STANDIN_SIO_TIMESTAMPING, 8, UDP, false},
    {SIO_UDP_CONNRESET, sizeof(BOOL), UDP, false},
    {STANDIN_SIO_CPU_AFFINITY, sizeof(USHORT), ANY, false},
    {STANDIN_SIO_UDP_NETRESET, sizeof(BOOL), UDP, false},
    {SIO_ASSOCIATE_PORT_RESERVATION, sizeof(INET_PORT_RESERVATION_TOKEN), ANY, true},
    {SIO_RELEASE_PORT_RESERVATION, sizeof(INET_PORT_RESERVATION_TOKEN), ANY, false},
};

typedef struct request {
    const void *in;
    void *out;
    DWORD in_size, out_size;
    DWORD *returned;
} request;

static int answer(const request *r, const void *value, DWORD size)
{
    if (r->out == NULL || r->out_size < size) return refuse(WSAEFAULT);
    memcpy(r->out, value, size);
    *r->returned = size;
    return 0;
}

static int take(SOCKET s, endpoint *e, const struct taken *row, const request *r)
{
    bool fits = row->sockets == ANY || (row->sockets == TCP ? is_stream(e) : e->type == SOCK_DGRAM);
    if (row->code == STANDIN_SIO_TIMESTAMPING && standin.build < 20348) fits = false;
    if (!fits || is_unix(e)) return refuse(WSAEOPNOTSUPP);
    if (r->in == NULL || r->in_size < row->size) return refuse(WSAEFAULT);
    if (row->before_bind && is_bound(s)) return refuse(WSAEINVAL);
    BOOL on = *(const unsigned char *)r->in != 0;
    /* TIMESTAMPING_CONFIG, whose first bit is for receiving. */
    if (row->code == STANDIN_SIO_TIMESTAMPING) e->stamps = (*(const unsigned char *)r->in & 1) != 0;
    if (row->code == SIO_UDP_CONNRESET) e->told[0] = on;
    if (row->code == STANDIN_SIO_UDP_NETRESET) e->told[1] = on;
    return 0;
}

/* What Windows 11 adds: OutOfOrderPktsIn, EcnNegotiated, EceAcksIn, PtoEpisodes. */
typedef struct tcp_info_v2 {
    TCP_INFO_v1 v1;
    ULONG added[4];
} tcp_info_v2;

/* Each field holds its own index, to detect misplaced fields. */
static int tcp_info(SOCKET s, const endpoint *e, const request *r)
{
    static const DWORD sizes[] = {sizeof(TCP_INFO_v0), sizeof(TCP_INFO_v1), sizeof(tcp_info_v2)};
    DWORD version, newest = standin.build >= STANDIN_11 ? 2 : standin.build >= 17763 ? 1 : 0;
    tcp_info_v2 info = {.added = {29, 1, 31, 32}};
    info.v1 = (TCP_INFO_v1){.State = TCPSTATE_ESTABLISHED,
                            .Mss = 65483,
                            .ConnectionTimeMs = 3,
                            .RttUs = 5,
                            .MinRttUs = 6,
                            .BytesInFlight = 7,
                            .Cwnd = 8,
                            .SndWnd = 9,
                            .RcvWnd = 10,
                            .RcvBuf = 11,
                            .BytesOut = 12,
                            .BytesIn = 13,
                            .BytesReordered = 14,
                            .BytesRetrans = 15,
                            .SynRetrans = 19,
                            .SndLimTransRwin = 20,
                            .SndLimTimeRwin = 21,
                            .SndLimBytesSnd = 28};
    if (!is_stream(e) || is_unix(e) || standin.build < 15063) return refuse(WSAEOPNOTSUPP);
    if (r->in == NULL || r->in_size < sizeof version) return refuse(WSAEFAULT);
    memcpy(&version, r->in, sizeof version);
    if (version > newest) return refuse(WSAEOPNOTSUPP);
    if (port_of(s, getpeername) == 0) info.v1.State = TCPSTATE_CLOSED;
    return answer(r, &info, sizes[version]);
}

/* The answer is right, but its length is reported as 0 (microsoft/WSL issue 4676). */
static int peer_pid(SOCKET s, const endpoint *e, const request *r)
{
    if (!is_unix(e)) return refuse(WSAEOPNOTSUPP);
    if (port_of(s, getpeername) == 0) return refuse(WSAENOTCONN);
    int rc = answer(r, &e->peer_pid, sizeof e->peer_pid);
    *r->returned = 0;
    return rc;
}

/* INET_PORT_RESERVATION_INSTANCE, which mingw-w64 10 has only in C++. */
static int reserve_ports(const request *r)
{
    static ULONG64 token = 0x8000000100000000U;
    struct {
        INET_PORT_RANGE ports;
        ULONG64 token;
    } instance = {0};
    if (r->in == NULL || r->in_size < sizeof instance.ports) return refuse(WSAEFAULT);
    memcpy(&instance.ports, r->in, sizeof instance.ports);
    instance.token = ++token;
    if (instance.ports.StartPort == 0) instance.ports.StartPort = htons(50000);
    return answer(r, &instance, sizeof instance);
}

/*
 * All sources of a group, of which the last that were set are known: those that there is room for, and how many they
 * are.
 */
typedef struct sources {
    ULONG interface_index;
    SOCKADDR_STORAGE group;
    ULONG mode, count;
    SOCKADDR_STORAGE list[8];
} sources;
static sources filter;

static int set_filter(const endpoint *e, const request *r)
{
    if (e->type != SOCK_DGRAM) return refuse(WSAEOPNOTSUPP);
    if (r->in == NULL || r->in_size < offsetof(sources, list) || r->in_size > sizeof filter) return refuse(WSAEFAULT);
    filter = (sources){.count = 0};
    memcpy(&filter, r->in, r->in_size);
    bool whole = r->in_size == offsetof(sources, list) + filter.count * sizeof filter.list[0];
    return whole && filter.mode <= 1 ? 0 : refuse(WSAEINVAL);
}

static int get_filter(const endpoint *e, const request *r)
{
    sources asked;
    if (e->type != SOCK_DGRAM) return refuse(WSAEOPNOTSUPP);
    if (r->in == NULL || r->in_size < offsetof(sources, list) || r->in_size > sizeof asked) return refuse(WSAEFAULT);
    memcpy(&asked, r->in, r->in_size);
    bool same = asked.interface_index == filter.interface_index &&
                memcmp(&asked.group, &filter.group, sizeof filter.group) == 0;
    return same ? answer(r, &filter, r->in_size) : refuse(WSAEADDRNOTAVAIL);
}

/* The extension functions of the stand-in, by identifier and name. */
static const struct extension {
    const char *name;
    GUID id;
    any_function function;
} extensions[] = {
    {"ConnectEx", WSAID_CONNECTEX, (any_function)standin_ConnectEx},
    {"TransmitFile", WSAID_TRANSMITFILE, (any_function)standin_TransmitFile},
    {"WSARecvMsg", WSAID_WSARECVMSG, (any_function)standin_WSARecvMsg},
    {"WSASendMsg", WSAID_WSASENDMSG, (any_function)standin_WSASendMsg},
};

any_function real_extension(const GUID *which)
{
    any_function found = NULL;
    DWORD bytes;
    SOCKET s = own_socket(AF_INET, SOCK_STREAM);
    GUID id = *which;
    WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &id, sizeof id, (void *)&found, sizeof found, &bytes, NULL, NULL);
    closesocket(s);
    return found;
}

static int find_extension(const request *r)
{
    if (r->in == NULL || r->in_size < sizeof(GUID)) return refuse(WSAEFAULT);
    for (size_t i = 0; i < COUNT_OF(extensions); i++) {
        if (memcmp(r->in, &extensions[i].id, sizeof(GUID)) != 0) continue;
        bool absent = standin.absent_extension != NULL && strcmp(standin.absent_extension, extensions[i].name) == 0;
        if (!absent) return answer(r, (const void *)&extensions[i].function, sizeof extensions[i].function);
    }
    return refuse(WSAEINVAL);
}

/* A socket cannot be made blocking during an event selection (WSAEventSelect, Microsoft). */
int set_mode(SOCKET s, endpoint *e, bool nonblocking)
{
    u_long on = nonblocking;
    if (!nonblocking && e != NULL && e->events != 0) return refuse(WSAEINVAL);
    int rc = ioctlsocket(s, (long)FIONBIO, &on);
    if (rc == 0 && e != NULL) e->nonblocking = nonblocking;
    return rc;
}

int WSAAPI standin_ioctlsocket(SOCKET s, long code, u_long *value)
{
    if (fails("ioctlsocket", s, 0, (unsigned long)code, value, sizeof *value)) return SOCKET_ERROR;
    return code == (long)FIONBIO ? set_mode(s, endpoint_of(s), *value != 0) : ioctlsocket(s, code, value);
}

int WSAAPI standin_WSAIoctl(SOCKET s, DWORD code, void *in, DWORD in_size, void *out, DWORD out_size, DWORD *returned,
                            WSAOVERLAPPED *overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine)
{
    if (fails("WSAIoctl", s, 0, code, in, in_size)) return SOCKET_ERROR;
    endpoint *e = endpoint_of(s);
    request r = {.in = in, .out = out, .in_size = in_size, .out_size = out_size, .returned = returned};
    if (e == NULL) return WSAIoctl(s, code, in, in_size, out, out_size, returned, overlapped, routine);
    if (returned == NULL && overlapped == NULL) return refuse(WSAEFAULT);
    for (size_t i = 0; i < COUNT_OF(takes); i++)
        if (takes[i].code == code) return take(s, e, &takes[i], &r);
    switch (code) {
    case SIO_TCP_INFO: return tcp_info(s, e, &r);
    case SIO_AF_UNIX_GETPEERPID: return peer_pid(s, e, &r);
    case STANDIN_SIOCSMSFILTER: return set_filter(e, &r);
    case STANDIN_SIOCGMSFILTER: return get_filter(e, &r);
    case SIO_ACQUIRE_PORT_RESERVATION: return reserve_ports(&r);
    case SIO_GET_EXTENSION_FUNCTION_POINTER: return find_extension(&r);
    case FIONBIO: return set_mode(s, e, *(const u_long *)in != 0);
    default: return WSAIoctl(s, code, in, in_size, out, out_size, returned, overlapped, routine);
    }
}

int WSAAPI standin_WSAEventSelect(SOCKET s, WSAEVENT event, long events)
{
    if (fails("WSAEventSelect", s, 0, (unsigned long)events, NULL, 0)) return SOCKET_ERROR;
    int rc = WSAEventSelect(s, event, events);
    endpoint *e = endpoint_of(s);
    if (rc != 0 || e == NULL) return rc;
    e->event = event;
    e->events = events;
    if (events != 0) e->nonblocking = true;
    return 0;
}
