// SPDX-License-Identifier: MIT

// TCP and UDP by cgo, options set and read by their keys.
package main

/*
#cgo pkg-config: skt
#include <skt/constants.h>
*/
import "C"

import (
	"fmt"
	"unsafe"
)

const second = 1000000000

func must(held bool, what string) {
	if !held {
		panic(what)
	}
}

func opened(kind C.int) C.skt_socket {
	var s C.skt_socket
	must(C.skt_open(C.SKT_N_AF_INET, kind, 0, &s) == 0, "open")
	return s
}

func bound(s C.skt_socket) C.skt_addr {
	var address C.skt_addr
	text := []byte("127.0.0.1:0")
	must(C.skt_flat_addr_parse((*C.char)(unsafe.Pointer(&text[0])), C.size_t(len(text)), &address) == 0, "parse")
	must(C.skt_bind(s, &address) == 0, "bind")
	must(C.skt_local_address(s, &address) == 0, "local address")
	return address
}

func closeAll(sockets ...C.skt_socket) {
	for _, s := range sockets {
		must(C.skt_close(s) == 0, "close")
	}
}

func tcp() {
	listener, client := opened(C.SKT_N_SOCK_STREAM), opened(C.SKT_N_SOCK_STREAM)
	address, soon := bound(listener), C.skt_deadline_in(20*second)
	var server C.skt_socket
	must(C.skt_listen(listener, 5) == 0, "listen")
	must(C.skt_connect_by(client, &address, soon) == 0, "connect")
	must(C.skt_accept(listener, 0, &server, nil) == 0, "accept")

	var on C.bool
	var idle C.skt_duration
	noDelay, keepIdle := C.skt_bool_option{number: C.SKT_N_TCP_NODELAY}, C.skt_duration_option{number: C.SKT_N_TCP_KEEPIDLE}
	must(C.skt_set_bool(client, noDelay, true) == 0, "set TCP_NODELAY")
	must(C.skt_get_bool(client, noDelay, &on) == 0 && bool(on), "get TCP_NODELAY")
	must(C.skt_set_duration(client, keepIdle, 77*second) == 0, "set TCP_KEEPIDLE")
	must(C.skt_get_duration(client, keepIdle, &idle) == 0 && idle == 77*second, "get TCP_KEEPIDLE")
	must(C.skt_set_bool(client, C.skt_bool_option{number: keepIdle.number}, true) == C.SKT_N_EINVAL, "another kind")

	sent, room := []byte("hello"), make([]byte, 5)
	must(C.skt_send_all(client, unsafe.Pointer(&sent[0]), 5, 0, soon, nil) == 0, "send")
	must(C.skt_recv_all(server, unsafe.Pointer(&room[0]), 5, 0, soon, nil) == 0 && string(room) == "hello", "receive")
	closeAll(client, server, listener)
}

func udp() {
	first, second := opened(C.SKT_N_SOCK_DGRAM), opened(C.SKT_N_SOCK_DGRAM)
	there, sent, room := bound(first), []byte("datagram"), make([]byte, 16)
	var sender C.skt_addr
	must(C.skt_sendto(second, unsafe.Pointer(&sent[0]), 8, 0, &there) == 8, "send")
	must(C.skt_recvfrom(first, unsafe.Pointer(&room[0]), 16, 0, &sender) == 8 && string(room[:8]) == "datagram", "receive")
	closeAll(first, second)
}

func main() {
	tcp()
	udp()
	fmt.Println("Go: TCP and UDP, SKT_TCP_NODELAY and SKT_TCP_KEEPIDLE by key")
}
