/* SPDX-License-Identifier: MIT */
/* Addresses as values: IP and Unix addresses, laid out the same on every system, and queries for every family. */
#include "sys.h"

typedef struct sockaddr_in in4;
typedef struct sockaddr_in6 in6;
typedef struct sockaddr_un un;

/* The macros of address.h rely on these offsets. */
#define AT(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #type "." #field " is elsewhere")
AT(struct sockaddr, sa_family, SKT__FAMILY_OFFSET);
_Static_assert(sizeof(sa_family_t) == 2 - SKT__FAMILY_OFFSET, "a family has another width");
_Static_assert(offsetof(struct sockaddr, sa_data) == 2, "something else stands before an address");
_Static_assert(sizeof(in4) == 16 && sizeof(in6) == SKT__IN6_SIZE, "an IP address has another size");
AT(in4, sin_port, 2);
AT(in4, sin_addr, 4);
AT(in6, sin6_port, 2);
AT(in6, sin6_flowinfo, 4);
AT(in6, sin6_addr, 8);
AT(in6, sin6_scope_id, 24);

/* The stored address as IPv6; the caller has checked the family. */
static const in6 *as_in6(const skt_addr *addr)
{
    return (const in6 *)(const void *)&addr->storage;
}

static const char *sun_path(const skt_addr *addr)
{
    return ((const un *)(const void *)&addr->storage)->sun_path;
}

static size_t sun_path_len(const skt_addr *addr)
{
    size_t start = offsetof(un, sun_path);
    return addr->len > start ? addr->len - start : 0;
}

void(skt_addr_ipv4)(const uint8_t ip[4], uint16_t port, skt_addr *out)
{
    skt_addr_ipv4(ip, port, out);
}

void(skt_addr_ipv6)(const uint8_t ip[16], uint16_t port, uint32_t scope, skt_addr *out)
{
    skt_addr_ipv6(ip, port, scope, out);
}

/* The IP address whose bytes are zero but for the last one and IPv4's first. */
static int special(int family, uint8_t first4, uint8_t last, uint16_t port, skt_addr *out)
{
    const uint8_t ip4[4] = {first4, 0, 0, last}, ip6[16] = {[15] = last};
    switch (family) {
    case AF_INET: skt_addr_ipv4(ip4, port, out); return 0;
    case AF_INET6: skt_addr_ipv6(ip6, port, 0, out); return 0;
    default: return SKT_EAFNOSUPPORT;
    }
}

int skt_addr_any(int family, uint16_t port, skt_addr *out)
{
    return special(family, 0, 0, port, out);
}

int skt_addr_loopback(int family, uint16_t port, skt_addr *out)
{
    return special(family, 127, 1, port, out);
}

/* Writes a zero behind the path or name. If `ended`, the length counts that zero, unless the path fills sun_path. */
static void unix_address(const void *bytes, size_t len, bool ended, skt_addr *out)
{
    size_t start = offsetof(un, sun_path), most = sizeof(((un *)0)->sun_path);
    un address = {.sun_family = AF_UNIX};
    if (len > 0) memcpy(address.sun_path, bytes, len);
    memcpy(&out->storage, &address, sizeof address);
    out->storage.bytes[start + len] = 0;
    skt__set_len(out, start + len + (ended && len < most));
}

int skt_addr_unix(const char *path, skt_addr *out)
{
    size_t len = strlen(path);
    if (len == 0) return SKT_EINVAL;
    if (len > SKT__PATH_MOST) return SKT_ENAMETOOLONG;
    if (!skt__path_is_valid(path)) return SKT_EINVAL;
    unix_address(path, len, true, out);
    return 0;
}

void skt_addr_unix_unnamed(skt_addr *out)
{
    unix_address(NULL, 0, false, out);
}

