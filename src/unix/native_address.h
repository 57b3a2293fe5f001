/* SPDX-License-Identifier: MIT */
/* The layouts of addresses on Unix-likes. sys.h says what this file provides. */
#ifndef SKT_UNIX_NATIVE_ADDRESS_H
#define SKT_UNIX_NATIVE_ADDRESS_H

#include "native.h"

#include <skt/address.h>

/* Abstract names, and how many bytes of sun_path make one: Cygwin reports an unnamed socket with a single zero. */
#if defined(__linux__)
#define SKT__HAVE_ABSTRACT  1
#define SKT__ABSTRACT_LEAST 1
#elif defined(__CYGWIN__)
#define SKT__HAVE_ABSTRACT  1
#define SKT__ABSTRACT_LEAST 2
#else
#define SKT__HAVE_ABSTRACT  0
#define SKT__ABSTRACT_LEAST 1
#endif

/* The longest path. Kernels accept one that fills sun_path without a final zero. */
#define SKT__PATH_MOST sizeof(((struct sockaddr_un *)0)->sun_path)

/* A path may have any bytes. */
static inline bool skt__path_is_valid(const char *path)
{
    (void)path;
    return true;
}

/* Whether a text may be the name of an interface. */
static inline bool skt__may_be_interface(const char *name)
{
#if defined(__linux__)
    if (strchr(name, ':')) return false;
#endif
    return strlen(name) < IF_NAMESIZE;
}

static inline const struct sockaddr *skt__sockaddr(const skt_addr *addr)
{
    return (const struct sockaddr *)(const void *)&addr->storage;
}

static inline struct sockaddr *skt__sockaddr_out(skt_addr *addr)
{
    return (struct sockaddr *)(void *)&addr->storage;
}

/* Where a system call reads the room for an address and writes its length. */
static inline socklen_t *skt__len_out(skt_addr *addr)
{
    _Static_assert(sizeof(socklen_t) == sizeof addr->len, "a length is stored as the system's");
    addr->len = sizeof addr->storage;
    return (socklen_t *)(void *)&addr->len;
}

/*
 * Stores the length that the system returned with an address. On Linux it may exceed the room, if the address was cut.
 *
 * For a path that fills sun_path Linux counts a final zero behind the structure, a length that it does not accept in
 * return. No other address has that length.
 */
static inline void skt__received(skt_addr *addr, socklen_t len)
{
#if defined(__linux__)
    addr->len = len;
    if (len == sizeof(struct sockaddr_un) + 1) addr->len--;
#else
    addr->len = len < sizeof addr->storage ? (uint32_t)len : (uint32_t)sizeof addr->storage;
#endif
#if defined(SKT__BSD)
    /* BSDs neither count nor write a zero behind a path. */
    if (len < sizeof addr->storage) addr->storage.bytes[len] = 0;
#endif
}

/*
 * Whether a call for an address may have failed or its length needs skt__received; `len` is the length after the call.
 * Linux leaves the larger initial value if the call fails, so that one comparison covers the usual case.
 */
static inline bool skt__is_odd(socklen_t len)
{
#if defined(__linux__)
    return len > sizeof(struct sockaddr_un);
#else
    (void)len;
    return true;
#endif
}

/* Addresses of 4.4BSD contain their length. */
static inline void skt__set_len(skt_addr *addr, size_t len)
{
    addr->len = (uint32_t)len;
#if defined(SKT__BSD)
    skt__sockaddr_out(addr)->sa_len = (uint8_t)len;
#endif
}

/*
 * Address families that only some systems have. The layouts are the kernels' ABI, declared here because the headers are
 * not always installed. Systems without the family never use them.
 */
#if defined(__APPLE__)
typedef struct skt__sockaddr_vm {
    uint8_t svm_len;
    uint8_t svm_family;
    uint16_t svm_reserved;
    uint32_t svm_port;
    uint32_t svm_cid;
} skt__sockaddr_vm;
#define SKT__VSOCK_FLAGS_MOST 0
static inline uint32_t skt__vsock_flags(const skt__sockaddr_vm *vm)
{
    (void)vm;
    return 0;
}
static inline void skt__set_vsock_flags(skt__sockaddr_vm *vm, uint32_t flags)
{
    (void)vm, (void)flags;
}
#else
typedef struct skt__sockaddr_vm {
    sa_family_t svm_family;
    uint16_t svm_reserved;
    uint32_t svm_port;
    uint32_t svm_cid;
    uint8_t svm_flags;
    uint8_t svm_zero[3];
} skt__sockaddr_vm;
#define SKT__VSOCK_FLAGS_MOST UINT8_MAX
static inline uint32_t skt__vsock_flags(const skt__sockaddr_vm *vm)
{
    return vm->svm_flags;
}
static inline void skt__set_vsock_flags(skt__sockaddr_vm *vm, uint32_t flags)
{
    vm->svm_flags = (uint8_t)flags;
}
#endif

typedef struct skt__sockaddr_nl {
    sa_family_t nl_family;
    uint16_t nl_pad;
    uint32_t nl_pid;
    uint32_t nl_groups;
} skt__sockaddr_nl;

typedef struct skt__sockaddr_can {
    sa_family_t can_family;
    int32_t can_ifindex;
    uint32_t rx_id; /* together with tx_id: J1939's NAME in the processor's byte order */
    uint32_t tx_id;
    uint32_t pgn;
    uint8_t addr;
    uint8_t padding[3];
} skt__sockaddr_can;

typedef struct skt__sockaddr_rc {
    sa_family_t rc_family;
    uint8_t rc_bdaddr[6]; /* least significant byte first */
    uint8_t rc_channel;
} skt__sockaddr_rc;

