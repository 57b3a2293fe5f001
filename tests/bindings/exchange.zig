// SPDX-License-Identifier: MIT
//! TCP and UDP with what translate-c makes of <skt/constants.h>, options set and read by their keys.
const std = @import("std");
const c = @import("skt.zig");

const second = 1_000_000_000;

fn must(held: bool) void {
    if (!held) @panic("not as it must be");
}

fn opened(kind: c_int) c.skt_socket {
    var s: c.skt_socket = -1;
    must(c.skt_open(c.SKT_N_AF_INET, kind, 0, &s) == 0);
    return s;
}

fn bound(s: c.skt_socket) c.skt_addr {
    var address: c.skt_addr = undefined;
    const text: []const u8 = "127.0.0.1:0";
    must(c.skt_flat_addr_parse(text.ptr, text.len, &address) == 0);
    must(c.skt_bind(s, &address) == 0);
    must(c.skt_local_address(s, &address) == 0);
    return address;
}

fn tcp() void {
    const listener = opened(c.SKT_N_SOCK_STREAM);
    const client = opened(c.SKT_N_SOCK_STREAM);
    const address = bound(listener);
    const soon = c.skt_deadline_in(20 * second);
    var server: c.skt_socket = -1;
    must(c.skt_listen(listener, 5) == 0);
    must(c.skt_connect_by(client, &address, soon) == 0);
    must(c.skt_accept(listener, 0, &server, null) == 0);

    const no_delay: c.skt_bool_option = .{ .number = c.SKT_N_TCP_NODELAY };
    const keep_idle: c.skt_duration_option = .{ .number = c.SKT_N_TCP_KEEPIDLE };
    var on = false;
    var idle: c.skt_duration = 0;
    must(c.skt_set_bool(client, no_delay, true) == 0);
    must(c.skt_get_bool(client, no_delay, &on) == 0 and on);
    must(c.skt_set_duration(client, keep_idle, 77 * second) == 0);
    must(c.skt_get_duration(client, keep_idle, &idle) == 0 and idle == 77 * second);
    must(c.skt_set_bool(client, .{ .number = c.SKT_N_TCP_KEEPIDLE }, true) == c.SKT_N_EINVAL);

    var room: [5]u8 = undefined;
    must(c.skt_send_all(client, "hello", 5, 0, soon, null) == 0);
    must(c.skt_recv_all(server, &room, 5, 0, soon, null) == 0);
    must(std.mem.eql(u8, &room, "hello"));
    for ([_]c.skt_socket{ client, server, listener }) |s| must(c.skt_close(s) == 0);
}

fn udp() void {
    const first = opened(c.SKT_N_SOCK_DGRAM);
    const sending = opened(c.SKT_N_SOCK_DGRAM);
    const there = bound(first);
    var sender: c.skt_addr = undefined;
    var room: [16]u8 = undefined;
    must(c.skt_sendto(sending, "datagram", 8, 0, &there) == 8);
    must(c.skt_recvfrom(first, &room, 16, 0, &sender) == 8);
    must(std.mem.eql(u8, room[0..8], "datagram"));
    for ([_]c.skt_socket{ first, sending }) |s| must(c.skt_close(s) == 0);
}

pub fn main() void {
    tcp();
    udp();
    std.debug.print("Zig: TCP and UDP, SKT_TCP_NODELAY and SKT_TCP_KEEPIDLE by key\n", .{});
}
