/* SPDX-License-Identifier: MIT */
/* skt recv: the receiving side of docs/transfer.md. Nothing that the sender says is believed before it is checked. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../stream/hear.h"
#include "digest.h"
#include "part.h"
#include "progress.h"
#include "transfer.h"
#include "wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* With --sync, so that the last sync does not keep the sender waiting for long. */
#define SYNC_EVERY ((uint64_t)256 << 20)

enum {
    RECV_OUTPUT,
    RECV_RESUME,
    RECV_FORCE,
    RECV_KEEP,
    RECV_SYNC,
    RECV_MPTCP,
    RECV_TIMEOUT,
    RECV_QUIET,
    RECV_VERBOSE,
    RECV_REPLACE,
    RECV_OPTION,
};

const command_flag recv_flags[] = {
    [RECV_OUTPUT] = {"output", 'o', "FILE|DIR", "the folder for the files (.), or the name of the one file"},
    [RECV_RESUME] = {"resume", 'r', NULL, "continue .part files where the sender's file begins the same"},
    [RECV_FORCE] = {"force", 'f', NULL, "replace files that are there already"},
    [RECV_KEEP] = {"keep", 'k', NULL, "go on with the next connection, until an interrupt"},
    [RECV_SYNC] = {"sync", 0, NULL, "confirm a file only when it is on the disk"},
    [RECV_MPTCP] = {"mptcp", 0, NULL, "Multipath TCP"},
    [RECV_TIMEOUT] = {"timeout", 't', "SPAN", TRANSFER_TIMEOUT_HELP},
    [RECV_QUIET] = {"quiet", 'q', NULL, "no progress bar"},
    [RECV_VERBOSE] = {"verbose", 'v', NULL, "say on stderr how many bytes of each file were received"},
    [RECV_REPLACE] = {"replace", 0, NULL, "replace a Unix path that nobody serves"},
    [RECV_OPTION] = {"option", 'O', "OPTION[=VALUE]", SETTINGS_HELP},
    {0},
};

/* One connection and the file that it is about. */
typedef struct receiving {
    const channel *c;
    const arguments *given;
    destination to;
    size_t files;       /* received */
    char name[SAY_MAX]; /* to be shown */
    uint64_t len;
    part part;
} receiving;

/* Tells the sender and the user why not. */
static int refuse(const receiving *r, const char *why)
{
    size_t len = strlen(why) < WIRE_REASON_MAX ? strlen(why) : WIRE_REASON_MAX;
    complain("%s: refused: %s", r->name, why);
    if (wire_send(r->c, WIRE_REFUSED, why, len) == 0) channel_drain(r->c);
    return STATUS_FAILED;
}

static int broken(const receiving *r, int rc)
{
    if (rc == SKT_EBADMSG) return refuse(r, "the message is not what the transfer format has at this place");
    if (rc == CHANNEL_TURN_OVER) return refuse(r, "too little came while others waited");
    return transfer_trouble(r->name, rc);
}

static int expect(const receiving *r, enum wire_type type, size_t len, uint64_t prefix, wire_message *message)
{
    int rc = wire_recv_after_waits(r->c, prefix, message);
    if (rc == 0 && (message->type != (int)type || message->len != len)) rc = SKT_EBADMSG;
    return rc < 0 ? broken(r, rc) : STATUS_OK;
}

static void show(const receiving *r, const char *doing, uint64_t done, uint64_t total)
{
    if (r->given->flags[RECV_QUIET] == NULL) progress_begin(r->name, doing, done, total);
}

