/* SPDX-License-Identifier: MIT */
#include "sending.h"

#include "input.h"
#include "progress.h"
#include "transfer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Check for messages of the receiver after this many entries. */
#define LOOK_EVERY 32

/* The interval of WAIT messages while standard input has no data. */
#define INPUT_WAIT SKT_SECONDS(1)

static const char *shown_path(const char *path, char shown[SAY_MAX])
{
    return printable(path, shown);
}

/* Reports confirmed entries to the user. */
static int confirmed(sending *s, uint64_t count)
{
    char shown[SAY_MAX];
    if (count == 0 || count > s->count - s->under_way) return SKT_EBADMSG;
    for (; count > 0; count--) {
        sending_entry *e = &s->entries[s->first];
        if (s->verbose && e->is_file)
            print(OS_STDERR, "sent %s: %" PRIu64 " of %" PRIu64 " bytes\n", shown_path(e->path, shown),
                  e->len - e->start, e->len);
        if (s->json && e->is_file) transfer_report("skt.send/1", e->path, e->len, e->start);
        free(e->path);
        s->first = (s->first + 1) % SENDING_WINDOW;
        s->count--;
    }
    return 0;
}

/* The entry to which the receiver's next message refers. */
static const char *subject(const sending *s, char shown[SAY_MAX])
{
    return shown_path(s->count > 0 ? s->entries[s->first].path : s->path, shown);
}

static int trouble(const sending *s, int rc)
{
    char shown[SAY_MAX];
    return transfer_trouble(subject(s, shown), rc);
}

/* Prints the receiver's refusal, or that its message violates the protocol. */
static int unexpected(const sending *s)
{
    char sentence[WIRE_REASON_MAX + 1] = "", shown[SAY_MAX], path[SAY_MAX];
    if (s->message.type != WIRE_REFUSED) return trouble(s, SKT_EBADMSG);
    size_t len = s->message.len < WIRE_REASON_MAX ? s->message.len : WIRE_REASON_MAX;
    memcpy(sentence, s->message.body, len);
    return complain("%s: refused: %s", subject(s, path), printable(sentence, shown));
}

/* Handles a message that confirms entries and returns 0; returns 1 for any other message. */
static int note(sending *s)
{
    if (s->message.type != WIRE_DONE) return 1;
    return s->message.len == 4 ? confirmed(s, wire_get_u32(s->message.body)) : SKT_EBADMSG;
}

/* Receives the next message that does not confirm entries. */
static int expect(sending *s, enum wire_type type, uint64_t prefix)
{
    for (;;) {
        int rc = wire_recv_after_waits(&s->c, prefix, &s->message);
        if (rc == 0) rc = note(s);
        if (rc < 0) return trouble(s, rc);
        if (rc > 0) return s->message.type == (int)type ? STATUS_OK : unexpected(s);
    }
}

/* Waits until no more than `most` entries are unconfirmed. */
static int settle(sending *s, size_t most)
{
    while (s->count > most) {
        int rc = wire_recv(&s->c, &s->message);
        if (rc == 0) rc = note(s);
        if (rc != 0) return rc < 0 ? trouble(s, rc) : unexpected(s);
    }
    return STATUS_OK;
}

/* Handles messages that have arrived already, without waiting. */
static int look(sending *s)
{
    s->unlooked = 0;
    while (channel_has_input(&s->c)) {
        int rc = wire_recv(&s->c, &s->message);
        if (rc == 0) rc = note(s);
        if (rc != 0) return rc < 0 ? trouble(s, rc) : unexpected(s);
    }
    return STATUS_OK;
}

int sending_failed(sending *s, int rc)
{
    bool cut = rc == SKT_EPIPE || rc == SKT_ECONNRESET || rc == SKT_ECONNABORTED;
    s->c.out_len = 0;
    while (cut && wire_recv(&s->c, &s->message) == 0) {
        int other = note(s);
        if (other < 0) break;
        if (other > 0 && s->message.type == WIRE_REFUSED) return unexpected(s);
        if (other > 0) break;
    }
    return trouble(s, rc);
}

int sending_announce(sending *s, enum wire_type type, const void *body, size_t len)
{
    int status = ++s->unlooked >= LOOK_EVERY ? look(s) : STATUS_OK;
    if (status == STATUS_OK) status = settle(s, SENDING_WINDOW - 1);
    if (status != STATUS_OK) return status;
    size_t path_len = strlen(s->path) + 1;
    char *path = (char *)malloc(path_len);
    if (path == NULL) return complain_of("the names of the files", SKT_ENOMEM);
    memcpy(path, s->path, path_len);
    s->entries[(s->first + s->count++) % SENDING_WINDOW] = (sending_entry){.path = path};
    int rc = wire_send(&s->c, type, body, len);
    return rc < 0 ? sending_failed(s, rc) : STATUS_OK;
}

static sending_entry *last_entry(sending *s)
{
    return &s->entries[(s->first + s->count - 1) % SENDING_WINDOW];
}

