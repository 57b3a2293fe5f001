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
    const char *notes;   /* what else --help says; may be NULL */
    bool has_address;    /* --help explains what an ADDRESS is */
    const command_flag *flags;
    int (*run)(const arguments *given); /* returns the exit status */
} command;

extern const command_flag command_no_flags[], connect_flags[], listen_flags[], relay_flags[], send_flags[],
    recv_flags[], bench_flags[], options_flags[], errors_flags[], check_flags[], inspect_flags[], set_flags[];

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

#endif
