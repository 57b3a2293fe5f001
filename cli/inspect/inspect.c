/* SPDX-License-Identifier: MIT */
/* skt inspect: the sockets of other processes. */
#include "../arguments.h"
#include "../background.h"
#include "../command.h"
#include "../json.h"
#include "../layout.h"
#include "../say.h"
#include "columns.h"
#include "options.h"
#include "survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLAG_ALL,
    FLAG_LISTENING,
    FLAG_TO,
    FLAG_UNIX,
    FLAG_STATE,
    FLAG_OPTION,
    FLAG_CHANGED,
    FLAG_WATCH,
    FLAG_INTERVAL,
    FLAG_JSON
};

const command_flag inspect_flags[] = {
    [FLAG_ALL] = {"all", 'a', NULL, "every socket that can be seen"},
    [FLAG_LISTENING] = {"listening", 'l', "PORT", "those that wait at this port"},
    [FLAG_TO] = {"to", 't', "HOST:PORT", "those whose peer this is"},
    [FLAG_UNIX] = {"unix", 0, "PATH", "Unix sockets of this path, or @NAME, and those connected to it"},
    [FLAG_STATE] = {"state", 's', "STATE", "those in this state: established, listen, close-wait, ..."},
    [FLAG_OPTION] = {"option", 'o', "GLOB", "only the options like this: 'TCP_KEEP*'"},
    [FLAG_CHANGED] = {"changed", 'c', NULL, "only the options that differ from a fresh socket of the kind there"},
    [FLAG_WATCH] = {"watch", 'w', NULL, "again and again, with marks at what changed"},
    [FLAG_INTERVAL] = {"interval", 0, "SPAN", "how long --watch waits in between; 1s if not given"},
    [FLAG_JSON] = {"json", 0, NULL, "as JSON; with --watch an object a line"},
    {0},
};

#define WIDTH_OF_FILES    120
#define NAME_ROOM         (2 * SKT_ADDR_TEXT_MAX + 2)
#define RESOLVER_PATIENCE SKT_SECONDS(10)

/* What the command line asks for. */
typedef struct request {
    selection wanted;
    skt_duration interval;
    const char *pattern;
    bool changed, watch, json;
    columns_style style;
} request;

/* The arguments and results of the resolver's thread. */
static struct {
    char host[256];
    const char *service;
    skt_addr found[sizeof((selection){0}.to) / sizeof(skt_addr)];
} sought;

static int resolve(void *unused)
{
    (void)unused;
    return skt_resolve(sought.host, sought.service, SKT_AF_UNSPEC, SKT_SOCK_STREAM, 0, sought.found,
                       sizeof sought.found / sizeof sought.found[0]);
}

static int read_peer(const char *text, selection *out)
{
    char shown[SAY_MAX];
    bool left;
    const char *colon = strrchr(text, ':');
    out->to_count = 1;
    if (skt_addr_parse(text, &out->to[0]) == 0) return STATUS_OK;
    bool has_port = colon != NULL && colon != text && colon[1] != '\0' && strchr(text, ':') == colon;
    if (!has_port || (size_t)(colon - text) >= sizeof sought.host)
        return complain_of_usage("%s is not an address: write HOST:PORT or [IPv6]:PORT", printable(text, shown));
    memcpy(sought.host, text, (size_t)(colon - text));
    sought.service = colon + 1;
    int count = background_call(resolve, NULL, skt_deadline_in(RESOLVER_PATIENCE), &left);
    if (count <= 0) return complain_of(printable(text, shown), count < 0 ? count : SKT_EAI_NONAME);
    size_t most = sizeof sought.found / sizeof sought.found[0];
    out->to_count = (size_t)count < most ? (size_t)count : most;
    memcpy(out->to, sought.found, sizeof out->to);
    return STATUS_OK;
}

static int read_filters(const arguments *given, selection *out)
{
    char text[SKT_ADDR_TEXT_MAX], shown[SAY_MAX], *end;
    const char *port = given->flags[FLAG_LISTENING], *path = given->flags[FLAG_UNIX], *state = given->flags[FLAG_STATE];
    *out = (selection){.listening = -1, .unix_path = path};
    if (port != NULL) {
        long number = port[0] >= '0' && port[0] <= '9' ? strtol(port, &end, 10) : -1;
        if (number < 0 || number > UINT16_MAX || *end != '\0')
            return complain_of_usage("%s is no port", printable(port, shown));
        out->listening = (int)number;
    }
    if (path != NULL) {
        int len = snprintf(text, sizeof text, "%s%s", strncmp(path, "unix:", 5) == 0 ? "" : "unix:", path);
        if (len >= (int)sizeof text || skt_addr_parse(text, &out->unix_address) < 0)
            return complain_of_usage("%s is no Unix address", printable(path, shown));
    }
    if (state != NULL) out->state = seen_state_find(state);
    if (state != NULL && out->state == STATE_UNKNOWN)
        return complain_of_usage(
            "there is no state %s: established, syn-sent, syn-recv, fin-wait1, fin-wait2, time-wait, "
            "closed, close-wait, last-ack, listen, closing",
            printable(state, shown));
    return given->flags[FLAG_TO] != NULL ? read_peer(given->flags[FLAG_TO], out) : STATUS_OK;
}

