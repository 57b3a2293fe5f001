/* SPDX-License-Identifier: MIT */
/*
 * Text to address: a parsed address must print as a text that parses to the same address; an error must not change
 * *out.
 */
#include "fuzz.h"

static void check_refusal(int rc, const skt_addr *out, const skt_addr *before)
{
    switch (rc) {
    case SKT_EINVAL:
    case SKT_ENAMETOOLONG:
    case SKT_EUNSUPPORTED:
    case SKT_ENODEV:
    case SKT_ENXIO:
    case SKT_ENOENT: break; /* Windows' error for an unknown interface */
    default: CLAIM(!rc);    /* skt_addr_parse documents no other error */
    }
    /* All bytes, the padding too. NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
    CLAIM(memcmp(out, before, sizeof *out) == 0);
}

/* A buffer of any size gets the same length, and as much of the text as fits with a zero. */
static void check_cut(const skt_addr *addr, const char *text, size_t len, size_t size)
{
    char *cut = malloc(size > 0 ? size : 1);
    CLAIM(cut != NULL);
    CLAIM(skt_addr_format(addr, cut, size) == (int)len);
    if (size > 0) {
        size_t fits = len < size ? len : size - 1;
        CLAIM(memcmp(cut, text, fits) == 0 && cut[fits] == '\0');
    }
    free(cut);
}

static void check_round_trip(const skt_addr *addr)
{
    char text[SKT_ADDR_TEXT_MAX], again[SKT_ADDR_TEXT_MAX];
    skt_addr back;
    int len = skt_addr_format(addr, text, sizeof text);
    CLAIM(len > 0 && (size_t)len < sizeof text && strlen(text) == (size_t)len);
    CLAIM(skt_addr_parse(text, &back) == 0);
    CLAIM(skt_addr_equal(addr, &back) && skt_addr_equal(&back, addr));
    CLAIM(skt_addr_hash(addr) == skt_addr_hash(&back));
    CLAIM(skt_addr_format(&back, again, sizeof again) == len && strcmp(text, again) == 0);
    check_cut(addr, text, (size_t)len, 0);
    check_cut(addr, text, (size_t)len, (size_t)len / 2);
    check_cut(addr, text, (size_t)len, (size_t)len);
    check_cut(addr, text, (size_t)len, (size_t)len + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = string_of(data, size);
    skt_addr addr, before;
    memset(&addr, 0xa5, sizeof addr);
    before = addr;
    int rc = skt_addr_parse(text, &addr);
    if (rc == 0) {
        check_round_trip(&addr);
    } else {
        check_refusal(rc, &addr, &before);
    }
    free(text);
    return 0;
}
