/* SPDX-License-Identifier: MIT */
#include "json.h"

#include "say.h"

#include <stdlib.h>

int print_json(json_t *value)
{
    char *text = json_dumps(value, JSON_INDENT(2));
    json_decref(value);
    if (text == NULL) return complain("the JSON cannot be made");
    print_text(OS_STDOUT, text);
    print_text(OS_STDOUT, "\n");
    free(text);
    return STATUS_OK;
}
