/* SPDX-License-Identifier: MIT */
/* SOL_SOCKET on Unix sockets: unix(7). */
#include "effects.h"

#include <sys/socket.h>
#include <unistd.h>

enum { ITEM_CREDENTIALS = 2 };

static void no_handles_come(const effect *row)
{
    connection c = open_ends(row->where);
    const skt_file handle = STDERR_FILENO;
    skt_file got;
    char byte;
    size_t len = 1;
    assert_ok(skt_send_handles(c.client, &handle, 1, "x", 1));
    assert_int_equal(skt_recv_handles(c.server, &got, 1, &byte, &len), 1);
    close(got);
    set_text(c.server, row->option, row->set);
    assert_rc(skt_send_handles(c.client, &handle, 1, "x", 1), SKT_EPERM);
    close_both(&c);
}

static void the_groups_are_those_of_the_process(const effect *row)
{
    connection c = open_ends(row->where);
    gid_t told[256], own[256];
    size_t len = sizeof told;
    int count = getgroups((int)COUNT_OF(own), own);
    assert_in_range(count, 0, COUNT_OF(own));
    assert_rc(skt_get_bytes(c.client, SKT_SO_PEERGROUPS, told, &len), 0);
    assert_int_equal(len, (size_t)count * sizeof own[0]);
    for (int i = 0; i < count; i++) {
        bool found = false;
        for (int k = 0; k < count && !found; k++) found = told[k] == own[i];
        assert_true(found);
    }
    close_both(&c);
}

static void peeking_begins_there(const effect *row)
{
    connection c = open_ends(row->where);
    char bytes[4];
    assert_int_equal(skt_send(c.client, "abcdef", 6, 0), 6);
    set_text(c.server, row->option, row->set);
    for (const char *wanted = "cdef"; *wanted; wanted += 2) {
        assert_int_equal(skt_recv(c.server, bytes, 2, SKT_MSG_PEEK), 2);
        assert_memory_equal(bytes, wanted, 2);
    }
    assert_int_equal(skt_recv(c.server, bytes, 2, 0), 2);
    assert_memory_equal(bytes, "ab", 2);
    close_both(&c);
}

static const effect rows[] = {
    {EFFECT(SO_PASSCRED), "true", an_item_comes, "the sender's credentials come along", .where = UNIX_DATAGRAM,
     .level = SOL_SOCKET, .type = ITEM_CREDENTIALS},
    {EFFECT(SO_PASSPIDFD), "true", an_item_comes, "a descriptor of the sender comes along", .where = UNIX_DATAGRAM,
     .kind = SKT_CONTROL_PIDFD},
    {EFFECT(SO_PASSRIGHTS), "false", no_handles_come, "the sender of a descriptor is refused", .where = UNIX_STREAM},
    {EFFECT(SO_INQ), "true", the_rest_is_counted, "each receive says how many bytes remain", .where = UNIX_STREAM},
    {EFFECT(SO_PEERGROUPS), NULL, the_groups_are_those_of_the_process, "are those of getgroups", .where = UNIX_STREAM},
    {EFFECT(SO_PEEK_OFF), "2", peeking_begins_there, "peeking begins there, and receiving does not",
     .where = UNIX_STREAM},
};
const effects unix_effects = EFFECTS(rows);
