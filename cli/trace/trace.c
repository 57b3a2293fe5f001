/* SPDX-License-Identifier: MIT */
/* skt trace: the routers on the way to a host. */
#include "../arguments.h"
#include "../layout.h"
#include "../os.h"
#include "../path/number.h"
#include "../say.h"
#include "names.h"
#include "show.h"
#include "target.h"

enum {
    FLAG_TCP,
    FLAG_PORT,
    FLAG_SOURCE,
    FLAG_SOURCE_PORT,
    FLAG_DEVICE,
    FLAG_PROBES,
    FLAG_MAX_HOPS,
    FLAG_WAIT,
    FLAG_REPORT,
    FLAG_ROUNDS,
    FLAG_INTERVAL,
    FLAG_NAMES,
    FLAG_IPV4,
    FLAG_IPV6,
    FLAG_OPTION,
    FLAG_JSON
};

const command_flag trace_flags[] = {
    [FLAG_TCP] = {"tcp", 0, NULL, "connections of TCP, which are broken off, instead of UDP"},
    [FLAG_PORT] = {"port", 'p', "N", "of the host (TCP: 80; UDP: one for each probe, from 33434 on)"},
    [FLAG_SOURCE] = {"source", 's', "IP", "send from this address"},
    [FLAG_SOURCE_PORT] = {"source-port", 0, "N", "send from this port; with a single --port one probe after another"},
    [FLAG_DEVICE] = {"device", 0, "NAME", "send by this interface"},
    [FLAG_PROBES] = {"probes", 'q', "N", "packets for each hop (3, with --report 1; up to 16)"},
    [FLAG_MAX_HOPS] = {"max-hops", 'm', "N", "the most hops (30)"},
    [FLAG_WAIT] = {"wait", 'w', "SPAN", "how long to wait for an answer (1s)"},
    [FLAG_REPORT] = {"report", 'r', NULL, "several rounds, and what they say of each hop: loss, times"},
    [FLAG_ROUNDS] = {"rounds", 'c', "N", "of --report (10); 0: until an interrupt"},
    [FLAG_INTERVAL] = {"interval", 'i', "SPAN", "between the beginnings of two rounds (1s)"},
    [FLAG_NAMES] = {"names", 0, NULL, "ask the resolver for the names of those who answer"},
    [FLAG_IPV4] = {"ipv4", 0, NULL, "the first address of the host that is IPv4"},
    [FLAG_IPV6] = {"ipv6", 0, NULL, "the first that is IPv6"},
    [FLAG_OPTION] = {"option", 'o', "OPTION=VALUE", SETTINGS_HELP},
    [FLAG_JSON] = {"json", 0, NULL, "write JSON (skt.trace/1); with --report a line for each round"},
    {0},
};

typedef struct trace_plan {
    settings options;
    bool json, report;
    uint32_t rounds;
    skt_duration interval;
} trace_plan;

static route way;

/* The first port of traceroute(8), at which hardly any host listens; and that of HTTP. */
enum { UDP_PORT = 33434, TCP_PORT = 80 };

static int read_span(const arguments *given, size_t flag, skt_duration *out)
{
    int status = given->flags[flag] ? arguments_duration(given->flags[flag], out) : STATUS_OK;
    if (status == STATUS_OK && *out == SKT_FOREVER)
        return complain_of_usage("--%s takes a span that ends", trace_flags[flag].name);
    return status;
}

static int read_numbers(const arguments *given, trace_plan *plan, uint32_t *port)
{
    uint32_t probes = plan->report ? 1 : 3, hops = 30;
    plan->rounds = 10;
    plan->interval = SKT_SECONDS(1);
    way.plan.wait = SKT_SECONDS(1);
    int status = number_read(given, trace_flags, FLAG_PROBES, 1, PROBES_MOST, &probes);
    if (status == STATUS_OK) status = number_read(given, trace_flags, FLAG_MAX_HOPS, 1, HOPS_MOST, &hops);
    if (status == STATUS_OK) status = number_read(given, trace_flags, FLAG_PORT, 1, 65535, port);
    if (status == STATUS_OK) status = number_read(given, trace_flags, FLAG_ROUNDS, 0, 999999999, &plan->rounds);
    if (status == STATUS_OK) status = read_span(given, FLAG_WAIT, &way.plan.wait);
    if (status == STATUS_OK) status = read_span(given, FLAG_INTERVAL, &plan->interval);
    way.probes = probes;
    way.max_hops = hops;
    return status;
}

static int read_source(const arguments *given)
{
    const char *text = given->flags[FLAG_SOURCE];
    char shown[SAY_MAX];
    uint32_t port = 0;
    int status = number_read(given, trace_flags, FLAG_SOURCE_PORT, 1, 65535, &port);
    if (status != STATUS_OK || (text == NULL && port == 0)) return status;
    const int family = skt_addr_family(&way.plan.to);
    int rc = text ? skt_ip_parse(text, (uint16_t)port, &way.plan.source)
                  : skt_addr_any(family, (uint16_t)port, &way.plan.source);
    if (rc < 0 || skt_addr_family(&way.plan.source) != family)
        return complain_of_usage("%s is no address to send from to there", printable(text ? text : "", shown));
    /* Two connections to one port cannot have the same source port at the same time. */
    if (port != 0 && !way.plan.ports_differ) way.at_once = 1;
    return STATUS_OK;
}

