/* SPDX-License-Identifier: MIT */
/*
 * Echoes datagrams, as echo_udp does, by a completion port of Windows: skt makes the messages, and the program makes
 * the overlapped calls. uring_udp.c is the same for Linux.
 *
 *     port_udp ADDRESS [COUNT]    for ever, or until so many datagrams were answered
 */
#include <skt/native.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 64, ROOM = 2048 };

/* A datagram that is received, then sent back. Its memory must stay valid until the overlapped call has ended. */
typedef struct slot {
    OVERLAPPED call; /* first, so that the completion's pointer is one to the slot */
    SKT_CONTROL_BUFFER(control, SKT_CONTROL_MAX);
    unsigned char room[ROOM];
    skt_addr peer;
    skt_buf buf;
    skt_datagram answer;
    skt_msg msg;
    skt_native_msg *native; /* points to msg */
    bool is_sending;
} slot;

typedef struct answerer {
    skt_socket s;
    int family;
    HANDLE port;
    LPFN_WSARECVMSG receive_message;
    slot slots[SLOTS];
} answerer;

/*
 * Converts the result of a call to skt's form. A call in progress is no error: its completion will arrive at the port.
 */
static int result_of(int rc)
{
    return rc == 0 || WSAGetLastError() == WSA_IO_PENDING ? 0 : -WSAGetLastError();
}

static int receive(answerer *a, slot *one)
{
    one->is_sending = false;
    one->peer.len = SKT_STORAGE_SIZE;
    one->buf = skt_buf_of(one->room, ROOM);
    one->msg = skt_msg_of(&one->peer, &one->buf, 1, one->control, sizeof one->control);
    one->native = skt_native_msg_of(&one->msg);
    return result_of(a->receive_message(a->s, one->native, NULL, &one->call, NULL));
}

/* Echoes a datagram, from the address that it was sent to and with its ECN. */
static int answer(answerer *a, slot *one, DWORD len)
{
    skt_datagram in = {.len = 0};
    one->peer.len = (uint32_t)one->native->namelen;
    one->msg.count = len;
    skt_datagram_unpack(&one->msg, &in);
    one->answer = skt_datagram_to(one->room, in.len, NULL);
    skt_udp_reply(&in, &one->answer);
    one->answer.tos = in.tos;
    one->answer.has |= in.got & SKT_INFO_ECN;
    int rc = skt_datagram_pack(&one->answer, a->family, one->control, sizeof one->control, &one->msg);
    if (rc < 0) return rc;
    one->native = skt_native_msg_of(&one->msg);
    one->is_sending = true;
    return result_of(WSASendMsg(a->s, one->native, 0, NULL, &one->call, NULL));
}

static int serve(answerer *a, unsigned long count)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < SLOTS; i++) rc = receive(a, &a->slots[i]);
    while (rc == 0 && count > 0) {
        DWORD len;
        ULONG_PTR key;
        OVERLAPPED *call = NULL;
        const bool is_done = GetQueuedCompletionStatus(a->port, &len, &key, &call, INFINITE);
        if (call == NULL) return -(int)GetLastError();
        slot *one = (slot *)(void *)call;
        if (one->is_sending) count--;
        if (one->is_sending || !is_done || answer(a, one, len) < 0) rc = receive(a, one);
    }
    return rc;
}

int main(int argc, char **argv)
{
    static answerer a;
    static const GUID which = WSAID_WSARECVMSG;
    skt_addr here;
    char text[SKT_ADDR_TEXT_MAX];
    int rc = argc < 2 ? SKT_EINVAL : skt_addr_parse(argv[1], &here);
    if (rc == 0) rc = skt_open(skt_addr_family(&here), SKT_SOCK_DGRAM, 0, &a.s);
    if (rc == 0 && skt_addr_family(&here) == SKT_AF_INET6) rc = skt_set_bool(a.s, SKT_IPV6_V6ONLY, false);
    if (rc == 0) rc = skt_bind(a.s, &here);
    if (rc == 0) rc = skt_info_enable(a.s, SKT_INFO_LOCAL | SKT_INFO_ECN, NULL);
    if (rc == 0) rc = skt_local_address(a.s, &here);
    if (rc == 0)
        rc = skt_ioctl(a.s, SIO_GET_EXTENSION_FUNCTION_POINTER, &which, sizeof which, (void *)&a.receive_message,
                       sizeof a.receive_message, NULL);
    if (rc == 0 && !(a.port = CreateIoCompletionPort((HANDLE)a.s, NULL, 0, 1))) rc = -(int)GetLastError();
    if (rc == 0) {
        a.family = skt_addr_family(&here);
        skt_addr_format(&here, text, sizeof text);
        printf("%s\n", text);
        fflush(stdout);
        rc = serve(&a, argc > 2 ? strtoul(argv[2], NULL, 10) : ULONG_MAX);
    }
    if (rc < 0) fprintf(stderr, "port_udp: %s\n", skt_error_name(rc));
    return rc < 0;
}
