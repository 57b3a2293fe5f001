/* SPDX-License-Identifier: MIT */
/* Sets options by key, then those that are named: options tcp_keepidle=30s so_rcvbuf=65536 */
#include <skt/skt.h>

#include <stdio.h>
#include <string.h>

/* Sets one from "NAME=VALUE" and prints what the system then says. */
static int set_named(skt_socket s, const char *text)
{
    char name[32] = "", value[256];
    skt_option option;
    const char *equals = strchr(text, '=');
    if (equals == NULL || (size_t)(equals - text) >= sizeof name) return SKT_EINVAL;
    memcpy(name, text, (size_t)(equals - text));
    int rc = skt_option_find(name, &option);
    if (rc == 0) rc = skt_option_set_text(s, option, equals + 1);
    if (rc == 0) rc = skt_option_get_text(s, option, value, sizeof value);
    if (rc >= 0) printf("%s is %s\n", name, value);
    return rc < 0 ? rc : 0;
}

int main(int argc, char **argv)
{
    skt_socket s;
    bool on = false;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;

    rc = skt_set_bool(s, SKT_TCP_NODELAY, true);
    if (rc == 0) rc = skt_get_bool(s, SKT_TCP_NODELAY, &on);
    if (rc == 0) printf("TCP_NODELAY is %s\n", on ? "on" : "off");

    /* An option that not every system has: the program compiles everywhere, and learns it here. */
    int optional = skt_set_duration(s, SKT_TCP_USER_TIMEOUT, SKT_SECONDS(20));
    if (skt_error_is_unsupported(optional))
        printf("no TCP_USER_TIMEOUT on this system\n");
    else if (rc == 0)
        rc = optional;

    if (rc == 0 && argc < 2) rc = set_named(s, "SO_KEEPALIVE=on");
    for (int i = 1; rc == 0 && i < argc; i++) rc = set_named(s, argv[i]);
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(s);
    return rc == 0 && on ? 0 : 1;
}