int skt_addr_unix_abstract(const void *name, size_t len, skt_addr *out)
{
    char path[sizeof(((un *)0)->sun_path)] = {0};
    if (!SKT__HAVE_ABSTRACT) return SKT_EUNSUPPORTED;
    if (len > sizeof path - 1) return SKT_ENAMETOOLONG;
    if (len + 1 < SKT__ABSTRACT_LEAST) return SKT_EINVAL;
    if (len > 0) memcpy(path + 1, name, len);
    unix_address(path, len + 1, false, out);
    return 0;
}

int(skt_addr_family)(const skt_addr *addr)
{
    return skt_addr_family(addr);
}

int(skt_addr_port)(const skt_addr *addr)
{
    return skt_addr_port(addr);
}

int(skt_addr_set_port)(skt_addr *addr, uint16_t port)
{
    return skt_addr_set_port(addr, port);
}

int(skt_addr_ip)(const skt_addr *addr, uint8_t out[16])
{
    switch (skt_addr_family(addr)) {
    case AF_INET: memcpy(out, addr->storage.bytes + 4, 4); return 4;
    case AF_INET6: memcpy(out, addr->storage.bytes + 8, 16); return 16;
    default: return SKT_EAFNOSUPPORT;
    }
}

uint32_t(skt_addr_scope)(const skt_addr *addr)
{
    return skt_addr_scope(addr);
}