static int announce_file(sending *s, const os_details *details, unsigned more, uint64_t len, const char *name)
{
    uint8_t body[WIRE_DETAILS + 8 + WIRE_NAME_MAX];
    size_t name_len = strlen(name);
    wire_put_details(body, details, more);
    wire_put_u64(body + WIRE_DETAILS, len);
    memcpy(body + WIRE_DETAILS + 8, name, name_len); /* NOLINT(bugprone-not-null-terminated-result) */
    int status = sending_announce(s, WIRE_FILE, body, WIRE_DETAILS + 8 + name_len);
    if (status != STATUS_OK) return status;
    last_entry(s)->len = more & WIRE_ENDLESS ? 0 : len;
    last_entry(s)->is_file = true;
    s->under_way = !(more & WIRE_WHOLE);
    return STATUS_OK;
}

static void show(const sending *s, const char *doing, uint64_t done, uint64_t total)
{
    if (!s->quiet) progress_begin(s->path, doing, done, total);
}

/* Sends a message with data behind it. */
static int put(sending *s, enum wire_type type, const void *body, size_t len, const void *more, size_t more_len)
{
    int rc = wire_send(&s->c, type, body, len);
    if (rc == 0 && more_len > 0) rc = channel_send(&s->c, more, more_len);
    return rc < 0 ? sending_failed(s, rc) : STATUS_OK;
}

static int put_number(sending *s, enum wire_type type, uint64_t number)
{
    uint8_t body[8];
    wire_put_u64(body, number);
    return put(s, type, body, sizeof body, NULL, 0);
}

static int became_shorter(const source *from)
{
    return complain("%s: the file became shorter while it was sent", from->name);
}

/* Sends a small file as one message. */
static int send_whole(sending *s, const source *from, const os_details *details, const char *name)
{
    uint8_t sum[WIRE_DIGEST];
    uint64_t at = 0;
    for (bool more = true; more;) {
        skt_ssize count = os_read_at(from->file, s->room + at, (size_t)(from->len + 1 - at), at);
        if (count < 0) return complain_of(from->name, (int)count);
        at += (uint64_t)count;
        more = count > 0 && at < from->len;
    }
    if (at > from->len) return complain("%s: the file became longer while it was sent", from->name);
    if (at < from->len) return became_shorter(from);
    size_t len = (size_t)at;
    int status = announce_file(s, details, WIRE_WHOLE, len, name);
    int rc = status == STATUS_OK ? channel_send(&s->c, s->room, len) : 0;
    if (rc < 0) return sending_failed(s, rc);
    digest_of(s->room, len, sum);
    return status == STATUS_OK ? put(s, WIRE_CHECK, sum, sizeof sum, NULL, 0) : status;
}

static bool cannot_sendfile(int rc)
{
    return rc == SKT_EUNSUPPORTED || rc == SKT_EINVAL || rc == SKT_ENOSYS || rc == SKT_EOPNOTSUPP;
}

static int send_chunk(sending *s, const source *from, uint64_t offset, size_t len)
{
    uint64_t done = 0;
    if (s->by_sendfile) {
        int rc = channel_send_file(&s->c, from->file, offset, len, &done);
        if (done > 0 || !cannot_sendfile(rc)) return rc;
        s->by_sendfile = false;
    }
    return channel_send(&s->c, s->room, len);
}

/* Reads each chunk for the checksum, then sends it by skt_sendfile. */
static int send_piece(sending *s, const source *from, uint64_t offset, uint64_t end)
{
    int status = put_number(s, WIRE_BYTES, end - offset);
    while (status == STATUS_OK && offset < end) {
        status = look(s);
        if (status != STATUS_OK) return status;
        size_t want = end - offset < sizeof s->room ? (size_t)(end - offset) : sizeof s->room;
        skt_ssize count = os_read_at(from->file, s->room, want, offset);
        if (count < 0) return complain_of(from->name, (int)count);
        if (count == 0) return became_shorter(from);
        digest_add(&s->sum, s->room, (size_t)count);
        int rc = send_chunk(s, from, offset, (size_t)count);
        if (rc == SKT_EEOF) return became_shorter(from);
        if (rc < 0) return sending_failed(s, rc);
        offset += (uint64_t)count;
        progress_add((uint64_t)count);
    }
    return status;
}

static int send_hole(sending *s, uint64_t len)
{
    int status = look(s);
    while (status == STATUS_OK && len > 0) {
        uint64_t part = len < WIRE_HOLE_MAX ? len : WIRE_HOLE_MAX;
        status = put_number(s, WIRE_HOLE, part);
        digest_add_zeros(&s->sum, part);
        progress_add(part);
        len -= part;
        if (os_interrupt_status()) return complain_of(s->path, SKT_EINTR);
    }
    return status;
}

