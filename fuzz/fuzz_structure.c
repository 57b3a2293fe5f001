/* SPDX-License-Identifier: MIT */
/*
 * The first two bytes select an option; the others are its value. Its text is printed to buffers of two sizes, and set
 * again.
 */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char whole[1 << 20], again[600];
    if (size < 2) return 0;
    skt_option option = skt_option_at((size_t)(data[0] << 8 | data[1]) % skt_option_count());
    /* A buffer of exactly this size, so that AddressSanitizer detects reads behind it. */
    size_t len = size - 2;
    uint8_t *bytes = malloc(len ? len : 1);
    CLAIM(bytes != NULL);
    memcpy(bytes, data + 2, len);
    int rc = skt_option_bytes_text(option, bytes, len, whole, sizeof whole);
    free(bytes);
    if (skt_option_describe(option)->kind != SKT_KIND_BYTES) {
        CLAIM(rc == SKT_EINVAL);
        return 0;
    }
    CLAIM(rc >= 0 && (size_t)rc < sizeof whole && strlen(whole) == (size_t)rc);
    CLAIM((rc == 0) == (len == 0));
    CLAIM(skt_option_bytes_text(option, data + 2, len, again, sizeof again) == rc);
    CLAIM(strncmp(again, whole, sizeof again - 1) == 0);
    CLAIM(skt_option_set_text(SKT_INVALID_SOCKET, option, whole) < 0);
    return 0;
}
