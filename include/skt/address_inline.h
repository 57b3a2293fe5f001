/* SPDX-License-Identifier: MIT */
/*
 * The small functions of address.h, inline: a macro of each one's name calls its twin here. skt/address.h includes this.
 *
 * Where a function is wanted rather than its code, put the name in parentheses or take its address: the library exports
 * each of them.
 */
#ifndef SKT_ADDRESS_INLINE_H
#define SKT_ADDRESS_INLINE_H

#include <skt/address.h>

#include <string.h>

SKT_BEGIN

SKT__INLINE int skt__inline_addr_family(const skt_addr *addr)
{
    if (addr->len < 2) return SKT_AF_UNSPEC;
#if SKT__FAMILY_OFFSET
    return addr->storage.bytes[SKT__FAMILY_OFFSET];
#else
    return addr->storage.family_and_more;
#endif
}
#define skt_addr_family(...) skt__inline_addr_family(__VA_ARGS__)

/* Port, flow, address and scope of IP stand at the same places on every system, the numbers in network order. */
SKT__INLINE int skt__inline_addr_port(const skt_addr *addr)
{
    const int family = skt__inline_addr_family(addr);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    return addr->storage.bytes[2] << 8 | addr->storage.bytes[3];
}
#define skt_addr_port(...) skt__inline_addr_port(__VA_ARGS__)

SKT__INLINE int skt__inline_addr_set_port(skt_addr *addr, uint16_t port)
{
    const int family = skt__inline_addr_family(addr);
    if (family != SKT_AF_INET && family != SKT_AF_INET6) return SKT_EAFNOSUPPORT;
    addr->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    addr->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    return 0;
}
#define skt_addr_set_port(...) skt__inline_addr_set_port(__VA_ARGS__)

/* The call leaves a compiler no reason to warn of bytes that nothing was written to, as code without it would. */
SKT__INLINE int skt__inline_addr_ip(const skt_addr *addr, uint8_t *out)
{
    const int family = skt__inline_addr_family(addr);
    if (family == SKT_AF_INET) {
        memcpy(out, addr->storage.bytes + 4, 4);
        return 4;
    }
    if (family != SKT_AF_INET6) return (skt_addr_ip)(addr, out);
    memcpy(out, addr->storage.bytes + 8, 16);
    return 16;
}
#define skt_addr_ip(...) skt__inline_addr_ip(__VA_ARGS__)

SKT__INLINE uint32_t skt__inline_addr_scope(const skt_addr *addr)
{
    uint32_t scope = 0;
    if (skt__inline_addr_family(addr) == SKT_AF_INET6) memcpy(&scope, addr->storage.bytes + 24, sizeof scope);
    return scope;
}
#define skt_addr_scope(...) skt__inline_addr_scope(__VA_ARGS__)

/* An address of nothing but its family and length; BSD has the length in front of the family. */
SKT__INLINE void skt__inline_addr_begin(skt_addr *out, int family, unsigned len)
{
    memset(out->storage.bytes, 0, len);
#if SKT__FAMILY_OFFSET
    out->storage.bytes[0] = SKT__CAST(unsigned char, len);
    out->storage.bytes[SKT__FAMILY_OFFSET] = SKT__CAST(unsigned char, family);
#else
    out->storage.family_and_more = SKT__CAST(uint16_t, family);
#endif
    out->len = len;
}

/* The bytes may be those of *out. */
SKT__INLINE void skt__inline_addr_ipv4(const uint8_t *ip, uint16_t port, skt_addr *out)
{
    uint32_t copy;
    memcpy(&copy, ip, sizeof copy);
    skt__inline_addr_begin(out, SKT_AF_INET, 16);
    out->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    out->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    memcpy(out->storage.bytes + 4, &copy, sizeof copy);
}
#define skt_addr_ipv4(...) skt__inline_addr_ipv4(__VA_ARGS__)

SKT__INLINE void skt__inline_addr_ipv6(const uint8_t *ip, uint16_t port, uint32_t scope, skt_addr *out)
{
    uint64_t copy[2];
    memcpy(copy, ip, sizeof copy);
    skt__inline_addr_begin(out, SKT_AF_INET6, SKT__IN6_SIZE);
    out->storage.bytes[2] = SKT__CAST(unsigned char, port >> 8);
    out->storage.bytes[3] = SKT__CAST(unsigned char, port & 0xff);
    memcpy(out->storage.bytes + 8, copy, sizeof copy);
    memcpy(out->storage.bytes + 24, &scope, sizeof scope);
}
#define skt_addr_ipv6(...) skt__inline_addr_ipv6(__VA_ARGS__)

SKT__INLINE const void *skt__inline_addr_native(const skt_addr *addr, size_t *len_out)
{
    *len_out = addr->len;
    return addr->storage.bytes;
}
#define skt_addr_native(...) skt__inline_addr_native(__VA_ARGS__)

SKT_END

#endif
