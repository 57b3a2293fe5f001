/* SPDX-License-Identifier: MIT */
/* Notices a dead peer within a minute, whether the connection is idle or has data under way. */
#include <skt/skt.h>

#include <stdio.h>

int main(void)
{
    skt_socket s;
    bool on = false;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &s);
    if (rc < 0) return fprintf(stderr, "%s\n", skt_error_name(rc)) < 0 ? 2 : 1;

    /* Idle for 30 s, then a probe every 5 s, and over after 6 without an answer. */
    rc = skt_set_keepalive(s, SKT_SECONDS(30), SKT_SECONDS(5), 6);

    /* Keepalive does not probe while data waits for its acknowledgement; this limits that. */
    int limited = skt_set_duration(s, SKT_TCP_USER_TIMEOUT, SKT_SECONDS(60));
    if (!skt_error_is_unsupported(limited) && rc == 0) rc = limited;

    if (rc == 0) rc = skt_get_bool(s, SKT_SO_KEEPALIVE, &on);
    if (rc == 0)
        printf("keepalive is %s\n", on ? "on" : "off");
    else
        fprintf(stderr, "%s\n", skt_error_name(rc));
    skt_close(s);
    return rc == 0 && on ? 0 : 1;
}
