/* SPDX-License-Identifier: MIT */
/* The commands of the tool and their arguments. */
#ifndef SKT_CLI_COMMAND_H
#define SKT_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#define COMMAND_FLAGS_MAX    32
#define COMMAND_SETTINGS_MAX 64

/* A flag of a command: "--output FILE|DIR" with the letter o. The table of flags ends with a name of NULL. */
typedef struct command_flag {
    const char *name;
    char letter;       /* 0 for none */
    const char *value; /* the name of its value, "COMMAND..." for all words behind it; NULL for a flag without one */
    const char *help;
} command_flag;

/* A value of a flag, of which some may be repeated. */
typedef struct command_setting {
    size_t flag; /* its index in the table */
    const char *value;
} command_setting;

/* The command line of a command, by its tables. */
typedef struct arguments {
    const char *flags[COMMAND_FLAGS_MAX]; /* by the flag's index: NULL if it was not given, its (last) value, or "" */
    command_setting settings[COMMAND_SETTINGS_MAX];
    size_t setting_count;
    char **rest; /* the words behind a "COMMAND..." flag, ended by NULL */
    char **words;
    size_t count;
} arguments;

typedef struct command {
    const char *name;
    const char *words;   /* its arguments besides flags, "[CODE]" */
    size_t least, most;  /* how many words */
    const char *summary; /* one line */
    const char *notes;   /* more text for --help, in blocks of layout.h: paragraphs, tables, examples; may be NULL */
    bool has_address;    /* --help explains ADDRESS */
    const command_flag *flags;
    int (*run)(const arguments *given); /* returns the exit status */
} command;

/* The commands, and their number. Help, manual pages and completions are made from this table. */
extern const command *commands;
extern size_t command_count;

/* The explanation of ADDRESS, in blocks like the notes. */
extern const char *command_address_notes;

/* Sets these three. main.c, which has the table, passes it on for commands that print it. */
void commands_are(const command *all, size_t count, const char *address_notes);

/* The exit statuses of all commands; a name of NULL ends the table. */
typedef struct command_status {
    const char *name; /* "0" */
    const char *means;
} command_status;
extern const command_status command_statuses[];

/* The command of this name. If there is none, prints a message with a suggestion and returns NULL. */
const command *command_find(const char *name);

extern const command_flag command_no_flags[], connect_flags[], listen_flags[], relay_flags[], send_flags[],
    recv_flags[], bench_flags[], options_flags[], errors_flags[], check_flags[], inspect_flags[], set_flags[],
    help_flags[], version_flags[];

int connect_run(const arguments *given);
int listen_run(const arguments *given);
int relay_run(const arguments *given);
int send_run(const arguments *given);
int recv_run(const arguments *given);
int bench_run(const arguments *given);
int options_run(const arguments *given);
int errors_run(const arguments *given);
int check_run(const arguments *given);
int inspect_run(const arguments *given);
int set_run(const arguments *given);
int help_run(const arguments *given);
int completion_run(const arguments *given);

extern const command_flag udp_flags[], trace_flags[];
int udp_run(const arguments *given);
int trace_run(const arguments *given);

#endif
