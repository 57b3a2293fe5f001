/* SPDX-License-Identifier: MIT */
#include "receive.h"

#include "crowd.h"
#include "digest.h"
#include "progress.h"
#include "transfer.h"
#include "wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With --sync: sync after this many bytes, so that the sender does not wait long for the last sync. */
#define SYNC_EVERY ((uint64_t)256 << 20)

/* Confirm entries at least this often, so that the sender need not wait for confirmations. */
#define CONFIRM_EVERY 512

/* A folder whose entries are being received. */
typedef struct level {
    os_folder folder;
    os_details details;
    bool gets_details;
    size_t path_len; /* the length of the path up to this folder */
} level;

/* A connection and the current entry. */
typedef struct receiving {
    channel c;
    const receive_plan *plan;
    const destination *to;
    digest sum;
    size_t entries;     /* the number of top-level entries */
    uint32_t unsaid;    /* completed entries that are not yet confirmed to the sender */
    char path[SAY_MAX]; /* for messages */
    char name[PART_NAME_MAX];
    os_details details;
    bool endless, to_output;
    uint64_t len;
    part part;
    size_t depth;
    level levels[WIRE_DEPTH_MAX];
    wire_message message;
    char room[DIGEST_ROOM];
} receiving;

static const os_folder *folder_of(const receiving *r)
{
    return r->depth > 0 ? &r->levels[r->depth - 1].folder : &r->to->folder;
}

/* Confirms completed entries to the sender. */
static int confirm(receiving *r)
{
    uint8_t count[4];
    if (r->unsaid == 0) return 0;
    wire_put_u32(count, r->unsaid);
    r->unsaid = 0;
    return wire_send(&r->c, WIRE_DONE, count, sizeof count);
}

/* Counts a completed entry. */
static void done(receiving *r)
{
    r->unsaid++;
    channel_credit(&r->c);
}

/* Refuses an entry, with a message to the sender and to the user. */
static int refuse(receiving *r, const char *why)
{
    size_t len = strlen(why) < WIRE_REASON_MAX ? strlen(why) : WIRE_REASON_MAX;
    progress_drop();
    complain("%s: refused: %s", r->path, why);
    if (confirm(r) == 0 && wire_send(&r->c, WIRE_REFUSED, why, len) == 0) channel_drain(&r->c);
    return STATUS_FAILED;
}

static int broken(receiving *r, int rc)
{
    if (rc == SKT_EBADMSG) return refuse(r, "the message is not what the transfer format has at this place");
    if (rc == CHANNEL_TURN_OVER) return refuse(r, "too little came while others waited");
    return transfer_trouble(r->path, rc);
}

/* Receives the next message. Confirms completed entries first if the sender might wait for that. */
static int next(receiving *r)
{
    int rc = channel_has_rest(&r->c) && r->unsaid < CONFIRM_EVERY ? 0 : confirm(r);
    if (rc == 0 && r->unsaid == 0) rc = channel_flush(&r->c);
    return rc == 0 ? wire_recv(&r->c, &r->message) : rc;
}

static bool is(const receiving *r, enum wire_type type, size_t len)
{
    return r->message.type == (int)type && r->message.len == len;
}

static void moved(uint64_t len)
{
    crowd_add(len);
    progress_add(len);
}

static void show(const receiving *r, const char *doing, uint64_t at, uint64_t total)
{
    if (!r->plan->quiet) progress_begin(r->path, doing, at, total);
}

/* Writes data to the part or to standard output. */
static int write_all(const receiving *r, const char *bytes, size_t len, uint64_t offset)
{
    if (r->to_output) return os_write(OS_STDOUT, bytes, len);
    for (size_t at = 0; at < len;) {
        skt_ssize count = os_write_at(r->part.file, bytes + at, len - at, offset + at);
        if (count <= 0) return count < 0 ? (int)count : SKT_EIO;
        at += (size_t)count;
    }
    return 0;
}