static int send_bytes(sending *s, const source *from, uint64_t offset)
{
    int status = STATUS_OK;
    while (status == STATUS_OK && offset < from->len) {
        uint64_t begin, end;
        os_data_at(from->file, offset, from->len, &begin, &end);
        if (begin > offset) status = send_hole(s, begin - offset);
        if (status == STATUS_OK && begin < end) status = send_piece(s, from, begin, end);
        offset = end;
    }
    return status;
}

/* The offset to start at: the length that the receiver has, if it matches the beginning of this file; else 0. */
static int agree_on_start(sending *s, const source *from, uint64_t *start_out)
{
    uint8_t ours[WIRE_DIGEST], theirs[WIRE_DIGEST];
    uint64_t offset = wire_get_u64(s->message.body);
    if (s->message.len != 8 + WIRE_DIGEST || offset > from->len) return trouble(s, SKT_EBADMSG);
    memcpy(theirs, s->message.body + 8, sizeof theirs);
    show(s, TRANSFER_CHECKING, 0, offset);
    int rc = digest_prefix(&s->sum, &s->c, from->file, offset, s->room);
    if (rc < 0) return sending_failed(s, rc);
    digest_get(&s->sum, ours);
    if (memcmp(ours, theirs, sizeof ours) != 0) {
        offset = 0;
        digest_begin(&s->sum);
    }
    *start_out = last_entry(s)->start = offset;
    return put_number(s, WIRE_START, offset);
}

static int send_check(sending *s)
{
    uint8_t sum[WIRE_DIGEST];
    digest_get(&s->sum, sum);
    s->under_way = false;
    int status = put(s, WIRE_CHECK, sum, sizeof sum, NULL, 0);
    return status == STATUS_OK ? settle(s, 0) : status;
}

static int send_in_pieces(sending *s, const source *from, const os_details *details, const char *name)
{
    uint64_t start = 0;
    int status = announce_file(s, details, 0, from->len, name);
    show(s, TRANSFER_IS_CHECKED, 0, from->len);
    if (status == STATUS_OK) status = expect(s, WIRE_READY, from->len);
    if (status == STATUS_OK) status = agree_on_start(s, from, &start);
    if (status == STATUS_OK) {
        show(s, "", start, from->len);
        status = send_bytes(s, from, start);
    }
    if (status == STATUS_OK) status = source_is_unchanged(from);
    if (status == STATUS_OK) status = send_check(s);
    if (status == STATUS_OK) status = source_is_unchanged(from);
    if (status == STATUS_OK)
        progress_end();
    else
        progress_drop();
    return status;
}

int sending_file(sending *s, source *from, const char *name)
{
    os_details details;
    int rc = os_details_of(from->file, &details);
    if (rc < 0) return complain_of(from->name, rc);
    return from->len <= WIRE_WHOLE_MAX ? send_whole(s, from, &details, name) : send_in_pieces(s, from, &details, name);
}

static int send_input(sending *s)
{
    for (;;) {
        const char *bytes;
        uint8_t head[8];
        skt_ssize count = input_take(&bytes, s->c.socket, skt_deadline_in(INPUT_WAIT));
        int status = STATUS_OK;
        if (count == 0) return STATUS_OK;
        if (count == SKT_EAGAIN) {
            int rc = wire_send(&s->c, WIRE_WAIT, NULL, 0);
            if (rc == 0) rc = channel_flush(&s->c);
            if (rc < 0) status = sending_failed(s, rc);
        } else if (count < 0) {
            return complain_of("standard input", (int)count);
        } else {
            digest_add(&s->sum, bytes, (size_t)count);
            wire_put_u64(head, (uint64_t)count);
            status = put(s, WIRE_BYTES, head, sizeof head, bytes, (size_t)count);
            int rc = status == STATUS_OK ? channel_flush(&s->c) : 0;
            if (rc < 0) status = sending_failed(s, rc);
            last_entry(s)->len += (uint64_t)count;
            progress_add((uint64_t)count);
        }
        if (status == STATUS_OK) status = look(s);
        if (status != STATUS_OK) return status;
    }
}

int sending_input(sending *s, const char *name)
{
    const os_details none = {0};
    memcpy(s->path, "standard input", sizeof "standard input");
    int rc = input_begin();
    if (rc < 0) return complain_of("standard input", rc);
    digest_begin(&s->sum);
    int status = announce_file(s, &none, WIRE_ENDLESS, 0, name);
    if (status == STATUS_OK) status = expect(s, WIRE_READY, 0);
    if (status == STATUS_OK) status = put_number(s, WIRE_START, 0);
    show(s, "", 0, PROGRESS_ENDLESS);
    if (status == STATUS_OK) status = send_input(s);
    if (status == STATUS_OK) status = send_check(s);
    if (status == STATUS_OK)
        progress_end();
    else
        progress_drop();
    return status;
}

int sending_end(sending *s)
{
    int rc = wire_send(&s->c, WIRE_END, NULL, 0);
    if (rc < 0) return sending_failed(s, rc);
    int status = settle(s, 0);
    memcpy(s->path, "the end", sizeof "the end");
    return status == STATUS_OK ? expect(s, WIRE_END, 0) : status;
}
