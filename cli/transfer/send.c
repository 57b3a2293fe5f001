/* SPDX-License-Identifier: MIT */
/* skt send: connects to a receiver and sends files. */
#include "../arguments.h"
#include "../command.h"
#include "../os.h"
#include "../stream/reach.h"
#include "progress.h"
#include "sending.h"
#include "source.h"
#include "transfer.h"
#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEND_RECURSIVE,
    SEND_AS,
    SEND_MPTCP,
    SEND_OPTION,
    SEND_SOURCE,
    SEND_DEVICE,
    SEND_TIMEOUT,
    SEND_WAIT,
    SEND_QUIET,
    SEND_VERBOSE,
    SEND_JSON,
};

const command_flag send_flags[] = {
    [SEND_RECURSIVE] = {"recursive", 'r', NULL, "folders too, with all that is in them; links in them as links"},
    [SEND_AS] = {"as", 0, "NAME", "send the one file or folder under this name"},
    [SEND_MPTCP] = {"mptcp", 0, NULL, "Multipath TCP"},
    [SEND_OPTION] = {"option", 'o', "OPTION[=VALUE]", SETTINGS_HELP},
    [SEND_SOURCE] = {"source", 's', "ADDRESS", "connect from this address; the port is optional"},
    [SEND_DEVICE] = {"device", 0, "NAME", "connect by this interface"},
    [SEND_TIMEOUT] = {"timeout", 't', "SPAN", TRANSFER_TIMEOUT_HELP},
    [SEND_WAIT] = {"wait", 'w', "SPAN", "try again until a receiver is there, this long"},
    [SEND_QUIET] = {"quiet", 'q', NULL, "no progress bar"},
    [SEND_VERBOSE] = {"verbose", 'v', NULL, "say on stderr how many bytes of each file were sent"},
    [SEND_JSON] = {"json", 0, NULL, TRANSFER_JSON_HELP},
    {0},
};

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

/* The name that the receiver will use for this argument. */
static const char *name_of(const arguments *given, char *word)
{
    if (given->flags[SEND_AS] != NULL) return given->flags[SEND_AS];
    return source_is_input(word) ? "stdin" : source_base_name(word);
}

static int send_word(sending *s, const arguments *given, char *word)
{
    os_folder folder;
    source from;
    const char *name = name_of(given, word);
    snprintf(s->path, sizeof s->path, "%s", word);
    if (source_is_input(word)) return sending_input(s, name);
    if (given->flags[SEND_RECURSIVE] && os_kind_of(word) == OS_DIRECTORY) {
        char shown[SAY_MAX];
        int rc = os_folder_open(word, &folder);
        if (rc < 0) return complain_of(printable(word, shown), rc);
        int status = walk_folder(s, &folder, name);
        os_folder_close(&folder);
        return status;
    }
    int status = source_open(word, &from);
    if (status != STATUS_OK) return status;
    status = sending_file(s, &from, name);
    source_close(&from);
    return status;
}

static int send_words(const arguments *given, skt_socket socket, skt_duration idle)
{
    sending *s = (sending *)calloc(1, sizeof *s);
    if (s == NULL) return complain_of("the connection", SKT_ENOMEM);
    s->quiet = given->flags[SEND_QUIET] != NULL;
    s->verbose = given->flags[SEND_VERBOSE] != NULL;
    s->json = given->flags[SEND_JSON] != NULL;
    s->by_sendfile = !os_sendfile_waits();
    int rc = digest_open(&s->sum);
    int status = rc < 0 ? complain_of("the connection", rc) : transfer_begin(&s->c, socket, idle, NULL);
    for (size_t i = 0; status == STATUS_OK && i + 1 < given->count; i++) status = send_word(s, given, given->words[i]);
    if (status == STATUS_OK) status = sending_end(s);
    if (status == STATUS_OK && s->left_out) status = STATUS_FAILED;
    for (; s->count > 0; s->count--, s->first = (s->first + 1) % SENDING_WINDOW) free(s->entries[s->first].path);
    if (rc == 0) digest_close(&s->sum);
    free(s);
    return status;
}

static int check(const arguments *given)
{
    const char *as = given->flags[SEND_AS];
    size_t count = given->count - 1;
    char shown[SAY_MAX];
    if (as != NULL && count > 1) return complain_of_usage("--as gives one name, and there are %zu files", count);
    const char *problem = as != NULL ? wire_name_problem(as, strlen(as)) : NULL;
    if (problem != NULL) return complain_of_usage("--as: the name %s %s", printable(as, shown), problem);
    return source_check_all(given->words, count, given->flags[SEND_RECURSIVE] != NULL, as != NULL);
}

int send_run(const arguments *given)
{
    static settings options;
    reach to;
    skt_socket socket;
    int status = read_reach(given, &options, &to);
    if (status == STATUS_OK) status = check(given);
    if (status != STATUS_OK) return status;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    status = reach_connect(&to, &socket);
    if (status != STATUS_OK) return status;
    status = send_words(given, socket, to.timeout);
    skt_close(socket);
    reach_leave();
    return status;
}
