/* SPDX-License-Identifier: MIT */
/* Makes packed types of the rows of SKT__STRUCTURES, skt__layout_TCP_INFO and so on, so that offsetof works on them. */
#include <stdint.h>

#define SKT__MEMBER_FLAG(name)    uint8_t name : 1;
#define SKT__MEMBER_U1(name)      uint8_t name : 1;
#define SKT__MEMBER_U2(name)      uint8_t name : 2;
#define SKT__MEMBER_U4(name)      uint8_t name : 4;
#define SKT__MEMBER_U8(name)      uint8_t name;
#define SKT__MEMBER_U16(name)     uint16_t name;
#define SKT__MEMBER_U32(name)     uint32_t name;
#define SKT__MEMBER_I32(name)     int32_t name;
#define SKT__MEMBER_U64(name)     uint64_t name;
#define SKT__MEMBER_KEY(name)     uint8_t name[16];
#define SKT__MEMBER_IPV6(name)    uint8_t name[16];
#define SKT__MEMBER_SIN6(name)    uint8_t name[28];
#define SKT__MEMBER_ADDR(name)    uint8_t name[SKT__ADDR_SIZE];
#define SKT__MEMBER_TEXT(name)    uint8_t name[16];
#define SKT__MEMBER_TEXT32(name)  uint8_t name[32];
#define SKT__MEMBER_TEXT240(name) uint8_t name[240];
#define SKT__MEMBER_SET(name)     uint8_t name;
#define SKT__MEMBER_LIST(name)    uint8_t name;

#define ALIAS(key)
#define STRUCTURE(key, type)              typedef struct skt__layout_##key {
#define ARRAY(key, type)                  typedef struct skt__layout_##key {
#define FIELD(width, meant, name, native) SKT__MEMBER_##width(name)
#define OWN(width, meant, name)           SKT__MEMBER_##width(name)
#define GAP(width, name)                  SKT__MEMBER_##width(name)
#define END(key) \
    }            \
    skt__layout_##key;
#pragma pack(push, 1)
#include SKT__STRUCTURES
#pragma pack(pop)
#undef ALIAS
#undef STRUCTURE
#undef ARRAY
#undef FIELD
#undef OWN
#undef GAP
#undef END