static int read_plan(const arguments *given, trace_plan *plan)
{
    uint32_t port = 0;
    int family = given->flags[FLAG_IPV4] ? SKT_AF_INET : given->flags[FLAG_IPV6] ? SKT_AF_INET6 : SKT_AF_UNSPEC;
    plan->json = given->flags[FLAG_JSON] != NULL;
    plan->report = given->flags[FLAG_REPORT] != NULL;
    way.plan.tcp = given->flags[FLAG_TCP] != NULL;
    way.plan.device = given->flags[FLAG_DEVICE];
    way.plan.options = &plan->options;
    way.at_once = AT_ONCE_MOST;
    if (given->flags[FLAG_IPV4] && given->flags[FLAG_IPV6])
        return complain_of_usage("--ipv4 and --ipv6 exclude each other");
    if (!plan->report && (given->flags[FLAG_ROUNDS] || given->flags[FLAG_INTERVAL]))
        return complain_of_usage("--rounds and --interval belong to --report");
    int status = settings_read(given, FLAG_OPTION, &plan->options);
    if (status == STATUS_OK) status = read_numbers(given, plan, &port);
    if (status == STATUS_OK) status = target_find(given->words[0], family, &way.plan.to);
    if (status != STATUS_OK) return status;
    way.plan.ports_differ = port == 0 && !way.plan.tcp;
    if (port == 0) port = way.plan.tcp ? TCP_PORT : UDP_PORT;
    skt_addr_set_port(&way.plan.to, (uint16_t)port);
    if (given->flags[FLAG_NAMES]) names_begin();
    return read_source(given);
}

static int complain_of_route(int rc)
{
    char text[SKT_ADDR_TEXT_MAX] = "?";
    if (way.plan.failed != NULL) return settings_complain(way.plan.failed, rc);
    if (rc == SKT_EUNSUPPORTED)
        return complain("this system does not tell who answers a packet: it has no error queue, as Linux has");
    skt_addr_format(&way.plan.to, text, sizeof text);
    return complain_of(text, rc);
}

static void show_nothing(const route *r, unsigned hop)
{
    (void)r;
    (void)hop;
}

static int trace_once(const trace_plan *plan)
{
    int rc = route_run(&way, plan->json ? show_nothing : show_hop);
    if (rc < 0) return complain_of_route(rc);
    int status = plan->json ? show_json(&way, NULL) : STATUS_OK;
    return status == STATUS_OK && !way.reached ? STATUS_NOT_REACHED : status;
}

/* Waits until the next round, or an interrupt. */
static bool pause_until(skt_deadline next)
{
    while (!skt_deadline_passed(next) && !os_interrupt_status()) {
        skt_pollfd entry = {.socket = os_interrupt_socket(), .events = SKT_POLLIN};
        if (skt_poll(&entry, 1, next) < 0) break;
    }
    return os_interrupt_status() == 0;
}

/* The report as it is so far, on a terminal. */
static void show_so_far(const statistics *all)
{
    if (layout_clear()[0] == '\0') return;
    print(OS_STDOUT, "%s%s", all->rounds == 1 ? layout_aside() : "", layout_clear());
    show_head(&way);
    show_statistics(all);
    print(OS_STDOUT, "%llu rounds so far\n", (unsigned long long)all->rounds);
}

static int trace_often(const trace_plan *plan)
{
    static statistics all;
    const unsigned max_hops = way.max_hops;
    int status = STATUS_OK, rc = 0;
    bool goes_on = true;
    for (uint32_t i = 0; status == STATUS_OK && goes_on && (plan->rounds == 0 || i < plan->rounds); i++) {
        skt_deadline next = skt_deadline_in(plan->interval);
        /* What was reached is looked for no farther away, as long as it is there. */
        if (all.reached) way.max_hops = all.last;
        rc = route_run(&way, show_nothing);
        way.max_hops = max_hops;
        if (rc < 0) break;
        statistics_add(&all, &way);
        if (plan->json) status = show_json(&way, &all);
        if (i + 1 == plan->rounds) break;
        if (!plan->json) show_so_far(&all);
        goes_on = print_is_complete() && pause_until(next);
    }
    if (!plan->json && all.rounds > 0) print_text(OS_STDOUT, layout_back());
    if (rc < 0 && rc != SKT_EINTR) return complain_of_route(rc);
    if (!plan->json && all.rounds > 0) {
        show_head(&way);
        show_statistics(&all);
    }
    if (os_interrupt_status()) return os_interrupt_status();
    return status == STATUS_OK && !all.reached ? STATUS_NOT_REACHED : status;
}

int trace_run(const arguments *given)
{
    static trace_plan plan;
    int rc = os_catch_interrupts();
    if (rc < 0) return complain_of("cannot wait for interrupts", rc);
    int status = read_plan(given, &plan);
    if (status != STATUS_OK) return status;
    return plan.report ? trace_often(&plan) : trace_once(&plan);
}
