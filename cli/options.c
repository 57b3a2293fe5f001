/* SPDX-License-Identifier: MIT */
/* skt options: the options, from the library's tables and this kernel. */
#include "command.h"
#include "fitting.h"
#include "json.h"
#include "layout.h"
#include "option_info.h"
#include "option_word.h"
#include "say.h"

#include <stdio.h>
#include <string.h>

enum { FLAG_JSON };

const command_flag options_flags[] = {
    [FLAG_JSON] = {"json", 0, NULL, "as JSON, with the systems that have each option"},
    {0},
};

#define VALUE_MAX 4096 /* a structure of the system in hex */

/* The form of values of each kind. */
static const char *const forms[] = {
    [SKT_KIND_BOOL] = "true or false",
    [SKT_KIND_INT] = "a number, with K, M or G of 1024",
    [SKT_KIND_U64] = "a number of 64 bits",
    [SKT_KIND_DURATION] = "30s, 500ms, forever",
    [SKT_KIND_LINGER] = "off, or a span: 3s",
    [SKT_KIND_NAME] = "text",
    [SKT_KIND_IPV4] = "192.0.2.1",
    [SKT_KIND_BYTES] = "bytes in hex",
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

/* Facts about options that the library does not hold, in the order of skt_option_at. */
static const struct {
    const char *unit, *source, *means;
} texts[] = {
#define OPTION_TEXT(unit, source, means) {unit, source, means},
#include "option_texts.h"
};

/* The facts about one option. */
typedef struct finding {
    const skt_option_info *info;
    size_t place;     /* the index into the texts above */
    int rc;           /* 0: this kernel has it */
    const char *kind; /* the kind of socket that has it */
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

/* The columns. On a narrow terminal the last ones are left out so that the value has room. */
enum { NAME_WIDTH = 30, KIND_WIDTH = 8, ACCESS_WIDTH = 10, PHASE_WIDTH = 14, VALUE_LEAST = 9, COLUMNS = 4 };

/* Prints as many columns as fit, then the value, which is truncated on a terminal only. */
static void print_columns(const char *const columns[COLUMNS], const char *value, size_t width)
{
    static const int widths[COLUMNS] = {NAME_WIDTH, KIND_WIDTH, ACCESS_WIDTH, PHASE_WIDTH};
    size_t used = 0, len = strlen(value);
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t needed = used + (size_t)widths[i] + 1;
        if (width != 0 && needed + VALUE_LEAST > width) break;
        print(OS_STDOUT, "%-*s ", widths[i], columns[i]);
        used = needed;
    }
    if (width != 0 && used + len > width)
        print(OS_STDOUT, "%.*s...\n", (int)(width - used - 3), value);
    else
        print(OS_STDOUT, "%s\n", value);
}

static void print_row(const finding *f, size_t width)
{
    const skt_option_info *info = f->info;
    char absent[SAY_MAX];
    const char *value = !f->has_value ? "-" : f->value[0] ? f->value : "\"\"";
    bool narrow = width != 0 && width < NAME_WIDTH + KIND_WIDTH + ACCESS_WIDTH + PHASE_WIDTH + 30;
    snprintf(absent, sizeof absent, narrow ? "not here" : "not here: %s", error_name(f->rc));
    print_columns(
        (const char *const[]){info->name, option_kind_name(info), accesses[info->access], phases[info->phase]},
        f->rc < 0 ? absent : value, width);
}

/* "linux apple". */
static void write_systems(const skt_option_info *info, char out[SAY_MAX])
{
    size_t used = 0;
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++)
        if (info->systems & systems[i].bit)
            used += (size_t)snprintf(out + used, SAY_MAX - used, "%s%s", used ? " " : "", systems[i].name);
}

static void print_fact(const char *name, const char *text, size_t width)
{
    print(OS_STDOUT, "  %-9s ", name);
    layout_fill(OS_STDOUT, text, strlen(text), 12, 12, width);
}

