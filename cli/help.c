/* SPDX-License-Identifier: MIT */
#include "help.h"

#include "json.h"
#include "layout.h"
#include "manual.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The column of explanations, and the least width of the terminal for that. */
#define MARGIN      29
#define LEAST_WIDTH (MARGIN + 30)

enum { FLAG_MAN, FLAG_JSON };

const command_flag help_flags[] = {
    [FLAG_MAN] = {"man", 0, NULL, "print the page of the manual, for man(1)"},
    [FLAG_JSON] = {"json", 0, NULL, "print the commands with their flags as JSON"},
    {0},
};

/* Prints a name with its explanation to the right, or below it on a narrow terminal. */
static void print_pair(os_stream to, const char *name, const char *means, size_t width)
{
    bool beside = width >= LEAST_WIDTH;
    size_t margin = beside ? MARGIN : 6, len = strlen(name);
    print(to, "  %s", name);
    if (!beside || 2 + len >= margin)
        print(to, "\n%*s", (int)margin, "");
    else
        print(to, "%*s", (int)(margin - 2 - len), "");
    layout_fill(to, means, strlen(means), margin, margin, width);
}

static void print_statuses(os_stream to, size_t width)
{
    print_text(to, "\nExit status:\n");
    for (const command_status *s = command_statuses; s->name != NULL; s++) {
        print(to, "  %-8s", s->name);
        layout_fill(to, s->means, strlen(s->means), 10, 10, width);
    }
}

void help_overview(os_stream to)
{
    size_t width = layout_width(LAYOUT_WIDTH);
    print_text(to, "Usage: skt COMMAND [OPTION...] [WORD...]\n\n");
    for (size_t i = 0; i < command_count; i++) {
        char name[80];
        snprintf(name, sizeof name, "%-10s %s", commands[i].name, commands[i].words);
        print_pair(to, name, commands[i].summary, width);
    }
    print_text(to, "\n`skt COMMAND --help` says more.\n");
    print_statuses(to, width);
}

static void print_flag(const command_flag *flag, size_t width)
{
    char name[80], letter[8] = "";
    if (flag->letter) snprintf(letter, sizeof letter, "-%c, ", flag->letter);
    snprintf(name, sizeof name, "%4s--%s%s%s", letter, flag->name, flag->value ? " " : "",
             flag->value ? flag->value : "");
    print_pair(OS_STDOUT, name, flag->help, width);
}

void help_print(const command *c)
{
    size_t width = layout_width(LAYOUT_WIDTH);
    layout_block block;
    char usage[160], summary[160];
    snprintf(usage, sizeof usage, "Usage: skt %s%s %s", c->name, c->flags[0].name ? " [OPTION...]" : "", c->words);
    snprintf(summary, sizeof summary, "%c%s.", toupper((unsigned char)c->summary[0]), c->summary + 1);
    layout_fill(OS_STDOUT, usage, strlen(usage), 0, 2, width);
    print_text(OS_STDOUT, "\n");
    layout_fill(OS_STDOUT, summary, strlen(summary), 0, 0, width);
    const char *notes = c->notes ? c->notes : "", *at = notes;
    if (layout_next_of(&at, false, &block)) {
        print_text(OS_STDOUT, "\n");
        layout_blocks(notes, false, width);
    }
    if (c->has_address) {
        print_text(OS_STDOUT, "\n");
        layout_blocks(command_address_notes, false, width);
    }
    print_text(OS_STDOUT, "\n");
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) print_flag(flag, width);
    print_pair(OS_STDOUT, "-h, --help", "this text", width);
    print_text(OS_STDOUT, "\nExamples:\n");
    layout_blocks(notes, true, width);
    print_statuses(OS_STDOUT, width);
}

static json_t *flags_as_json(const command *c)
{
    json_t *flags = json_array();
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) {
        char letter[2] = {flag->letter, '\0'};
        json_array_append_new(flags,
                              json_pack("{s:s, s:s*, s:s*, s:s}", "name", flag->name, "letter",
                                        flag->letter ? letter : NULL, "value", flag->value, "means", flag->help));
    }
    return flags;
}

static json_t *examples_as_json(const command *c)
{
    json_t *examples = json_array();
    layout_block block;
    for (const char *text = c->notes ? c->notes : ""; layout_next_of(&text, true, &block);)
        json_array_append_new(examples, json_stringn(block.text, block.len));
    return examples;
}

static int print_as_json(void)
{
    json_t *all = json_array(), *statuses = json_array();
    for (size_t i = 0; i < command_count; i++) {
        const command *c = &commands[i];
        json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", c->name, "words", c->words, "means",
                                             c->summary, "flags", flags_as_json(c), "examples", examples_as_json(c)));
    }
    for (const command_status *s = command_statuses; s->name != NULL; s++)
        json_array_append_new(statuses, json_pack("{s:s, s:s}", "name", s->name, "means", s->means));
    return print_json(json_pack("{s:s, s:o, s:o}", "schema", "skt.help/1", "commands", all, "statuses", statuses));
}

int help_run(const arguments *given)
{
    const command *c = given->count > 0 ? command_find(given->words[0]) : NULL;
    if (given->count > 0 && c == NULL) return STATUS_USAGE;
    if (given->flags[FLAG_JSON]) return print_as_json();
    if (given->flags[FLAG_MAN])
        manual_print(c);
    else if (c != NULL)
        help_print(c);
    else
        help_overview(OS_STDOUT);
    return STATUS_OK;
}
