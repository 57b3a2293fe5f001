/* SPDX-License-Identifier: MIT */
/* skt set: sets options of a socket of another process, all of them or none. */
#include "../command.h"
#include "../json.h"
#include "../option_word.h"
#include "../say.h"
#include "options.h"
#include "survey.h"

#include <stdlib.h>
#include <string.h>

enum { FLAG_DRY_RUN, FLAG_FORCE, FLAG_JSON };

const command_flag set_flags[] = {
    [FLAG_DRY_RUN] = {"dry-run", 'n', NULL, "read the values, and set nothing"},
    [FLAG_FORCE] = {"force", 'f', NULL, "set also what is refused for its danger, or has no effect any more"},
    [FLAG_JSON] = {"json", 0, NULL, "as JSON"},
    {0},
};

/* An option that is set. */
typedef struct change {
    option_word wanted;
    char before[OPTION_TEXT_MAX], after[OPTION_TEXT_MAX];
    int before_rc, after_rc, set_rc, back_rc; /* the results of reading, setting and restoring */
    const char *refusal;                      /* why it must not be set; NULL if it may be */
} change;

typedef struct changes {
    change *all;
    size_t count;
    bool dry_run, force;
    bool refused, failed;
} changes;

/* Options that break or unprotect the connection, or concern a secret. */
static const char *danger_of(const char *name)
{
    static const struct {
        const char *part, *why;
    } dangers[] = {
        {"REPAIR", "it stops the connection"},
        {"ADDRFORM", "it turns the socket into one of another family"},
        {"FILTER", "it decides what the socket receives"},
        {"BPF", "it decides what the socket receives"},
        {"_ULP", "it changes the protocol and cannot be undone"},
        {"MD5SIG", "it is a key"},
        {"TCP_AO", "it is a key"},
        {"_KEY", "it is a key"},
        {"TLS_", "it is a key"},
    };
    for (size_t i = 0; i < sizeof dangers / sizeof dangers[0]; i++)
        if (strstr(name, dangers[i].part) != NULL) return dangers[i].why;
    return NULL;
}

/* The phase of the socket, which decides what can be set. */
typedef struct standing {
    bool bound, listens, connected;
} standing;

static standing standing_of(skt_socket s)
{
    skt_addr local, peer;
    standing now = {.listens = skt_is_listener(s) > 0, .connected = skt_peer_address(s, &peer) == 0};
    if (skt_local_address(s, &local) == 0)
        now.bound = skt_addr_port(&local) > 0 || (skt_addr_port(&local) < 0 && !skt_addr_is_unnamed(&local));
    return now;
}

static const char *phase_problem(int phase, standing now)
{
    if (phase == SKT_PHASE_BEFORE_BIND && now.bound) return "it has its effect before bind, and the socket is bound";
    if (phase == SKT_PHASE_BEFORE_CONNECT && now.connected)
        return "it has its effect before connect, and the socket is connected";
    if (phase == SKT_PHASE_BEFORE_CONNECT && now.listens)
        return "it has its effect before listen, and the socket listens";
    if (phase == SKT_PHASE_CONNECTED && !now.connected) return "it has its effect on a connected socket alone";
    return NULL;
}

static const char *refusal_of(const change *c, standing now, bool force)
{
    const skt_option_info *info = c->wanted.info;
    if ((info->access & SKT_ACCESS_WRITE) == 0) return "it can only be read";
    const char *danger = force ? NULL : danger_of(info->name);
    if (danger != NULL) return danger;
    return force ? NULL : phase_problem(info->phase, now);
}

static int read_text(skt_socket s, const change *c, char out[OPTION_TEXT_MAX])
{
    out[0] = '\0';
    if (!option_is_safe_to_read(c->wanted.info)) return SKT_EOPNOTSUPP;
    int len = skt_option_get_text(s, c->wanted.option, out, OPTION_TEXT_MAX);
    return len < 0 ? len : 0;
}

/* Setting a buffer size on Linux doubles the value, and turns automatic sizing off. */
static bool is_buffer(const change *c)
{
    return strcmp(c->wanted.info->name, "SO_RCVBUF") == 0 || strcmp(c->wanted.info->name, "SO_SNDBUF") == 0;
}

#define BUFFER_LOCK 72 /* Linux's SO_BUF_LOCK: the buffers without automatic sizing */

static int put_back(skt_socket s, const change *c, int lock)
{
    char now[OPTION_TEXT_MAX];
    if (c->before_rc < 0) return c->before_rc;
    int rc = skt_option_set_text(s, c->wanted.option, c->before);
    if (is_buffer(c) && rc == 0 && read_text(s, c, now) == 0 && strcmp(now, c->before) != 0) {
        long long half = strtoll(c->before, NULL, 10) / 2;
        rc = skt_set_int(s, (skt_int_option){c->wanted.option.number}, half);
    }
    if (is_buffer(c) && rc == 0 && lock >= 0) rc = skt_set_raw(s, SKT_SOL_SOCKET, BUFFER_LOCK, &lock, sizeof lock);
    if (rc == 0) rc = read_text(s, c, now);
    return rc == 0 && strcmp(now, c->before) != 0 ? SKT_ERANGE : rc;
}

