/* SPDX-License-Identifier: MIT */
/* skt errors: the conditions of the library with this system's codes. */
#include "command.h"
#include "say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The library's own conditions end above LAST_HERE; the names of other systems stand between it and LAST. */
#define LAST_HERE (-32000)
#define LAST      (-35000)

enum { FLAG_ALL };

const command_flag errors_flags[] = {
    [FLAG_ALL] = {"all", 'a', NULL, "also list the names that only other systems have"},
    {0},
};

static void print_row(int rc)
{
    char sentence[SAY_MAX], number[16] = "-";
    skt_error_text(rc, sentence, sizeof sentence);
    if (rc > LAST_HERE) snprintf(number, sizeof number, "%d", rc);
    print(OS_STDOUT, "%-30s %7s  %s\n", skt_error_name(rc), number, sentence);
}

static int code_of_name(const char *name)
{
    if (strncmp(name, "SKT_", 4) == 0) name += 4;
    for (int rc = -1; rc >= LAST; rc--) {
        const char *known = skt_error_name(rc);
        if (known != NULL && strcmp(known, name) == 0) return rc;
    }
    return 0;
}

/* 111, -111 or ECONNREFUSED; 0 for none that is known. */
static int read_code(const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    if (end == text || *end != '\0') return code_of_name(text);
    if (number > 0) number = -number;
    return number >= LAST && skt_error_name((int)number) != NULL ? (int)number : 0;
}

int errors_run(const arguments *given)
{
    char shown[SAY_MAX];
    if (given->count == 1) {
        int rc = read_code(given->words[0]);
        if (rc == 0) return complain("no error is known as %s", printable(given->words[0], shown));
        print_row(rc);
        return STATUS_OK;
    }
    int last = given->flags[FLAG_ALL] ? LAST : LAST_HERE;
    for (int rc = 0; rc >= last; rc--)
        if (skt_error_name(rc) != NULL) print_row(rc);
    return STATUS_OK;
}
