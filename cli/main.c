/* SPDX-License-Identifier: MIT */
/* The skt tool: finds the command in the table and runs it. */
#include "arguments.h"
#include "command.h"
#include "say.h"
#include "spelling.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ANY SIZE_MAX

static int help_run(const arguments *given);
static int version_run(const arguments *given);

static const char address_notes[] =
    "ADDRESS is where one side listens and the other connects:\n"
    "  192.0.2.1:4000  [::1]:4000  host.example:4000   TCP (--mptcp: Multipath TCP); a service (:http) is a port too\n"
    "  :4000                                           to listen: IPv4 and IPv6, all of this machine\n"
    "  unix:/run/x.sock  unix:@name                    Unix path, Linux abstract name\n"
    "  vsock:2:1024                                    virtual machines\n";

static const char stream_notes[] =
    "The end: the peer learns that the input has ended once all of it is sent, and what it still sends is written. If "
    "the\n"
    "peer ends first, the input goes on until its end, unless it is a terminal. Datagrams have no end: after the "
    "input's,\n"
    "a second without one (--quit-after) is enough.\n"
    "Exit status: 0 both ended and all that was sent is acknowledged; 1 failed here; 3 not reached; 4 a time passed;\n"
    "5 the connection broke.\n";

static const char relay_notes[] =
    "Each client that connects to the first ADDRESS is joined with a connection of its own to the second, both "
    "directions,\n"
    "until both have ended. Of datagrams there is one client: the sender of the first one.\n";

static const char recv_notes[] =
    "Prints \"listening on ADDRESS\" on stdout (with -o - on stderr) once `skt send` can connect to that ADDRESS; with "
    "port 0\n"
    "the system chooses the port. Takes one connection and ends. Modes and times are kept, links are made but never\n"
    "followed. A file that is there already, or whose .part is, is refused. A Unix path is removed at the end if it "
    "is\n"
    "still the receiver's own; --replace locks PATH.lock beside it while it takes the path.\n"
    "  skt recv -o incoming :4000\n"
    "  skt recv --keep --resume -o backups :4000\n"
    "  skt recv -o - :4000 | tar x\n"
    "Exit status: 0 everything is there; 1 failed here or refused; 4 nothing moved for the time of --timeout; 5 the\n"
    "connection broke.\n";

static const char send_notes[] =
    "Succeeds only if the receiver confirmed that it has every file, checksum and all. A FILE of - is standard input. "
    "What\n"
    "a folder has besides files, folders and links is left out, and the status is 1 then.\n"
    "  skt send big.iso host.example:4000\n"
    "  skt send -r --as photos-2026 photos host.example:4000\n"
    "  tar c src | skt send --as src.tar - --wait 1m host.example:4000\n"
    "Exit status: 0 confirmed; 1 failed here or refused; 3 not reached; 4 a time passed; 5 the connection broke.\n";

static const char check_notes[] =
    "One line per capability: works; offered (sockets can be made, nothing was moved); not on this system;\n"
    "no permission; restricted (by how this machine or process is set up, with the reason); FAILED. Fails if anything\n"
    "that should work did not. To open a socket may load a kernel module.\n";

static const char errors_notes[] =
    "CODE is a number of this system, of Linux or of Windows (111, -111, 0x6f, 10061), or a name in letters of any\n"
    "case (ECONNREFUSED, EWOULDBLOCK, SKT_ECONNREFUSED, WSAECONNREFUSED).\n";

static const char inspect_notes[] =
    "Of each socket: addresses, state, owners, queues, memory, measurements of TCP, and every option that this kernel\n"
    "answers. Nothing is changed. A TARGET is a process by its PID or NAME, or one descriptor: PID:FD. With options\n"
    "that choose sockets as well, those sockets of these processes are meant. Windows shows addresses, states and\n"
    "processes of TCP and UDP alone.\n"
    "  skt inspect nginx --state established\n"
    "  skt inspect 4711:7 --changed\n"
    "  skt inspect --to 192.0.2.1:443 --watch -o 'TCP_*'\n";

static const char set_notes[] =
    "All values are read first and shown; if one of them is refused, those that were set are put back. A VALUE has the "
    "form\n"
    "of `skt options`; a span of time has its unit or is `forever`, a number may have K, M or G of 1024.\n"
    "  skt set 4711:7 TCP_KEEPIDLE=2m so_keepalive=on\n"
    "  skt set --dry-run 4711:7 SO_RCVBUF=4M\n";

const command_flag command_no_flags[] = {{0}};

