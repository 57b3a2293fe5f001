/* SPDX-License-Identifier: MIT */
/* skt completion: scripts that complete commands, flags and their values, made from the tables. */
#include "command.h"
#include "say.h"

#include <skt/skt.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* How a value or word of a command is completed. */
typedef enum sort { NOTHING, FILES, SETTINGS, OPTIONS, ERRORS, COMMANDS, PROGRAMS, CHOICE } sort;

/* The sort by the name that the tables use. */
static sort sort_of(const char *word)
{
    static const struct {
        const char *word;
        sort sort;
    } sorts[] = {{"FILE", FILES},       {"PATH", FILES},    {"OPTION=VALUE", SETTINGS}, {"OPTION[=VALUE]", SETTINGS},
                 {"GLOB", OPTIONS},     {"[NAME", OPTIONS}, {"[CODE", ERRORS},          {"COMMAND...", PROGRAMS},
                 {"[COMMAND", COMMANDS}};
    if (strchr(word, '|') != NULL && islower((unsigned char)word[0])) return CHOICE;
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        if (strncmp(word, sorts[i].word, strlen(sorts[i].word)) == 0) return sorts[i].sort;
    return NOTHING;
}

/* All words of a command are completed alike, by the first one that has a sort. */
static sort sort_of_words(const command *c)
{
    for (const char *at = c->words; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " ")) {
        sort s = sort_of(at);
        if (s != NOTHING) return s;
    }
    return NOTHING;
}

static void put(const char *text)
{
    print_text(OS_STDOUT, text);
}

/* "udp|mptcp" as "udp mptcp". */
static void put_choice(const char *word)
{
    for (const char *at = word; *at != '\0'; at++) print(OS_STDOUT, "%c", *at == '|' ? ' ' : *at);
}

static void put_commands(void)
{
    for (size_t i = 0; i < command_count; i++) print(OS_STDOUT, "%s%s", i ? " " : "", commands[i].name);
}

static void put_errors(void)
{
    for (size_t i = 0; i < skt_error_count(); i++)
        print(OS_STDOUT, "%s%s", i ? " " : "", skt_error_name(skt_error_at(i)));
}

/* `settings`: only options that can be set, with "=" if a value must follow. */
static void put_options(bool settings)
{
    bool first = true;
    for (size_t i = 0; i < skt_option_count(); i++) {
        const skt_option_info *info = skt_option_describe(skt_option_at(i));
        if (settings && !(info->access & SKT_ACCESS_WRITE)) continue;
        print(OS_STDOUT, "%s%s%s", first ? "" : " ", info->name, settings && info->kind != SKT_KIND_BOOL ? "=" : "");
        first = false;
    }
}

/* Prints a text in single quotes. */
static void put_quoted(const char *text, const char *apostrophe, const char *escaped)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            put(apostrophe);
        else
            print(OS_STDOUT, "%s%c", strchr(escaped, *at) ? "\\" : "", *at);
    }
}

/* Prints the word lists, which have the same names in all three shells. */
static void put_lists(const char *begin, const char *end)
{
    print(OS_STDOUT, "%s_skt_commands%s", begin, end[0] == '\'' ? "='" : " ");
    put_commands();
    print(OS_STDOUT, "%s\n%s_skt_settings%s", end, begin, end[0] == '\'' ? "='" : " ");
    put_options(true);
    print(OS_STDOUT, "%s\n%s_skt_options%s", end, begin, end[0] == '\'' ? "='" : " ");
    put_options(false);
    print(OS_STDOUT, "%s\n%s_skt_errors%s", end, begin, end[0] == '\'' ? "='" : " ");
    put_errors();
    print(OS_STDOUT, "%s\n", end);
}

static const char bash_head[] =
    "# bash completion of skt, made by `skt completion bash`\n"
    "\n"
    "# _skt_names LIST: the names that go on with what is typed, in its case.\n"
    "_skt_names() {\n"
    "    local list=$1\n"
    "    [[ $word != [a-z]* ]] || list=$(tr A-Z a-z <<<\"$list\")\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$list\" -- \"$word\")\n"
    "    [[ ${#COMPREPLY[@]} != 1 || $COMPREPLY != *= ]] || compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n"
    "_skt() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
    "    local flags='' sort='' words=''\n"
    "    COMPREPLY=()\n"
    "    if ((COMP_CWORD == 1)); then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$_skt_commands --help --version\" -- \"$word\")\n"
    "        return\n"
    "    fi\n"
    "    # bash takes --name=value for three words.\n"
    "    if [[ $word = '=' ]]; then\n"
    "        word=''\n"
    "    elif [[ $before = '=' ]] && ((COMP_CWORD > 2)); then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    # Of letters that are grouped the last one may have a value.\n"
    "    [[ $before != -[!-]?* ]] || before=-${before: -1}\n"
    "    case $command in\n";

