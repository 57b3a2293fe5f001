/* SPDX-License-Identifier: MIT */
/* Names and sentences of results. */
#include "sys.h"
#include "text.h"

/* Of each condition the name, a zero, the sentence. Arrays of the members' own sizes need no pointers. */
typedef struct condition_texts {
#define CONDITION(name, windows, text) char SKT_##name[sizeof(#name "\0" text)];
#include "errors.def"
#undef CONDITION
} condition_texts;

static const condition_texts texts = {
#define CONDITION(name, windows, text) #name "\0" text,
#include "errors.def"
#undef CONDITION
};

typedef struct condition {
    int code;
    uint16_t windows; /* the number there; 0 for none */
    uint16_t at;      /* in texts */
} condition;

static const condition conditions[] = {
#define CONDITION(name, windows, text) {SKT_##name, windows, offsetof(condition_texts, SKT_##name)},
#include "errors.def"
#undef CONDITION
};

#define CONDITIONS (sizeof conditions / sizeof conditions[0])

_Static_assert(sizeof texts <= UINT16_MAX, "a place in the texts has 16 bits");

static const char *name_of(const condition *c)
{
    return (const char *)&texts + c->at;
}

static const condition *condition_of(int rc)
{
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].code == rc) return &conditions[i];
    return NULL;
}

const char *skt_error_name(int rc)
{
    const condition *c = condition_of(rc);
    return c ? name_of(c) : NULL;
}

int skt_error_text(int rc, char *out, size_t size)
{
    skt__text text = {.out = out, .size = size};
    const condition *c = condition_of(rc);
    if (c) {
        skt__put(&text, name_of(c) + strlen(name_of(c)) + 1);
    } else if (rc >= 0) {
        skt__put(&text, "no error");
    } else {
        skt__put(&text, "unknown error -");
        skt__put_decimal(&text, (uint64_t)(-(int64_t)rc));
    }
    return skt__put_end(&text);
}
