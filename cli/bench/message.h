/* SPDX-License-Identifier: MIT */
/* The messages between client and server of `skt bench`; docs/bench.md describes the protocol. */
#ifndef SKT_CLI_BENCH_MESSAGE_H
#define SKT_CLI_BENCH_MESSAGE_H

#include "../cookie.h"

#define MESSAGE_VERSION 1
#define MESSAGE_VALUES  26
#define MESSAGE_LEN     256
/* Challenges and refusals are shorter than what they answer, since the sender's address may be forged. */
#define MESSAGE_SHORT_LEN 48
#define MESSAGE_TOKEN_LEN 16

typedef enum message_type {
    MESSAGE_HELLO = 1,      /* requests a session with this plan */
    MESSAGE_JOIN = 2,       /* makes this one of the session's streams, which begins */
    MESSAGE_LOOK = 3,       /* requests the figures */
    MESSAGE_STOP = 4,       /* makes the server stop sending, and requests the figures */
    MESSAGE_BYE = 5,        /* ends the session; has no answer */
    MESSAGE_CHALLENGE = 64, /* asks for the same message again with this cookie */
    MESSAGE_WELCOME = 65,
    MESSAGE_FIGURES = 66,
    MESSAGE_REFUSED = 67, /* the reason is in `number` */
} message_type;

/* The reasons of MESSAGE_REFUSED. */
typedef enum refusal { REFUSAL_VERSION = 1, REFUSAL_FULL, REFUSAL_PLAN, REFUSAL_TOKEN, REFUSAL_COUNT } refusal;

/* The values of a plan, which tell the server what to do. Durations are in nanoseconds. */
enum {
    PLAN_DIRECTIONS, /* PLAN_FORTH, PLAN_BACK */
    PLAN_PING,       /* the server answers each message and sends nothing else */
    PLAN_STREAMS,
    PLAN_STREAM,   /* in MESSAGE_JOIN: the stream's index */
    PLAN_SIZE,     /* bytes of a message */
    PLAN_BYTES,    /* bytes that the server sends on each stream; 0 for no limit */
    PLAN_SPAN,     /* the duration of the run */
    PLAN_INTERVAL, /* picoseconds from one message of a stream to the next; 0 for none */
    PLAN_SEGMENTS, /* the most datagrams of one call; 0 for no segmentation */
    PLAN_COUNT
};
enum { PLAN_FORTH = 1, PLAN_BACK = 2 };

/* The figures of one end of a session: counts since its start, over all streams. */
enum {
    FIGURE_TIME, /* by the clock of this end */
    FIGURE_PROCESSOR,
    FIGURE_SENT_BYTES,
    FIGURE_SENT,
    FIGURE_RECEIVED_BYTES,
    FIGURE_RECEIVED,
    FIGURE_RECEIVED_AT, /* the time of the last one */
    FIGURE_EXPECTED,    /* datagrams sent by the peer, to judge by the highest number received */
    FIGURE_DUPLICATES,
    FIGURE_REORDERED,
    FIGURE_JITTER,      /* the mean of the streams */
    FIGURE_RETRANSMITS, /* of the streams that have TCP_INFO */
    FIGURE_RTT,         /* the mean of the streams */
    FIGURE_RTT_LEAST,
    FIGURE_TCP_STREAMS, /* the number of streams that have TCP_INFO */
    FIGURE_COALESCES,   /* whether this end receives coalesced datagrams */
    FIGURE_SEGMENTS,    /* whether this end sends with segmentation */
    FIGURE_ENDED,       /* streams that are over */
    FIGURE_COUNT
};

typedef struct message {
    unsigned type, version;
    uint32_t number; /* an answer has the number of its request */
    unsigned char cookie[COOKIE_LEN], token[MESSAGE_TOKEN_LEN];
    uint64_t values[MESSAGE_VALUES]; /* a plan or figures */
} message;

void message_encode(const message *m, unsigned char out[MESSAGE_LEN]);

/* Returns false if it is no message: wrong length or protocol. If the version differs, reads all but the values. */
bool message_decode(const unsigned char *data, size_t len, message *out);

/* The header of datagrams and requests; the rest is padding. */
#define HEADER_LEN 32

typedef struct header {
    uint32_t stream;
    uint64_t token; /* the first bytes of the session's token */
    uint64_t number;
    int64_t time; /* the due time by the sender's clock */
} header;

void header_encode(const header *h, unsigned char out[HEADER_LEN]);
bool header_decode(const unsigned char *data, size_t len, header *out);

/* The part of a token that is in headers. */
uint64_t message_token(const unsigned char token[MESSAGE_TOKEN_LEN]);

#endif
