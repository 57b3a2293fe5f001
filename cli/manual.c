/* SPDX-License-Identifier: MIT */
#include "manual.h"

#include "layout.h"
#include "say.h"

#include <ctype.h>
#include <string.h>

/* The date of the last change to the pages. */
#define MANUAL_DATE "November 30, 2026"

/* Prints text with mdoc's special characters escaped. */
static void put(const char *text, size_t len)
{
    char out[PRINT_MAX];
    size_t used = 0;
    for (size_t i = 0; i < len && used + 3 < sizeof out; i++) {
        bool escaped = text[i] == '\\' || text[i] == '-';
        if (escaped) out[used++] = '\\';
        out[used++] = text[i] == '\\' ? 'e' : text[i];
    }
    print(OS_STDOUT, "%.*s", (int)used, out);
}

/* Prints arguments of a macro, escaped so that none is taken for a macro or punctuation. */
static void put_words(const char *text, size_t len)
{
    for (const char *end = text + len; text < end;) {
        size_t word = strcspn(text, " \n");
        if (word > (size_t)(end - text)) word = (size_t)(end - text);
        print_text(OS_STDOUT, " \\&");
        put(text, word);
        text += word;
        text += strspn(text, " \n");
    }
}

/* Prints a line of text. A dot or an apostrophe at its start must be escaped, since it would begin a macro. */
static void put_line(const char *text, size_t len)
{
    print_text(OS_STDOUT, "\\&");
    put(text, len);
    print_text(OS_STDOUT, "\n");
}

/* Prints a paragraph with each sentence on a line of its own, as mdoc requires. */
static void put_paragraph(const char *text, size_t len)
{
    char flat[PRINT_MAX];
    if (len >= sizeof flat) len = sizeof flat - 1;
    for (size_t i = 0; i < len; i++) flat[i] = text[i] == '\n' ? ' ' : text[i];
    for (size_t at = 0; at < len;) {
        size_t end = at;
        while (end < len && !(flat[end] == '.' && end + 1 < len && flat[end + 1] == ' ')) end++;
        if (end < len) end++;
        put_line(flat + at, end - at);
        at = end + (end < len);
    }
}

static void put_flag(const command_flag *flag)
{
    print_text(OS_STDOUT, ".It");
    if (flag->letter) print(OS_STDOUT, " Fl %c ,", flag->letter);
    print(OS_STDOUT, " Fl \\-%s", flag->name);
    if (flag->value) {
        print_text(OS_STDOUT, " Ar");
        put_words(flag->value, strlen(flag->value));
    }
    print_text(OS_STDOUT, "\n");
    put_line(flag->help, strlen(flag->help));
}

static void put_flags(const command *c)
{
    print_text(OS_STDOUT, ".Sh OPTIONS\n.Bl -tag -width Ds\n");
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) put_flag(flag);
    print_text(OS_STDOUT, ".It Fl h , Fl \\-help\nPrint what this page says.\n.El\n");
}

/* Prints arguments such as "FILE... [CODE]". */
static void put_synopsis(const command *c)
{
    print(OS_STDOUT, ".Sh SYNOPSIS\n.Nm skt\n.Cm \\&%s\n", c->name);
    if (c->flags[0].name != NULL) print_text(OS_STDOUT, ".Op Ar OPTION ...\n");
    for (const char *at = c->words; *at != '\0';) {
        size_t len = strcspn(at, " "), from = at[0] == '[', to = len - (at[len - 1] == ']');
        print_text(OS_STDOUT, from ? ".Op Ar" : ".Ar");
        put_words(at + from, to - from);
        print_text(OS_STDOUT, "\n");
        at += len + strspn(at + len, " ");
    }
}

/* Prints the blocks that are examples, or all others. Consecutive lines form one display. */
static void put_blocks(const char *text, bool examples)
{
    layout_block block;
    bool within = false;
    while (layout_next_of(&text, examples, &block)) {
        if (within && !block.is_line) print_text(OS_STDOUT, ".Ed\n");
        if (!block.is_line) print_text(OS_STDOUT, ".Pp\n");
        if (!within && block.is_line) print_text(OS_STDOUT, ".Bd -literal -offset indent\n");
        within = block.is_line;
        if (within)
            put_line(block.text, block.len);
        else
            put_paragraph(block.text, block.len);
    }
    if (within) print_text(OS_STDOUT, ".Ed\n");
}