/* Runs while the copy is open, which must be short: messages are printed afterwards. */
static int make_changes(skt_socket s, void *argument)
{
    changes *all = argument;
    standing now = standing_of(s);
    int lock = -1;
    size_t len = sizeof lock, done = 0;
    if (skt_get_raw(s, SKT_SOL_SOCKET, BUFFER_LOCK, &lock, &len) < 0) lock = -1;
    for (size_t i = 0; i < all->count; i++) {
        change *c = &all->all[i];
        c->before_rc = read_text(s, c, c->before);
        c->refusal = refusal_of(c, now, all->force);
        if (c->refusal != NULL) all->refused = true;
    }
    if (all->refused || all->dry_run) return STATUS_OK;
    for (; done < all->count && !all->failed; done++) {
        change *c = &all->all[done];
        c->set_rc = skt_option_set_text(s, c->wanted.option, c->wanted.value);
        all->failed = c->set_rc < 0;
    }
    for (size_t i = all->failed ? done - 1 : 0; i-- > 0;) all->all[i].back_rc = put_back(s, &all->all[i], lock);
    for (size_t i = 0; i < all->count; i++) all->all[i].after_rc = read_text(s, &all->all[i], all->all[i].after);
    return STATUS_OK;
}

static const char *shown(const char *text, int rc, char out[SAY_MAX])
{
    return rc < 0 ? "?" : text[0] == '\0' ? "\"\"" : printable(text, out);
}

static void print_change(const changes *all, const change *c)
{
    char before[SAY_MAX], after[SAY_MAX];
    bool made = !all->dry_run && !all->refused;
    print(OS_STDOUT, "%-24s %s -> %s%s\n", c->wanted.info->name, shown(c->before, c->before_rc, before),
          made ? shown(c->after, c->after_rc, after) : shown(c->wanted.value, 0, after), made ? "" : " (not set)");
}

static json_t *change_as_json(const changes *all, const change *c)
{
    bool made = !all->dry_run && !all->refused && c->after_rc == 0;
    return json_pack("{s:s, s:o*, s:o*, s:o*, s:s*, s:s*}", "name", c->wanted.info->name, "before",
                     c->before_rc < 0 ? NULL : option_text(c->wanted.info, c->before), "wanted",
                     option_text(c->wanted.info, c->wanted.value), "after",
                     made ? option_text(c->wanted.info, c->after) : NULL, "error",
                     c->set_rc < 0 ? skt_error_name(c->set_rc) : NULL, "refused", c->refusal);
}

static void complain_of_change(const change *c)
{
    char why[SAY_MAX], text[SAY_MAX];
    const char *name = c->wanted.info->name;
    if (c->refusal != NULL)
        complain("%s: %s%s", name, c->refusal,
                 c->wanted.info->access & SKT_ACCESS_WRITE ? "; --force sets it all the same" : "");
    if (c->set_rc < 0) complain("%s=%s: %s", name, printable(c->wanted.value, text), explain(c->set_rc, why));
    if (c->back_rc < 0)
        complain("%s: it could not be put back to %s: %s", name, shown(c->before, c->before_rc, text),
                 explain(c->back_rc, why));
}

static void print_owners(const json_t *owners, const target *t)
{
    for (size_t i = 0; i < json_array_size(owners); i++) {
        const json_t *one = json_array_get(owners, i);
        json_int_t pid = json_integer_value(json_object_get(one, "pid")),
                   fd = json_integer_value(json_object_get(one, "fd"));
        if (pid == t->pid && fd == t->fd) continue;
        print(OS_STDOUT, "also held by %s pid %lld fd %lld\n", json_string_value(json_object_get(one, "name")), pid,
              fd);
    }
}

static int tell(const changes *all, const target *t, bool as_json)
{
    int status = STATUS_OK;
    bool all_back = true;
    json_t *rows = json_array(), *owners = survey_owners(t);
    for (size_t i = 0; i < all->count; i++) {
        if (as_json)
            json_array_append_new(rows, change_as_json(all, &all->all[i]));
        else
            print_change(all, &all->all[i]);
        complain_of_change(&all->all[i]);
        if (all->all[i].back_rc < 0) all_back = false;
    }
    if (all->failed && all->count > 1 && all_back) complain("nothing is set: what was set before is put back");
    bool set = !all->refused && !all->failed && !all->dry_run;
    if (as_json)
        status = print_json(
            json_pack("{s:s, s:b, s:O, s:O}", "schema", "skt.set/1", "set", set, "options", rows, "owners", owners));
    else
        print_owners(owners, t);
    json_decref(rows);
    json_decref(owners);
    return all->refused || all->failed ? STATUS_FAILED : status;
}

int set_run(const arguments *given)
{
    target t;
    char text[SAY_MAX];
    changes all = {.dry_run = given->flags[FLAG_DRY_RUN] != NULL, .force = given->flags[FLAG_FORCE] != NULL};
    /* An interrupt must not end the process before the messages are printed. */
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("interrupts", rc);
    int status = target_read(given->words[0], &t);
    if (status != STATUS_OK) return status;
    if (t.fd < 0) return complain_of_usage("%s is not PID:FD", printable(given->words[0], text));
    all.all = calloc(given->count, sizeof *all.all);
    if (all.all == NULL) return complain_of("options", SKT_ENOMEM);
    for (size_t i = 1; status == STATUS_OK && i < given->count; i++)
        status = option_word_read(given->words[i], &all.all[all.count++].wanted);
    if (status == STATUS_OK) status = survey_with_copy(&t, make_changes, &all);
    if (status == STATUS_OK) status = tell(&all, &t, given->flags[FLAG_JSON] != NULL);
    free(all.all);
    return os_interrupt_status() ? os_interrupt_status() : status;
}
