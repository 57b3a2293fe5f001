/* SPDX-License-Identifier: MIT */
/* Attackers, which connect to a loopback listener before the intended peer and send data at once. */
#include "kernel.h"

static SOCKET attackers[64];
static size_t attacker_count;

/* Connects, or gives up after a second if the backlog is full. */
static bool connect_first(SOCKET s, const struct sockaddr *address, int len)
{
    fd_set connected = {.fd_count = 1, .fd_array = {s}};
    struct timeval second = {.tv_sec = 1};
    ioctlsocket(s, (long)FIONBIO, &(u_long){1});
    if (connect(s, address, len) == 0) return true;
    return WSAGetLastError() == WSAEWOULDBLOCK && select(0, NULL, &connected, NULL, &second) == 1;
}

void attack(SOCKET listener)
{
    struct sockaddr_storage address;
    int len = sizeof address;
    if (standin.attackers == 0 || getsockname(listener, (struct sockaddr *)&address, &len) != 0) return;
    for (unsigned i = 0; i < standin.attackers && attacker_count < COUNT_OF(attackers); i++) {
        SOCKET s = own_socket(address.ss_family, SOCK_STREAM);
        if (connect_first(s, (const struct sockaddr *)&address, len)) send(s, "attack", 6, 0);
        if (standin.attackers_reset) {
            setsockopt(s, SOL_SOCKET, SO_LINGER, (const char *)&(struct linger){.l_onoff = 1}, sizeof(struct linger));
            closesocket(s);
        } else {
            attackers[attacker_count++] = s;
        }
    }
}

bool is_attacker(USHORT port)
{
    for (size_t i = 0; i < attacker_count; i++)
        if (port_of(attackers[i], getsockname) == port) return true;
    return false;
}

void attackers_leave(void)
{
    while (attacker_count > 0) closesocket(attackers[--attacker_count]);
}
