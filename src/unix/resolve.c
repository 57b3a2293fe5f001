/* SPDX-License-Identifier: MIT */
/* Names to addresses by getaddrinfo(3), and back by getnameinfo(3). */
#include "sys.h"
#include "text.h"

/* getaddrinfo's own codes, which differ in number and sign between the systems. */
static const struct {
    int native;
    int code;
} eai_codes[] = {
    {EAI_NONAME, SKT_EAI_NONAME},     {EAI_AGAIN, SKT_EAI_AGAIN},       {EAI_BADFLAGS, SKT_EAI_BADFLAGS},
    {EAI_FAIL, SKT_EAI_FAIL},         {EAI_FAMILY, SKT_EAI_FAMILY},     {EAI_MEMORY, SKT_EAI_MEMORY},
    {EAI_SERVICE, SKT_EAI_SERVICE},   {EAI_SOCKTYPE, SKT_EAI_SOCKTYPE}, {EAI_OVERFLOW, SKT_EAI_OVERFLOW},
    {EAI_NODATA, SKT_EAI_NODATA},     {EAI_BADHINTS, SKT_EAI_BADHINTS}, {EAI_ADDRFAMILY, SKT_EAI_ADDRFAMILY},
    {EAI_PROTOCOL, SKT_EAI_PROTOCOL},
};

static int eai_code(int native)
{
    /* If errno is not set, the process has no descriptors left. */
    if (native == EAI_SYSTEM) return errno ? skt__socket_code() : SKT_EMFILE;
    for (size_t i = 0; i < sizeof eai_codes / sizeof eai_codes[0]; i++)
        if (eai_codes[i].native == native) return eai_codes[i].code;
    return SKT_EAI_OTHER;
}

/* Whether the address occurs before `entry`: getaddrinfo returns it once per socket type. */
static bool seen_before(const struct addrinfo *list, const struct addrinfo *entry)
{
    for (const struct addrinfo *i = list; i != entry; i = i->ai_next)
        if (i->ai_addrlen == entry->ai_addrlen && memcmp(i->ai_addr, entry->ai_addr, entry->ai_addrlen) == 0)
            return true;
    return false;
}

/* Whether the host is an IPv6 address whose scope cannot be an interface, but might be mistaken for one. */
static bool has_no_scope(const char *host)
{
    const char *scope = strchr(host, '%');
    return scope && memchr(host, ':', (size_t)(scope - host)) && !skt__may_be_interface(scope + 1);
}

int skt_resolve(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max)
{
    if (skt__absent(family) || skt__absent(type) || (flags & SKT__AI_ABSENT)) return SKT_EUNSUPPORTED;
    if (service && skt__is_port_out_of_range(service)) return SKT_EAI_SERVICE;
    if (host && has_no_scope(host)) return SKT_EAI_NONAME;
    /* Old releases of Apple's systems crash on AI_NUMERICSERV without a service. */
    int hint_flags = service ? flags : flags & ~AI_NUMERICSERV;
    struct addrinfo hints = {.ai_family = family, .ai_socktype = type, .ai_flags = hint_flags};
    struct addrinfo *list;
    errno = 0;
    int failure = getaddrinfo(host, service, &hints, &list);
    if (failure != 0) return eai_code(failure);

    int count = 0;
    for (const struct addrinfo *i = list; i != NULL; i = i->ai_next) {
        if (seen_before(list, i)) continue;
        if ((size_t)count < max) skt_addr_from_native(i->ai_addr, i->ai_addrlen, &out[count]);
        count++;
    }
    freeaddrinfo(list);
    return count;
}

/* getaddrinfo has no timeout and cannot be cancelled. */
int skt__resolve_by(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max,
                    skt_deadline deadline)
{
    (void)deadline;
    return skt_resolve(host, service, family, type, flags, out, max);
}

static socklen_t room(size_t size)
{
    return (socklen_t)(size < INT_MAX ? size : INT_MAX);
}

int skt_resolve_name(const skt_addr *addr, char *host, size_t host_size, char *service, size_t service_size, int flags)
{
    if (flags & SKT__NI_ABSENT) return SKT_EUNSUPPORTED;
    socklen_t host_room = room(host ? host_size : 0), service_room = room(service ? service_size : 0);
    /* Some releases of glibc do not check for this. */
    if (host_room == 0 && service_room == 0) return SKT_EAI_NONAME;
    errno = 0;
    int failure = getnameinfo(skt__sockaddr(addr), (socklen_t)addr->len, host, host_room, service, service_room, flags);
    return failure == 0 ? 0 : eai_code(failure);
}