/* The parts of a link-layer address. `hardware` points into the address. */
typedef struct skt__link {
    uint32_t index;
    uint16_t protocol;
    const uint8_t *hardware;
    size_t len;
} skt__link;

/*
 * The first function writes an address and returns its length; the second reads one of `room` bytes and returns false
 * if it is not complete.
 */
#if defined(SKT__BSD)
#define SKT__AF_LINK        SKT_AF_LINK
#define SKT__LINK_INDEX_MAX UINT16_MAX
static inline size_t skt__link_write(uint8_t *bytes, const skt__link *link)
{
    struct sockaddr_dl dl = {.sdl_index = (uint16_t)link->index, .sdl_alen = (uint8_t)link->len};
    size_t start = offsetof(struct sockaddr_dl, sdl_data), end = start + link->len;
    memcpy(bytes, &dl, sizeof dl);
    if (link->len > 0) memcpy(bytes + start, link->hardware, link->len);
    return end > sizeof dl ? end : sizeof dl;
}
static inline bool skt__link_read(const uint8_t *bytes, size_t room, skt__link *link)
{
    const struct sockaddr_dl *dl = (const struct sockaddr_dl *)(const void *)bytes;
    size_t start = offsetof(struct sockaddr_dl, sdl_data);
    /* The interface's name precedes the hardware address. */
    if (room < start || start + dl->sdl_nlen + dl->sdl_alen > room) return false;
    *link = (skt__link){.index = dl->sdl_index, .hardware = bytes + start + dl->sdl_nlen, .len = dl->sdl_alen};
    return true;
}
static inline bool skt__is_short_link(const skt_addr *addr)
{
    (void)addr;
    return false;
}
static inline const skt_addr *skt__whole_link(const skt_addr *addr, skt_addr *out)
{
    (void)out;
    return addr;
}
#else
#define SKT__AF_LINK        SKT_AF_PACKET
#define SKT__LINK_INDEX_MAX INT32_MAX
typedef struct skt__sockaddr_ll {
    sa_family_t sll_family;
    uint16_t sll_protocol;
    int32_t sll_ifindex;
    uint16_t sll_hatype;
    uint8_t sll_pkttype;
    uint8_t sll_halen;
    uint8_t sll_addr[8]; /* or more, by the length of the address */
} skt__sockaddr_ll;
static inline size_t skt__link_write(uint8_t *bytes, const skt__link *link)
{
    skt__sockaddr_ll ll = {
        .sll_protocol = htons(link->protocol), .sll_ifindex = (int32_t)link->index, .sll_halen = (uint8_t)link->len};
    size_t start = offsetof(skt__sockaddr_ll, sll_addr), end = start + link->len;
    memcpy(bytes, &ll, sizeof ll);
    if (link->len > 0) memcpy(bytes + start, link->hardware, link->len);
    return end > sizeof ll ? end : sizeof ll;
}
static inline bool skt__link_read(const uint8_t *bytes, size_t room, skt__link *link)
{
    skt__sockaddr_ll ll = {.sll_family = 0};
    size_t start = offsetof(skt__sockaddr_ll, sll_addr);
    if (room < start) return false;
    memcpy(&ll, bytes, start);
    if (start + ll.sll_halen > room) return false;
    *link = (skt__link){.index = (uint32_t)ll.sll_ifindex,
                        .protocol = ntohs(ll.sll_protocol),
                        .hardware = bytes + start,
                        .len = ll.sll_halen};
    return true;
}

/*
 * For short hardware addresses the kernel reports a length that it does not accept in return; zeros complete the
 * address.
 */
static inline bool skt__is_short_link(const skt_addr *addr)
{
    size_t least = offsetof(skt__sockaddr_ll, sll_addr);
    return skt_addr_family(addr) == SKT_AF_PACKET && addr->len >= least && addr->len < sizeof(skt__sockaddr_ll);
}
static inline const skt_addr *skt__whole_link(const skt_addr *addr, skt_addr *out)
{
    memset(&out->storage, 0, sizeof(skt__sockaddr_ll));
    memcpy(&out->storage, &addr->storage, addr->len);
    out->len = sizeof(skt__sockaddr_ll);
    return out;
}
#endif

/*
 * For entries of getifaddrs(3): the length of an address that is not IP, the interface's index in a link-layer address,
 * and the length of a netmask, at most `whole`.
 */
#if defined(SKT__BSD)
static inline size_t skt__interface_sockaddr_len(const struct sockaddr *addr)
{
    return addr->sa_len;
}
static inline uint32_t skt__link_index(const struct sockaddr *addr)
{
    return addr->sa_family == SKT_AF_LINK ? ((const struct sockaddr_dl *)(const void *)addr)->sdl_index : 0;
}
static inline size_t skt__netmask_len(const struct sockaddr *mask, size_t whole)
{
    return mask->sa_len < whole ? mask->sa_len : whole;
}
#else
static inline size_t skt__interface_sockaddr_len(const struct sockaddr *addr)
{
    if (addr->sa_family != SKT_AF_PACKET) return 0;
    const skt__sockaddr_ll *ll = (const skt__sockaddr_ll *)(const void *)addr;
    size_t len = offsetof(skt__sockaddr_ll, sll_addr) + ll->sll_halen;
    return len > sizeof *ll ? len : sizeof *ll;
}
static inline uint32_t skt__link_index(const struct sockaddr *addr)
{
    if (addr->sa_family != SKT_AF_PACKET) return 0;
    return (uint32_t)((const skt__sockaddr_ll *)(const void *)addr)->sll_ifindex;
}
static inline size_t skt__netmask_len(const struct sockaddr *mask, size_t whole)
{
    (void)mask;
    return whole;
}
#endif

#endif
