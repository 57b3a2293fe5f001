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

/* The numbers of names that this system lacks are smaller. */
#define LEAST_RETURNED (-32000)

/* Where the system has one number for two names, the second is private and stands for the first. */
#define OR_FIRST(second, first) (SKT_##second < LEAST_RETURNED ? SKT_##first : SKT_##second)

static const struct {
    char name[24];
    int code;
} other_names[] = {
    {"EWOULDBLOCK", SKT_EAGAIN},
    {"ENOTSUP", OR_FIRST(ENOTSUP, EOPNOTSUPP)},
    {"ENOTEMPTY", OR_FIRST(ENOTEMPTY, EEXIST)},
    {"EDEADLOCK", OR_FIRST(EDEADLOCK, EDEADLK)},
    {"ECANCELLED", SKT_ECANCELED},
    {"EREFUSED", SKT_ECONNREFUSED},
    {"EFSBADCRC", SKT_EBADMSG},
    {"EFSCORRUPTED", SKT_EUCLEAN},
    {"WSAEWOULDBLOCK", SKT_EAGAIN},
    {"WSAESHUTDOWN", SKT_EPIPE},
    {"WSA_INVALID_HANDLE", SKT_EBADF},
    {"WSA_NOT_ENOUGH_MEMORY", SKT_ENOMEM},
    {"WSA_OPERATION_ABORTED", SKT_ECANCELED},
    {"WSA_QOS_EUNKNOWNPSOBJ", SKT_WSA_QOS_EUNKOWNPSOBJ},
};

static bool is_second_name(int code)
{
    return code < LEAST_RETURNED && (code == SKT_ENOTSUP || code == SKT_ENOTEMPTY || code == SKT_EDEADLOCK);
}

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

/* Whether Winsock's name is WSA and then the errno's. */
static bool is_twin_of_winsock(const condition *c)
{
    return c->windows > 10000 && c->windows < 10100 && c->code != SKT_EAGAIN && c->code != SKT_EPIPE;
}

int skt_error_find(const char *name, int *out)
{
    if (strncmp(name, "SKT_", 4) == 0) name += 4;
    for (size_t i = 0; i < sizeof other_names / sizeof other_names[0]; i++) {
        if (strcmp(other_names[i].name, name) != 0) continue;
        *out = other_names[i].code;
        return 0;
    }
    const char *twin = strncmp(name, "WSAE", 4) == 0 ? name + 3 : NULL;
    for (size_t i = 0; i < CONDITIONS; i++) {
        const condition *c = &conditions[i];
        bool same = strcmp(name_of(c), name) == 0 || (twin && is_twin_of_winsock(c) && strcmp(name_of(c), twin) == 0);
        if (!same) continue;
        *out = c->code;
        return 0;
    }
    return SKT_ENOENT;
}

size_t skt_error_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < CONDITIONS; i++) count += !is_second_name(conditions[i].code);
    return count;
}

int skt_error_at(size_t index)
{
    for (size_t i = 0; i < CONDITIONS; i++) {
        if (is_second_name(conditions[i].code)) continue;
        if (index-- == 0) return conditions[i].code;
    }
    return 0;
}