/* Offers what there is already; *start_out is where the sender goes on. The digest then has all that is before. */
static int agree_on_start(receiving *r, uint64_t *start_out)
{
    wire_message message;
    char why[SAY_MAX];
    uint8_t ready[8 + WIRE_DIGEST];
    uint64_t offer = r->part.len <= r->len ? r->part.len : 0;
    show(r, TRANSFER_CHECKING, 0, offer);
    int rc = digest_prefix(r->c, r->part.file, offer);
    if (rc < 0) return transfer_trouble(r->name, rc);
    wire_put_u64(ready, offer);
    digest_get(ready + 8);
    rc = wire_send(r->c, WIRE_READY, ready, sizeof ready);
    if (rc < 0) return broken(r, rc);
    show(r, TRANSFER_IS_CHECKED, 0, offer);
    int status = expect(r, WIRE_START, 8, offer, &message);
    if (status != STATUS_OK) return status;

    *start_out = wire_get_u64(message.body);
    if (*start_out != 0 && *start_out != offer) return broken(r, SKT_EBADMSG);
    if (*start_out == 0) digest_begin();
    rc = r->part.len != *start_out ? os_truncate(r->part.file, *start_out) : 0;
    return rc < 0 ? refuse(r, explain(rc, why)) : STATUS_OK;
}

static int write_all(skt_file file, const char *bytes, size_t len, uint64_t offset)
{
    for (size_t done = 0; done < len;) {
        skt_ssize count = os_write_at(file, bytes + done, len - done, offset + done);
        if (count <= 0) return count < 0 ? (int)count : SKT_EIO;
        done += (size_t)count;
    }
    return 0;
}

static int receive_bytes(const receiving *r, uint64_t offset)
{
    static char bytes[TRANSFER_CHUNK];
    char why[SAY_MAX];
    while (offset < r->len) {
        size_t want = r->len - offset < sizeof bytes ? (size_t)(r->len - offset) : sizeof bytes;
        skt_ssize count = channel_recv_some(r->c, bytes, want);
        if (count < 0) return broken(r, (int)count);
        digest_add(bytes, (size_t)count);
        int rc = write_all(r->part.file, bytes, (size_t)count, offset);
        uint64_t before = offset / SYNC_EVERY;
        offset += (uint64_t)count;
        if (rc == 0 && r->to.sync && offset / SYNC_EVERY > before) rc = os_sync(r->part.file);
        if (rc < 0) return refuse(r, explain(rc, why));
        progress_add((uint64_t)count);
    }
    return STATUS_OK;
}

/* Compares the checksums, names the file and confirms it. */
static int finish(receiving *r, bool *worthless_out)
{
    wire_message message;
    char why[SAY_MAX];
    uint8_t ours[WIRE_DIGEST];
    int status = expect(r, WIRE_CHECK, WIRE_DIGEST, 0, &message);
    if (status != STATUS_OK) return status;
    digest_get(ours);
    *worthless_out = memcmp(ours, message.body, sizeof ours) != 0;
    if (*worthless_out) return refuse(r, "the checksum is wrong, so the file is not what was sent");

    const char *problem = part_finish(&r->part, &r->to, why);
    if (problem != NULL) return refuse(r, problem);
    int rc = wire_send(r->c, WIRE_DONE, NULL, 0);
    return rc < 0 ? broken(r, rc) : STATUS_OK;
}

static int receive_into_part(receiving *r)
{
    uint64_t start = 0;
    bool worthless = false;
    int status = agree_on_start(r, &start);
    if (status == STATUS_OK) {
        show(r, "", start, r->len);
        status = receive_bytes(r, start);
    }
    if (status == STATUS_OK) status = finish(r, &worthless);
    if (status != STATUS_OK) {
        progress_drop();
        part_leave(&r->part, worthless);
        if (r->part.len > 0)
            complain("%s: %" PRIu64 " of %" PRIu64 " bytes are in the .part file; --resume continues it", r->name,
                     r->part.len, r->len);
        return status;
    }
    progress_end();
    if (r->given->flags[RECV_VERBOSE])
        print(OS_STDERR, "received %s: %" PRIu64 " of %" PRIu64 " bytes\n", r->name, r->len - start, r->len);
    r->files++;
    channel_credit(r->c);
    return STATUS_OK;
}

