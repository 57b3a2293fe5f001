/* SPDX-License-Identifier: MIT */
/* Linux: dialling in a simulated network with a simulated clock, so that each situation ends at an exact time. */
#include "dial_network.h"

#include <errno.h>
#include <stdarg.h>

/* How many hosts a situation has, with the end. */
#define HOSTS_MAX 12

/* What happened, as text. */
static char story[1000];

static __attribute__((format(printf, 1, 2))) void tell(const char *format, ...)
{
    size_t len = strlen(story);
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(story + len, sizeof story - len, format, arguments);
    va_end(arguments);
    assert_true(more >= 0 && (size_t)more < sizeof story - len);
}

static unsigned unprepared; /* a bit per host for which prepare fails */

static int log_attempt(skt_socket s, const skt_addr *addr, void *user)
{
    int index = network_index(addr);
    assert_ptr_equal(user, &unprepared);
    assert_non_null(network_socket_of(s));
    tell("%d@%d ", index, network_ms());
    return unprepared & 1U << index ? SKT_EPERM : 1;
}

enum way { LISTED, STEPPED, INTERRUPTED, WAYS };

/* Through the steps, each time somewhere else. */
static int step_through(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, skt_deadline deadline,
                        skt_socket *out)
{
    skt_dialer dialers[2];
    int rc = skt_dialer_begin(&dialers[0], sizeof dialers[0], addrs, count, plan);
    for (unsigned i = 0; rc == 0; i = !i) {
        skt_pollfd entries[SKT_DIAL_AT_ONCE];
        skt_deadline next;
        skt_dialer *d = &dialers[i];
        rc = skt_dialer_step(d, out);
        if (rc != SKT_EINPROGRESS) return rc;
        int waiting = skt_dialer_wait_for(d, entries, SKT_DIAL_AT_ONCE, &next);
        bool last = deadline.nanoseconds <= next.nanoseconds;
        rc = skt_poll(entries, (size_t)waiting, last ? deadline : next) == 0 && last ? SKT_ETIMEDOUT : 0;
        if (rc < 0) skt_dialer_end(d);
        dialers[!i] = *d;
        memset(d, 0xa5, sizeof *d);
    }
    return rc;
}

typedef struct situation {
    const char *sentence;
    network_host hosts[HOSTS_MAX];
    /* Each attempt and when it began; what came of all, and when; the outcomes in order. In milliseconds. */
    const char *story;
    int deadline; /* 0: never */
    int delay;    /* 0: the default */
    int type, protocol;
    uint32_t families;
    const char *source;
    unsigned unprepared, limit;
    int shortage;
    bool no_mptcp;
} situation;

#define ANSWERS(family, number, after)      {family, number, after, 0, false}
#define FAILS(family, number, after, error) {family, number, after, error, false}
#define SILENT(family, number)              {family, number, NEVER, 0, false}
#define NOISY(family, number, after, error) {family, number, after, error, true}

