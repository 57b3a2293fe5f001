// SPDX-License-Identifier: MIT
//! The work of bench_udp by quinn-udp: datagrams of one size sent, and received until all have come.
use quinn_udp::{RecvMeta, Transmit, UdpSockRef, UdpSocketState, BATCH_SIZE};
use std::io::IoSliceMut;
use std::net::{SocketAddr, UdpSocket};
use std::os::fd::FromRawFd;

pub struct Road {
    output: UdpSocket,
    input: UdpSocket,
    sender: UdpSocketState,
    receiver: UdpSocketState,
    to: SocketAddr,
    rooms: Vec<Vec<u8>>,
}

/// Takes two sockets over, which are closed with the process.
#[no_mangle]
pub extern "C" fn bench_quinn_begin(output: i32, input: i32) -> *mut Road {
    let (output, input) = unsafe { (UdpSocket::from_raw_fd(output), UdpSocket::from_raw_fd(input)) };
    let to = input.local_addr().unwrap();
    let sender = UdpSocketState::new(UdpSockRef::from(&output)).unwrap();
    let receiver = UdpSocketState::new(UdpSockRef::from(&input)).unwrap();
    let rooms = vec![vec![0; 65535]; BATCH_SIZE];
    Box::into_raw(Box::new(Road { output, input, sender, receiver, to, rooms }))
}

/// Sends `count` datagrams of `len` bytes, several at once if `offload` is set, and receives them.
#[no_mangle]
pub extern "C" fn bench_quinn_round(road: &mut Road, content: *const u8, count: usize, len: usize, offload: bool) {
    let content = unsafe { std::slice::from_raw_parts(content, count * len) };
    let most = if offload { road.sender.max_gso_segments().into() } else { 1 };
    for chunk in content.chunks(most * len) {
        let segment_size = (chunk.len() > len).then_some(len);
        let transmit = Transmit { destination: road.to, ecn: None, contents: chunk, segment_size, src_ip: None };
        road.sender.try_send(UdpSockRef::from(&road.output), &transmit).unwrap();
    }
    let mut meta = [RecvMeta::default(); BATCH_SIZE];
    let mut have = 0;
    while have < count * len {
        let mut rooms: Vec<_> = road.rooms.iter_mut().map(|room| IoSliceMut::new(room)).collect();
        let came = road.receiver.recv(UdpSockRef::from(&road.input), &mut rooms, &mut meta).unwrap();
        have += meta[..came].iter().map(|one| one.len).sum::<usize>();
    }
}