static const command commands[] = {
    {"connect", "ADDRESS", 1, 1, "join standard input and output with a peer", stream_notes, true, connect_flags,
     connect_run},
    {"listen", "ADDRESS", 1, 1, "the same with whoever connects to this address", stream_notes, true, listen_flags,
     listen_run},
    {"relay", "ADDRESS ADDRESS", 2, 2, "join clients of one address with another", relay_notes, true, relay_flags,
     relay_run},
    {"send", "FILE... ADDRESS", 2, ANY, "send files and folders to a waiting `skt recv`", send_notes, true, send_flags,
     send_run},
    {"recv", "ADDRESS", 1, 1, "wait for a connection and receive what it sends", recv_notes, true, recv_flags,
     recv_run},
    {"options", "", 0, 0, "list every socket option and what this system makes of it", NULL, false, options_flags,
     options_run},
    {"errors", "[CODE]", 0, 1, "explain an error (111, -111, ECONNREFUSED), or list all of them", errors_notes, false,
     errors_flags, errors_run},
    {"inspect", "[TARGET...]", 0, ANY, "show the sockets of other processes, with their options", inspect_notes, false,
     inspect_flags, inspect_run},
    {"set", "PID:FD OPTION=VALUE...", 2, ANY, "set options of a socket of another process", set_notes, false, set_flags,
     set_run},
    {"check", "", 0, 0, "try every transport, option and facility on this machine", check_notes, false, check_flags,
     check_run},
    {"version", "", 0, 0, "print the version", NULL, false, command_no_flags, version_run},
    {"help", "[COMMAND]", 0, 1, "explain a command", NULL, false, command_no_flags, help_run},
};

static const command *find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static void print_statuses(os_stream to)
{
    print_text(to, "\nExit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted; on Unix 143 terminated,\n"
                   "129 hung up, 141 nobody reads the output (128 and the number of the signal).\n");
}

static void print_overview(os_stream to)
{
    print_text(to, "Usage: skt COMMAND [OPTION...] [WORD...]\n\n");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        print(to, "  %-8s %-22s %s\n", commands[i].name, commands[i].words, commands[i].summary);
    print_text(to, "\n`skt COMMAND --help` says more.\n");
    print_statuses(to);
}

static void print_flag(const command_flag *flag)
{
    char spelling[80], letter[8] = "";
    if (flag->letter) snprintf(letter, sizeof letter, "-%c, ", flag->letter);
    snprintf(spelling, sizeof spelling, "%4s--%s%s%s", letter, flag->name, flag->value ? " " : "",
             flag->value ? flag->value : "");
    print(OS_STDOUT, "  %-26s %s\n", spelling, flag->help);
}

static void print_help(const command *c)
{
    print(OS_STDOUT, "Usage: skt %s%s %s\n\n%c%s.\n", c->name, c->flags[0].name ? " [OPTION...]" : "", c->words,
          c->summary[0] - 'a' + 'A', c->summary + 1);
    if (c->notes) print(OS_STDOUT, "\n%s", c->notes);
    if (c->has_address) print(OS_STDOUT, "\n%s", address_notes);
    print_text(OS_STDOUT, "\n");
    for (const command_flag *flag = c->flags; flag->name != NULL; flag++) print_flag(flag);
    print(OS_STDOUT, "  %-26s %s\n", "-h, --help", "this text");
    print_statuses(OS_STDOUT);
}

static int unknown_command(const char *name)
{
    char shown[SAY_MAX];
    const char *nearest = NULL;
    size_t least = SPELLING_MAX;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        size_t distance = spelling_distance(name, commands[i].name);
        if (distance < least) least = distance, nearest = commands[i].name;
    }
    if (spelling_is_near(name, least))
        return complain_of_usage("there is no command %s: did you mean %s?", printable(name, shown), nearest);
    return complain_of_usage("there is no command %s; `skt help` lists them", printable(name, shown));
}

static int help_run(const arguments *given)
{
    if (given->count == 0) {
        print_overview(OS_STDOUT);
        return STATUS_OK;
    }
    const command *c = find(given->words[0]);
    if (c == NULL) return unknown_command(given->words[0]);
    print_help(c);
    return STATUS_OK;
}

static int version_run(const arguments *given)
{
    (void)given;
    print(OS_STDOUT, "skt %s (library %s)\n", SKT_VERSION, skt_version());
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    if (os_open_standard() < 0) return complain("the null device cannot be opened in place of a closed descriptor");
    argv = os_arguments(&argc, argv);
    if (argv == NULL) return complain("there is no memory for the arguments");
    if (argc < 2) {
        print_overview(OS_STDERR);
        return STATUS_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    if (strcmp(name, "--version") == 0) name = "version";
    const command *c = find(name);
    if (c == NULL) return unknown_command(name);

    arguments given;
    bool help;
    int status = arguments_read(c, argc - 2, argv + 2, &given, &help);
    if (status == STATUS_OK && help)
        print_help(c);
    else if (status == STATUS_OK)
        status = c->run(&given);
    return status == STATUS_OK && !print_is_complete() ? STATUS_FAILED : status;
}
