/* SPDX-License-Identifier: MIT */
/* skt check: reads every option, and sets it on a new socket and reads it again. */
#include "options.h"

#include "../fitting.h"
#include "../os.h"
#include "loopback.h"
#include "report.h"
#include "traffic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_MAX 300

enum back { SAME, SAME_OR_IGNORED, AT_LEAST, ANYTHING, NEEDS_MORE };

/*
 * What to set; %s and %u stand for the loopback interface. Without a row: the other truth, or the value it has.
 * NEEDS_MORE: it takes more than a socket, such as a state of it that cannot be had here.
 */
static const struct trial {
    const char *name;
    const char *value;
    enum back back;
} trials[] = {
    {"SO_RCVBUF", "65536", AT_LEAST},
    {"SO_SNDBUF", "65536", AT_LEAST},
    {"SO_RCVTIMEO", "2s", SAME},
    {"SO_SNDTIMEO", "2s", SAME},
    {"SO_LINGER", "3s", SAME},
    {"SO_PRIORITY", "3", SAME},
    {"SO_MARK", "7", SAME},
    {"SO_BUSY_POLL", "50us", SAME},
    {"SO_BINDTODEVICE", "%s", SAME},
    {"SO_BINDTOIFINDEX", "%u", SAME},
    {"SO_SETFIB", "0", ANYTHING},
    {"SO_DEBUG", "true", SAME_OR_IGNORED},
    {"SO_DONTROUTE", "true", SAME_OR_IGNORED},
    {"SO_BSP_STATE", "", NEEDS_MORE},
    {"SO_PROTOCOL_INFOW", "", NEEDS_MORE},
    {"SO_SNDLOWAT", "1", NEEDS_MORE},
    {"SO_RESERVE_MEM", "4096", NEEDS_MORE},
    {"SIOCGSTAMP", "", NEEDS_MORE},
    {"TCP_KEEPIDLE", "30s", SAME},
    {"TCP_KEEPINTVL", "5s", SAME},
    {"TCP_KEEPCNT", "4", SAME},
    {"TCP_MAXSEG", "1000", ANYTHING}, /* before connecting, older kernels return the default */
    {"TCP_NOTSENT_LOWAT", "16384", SAME},
    {"TCP_USER_TIMEOUT", "3s", SAME},
    {"TCP_FASTOPEN_KEY", "key=00112233445566778899aabbccddeeff", SAME},
    {"TCP_MD5SIG", "", NEEDS_MORE},
    {"TCP_AO_INFO", "", NEEDS_MORE},
    {"TCP_AO_GET_KEYS", "", NEEDS_MORE},
    {"TCP_ULP", "tls", NEEDS_MORE},
    {"TCP_REPAIR_QUEUE", "1", NEEDS_MORE},
    {"TCP_QUEUE_SEQ", "1", NEEDS_MORE},
    {"TCP_REPAIR_WINDOW", "", NEEDS_MORE},
    {"TCP_THIN_DUPACK", "true", SAME_OR_IGNORED},
    {"IP_TTL", "42", SAME},
    {"IP_NODEFRAG", "true", NEEDS_MORE},
    {"IP_MSFILTER", "", NEEDS_MORE},
    {"MCAST_MSFILTER", "", NEEDS_MORE},
    {"IPV6_ROUTER_ALERT", "0", NEEDS_MORE},
    {"PACKET_FANOUT", "1", NEEDS_MORE},
    {"SIO_LOOPBACK_FAST_PATH", "true", ANYTHING},
    {"SIO_TCP_SET_ACK_FREQUENCY", "2", ANYTHING},
    {"SIO_UDP_CONNRESET", "false", ANYTHING},
    {"SIO_UDP_NETRESET", "false", ANYTHING},
    {"IP_TOS", "16", SAME_OR_IGNORED}, /* on Windows a policy may ignore it */
    {"IP_MULTICAST_IF", "127.0.0.1", SAME},
    {"IP_MULTICAST_TTL", "3", SAME},
    {"IP_BOUND_IF", "%u", SAME},
    {"IP_UNICAST_IF", "%u", SAME},
    {"IP_USER_MTU", "1400", SAME},
    {"IPV6_UNICAST_HOPS", "42", SAME},
    {"IPV6_MULTICAST_HOPS", "3", SAME},
    {"IPV6_MULTICAST_IF", "%u", SAME},
    {"IPV6_TCLASS", "16", SAME},
    {"IPV6_BOUND_IF", "%u", SAME},
    {"IPV6_USER_MTU", "1400", SAME},
    {"DCCP_SOCKOPT_SERVICE", "42", SAME},
    {"DCCP_SOCKOPT_CCID", "02", ANYTHING},
    {"DCCP_SOCKOPT_SERVER_TIMEWAIT", "true", NEEDS_MORE},
    {"DCCP_SOCKOPT_SEND_CSCOV", "1", NEEDS_MORE},
    {"DCCP_SOCKOPT_RECV_CSCOV", "1", NEEDS_MORE},
    {"DCCP_SOCKOPT_QPOLICY_TXQLEN", "5", SAME},
    {"SCTP_PRIMARY_ADDR", "", NEEDS_MORE},
    {"SCTP_PEER_ADDR_PARAMS", "", NEEDS_MORE},
    {"BT_SECURITY", "", NEEDS_MORE},
    {"BT_DEFER_SETUP", "true", NEEDS_MORE},
    {"BT_POWER", "", NEEDS_MORE},
    {"BT_SNDMTU", "", NEEDS_MORE},
    {"BT_RCVMTU", "700", NEEDS_MORE},
};