/* Offers the bytes that exist already. *start_out is where the sender starts; the digest then covers all before. */
static int agree_on_start(receiving *r, uint64_t *start_out)
{
    char why[SAY_MAX];
    uint8_t ready[8 + WIRE_DIGEST];
    uint64_t offer = !r->endless && r->part.len <= r->len ? r->part.len : 0;
    show(r, TRANSFER_CHECKING, 0, offer);
    int rc = confirm(r);
    if (rc == 0) rc = digest_prefix(&r->sum, &r->c, r->part.file, offer, r->room);
    if (rc < 0) return broken(r, rc);
    wire_put_u64(ready, offer);
    digest_get(&r->sum, ready + 8);
    rc = wire_send(&r->c, WIRE_READY, ready, sizeof ready);
    show(r, TRANSFER_IS_CHECKED, 0, offer);
    if (rc == 0) rc = wire_recv_after_waits(&r->c, offer, &r->message);
    if (rc == 0 && !is(r, WIRE_START, 8)) rc = SKT_EBADMSG;
    if (rc < 0) return broken(r, rc);
    *start_out = wire_get_u64(r->message.body);
    if (*start_out != 0 && *start_out != offer) return broken(r, SKT_EBADMSG);
    if (*start_out == 0) digest_begin(&r->sum);
    if (r->part.is_final && *start_out < r->len) {
        const char *problem = part_open_anew(r->to, r->details.mode, &r->part, why);
        if (problem != NULL) return refuse(r, problem);
    }
    rc = !r->part.is_final && !r->to_output && r->part.len != *start_out ? os_truncate(r->part.file, *start_out) : 0;
    return rc < 0 ? refuse(r, explain(rc, why)) : STATUS_OK;
}

static int receive_piece(receiving *r, uint64_t len, uint64_t *offset)
{
    char why[SAY_MAX];
    while (len > 0) {
        skt_ssize count = channel_recv_some(&r->c, r->room, len < sizeof r->room ? (size_t)len : sizeof r->room);
        if (count < 0) return broken(r, (int)count);
        digest_add(&r->sum, r->room, (size_t)count);
        int rc = write_all(r, r->room, (size_t)count, *offset);
        uint64_t before = *offset / SYNC_EVERY;
        *offset += (uint64_t)count;
        len -= (uint64_t)count;
        if (rc == 0 && r->to->sync && !r->to_output && *offset / SYNC_EVERY > before) rc = os_sync(r->part.file);
        if (rc < 0) return refuse(r, explain(rc, why));
        moved((uint64_t)count);
    }
    return STATUS_OK;
}

static int receive_hole(receiving *r, uint64_t len, uint64_t *offset)
{
    char why[SAY_MAX];
    int rc = 0;
    digest_add_zeros(&r->sum, len);
    if (!r->to_output) os_allow_holes(r->part.file);
    memset(r->room, 0, r->to_output ? sizeof r->room : 0);
    for (uint64_t rest = len; r->to_output && rc == 0 && rest > 0;) {
        size_t count = rest < sizeof r->room ? (size_t)rest : sizeof r->room;
        rc = write_all(r, r->room, count, *offset);
        rest -= count;
    }
    *offset += len;
    moved(len);
    if (rc == 0 && !r->to_output) rc = os_truncate(r->part.file, *offset);
    return rc < 0 ? refuse(r, explain(rc, why)) : STATUS_OK;
}

/* Receives data and holes, up to the message that ends them. */
static int receive_bytes(receiving *r, uint64_t offset)
{
    uint64_t most = r->endless ? WIRE_LENGTH_MAX : r->len;
    for (;;) {
        int rc = wire_recv(&r->c, &r->message);
        if (rc == 0 && r->endless && is(r, WIRE_WAIT, 0)) continue;
        if (rc == 0 && is(r, WIRE_CHECK, WIRE_DIGEST) && (r->endless || offset == r->len)) break;
        bool hole = is(r, WIRE_HOLE, 8);
        if (rc == 0 && !hole && !is(r, WIRE_BYTES, 8)) rc = SKT_EBADMSG;
        uint64_t len = rc == 0 ? wire_get_u64(r->message.body) : 0;
        if (rc == 0 && (len > most - offset || (hole && len > WIRE_HOLE_MAX))) rc = SKT_EBADMSG;
        if (rc < 0) return broken(r, rc);
        int status = hole ? receive_hole(r, len, &offset) : receive_piece(r, len, &offset);
        if (status != STATUS_OK) return status;
    }
    r->len = offset;
    return STATUS_OK;
}

static const char wrong_checksum[] = "the checksum is wrong, so the file is not what was sent";

