/* SPDX-License-Identifier: MIT */
/* skt errors: explains errors by number, name or text. */
#include "command.h"
#include "error_find.h"
#include "json.h"
#include "layout.h"
#include "say.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define ALL_NAMES "`skt errors --all` lists the names"

/* The column of sentences in the list, and the least width of the terminal for that. */
#define MARGIN      41
#define LEAST_WIDTH (MARGIN + 25)
#define FOUND_MAX   64

enum { FLAG_ALL, FLAG_JSON };

const command_flag errors_flags[] = {
    [FLAG_ALL] = {"all", 'a', NULL, "also list the names that only other systems have"},
    [FLAG_JSON] = {"json", 0, NULL, "as JSON"},
    {0},
};

/* The form of the output. */
typedef struct showing {
    json_t *rows; /* NULL: as text */
    size_t width;
} showing;

static void print_row(int rc, size_t width)
{
    char sentence[SAY_MAX], number[16] = "-";
    skt_error_text(rc, sentence, sizeof sentence);
    if (error_is_here(rc)) snprintf(number, sizeof number, "%d", rc);
    if (width >= LEAST_WIDTH)
        print(OS_STDOUT, "%-32s %6s  ", skt_error_name(rc), number);
    else
        print(OS_STDOUT, "%s %s\n    ", skt_error_name(rc), number);
    size_t margin = width >= LEAST_WIDTH ? MARGIN : 4;
    layout_fill(OS_STDOUT, sentence, strlen(sentence), margin, margin, width);
}

/* The name on Windows: WSAECONNREFUSED for ECONNREFUSED. */
static const char *windows_name(int rc, char out[SAY_MAX])
{
    const char *name = skt_error_name(rc);
    int number = error_number_on(rc, ERROR_ON_WINDOWS);
    bool winsock = number >= 10000 && number < 12000;
    if (number == 0 || (name[0] == 'E' && !winsock && strncmp(name, "ERROR_", 6) != 0)) return NULL;
    if (rc == SKT_EAGAIN) name = "EWOULDBLOCK";
    snprintf(out, SAY_MAX, "%s%s", strncmp(name, "E", 1) == 0 && winsock ? "WSA" : "", name);
    return out;
}

/* Prints "111 on Linux": the systems on which `number` means this error; if it is 0, the number on each system. */
static void print_systems(int rc, int number, size_t width)
{
    char text[SAY_MAX] = "", shown[SAY_MAX];
    size_t used = 0;
    for (int i = 0; i < ERROR_SYSTEMS; i++) {
        int there = error_number_on(rc, i);
        if (there == 0 || (number != 0 && there != number)) continue;
        if (number != 0)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? ", " : "", error_systems[i]);
        else
            used +=
                (size_t)snprintf(text + used, sizeof text - used, "%s%s %d", used ? ", " : "", error_systems[i], there);
    }
    if (used == 0) return;
    const char *name = number == 0 ? windows_name(rc, shown) : NULL;
    if (name != NULL) snprintf(text + used, sizeof text - used, " (%s)", name);
    print_text(OS_STDOUT, "  ");
    size_t at = 2;
    if (number != 0) {
        char begin[24];
        at += (size_t)snprintf(begin, sizeof begin, "%d on ", number);
        print_text(OS_STDOUT, begin);
    }
    layout_fill(OS_STDOUT, text, strlen(text), at, 4, width);
}

static json_t *row_as_json(int rc, int number)
{
    char sentence[SAY_MAX], shown[SAY_MAX], key[16];
    json_t *numbers = json_object(), *systems = json_array();
    skt_error_text(rc, sentence, sizeof sentence);
    for (int i = 0; i < ERROR_SYSTEMS; i++) {
        int there = error_number_on(rc, i);
        size_t len = strlen(error_systems[i]);
        for (size_t j = 0; j <= len; j++) key[j] = (char)tolower((unsigned char)error_systems[i][j]);
        if (there != 0) json_object_set_new(numbers, key, json_integer(there));
        if (there != 0 && there == number) json_array_append_new(systems, json_string(key));
    }
    json_t *row = json_pack("{s:s, s:o*, s:s, s:s*, s:o}", "name", skt_error_name(rc), "code",
                            error_is_here(rc) ? json_integer(rc) : NULL, "means", sentence, "windows_name",
                            windows_name(rc, shown), "numbers", numbers);
    if (number != 0)
        json_object_set_new(row, "systems", systems);
    else
        json_decref(systems);
    return row;
}