static const char bash_tail[] =
    "    esac\n"
    "    if [[ $sort = '' && $word = -* ]]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$flags -h --help\" -- \"$word\")\n"
    "        return\n"
    "    fi\n"
    "    case ${sort:-$words} in\n"
    "    files)\n"
    "        compopt -o filenames 2>/dev/null\n"
    "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
    "        ;;\n"
    "    programs) mapfile -t COMPREPLY < <(compgen -c -- \"$word\") ;;\n"
    "    commands) mapfile -t COMPREPLY < <(compgen -W \"$_skt_commands\" -- \"$word\") ;;\n"
    "    settings) _skt_names \"$_skt_settings\" ;;\n"
    "    options) _skt_names \"$_skt_options\" ;;\n"
    "    errors) _skt_names \"$_skt_errors\" ;;\n"
    "    nothing) ;;\n"
    "    *) mapfile -t COMPREPLY < <(compgen -W \"${sort:-$words}\" -- \"$word\") ;;\n"
    "    esac\n"
    "}\n"
    "complete -F _skt skt\n";

static const char *const sort_names[] = {
    [NOTHING] = "nothing", [FILES] = "files",       [SETTINGS] = "settings", [OPTIONS] = "options",
    [ERRORS] = "errors",   [COMMANDS] = "commands", [PROGRAMS] = "programs", [CHOICE] = "",
};

static void put_bash_sort(const char *name, sort s, const char *word)
{
    print(OS_STDOUT, "%s='%s", name, sort_names[s]);
    if (s == CHOICE) put_choice(word);
    put("'");
}

static void put_bash_command(const command *c)
{
    print(OS_STDOUT, "    %s)\n        flags='", c->name);
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) {
        print(OS_STDOUT, "%s--%s", flag == c->flags ? "" : " ", flag->name);
        if (flag->letter) print(OS_STDOUT, " -%c", flag->letter);
    }
    put("'\n        ");
    put_bash_sort("words", sort_of_words(c), c->words);
    put("\n        case $before in\n");
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) {
        if (flag->value == NULL) continue;
        print(OS_STDOUT, "        --%s", flag->name);
        if (flag->letter) print(OS_STDOUT, " | -%c", flag->letter);
        put(") ");
        put_bash_sort("sort", sort_of(flag->value), flag->value);
        put(" ;;\n");
    }
    put("        esac\n        ;;\n");
}

static void print_bash(void)
{
    put_lists("", "'");
    put(bash_head);
    for (size_t i = 0; i < command_count; i++) put_bash_command(&commands[i]);
    put(bash_tail);
}

static const char zsh_head[] =
    "\n"
    "# Names of any case.\n"
    "_skt_names() {\n"
    "    compadd -S \"$1\" -M 'm:{a-zA-Z}={A-Za-z}' -- ${(s: :)2}\n"
    "}\n"
    "_skt_setting() {\n"
    "    local -a bare valued\n"
    "    bare=(${(M)${(s: :)_skt_settings}:#*[^=]})\n"
    "    valued=(${(M)${(s: :)_skt_settings}:#*=})\n"
    "    _skt_names ' ' \"$bare\"\n"
    "    valued=(${valued%=})\n"
    "    _skt_names '=' \"$valued\"\n"
    "}\n"
    "_skt_option() { _skt_names ' ' \"$_skt_options\" }\n"
    "_skt_error() { _skt_names ' ' \"$_skt_errors\" }\n"
    "\n"
    "_skt() {\n"
    "    local state line\n"
    "    typeset -A opt_args\n"
    "    _arguments -C '(- *)'{-h,--help}'[explain the tool]' '(- *)--version[print the version]' \\\n"
    "        '1:command:->command' '*::word:->word'\n"
    "    case $state in\n"
    "    command)\n"
    "        local -a all\n"
    "        all=(\n";

static const char zsh_tail[] = "        esac\n"
                               "        ;;\n"
                               "    esac\n"
                               "}\n"
                               "\n"
                               "_skt \"$@\"\n";

