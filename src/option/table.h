/* SPDX-License-Identifier: MIT */
/*
 * Macros for the rows of the option tables. A row names the option without SKT_, which usually is the system's constant
 * as well; the macros with _AS take both names. SKT_OPTION is redefined so that a key expands to its kind and number.
 *
 *     ROW(SO_REUSEADDR, SOL_SOCKET, INT)
 *     ROW_AS(TCP_KEEPIDLE, IPPROTO_TCP, TCP_KEEPALIVE, INT)
 *     SPAN(TCP_KEEPIDLE, IPPROTO_TCP, TCP_KEEPALIVE, INT, SECOND)       a duration kept in that unit
 *     LIMIT(SO_RCVTIMEO, SOL_SOCKET, SO_RCVTIMEO, TIMEVAL, MICROSECOND) a duration whose zero means "for ever"
 *     SWITCH(SO_J1939_PROMISC, SOL_CAN_J1939)                           one for which setsockopt may return 1
 *     NAME(TCP_CONGESTION, IPPROTO_TCP, 16)                             a name in a field of that many bytes
 *     ENDLESS(TCP_USER_TIMEOUT, IPPROTO_TCP, TCP_MAXRT, INT, SECOND)    a duration whose -1 means "for ever"
 *     CALL(SO_PEERCRED_HANDSHAKE, SOL_SOCKET, SO_PEERCRED, INT)         by skt__option_call
 *     IOCTL(SIO_UDP_CONNRESET, INT)                                     by the system's ioctl
 *     IOCTL_AS(SIOCOUTQ, TIOCOUTQ, INT)
 *
 * If only one of two systems that share a table has an option, the other defines the constant as ABSENT, which makes
 * the row empty.
 */
#ifndef SKT_OPTION_TABLE_H
#define SKT_OPTION_TABLE_H

#define SKT_OPTION(kind, number) (SKT__KIND_##kind << 16 | (number))
#include "native_option.h"
#include "option/row.h"

#define SECOND      SKT__SECOND
#define MILLISECOND SKT__MILLISECOND
#define MICROSECOND SKT__MICROSECOND

#define ABSENT           (-1)
#define IS_ABSENT(name)  ((int32_t)(name) == ABSENT)
#define WIRE(name, wire) (IS_ABSENT(name) ? SKT__WIRE_NONE : (wire))

/* The index and the kind of a key. */
#define AT(key)         [(key) & 0xffff]
#define KIND(key, name) (IS_ABSENT(name) ? 0 : SKT__ROW_KIND((key) >> 16))

/* STORED is plain if it is an int; SPECIAL is not. */
#define PLAIN_IF(condition) ((condition) ? SKT__PLAIN : 0)
#define STORED(key, level_, name_, wire_)                                  \
    .level = level_, .name = (int16_t)(name_), .wire = WIRE(name_, wire_), \
    .kind = KIND(key, name_) | PLAIN_IF(!IS_ABSENT(name_) && (wire_) == SKT__WIRE_INT)
#define SPECIAL(key, level_, name_, wire_) \
    .level = level_, .name = (int16_t)(name_), .wire = WIRE(name_, wire_), .kind = KIND(key, name_)
#define ROW(key, level_, wire_)           AT(SKT_##key) = {STORED(SKT_##key, level_, key, SKT__WIRE_##wire_)}
#define ROW_AS(key, level_, name_, wire_) AT(SKT_##key) = {STORED(SKT_##key, level_, name_, SKT__WIRE_##wire_)}
#define SPAN(key, level_, name_, wire_, unit_)                                                                   \
    AT(SKT_##key) = {SPECIAL(SKT_##key, level_, name_, SKT__WIRE_##wire_) |                                      \
                         PLAIN_IF(!IS_ABSENT(name_) && (unit_) == SECOND && SKT__WIRE_##wire_ == SKT__WIRE_INT), \
                     .scale = SKT__SCALE(unit_, SKT__NO_FOREVER)}
#define LIMIT(key, level_, name_, wire_, unit_)                            \
    AT(SKT_##key) = {SPECIAL(SKT_##key, level_, name_, SKT__WIRE_##wire_), \
                     .scale = SKT__SCALE(unit_, SKT__FOREVER_IS_ZERO)}
#define ENDLESS(key, level_, name_, wire_, unit_)                          \
    AT(SKT_##key) = {SPECIAL(SKT_##key, level_, name_, SKT__WIRE_##wire_), \
                     .scale = SKT__SCALE(unit_, SKT__FOREVER_IS_MINUS_ONE)}
#define SWITCH(key, level_)     AT(SKT_##key) = {SPECIAL(SKT_##key, level_, key, SKT__WIRE_INT)}
#define NAME(key, level_, size) AT(SKT_##key) = {SPECIAL(SKT_##key, level_, key, SKT__WIRE_CHARS), .scale = LOG2(size)}
#define CALL(key, level_, name_, wire_)         \
    AT(SKT_##key) = {.level = level_,           \
                     .name = (int16_t)(name_),  \
                     .wire = SKT__WIRE_##wire_, \
                     .kind = KIND(SKT_##key, 0) | SKT__VIA(SKT__VIA_CALL)}
#define BY_IOCTL(key, code, wire_)                           \
    AT(key) = {.level = (uint16_t)((uint32_t)(code) >> 16),  \
               .name = (int16_t)((uint32_t)(code) & 0xffff), \
               .wire = wire_,                                \
               .kind = KIND(key, 0) | SKT__VIA(SKT__VIA_IOCTL)}
#define IOCTL(key, wire_)          BY_IOCTL(SKT_##key, key, SKT__WIRE_##wire_)
#define IOCTL_AS(key, code, wire_) BY_IOCTL(SKT_##key, code, SKT__WIRE_##wire_)

/* For the sizes of names that systems have. */
#define LOG2(size) ((size) == 16 ? 4 : (size) == 32 ? 5 : (size) == 64 ? 6 : (size) == 128 ? 7 : 8)

#define HIDDEN(key, level_, name_, wire_) \
    [SKT__##key] = {.level = level_, .name = (int16_t)(name_), .wire = WIRE(name_, SKT__WIRE_##wire_)}

#endif
