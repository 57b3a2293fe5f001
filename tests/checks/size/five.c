/* SPDX-License-Identifier: MIT */
/* Calls five functions. The size of this program is compared with that of raw.c; it is never run. */
#include <skt/skt.h>

#include <string.h>

int main(int argc, char **argv)
{
    skt_socket s;
    skt_addr to;
    char bytes[64];
    if (skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s) < 0) return 1;
    if (skt_set_bool(s, SKT_SO_BROADCAST, true) < 0) return 1;
    memcpy(&to, argv[argc - 1], sizeof to);
    if (skt_sendto(s, bytes, 1, 0, &to) < 0) return 1;
    if (skt_recv(s, bytes, sizeof bytes, 0) < 0) return 1;
    return skt_close(s);
}
