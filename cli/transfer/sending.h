/* SPDX-License-Identifier: MIT */
/* The sending side of docs/transfer.md over one connection. */
#ifndef SKT_CLI_SENDING_H
#define SKT_CLI_SENDING_H

#include "../folder.h"
#include "channel.h"
#include "digest.h"
#include "source.h"
#include "wire.h"

/* The most entries that are sent without confirmation. */
#define SENDING_WINDOW 8192

/* An unconfirmed entry. */
typedef struct sending_entry {
    char *path;
    uint64_t len, start;
    bool is_file;
} sending_entry;

typedef struct sending {
    channel c;
    digest sum;
    bool quiet, verbose, json;
    bool by_sendfile;
    bool under_way;  /* the last entry's data is being sent */
    bool left_out;   /* something in a folder could not be sent */
    size_t unlooked; /* entries since the last check for messages of the receiver */
    size_t first, count;
    sending_entry entries[SENDING_WINDOW];
    char path[OS_PATH_MAX]; /* of the current entry */
    wire_message message;
    char room[DIGEST_ROOM];
} sending;

/* Sends the message that announces an entry, and adds it to the unconfirmed ones. Returns a status, as do all below. */
int sending_announce(sending *s, enum wire_type type, const void *body, size_t len);

/* Sends an open file under this name. */
int sending_file(sending *s, source *from, const char *name);

/* Sends standard input under this name. */
int sending_input(sending *s, const char *name);

/* Ends the transfer and waits until the receiver has everything. */
int sending_end(sending *s);

/* Prints an error of the channel during a send, or the receiver's refusal if that was the reason. */
int sending_failed(sending *s, int rc);

#endif
