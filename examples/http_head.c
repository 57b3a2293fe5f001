/* SPDX-License-Identifier: MIT */
/* Prints the headers of a page: http_head example.org:80 [/path]. */
#include <skt/skt.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    skt_socket s = SKT_INVALID_SOCKET;
    skt_dial_attempt attempts[8];
    size_t begun = 0;
    char text[1024];
    const char *server = argc > 1 ? argv[1] : "localhost:80", *path = argc > 2 ? argv[2] : "/";
    skt_deadline soon = skt_deadline_in(SKT_SECONDS(10));
    skt_dial_plan plan;

    /* The address may come from an untrusted source: accept IP only, no Unix sockets. */
    skt_dial_plan_init(&plan);
    plan.families = SKT_DIAL_IP;
    plan.attempts = attempts;
    plan.attempts_max = 8;
    plan.attempts_out = &begun;
    int rc = skt_dial(server, NULL, &plan, soon, &s);
    for (size_t i = 0; i < begun && i < plan.attempts_max; i++) {
        skt_addr_format(&attempts[i].address, text, sizeof text);
        const char *outcome = attempts[i].error == 0 ? "connected" : skt_error_name(attempts[i].error);
        fprintf(stderr, "%s: %s after %d ms\n", text, outcome, (int)(attempts[i].took / SKT_MILLISECONDS(1)));
    }

    int len = snprintf(text, sizeof text, "HEAD %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, server);
    if (rc == 0 && (size_t)len >= sizeof text) rc = SKT_EMSGSIZE;
    if (rc == 0) rc = skt_send_all(s, text, (size_t)len, 0, soon, NULL);
    while (rc == 0) {
        size_t done = 0;
        rc = skt_recv_all(s, text, sizeof text, 0, soon, &done);
        fwrite(text, 1, done, stdout);
    }
    if (s != SKT_INVALID_SOCKET) skt_close(s);
    if (rc == SKT_EEOF) return 0;
    fprintf(stderr, "%s: %s\n", server, skt_error_name(rc));
    return 1;
}
