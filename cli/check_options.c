/* SPDX-License-Identifier: MIT */
/* skt check: every option is read, and set on a fresh socket and read again. */
#include "check.h"

#include "fitting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_MAX 300

enum back { SAME, AT_LEAST, ANYTHING };

/* What to set; %s and %u stand for the loopback interface. Without a row: the other truth, or the value it has. */
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
    {"TCP_KEEPIDLE", "30s", SAME},
    {"TCP_KEEPINTVL", "5s", SAME},
    {"TCP_KEEPCNT", "4", SAME},
    {"TCP_MAXSEG", "1000", ANYTHING}, /* until connected, older kernels tell the default */
    {"TCP_NOTSENT_LOWAT", "16384", SAME},
    {"TCP_USER_TIMEOUT", "3s", SAME},
    {"IP_TTL", "42", SAME},
    {"IP_TOS", "16", SAME},
    {"IP_MULTICAST_IF", "127.0.0.1", SAME},
    {"IP_MULTICAST_TTL", "3", SAME},
    {"IP_BOUND_IF", "%u", SAME},
    {"IPV6_UNICAST_HOPS", "42", SAME},
    {"IPV6_MULTICAST_HOPS", "3", SAME},
    {"IPV6_MULTICAST_IF", "%u", SAME},
    {"IPV6_TCLASS", "16", SAME},
    {"IPV6_BOUND_IF", "%u", SAME},
    {"DCCP_SOCKOPT_SERVICE", "42", SAME},
    {"DCCP_SOCKOPT_CCID", "02", ANYTHING},
    {"DCCP_SOCKOPT_SEND_CSCOV", "1", SAME},
    {"DCCP_SOCKOPT_RECV_CSCOV", "1", SAME},
    {"DCCP_SOCKOPT_QPOLICY_TXQLEN", "5", SAME},
};

static const struct trial *find_trial(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(trials); i++)
        if (strcmp(trials[i].name, name) == 0) return &trials[i];
    return NULL;
}

/* The text to set; false where there is none. */
static bool choose_value(const skt_option_info *info, const char *before, char out[VALUE_MAX])
{
    char name[SKT_INTERFACE_NAME_MAX] = "";
    const struct trial *trial = find_trial(info->name);
    bool readable = info->access & SKT_ACCESS_READ;
    if (trial == NULL && info->kind == SKT_KIND_BOOL)
        snprintf(out, VALUE_MAX, "%s", readable && strcmp(before, "true") == 0 ? "false" : "true");
    else if (trial == NULL)
        snprintf(out, VALUE_MAX, "%s", before);
    else if (strcmp(trial->value, "%s") == 0)
        return check_loopback(name) != 0 && snprintf(out, VALUE_MAX, "%s", name) > 0;
    else if (strcmp(trial->value, "%u") == 0)
        return check_loopback(name) != 0 && snprintf(out, VALUE_MAX, "%u", check_loopback(name)) > 0;
    else
        snprintf(out, VALUE_MAX, "%s", trial->value);
    return trial != NULL || readable;
}

static bool is_back(const char *name, const char *set, const char *after)
{
    const struct trial *trial = find_trial(name);
    enum back back = trial ? trial->back : SAME;
    switch (back) {
    case AT_LEAST: return strtoll(after, NULL, 10) >= strtoll(set, NULL, 10);
    case ANYTHING: return true;
    case SAME: break;
    }
    return strcmp(set, after) == 0;
}

static outcome try_on(skt_socket s, skt_option option, const skt_option_info *info)
{
    char before[VALUE_MAX] = "", set[VALUE_MAX], after[VALUE_MAX];
    bool readable = info->access & SKT_ACCESS_READ;
    int rc = readable ? skt_option_get_text(s, option, before, sizeof before) : 0;
    if (rc < 0) return check_error("get", rc, info->phase == SKT_PHASE_CONNECTED);
    if (!(info->access & SKT_ACCESS_WRITE)) return check_works();
    if (!choose_value(info, before, set)) return check_offered("there is no value to try");
    rc = skt_option_set_text(s, option, set);
    if (rc < 0) return check_error("set", rc, false);
    if (!readable) return check_works();
    rc = skt_option_get_text(s, option, after, sizeof after);
    if (rc < 0) return check_error("get it back", rc, false);
    return is_back(info->name, set, after) ? check_works() : check_failed("set %s, got %s back", set, after);
}

void check_options(void)
{
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = skt_option_at(i);
        const skt_option_info *info = skt_option_describe(option);
        const char *kind;
        skt_socket s;
        int rc = fitting_socket(option, &s, &kind);
        if (rc == SKT_ENOTCONN && info->phase == SKT_PHASE_CONNECTED) {
            check_report(info->name, check_offered("only a connected socket has it"));
        } else if (rc < 0) {
            check_report(info->name, check_error("probe", rc, true));
        } else {
            check_report(info->name, try_on(s, option, info));
            skt_close(s);
        }
    }
}
