/* SPDX-License-Identifier: MIT */
/* The layouts of addresses on Windows. sys.h says what this file provides. */
#ifndef SKT_WINDOWS_NATIVE_ADDRESS_H
#define SKT_WINDOWS_NATIVE_ADDRESS_H

#include "native.h"

/* The paths of Unix sockets are UTF-8. */
static inline bool skt__path_is_valid(const char *path)
{
    return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0) > 0;
}

#define SKT__HAVE_ABSTRACT  0
#define SKT__ABSTRACT_LEAST 1

/* The longest path; unlike on Unix the field must have room for the final zero. */
#define SKT__PATH_MOST (sizeof(((struct sockaddr_un *)0)->sun_path) - 1)

static inline const struct sockaddr *skt__sockaddr(const skt_addr *addr)
{
    return (const struct sockaddr *)(const void *)&addr->storage;
}

static inline struct sockaddr *skt__sockaddr_out(skt_addr *addr)
{
    return (struct sockaddr *)(void *)&addr->storage;
}

/* Stores the length that the system returned with an address. It stays the size of the room if there was no address. */
static inline void skt__received(skt_addr *addr, int len)
{
    addr->len = len < (int)sizeof addr->storage ? (uint32_t)len : 0;
}

static inline void skt__set_len(skt_addr *addr, size_t len)
{
    addr->len = (uint32_t)len;
}

/* The layouts of hvsocket.h and ws2bth.h, which include much else. */
typedef struct skt__sockaddr_hv {
    ADDRESS_FAMILY family;
    USHORT reserved;
    uint8_t vm[16];
    uint8_t service[16];
} skt__sockaddr_hv;

#pragma pack(push, 1)
typedef struct skt__sockaddr_bth {
    ADDRESS_FAMILY family;
    ULONGLONG device;
    uint8_t service_class[16];
    ULONG channel;
} skt__sockaddr_bth;
#pragma pack(pop)

#endif