static const situation situations[] = {
    {"One address that answers wins.", {ANSWERS(V4, 1, 20)}, .story = "0@0 = 0 at 20: OK"},
    {"What is connected at once wins at once.", {ANSWERS(V4, 1, 0), ANSWERS(V4, 2, 0)}, .story = "0@0 = 0 at 0: OK"},
    {"One that refuses is the error.",
     {FAILS(V4, 1, 5, ECONNREFUSED)},
     .story = "0@0 = ECONNREFUSED at 5: ECONNREFUSED"},
    {"One without a route is the error.",
     {FAILS(V6, 1, 0, ENETUNREACH)},
     .story = "0@0 = ENETUNREACH at 0: ENETUNREACH"},
    {"One that is silent lasts until the deadline.",
     {SILENT(V4, 1)},
     .story = "0@0 = ETIMEDOUT at 3000: ECANCELED",
     .deadline = 3000},
    {"The system's own time ends an attempt.",
     {FAILS(V4, 1, 130000, ETIMEDOUT)},
     .story = "0@0 = ETIMEDOUT at 130000: ETIMEDOUT"},
    {"A dead first address costs the delay.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@250 = 1 at 270: ECANCELED OK"},
    {"A delay of its own.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@100 = 1 at 120: ECANCELED OK",
     .delay = 100},
    {"The longest delay.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@2000 = 1 at 2020: ECANCELED OK",
     .delay = 2000},
    {"After a refusal the next begins at once.",
     {FAILS(V6, 1, 10, ECONNREFUSED), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@10 = 1 at 30: ECONNREFUSED OK"},
    {"After no route the next begins at once.",
     {FAILS(V6, 1, 0, ENETUNREACH), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@0 = 1 at 20: ENETUNREACH OK"},
    {"The first goes on when the second begins, and may win.",
     {ANSWERS(V6, 1, 300), SILENT(V4, 1)},
     .story = "0@0 1@250 = 0 at 300: OK ECANCELED"},
    {"A late first one wins over a second that is later.",
     {ANSWERS(V6, 1, 400), ANSWERS(V4, 1, 200)},
     .story = "0@0 1@250 = 0 at 400: OK ECANCELED"},
    {"A quick second one wins over a late first one.",
     {ANSWERS(V6, 1, 400), ANSWERS(V4, 1, 100)},
     .story = "0@0 1@250 = 1 at 350: ECANCELED OK"},
    {"Of two at the same time the earlier attempt wins.",
     {ANSWERS(V6, 1, 400), ANSWERS(V4, 1, 150)},
     .story = "0@0 1@250 = 0 at 400: OK ECANCELED"},
    {"One that answers just before the delay wins alone.",
     {ANSWERS(V6, 1, 249), ANSWERS(V4, 1, 1)},
     .story = "0@0 = 0 at 249: OK"},
    {"The winner may come after the error of a later one.",
     {ANSWERS(V6, 1, 600), FAILS(V4, 1, 10, ECONNREFUSED)},
     .story = "0@0 1@250 = 0 at 600: OK ECONNREFUSED"},
    {"An early one that fails late begins the next at once.",
     {FAILS(V4, 1, 300, EHOSTUNREACH), SILENT(V4, 2), ANSWERS(V4, 3, 5)},
     .story = "0@0 1@250 2@300 = 2 at 305: EHOSTUNREACH ECANCELED OK"},
    {"After an error the delay counts anew.",
     {FAILS(V4, 1, 100, ECONNREFUSED), SILENT(V4, 2), ANSWERS(V4, 3, 5)},
     .story = "0@0 1@100 2@350 = 2 at 355: ECONNREFUSED ECANCELED OK"},
    {"All are silent.",
     {SILENT(V6, 1), SILENT(V4, 1), SILENT(V4, 2)},
     .story = "0@0 1@250 2@500 = ETIMEDOUT at 2000: ECANCELED ECANCELED ECANCELED",
     .deadline = 2000},
    {"All refuse at once.",
     {FAILS(V6, 1, 0, ECONNREFUSED), FAILS(V4, 1, 0, ECONNREFUSED)},
     .story = "0@0 1@0 = ECONNREFUSED at 0: ECONNREFUSED ECONNREFUSED"},
    {"Both families fail at the same time.",
     {FAILS(V6, 1, 300, ECONNREFUSED), FAILS(V4, 1, 50, ECONNREFUSED)},
     .story = "0@0 1@250 = ECONNREFUSED at 300: ECONNREFUSED ECONNREFUSED"},
    {"The deadline comes before the second attempt.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 1)},
     .story = "0@0 = ETIMEDOUT at 200: ECANCELED",
     .deadline = 200},
    {"The deadline comes while two are under way.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 100)},
     .story = "0@0 1@250 = ETIMEDOUT at 300: ECANCELED ECANCELED",
     .deadline = 300},
    {"The deadline hides an earlier error.",
     {FAILS(V6, 1, 10, ECONNREFUSED), SILENT(V4, 1)},
     .story = "0@0 1@10 = ETIMEDOUT at 500: ECONNREFUSED ECANCELED",
     .deadline = 500},
    {"An answer at the deadline still counts.", {ANSWERS(V4, 1, 500)}, .story = "0@0 = 0 at 500: OK", .deadline = 500},
    {"A refusal says more than no route before it.",
     {FAILS(V6, 1, 0, ENETUNREACH), FAILS(V4, 1, 9, ECONNREFUSED)},
     .story = "0@0 1@0 = ECONNREFUSED at 9: ENETUNREACH ECONNREFUSED"},
    {"A refusal says more than no route after it.",
     {FAILS(V4, 1, 9, ECONNREFUSED), FAILS(V6, 1, 0, ENETUNREACH)},
     .story = "0@0 1@9 = ECONNREFUSED at 9: ECONNREFUSED ENETUNREACH"},
    {"Of refusals the first attempt's counts, though it comes last.",
     {FAILS(V4, 1, 400, ECONNRESET), FAILS(V4, 2, 50, ECONNREFUSED)},
     .story = "0@0 1@250 = ECONNRESET at 400: ECONNRESET ECONNREFUSED"},
    {"Of errors without a way the first counts.",
     {FAILS(V6, 1, 0, EADDRNOTAVAIL), FAILS(V4, 1, 7, EHOSTUNREACH)},
     .story = "0@0 1@0 = EADDRNOTAVAIL at 7: EADDRNOTAVAIL EHOSTUNREACH"},
    {"Families take turns.",
     {SILENT(V6, 1), SILENT(V6, 2), SILENT(V6, 3), SILENT(V4, 1), SILENT(V4, 2)},
     .story = "0@0 3@250 1@500 4@750 2@1000 = ETIMEDOUT at 2000: ECANCELED ECANCELED ECANCELED ECANCELED ECANCELED",
     .deadline = 2000},
    {"The family of the first address begins.",
     {SILENT(V4, 1), SILENT(V4, 2), SILENT(V6, 1)},
     .story = "0@0 2@250 1@500 = ETIMEDOUT at 1000: ECANCELED ECANCELED ECANCELED",
     .deadline = 1000},
    {"A family that is used up loses its turn.",
     {FAILS(V4, 1, 1, EPERM), FAILS(V6, 1, 1, EPERM), FAILS(V4, 2, 1, EPERM), FAILS(V4, 3, 1, EPERM)},
     .story = "0@0 1@1 2@2 3@3 = EPERM at 4: EPERM EPERM EPERM EPERM"},
    {"Unix addresses take turns with those of IP.",
     {FAILS(V4, 1, 1, ECONNREFUSED), FAILS(V4, 2, 1, ECONNREFUSED), FAILS(V6, 1, 1, ECONNREFUSED),
      ANSWERS(LOCAL, 1, 0)},
     .story = "0@0 2@1 3@2 = 3 at 2: ECONNREFUSED ECONNREFUSED OK"},
    {"An address that is there twice is attempted once.",
     {FAILS(V4, 1, 5, ECONNREFUSED), FAILS(V4, 1, 5, ECONNREFUSED), ANSWERS(V4, 2, 5), FAILS(V4, 1, 5, ECONNREFUSED)},
     .story = "0@0 2@5 = 2 at 10: ECONNREFUSED OK"},
    {"Addresses that are all the same are one.",
     {SILENT(V6, 1), SILENT(V6, 1), SILENT(V6, 1)},
     .story = "0@0 = ETIMEDOUT at 900: ECANCELED",
     .deadline = 900},
    {"The ninth waits until one has ended.",
     {SILENT(V4, 1), SILENT(V4, 2), SILENT(V4, 3), SILENT(V4, 4), SILENT(V4, 5), SILENT(V4, 6),
      FAILS(V4, 7, 900, ECONNREFUSED), SILENT(V4, 8), ANSWERS(V4, 9, 10)},
     .story =
         "0@0 1@100 2@200 3@300 4@400 5@500 6@600 7@700 8@1500 = 8 at 1510: ECANCELED ECANCELED ECANCELED ECANCELED "
         "ECANCELED ECANCELED ECONNREFUSED ECANCELED OK",
     .delay = 100},
    {"With eight under way the deadline still holds.",
     {SILENT(V4, 1), SILENT(V4, 2), SILENT(V4, 3), SILENT(V4, 4), SILENT(V4, 5), SILENT(V4, 6), SILENT(V4, 7),
      SILENT(V4, 8), ANSWERS(V4, 9, 1)},
     .story =
         "0@0 1@100 2@200 3@300 4@400 5@500 6@600 7@700 = ETIMEDOUT at 5000: ECANCELED ECANCELED ECANCELED ECANCELED "
         "ECANCELED ECANCELED ECANCELED ECANCELED",
     .delay = 100,
     .deadline = 5000},
    {"Without descriptors the next waits for one to end.",
     {FAILS(V6, 1, 1000, ECONNREFUSED), SILENT(V4, 1), ANSWERS(V4, 2, 5)},
     .story = "0@0 1@250 2@1000 = 2 at 1005: ECONNREFUSED ECANCELED OK",
     .limit = 2},
    {"The same without buffers.",
     {FAILS(V6, 1, 400, ECONNREFUSED), ANSWERS(V4, 1, 5)},
     .story = "0@0 1@400 = 1 at 405: ECONNREFUSED OK",
     .limit = 1,
     .shortage = ENOBUFS},
    {"The same where the system's table is full.",
     {ANSWERS(V6, 1, 800), ANSWERS(V4, 1, 5)},
     .story = "0@0 = 0 at 800: OK",
     .limit = 1,
     .shortage = ENFILE},
    {"Another error to make a socket is that attempt's.",
     {ANSWERS(V6, 1, 800), ANSWERS(V4, 1, 5)},
     .story = "0@0 = 0 at 800: OK EACCES",
     .limit = 1,
     .shortage = EACCES},
    {"A prepare that fails ends its attempt.",
     {ANSWERS(V6, 1, 5), ANSWERS(V4, 1, 5)},
     .story = "0@0 1@0 = 1 at 5: EPERM OK",
     .unprepared = 1},
    {"A prepare that always fails is the error.",
     {ANSWERS(V6, 1, 5), ANSWERS(V4, 1, 5)},
     .story = "0@0 1@0 = EPERM at 0: EPERM EPERM",
     .unprepared = 3},
    {"Families that the plan lacks are not attempted.",
     {ANSWERS(V6, 1, 5), ANSWERS(V4, 1, 5), ANSWERS(LOCAL, 1, 0)},
     .story = "1@0 = 1 at 5: EAFNOSUPPORT OK",
     .families = SKT_DIAL_INET},
    {"No family that the plan has.",
     {ANSWERS(V6, 1, 5), ANSWERS(LOCAL, 1, 0)},
     .story = "= EAFNOSUPPORT at 0: EAFNOSUPPORT EAFNOSUPPORT",
     .families = SKT_DIAL_INET},
    {"A source is for its own family.",
     {ANSWERS(V6, 1, 5), ANSWERS(V4, 1, 5)},
     .story = "1@0 = 1 at 5: EAFNOSUPPORT OK",
     .source = "192.0.2.99:0"},
    {"Datagrams need no answer.", {SILENT(V6, 1), SILENT(V4, 1)}, .story = "0@0 = 0 at 0: OK", .type = SKT_SOCK_DGRAM},
    {"The winner may stay non-blocking.",
     {SILENT(V6, 1), ANSWERS(V4, 1, 20)},
     .story = "0@0 1@250 = 1 at 270: ECANCELED OK",
     .type = SKT_SOCK_NONBLOCK},
    {"MPTCP that is there.", {ANSWERS(V4, 1, 20)}, .story = "0@0 = 0 at 20: OK", .protocol = SKT_IPPROTO_MPTCP},
    {"MPTCP that is not there is TCP.",
     {ANSWERS(V4, 1, 20)},
     .story = "0@0 = 0 at 20: OK",
     .protocol = SKT_IPPROTO_MPTCP,
     .no_mptcp = true},
    {"A full Unix backlog is waited for.", {ANSWERS(LOCAL, 1, 100)}, .story = "0@0 = 0 at 113: OK"},
    {"A full Unix backlog lasts until the deadline.",
     {ANSWERS(LOCAL, 1, 9000)},
     .story = "0@0 = ETIMEDOUT at 700: ECANCELED",
     .deadline = 700},
    {"The next address wins over a full Unix backlog.",
     {ANSWERS(LOCAL, 1, 9000), ANSWERS(V4, 1, 10)},
     .story = "0@0 1@250 = 1 at 260: ECANCELED OK"},
    {"A socket that is ready for no reason is looked at again.", {NOISY(V4, 1, 100, 0)}, .story = "0@0 = 0 at 113: OK"},
    {"Its noise does not delay the others.",
     {NOISY(V6, 1, NEVER, 0), ANSWERS(V4, 1, 10)},
     .story = "0@0 1@250 = 1 at 260: ECANCELED OK"},
    {"Nor the deadline.", {NOISY(V6, 1, NEVER, 0)}, .story = "0@0 = ETIMEDOUT at 600: ECANCELED", .deadline = 600},
};

static void make_plan(const situation *row, const skt_addr *source, skt_dial_attempt *attempts, size_t *count,
                      skt_dial_plan *plan)
{
    skt_dial_plan_init(plan);
    plan->type = row->type;
    plan->protocol = row->protocol;
    plan->families = row->families;
    plan->delay = SKT_MILLISECONDS(row->delay);
    plan->source = row->source ? source : NULL;
    plan->prepare = log_attempt;
    plan->user = &unprepared;
    plan->attempts = attempts;
    plan->attempts_max = HOSTS_MAX;
    plan->attempts_out = count;
}

/* Fails unless nothing is left but the winner, in its mode, and no host was connected to twice. */
static void assert_tidy(const situation *row, int rc, skt_socket s)
{
    assert_int_equal(played.open, rc == 0);
    assert_true(played.most_open <= SKT_DIAL_AT_ONCE);
    for (int i = 0; i < HOSTS_MAX; i++) assert_true(played.connects[i] <= 1);
    if (rc == 0) assert_int_equal(network_socket_of(s)->blocks, !(row->type & SKT_SOCK_NONBLOCK));
    /* It waits, and does not spin. */
    assert_true(played.signals || played.polls < 60);
}

static void run_situation(const situation *row, enum way way)
{
    skt_addr addrs[HOSTS_MAX], source = address(row->source ? row->source : "0.0.0.0:0");
    skt_dial_attempt attempts[HOSTS_MAX];
    skt_dial_plan plan;
    skt_socket s = SKT_INVALID_SOCKET;
    size_t count = 0, begun = 99;
    network_begin(row->hosts);
    story[0] = '\0';
    for (; count < HOSTS_MAX && row->hosts[count].family != NO_HOST; count++)
        addrs[count] = network_address(&row->hosts[count]);
    make_plan(row, &source, attempts, &begun, &plan);
    unprepared = row->unprepared;
    played.limit = row->limit;
    if (row->shortage) played.shortage = row->shortage;
    played.no_mptcp = row->no_mptcp;
    played.signals = way == INTERRUPTED;
    played.on = true;
    skt_deadline deadline = row->deadline ? skt_deadline_in(SKT_MILLISECONDS(row->deadline)) : SKT_NEVER;
    int rc = way == STEPPED ? step_through(addrs, count, &plan, deadline, &s)
                            : skt_dial_list(addrs, count, &plan, deadline, &s);
    played.on = false;
    if (rc == 0)
        tell("= %d at %d:", (int)(network_socket_of(s)->host - row->hosts), network_ms());
    else
        tell("= %s at %d:", skt_error_name(rc), network_ms());
    for (size_t i = 0; i < begun; i++) tell(" %s", attempts[i].error ? skt_error_name(attempts[i].error) : "OK");
    if (strcmp(story, row->story) != 0) print_error("%s (%d)\n", row->sentence, (int)way);
    assert_string_equal(story, row->story);
    assert_tidy(row, rc, s);
}

static void test_dial_played__every_situation_ends_as_it_should_when_it_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(situations); i++)
        for (enum way way = LISTED; way < WAYS; way++) run_situation(&situations[i], way);
    print_message("%zu situations\n", COUNT_OF(situations));
}

static void test_dial_played__an_attempt_says_how_long_it_took(void **state)
{
    (void)state;
    static const network_host hosts[HOSTS_MAX] = {FAILS(V6, 1, 10, ECONNREFUSED), SILENT(V4, 1), ANSWERS(V6, 2, 30)};
    static const int took[] = {10, 280, 30};
    skt_addr addrs[3];
    skt_dial_attempt attempts[4] = {{.error = 1}, {.error = 1}, {.error = 1}, {.error = 1}};
    skt_dial_plan plan;
    skt_socket s;
    skt_dial_plan_init(&plan);
    plan.attempts = attempts;
    plan.attempts_max = 3;
    network_begin(hosts);
    for (size_t i = 0; i < 3; i++) addrs[i] = network_address(&hosts[i]);
    played.on = true;
    int rc = skt_dial_list(addrs, 3, &plan, SKT_NEVER, &s);
    played.on = false;
    assert_ok(rc);
    for (size_t i = 0; i < 3; i++) {
        assert_true(attempts[i].took == SKT_MILLISECONDS(took[i]));
        assert_true(skt_addr_equal(&attempts[i].address, &addrs[i]));
    }
    assert_int_equal(attempts[3].error, 1);
}

/* All but the last refuse, and each is there twice. */
static void test_dial_played__a_hundred_addresses_are_attempted_once_each(void **state)
{
    (void)state;
    static network_host hosts[101];
    skt_addr addrs[200];
    skt_dial_plan plan;
    skt_socket s = SKT_INVALID_SOCKET;
    size_t begun = 0;
    skt_dial_plan_init(&plan);
    plan.attempts_out = &begun;
    for (unsigned i = 0; i < 100; i++) {
        hosts[i] = (network_host){.family = i < 50 ? V6 : V4, .number = i + 1, .after = 3, .error = ECONNREFUSED};
        addrs[i] = addrs[199 - i] = network_address(&hosts[i]);
    }
    hosts[99].error = 0;
    network_begin(hosts);
    played.on = true;
    int rc = skt_dial_list(addrs, COUNT_OF(addrs), &plan, SKT_NEVER, &s);
    played.on = false;
    assert_ok(rc);
    assert_int_equal(network_ms(), 300);
    assert_int_equal(begun, 100);
    assert_ptr_equal(network_socket_of(s)->host, &hosts[99]);
    for (size_t i = 0; i < 100; i++) assert_int_equal(played.connects[i], 1);
    assert_int_equal(played.open, 1);
}

static void test_dial_played__an_end_in_the_middle_closes_all(void **state)
{
    (void)state;
    static const network_host hosts[HOSTS_MAX] = {SILENT(V6, 1), SILENT(V4, 1), SILENT(V4, 2)};
    skt_addr addrs[3];
    skt_dialer d;
    skt_socket s;
    skt_pollfd entries[3];
    skt_deadline next;
    network_begin(hosts);
    for (size_t i = 0; i < 3; i++) addrs[i] = network_address(&hosts[i]);
    played.on = true;
    assert_ok(skt_dialer_begin(&d, sizeof d, addrs, 3, NULL));
    assert_int_equal(skt_dialer_wait_for(&d, entries, 3, &next), 0);
    assert_true(skt_deadline_passed(next));
    assert_rc(skt_dialer_step(&d, &s), SKT_EINPROGRESS);
    assert_rc(skt_dialer_step(&d, &s), SKT_EINPROGRESS);
    assert_int_equal(skt_dialer_wait_for(&d, entries, 3, &next), 1);
    assert_true(next.nanoseconds == SKT_MILLISECONDS(250));
    played.now = next.nanoseconds;
    assert_rc(skt_dialer_step(&d, &s), SKT_EINPROGRESS);
    /* Room for one of two. */
    entries[1].socket = SKT_INVALID_SOCKET;
    assert_int_equal(skt_dialer_wait_for(&d, entries, 1, &next), 2);
    assert_true(entries[1].socket == SKT_INVALID_SOCKET);
    assert_int_equal(played.open, 2);
    skt_dialer_end(&d);
    assert_int_equal(played.open, 0);
    skt_dialer_end(&d);
    assert_rc(skt_dialer_step(&d, &s), SKT_EINVAL);
    assert_int_equal(skt_dialer_wait_for(&d, entries, 3, &next), 0);
    played.on = false;
    assert_int_equal(played.made, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dial_played__every_situation_ends_as_it_should_when_it_should),
        TEST(test_dial_played__an_attempt_says_how_long_it_took),
        TEST(test_dial_played__a_hundred_addresses_are_attempted_once_each),
        TEST(test_dial_played__an_end_in_the_middle_closes_all),
    };
    return RUN(tests);
}
