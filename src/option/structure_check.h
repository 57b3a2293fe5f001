/* SPDX-License-Identifier: MIT */
/* Compiles only where the rows of SKT__STRUCTURES are as the headers have it, which are included before. No code comes of it. */
#include "option/structure_layout.h"

#include <stddef.h>

#define ALIAS(key)
/* In a function, where the types of the headers can have the same name for all. */
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
