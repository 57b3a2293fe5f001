/* SPDX-License-Identifier: MIT */
/* Names and sentences of results. */
#include "sys.h"
#include "text.h"

const char *skt_error_name(int rc)
{
    switch (rc) {
#define CONDITION(name, text) \
    case SKT_##name: return #name;
#include "errors.def"
#undef CONDITION
    default: return NULL;
    }
}

static const char *sentence(int rc)
{
    switch (rc) {
#define CONDITION(name, text) \
    case SKT_##name: return text;
#include "errors.def"
#undef CONDITION
    default: return NULL;
    }
}

int skt_error_text(int rc, char *out, size_t size)
{
    skt__text text = {.out = out, .size = size};
    const char *known = rc >= 0 ? "no error" : sentence(rc);
    if (known) {
        skt__put(&text, known);
    } else {
        skt__put(&text, "unknown error -");
        skt__put_decimal(&text, (uint64_t)(-(int64_t)rc));
    }
    return skt__put_end(&text);
}

bool skt_error_is_again(int rc)
{
    return rc == SKT_EAGAIN || (SKT__THIS_SYSTEM == SKT_ON_WINDOWS && rc == SKT_ETIMEDOUT);
}
