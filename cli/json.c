/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "say.h"

#include <stdlib.h>

static int print_dump(json_t *value, size_t flags)
{
    char *text = json_dumps(value, flags);
    json_decref(value);
    if (text == NULL) return complain("the JSON cannot be made");
    print_text(OS_STDOUT, text);
    print_text(OS_STDOUT, "\n");
    free(text);
    return STATUS_OK;
}

int print_json(json_t *value)
{
    return print_dump(value, JSON_INDENT(2));
}

int print_json_line(json_t *value)
{
    return print_dump(value, JSON_COMPACT);
}
