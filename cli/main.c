/* SPDX-License-Identifier: MIT */
/* The skt tool: finds the command in the table and runs it. */
#include "arguments.h"
#include "command.h"
#include "help.h"
#include "json.h"
#include "say.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ANY SIZE_MAX

#define STREAM_NOTES                                                                                                \
    "The end: the peer learns that the input has ended once all of it is sent, and what it still sends is "         \
    "written. If the peer ends first, the input goes on until its end, unless it is a terminal. Datagrams have no " \
    "end: after the input's, a second without one (--quit-after) is enough. Status 0: both ended and all that was " \
    "sent is acknowledged; 141: nobody reads the output any more, on Linux noticed also while nothing comes.\n"

static int version_run(const arguments *given);

static const char address_notes[] =
    "ADDRESS is where one side listens and the other connects:\n"
    "  192.0.2.1:4000  [::1]:4000  host.example:4000   TCP (--mptcp: Multipath TCP); a service (:http) is a port too\n"
    "  :4000                                           to listen: IPv4 and IPv6, all of this machine\n"
    "  unix:/run/x.sock  unix:@name                    Unix path, Linux abstract name\n"
    "  vsock:2:1024                                    virtual machines\n";

static const char connect_notes[] = STREAM_NOTES "  skt connect example.org:80\n"
                                                 "  skt connect --check -t 2s '[2001:db8::2]:22'\n"
                                                 "  skt connect -u -o so_broadcast 192.0.2.255:9\n";

static const char listen_notes[] = STREAM_NOTES "  skt listen --keep :4000\n"
                                                "  skt listen -o tcp_nodelay 127.0.0.1:4000 --exec cat\n"
                                                "  skt listen -u --hex --timestamps :5353\n";

static const char relay_notes[] =
    "Each client that connects to the first ADDRESS is joined with a connection of its own to the second, both "
    "directions, until both have ended. Of datagrams there is one client: the sender of the first one.\n"
    "  skt relay :8080 unix:/run/app.sock\n"
    "  skt relay -o tcp_nodelay --to udp :5300 127.0.0.1:53\n";

static const char recv_notes[] =
    "Prints \"listening on ADDRESS\" on stdout (with -o - or --json on stderr) once `skt send` can connect to that "
    "ADDRESS; "
    "with port 0 the system chooses the port. Takes one connection and ends. Modes and times are kept, links are made "
    "but "
    "never followed. A file that is there already, or whose .part is, is refused. A Unix path is removed at the end if "
    "it "
    "is still the receiver's own; --replace locks PATH.lock beside it while it takes the path. "
    "On a terminal --keep shows how many senders there are, what came since the start, and how fast.\n"
    "  skt recv -o incoming :4000\n"
    "  skt recv --keep --resume -o backups :4000\n"
    "  skt recv -o - :4000 | tar x\n";

static const char send_notes[] =
    "Succeeds only if the receiver confirmed that it has every file, checksum and all. A FILE of - is standard input. "
    "What a folder has besides files, folders and links is left out, and the status is 1 then.\n"
    "  skt send big.iso host.example:4000\n"
    "  skt send -r --as photos-2026 photos host.example:4000\n"
    "  tar c src | skt send --as src.tar - --wait 1m host.example:4000\n";

static const char bench_notes[] =
    "Without --latency messages are sent as fast as the rate allows, and both ends count them. With it each request is "
    "a message that the server sends back; times count from when it was due, however late it was sent.\n"
    "  skt bench --serve :5201                      the server, for TCP; a second one with --udp serves datagrams\n"
    "  skt bench 192.0.2.1:5201 --both -P 4 -t 30s  four connections, both ways\n"
    "  skt bench 192.0.2.1:5201 --latency --rate 10000 --svg latency.svg\n"
    "  skt bench --udp 192.0.2.1:5201 --rate 500M --segment off --json\n";

static const char check_notes[] =
    "One line per capability: works; offered (sockets can be made, nothing was moved); not on this system; "
    "no permission; restricted (by how this machine or process is set up, with the reason); FAILED. Fails if anything "
    "that should work did not. To open a socket may load a kernel module.\n"
    "  skt check\n"
    "  skt check --why\n";

static const char errors_notes[] =
    "CODE is a number of any system (111, -111, 0x6f, 10061, 0x8007274d), which may mean several things, a name in "
    "letters of any case (ECONNREFUSED, EWOULDBLOCK, SKT_ECONNREFUSED, WSAECONNREFUSED), or what a system says of the "
    "error, in words. Shown are the name, the code that this system has, what it means, and the numbers on Linux, "
    "macOS, FreeBSD, NetBSD, OpenBSD, illumos and Windows.\n"
    "  skt errors 111\n"
    "  skt errors WSAECONNREFUSED\n"
    "  skt errors connection refused\n";

static const char inspect_notes[] =
    "Of each socket: addresses, state, owners, queues, memory, measurements of TCP, and every option that this kernel "
    "answers. Nothing is changed. A TARGET is a process by its PID or NAME, or one descriptor: PID:FD. With options "
    "that choose sockets as well, those sockets of these processes are meant. Windows shows addresses, states and "
    "processes of TCP and UDP alone.\n"
    "  skt inspect nginx --state established\n"
    "  skt inspect 4711:7 --changed\n"
    "  skt inspect --to 192.0.2.1:443 --watch -o 'TCP_*'\n";

static const char set_notes[] =
    "All values are read first and shown; if one of them is refused, those that were set are put back. A VALUE has "
    "the form of `skt options`; a span of time has its unit or is `forever`, a number may have K, M or G of 1024.\n"
    "  skt set 4711:7 TCP_KEEPIDLE=2m so_keepalive=on\n"
    "  skt set --dry-run 4711:7 SO_RCVBUF=4M\n";

