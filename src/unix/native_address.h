/* SPDX-License-Identifier: MIT */
/* How the Unix-likes lay addresses out. sys.h says what this file provides. */
#ifndef SKT_UNIX_NATIVE_ADDRESS_H
#define SKT_UNIX_NATIVE_ADDRESS_H

#include "native.h"

#include <skt/address.h>

/* Whether there are abstract names, and the least of sun_path that is one: Cygwin reports no name as a single zero. */
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

/* The longest path: a kernel takes one that fills its field and has no zero behind it. */
#define SKT__PATH_MOST sizeof(((struct sockaddr_un *)0)->sun_path)

/* A path is any bytes. */
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

/* Where the system writes the length of an address that it is about to give; it holds the room for that. */
static inline socklen_t *skt__len_out(skt_addr *addr)
{
    _Static_assert(sizeof(socklen_t) == sizeof addr->len, "a length is stored as the system's");
    addr->len = sizeof addr->storage;
    return (socklen_t *)(void *)&addr->len;
}

/*
 * Takes the length that the system gave with an address. But on Linux it may be that of more than could be written.
 *
 * Linux reports a path that fills its field with the zero behind it, and then does not take that length itself. No
 * other address is as long.
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
    /* The zero behind a path is not counted, and not written. */
    if (len < sizeof addr->storage) addr->storage.bytes[len] = 0;
#endif
}

/*
 * Whether a call that was given room for an address, of which this is the length afterwards, may have failed or needs
 * skt__received. Linux writes the length only if the call succeeds, so that the usual case is known by one comparison.
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

/* 4.4BSD keeps the length in the address too. */
static inline void skt__set_len(skt_addr *addr, size_t len)
{
    addr->len = (uint32_t)len;
#if defined(SKT__BSD)
    skt__sockaddr_out(addr)->sa_len = (uint8_t)len;
#endif
}

/*
 * Address families that only some systems have. The layouts are the kernels' ABI, written down because the headers that
 * declare them are not always installed; a system without the family never reaches them.
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
    uint32_t rx_id; /* the two are J1939's NAME, of the processor's byte order */
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

/* What a link-layer address says. `hardware` points into it. */
typedef struct skt__link {
    uint32_t index;
    uint16_t protocol;
    const uint8_t *hardware;
    size_t len;
} skt__link;

/*
 * The one writes an address and returns its length; the other reads one of `room` bytes, and is false where they are no
 * whole address.
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
    /* Before the hardware address stands the interface's name. */
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
    uint8_t sll_addr[8]; /* or more: the length says how many are there */
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

/* The kernel reports a short hardware address by a length that it does not take itself: what is missing is zeros. */
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
 * Of an address in the list of interfaces: the length if it is not IP, the index if it is a link's, and the length of a
 * netmask, `whole` at most.
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
