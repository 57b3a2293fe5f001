/* SPDX-License-Identifier: MIT */
#include "number.h"

#include "../say.h"

#include <stdlib.h>
#include <string.h>

int number_read(const arguments *given, const command_flag *flags, size_t flag, uint32_t least, uint32_t most,
                uint32_t *out)
{
    char shown[SAY_MAX];
    const char *text = given->flags[flag];
    if (text == NULL) return STATUS_OK;
    bool is_number = text[0] != '\0' && text[strspn(text, "0123456789")] == '\0' && strlen(text) <= 9;
    unsigned long value = is_number ? strtoul(text, NULL, 10) : 0;
    if (!is_number || value < least || value > most)
        return complain_of_usage("--%s %s: it is a number from %lu to %lu", flags[flag].name, printable(text, shown),
                                 (unsigned long)least, (unsigned long)most);
    *out = (uint32_t)value;
    return STATUS_OK;
}
