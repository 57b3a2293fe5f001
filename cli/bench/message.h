/* SPDX-License-Identifier: MIT */
/* What client and server of `skt bench` say to each other; docs/bench.md describes it. */
#ifndef SKT_CLI_BENCH_MESSAGE_H
#define SKT_CLI_BENCH_MESSAGE_H

#include "../cookie.h"

#define MESSAGE_VERSION 1
#define MESSAGE_VALUES  26
#define MESSAGE_LEN     256
/* What a challenge or a refusal has: it answers a longer message of a peer that may be another. */
#define MESSAGE_SHORT_LEN 48
#define MESSAGE_TOKEN_LEN 16

typedef enum message_type {
    MESSAGE_HELLO = 1,      /* a session is wanted: its plan */
    MESSAGE_JOIN = 2,       /* this is one of the session's streams, and begins */
    MESSAGE_LOOK = 3,       /* the figures are wanted */
    MESSAGE_STOP = 4,       /* nothing more is to be sent, and the figures are wanted */
    MESSAGE_BYE = 5,        /* the session is over; nobody answers */
    MESSAGE_CHALLENGE = 64, /* send the same again with this cookie */
    MESSAGE_WELCOME = 65,
    MESSAGE_FIGURES = 66,
    MESSAGE_REFUSED = 67, /* the reason is in `number` */
} message_type;

/* Why a server refuses. */
typedef enum refusal { REFUSAL_VERSION = 1, REFUSAL_FULL, REFUSAL_PLAN, REFUSAL_TOKEN, REFUSAL_COUNT } refusal;

/* A plan: what the server is to do. A duration is in nanoseconds. */
enum {
    PLAN_DIRECTIONS, /* PLAN_FORTH, PLAN_BACK */
    PLAN_PING,       /* each message is answered, and nothing else is sent */
    PLAN_STREAMS,
    PLAN_STREAM,   /* to join: which one it is */
    PLAN_SIZE,     /* bytes of a message */
    PLAN_BYTES,    /* that each stream's server sends; 0 for no bound */
    PLAN_SPAN,     /* how long it takes */
    PLAN_INTERVAL, /* picoseconds from one message of a stream to the next; 0 for none */
    PLAN_SEGMENTS, /* the most datagrams of one call; 0 for no segmentation */
    PLAN_COUNT
};
enum { PLAN_FORTH = 1, PLAN_BACK = 2 };

/* What each end knows of a session: counts since its start, of all streams. */
enum {
    FIGURE_TIME, /* of the end's clock */
    FIGURE_PROCESSOR,
    FIGURE_SENT_BYTES,
    FIGURE_SENT,
    FIGURE_RECEIVED_BYTES,
    FIGURE_RECEIVED,
    FIGURE_RECEIVED_AT, /* when the last one came */
    FIGURE_EXPECTED,    /* datagrams that must have been sent, by their numbers */
    FIGURE_DUPLICATES,
    FIGURE_REORDERED,
    FIGURE_JITTER,      /* the mean of the streams */
    FIGURE_RETRANSMITS, /* of TCP, of those streams that know it */
    FIGURE_RTT,         /* the mean of the streams */
    FIGURE_RTT_LEAST,
    FIGURE_TCP_STREAMS, /* how many know that */
    FIGURE_COALESCES,   /* this end takes several datagrams at once */
    FIGURE_SEGMENTS,    /* this end sends several at once */
    FIGURE_ENDED,       /* streams that are over */
    FIGURE_COUNT
};

typedef struct message {
    unsigned type, version;
    uint32_t number; /* an answer has that of its request */
    unsigned char cookie[COOKIE_LEN], token[MESSAGE_TOKEN_LEN];
    uint64_t values[MESSAGE_VALUES]; /* a plan or figures */
} message;

void message_encode(const message *m, unsigned char out[MESSAGE_LEN]);

/* false where it is none: too short, too long, of another protocol. Of another version all but the values is read. */
bool message_decode(const unsigned char *data, size_t len, message *out);

/* A datagram or request begins with this; what follows it is of no meaning. */
#define HEADER_LEN 32

typedef struct header {
    uint32_t stream;
    uint64_t token; /* of the session: its first bytes */
    uint64_t number;
    int64_t time; /* of the sender's clock, when it was to be sent */
} header;

void header_encode(const header *h, unsigned char out[HEADER_LEN]);
bool header_decode(const unsigned char *data, size_t len, header *out);

/* The part of a token that a header has. */
uint64_t message_token(const unsigned char token[MESSAGE_TOKEN_LEN]);

#endif
