/* SPDX-License-Identifier: MIT */
/* Sockets that a service manager opened, given to a child as systemd gives them. */
#include "process.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

enum { FIRST = 3, GIVEN = 4 };

/* In a child: a listener, a file, a listener, a pipe from descriptor 3 on, all inheritable. */
static int give(skt_addr here[GIVEN])
{
    skt_socket made[2];
    int both[2], given[GIVEN];
    for (int i = 0; i < 2; i++) {
        skt_addr_loopback(SKT_AF_INET, 0, &here[2 * i]);
        CHECK(skt_open(SKT_AF_INET, SKT_SOCK_STREAM, 0, &made[i]) == 0);
        CHECK(skt_bind(made[i], &here[2 * i]) == 0 && skt_listen(made[i], 1) == 0);
        CHECK(skt_local_address(made[i], &here[2 * i]) == 0);
    }
    CHECK(pipe(both) == 0);
    int file = open("/dev/null", O_RDONLY);
    const int sources[GIVEN] = {made[0], file, made[1], both[0]};
    for (int i = 0; i < GIVEN; i++) {
        given[i] = fcntl(sources[i], F_DUPFD, 100);
        CHECK(given[i] >= 0);
    }
    for (int i = 0; i < GIVEN; i++) CHECK(dup2(given[i], FIRST + i) == FIRST + i);
    for (int i = FIRST + GIVEN; i < 200; i++) close(i);
    return 0;
}

static int is_handed_on(int fd)
{
    return fcntl(fd, F_GETFD) == 0;
}

static int take_them(void *context)
{
    skt_addr given[GIVEN], here;
    skt_socket got[GIVEN + 1] = {-5, -5, -5, -5, -5};
    char pid[20];
    (void)context;
    if (give(given) != 0) return 1;
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    CHECK(skt_inherited(pid, "4", got, GIVEN + 1) == GIVEN);
    CHECK(got[0] == 3 && got[1] == SKT_INVALID_SOCKET && got[2] == 5 && got[3] == SKT_INVALID_SOCKET && got[4] == -5);
    for (int i = 0; i < GIVEN; i++) CHECK(!is_handed_on(FIRST + i));
    for (int i = 0; i < GIVEN; i += 2) {
        CHECK(skt_local_address(got[i], &here) == 0 && skt_addr_equal(&here, &given[i]));
        CHECK(skt_is_listener(got[i]) == 1);
    }
    return 0;
}

static void test_inherited__each_socket_keeps_its_position_and_no_child_inherits_it(void **state)
{
    (void)state;
    assert_child(take_them, NULL);
}

static int take_few(void *context)
{
    skt_addr given[GIVEN];
    skt_socket got[2] = {-5, -5};
    char pid[20];
    (void)context;
    if (give(given) != 0) return 1;
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    CHECK(skt_inherited(pid, "4", got, 1) == GIVEN);
    CHECK(got[0] == 3 && got[1] == -5);
    for (int i = 0; i < GIVEN; i++) CHECK(!is_handed_on(FIRST + i));
    CHECK(skt_inherited(pid, "4", NULL, 0) == GIVEN);
    return 0;
}

static void test_inherited__those_beyond_the_room_are_not_handed_on_either(void **state)
{
    (void)state;
    assert_child(take_few, NULL);
}

static int leave_them(void *context)
{
    skt_addr given[GIVEN];
    skt_socket got[GIVEN] = {-5};
    char pid[20];
    (void)context;
    if (give(given) != 0) return 1;
    snprintf(pid, sizeof pid, "%d", (int)getppid());
    CHECK(skt_inherited(pid, "4", got, GIVEN) == 0);
    CHECK(skt_inherited(NULL, "4", got, GIVEN) == 0);
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    CHECK(skt_inherited(pid, NULL, got, GIVEN) == 0);
    CHECK(skt_inherited(pid, "0", got, GIVEN) == 0);
    CHECK(got[0] == -5);
    for (int i = 0; i < GIVEN; i++) CHECK(is_handed_on(FIRST + i));
    return 0;
}

static void test_inherited__those_of_another_process_are_left_alone(void **state)
{
    (void)state;
    assert_child(leave_them, NULL);
}

static int find_too_few(void *context)
{
    skt_addr given[GIVEN];
    skt_socket got[GIVEN];
    char pid[20];
    (void)context;
    if (give(given) != 0) return 1;
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    CHECK(skt_inherited(pid, "5", got, GIVEN) == SKT_EBADF);
    CHECK(skt_inherited(pid, "2147483644", got, GIVEN) == SKT_EBADF);
    return 0;
}

static void test_inherited__fewer_than_the_text_says_are_an_error(void **state)
{
    (void)state;
    assert_child(find_too_few, NULL);
}

static void test_inherited__a_text_that_is_no_number_is_an_error(void **state)
{
    (void)state;
    static const char *const texts[] = {"",          "x", "-1", "+1", " 1", "1 ", "1x", "0x1", "99999999999999999999",
                                        "2147483648"};
    char pid[20];
    skt_socket got = -5;
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_rc(skt_inherited(pid, texts[i], &got, 1), SKT_EINVAL);
        assert_rc(skt_inherited(texts[i], "1", &got, 1), SKT_EINVAL);
    }
    assert_int_equal(got, -5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_inherited__each_socket_keeps_its_position_and_no_child_inherits_it),
        TEST(test_inherited__those_beyond_the_room_are_not_handed_on_either),
        TEST(test_inherited__those_of_another_process_are_left_alone),
        TEST(test_inherited__fewer_than_the_text_says_are_an_error),
        TEST(test_inherited__a_text_that_is_no_number_is_an_error),
    };
    return RUN(tests);
}
