/* SPDX-License-Identifier: MIT */
/* skt send: the sending side of docs/transfer.md. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../stream/reach.h"
#include "digest.h"
#include "progress.h"
#include "source.h"
#include "transfer.h"
#include "wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    SEND_MPTCP,
    SEND_OPTION,
    SEND_SOURCE,
    SEND_DEVICE,
    SEND_TIMEOUT,
    SEND_WAIT,
    SEND_QUIET,
    SEND_VERBOSE,
};

const command_flag send_flags[] = {
    [SEND_MPTCP] = {"mptcp", 0, NULL, "Multipath TCP"},
    [SEND_OPTION] = {"option", 'o', "OPTION[=VALUE]", SETTINGS_HELP},
    [SEND_SOURCE] = {"source", 's', "ADDRESS", "connect from this address; the port is optional"},
    [SEND_DEVICE] = {"device", 0, "NAME", "connect by this interface"},
    [SEND_TIMEOUT] = {"timeout", 't', "SPAN", TRANSFER_TIMEOUT_HELP},
    [SEND_WAIT] = {"wait", 'w', "SPAN", "try again until a receiver is there, this long"},
    [SEND_QUIET] = {"quiet", 'q', NULL, "no progress bar"},
    [SEND_VERBOSE] = {"verbose", 'v', NULL, "say on stderr how many bytes of each file were sent"},
    {0},
};

/* The file that is being sent. */
typedef struct sending {
    const channel *c;
    const arguments *given;
    source from;
    bool by_sendfile;
} sending;

/* Complains of the receiver's refusal, or that it said something that it should not. */
static int unexpected(const char *subject, const wire_message *message)
{
    char sentence[WIRE_REASON_MAX + 1] = "", shown[SAY_MAX];
    if (message->type != WIRE_REFUSED) return transfer_trouble(subject, SKT_EBADMSG);
    size_t len = message->len < WIRE_REASON_MAX ? message->len : WIRE_REASON_MAX;
    memcpy(sentence, message->body, len);
    return complain("%s: refused: %s", subject, printable(sentence, shown));
}

static int expect(const channel *c, const char *subject, enum wire_type type, uint64_t prefix, wire_message *message)
{
    int rc = wire_recv_after_waits(c, prefix, message);
    if (rc < 0) return transfer_trouble(subject, rc);
    return message->type == (int)type ? STATUS_OK : unexpected(subject, message);
}

/* The connection broke while sending; the receiver may have said why before. */
static int sending_failed(const sending *s, int rc)
{
    wire_message message;
    bool cut = rc == SKT_EPIPE || rc == SKT_ECONNRESET;
    if (cut && wire_recv(s->c, &message) == 0 && message.type == WIRE_REFUSED)
        return unexpected(s->from.name, &message);
    return transfer_trouble(s->from.name, rc);
}

static bool cannot_sendfile(int rc)
{
    return rc == SKT_EUNSUPPORTED || rc == SKT_EINVAL || rc == SKT_ENOSYS || rc == SKT_EOPNOTSUPP;
}

static int send_chunk(sending *s, const void *bytes, uint64_t offset, size_t len)
{
    uint64_t done = 0;
    if (s->by_sendfile) {
        int rc = channel_send_file(s->c, s->from.file, offset, len, &done);
        if (done > 0 || !cannot_sendfile(rc)) return rc;
        s->by_sendfile = false;
    }
    return channel_send(s->c, bytes, len);
}

static void show(const sending *s, const char *doing, uint64_t done, uint64_t total)
{
    if (s->given->flags[SEND_QUIET] == NULL) progress_begin(s->from.name, doing, done, total);
}

/* Sends the file from the offset on; each chunk is read for the checksum, and then sent by the system. */
static int send_bytes(sending *s, uint64_t offset)
{
    static char bytes[TRANSFER_CHUNK];
    while (offset < s->from.len) {
        wire_message message;
        if (channel_has_input(s->c)) {
            int rc = wire_recv(s->c, &message);
            return rc < 0 ? transfer_trouble(s->from.name, rc) : unexpected(s->from.name, &message);
        }
        size_t want = s->from.len - offset < sizeof bytes ? (size_t)(s->from.len - offset) : sizeof bytes;
        skt_ssize count = os_read_at(s->from.file, bytes, want, offset);
        if (count < 0) return complain_of(s->from.name, (int)count);
        digest_add(bytes, (size_t)count);
        int rc = count > 0 ? send_chunk(s, bytes, offset, (size_t)count) : SKT_EEOF;
        if (rc == SKT_EEOF) return complain("%s: the file became shorter while it was sent", s->from.name);
        if (rc < 0) return sending_failed(s, rc);
        offset += (uint64_t)count;
        progress_add((uint64_t)count);
    }
    return STATUS_OK;
}

