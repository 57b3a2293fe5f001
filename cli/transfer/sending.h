/* SPDX-License-Identifier: MIT */
/* The sending side of docs/transfer.md over one connection. */
#ifndef SKT_CLI_SENDING_H
#define SKT_CLI_SENDING_H

#include "../folder.h"
#include "channel.h"
#include "digest.h"
#include "source.h"
#include "wire.h"

/* How many entries there may be of which the receiver has not said that they are there. */
#define SENDING_WINDOW 8192

/* One of these. */
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
    bool under_way;  /* the last entry's bytes */
    bool left_out;   /* something in a folder could not be sent */
    size_t unlooked; /* entries since the receiver's messages were looked at */
    size_t first, count;
    sending_entry entries[SENDING_WINDOW];
    char path[OS_PATH_MAX]; /* of the entry */
    wire_message message;
    char room[DIGEST_ROOM];
} sending;

/* Announces an entry: the message, and what the receiver's answers are about. A status, as of all below. */
int sending_announce(sending *s, enum wire_type type, const void *body, size_t len);

/* Sends the file, which is open, under this name. */
int sending_file(sending *s, source *from, const char *name);

/* Sends standard input under this name. */
int sending_input(sending *s, const char *name);

/* Ends: the receiver has everything. */
int sending_end(sending *s);

/* Complains of a result of the channel's while something is sent; the receiver may have said why. */
int sending_failed(sending *s, int rc);

#endif