static const struct trial *find_trial(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(trials); i++)
        if (strcmp(trials[i].name, name) == 0) return &trials[i];
    return NULL;
}

/* Chooses the text to set; false if there is none. */
static bool choose_value(const skt_option_info *info, const char *before, char out[VALUE_MAX])
{
    char name[SKT_INTERFACE_NAME_MAX] = "";
    uint32_t index = 0;
    const struct trial *trial = find_trial(info->name);
    bool readable = info->access & SKT_ACCESS_READ;
    if (trial == NULL && info->kind == SKT_KIND_BOOL)
        snprintf(out, VALUE_MAX, "%s", readable && strcmp(before, "true") == 0 ? "false" : "true");
    else if (trial == NULL)
        snprintf(out, VALUE_MAX, "%s", before);
    else if (strcmp(trial->value, "%s") == 0)
        return check_loopback(name, &index) == 0 && snprintf(out, VALUE_MAX, "%s", name) > 0;
    else if (strcmp(trial->value, "%u") == 0)
        return check_loopback(name, &index) == 0 && snprintf(out, VALUE_MAX, "%u", index) > 0;
    else
        snprintf(out, VALUE_MAX, "%s", trial->value);
    return trial != NULL || readable;
}

static enum back find_back(const char *name)
{
    const struct trial *trial = find_trial(name);
    return trial ? trial->back : SAME;
}

static bool is_back(const char *name, const char *set, const char *after)
{
    switch (find_back(name)) {
    case AT_LEAST: return strtoll(after, NULL, 10) >= strtoll(set, NULL, 10);
    case NEEDS_MORE:
    case ANYTHING: return true;
    case SAME_OR_IGNORED:
    case SAME: break;
    }
    return strcmp(set, after) == 0;
}

