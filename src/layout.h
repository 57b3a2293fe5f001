/* SPDX-License-Identifier: MIT */
/* For layout.c of either folder: assertions that a structure of ours is the system's. */
#ifndef SKT_LAYOUT_H
#define SKT_LAYOUT_H

#include "sys.h"

/* A field that is where the system's is, and as wide. */
#define FIELD(ours, our_field, theirs, their_field)                                          \
    _Static_assert(offsetof(ours, our_field) == offsetof(theirs, their_field) &&             \
                       sizeof(((ours *)0)->our_field) == sizeof(((theirs *)0)->their_field), \
                   #ours "." #our_field " is not " #theirs "." #their_field)

/*
 * A count that the kernel reads as wide as ours, and libc's header as narrower with padding on the side of the zeros.
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
