/* SPDX-License-Identifier: MIT */
/* Connecting standard input and output with a socket. */
#ifndef SKT_CLI_SESSION_H
#define SKT_CLI_SESSION_H

#include "end.h"
#include "kind.h"
#include "display.h"

/* The flags of a session, behind those of its kind. */
enum {
    FLAG_OPTION = KIND_FLAG_COUNT,
    FLAG_IDLE,
    FLAG_QUIT_AFTER,
    FLAG_NO_SHUTDOWN,
    FLAG_SEND_ONLY,
    FLAG_RECV_ONLY,
    FLAG_HEX,
    FLAG_LINE,
    FLAG_TIMESTAMPS,
    FLAG_VERBOSE,
    FLAG_JSON,
    SESSION_FLAG_COUNT,
};

#define SESSION_FLAGS                                                                                       \
    [FLAG_OPTION] = {"option", 'o', "OPTION[=VALUE]", SETTINGS_HELP},                                       \
    [FLAG_IDLE] = {"idle", 0, "SPAN", "end with status 4 after such a silence of both sides"},              \
    [FLAG_QUIT_AFTER] = {"quit-after", 'q', "SPAN", "end so long after the first end of either direction"}, \
    [FLAG_NO_SHUTDOWN] = {"no-shutdown", 0, NULL, "do not tell the peer that the input has ended"},         \
    [FLAG_SEND_ONLY] = {"send-only", 0, NULL, "throw away what comes; end when all is sent"},               \
    [FLAG_RECV_ONLY] = {"recv-only", 0, NULL, "read no input"},                                             \
    [FLAG_HEX] = {"hex", 'x', NULL, "show what comes as hex"},                                              \
    [FLAG_LINE] = {"line", 'l', NULL, "each line of the input is a message, each message a line"},          \
    [FLAG_TIMESTAMPS] = {"timestamps", 0, NULL, "show when each line, or row of hex, came"},                \
    [FLAG_VERBOSE] = {"verbose", 'v', NULL, "say on stderr who is connected, and what was moved"},          \
    [FLAG_JSON] = {"json", 0, NULL, "print a line of JSON on stderr when a connection has ended"}

typedef struct session_plan {
    kind kind;
    end_rules rules;
    display_form form;
    bool verbose;
    const char *schema; /* of the JSON result; NULL for no JSON */
} session_plan;

/* The result of a connection. */
typedef struct session_result {
    char local[SKT_ADDR_TEXT_MAX], peer[SKT_ADDR_TEXT_MAX];
    skt_deadline begun;
    uint64_t sent, received; /* bytes */
    int status, error;       /* the exit status, and the error or 0 */
} session_result;

/* Reads the flags of the kind and of the session; `schema` is for --json. Prints a message on error. A status. */
int session_read(const arguments *given, const char *schema, session_plan *out);

/* Makes the result of a new connection, with its addresses and the time. */
session_result session_begin(skt_socket s);

/* Prints the result as JSON if the plan has a schema. */
void session_report(const session_plan *plan, const session_result *result);

/*
 * Joins a connected socket with standard input and output until it is over, and closes it. The program has to end then.
 * Complains of what failed. The exit status.
 */
int session_run(const session_plan *plan, skt_socket s);

/* Prints "connected to ADDRESS from ADDRESS" to stderr if the plan is verbose. */
void session_tell(const session_plan *plan, const char *what, skt_socket s);

#endif
