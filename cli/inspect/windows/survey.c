/* SPDX-License-Identifier: MIT */
/*
 * The sockets of Windows: the tables of TCP and UDP have addresses, states and processes. Options of other processes'
 * sockets cannot be read.
 */
#include "../survey.h"

#include "../../say.h"

#include <skt/native.h>

#include <windows.h>

#include <iphlpapi.h>

#include <stdlib.h>
#include <string.h>

#define NAME_ROOM 260

/* The program's name in UTF-8; "" if access is denied. */
static void process_name(DWORD pid, char out[NAME_ROOM])
{
    wchar_t path[1024];
    DWORD len = sizeof path / sizeof path[0];
    out[0] = '\0';
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
    if (process == NULL) return;
    if (QueryFullProcessImageNameW(process, 0, path, &len)) {
        const wchar_t *slash = wcsrchr(path, L'\\');
        WideCharToMultiByte(CP_UTF8, 0, slash ? slash + 1 : path, -1, out, NAME_ROOM, NULL, NULL);
        out[NAME_ROOM - 1] = '\0';
    }
    CloseHandle(process);
}

/* "skt" and "SKT.EXE" are the same program. */
static bool is_named(const char *name, const char *wanted)
{
    size_t len = strlen(wanted);
    return _strnicmp(name, wanted, len) == 0 && (name[len] == '\0' || _stricmp(name + len, ".exe") == 0);
}

static bool is_wanted(const selection *wanted, DWORD pid, const char *name)
{
    for (size_t i = 0; i < wanted->count; i++) {
        const target *t = &wanted->targets[i];
        if (t->pid >= 0 ? t->pid == (int64_t)pid : is_named(name, t->name)) return true;
    }
    return wanted->count == 0;
}

static int state_of(DWORD state)
{
    static const int states[] = {
        [MIB_TCP_STATE_CLOSED] = STATE_CLOSED,       [MIB_TCP_STATE_LISTEN] = STATE_LISTEN,
        [MIB_TCP_STATE_SYN_SENT] = STATE_SYN_SENT,   [MIB_TCP_STATE_SYN_RCVD] = STATE_SYN_RECV,
        [MIB_TCP_STATE_ESTAB] = STATE_ESTABLISHED,   [MIB_TCP_STATE_FIN_WAIT1] = STATE_FIN_WAIT1,
        [MIB_TCP_STATE_FIN_WAIT2] = STATE_FIN_WAIT2, [MIB_TCP_STATE_CLOSE_WAIT] = STATE_CLOSE_WAIT,
        [MIB_TCP_STATE_CLOSING] = STATE_CLOSING,     [MIB_TCP_STATE_LAST_ACK] = STATE_LAST_ACK,
        [MIB_TCP_STATE_TIME_WAIT] = STATE_TIME_WAIT, [MIB_TCP_STATE_DELETE_TCB] = STATE_CLOSED,
    };
    return state < sizeof states / sizeof states[0] ? states[state] : STATE_UNKNOWN;
}

/* The port is in network order in the low half. */
static uint16_t port_of(DWORD port)
{
    return (uint16_t)((port & 0xff) << 8 | (port >> 8 & 0xff));
}

static void set_ipv4(DWORD ip, DWORD port, skt_addr *out)
{
    uint8_t bytes[4];
    memcpy(bytes, &ip, sizeof bytes);
    skt_addr_ipv4(bytes, port_of(port), out);
}

static void add(const selection *wanted, const seen *from, DWORD pid, seen_list *out)
{
    char name[NAME_ROOM], shown[SAY_MAX];
    process_name(pid, name);
    if (pid == GetCurrentProcessId() || !is_wanted(wanted, pid, name) || !selection_takes(wanted, from, NULL)) return;
    seen *s = seen_add(out);
    if (s == NULL) return;
    json_t *known = s->known, *owners = json_array();
    *s = *from;
    s->known = known;
    /* Connections in TIME_WAIT belong to no process. */
    if (pid != 0)
        json_array_append_new(owners, json_pack("{s:I, s:s}", "pid", (json_int_t)pid, "name", printable(name, shown)));
    json_object_set_new(known, "owners", owners);
}

static void add_tcp4(const selection *wanted, const void *table, seen_list *out)
{
    const MIB_TCPTABLE_OWNER_PID *all = table;
    for (DWORD i = 0; i < all->dwNumEntries; i++) {
        const MIB_TCPROW_OWNER_PID *row = &all->table[i];
        seen s = {.family = SKT_AF_INET,
                  .type = SKT_SOCK_STREAM,
                  .protocol = SKT_IPPROTO_TCP,
                  .state = state_of(row->dwState)};
        set_ipv4(row->dwLocalAddr, row->dwLocalPort, &s.local);
        if (s.state != STATE_LISTEN) set_ipv4(row->dwRemoteAddr, row->dwRemotePort, &s.peer);
        add(wanted, &s, row->dwOwningPid, out);
    }
}

