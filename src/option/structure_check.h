/* SPDX-License-Identifier: MIT */
/* Fails to compile if the rows of SKT__STRUCTURES differ from the headers that are included before. Makes no code. */
#include "option/structure_layout.h"

#include <stddef.h>

#define ALIAS(key)
/* A function per structure, so that each can define `ours` and `theirs`. */
#define STRUCTURE(key, type)            \
    void skt__check_##key(void);        \
    void skt__check_##key(void)         \
    {                                   \
        typedef skt__layout_##key ours; \
        typedef type theirs;
#define ARRAY(key, type)                \
    void skt__check_##key(void);        \
    void skt__check_##key(void)         \
    {                                   \
        typedef skt__layout_##key ours; \
        typedef type theirs;            \
        _Static_assert(sizeof(ours) == sizeof(theirs), #key " is not as large as " #type);
#define FIELD(width, meant, name, native)                                          \
    _Static_assert(offsetof(ours, name) == offsetof(theirs, native) &&             \
                       sizeof(((ours *)0)->name) == sizeof(((theirs *)0)->native), \
                   #name " is not " #native);
#define OWN(width, meant, name)
#define GAP(width, name)
#define END(key)                                                              \
    _Static_assert(sizeof(ours) > 0 && sizeof(theirs) > 0, #key " is empty"); \
    }
#include SKT__STRUCTURES