/* Shows an error that was found by a number, or with 0 by a name. */
static void show(const showing *to, int rc, int number)
{
    if (to->rows != NULL) {
        json_array_append_new(to->rows, row_as_json(rc, number));
        return;
    }
    print_row(rc, to->width);
    print_systems(rc, number, to->width);
}

/* Shows all meanings of a number, that on this system first. Returns whether there are any. */
static bool explain_number(const showing *to, int number)
{
    bool known = error_is_here(-number) && skt_error_name(-number) != NULL;
    if (known) show(to, -number, number);
    for (size_t i = 0; i < skt_error_count(); i++) {
        int rc = skt_error_at(i), system = 0;
        while (system < ERROR_SYSTEMS && error_number_on(rc, system) != number) system++;
        if (system == ERROR_SYSTEMS || rc == -number) continue;
        show(to, rc, number);
        known = true;
    }
    return known;
}

static bool explain_text(const showing *to, const char *text)
{
    int found[FOUND_MAX];
    size_t count = error_read_text(text, found, FOUND_MAX);
    for (size_t i = 0; i < count; i++) show(to, found[i], 0);
    return count > 0;
}

static int complain_of_name(const char *text)
{
    char shown[SAY_MAX], name[SAY_MAX] = "";
    for (size_t i = 0; text[i] != '\0' && i + 1 < sizeof name; i++) name[i] = (char)toupper((unsigned char)text[i]);
    const char *meant = strncmp(name, "SKT_", 4) == 0 ? name + 4 : name;
    /* Also look for a Winsock name without its "WSA". */
    if (strncmp(meant, "WSAE", 4) == 0 && error_name_like(meant) == NULL) meant += 3;
    meant = *meant != '\0' ? error_name_like(meant) : NULL;
    printable(*text != '\0' ? text : "''", shown);
    if (meant != NULL) return complain_of_usage("no error is known as %s; did you mean %s? " ALL_NAMES, shown, meant);
    return complain_of_usage(
        "no error is known as %s; give a name, a number or a text, such as ECONNREFUSED, 111 or 0x6f; " ALL_NAMES,
        shown);
}

/* Whether the word is a number or a name. */
static bool is_code(const char *word)
{
    int unused;
    return error_read_number(word, &unused) || error_read_name(word, &unused);
}

static int explain_word(const showing *to, const char *text)
{
    int code;
    bool known = false;
    if (error_read_number(text, &code))
        known = explain_number(to, code);
    else if (error_read_name(text, &code))
        show(to, code, 0), known = true;
    else
        known = explain_text(to, text);
    return known ? STATUS_OK : complain_of_name(text);
}

/* If each word is a code, explains each; otherwise takes all words as one text. */
static int explain_words(const showing *to, const arguments *given)
{
    char text[SAY_MAX] = "";
    size_t used = 0, codes = 0;
    int status = STATUS_OK;
    for (size_t i = 0; i < given->count; i++) {
        codes += is_code(given->words[i]);
        if (used < sizeof text)
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? " " : "", given->words[i]);
    }
    if (codes == 0) return explain_word(to, text);
    for (size_t i = 0; status == STATUS_OK && i < given->count; i++) status = explain_word(to, given->words[i]);
    return status;
}

static int list(const showing *to, bool all)
{
    for (size_t i = 0; i < skt_error_count(); i++) {
        int rc = skt_error_at(i);
        if (!all && !error_is_here(rc)) continue;
        if (to->rows != NULL)
            json_array_append_new(to->rows, row_as_json(rc, 0));
        else
            print_row(rc, to->width);
    }
    return STATUS_OK;
}

int errors_run(const arguments *given)
{
    showing to = {.rows = given->flags[FLAG_JSON] ? json_array() : NULL, .width = layout_width(SIZE_MAX)};
    int status = given->count > 0 ? explain_words(&to, given) : list(&to, given->flags[FLAG_ALL] != NULL);
    if (to.rows == NULL) return status;
    if (status != STATUS_OK) {
        json_decref(to.rows);
        return status;
    }
    return print_json(json_pack("{s:s, s:o}", "schema", "skt.errors/1", "errors", to.rows));
}
