/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "say.h"
#include "spelling.h"

#include <string.h>

const command_status command_statuses[] = {
    {"0", "done"},
    {"1", "failed"},
    {"2", "wrong usage"},
    {"3", "not reached: no such name, refused, no route (commands that connect)"},
    {"4", "a time passed: --timeout, --wait, --idle, --quit-after with something unsent (commands that connect)"},
    {"5", "the connection broke (commands that connect)"},
    {"128 + n", "ended by signal n: 130 interrupted; on Unix 143 terminated, 129 hung up, 141 nobody reads the output"},
    {NULL, NULL},
};

const command *commands;
size_t command_count;
const char *command_address_notes;

void commands_are(const command *all, size_t count, const char *address_notes)
{
    commands = all;
    command_count = count;
    command_address_notes = address_notes;
}

static const command *find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

const command *command_find(const char *name)
{
    char shown[SAY_MAX];
    const char *nearest = NULL;
    size_t least = SPELLING_MAX;
    const command *c = find(name);
    if (c != NULL) return c;
    for (size_t i = 0; i < command_count; i++) {
        size_t distance = spelling_distance(name, commands[i].name);
        if (distance < least) least = distance, nearest = commands[i].name;
    }
    if (spelling_is_near(name, least))
        complain_of_usage("there is no command %s: did you mean %s?", printable(name, shown), nearest);
    else
        complain_of_usage("there is no command %s; `skt help` lists them", printable(name, shown));
    return NULL;
}
