/* SPDX-License-Identifier: MIT */
/* Connects to localhost by name. Nobody listens at its IPv6 address, so the attempt by IPv4 wins. */
#include <skt/skt.h>

#include <stdio.h>

int main(void)
{
    skt_socket listener = SKT_INVALID_SOCKET, s = SKT_INVALID_SOCKET;
    skt_addr here = {0};
    skt_dial_plan plan;
    skt_dial_attempt attempts[4];
    size_t begun = 0;
    char port[8], text[SKT_ADDR_TEXT_MAX];

    int rc = skt_serve("127.0.0.1:0", NULL, &listener, 1);
    if (rc > 0) rc = skt_local_address(listener, &here);

    skt_dial_plan_init(&plan);
    plan.families = SKT_DIAL_IP; /* a text from outside leads to IP alone, never to a path */
    plan.attempts = attempts;
    plan.attempts_max = 4;
    plan.attempts_out = &begun;
    if (rc == 0) {
        snprintf(port, sizeof port, "%d", skt_addr_port(&here));
        rc = skt_dial("localhost", port, &plan, skt_deadline_in(SKT_SECONDS(10)), &s);
    }
    for (size_t i = 0; i < begun && i < plan.attempts_max; i++) {
        skt_ip_format(&attempts[i].address, text, sizeof text);
        printf("%s: %s\n", text, attempts[i].error == 0 ? "connected" : skt_error_name(attempts[i].error));
    }
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    if (s != SKT_INVALID_SOCKET) skt_close(s);
    if (listener != SKT_INVALID_SOCKET) skt_close(listener);
    return rc == 0 ? 0 : 1;
}