/* Compares the checksums and gives the file its name. */
static int finish(receiving *r, bool *worthless_out)
{
    char why[SAY_MAX];
    uint8_t ours[WIRE_DIGEST];
    digest_get(&r->sum, ours);
    *worthless_out = memcmp(ours, r->message.body, sizeof ours) != 0;
    if (*worthless_out) return refuse(r, wrong_checksum);
    const char *problem = r->to_output ? NULL : part_finish(&r->part, r->to, &r->details, why);
    return problem != NULL ? refuse(r, problem) : STATUS_OK;
}

/* Reports a completed file to the user. */
static void file_is_there(receiving *r, uint64_t start)
{
    done(r);
    if (r->plan->verbose || r->plan->json) crowd_clear();
    if (r->plan->verbose)
        print(OS_STDERR, "received %s: %" PRIu64 " of %" PRIu64 " bytes\n", r->path, r->len - start, r->len);
    if (r->plan->json) transfer_report("skt.recv/1", r->path, r->len, start);
}

static int receive_in_pieces(receiving *r)
{
    uint64_t start = 0;
    bool worthless = false;
    int status = agree_on_start(r, &start);
    if (status == STATUS_OK) {
        show(r, "", start, r->endless ? PROGRESS_ENDLESS : r->len);
        status = receive_bytes(r, start);
    }
    if (status == STATUS_OK) status = finish(r, &worthless);
    if (status == STATUS_OK) {
        progress_end();
        file_is_there(r, start);
        return STATUS_OK;
    }
    progress_drop();
    if (!r->to_output) part_leave(&r->part, worthless);
    if (!r->to_output && r->part.len > 0)
        complain("%s: %" PRIu64 " of %" PRIu64 " bytes are in the .part file; --resume continues it", r->path,
                 r->part.len, r->len);
    return status;
}

/* With --resume: the existing file is already complete. */
static bool is_same(receiving *r, const uint8_t theirs[WIRE_DIGEST])
{
    uint8_t sum[WIRE_DIGEST];
    for (size_t at = 0; at < r->len;) {
        skt_ssize count = os_read_at(r->part.file, r->room + at, (size_t)r->len - at, at);
        if (count <= 0) return false;
        at += (size_t)count;
    }
    digest_of(r->room, (size_t)r->len, sum);
    return memcmp(sum, theirs, sizeof sum) == 0;
}

/* Writes verified bytes to the part and gives it its name. */
static const char *keep_whole(receiving *r, const char *bytes, char why[SAY_MAX])
{
    if (r->part.is_final) {
        const char *problem = part_open_anew(r->to, r->details.mode, &r->part, why);
        if (problem != NULL) return problem;
    }
    int rc = r->part.len > 0 ? os_truncate(r->part.file, 0) : 0;
    if (rc == 0) rc = write_all(r, bytes, (size_t)r->len, 0);
    if (rc < 0) return explain(rc, why);
    return part_finish(&r->part, r->to, &r->details, why);
}

/* Stores verified bytes as a new file, or in place of an existing one. */
static const char *put_whole(receiving *r, const char *name, const char *bytes, const uint8_t sum[WIRE_DIGEST],
                             char why[SAY_MAX])
{
    int rc = r->to->sync ? SKT_EUNSUPPORTED : os_put_in(folder_of(r), name, bytes, (size_t)r->len, &r->details);
    if (rc == 0) return NULL;
    if (rc != SKT_EEXIST && rc != SKT_EUNSUPPORTED) return explain(rc, why);
    const char *problem = part_open(r->to, folder_of(r), name, r->len, r->details.mode, &r->part, why);
    if (problem == NULL && r->part.is_final && is_same(r, sum)) {
        part_leave(&r->part, false);
        return NULL;
    }
    if (problem == NULL) problem = keep_whole(r, bytes, why);
    if (problem != NULL) part_leave(&r->part, true);
    return problem;
}

