/* SPDX-License-Identifier: MIT */
/*
 * Sets "NAME=text" on a new socket of each sort. The text that is read back must be accepted again. "NAME" alone only
 * looks the name up.
 */
#include "fuzz.h"

/* A text that was read must be accepted again, unless setting the option needs a privilege. */
static void check_text_again(skt_socket s, skt_option option, char *text, size_t size)
{
    int len = skt_option_get_text(s, option, text, size);
    if (len < 0 || (size_t)len >= size) return;
    CLAIM(strlen(text) == (size_t)len);
    int rc = skt_option_set_text(s, option, text);
    CLAIM(rc == 0 || rc == SKT_EPERM || rc == SKT_EACCES);
}

static void set_on(int family, int type, skt_option option, const char *value)
{
    char text[600];
    skt_socket s;
    if (skt_open(family, type, 0, &s) < 0) return;
    int rc = skt_option_set_text(s, option, value);
    CLAIM(rc <= 0);
    if (rc == 0) check_text_again(s, option, text, sizeof text);
    skt_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *name = string_of(data, size);
    char *value = strchr(name, '=');
    skt_option option;
    if (value) *value++ = '\0';
    int rc = skt_option_find(name, &option);
    CLAIM(rc == 0 || rc == SKT_EINVAL);
    if (rc == 0) {
        const skt_option_info *info = skt_option_describe(option);
        CLAIM(info != NULL && strstr(name, info->name) != NULL);
        if (value) {
            CLAIM(skt_option_set_text(SKT_INVALID_SOCKET, option, value) < 0);
            set_on(SKT_AF_INET, SKT_SOCK_STREAM, option, value);
            set_on(SKT_AF_INET6, SKT_SOCK_DGRAM, option, value);
        }
    }
    free(name);
    return 0;
}
