/* SPDX-License-Identifier: MIT */
/* The commands of the tool, and what they are given. */
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
    const char *value; /* what its value is called, "COMMAND..." for all words behind it; NULL for a flag without one */
    const char *help;
} command_flag;

/* A value of a flag, of which some may be repeated. */
typedef struct command_setting {
    size_t flag; /* its place */
    const char *value;
} command_setting;

/* The command line of a command, by its tables. */
typedef struct arguments {
    const char *flags[COMMAND_FLAGS_MAX]; /* by the flag's place: NULL if it was not given, its (last) value, or "" */
    command_setting settings[COMMAND_SETTINGS_MAX];
    size_t setting_count;
    char **rest; /* the words behind such a flag, with a NULL at their end */
    char **words;
    size_t count;
} arguments;

typedef struct command {
    const char *name;
    const char *words;   /* what it takes besides flags, "[CODE]" */
    size_t least, most;  /* how many words */
    const char *summary; /* one line */
    const char *notes; /* what else --help says, in the blocks of layout.h: paragraphs, tables, examples; may be NULL */
    bool has_address;  /* --help explains what an ADDRESS is */
    const command_flag *flags;
    int (*run)(const arguments *given); /* returns the exit status */
} command;

/* The commands, and how many there are. What `skt help`, the manual and the completions say is made from them. */
extern const command *commands;
extern size_t command_count;

/* What an ADDRESS is, for commands that have one: blocks as in their notes. */
extern const char *command_address_notes;

/* Sets these three. Some commands show the table in which they are, so that main.c, which has it, gives it to them. */
void commands_are(const command *all, size_t count, const char *address_notes);

/* The exit statuses, the same for all commands. They end with one whose name is NULL. */
typedef struct command_status {
    const char *name; /* "0" */
    const char *means;
} command_status;
extern const command_status command_statuses[];

/* The command of this name; else complains, and suggests one that was meant, and returns NULL. */
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

/* What a path does to datagrams, and where it goes. */
extern const command_flag udp_flags[], trace_flags[];
int udp_run(const arguments *given);
int trace_run(const arguments *given);

#endif