static void explain_option(const finding *f, size_t width)
{
    const skt_option_info *info = f->info;
    char level[OPTION_LEVEL_MAX], text[VALUE_MAX + SAY_MAX];
    print(OS_STDOUT, "%s%s%s\n  ", layout_begin(LAYOUT_STRONG), info->name, layout_end());
    layout_fill(OS_STDOUT, texts[f->place].means, strlen(texts[f->place].means), 2, 2, width);
    snprintf(text, sizeof text, "%s (%d), number %d", option_level_name(info, level), info->level, info->optname);
    print_fact("level", skt_option_supported(skt_option_at(f->place)) ? text : "none on this system", width);
    snprintf(text, sizeof text, "%s: %s", option_kind_name(info), forms[info->kind]);
    print_fact("kind", text, width);
    print_fact("unit", texts[f->place].unit, width);
    print_fact("access",
               info->access == SKT_ACCESS_TAKE ? "read, which changes what is read next" : accesses[info->access],
               width);
    print_fact("set", info->access & SKT_ACCESS_WRITE ? phases[info->phase] : "never", width);
    write_systems(info, text);
    print_fact("systems", text, width);
    print_fact("source", texts[f->place].source, width);
    if (f->rc < 0)
        snprintf(text, sizeof text, "not here: %s", error_name(f->rc));
    else
        snprintf(text, sizeof text, "%s (%s)",
                 !f->has_value ? "cannot be read"
                 : f->value[0] ? f->value
                               : "\"\"",
                 f->kind);
    print_fact("default", text, width);
}

static json_t *row_as_json(const finding *f)
{
    const skt_option_info *info = f->info;
    char level[OPTION_LEVEL_MAX];
    int64_t span;
    bool here = skt_option_supported(skt_option_at(f->place));
    bool is_time = f->has_value && info->kind == SKT_KIND_DURATION && option_nanoseconds(f->value, &span);
    json_t *names = json_array();
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++)
        if (info->systems & systems[i].bit) json_array_append_new(names, json_string(systems[i].name));
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:b, s:s, s:o, s:b, s:b}", "name", info->name, "means",
                  texts[f->place].means, "source", texts[f->place].source, "kind", option_kind_name(info), "unit",
                  texts[f->place].unit, "changed_by_reading", info->access == SKT_ACCESS_TAKE, "read",
                  info->access & SKT_ACCESS_READ, "write", info->access & SKT_ACCESS_WRITE, "phase",
                  phases[info->phase], "systems", names, "supported", f->rc != SKT_EUNSUPPORTED, "works", f->rc == 0);
    json_t *known = json_pack(
        "{s:s*, s:o*, s:o*, s:s*, s:s*, s:s*, s:o*}", "level", here ? option_level_name(info, level) : NULL,
        "level_number", here ? json_integer(info->level) : NULL, "number", here ? json_integer(info->optname) : NULL,
        "error", f->rc < 0 ? error_name(f->rc) : NULL, "socket", f->rc == 0 ? f->kind : NULL, "default",
        f->has_value ? f->value : NULL, "default_ns", is_time ? json_integer(span) : NULL);
    json_object_update(row, known);
    json_decref(known);
    return row;
}

/* The form of the output. */
typedef struct showing {
    json_t *rows; /* NULL: as text */
    size_t width; /* of a terminal; 0 for none */
} showing;

static void show_explained(const showing *to, size_t place)
{
    finding f = look_at(place);
    if (to->rows)
        json_array_append_new(to->rows, row_as_json(&f));
    else
        explain_option(&f, to->width ? to->width : LAYOUT_WIDTH);
}

/* Lists the options that match the pattern. Returns their number. */
static size_t list(const showing *to, const char *pattern)
{
    size_t count = 0;
    for (size_t i = 0; i < skt_option_count(); i++) {
        if (!option_matches(pattern, skt_option_describe(skt_option_at(i))->name)) continue;
        finding f = look_at(i);
        if (to->rows == NULL && count == 0)
            print_columns((const char *const[]){"OPTION", "KIND", "ACCESS", "SET"}, "DEFAULT", to->width);
        if (to->rows == NULL)
            print_row(&f, to->width);
        else
            json_array_append_new(to->rows, row_as_json(&f));
        count++;
    }
    return count;
}

static size_t place_of(skt_option option)
{
    size_t i = 0;
    while (skt_option_describe(skt_option_at(i)) != skt_option_describe(option)) i++;
    return i;
}

static int show_word(const showing *to, const char *word)
{
    char shown[SAY_MAX];
    skt_option option;
    if (strpbrk(word, "*?") != NULL)
        return list(to, word) > 0 ? STATUS_OK : complain_of_usage("no option is like %s", printable(word, shown));
    int status = option_word_find(word, &option);
    if (status == STATUS_OK) show_explained(to, place_of(option));
    return status;
}

int options_run(const arguments *given)
{
    showing to = {.rows = given->flags[FLAG_JSON] ? json_array() : NULL, .width = layout_width(0)};
    int status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < given->count; i++) status = show_word(&to, given->words[i]);
    if (given->count == 0) list(&to, "*");
    if (to.rows == NULL) return status;
    int written = print_json(json_pack("{s:s, s:o}", "schema", "skt.options/1", "options", to.rows));
    return status == STATUS_OK ? written : status;
}
