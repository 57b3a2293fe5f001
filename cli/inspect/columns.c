/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include "../layout.h"
#include "../say.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CELLS_MAX   256
#define NAME_MAX_   40
#define VALUE_MAX_  64 /* longer values are truncated */
#define BYTES_MAX   24 /* the same for bytes in hex */
#define GAP         2
#define OWNER_WIDTH 40 /* for a process with its pid and descriptors */

typedef struct cell {
    char name[NAME_MAX_], value[VALUE_MAX_];
    bool changed;
} cell;

typedef struct cells {
    cell all[CELLS_MAX];
    size_t count;
} cells;

/* A line, collected so that it is written by one call. */
typedef struct line {
    char text[PRINT_MAX];
    size_t len;
} line;

SAY_PRINTF(2, 3) static void put(line *to, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int len = vsnprintf(to->text + to->len, sizeof to->text - to->len, format, values);
    va_end(values);
    to->len += len < 0 ? 0 : (size_t)len;
    if (to->len >= sizeof to->text) to->len = sizeof to->text - 1;
}

static void end_line(line *l)
{
    if (l->len == sizeof l->text - 1) l->len--;
    put(l, "\n");
    print_text(OS_STDOUT, l->text);
    *l = (line){.len = 0};
}

/* "1.5 ms": in the largest unit that keeps the number at 1 or more. */
static void span_text(json_int_t ns, char *out, size_t size)
{
    static const struct {
        double length;
        const char *name;
    } units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "us"}, {1, "ns"}};
    size_t unit = 0;
    while (unit < 3 && (double)ns < units[unit].length) unit++;
    if (ns == 0) unit = 0;
    snprintf(out, size, "%.*f %s", ns == 0 || unit == 3 ? 0 : 1, (double)ns / units[unit].length, units[unit].name);
}

static void rate_text(json_int_t bits, char *out, size_t size)
{
    static const char *const units[] = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
    double value = (double)bits;
    size_t unit = 0;
    for (; value >= 1000 && unit < 4; unit++) value /= 1000;
    snprintf(out, size, unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

/* Removes the suffix; false if the name lacks it. */
static bool take_suffix(char *name, const char *suffix)
{
    size_t len = strlen(name), end = strlen(suffix);
    if (len <= end || strcmp(name + len - end, suffix) != 0) return false;
    name[len - end] = '\0';
    return true;
}

static void cut(char *out, size_t size, const char *text)
{
    if ((size_t)snprintf(out, size, "%s", text) >= size) snprintf(out + size - 4, 4, "...");
}

static void list_text(const json_t *list, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < json_array_size(list) && used < size; i++)
        used +=
            (size_t)snprintf(out + used, size - used, "%s%s", i ? " " : "", json_string_value(json_array_get(list, i)));
}

/* The value for people; a unit at the end of the name moves to the value. */
static void value_text(char *name, const json_t *value, char *out, size_t size)
{
    if (json_is_integer(value)) {
        json_int_t number = json_integer_value(value);
        if (take_suffix(name, "_ns"))
            span_text(number, out, size);
        else if (take_suffix(name, "_bits_per_second"))
            rate_text(number, out, size);
        else
            snprintf(out, size, take_suffix(name, "_bytes") ? "%lld B" : "%lld", number);
    } else if (json_is_string(value)) {
        cut(out, size, json_string_length(value) ? json_string_value(value) : "\"\"");
    } else if (json_is_array(value)) {
        list_text(value, out, size);
    } else {
        snprintf(out, size, "%s", json_is_true(value) ? "true" : "false");
    }
}

static cell *add(cells *to, const char *name, const json_t *value, bool changed)
{
    if (to->count == CELLS_MAX) return NULL;
    cell *c = &to->all[to->count++];
    *c = (cell){.changed = changed};
    snprintf(c->name, sizeof c->name, "%s", name);
    value_text(c->name, value, c->value, sizeof c->value);
    return c;
}

/* For terminals narrower than one column: the value is printed behind the name, or below it. */
static void print_narrow(const cell *c, const columns_style *style)
{
    const size_t indent = 6, used = 3 + strlen(c->name);
    bool below = used + 1 + strlen(c->value) > (size_t)style->width;
    print(OS_STDOUT, "  %s%c%s%s%*s", c->changed && style->colour ? "\x1b[1m" : "", c->changed ? '*' : ' ', c->name,
          below ? "\n" : "", below ? (int)indent : 1, "");
    layout_fill(OS_STDOUT, c->value, strlen(c->value), below ? indent : used + 1, indent, (size_t)style->width);
    if (c->changed && style->colour) print_text(OS_STDOUT, "\x1b[0m");
}

static void print_cells(const char *title, cells *group, const columns_style *style)
{
    size_t name = 0, value = 0;
    if (group->count == 0) return;
    for (size_t i = 0; i < group->count; i++) {
        size_t len = strlen(group->all[i].name), other = strlen(group->all[i].value);
        name = len > name ? len : name;
        value = other > value ? other : value;
    }
    size_t width = 1 + name + 1 + value + GAP;
    size_t columns = style->width > 2 ? ((size_t)style->width - 2 + GAP) / width : 1;
    print(OS_STDOUT, "  %s\n", title);
    if (columns == 0) {
        for (size_t i = 0; i < group->count; i++) print_narrow(&group->all[i], style);
        group->count = 0;
        return;
    }
    size_t rows = (group->count + columns - 1) / columns;
    for (size_t row = 0; row < rows; row++) {
        line l = {.len = 0};
        put(&l, "  ");
        for (size_t i = row; i < group->count; i += rows) {
            const cell *c = &group->all[i];
            bool bold = c->changed && style->colour, last = i + rows >= group->count;
            put(&l, "%s%c%-*s %-*s%s%s", bold ? "\x1b[1m" : "", c->changed ? '*' : ' ', (int)name, c->name,
                last ? 0 : (int)value, c->value, bold ? "\x1b[0m" : "", last ? "" : "  ");
        }
        end_line(&l);
    }
    group->count = 0;
}

static void print_group(const char *name, const json_t *socket, const json_t *before, const columns_style *style)
{
    static cells group;
    json_t *all = json_object_get(socket, name), *old = json_object_get(before, name);
    for (void *at = json_object_iter(all); at != NULL; at = json_object_iter_next(all, at)) {
        const char *key = json_object_iter_key(at);
        const json_t *value = json_object_iter_value(at);
        add(&group, key, value, before != NULL && !json_equal(value, json_object_get(old, key)));
    }
    print_cells(name, &group, style);
}

static const json_t *row_named(const json_t *rows, const char *name)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        if (strcmp(json_string_value(json_object_get(row, "name")), name) == 0) return row;
    }
    return NULL;
}

