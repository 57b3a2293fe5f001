/* SPDX-License-Identifier: MIT */
/* Connects to a host and a service and prints the milliseconds that it took and the address: for dial.sh. */
#include <skt/skt.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    char text[SKT_ADDR_TEXT_MAX] = "";
    skt_socket s;
    skt_addr peer;
    if (argc != 3) return 2;
    skt_deadline began = skt_now();
    int rc = skt_dial(argv[1], argv[2], NULL, skt_deadline_in(SKT_SECONDS(3)), &s);
    double took = (double)(skt_now().nanoseconds - began.nanoseconds) / 1e6;
    if (rc == 0 && skt_peer_address(s, &peer) == 0) skt_addr_format(&peer, text, sizeof text);
    printf("%.0f %s\n", took, rc == 0 ? text : skt_error_name(rc));
    return 0;
}
