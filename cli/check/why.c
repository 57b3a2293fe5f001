/* SPDX-License-Identifier: MIT */
#include "why.h"

#include <stdio.h>
#include <string.h>

#define NEEDS_RAW \
    "it takes CAP_NET_RAW, or on other systems root", "run the program as root, or `setcap cap_net_raw+ep` it"
#define MODULE(what) "the kernel has no " what ", or the module of it is not loaded"
#define ELSEWHERE    "nothing on this system: a program asks skt_option_supported, or sees SKT_EUNSUPPORTED"

/* Causes by the beginning of the name; the first matching row counts. */
static const struct {
    const char *name;
    verdict verdict;
    int rc; /* 0: any */
    const char *cause, *remedy;
} rows[] = {
    {"ping ICMP", CHECK_DENIED, 0, "no group of this process is within net.ipv4.ping_group_range",
     "sysctl -w net.ipv4.ping_group_range='0 2147483647', or use raw ICMP as root"},
    {"raw ICMP", CHECK_DENIED, 0, NEEDS_RAW},
    {"packets", CHECK_DENIED, 0, NEEDS_RAW},
    {"PACKET_", CHECK_DENIED, 0, NEEDS_RAW},
    {"IP_HDRINCL", CHECK_DENIED, 0, NEEDS_RAW},
    {"vsock stream", CHECK_OFFERED, 0, "it was not asked to connect to this machine's own context",
     "skt check --vsock"},
    {"vsock datagram", CHECK_ABSENT, 0, "no hypervisor's transport that is loaded here has datagrams",
     "use vsock streams"},
    {"SCTP", CHECK_ABSENT, SKT_EPROTONOSUPPORT, MODULE("SCTP"), "modprobe sctp"},
    {"SCTP", CHECK_ABSENT, SKT_EOPNOTSUPP, MODULE("SCTP"), "modprobe sctp"},
    {"DCCP", CHECK_ABSENT, SKT_ESOCKTNOSUPPORT, MODULE("DCCP"),
     "modprobe dccp_ipv4 dccp_ipv6, where the kernel has it"},
    {"DCCP", CHECK_ABSENT, SKT_EOPNOTSUPP, MODULE("DCCP"), "modprobe dccp_ipv4 dccp_ipv6, where the kernel has it"},
    {"UDP-Lite", CHECK_ABSENT, SKT_EPROTONOSUPPORT, MODULE("UDP-Lite"), "use UDP"},
    {"MPTCP over", CHECK_ABSENT, SKT_EPROTONOSUPPORT, "the kernel has no Multipath TCP, which is in Linux since 5.6",
     "use TCP, which MPTCP falls back to"},
    {"MPTCP over", CHECK_ABSENT, SKT_ENOPROTOOPT, "Multipath TCP is switched off", "sysctl -w net.mptcp.enabled=1"},
    {"MPTCP_", CHECK_ABSENT, SKT_EOPNOTSUPP, "only connections that are Multipath TCP on both sides have it",
     "connect with --mptcp to a peer that has it"},
    {"CAN", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("CAN"), "modprobe can_raw"},
    {"SO_J1939", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("J1939"), "modprobe can_j1939"},
    {"Bluetooth", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("Bluetooth"), "modprobe bluetooth rfcomm"},
    {"BT_", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("Bluetooth"), "modprobe bluetooth"},
    {"kernel cryptography", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("AF_ALG"), "modprobe af_alg"},
    {"ALG_", CHECK_ABSENT, 0, MODULE("AF_ALG"), "modprobe af_alg"},
    {"key management", CHECK_ABSENT, SKT_EAFNOSUPPORT, MODULE("PF_KEY"), "modprobe af_key"},
    {"TLS_", CHECK_ABSENT, 0, "only a connection with TCP_ULP=tls has it", "modprobe tls, and set TCP_ULP first"},
    {"TCP_MD5SIG", CHECK_ABSENT, SKT_ENOPROTOOPT, "the kernel was built without CONFIG_TCP_MD5SIG", "another kernel"},
    {"TCP_AO_", CHECK_ABSENT, SKT_ENOPROTOOPT, "the kernel has no TCP-AO (CONFIG_TCP_AO, Linux 6.7), or no key is set",
     "set a key by TCP_AO_ADD_KEY first"},
    {"reserved ports", CHECK_ABSENT, 0, "only Windows reserves ports for a program", ELSEWHERE},
};

