/* SPDX-License-Identifier: MIT */
/*
 * An echo server that uses the listeners that a service manager passes (systemd's socket activation), or makes its own
 * if it is started from a shell.
 *
 *     echo_activated [ADDRESS] [COUNT]    serves ":7000" by default, for ever or so many connections
 *     systemd-socket-activate -l 7000 -l /tmp/echo.sock echo_activated
 */
#include <skt/skt.h>

#include <stdio.h>
#include <stdlib.h>

/* Gets the inherited listeners, or else listens at the address. */
static int listeners(const char *at, skt_socket out[SKT_SERVE_MOST])
{
    int count = skt_inherited(getenv("LISTEN_PID"), getenv("LISTEN_FDS"), out, SKT_SERVE_MOST);
    if (count > SKT_SERVE_MOST) count = SKT_SERVE_MOST;
    return count != 0 ? count : skt_serve(at, NULL, out, SKT_SERVE_MOST);
}

static void say_where(skt_socket listener)
{
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    if (skt_local_address(listener, &here) < 0) return;
    skt_addr_format(&here, text, sizeof text);
    printf("listening on %s\n", text);
    fflush(stdout);
}

static void echo(skt_socket client)
{
    char bytes[4096];
    skt_ssize got;
    while ((got = skt_recv(client, bytes, sizeof bytes, 0)) > 0)
        if (skt_send_all(client, bytes, (size_t)got, 0, skt_deadline_in(SKT_SECONDS(30)), NULL) < 0) break;
    skt_close(client);
}

int main(int argc, char **argv)
{
    skt_socket listening[SKT_SERVE_MOST];
    skt_pollfd waiting[SKT_SERVE_MOST];
    unsigned long left = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
    bool for_ever = left == 0;
    int count = listeners(argc > 1 ? argv[1] : ":7000", listening), rc = count;
    for (int i = 0; i < count; i++) say_where(listening[i]);
    while (rc >= 0 && (for_ever || left > 0)) {
        for (int i = 0; i < count; i++) waiting[i] = (skt_pollfd){.socket = listening[i], .events = SKT_POLLIN};
        rc = skt_poll(waiting, (size_t)count, SKT_NEVER);
        for (int i = 0; i < count; i++) {
            skt_socket client;
            if (rc <= 0 || !waiting[i].revents || skt_accept(listening[i], 0, &client, NULL) < 0) continue;
            echo(client);
            left--;
        }
        if (rc == SKT_EINTR) rc = 0;
    }
    if (rc < 0) fprintf(stderr, "echo_activated: %s\n", skt_error_name(rc));
    return rc < 0 ? 1 : 0;
}
