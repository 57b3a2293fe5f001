/* SPDX-License-Identifier: MIT */
/* The names and texts of error codes. */
#include "sys.h"
#include "text.h"

/* For each condition its name, a zero and its sentence, in arrays, since pointers would need relocations. */
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

/* Packed into four bytes. */
typedef struct condition {
    unsigned number : 16; /* the code, negated */
    unsigned at : 15;     /* in texts */
    unsigned twin : 1;    /* whether Winsock's name is "WSA" followed by this one */
} condition;

#define IS_TWIN(code, windows) ((windows) > 10000 && (windows) < 10100 && (code) != SKT_EAGAIN && (code) != SKT_EPIPE)

static const condition conditions[] = {
#define CONDITION(name, windows, text) \
    {-SKT_##name, offsetof(condition_texts, SKT_##name), IS_TWIN(SKT_##name, windows)},
#include "errors.def"
#undef CONDITION
};

#define CONDITIONS (sizeof conditions / sizeof conditions[0])

_Static_assert(sizeof texts <= 1 << 15, "a place in the texts has 15 bits");

/* The codes of conditions that this system lacks are below all codes of systems. */
#define LEAST_RETURNED (-32000)

/* If the system has one number for two names, skt gives the second name a private code; this maps it to the first. */
#define OR_FIRST(second, first) (SKT_##second < LEAST_RETURNED ? SKT_##first : SKT_##second)

#define OTHER_NAMES(ROW)                                      \
    ROW("EWOULDBLOCK", SKT_EAGAIN)                            \
    ROW("ENOTSUP", OR_FIRST(ENOTSUP, EOPNOTSUPP))             \
    ROW("ENOTEMPTY", OR_FIRST(ENOTEMPTY, EEXIST))             \
    ROW("EDEADLOCK", OR_FIRST(EDEADLOCK, EDEADLK))            \
    ROW("ECANCELLED", SKT_ECANCELED)                          \
    ROW("EREFUSED", SKT_ECONNREFUSED)                         \
    ROW("EFSBADCRC", SKT_EBADMSG)                             \
    ROW("EFSCORRUPTED", SKT_EUCLEAN)                          \
    ROW("WSAEWOULDBLOCK", SKT_EAGAIN)                         \
    ROW("WSAESHUTDOWN", SKT_EPIPE)                            \
    ROW("WSA_INVALID_HANDLE", SKT_EBADF)                      \
    ROW("WSA_NOT_ENOUGH_MEMORY", SKT_ENOMEM)                  \
    ROW("WSA_OPERATION_ABORTED", SKT_ECANCELED)               \
    ROW("WSA_QOS_EUNKNOWNPSOBJ", SKT_WSA_QOS_EUNKOWNPSOBJ)    \
    ROW("WSANO_ADDRESS", SKT_WSANO_DATA)                      \
    ROW("ERROR_FILE_NOT_FOUND", SKT_ENOENT)                   \
    ROW("ERROR_ACCESS_DENIED", SKT_EPERM)                     \
    ROW("ERROR_IO_DEVICE", SKT_EIO)                           \
    ROW("ERROR_INVALID_HANDLE", SKT_EBADF)                    \
    ROW("ERROR_NOT_ENOUGH_MEMORY", SKT_ENOMEM)                \
    ROW("ERROR_INVALID_DATA", SKT_EBADMSG)                    \
    ROW("ERROR_BUSY", SKT_EBUSY)                              \
    ROW("ERROR_ALREADY_EXISTS", SKT_EEXIST)                   \
    ROW("ERROR_NOT_SAME_DEVICE", SKT_EXDEV)                   \
    ROW("ERROR_DIRECTORY", SKT_ENOTDIR)                       \
    ROW("ERROR_TOO_MANY_OPEN_FILES", SKT_ENFILE)              \
    ROW("ERROR_INVALID_FUNCTION", SKT_ENOTTY)                 \
    ROW("ERROR_FILE_TOO_LARGE", SKT_EFBIG)                    \
    ROW("ERROR_DISK_FULL", SKT_ENOSPC)                        \
    ROW("ERROR_SEEK_ON_DEVICE", SKT_ESPIPE)                   \
    ROW("ERROR_WRITE_PROTECT", SKT_EROFS)                     \
    ROW("ERROR_TOO_MANY_LINKS", SKT_EMLINK)                   \
    ROW("ERROR_ARITHMETIC_OVERFLOW", SKT_ERANGE)              \
    ROW("ERROR_POSSIBLE_DEADLOCK", SKT_EDEADLK)               \
    ROW("ERROR_CALL_NOT_IMPLEMENTED", SKT_ENOSYS)             \
    ROW("ERROR_NO_NETWORK", SKT_ENONET)                       \
    ROW("ERROR_NO_UNICODE_TRANSLATION", SKT_EILSEQ)           \
    ROW("ERROR_NOT_SUPPORTED", OR_FIRST(ENOTSUP, EOPNOTSUPP)) \
    ROW("ERROR_OPERATION_ABORTED", SKT_ECANCELED)             \
    ROW("ERROR_INVALID_PARAMETER", SKT_WSA_INVALID_PARAMETER) \
    ROW("ERROR_IO_INCOMPLETE", SKT_WSA_IO_INCOMPLETE)         \
    ROW("ERROR_IO_PENDING", SKT_WSA_IO_PENDING)               \
    ROW("WAIT_TIMEOUT", SKT_WSA_WAIT_TIMEOUT)

/* The names, each ended by a zero, and in the same order the numbers. */
#define NAME(name, code) name "\0"
#define CODE(name, code) -(code),
static const char other_names[] = OTHER_NAMES(NAME);
static const uint16_t other_codes[] = {OTHER_NAMES(CODE)};

static bool is_second_name(int code)
{
    return code < LEAST_RETURNED && (code == SKT_ENOTSUP || code == SKT_ENOTEMPTY || code == SKT_EDEADLOCK);
}

static int code_of(const condition *c)
{
    return -(int)c->number;
}

static const char *name_of(const condition *c)
{
    return (const char *)&texts + c->at;
}

static const condition *condition_of(int rc)
{
    for (size_t i = 0; i < CONDITIONS; i++)
        if (code_of(&conditions[i]) == rc) return &conditions[i];
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

int skt_error_find(const char *name, int *out)
{
    if (strncmp(name, "SKT_", 4) == 0) name += 4;
    const char *other = other_names;
    for (size_t i = 0; i < sizeof other_codes / sizeof other_codes[0]; i++, other += strlen(other) + 1) {
        if (strcmp(other, name) != 0) continue;
        *out = -(int)other_codes[i];
        return 0;
    }
    const char *twin = strncmp(name, "WSAE", 4) == 0 ? name + 3 : NULL;
    for (size_t i = 0; i < CONDITIONS; i++) {
        const condition *c = &conditions[i];
        bool same = strcmp(name_of(c), name) == 0 || (twin && c->twin && strcmp(name_of(c), twin) == 0);
        if (!same) continue;
        *out = code_of(c);
        return 0;
    }
    return SKT_ENOENT;
}

size_t skt_error_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < CONDITIONS; i++) count += !is_second_name(code_of(&conditions[i]));
    return count;
}

int skt_error_at(size_t index)
{
    for (size_t i = 0; i < CONDITIONS; i++) {
        if (is_second_name(code_of(&conditions[i]))) continue;
        if (index-- == 0) return code_of(&conditions[i]);
    }
    return 0;
}