/* `*refused_out`: the system refuses to set it on this kind of socket, for a reason other than permission. */
static outcome try_on(skt_socket s, skt_option option, bool *refused_out)
{
    const skt_option_info *info = skt_option_describe(option);
    char before[VALUE_MAX] = "", set[VALUE_MAX], after[VALUE_MAX];
    bool readable = info->access & SKT_ACCESS_READ;
    int rc = readable ? skt_option_get_text(s, option, before, sizeof before) : 0;
    *refused_out = false;
    if (rc < 0) return check_error("get", rc, false);
    if (!(info->access & SKT_ACCESS_WRITE)) return check_works();
    if (!choose_value(info, before, set)) return check_offered("there is no value to try");
    rc = skt_option_set_text(s, option, set);
    *refused_out = rc < 0 && rc != SKT_EPERM && rc != SKT_EACCES;
    if (rc < 0) return check_error("set", rc, false);
    if (!readable) return check_works();
    rc = skt_option_get_text(s, option, after, sizeof after);
    if (rc < 0) return check_error("get it back", rc, false);
    if (find_back(info->name) == SAME_OR_IGNORED && strcmp(after, before) == 0)
        return check_offered("the system takes it and keeps its own");
    return is_back(info->name, set, after) ? check_works() : check_failed("set %s, got %s back", set, after);
}

static outcome try_connection(skt_socket ends[2], skt_option option)
{
    bool refused;
    int rc = skt_option_probe(ends[0], option);
    outcome o = rc < 0 ? check_error("probe", rc, true) : try_on(ends[0], option, &refused);
    skt_close(ends[0]);
    skt_close(ends[1]);
    return o;
}

static outcome try_on_transport(const char *text, int type, int protocol, skt_option option)
{
    skt_socket ends[2];
    skt_addr here;
    outcome why;
    int rc = skt_addr_parse(text, &here);
    if (rc < 0) return check_error("address", rc, false);
    return check_connect(&here, NULL, type, protocol, ends, &why) ? try_connection(ends, option) : why;
}

/* Tries each transport until it works on one; else returns the outcome of the first. */
static outcome try_connected(skt_option option)
{
    skt_socket ends[2];
    outcome first = try_on_transport("127.0.0.1:0", SKT_SOCK_STREAM, 0, option);
    outcome o = first;
    if (o.verdict != CHECK_WORKS) o = try_on_transport("[::1]:0", SKT_SOCK_STREAM, 0, option);
    if (o.verdict != CHECK_WORKS) o = try_on_transport("127.0.0.1:0", SKT_SOCK_DCCP, SKT_IPPROTO_DCCP, option);
    if (o.verdict != CHECK_WORKS && skt_pair(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, ends) == 0)
        o = try_connection(ends, option);
    return o.verdict == CHECK_WORKS ? o : first;
}

/* Tries several kinds of socket, since some options can be read on more kinds than they can be set on. */
static outcome try_fresh(fitting *on, skt_option option)
{
    outcome o;
    bool refused;
    do {
        o = try_on(on->socket, option, &refused);
        skt_close(on->socket);
    } while (refused && fitting_socket(option, on) == 0);
    return o;
}

static outcome try_option(skt_option option)
{
    const skt_option_info *info = skt_option_describe(option);
    fitting on = {0};
    if (!skt_option_supported(option)) return check_error("probe", SKT_EUNSUPPORTED, true);
    if (info->phase == SKT_PHASE_CONNECTED) return try_connected(option);
    int rc = fitting_socket(option, &on);
    if (rc == 0) return try_fresh(&on, option);
    if (rc == SKT_ENOTCONN) return try_connected(option);
    outcome o = check_error("probe", rc, true);
    /* Windows returns SKT_EINVAL for an unknown level: "getsockopt function". */
    if (rc == SKT_EINVAL && info->systems == SKT_ON_WINDOWS) o.verdict = CHECK_ABSENT;
    return o;
}

void check_options(void)
{
    for (size_t i = 0; i < skt_option_count() && !os_interrupt_status(); i++) {
        skt_option option = skt_option_at(i);
        const char *name = skt_option_describe(option)->name;
        outcome o = try_option(option);
        if (o.verdict == CHECK_FAILED && find_back(name) == NEEDS_MORE)
            o = check_offered("it takes more than a socket");
        check_add_cause(&o, strncmp(name, "IPV6", 4) == 0 ? SKT_AF_INET6 : SKT_AF_INET);
        report_line(name, o);
    }
}