/* Prints ":message:action". */
static void put_zsh_sort(const char *word, sort s)
{
    static const char *const actions[] = {
        [NOTHING] = ":",
        [FILES] = "_files",
        [SETTINGS] = "_skt_setting",
        [OPTIONS] = "_skt_option",
        [ERRORS] = "_skt_error",
        [COMMANDS] = "(${(s. .)_skt_commands})",
        [PROGRAMS] = "_command_names -e",
        [CHOICE] = "(",
    };
    put(":");
    put_quoted(word, "'\\''", ":\\");
    print(OS_STDOUT, ":%s", actions[s]);
    if (s == CHOICE) put_choice(word), put(")");
}

static void put_zsh_flag(const command_flag *flag)
{
    put(" \\\n                '*'");
    const char *plus = flag->value ? "+" : "", *equals = flag->value ? "=" : "";
    if (flag->letter)
        print(OS_STDOUT, "{-%c%s,--%s%s}'[", flag->letter, plus, flag->name, equals);
    else
        print(OS_STDOUT, "'--%s%s[", flag->name, equals);
    put_quoted(flag->help, "'\\''", "[]:\\");
    put("]");
    if (flag->value) put_zsh_sort(flag->value, sort_of(flag->value));
    put("'");
}

static void print_zsh(void)
{
    put("#compdef skt\n# zsh completion of skt, made by `skt completion zsh`\n\n");
    put_lists("typeset -g ", "'");
    put(zsh_head);
    for (size_t i = 0; i < command_count; i++) {
        print(OS_STDOUT, "            '%s:", commands[i].name);
        put_quoted(commands[i].summary, "'\\''", ":\\");
        put("'\n");
    }
    put("        )\n        _describe command all\n        ;;\n    word)\n        case $line[1] in\n");
    for (size_t i = 0; i < command_count; i++) {
        const command *c = &commands[i];
        print(OS_STDOUT, "        %s)\n            _arguments -s -S '(- *)'{-h,--help}'[explain this command]'",
              c->name);
        for (const command_flag *flag = c->flags; flag->name != NULL; flag++) put_zsh_flag(flag);
        if (c->words[0] != '\0') {
            put(" \\\n                '*");
            put_zsh_sort(c->words, sort_of_words(c));
            put("'");
        }
        put("\n            ;;\n");
    }
    put(zsh_tail);
}

static void put_fish_sort(sort s, const char *word)
{
    switch (s) {
    case NOTHING: break;
    case FILES: put(" -F"); break;
    case SETTINGS: put(" -a '$_skt_settings'"); break;
    case OPTIONS: put(" -a '$_skt_options'"); break;
    case ERRORS: put(" -a '$_skt_errors'"); break;
    case COMMANDS: put(" -a '$_skt_commands'"); break;
    case PROGRAMS: put(" -a '(__fish_complete_command)'"); break;
    case CHOICE:
        put(" -a '");
        put_choice(word);
        put("'");
        break;
    }
}

static void print_fish(void)
{
    put("# fish completion of skt, made by `skt completion fish`\n\n");
    put_lists("set -g ", "");
    put("\ncomplete -c skt -f\n"
        "complete -c skt -n __fish_use_subcommand -s h -l help -d 'explain the tool'\n"
        "complete -c skt -n __fish_use_subcommand -l version -d 'print the version'\n");
    for (size_t i = 0; i < command_count; i++) {
        const command *c = &commands[i];
        print(OS_STDOUT, "\ncomplete -c skt -n __fish_use_subcommand -a %s -d '", c->name);
        put_quoted(c->summary, "\\'", "\\");
        put("'\n");
        if (sort_of_words(c) != NOTHING) {
            print(OS_STDOUT, "complete -c skt -n '__fish_seen_subcommand_from %s'", c->name);
            put_fish_sort(sort_of_words(c), c->words);
            put("\n");
        }
        for (const command_flag *flag = c->flags; flag->name != NULL; flag++) {
            print(OS_STDOUT, "complete -c skt -n '__fish_seen_subcommand_from %s' -l %s", c->name, flag->name);
            if (flag->letter) print(OS_STDOUT, " -s %c", flag->letter);
            if (flag->value) put(sort_of(flag->value) == FILES ? " -r" : " -x");
            if (flag->value) put_fish_sort(sort_of(flag->value), flag->value);
            put(" -d '");
            put_quoted(flag->help, "\\'", "\\");
            put("'\n");
        }
    }
}

int completion_run(const arguments *given)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    char shown[SAY_MAX];
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++) {
        if (strcmp(shells[i].name, given->words[0]) != 0) continue;
        shells[i].print();
        return STATUS_OK;
    }
    return complain_of_usage("there are completions for bash, zsh and fish, not for %s",
                             printable(given->words[0], shown));
}
