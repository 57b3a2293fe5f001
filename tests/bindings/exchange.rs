// SPDX-License-Identifier: MIT
//! TCP and UDP with the crate skt-sys that was made of api.json, options set and read by their keys.
use skt_sys::*;
use std::{mem, ptr};

const LOOPBACK: [u8; 4] = [127, 0, 0, 1];

unsafe fn opened(kind: i32) -> skt_socket {
    let mut s = -1;
    assert_eq!(skt_open(SKT_AF_INET, kind, 0, &mut s), 0);
    s
}

unsafe fn bound(s: skt_socket) -> skt_addr {
    let mut address: skt_addr = mem::zeroed();
    skt_addr_ipv4(LOOPBACK.as_ptr(), 0, &mut address);
    assert_eq!(skt_bind(s, &address), 0);
    assert_eq!(skt_local_address(s, &mut address), 0);
    address
}

unsafe fn tcp() {
    let (listener, client, mut server) = (opened(SKT_SOCK_STREAM), opened(SKT_SOCK_STREAM), -1);
    let (address, soon) = (bound(listener), skt_deadline_in(20 * 1_000_000_000));
    assert_eq!(skt_listen(listener, 5), 0);
    assert_eq!(skt_connect_by(client, &address, soon), 0);
    assert_eq!(skt_accept(listener, 0, &mut server, ptr::null_mut()), 0);

    let (mut on, mut idle) = (false, 0);
    assert_eq!(skt_set_bool(client, SKT_TCP_NODELAY, true), 0);
    assert_eq!(skt_get_bool(client, SKT_TCP_NODELAY, &mut on), 0);
    assert_eq!(skt_set_duration(client, SKT_TCP_KEEPIDLE, 77 * 1_000_000_000), 0);
    assert_eq!(skt_get_duration(client, SKT_TCP_KEEPIDLE, &mut idle), 0);
    assert!(on && idle == 77 * 1_000_000_000);
    let wrong = skt_bool_option { number: SKT_N_TCP_KEEPIDLE };
    assert_eq!(skt_set_bool(client, wrong, true), SKT_EINVAL);

    let mut room = [0u8; 5];
    assert_eq!(skt_send_all(client, b"hello".as_ptr().cast(), 5, 0, soon, ptr::null_mut()), 0);
    assert_eq!(skt_recv_all(server, room.as_mut_ptr().cast(), 5, 0, soon, ptr::null_mut()), 0);
    assert_eq!(&room, b"hello");
    for s in [client, server, listener] {
        assert_eq!(skt_close(s), 0);
    }
}

unsafe fn udp() {
    let (first, second) = (opened(SKT_SOCK_DGRAM), opened(SKT_SOCK_DGRAM));
    let (there, mut sender, mut room) = (bound(first), mem::zeroed(), [0u8; 16]);
    assert_eq!(skt_sendto(second, b"datagram".as_ptr().cast(), 8, 0, &there), 8);
    assert_eq!(skt_recvfrom(first, room.as_mut_ptr().cast(), 16, 0, &mut sender), 8);
    assert!(&room[..8] == b"datagram" && skt_addr_port(&sender) > 0);
    for s in [first, second] {
        assert_eq!(skt_close(s), 0);
    }
}

fn main() {
    assert!(layouts_agree());
    unsafe {
        tcp();
        udp();
    }
    println!("Rust: TCP and UDP, SKT_TCP_NODELAY and SKT_TCP_KEEPIDLE by key");
}