static int read_request(const arguments *given, request *out)
{
    *out = (request){
        .interval = SKT_SECONDS(1),
        .pattern = given->flags[FLAG_OPTION],
        .changed = given->flags[FLAG_CHANGED] != NULL,
        .watch = given->flags[FLAG_WATCH] != NULL,
        .json = given->flags[FLAG_JSON] != NULL,
    };
    const char *interval = given->flags[FLAG_INTERVAL];
    out->style.colour = layout_begin(LAYOUT_STRONG)[0] != '\0';
    out->style.only_options = out->changed || out->pattern != NULL;
    int status = interval != NULL ? arguments_duration(interval, &out->interval) : STATUS_OK;
    if (status == STATUS_OK) status = read_filters(given, &out->wanted);
    if (status != STATUS_OK) return status;
    if (given->count == 0 && given->flags[FLAG_ALL] == NULL && !selection_is_narrow(&out->wanted))
        return complain_of_usage("inspect lacks what to look at: PID, PID:FD, NAME, --listening PORT, --unix PATH, "
                                 "--to HOST:PORT, --state STATE or --all");
    out->wanted.targets = calloc(given->count + 1, sizeof *out->wanted.targets);
    if (out->wanted.targets == NULL) return complain_of("targets", SKT_ENOMEM);
    for (size_t i = 0; status == STATUS_OK && i < given->count; i++)
        status = target_read(given->words[i], &out->wanted.targets[out->wanted.count++]);
    return status;
}

/* The identity of a socket, to find it again at the next look. */
static void name_socket(const json_t *socket, char out[NAME_ROOM])
{
    json_t *inode = json_object_get(socket, "inode");
    const char *local = json_string_value(json_object_get(socket, "local"));
    const char *peer = json_string_value(json_object_get(socket, "peer"));
    if (inode != NULL)
        snprintf(out, NAME_ROOM, "%lld", json_integer_value(inode));
    else
        snprintf(out, NAME_ROOM, "%s %s", local ? local : "", peer ? peer : "");
}

static void print_sockets(const json_t *sockets, const json_t *before, columns_style style)
{
    style.width = (int)layout_width(WIDTH_OF_FILES);
    for (size_t i = 0; i < json_array_size(sockets); i++) {
        char name[NAME_ROOM];
        const json_t *one = json_array_get(sockets, i);
        name_socket(one, name);
        columns_print(one, json_object_get(before, name), &style);
    }
}

static json_t *by_name(const json_t *sockets)
{
    json_t *all = json_object();
    for (size_t i = 0; i < json_array_size(sockets); i++) {
        char name[NAME_ROOM];
        json_t *one = json_array_get(sockets, i);
        name_socket(one, name);
        json_object_set(all, name, one);
    }
    return all;
}

/* Reads and prints the sockets once. `before_io` has the sockets of the previous look, by identity. */
static int look(const request *asked, json_t **before_io)
{
    seen_list found = {0};
    json_t *refused = json_array(), *sockets = json_array();
    survey_plan plan = {.wanted = &asked->wanted, .options = asked->style.only_options, .compare = asked->changed};
    int status = survey_take(&plan, &found, refused);
    for (size_t i = 0; i < found.count; i++) {
        options_keep(json_object_get(found.all[i].known, "options"), asked->pattern, asked->changed);
        json_array_append_new(sockets, seen_as_json(&found.all[i]));
    }
    seen_free(&found);
    if (!asked->json && asked->watch) print_text(OS_STDOUT, layout_clear());
    if (!asked->json) print_sockets(sockets, *before_io, asked->style);
    json_decref(*before_io);
    *before_io = by_name(sockets);
    bool none = json_array_size(sockets) == 0;
    if (asked->json) {
        json_t *all = json_pack("{s:s, s:O, s:O}", "schema", "skt.inspect/1", "sockets", sockets, "refused", refused);
        int written = asked->watch ? print_json_line(all) : print_json(all);
        if (status == STATUS_OK) status = written;
    }
    json_decref(sockets);
    json_decref(refused);
    return status == STATUS_OK && none ? complain("there is no such socket") : status;
}

/* Waits. Returns the status of an interrupt, or STATUS_OK. */
static int wait_for(skt_duration span)
{
    skt_deadline end = skt_deadline_in(span);
    skt_pollfd interrupt = {.socket = os_interrupt_socket(), .events = SKT_POLLIN};
    while (os_interrupt_status() == 0 && !skt_deadline_passed(end)) {
        int rc = skt_poll(&interrupt, 1, end);
        if (rc < 0 && rc != SKT_EINTR) return complain_of("waiting", rc);
    }
    return os_interrupt_status();
}

int inspect_run(const arguments *given)
{
    request asked;
    json_t *before = NULL;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("interrupts", rc);
    int status = read_request(given, &asked);
    if (status == STATUS_OK) status = look(&asked, &before);
    while (status == STATUS_OK && asked.watch && print_is_complete()) {
        status = wait_for(asked.interval);
        if (status == STATUS_OK) status = look(&asked, &before);
    }
    json_decref(before);
    free(asked.wanted.targets);
    return os_interrupt_status() ? os_interrupt_status() : status;
}