static const char options_notes[] = "  skt options\n"
                                    "  skt options --json\n";

static const char completion_notes[] =
    "What a shell completes is made from the tables that the tool reads its arguments by; installing skt installs it. "
    "A copy that was not installed:\n"
    "  skt completion bash >~/.local/share/bash-completion/completions/skt\n"
    "  skt completion zsh >/usr/local/share/zsh/site-functions/_skt\n"
    "  skt completion fish >~/.config/fish/completions/skt.fish\n";

static const char version_notes[] = "  skt version\n";

static const char help_notes[] = "  skt help connect\n"
                                 "  skt help --man connect | man -l -\n";

static const char udp_notes[] =
    "Says of both directions: round-trip times, loss, order, duplicates; the path MTU; which DSCP and ECN arrive; "
    "whether datagrams that are sent by one call arrive, and how many in one buffer; and who answered by ICMP. "
    "The server answers a peer that has shown that it receives at its address, and never with more bytes than came. "
    "Status 0: measured; 3: nobody answers.\n"
    "  skt udp --serve :4000                           there; it ends with an interrupt\n"
    "  skt udp host.example:4000                       here\n"
    "  skt udp --count 1000 --interval 5ms --json 192.0.2.1:4000\n";

static const char trace_notes[] =
    "Each router at which a packet's hop limit ends is asked for its answer, and so is the host: several packets for "
    "each hop, of several hops at once. It needs no privilege. Linux alone says who answered; and for --tcp Linux 5.8. "
    "On a terminal --report shows after each round what there is so far. "
    "Status 0: the host was reached; 3: it was not.\n"
    "  skt trace host.example\n"
    "  skt trace --tcp --port 443 --source-port 4000 192.0.2.1\n"
    "  skt trace --report --rounds 100 --names --ipv6 host.example\n"
    "  skt trace --report --rounds 0 --json host.example    # a line for each second\n";

const command_flag command_no_flags[] = {{0}};

static const command table[] = {
    {"connect", "ADDRESS", 1, 1, "join standard input and output with a peer", connect_notes, true, connect_flags,
     connect_run},
    {"listen", "ADDRESS", 1, 1, "the same with whoever connects to this address", listen_notes, true, listen_flags,
     listen_run},
    {"relay", "ADDRESS ADDRESS", 2, 2, "join clients of one address with another", relay_notes, true, relay_flags,
     relay_run},
    {"send", "FILE... ADDRESS", 2, ANY, "send files and folders to a waiting `skt recv`", send_notes, true, send_flags,
     send_run},
    {"recv", "ADDRESS", 1, 1, "wait for a connection and receive what it sends", recv_notes, true, recv_flags,
     recv_run},
    {"bench", "ADDRESS", 1, 1, "measure throughput and latency between here and `skt bench --serve`", bench_notes, true,
     bench_flags, bench_run},
    {"options", "[NAME...]", 0, ANY, "list or explain socket options, and what this system makes of them",
     options_notes, false, options_flags, options_run},
    {"errors", "[CODE...]", 0, ANY, "explain an error (111, -111, ECONNREFUSED), or list all of them", errors_notes,
     false, errors_flags, errors_run},
    {"inspect", "[TARGET...]", 0, ANY, "show the sockets of other processes, with their options", inspect_notes, false,
     inspect_flags, inspect_run},
    {"set", "PID:FD OPTION=VALUE...", 2, ANY, "set options of a socket of another process", set_notes, false, set_flags,
     set_run},
    {"udp", "[HOST:PORT]", 0, 1, "find what a path does to datagrams, both ways", udp_notes, false, udp_flags, udp_run},
    {"trace", "HOST", 1, 1, "find which routers a packet passes on its way to a host", trace_notes, false, trace_flags,
     trace_run},
    {"check", "", 0, 0, "try every transport, option and facility on this machine", check_notes, false, check_flags,
     check_run},
    {"completion", "bash|zsh|fish", 1, 1, "print what a shell needs to complete commands, flags and names",
     completion_notes, false, command_no_flags, completion_run},
    {"version", "", 0, 0, "print the version", version_notes, false, version_flags, version_run},
    {"help", "[COMMAND]", 0, 1, "explain a command", help_notes, false, help_flags, help_run},
};

const command_flag version_flags[] = {{"json", 0, NULL, "as JSON"}, {0}};

static int version_run(const arguments *given)
{
    if (given->flags[0])
        return print_json(
            json_pack("{s:s, s:s, s:s}", "schema", "skt.version/1", "version", SKT_VERSION, "library", skt_version()));
    print(OS_STDOUT, "skt %s (library %s)\n", SKT_VERSION, skt_version());
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    if (os_open_standard() < 0) return complain("the null device cannot be opened in place of a closed descriptor");
    argv = os_arguments(&argc, argv);
    if (argv == NULL) return complain("there is no memory for the arguments");
    commands_are(table, sizeof table / sizeof table[0], address_notes);
    if (argc < 2) {
        help_overview(OS_STDERR);
        return STATUS_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
    if (strcmp(name, "--version") == 0) name = "version";
    const command *c = command_find(name);
    if (c == NULL) return STATUS_USAGE;

    arguments given;
    bool help;
    int status = arguments_read(c, argc - 2, argv + 2, &given, &help);
    if (status == STATUS_OK && help)
        help_print(c);
    else if (status == STATUS_OK)
        status = c->run(&given);
    return status == STATUS_OK && !print_is_complete() ? STATUS_FAILED : status;
}