static void put_statuses(void)
{
    print_text(OS_STDOUT, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
    for (const command_status *s = command_statuses; s->name != NULL; s++) {
        print(OS_STDOUT, ".It %s\n", s->name);
        put_line(s->means, strlen(s->means));
    }
    print_text(OS_STDOUT, ".El\n");
}

/* The next command in alphabetical order; NULL after the last. */
static const char *name_behind(const char *name)
{
    const char *next = NULL;
    for (size_t i = 0; i < command_count; i++) {
        const char *other = commands[i].name;
        if (strcmp(other, name) > 0 && (next == NULL || strcmp(other, next) < 0)) next = other;
    }
    return next;
}

/* Prints references to the other pages; skt(1) refers to all of them. */
static void put_others(const command *c)
{
    print_text(OS_STDOUT, ".Sh SEE ALSO\n");
    if (c != NULL) {
        print_text(OS_STDOUT, ".Xr skt 1\n");
        return;
    }
    for (const char *name = name_behind(""), *next; name != NULL; name = next) {
        next = name_behind(name);
        print(OS_STDOUT, ".Xr skt-%s 1%s\n", name, next ? " ," : "");
    }
}

static void put_head(const char *title, const char *dash, const char *name, const char *summary)
{
    char upper[80];
    size_t len = 0;
    for (; title[len] != '\0' && len + 1 < sizeof upper; len++) upper[len] = (char)toupper((unsigned char)title[len]);
    upper[len] = '\0';
    print(OS_STDOUT, ".Dd " MANUAL_DATE "\n.Dt SKT%s%s 1\n.Os\n.Sh NAME\n.Nm skt%s%s\n.Nd %s\n", dash, upper, dash,
          name, summary);
}

static void print_command(const command *c)
{
    put_head(c->name, "-", c->name, c->summary);
    put_synopsis(c);
    print_text(OS_STDOUT, ".Sh DESCRIPTION\n");
    print(OS_STDOUT, "%c%s.\n", toupper((unsigned char)c->summary[0]), c->summary + 1);
    if (c->notes != NULL) put_blocks(c->notes, false);
    if (c->has_address) put_blocks(command_address_notes, false);
    put_flags(c);
    put_statuses();
    print_text(OS_STDOUT, ".Sh EXAMPLES\n");
    if (c->notes != NULL) put_blocks(c->notes, true);
    put_others(c);
}

static void print_overview(void)
{
    static const char words[] =
        "Flags stand anywhere behind the command. Letters combine: -uv is -u -v. A flag's value stands behind it, or "
        "behind an equals sign: -t 2s, -t2s, --timeout=2s. What stands behind -- is no flag, and neither is a negative "
        "number.\n";
    put_head("", "", "", "sockets from the command line");
    print_text(OS_STDOUT, ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION ...\n.Op Ar WORD ...\n.Nm\n.Fl \\-help |\n"
                          ".Fl \\-version\n.Sh DESCRIPTION\nThe commands are:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < command_count; i++) {
        print(OS_STDOUT, ".It Xr skt-%s 1\n", commands[i].name);
        put_line(commands[i].summary, strlen(commands[i].summary));
    }
    print_text(OS_STDOUT, ".El\n");
    put_blocks(words, false);
    put_blocks(command_address_notes, false);
    print_text(OS_STDOUT, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
                          ".It Ev NO_COLOR\nIf it is not empty, nothing is coloured.\n"
                          ".It Ev TERM\nIf it is dumb, nothing is coloured or marked.\n.El\n");
    put_statuses();
    print_text(OS_STDOUT, ".Sh EXAMPLES\n.Bd -literal -offset indent\n");
    for (size_t i = 0; i < command_count; i++) {
        layout_block block;
        const char *text = commands[i].notes ? commands[i].notes : "";
        if (layout_next_of(&text, true, &block)) put_line(block.text, block.len);
    }
    print_text(OS_STDOUT, ".Ed\n");
    put_others(NULL);
}

void manual_print(const command *c)
{
    if (c == NULL)
        print_overview();
    else
        print_command(c);
}