static int receive_file(receiving *r, const wire_message *message)
{
    char name[WIRE_NAME_MAX + 1] = "", why[SAY_MAX];
    if (message->len < 8) return broken(r, SKT_EBADMSG);
    size_t len = message->len - 8;
    memcpy(name, message->body + 8, len < WIRE_NAME_MAX ? len : WIRE_NAME_MAX);
    printable(name, r->name);
    const char *problem = wire_name_problem(message->body + 8, len);
    if (problem != NULL) {
        snprintf(why, sizeof why, "the name %s", problem);
        return refuse(r, why);
    }
    r->len = wire_get_u64(message->body);
    if (r->len > WIRE_LENGTH_MAX) return refuse(r, "no file is that long");
    if (!r->to.is_folder && r->files > 0) return refuse(r, "only one file is wanted here");
    problem = part_open(&r->to, name, &r->part, why);
    return problem != NULL ? refuse(r, problem) : receive_into_part(r);
}

static int receive_files(receiving *r)
{
    wire_message message;
    for (;;) {
        snprintf(r->name, sizeof r->name, "%s", "the next file");
        int rc = wire_recv(r->c, &message);
        if (rc < 0) return broken(r, rc);
        if (message.type == WIRE_END && message.len == 0) break;
        int status = message.type == WIRE_FILE ? receive_file(r, &message) : broken(r, SKT_EBADMSG);
        if (status != STATUS_OK) return status;
    }
    int rc = wire_send(r->c, WIRE_END, NULL, 0);
    return rc < 0 ? broken(r, rc) : STATUS_OK;
}

static int serve(hear *h, skt_duration idle, const destination *to, const arguments *given)
{
    static receiving r;
    skt_socket socket;
    channel c;
    int status;
    do {
        status = hear_next(h, &socket);
        if (status != STATUS_OK) break;
        r = (receiving){.c = &c, .given = given, .to = *to};
        channel_turn turn = {.others = h->sockets, .count = h->count};
        status = transfer_begin(&c, socket, idle, given->flags[RECV_KEEP] ? &turn : NULL);
        if (status == STATUS_OK) status = receive_files(&r);
        skt_close(socket);
    } while (given->flags[RECV_KEEP] && os_interrupt_status() == 0);
    /* A refusal that was under way hides an interrupt, and one between two connections is not told otherwise. */
    bool interrupted = os_interrupt_status() && (status != STATUS_OK || given->flags[RECV_KEEP]);
    return interrupted ? os_interrupt_status() : status;
}

int recv_run(const arguments *given)
{
    static settings options;
    const char *timeout = given->flags[RECV_TIMEOUT] ? given->flags[RECV_TIMEOUT] : TRANSFER_TIMEOUT;
    kind how = transfer_kind(given->flags[RECV_MPTCP] != NULL);
    hear h;
    destination to = {.resume = given->flags[RECV_RESUME] != NULL,
                      .force = given->flags[RECV_FORCE] != NULL,
                      .sync = given->flags[RECV_SYNC] != NULL};
    skt_duration idle;
    int status = arguments_duration(timeout, &idle);
    if (status == STATUS_OK) status = settings_read(given, RECV_OPTION, &options);
    if (status == STATUS_OK) status = destination_of(given->flags[RECV_OUTPUT] ? given->flags[RECV_OUTPUT] : ".", &to);
    if (status != STATUS_OK) return status;

    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = hear_open(&h, given->words[0], &how, &options, given->flags[RECV_REPLACE] != NULL, skt_deadline_in(idle));
    if (status != STATUS_OK) return status;
    hear_tell(&h, OS_STDOUT);
    if (print_is_complete())
        status = serve(&h, idle, &to, given);
    else
        status = os_interrupt_status() ? os_interrupt_status() : STATUS_FAILED; /* SIGPIPE is one */
    hear_end(&h, SKT_INVALID_SOCKET);
    return status;
}