static void add_tcp6(const selection *wanted, const void *table, seen_list *out)
{
    const MIB_TCP6TABLE_OWNER_PID *all = table;
    for (DWORD i = 0; i < all->dwNumEntries; i++) {
        const MIB_TCP6ROW_OWNER_PID *row = &all->table[i];
        seen s = {.family = SKT_AF_INET6,
                  .type = SKT_SOCK_STREAM,
                  .protocol = SKT_IPPROTO_TCP,
                  .state = state_of(row->dwState)};
        skt_addr_ipv6(row->ucLocalAddr, port_of(row->dwLocalPort), row->dwLocalScopeId, &s.local);
        if (s.state != STATE_LISTEN)
            skt_addr_ipv6(row->ucRemoteAddr, port_of(row->dwRemotePort), row->dwRemoteScopeId, &s.peer);
        add(wanted, &s, row->dwOwningPid, out);
    }
}

static void add_udp4(const selection *wanted, const void *table, seen_list *out)
{
    const MIB_UDPTABLE_OWNER_PID *all = table;
    for (DWORD i = 0; i < all->dwNumEntries; i++) {
        const MIB_UDPROW_OWNER_PID *row = &all->table[i];
        seen s = {.family = SKT_AF_INET, .type = SKT_SOCK_DGRAM, .protocol = SKT_IPPROTO_UDP, .state = STATE_CLOSED};
        set_ipv4(row->dwLocalAddr, row->dwLocalPort, &s.local);
        add(wanted, &s, row->dwOwningPid, out);
    }
}

static void add_udp6(const selection *wanted, const void *table, seen_list *out)
{
    const MIB_UDP6TABLE_OWNER_PID *all = table;
    for (DWORD i = 0; i < all->dwNumEntries; i++) {
        const MIB_UDP6ROW_OWNER_PID *row = &all->table[i];
        seen s = {.family = SKT_AF_INET6, .type = SKT_SOCK_DGRAM, .protocol = SKT_IPPROTO_UDP, .state = STATE_CLOSED};
        skt_addr_ipv6(row->ucLocalAddr, port_of(row->dwLocalPort), row->dwLocalScopeId, &s.local);
        add(wanted, &s, row->dwOwningPid, out);
    }
}

static DWORD get_table(bool tcp, ULONG family, void *room, DWORD *size)
{
    return tcp ? GetExtendedTcpTable(room, size, FALSE, family, TCP_TABLE_OWNER_PID_ALL, 0)
               : GetExtendedUdpTable(room, size, FALSE, family, UDP_TABLE_OWNER_PID, 0);
}

/* Tries several times, since the table may grow between the calls. */
static int read_table(bool tcp, ULONG family, void **out)
{
    DWORD size = 16384, error = ERROR_INSUFFICIENT_BUFFER;
    *out = NULL;
    while (error == ERROR_INSUFFICIENT_BUFFER) {
        void *room = realloc(*out, size);
        if (room != NULL) *out = room;
        error = room != NULL ? get_table(tcp, family, room, &size) : ERROR_NOT_ENOUGH_MEMORY;
    }
    if (error != NO_ERROR) {
        free(*out);
        *out = NULL;
    }
    return -(int)error;
}

static int check_targets(const survey_plan *plan)
{
    for (size_t i = 0; i < plan->wanted->count; i++)
        if (plan->wanted->targets[i].fd >= 0)
            return complain("%s: Windows does not show the sockets of a process one by one; give the PID alone",
                            plan->wanted->targets[i].text);
    if (plan->options) return complain("Windows does not show the options of other processes' sockets");
    if (plan->wanted->unix_path != NULL) return complain("Windows does not show Unix sockets");
    return STATUS_OK;
}

int survey_take(const survey_plan *plan, seen_list *out, json_t *refused)
{
    static const struct {
        bool tcp;
        ULONG family;
        void (*add)(const selection *wanted, const void *table, seen_list *out);
        const char *name;
    } tables[] = {{true, AF_INET, add_tcp4, "TCP over IPv4"},
                  {true, AF_INET6, add_tcp6, "TCP over IPv6"},
                  {false, AF_INET, add_udp4, "UDP over IPv4"},
                  {false, AF_INET6, add_udp6, "UDP over IPv6"}};
    int status = check_targets(plan);
    for (size_t i = 0; status == STATUS_OK && i < sizeof tables / sizeof tables[0]; i++) {
        char text[SAY_MAX];
        void *table;
        int rc = read_table(tables[i].tcp, tables[i].family, &table);
        if (rc == 0) {
            tables[i].add(plan->wanted, table, out);
            free(table);
            continue;
        }
        status = complain_of(tables[i].name, rc);
        json_array_append_new(refused, json_pack("{s:s, s:s*, s:s}", "target", tables[i].name, "error",
                                                 skt_error_name(rc), "reason", explain(rc, text)));
    }
    return status;
}

int survey_with_copy(const target *which, int (*use)(skt_socket s, void *argument), void *argument)
{
    (void)which;
    (void)use;
    (void)argument;
    return complain("Windows lets no process reach the options of another one's sockets");
}

json_t *survey_owners(const target *which)
{
    (void)which;
    return json_array();
}
