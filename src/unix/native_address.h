/* SPDX-License-Identifier: MIT */
/* How the Unix-likes lay addresses out. sys.h says what this file provides. */
#ifndef SKT_UNIX_NATIVE_ADDRESS_H
#define SKT_UNIX_NATIVE_ADDRESS_H

#include "native.h"

#include <skt/address.h>

#if defined(__linux__) || defined(__CYGWIN__)
#define SKT__HAVE_ABSTRACT 1
#else
#define SKT__HAVE_ABSTRACT 0
#endif

/* A path is any bytes. */
static inline bool skt__path_is_valid(const char *path)
{
    (void)path;
    return true;
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

/* Takes the length that the system gave with an address. But on Linux it may be that of more than could be written. */
static inline void skt__received(skt_addr *addr, socklen_t len)
{
#if defined(__linux__)
    addr->len = len;
#else
    addr->len = len < sizeof addr->storage ? (uint32_t)len : (uint32_t)sizeof addr->storage;
#endif
#if defined(SKT__BSD)
    /* The zero behind a path is not counted, and not written. */
    if (len < sizeof addr->storage) addr->storage.bytes[len] = 0;
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

/* The length of an address in the list of interfaces, other than IP, and of a netmask there, `whole` at most. */
#if defined(SKT__BSD)
static inline size_t skt__interface_sockaddr_len(const struct sockaddr *addr)
{
    return addr->sa_len;
}
static inline size_t skt__netmask_len(const struct sockaddr *mask, size_t whole)
{
    return mask->sa_len < whole ? mask->sa_len : whole;
}
#else
static inline size_t skt__interface_sockaddr_len(const struct sockaddr *addr)
{
    return addr->sa_family == SKT_AF_PACKET ? 20 : 0;
}
static inline size_t skt__netmask_len(const struct sockaddr *mask, size_t whole)
{
    (void)mask;
    return whole;
}
#endif

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
#else
typedef struct skt__sockaddr_vm {
    sa_family_t svm_family;
    uint16_t svm_reserved;
    uint32_t svm_port;
    uint32_t svm_cid;
    uint8_t svm_flags;
    uint8_t svm_zero[3];
} skt__sockaddr_vm;
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
    uint32_t rx_id;
    uint32_t tx_id;
    uint64_t rest_of_j1939;
} skt__sockaddr_can;

typedef struct skt__sockaddr_rc {
    sa_family_t rc_family;
    uint8_t rc_bdaddr[6]; /* least significant byte first */
    uint8_t rc_channel;
} skt__sockaddr_rc;

typedef struct skt__link {
    uint32_t index;
    uint16_t protocol;
    uint8_t hardware[8];
    size_t len;
} skt__link;

#if defined(SKT__BSD)
#define SKT__AF_LINK        SKT_AF_LINK
#define SKT__LINK_INDEX_MAX UINT16_MAX
static inline size_t skt__link_write(struct sockaddr *out, const skt__link *link)
{
    struct sockaddr_dl *dl = (struct sockaddr_dl *)(void *)out;
    *dl = (struct sockaddr_dl){.sdl_index = (uint16_t)link->index, .sdl_alen = (uint8_t)link->len};
    memcpy(LLADDR(dl), link->hardware, link->len);
    return sizeof *dl;
}
static inline void skt__link_read(const struct sockaddr *in, skt__link *link)
{
    const struct sockaddr_dl *dl = (const struct sockaddr_dl *)(const void *)in;
    size_t len = dl->sdl_alen < sizeof link->hardware ? dl->sdl_alen : sizeof link->hardware;
    /* Before it stands the interface's name, whose length is not ours to trust. */
    size_t start = offsetof(struct sockaddr_dl, sdl_data) + dl->sdl_nlen;
    if (start + len > SKT_STORAGE_SIZE) len = 0;
    *link = (skt__link){.index = dl->sdl_index, .len = len};
    memcpy(link->hardware, (const uint8_t *)in + start, len);
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
    uint8_t sll_addr[8];
} skt__sockaddr_ll;
static inline size_t skt__link_write(struct sockaddr *out, const skt__link *link)
{
    skt__sockaddr_ll ll = {
        .sll_protocol = htons(link->protocol), .sll_ifindex = (int32_t)link->index, .sll_halen = (uint8_t)link->len};
    memcpy(ll.sll_addr, link->hardware, link->len);
    memcpy(out, &ll, sizeof ll);
    return sizeof ll;
}
static inline void skt__link_read(const struct sockaddr *in, skt__link *link)
{
    skt__sockaddr_ll ll;
    memcpy(&ll, in, sizeof ll);
    size_t len = ll.sll_halen < sizeof link->hardware ? ll.sll_halen : sizeof link->hardware;
    *link = (skt__link){.index = (uint32_t)ll.sll_ifindex, .protocol = ntohs(ll.sll_protocol), .len = len};
    memcpy(link->hardware, ll.sll_addr, len);
}
#endif

#endif
