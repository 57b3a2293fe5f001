/* SPDX-License-Identifier: MIT */
/* skt errors: the conditions of the library with this system's codes. */
#include "command.h"
#include "say.h"
#include "spelling.h"

/* Made by CMake from the library's headers. */
#include "error_numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The numbers of names that only other systems have are smaller. */
#define LAST_HERE (-32000)

#define ALL_NAMES "`skt errors --all` lists the names"

enum { FLAG_ALL };

const command_flag errors_flags[] = {
    [FLAG_ALL] = {"all", 'a', NULL, "also list the names that only other systems have"},
    {0},
};

/* The systems whose numbers people meet in logs and on pages. */
static const struct {
    int rc;
    int on_linux;
    int on_windows;
} numbers[] = {
#define ROW(rc, on_linux, on_windows) {rc, on_linux, on_windows},
    ERROR_NUMBERS(ROW)
#undef ROW
};

#define NUMBERS (sizeof numbers / sizeof numbers[0])

static void print_row(int rc, const char *remark)
{
    char sentence[SAY_MAX], number[16] = "-";
    skt_error_text(rc, sentence, sizeof sentence);
    if (rc > LAST_HERE) snprintf(number, sizeof number, "%d", rc);
    print(OS_STDOUT, "%-32s %6s  %s%s\n", skt_error_name(rc), number, sentence, remark);
}

/* The same for a condition that another system has under the number asked for. */
static void print_row_of(int rc, int number, const char *system)
{
    char remark[40];
    snprintf(remark, sizeof remark, " (%d on %s)", number, system);
    print_row(rc, remark);
}

/* Decimal, or hexadecimal behind 0x, with a minus or not; *out is negative. */
static bool read_number(const char *text, int *out)
{
    char *end;
    const char *digits = text + (text[0] == '-');
    int base = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X') ? 16 : 10;
    if (digits[0] < '0' || digits[0] > '9') return false;
    long number = strtol(digits, &end, base);
    if (*end != '\0' || number < 1 || number > 99999) return false;
    *out = (int)-number;
    return true;
}

/* Prints what the number means here and on Linux, or else on Windows; false if it means nothing. */
static bool explain_number(int rc)
{
    bool known = rc > LAST_HERE && skt_error_name(rc) != NULL;
    if (known) print_row(rc, "");
    for (size_t i = 0; i < NUMBERS; i++) {
        if (numbers[i].on_linux != -rc || numbers[i].rc == rc) continue;
        print_row_of(numbers[i].rc, -rc, "Linux");
        known = true;
    }
    for (size_t i = 0; i < NUMBERS && !known; i++) {
        if (numbers[i].on_windows != -rc) continue;
        print_row_of(numbers[i].rc, -rc, "Windows");
        known = true;
    }
    return known;
}

/* The name that is spelled most like the text, or else begins with it; NULL if none is near. */
static const char *name_like(const char *text)
{
    const char *nearest = NULL, *longer = NULL;
    size_t least = SPELLING_MAX, len = strlen(text);
    for (size_t i = 0; i < skt_error_count(); i++) {
        const char *name = skt_error_name(skt_error_at(i));
        size_t distance = spelling_distance(text, name);
        if (distance < least) {
            least = distance;
            nearest = name;
        }
        if (longer == NULL && len > 2 && strncmp(text, name, len) == 0) longer = name;
    }
    return spelling_is_near(text, least) ? nearest : longer;
}

static int complain_of_name(const char *text, const char *name)
{
    char shown[SAY_MAX];
    const char *meant = strncmp(name, "SKT_", 4) == 0 ? name + 4 : name;
    /* Winsock's name of what has an errno's. */
    if (strncmp(meant, "WSAE", 4) == 0 && name_like(meant) == NULL) meant += 3;
    meant = *meant != '\0' ? name_like(meant) : NULL;
    printable(*text != '\0' ? text : "''", shown);
    if (meant != NULL) return complain_of_usage("no error is known as %s; did you mean %s? " ALL_NAMES, shown, meant);
    return complain_of_usage(
        "no error is known as %s; give a name or a number, such as ECONNREFUSED, 111 or 0x6f; " ALL_NAMES, shown);
}

static int explain_name(const char *text)
{
    char name[SPELLING_MAX + 1] = "";
    size_t len = strlen(text);
    int rc;
    for (size_t i = 0; i < len && len < sizeof name; i++)
        name[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
    if (skt_error_find(name, &rc) != 0) return complain_of_name(text, name);
    print_row(rc, "");
    return STATUS_OK;
}

int errors_run(const arguments *given)
{
    int number;
    if (given->count == 1) {
        const char *text = given->words[0];
        return read_number(text, &number) && explain_number(number) ? STATUS_OK : explain_name(text);
    }
    for (size_t i = 0; i < skt_error_count(); i++)
        if (given->flags[FLAG_ALL] || skt_error_at(i) > LAST_HERE) print_row(skt_error_at(i), "");
    return STATUS_OK;
}