/* Causes by the outcome, for names without a row above. */
static const struct {
    verdict verdict;
    int rc;
    const char *cause, *remedy;
} meanings[] = {
    {CHECK_OFFERED, 0, "there is nothing here to try it with: a peer, a device, a key or a group",
     "try it with what it is for"},
    {CHECK_DENIED, 0, "this process lacks the privilege: root, or of Linux CAP_NET_ADMIN or CAP_NET_RAW",
     "run it as root, or with that capability"},
    {CHECK_ABSENT, SKT_EUNSUPPORTED, "this system has no such thing", ELSEWHERE},
    {CHECK_ABSENT, SKT_EAFNOSUPPORT, "the kernel has no such family of sockets, or the module of it is not loaded",
     "load the module, or take a kernel that has it"},
    {CHECK_ABSENT, SKT_EOPNOTSUPP, "the kernel knows the option, but none of the sockets that were tried can have it",
     "set it on a socket of the kind that it is for"},
    {CHECK_ABSENT, 0, "this kernel does not know it: it is older, or was built without it",
     "take a kernel that has it"},
    {CHECK_RESTRICTED, SKT_EMFILE, "this process may have no more open files",
     "ulimit -n, or LimitNOFILE= of its unit"},
    {CHECK_RESTRICTED, SKT_ENFILE, "the system may have no more open files", "sysctl -w fs.file-max=..."},
    {CHECK_RESTRICTED, SKT_ENETUNREACH, "no route leads there: the interface is down, or has no address",
     "ip link set lo up; ip address add ... dev lo"},
    {CHECK_RESTRICTED, SKT_EADDRNOTAVAIL, "no interface has the address",
     "sysctl -w net.ipv6.conf.all.disable_ipv6=0, or give the interface an address"},
    {CHECK_RESTRICTED, SKT_ENOSYS, "a filter of system calls is in the way, or the kernel is older",
     "let the container's seccomp profile permit the call"},
    {CHECK_RESTRICTED, SKT_ENOSPC, "the folder for temporary files is full", "set TMPDIR to another folder"},
    {CHECK_RESTRICTED, SKT_EROFS, "the folder for temporary files cannot be written", "set TMPDIR to another folder"},
    {CHECK_RESTRICTED, 0, "this machine or process is set up so; the error tells how", "look up the error: skt errors"},
    {CHECK_FAILED, 0, "it should have worked: a fault of skt, of the kernel, or of a filter of packets",
     "report it with `skt check --json`, and with `strace -f skt check` where that is possible"},
};

static void set(why *out, const char *cause, const char *remedy)
{
    snprintf(out->cause, sizeof out->cause, "%s", cause);
    out->remedy = remedy;
}

/* Tells which systems have an option that this one lacks. */
static bool find_systems(const char *name, why *out)
{
    static const struct {
        unsigned bit;
        const char *name;
    } systems[] = {{SKT_ON_LINUX, "Linux"},   {SKT_ON_APPLE, "Apple"},     {SKT_ON_FREEBSD, "FreeBSD"},
                   {SKT_ON_NETBSD, "NetBSD"}, {SKT_ON_OPENBSD, "OpenBSD"}, {SKT_ON_SOLARIS, "Solaris and illumos"},
                   {SKT_ON_AIX, "AIX"},       {SKT_ON_CYGWIN, "Cygwin"},   {SKT_ON_WINDOWS, "Windows"}};
    skt_option option;
    if (skt_option_find(name, &option) < 0) return false;
    unsigned have = skt_option_describe(option)->systems;
    size_t used = (size_t)snprintf(out->cause, sizeof out->cause, "only on");
    for (size_t i = 0; i < COUNT_OF(systems); i++)
        if (have & systems[i].bit)
            used += (size_t)snprintf(out->cause + used, sizeof out->cause - used, "%s %s",
                                     used > strlen("only on") ? "," : "", systems[i].name);
    out->remedy = ELSEWHERE;
    return true;
}

void why_find(const char *name, const outcome *o, why *out)
{
    set(out, "", "");
    if (o->verdict == CHECK_ABSENT && o->rc == SKT_EUNSUPPORTED && find_systems(name, out)) return;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (rows[i].verdict != o->verdict || (rows[i].rc != 0 && rows[i].rc != o->rc)) continue;
        if (strncmp(rows[i].name, name, strlen(rows[i].name)) == 0) {
            set(out, rows[i].cause, rows[i].remedy);
            return;
        }
    }
    for (size_t i = 0; i < COUNT_OF(meanings); i++) {
        if (meanings[i].verdict != o->verdict || (meanings[i].rc != 0 && meanings[i].rc != o->rc)) continue;
        set(out, meanings[i].cause, meanings[i].remedy);
        return;
    }
}
