/* SPDX-License-Identifier: MIT */
/* The same as five.c by system calls. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_storage to;
    char bytes[64];
    int on = 1;
    int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (s < 0) return 1;
    if (setsockopt(s, SOL_SOCKET, SO_BROADCAST, &on, sizeof on) < 0) return 1;
    memcpy(&to, argv[argc - 1], sizeof to);
    if (sendto(s, bytes, 1, MSG_NOSIGNAL, (struct sockaddr *)&to, sizeof to) < 0) return 1;
    if (recv(s, bytes, sizeof bytes, 0) < 0) return 1;
    return close(s);
}