/* Where to start: what the receiver has already, if it is the beginning of this file, else 0. */
static int agree_on_start(const sending *s, const wire_message *ready, uint64_t *start_out)
{
    uint8_t ours[WIRE_DIGEST];
    uint64_t offset = wire_get_u64(ready->body);
    if (ready->len != 8 + WIRE_DIGEST || offset > s->from.len) return transfer_trouble(s->from.name, SKT_EBADMSG);
    show(s, TRANSFER_CHECKING, 0, offset);
    int rc = digest_prefix(s->c, s->from.file, offset);
    if (rc < 0) return transfer_trouble(s->from.name, rc);
    digest_get(ours);
    if (memcmp(ours, ready->body + 8, sizeof ours) != 0) {
        offset = 0;
        digest_begin();
    }
    uint8_t start[8];
    wire_put_u64(start, offset);
    *start_out = offset;
    rc = wire_send(s->c, WIRE_START, start, sizeof start);
    return rc < 0 ? sending_failed(s, rc) : STATUS_OK;
}

static int announce(const sending *s, const char *name, size_t len)
{
    uint8_t body[8 + WIRE_NAME_MAX];
    wire_put_u64(body, s->from.len);
    memcpy(body + 8, name, len); /* its length goes with it: NOLINT(bugprone-not-null-terminated-result) */
    int rc = wire_send(s->c, WIRE_FILE, body, 8 + len);
    return rc < 0 ? sending_failed(s, rc) : STATUS_OK;
}

static int confirm(const sending *s, wire_message *message)
{
    uint8_t digest[WIRE_DIGEST];
    digest_get(digest);
    int rc = wire_send(s->c, WIRE_CHECK, digest, sizeof digest);
    return rc < 0 ? sending_failed(s, rc) : expect(s->c, s->from.name, WIRE_DONE, 0, message);
}

/* All of one file, up to the receiver's confirmation. */
static int converse(sending *s, const char *name, uint64_t *start_out)
{
    wire_message message;
    int status = announce(s, name, strlen(name));
    show(s, TRANSFER_IS_CHECKED, 0, s->from.len);
    if (status == STATUS_OK) status = expect(s->c, s->from.name, WIRE_READY, s->from.len, &message);
    if (status == STATUS_OK) status = agree_on_start(s, &message, start_out);
    if (status == STATUS_OK) {
        show(s, "", *start_out, s->from.len);
        status = send_bytes(s, *start_out);
    }
    if (status == STATUS_OK) status = source_is_unchanged(&s->from);
    if (status == STATUS_OK) status = confirm(s, &message);
    return status == STATUS_OK ? source_is_unchanged(&s->from) : status;
}

static int send_opened(sending *s, const char *name)
{
    uint64_t start = 0;
    int status = converse(s, name, &start);
    if (status != STATUS_OK) {
        progress_drop();
        return status;
    }
    progress_end();
    if (s->given->flags[SEND_VERBOSE])
        print(OS_STDERR, "sent %s: %" PRIu64 " of %" PRIu64 " bytes\n", s->from.name, s->from.len - start, s->from.len);
    return STATUS_OK;
}

static int send_file(const channel *c, const arguments *given, const char *path)
{
    sending s = {.c = c, .given = given, .by_sendfile = !os_sendfile_waits()};
    int status = source_open(path, &s.from);
    if (status != STATUS_OK) return status;
    status = send_opened(&s, os_base_name(path));
    source_close(&s.from);
    return status;
}

static int send_all_files(const channel *c, const arguments *given)
{
    wire_message message;
    int status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i + 1 < given->count; i++) status = send_file(c, given, given->words[i]);
    if (status != STATUS_OK) return status;
    int rc = wire_send(c, WIRE_END, NULL, 0);
    return rc < 0 ? transfer_trouble("the end", rc) : expect(c, "the end", WIRE_END, 0, &message);
}

static int read_reach(const arguments *given, settings *options, reach *out)
{
    const char *timeout = given->flags[SEND_TIMEOUT] ? given->flags[SEND_TIMEOUT] : TRANSFER_TIMEOUT;
    *out = (reach){.text = given->words[given->count - 1],
                   .kind = transfer_kind(given->flags[SEND_MPTCP] != NULL),
                   .options = options,
                   .source = given->flags[SEND_SOURCE],
                   .device = given->flags[SEND_DEVICE]};
    int status = settings_read(given, SEND_OPTION, options);
    if (status == STATUS_OK) status = arguments_duration(timeout, &out->timeout);
    if (status == STATUS_OK && given->flags[SEND_WAIT])
        status = arguments_duration(given->flags[SEND_WAIT], &out->patience);
    return status;
}

int send_run(const arguments *given)
{
    static settings options;
    reach to;
    int status = read_reach(given, &options, &to);
    if (status == STATUS_OK) status = source_check_all(given->words, given->count - 1);
    if (status != STATUS_OK) return status;

    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    skt_socket socket;
    channel c;
    status = reach_connect(&to, &socket);
    if (status != STATUS_OK) return status;
    status = transfer_begin(&c, socket, to.timeout, NULL);
    if (status == STATUS_OK) status = send_all_files(&c, given);
    skt_close(socket);
    reach_leave();
    return status;
}