/* Receives a small file that is sent in one message. Creates it only after all its bytes are verified. */
static int receive_whole(receiving *r, const char *name)
{
    char why[SAY_MAX];
    char bytes[WIRE_WHOLE_MAX];
    uint8_t sum[WIRE_DIGEST];
    if (r->len > WIRE_WHOLE_MAX) return broken(r, SKT_EBADMSG);
    int rc = channel_recv(&r->c, bytes, (size_t)r->len);
    if (rc == 0) rc = wire_recv(&r->c, &r->message);
    if (rc == 0 && !is(r, WIRE_CHECK, WIRE_DIGEST)) rc = SKT_EBADMSG;
    if (rc < 0) return broken(r, rc);
    digest_of(bytes, (size_t)r->len, sum);
    if (memcmp(sum, r->message.body, sizeof sum) != 0) return refuse(r, wrong_checksum);
    if (r->to_output) {
        rc = os_write(OS_STDOUT, bytes, (size_t)r->len);
        if (rc < 0) return refuse(r, explain(rc, why));
    } else {
        const char *problem = put_whole(r, name, bytes, sum, why);
        if (problem != NULL) return refuse(r, problem);
    }
    moved(r->len);
    file_is_there(r, 0);
    return STATUS_OK;
}

/* Reads the entry's name from the message, and decides its name here. Refuses invalid names. */
static int take_name(receiving *r, const uint8_t *name, size_t len, bool is_file, bool is_link)
{
    char why[SAY_MAX];
    memcpy(r->name, name, len < WIRE_NAME_MAX ? len : WIRE_NAME_MAX);
    r->name[len < WIRE_NAME_MAX ? len : WIRE_NAME_MAX] = '\0';
    size_t path_len = r->depth > 0 ? r->levels[r->depth - 1].path_len : 0;
    char shown[SAY_MAX];
    snprintf(r->path + path_len, sizeof r->path - path_len, "%s%s", path_len > 0 ? "/" : "", printable(r->name, shown));
    const char *problem = wire_name_problem(name, len);
    if (problem != NULL) {
        snprintf(why, sizeof why, "the name %s", problem);
        return refuse(r, why);
    }
    bool is_one = r->depth == 0 && (r->to->name[0] != '\0' || r->to->to_output);
    if (r->depth == 0 && is_one && r->entries++ > 0) return refuse(r, "only one file is wanted here");
    if (r->to->to_output && !is_file) return refuse(r, "only a file is wanted here");
    if (is_one && is_link) return refuse(r, "a file or a folder is wanted here, and no link");
    if (is_one) {
        snprintf(r->name, sizeof r->name, "%s", r->to->name);
        return STATUS_OK;
    }
    problem = part_name_problem(r->name, is_file, why);
    return problem != NULL ? refuse(r, problem) : STATUS_OK;
}

static int receive_file(receiving *r)
{
    unsigned more;
    char why[SAY_MAX];
    const size_t head = WIRE_DETAILS + 8;
    if (r->message.len < head || !wire_get_details(r->message.body, &r->details, &more)) return broken(r, SKT_EBADMSG);
    r->len = wire_get_u64(r->message.body + WIRE_DETAILS);
    r->endless = more & WIRE_ENDLESS;
    r->to_output = r->to->to_output;
    if (!r->details.has_mode) r->details.mode = 0666;
    int status = take_name(r, r->message.body + head, r->message.len - head, true, false);
    if (status != STATUS_OK) return status;
    if (more & WIRE_WHOLE) return receive_whole(r, r->name);
    if (r->len > WIRE_LENGTH_MAX) return refuse(r, "no file is that long");
    r->part = (part){.file = OS_NO_FILE};
    const char *problem =
        r->to_output ? NULL : part_open(r->to, folder_of(r), r->name, r->len, r->details.mode, &r->part, why);
    return problem != NULL ? refuse(r, problem) : receive_in_pieces(r);
}

static int receive_folder(receiving *r)
{
    unsigned more;
    char why[SAY_MAX];
    os_details details;
    if (r->message.len < WIRE_DETAILS || !wire_get_details(r->message.body, &details, &more))
        return broken(r, SKT_EBADMSG);
    int status = take_name(r, r->message.body + WIRE_DETAILS, r->message.len - WIRE_DETAILS, false, false);
    if (status != STATUS_OK) return status;
    if (r->depth == WIRE_DEPTH_MAX) return refuse(r, "there are too many folders in each other");
    level *l = &r->levels[r->depth];
    int rc = os_folder_make(folder_of(r), r->name);
    l->details = details;
    l->gets_details = rc == 0 || r->to->resume || r->to->force;
    if (rc == 0 || rc == SKT_EEXIST) rc = os_folder_enter(folder_of(r), r->name, &l->folder);
    if (rc == SKT_ENOTDIR || rc == SKT_ELOOP) return refuse(r, "what has that name here is no folder");
    if (rc < 0) return refuse(r, explain(rc, why));
    l->path_len = strlen(r->path);
    if (l->path_len > sizeof r->path - 2) l->path_len = sizeof r->path - 2;
    r->depth++;
    done(r);
    return STATUS_OK;
}