static void add_option(cells *group, const json_t *row, const json_t *before)
{
    char fresh[VALUE_MAX_], unused[2] = "";
    const char *name = json_string_value(json_object_get(row, "name"));
    const json_t *value = json_object_get(row, "value"), *other = json_object_get(row, "fresh");
    const json_t *old = row_named(json_object_get(before, "options"), name);
    cell *c = add(group, name, value, before != NULL && !json_equal(value, json_object_get(old, "value")));
    if (c != NULL && strcmp(json_string_value(json_object_get(row, "kind")), "bytes") == 0 &&
        json_string_length(value) >= BYTES_MAX && strchr(c->value, '=') == NULL)
        cut(c->value, BYTES_MAX, json_string_value(value));
    if (c == NULL || other == NULL) return;
    value_text(unused, other, fresh, sizeof fresh);
    size_t used = strlen(c->value);
    snprintf(c->value + used, sizeof c->value - used, " (fresh: %s)", fresh);
}

/* Groups that are printed instead of the bytes of an option that is a structure. */
static const struct {
    const char *name, *option;
} groups[] = {{"peer_credentials", "SO_PEERCRED"},
              {"queues", NULL},
              {"timer", NULL},
              {"memory", "SO_MEMINFO"},
              {"tcp", "TCP_INFO"}};
#define GROUPS (sizeof groups / sizeof groups[0])

static bool is_shown_as_group(const json_t *row)
{
    const char *name = json_string_value(json_object_get(row, "name"));
    for (size_t i = 0; i < GROUPS; i++)
        if (groups[i].option != NULL && strcmp(groups[i].option, name) == 0) return true;
    return false;
}

/* One group for each level, in the order of their first options. */
static void print_options(const json_t *socket, const json_t *before, const columns_style *style)
{
    static cells group;
    const json_t *rows = json_object_get(socket, "options");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const char *level = json_string_value(json_object_get(json_array_get(rows, i), "level"));
        bool done = false;
        for (size_t j = 0; j < json_array_size(rows); j++) {
            const json_t *row = json_array_get(rows, j);
            if (strcmp(json_string_value(json_object_get(row, "level")), level) != 0) continue;
            if (j < i) done = true;
            if (!done && !is_shown_as_group(row)) add_option(&group, row, before);
        }
        print_cells(level, &group, style);
    }
}

