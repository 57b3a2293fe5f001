/* SPDX-License-Identifier: MIT */
/* Says what this system has of some options that programs often look for with #ifdef. */
#include <skt/skt.h>

#include <stdio.h>

static const char *const names[] = {
    "SO_REUSEPORT", "SO_EXCLUSIVEADDRUSE", "TCP_FASTOPEN", "TCP_USER_TIMEOUT",
    "UDP_SEGMENT",  "UDP_SEND_MSG_SIZE",   "IP_PKTINFO",
};

/* Whether a kernel has an option is asked of a socket of the kind that the option is for. */
static const char *answer(skt_option option, skt_socket tcp, skt_socket udp)
{
    if (!skt_option_supported(option)) return "not on this system";
    if (skt_option_probe(tcp, option) == 0) return "yes, for TCP";
    if (skt_option_probe(udp, option) == 0) return "yes, for UDP";
    return "not in this kernel";
}

int main(void)
{
    skt_socket tcp = SKT_INVALID_SOCKET, udp = SKT_INVALID_SOCKET;
    skt_option option;

    int rc = skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &tcp);
    if (rc == 0) rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &udp);
    for (size_t i = 0; rc == 0 && i < sizeof names / sizeof names[0]; i++) {
        rc = skt_option_find(names[i], &option);
        if (rc == 0) printf("%s: %s\n", names[i], answer(option, tcp, udp));
    }
    if (rc < 0) fprintf(stderr, "%s\n", skt_error_name(rc));
    if (tcp != SKT_INVALID_SOCKET) skt_close(tcp);
    if (udp != SKT_INVALID_SOCKET) skt_close(udp);
    return rc == 0 ? 0 : 1;
}