static int leave_folder(receiving *r)
{
    char why[SAY_MAX];
    if (r->depth == 0 || r->message.len != 0) return broken(r, SKT_EBADMSG);
    level *l = &r->levels[--r->depth];
    r->path[l->path_len] = '\0';
    int rc = l->gets_details ? os_set_details(l->folder.handle, &l->details) : 0;
    if (rc == 0 && r->to->sync) rc = os_folder_sync(&l->folder);
    os_folder_close(&l->folder);
    if (rc < 0) return refuse(r, explain(rc, why));
    done(r);
    return STATUS_OK;
}

static int receive_link(receiving *r)
{
    unsigned more;
    char why[SAY_MAX], target[WIRE_BODY_MAX], there[WIRE_BODY_MAX];
    os_details details;
    const size_t head = WIRE_DETAILS + 1;
    const uint8_t *body = r->message.body;
    if (r->message.len < head || !wire_get_details(body, &details, &more)) return broken(r, SKT_EBADMSG);
    size_t name_len = body[WIRE_DETAILS], rest = r->message.len - head;
    if (name_len >= rest) return broken(r, SKT_EBADMSG);
    memcpy(target, body + head + name_len, rest - name_len);
    target[rest - name_len] = '\0';
    int status = take_name(r, body + head, name_len, false, true);
    if (status != STATUS_OK) return status;
    if (strlen(target) != rest - name_len) return broken(r, SKT_EBADMSG);
    int rc = os_link_in(folder_of(r), r->name, target);
    bool same = rc == SKT_EEXIST && (r->to->resume || r->to->force) &&
                os_link_target_in(folder_of(r), r->name, there, sizeof there) == 0 && strcmp(there, target) == 0;
    if (rc == SKT_EEXIST && !same) return refuse(r, "there is something of the link's name already");
    if (rc == SKT_EUNSUPPORTED) return refuse(r, "it is a link, and no links are made on this system");
    if (rc < 0 && !same) return refuse(r, explain(rc, why));
    done(r);
    return STATUS_OK;
}

static int receive_entry(receiving *r)
{
    switch (r->message.type) {
    case WIRE_FILE: return receive_file(r);
    case WIRE_FOLDER: return receive_folder(r);
    case WIRE_UP: return leave_folder(r);
    case WIRE_LINK: return receive_link(r);
    default: return broken(r, SKT_EBADMSG);
    }
}

static int receive_entries(receiving *r)
{
    int status;
    do {
        if (r->depth == 0) snprintf(r->path, sizeof r->path, "%s", "the next file");
        int rc = next(r);
        if (rc < 0) return broken(r, rc);
        if (is(r, WIRE_END, 0) && r->depth == 0) break;
        status = receive_entry(r);
    } while (status == STATUS_OK);
    if (!is(r, WIRE_END, 0) || r->depth > 0) return status;
    int rc = confirm(r);
    if (rc == 0) rc = wire_send(&r->c, WIRE_END, NULL, 0);
    if (rc == 0) rc = channel_flush(&r->c);
    return rc < 0 ? broken(r, rc) : STATUS_OK;
}

int receive_all(const receive_plan *plan, skt_socket socket, channel_turn *turn)
{
    receiving *r = (receiving *)calloc(1, sizeof *r);
    if (r == NULL) return complain_of("a connection", SKT_ENOMEM);
    r->plan = plan;
    r->to = &plan->to;
    int rc = digest_open(&r->sum);
    int status = rc < 0 ? complain_of("a connection", rc) : transfer_begin(&r->c, socket, plan->idle, turn);
    if (status == STATUS_OK) status = receive_entries(r);
    while (r->depth > 0) os_folder_close(&r->levels[--r->depth].folder);
    if (rc == 0) digest_close(&r->sum);
    free(r);
    return status;
}