/* "tcp", "unix stream". */
static void put_kind(line *to, const json_t *socket)
{
    const char *protocol = json_string_value(json_object_get(socket, "protocol"));
    const char *family = json_string_value(json_object_get(socket, "family"));
    const char *type = json_string_value(json_object_get(socket, "type"));
    char text[48] = "socket";
    if (protocol != NULL)
        snprintf(text, sizeof text, "%s", protocol + strlen("IPPROTO_"));
    else if (family != NULL)
        snprintf(text, sizeof text, "%s%s%s", family + strlen("AF_"), type ? " " : "",
                 type ? type + strlen("SOCK_") : "");
    for (char *at = text; *at; at++) *at = (char)tolower((unsigned char)*at);
    put(to, "%s", text);
}

static const char *text_of(const json_t *socket, const char *name)
{
    return json_string_value(json_object_get(socket, name));
}

static void print_heading(const json_t *socket, const json_t *before, const columns_style *style)
{
    const char *local = text_of(socket, "local"), *peer = text_of(socket, "peer"), *state = text_of(socket, "state");
    bool changed = before != NULL && !json_equal(json_object_get(socket, "state"), json_object_get(before, "state"));
    bool bold = changed && style->colour;
    line l = {.len = 0};
    put_kind(&l, socket);
    put(&l, " %s", local ? local : "-");
    if (peer != NULL) put(&l, " -> %s", peer);
    if (state != NULL) put(&l, "  %s%s%s%s", bold ? "\x1b[1m" : "", changed ? "*" : "", state, bold ? "\x1b[0m" : "");
    end_line(&l);
}

/* Ends the line unless it has room for `more` characters. */
static void make_room(line *l, size_t more, const columns_style *style)
{
    if (l->len > 0 && l->len + more > (size_t)style->width) end_line(l);
}

static void print_owners(const char *title, const json_t *owners, const columns_style *style)
{
    line l = {.len = 0};
    for (size_t i = 0; i < json_array_size(owners); i++) {
        const json_t *one = json_array_get(owners, i);
        json_t *fd = json_object_get(one, "fd"), *uid = json_object_get(one, "uid");
        make_room(&l, OWNER_WIDTH, style);
        put(&l, "  %s%s pid %lld", i == 0 ? title : ", ", text_of(one, "name"),
            json_integer_value(json_object_get(one, "pid")));
        if (fd != NULL) put(&l, " fd %lld", json_integer_value(fd));
        if (uid != NULL) put(&l, " uid %lld", json_integer_value(uid));
    }
    if (l.len > 0) end_line(&l);
}

static void print_numbers(const json_t *socket, const columns_style *style)
{
    static const char *const names[] = {"inode", "cookie", "uid", "network_namespace", "shut_down", "peer_inode"};
    line l = {.len = 0};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char name[NAME_MAX_], value[VALUE_MAX_];
        const json_t *one = json_object_get(socket, names[i]);
        if (one == NULL) continue;
        snprintf(name, sizeof name, "%s", names[i]);
        value_text(name, one, value, sizeof value);
        make_room(&l, 3 + strlen(name) + strlen(value), style);
        put(&l, "  %s %s", name, value);
    }
    if (l.len > 0) end_line(&l);
}

void columns_print(const json_t *socket, const json_t *before, const columns_style *style)
{
    print_heading(socket, before, style);
    print_owners("", json_object_get(socket, "owners"), style);
    print_owners("peer: ", json_object_get(socket, "peer_owners"), style);
    const json_t *refused = json_object_get(socket, "refused");
    if (refused != NULL) {
        const char *error = text_of(refused, "error");
        print(OS_STDOUT, "  not all is known: %s%s%s%s\n", text_of(refused, "reason"), error ? " (" : "",
              error ? error : "", error ? ")" : "");
    }
    if (!style->only_options) print_numbers(socket, style);
    for (size_t i = 0; i < GROUPS; i++) {
        const char *option = groups[i].option;
        bool asked = option != NULL && row_named(json_object_get(socket, "options"), option) != NULL;
        if (asked || !style->only_options) print_group(groups[i].name, socket, before, style);
    }
    print_options(socket, before, style);
    print_text(OS_STDOUT, "\n");
}
