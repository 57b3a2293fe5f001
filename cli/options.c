/* SPDX-License-Identifier: MIT */
/* skt options: what the library's tables and this kernel know of every option. */
#include "command.h"
#include "fitting.h"
#include "json.h"
#include "say.h"

#include <string.h>

enum { FLAG_JSON };

const command_flag options_flags[] = {
    [FLAG_JSON] = {"json", 0, NULL, "as JSON, with the systems that have each option"},
    {0},
};

#define VALUE_MAX 4096 /* a structure of the system in hex */

static const char *const kinds[] = {
    [SKT_KIND_BOOL] = "bool",     [SKT_KIND_INT] = "int",   [SKT_KIND_U64] = "u64",   [SKT_KIND_DURATION] = "duration",
    [SKT_KIND_LINGER] = "linger", [SKT_KIND_NAME] = "name", [SKT_KIND_IPV4] = "ipv4", [SKT_KIND_BYTES] = "bytes",
};

static const char *const accesses[] = {
    [SKT_ACCESS_READ] = "read",
    [SKT_ACCESS_WRITE] = "write",
    [SKT_ACCESS_BOTH] = "read write",
    [SKT_ACCESS_TAKE] = "take",
};

static const char *const phases[] = {
    [SKT_PHASE_ANY] = "any time",
    [SKT_PHASE_BEFORE_BIND] = "before bind",
    [SKT_PHASE_BEFORE_CONNECT] = "before connect",
    [SKT_PHASE_CONNECTED] = "connected",
};

static const struct {
    unsigned bit;
    const char *name;
} systems[] = {
    {SKT_ON_LINUX, "linux"},     {SKT_ON_APPLE, "apple"},     {SKT_ON_FREEBSD, "freebsd"}, {SKT_ON_NETBSD, "netbsd"},
    {SKT_ON_OPENBSD, "openbsd"}, {SKT_ON_SOLARIS, "solaris"}, {SKT_ON_AIX, "aix"},         {SKT_ON_CYGWIN, "cygwin"},
    {SKT_ON_WINDOWS, "windows"}, {SKT_ON_POSIX, "posix"},
};

/* What is known of an option that the library does not hold, in the order of skt_option_at. */
static const struct {
    const char *unit, *source, *means;
} texts[] = {
#define OPTION_TEXT(unit, source, means) {unit, source, means},
#include "option_texts.h"
};

/* What was found out about one option. */
typedef struct finding {
    const skt_option_info *info;
    size_t place;     /* among the texts */
    int rc;           /* 0: this kernel takes it */
    const char *kind; /* of the socket that takes it */
    bool has_value;
    char value[VALUE_MAX];
} finding;

static finding look_at(size_t place)
{
    skt_option option = skt_option_at(place);
    finding f = {.info = skt_option_describe(option), .place = place};
    fitting on = {0};
    f.rc = fitting_socket(option, &on);
    if (f.rc < 0) return f;
    f.kind = on.kind;
    if (f.info->access & SKT_ACCESS_READ) {
        int len = skt_option_get_text(on.socket, option, f.value, sizeof f.value);
        f.has_value = len >= 0;
        if (len < 0) f.rc = len;
    }
    skt_close(on.socket);
    return f;
}

static const char *error_name(int rc)
{
    const char *name = skt_error_name(rc);
    return name ? name : "unknown error";
}

static void print_row(const finding *f)
{
    const skt_option_info *info = f->info;
    const char *value = f->has_value ? f->value : "-";
    print(OS_STDOUT, "%-30s %-8s %-10s %-14s ", info->name, kinds[info->kind], accesses[info->access],
          phases[info->phase]);
    if (f->rc < 0)
        print(OS_STDOUT, "not here: %s\n", error_name(f->rc));
    else
        print(OS_STDOUT, "%s\n", value[0] ? value : "\"\"");
}

static json_t *row_as_json(const finding *f)
{
    const skt_option_info *info = f->info;
    json_t *names = json_array();
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++)
        if (info->systems & systems[i].bit) json_array_append_new(names, json_string(systems[i].name));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:b, s:s, s:o, s:b, s:b, s:s?, s:s?, s:s?}", "name",
                     info->name, "means", texts[f->place].means, "source", texts[f->place].source, "kind",
                     kinds[info->kind], "unit", texts[f->place].unit, "changed_by_reading",
                     info->access == SKT_ACCESS_TAKE, "read", info->access & SKT_ACCESS_READ, "write",
                     info->access & SKT_ACCESS_WRITE, "phase", phases[info->phase], "systems", names, "supported",
                     f->rc != SKT_EUNSUPPORTED, "works", f->rc == 0, "error", f->rc < 0 ? error_name(f->rc) : NULL,
                     "socket", f->rc == 0 ? f->kind : NULL, "default", f->has_value ? f->value : NULL);
}

int options_run(const arguments *given)
{
    bool as_json = given->flags[FLAG_JSON] != NULL;
    json_t *rows = as_json ? json_array() : NULL;
    if (!as_json) print(OS_STDOUT, "%-30s %-8s %-10s %-14s %s\n", "OPTION", "KIND", "ACCESS", "SET", "DEFAULT");
    for (size_t i = 0; i < skt_option_count(); i++) {
        finding f = look_at(i);
        if (as_json)
            json_array_append_new(rows, row_as_json(&f));
        else
            print_row(&f);
    }
    if (!as_json) return STATUS_OK;
    return print_json(json_pack("{s:o}", "options", rows));
}
