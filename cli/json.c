/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "say.h"

#include <stdlib.h>

static int print_dump(os_stream to, json_t *value, size_t flags)
{
    char *text = json_dumps(value, flags);
    json_decref(value);
    if (text == NULL) return complain("the JSON cannot be made");
    print_text(to, text);
    print_text(to, "\n");
    free(text);
    return STATUS_OK;
}

int print_json(json_t *value)
{
    return print_dump(OS_STDOUT, value, JSON_INDENT(2));
}

int print_json_line(json_t *value)
{
    return print_dump(OS_STDOUT, value, JSON_COMPACT);
}

int print_json_line_aside(json_t *value)
{
    return print_dump(OS_STDERR, value, JSON_COMPACT);
}
