/* SPDX-License-Identifier: MIT */
/* Assertions for unix/layout.c and windows/layout.c that structures of this library match those of the system. */
#ifndef SKT_LAYOUT_H
#define SKT_LAYOUT_H

#include "sys.h"

/* A field has the same offset and size as the system's. */
#define FIELD(ours, our_field, theirs, their_field)                                          \
    _Static_assert(offsetof(ours, our_field) == offsetof(theirs, their_field) &&             \
                       sizeof(((ours *)0)->our_field) == sizeof(((theirs *)0)->their_field), \
                   #ours "." #our_field " is not " #theirs "." #their_field)

/*
 * A count for which libc's header declares a narrower type with padding, while the kernel reads the full width: the
 * padding must be where the high bytes of our field are, which are zero.
 */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define SPARE(ours, our_field, theirs, their_field) \
    (sizeof(((ours *)0)->our_field) - sizeof(((theirs *)0)->their_field))
#else
#define SPARE(ours, our_field, theirs, their_field) 0
#endif
#define COUNT(ours, our_field, theirs, their_field)                                               \
    _Static_assert(sizeof(((ours *)0)->our_field) >= sizeof(((theirs *)0)->their_field) &&        \
                       offsetof(ours, our_field) + SPARE(ours, our_field, theirs, their_field) == \
                           offsetof(theirs, their_field),                                         \
                   #ours "." #our_field " is not " #theirs "." #their_field)

#define SIZE(ours, theirs) _Static_assert(sizeof(ours) == sizeof(theirs), #ours " is not as large as " #theirs)

#endif
