/* SPDX-License-Identifier: MIT */
/* Parsing "host:service" and addresses. */
#include "dial_text.h"
#include "text.h"

/* Refuses what resolvers accept by mistake: "+80" and " 80" as numbers, and with some also -1 and 65536. */
int skt__service_port(const char *service)
{
    static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_./";
    uint64_t port;
    size_t len = strlen(service);
    if (len == 0 || strspn(service, allowed) != len || strchr("-_./", *service)) return SKT_EINVAL;
    if (strspn(service, "0123456789") != len) return SKT__SERVICE_NAME;
    return skt__take_number(&service, 10, 65535, &port) ? (int)port : SKT_EINVAL;
}

int skt__place_of(const char *text, skt__place *out)
{
    int rc = skt_addr_parse(text, &out->addr);
    if (rc == 0 || skt__has_prefix(text)) return rc;
    bool bracket = *text == '[';
    const char *host = text + bracket, *end = strchr(host, bracket ? ']' : ':');
    if (end == NULL || end[bracket] != ':') return SKT_EINVAL;
    size_t len = (size_t)(end - host);
    if (len >= sizeof out->host) return SKT_ENAMETOOLONG;
    memcpy(out->host, host, len);
    out->host[len] = '\0';
    out->service = end + bracket + 1;
    if (skt__service_port(out->service) < 0) return SKT_EINVAL;
    if (bracket) {
        if (strchr(out->host, ':') == NULL) return SKT_EINVAL;
        rc = skt_ip_parse(out->host, 0, &out->addr);
        if (rc < 0) return rc;
    }
    out->addr.len = 0;
    return 0;
}