int skt_addr_set_scope(skt_addr *addr, uint32_t scope)
{
    if (skt_addr_family(addr) != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    memcpy(addr->storage.bytes + offsetof(in6, sin6_scope_id), &scope, sizeof scope);
    return 0;
}

uint32_t skt_addr_flow(const skt_addr *addr)
{
    return skt_addr_family(addr) == SKT_AF_INET6 ? ntohl(as_in6(addr)->sin6_flowinfo) & 0x0fffffff : 0;
}

int skt_addr_set_flow(skt_addr *addr, uint32_t flow)
{
    if (skt_addr_family(addr) != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    if (flow > 0x0fffffff) return SKT_ERANGE;
    uint32_t network = htonl(flow);
    memcpy(addr->storage.bytes + offsetof(in6, sin6_flowinfo), &network, sizeof network);
    return 0;
}

/*
 * A system may report a path with several zeros behind it, or without the final zero. The path ends at the first zero
 * within the reported length or at the byte after it.
 */
const char *skt_addr_unix_path(const skt_addr *addr)
{
    bool named = skt_addr_family(addr) == SKT_AF_UNIX && sun_path_len(addr) > 0 && sun_path(addr)[0] != '\0';
    size_t most = sizeof addr->storage - offsetof(un, sun_path);
    size_t seen = sun_path_len(addr) < most ? sun_path_len(addr) + 1 : most;
    return named && memchr(sun_path(addr), '\0', seen) ? sun_path(addr) : NULL;
}

const void *skt_addr_unix_abstract_name(const skt_addr *addr, size_t *len_out)
{
    bool long_enough = skt_addr_family(addr) == SKT_AF_UNIX && sun_path_len(addr) >= SKT__ABSTRACT_LEAST;
    if (!SKT__HAVE_ABSTRACT || !long_enough || sun_path(addr)[0] != '\0') return NULL;
    *len_out = sun_path_len(addr) - 1;
    return sun_path(addr) + 1;
}

/* The bytes that skt_addr_equal and skt_addr_hash compare, in at most four spans. Spans may point into `text`. */
static size_t meaning(const skt_addr *addr, skt_buf spans[4], char text[SKT_ADDR_TEXT_MAX])
{
    unsigned char *bytes = (unsigned char *)(uintptr_t)addr->storage.bytes;
    size_t name_len = 0;
    uint32_t flow = skt_addr_flow(addr);
    const char *path = skt_addr_unix_path(addr);
    const void *name = skt_addr_unix_abstract_name(addr, &name_len);
    switch (skt_addr_family(addr)) {
    case AF_INET:
        spans[0] = skt_buf_of(bytes + offsetof(in4, sin_port), sizeof(uint16_t));
        spans[1] = skt_buf_of(bytes + offsetof(in4, sin_addr), 4);
        return 2;
    case AF_INET6:
        spans[0] = skt_buf_of(bytes + offsetof(in6, sin6_port), sizeof(uint16_t));
        memcpy(text, &flow, sizeof flow);
        spans[1] = skt_buf_of(text, sizeof flow);
        spans[2] = skt_buf_of(bytes + offsetof(in6, sin6_addr), 16);
        spans[3] = skt_buf_of(bytes + offsetof(in6, sin6_scope_id), sizeof(uint32_t));
        return 4;
    case AF_UNIX:
        if (path) spans[0] = skt_buf_of(bytes + offsetof(un, sun_path), strlen(path));
        /* The zero before an abstract name tells it from a path. */
        if (name) spans[0] = skt_buf_of(bytes + offsetof(un, sun_path), name_len + 1);
        return path || name ? 1 : 0;
    default:
        /* Received addresses have fields that the text omits, such as the hardware type of a link: they are ignored. */
        spans[0] = skt_buf_of(text, (size_t)skt_addr_format(addr, text, SKT_ADDR_TEXT_MAX));
        return 1;
    }
}

bool skt_addr_equal(const skt_addr *a, const skt_addr *b)
{
    skt_buf of_a[4], of_b[4];
    char text_of_a[SKT_ADDR_TEXT_MAX], text_of_b[SKT_ADDR_TEXT_MAX];
    if (skt_addr_family(a) != skt_addr_family(b)) return false;
    size_t count = meaning(a, of_a, text_of_a);
    if (meaning(b, of_b, text_of_b) != count) return false;
    for (size_t i = 0; i < count; i++)
        if (of_a[i].len != of_b[i].len || memcmp(of_a[i].base, of_b[i].base, of_a[i].len) != 0) return false;
    return true;
}

/* FNV-1a, then the finalizer of splitmix64. */
uint64_t skt_addr_hash(const skt_addr *addr)
{
    skt_buf spans[4];
    char text[SKT_ADDR_TEXT_MAX];
    size_t count = meaning(addr, spans, text);
    uint64_t hash = 0xcbf29ce484222325 ^ (uint64_t)skt_addr_family(addr);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < spans[i].len; j++) hash = (hash ^ ((unsigned char *)spans[i].base)[j]) * 0x100000001b3;
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
    return hash ^ hash >> 31;
}

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/* The four bytes of an IPv4 address, plain or mapped; false for any other. */
static bool ipv4_within(const skt_addr *addr, uint8_t ip[4])
{
    uint8_t bytes[16];
    int len = skt_addr_ip(addr, bytes);
    if (len == 16 && memcmp(bytes, mapped_prefix, sizeof mapped_prefix) != 0) return false;
    if (len > 0) memcpy(ip, bytes + len - 4, 4);
    return len > 0;
}

bool skt_addr_same_host(const skt_addr *a, const skt_addr *b)
{
    uint8_t of_a[16], of_b[16];
    if (ipv4_within(a, of_a) && ipv4_within(b, of_b)) return memcmp(of_a, of_b, 4) == 0;
    int len = skt_addr_ip(a, of_a);
    if (len < 0) return skt_addr_equal(a, b);
    bool same_scope = skt_addr_scope(a) == skt_addr_scope(b);
    return skt_addr_ip(b, of_b) == len && same_scope && memcmp(of_a, of_b, (size_t)len) == 0;
}

bool skt_addr_is_loopback(const skt_addr *addr)
{
    static const uint8_t one[16] = {[15] = 1};
    uint8_t ip[16];
    if (ipv4_within(addr, ip)) return ip[0] == 127;
    return skt_addr_ip(addr, ip) == 16 && memcmp(ip, one, sizeof one) == 0;
}

bool skt_addr_is_multicast(const skt_addr *addr)
{
    uint8_t ip[16];
    if (ipv4_within(addr, ip)) return ip[0] >> 4 == 0xe;
    return skt_addr_ip(addr, ip) == 16 && ip[0] == 0xff;
}

bool skt_addr_is_any(const skt_addr *addr)
{
    static const uint8_t zero[16] = {0};
    uint8_t ip[16];
    if (ipv4_within(addr, ip)) return memcmp(ip, zero, 4) == 0;
    return skt_addr_ip(addr, ip) == 16 && memcmp(ip, zero, 16) == 0;
}

bool skt_addr_is_v4_mapped(const skt_addr *addr)
{
    uint8_t ip[4];
    return skt_addr_family(addr) == SKT_AF_INET6 && ipv4_within(addr, ip);
}

bool skt_addr_is_unnamed(const skt_addr *addr)
{
    size_t unused;
    if (skt_addr_family(addr) != SKT_AF_UNIX) return false;
    return !skt_addr_unix_path(addr) && !skt_addr_unix_abstract_name(addr, &unused);
}

int skt_addr_map_v4(const skt_addr *addr, skt_addr *out)
{
    uint8_t ip[16], mapped[16];
    int len = skt_addr_ip(addr, ip);
    if (len < 0) return len;
    if (len == 16) {
        *out = *addr;
        return 0;
    }
    memcpy(mapped, mapped_prefix, sizeof mapped_prefix);
    memcpy(mapped + sizeof mapped_prefix, ip, 4);
    skt_addr_ipv6(mapped, (uint16_t)skt_addr_port(addr), 0, out);
    return 0;
}

int skt_addr_unmap_v4(const skt_addr *addr, skt_addr *out)
{
    uint8_t ip[4];
    if (!ipv4_within(addr, ip)) return SKT_EAFNOSUPPORT;
    skt_addr_ipv4(ip, (uint16_t)skt_addr_port(addr), out);
    return 0;
}

const void *(skt_addr_native)(const skt_addr *addr, size_t *len_out)
{
    return skt_addr_native(addr, len_out);
}

/* Addresses of other families, and IP addresses that are too short, which fail. */
static SKT__APART int take_any(const void *sockaddr, size_t len, skt_addr *out)
{
    skt_addr taken = {.len = (uint32_t)len};
    if (len > sizeof taken.storage) return SKT_EINVAL;
    if (len > 0) memcpy(&taken.storage, sockaddr, len);
    int family = skt_addr_family(&taken);
    bool cut = (family == SKT_AF_INET && len < sizeof(in4)) || (family == SKT_AF_INET6 && len < sizeof(in6));
    if (cut || (len > 0 && len < offsetof(struct sockaddr, sa_data))) return SKT_EINVAL;
    bool path = family == SKT_AF_UNIX && sun_path_len(&taken) > 0 && sun_path(&taken)[0] != '\0';
    if (path && skt_addr_unix_path(&taken) == NULL) return SKT_EINVAL;
    *out = taken;
    return 0;
}

int skt_addr_from_native(const void *sockaddr, size_t len, skt_addr *out)
{
    sa_family_t family;
    if (len != sizeof(in4) && len != sizeof(in6)) return take_any(sockaddr, len, out);
    memcpy(&family, (const char *)sockaddr + offsetof(struct sockaddr, sa_family), sizeof family);
    if (family == AF_INET && len == sizeof(in4)) {
        in4 taken;
        memcpy(&taken, sockaddr, sizeof taken);
        memcpy(&out->storage, &taken, sizeof taken);
    } else if (family == AF_INET6 && len == sizeof(in6)) {
        in6 taken;
        memcpy(&taken, sockaddr, sizeof taken);
        memcpy(&out->storage, &taken, sizeof taken);
    } else {
        return take_any(sockaddr, len, out);
    }
    out->len = (uint32_t)len;
    return 0;
}
