/* SPDX-License-Identifier: MIT */
/* Unix: the path of a listener as a file, and several processes that want it. */
#include "process.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder of the test's own with a path in it that is free. */
typedef struct place {
    char folder[TEMP_PATH_MAX];
    char path[TEMP_PATH_MAX + 8];
    char text[TEMP_PATH_MAX + 16];
} place;

static place make_place(void)
{
    place p;
    temp_path(p.folder);
    assert_int_equal(mkdir(p.folder, 0700), 0);
    snprintf(p.path, sizeof p.path, "%s/s", p.folder);
    snprintf(p.text, sizeof p.text, "unix:%s", p.path);
    return p;
}

/* Nothing but the path may be left: no lock. */
static void leave_place(const place *p)
{
    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0);
}

static skt_serve_plan replacing(void)
{
    skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.flags = SKT_SERVE_REPLACE;
    return plan;
}

static void test_serve__the_path_has_the_mode_of_the_plan_whatever_the_umask(void **state)
{
    (void)state;
    static const struct {
        uint32_t mode;
        mode_t umask;
        mode_t wanted;
    } rows[] = {
        {0, 077, 0700}, {0, 0, 0777}, {0660, 077, 0660}, {0666, 0777, 0666}, {0600, 0, 0600},
    };
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        place p = make_place();
        struct stat info;
        skt_socket s;
        skt_serve_plan plan = replacing();
        plan.mode = rows[i / 2].mode;
        plan.type = i % 2 ? SKT_SOCK_DGRAM : 0;
        mode_t before = umask(rows[i / 2].umask);
        int rc = skt_serve(p.text, &plan, &s, 1);
        umask(before);
        assert_int_equal(rc, 1);
        assert_int_equal(stat(p.path, &info), 0);
        assert_int_equal(info.st_mode & 07777, rows[i / 2].wanted);
        skt_close(s);
        leave_place(&p);
    }
}

/* What may be at a path; each is made by its function, and must be there afterwards. */
static void make_directory(const char *path)
{
    assert_int_equal(mkdir(path, 0700), 0);
}

static void make_fifo(const char *path)
{
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void make_dangling_link(const char *path)
{
    assert_int_equal(symlink("/nowhere/at/all", path), 0);
}

/* A link to a socket that nobody serves. */
static void make_link_to_socket(const char *path)
{
    char target[TEMP_PATH_MAX + 16];
    skt_addr addr;
    skt_socket s;
    snprintf(target, sizeof target, "%s.target", path);
    assert_rc(skt_addr_unix(target, &addr), 0);
    assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM, 0, &s), 0);
    assert_rc(skt_bind(s, &addr), 0);
    skt_close(s);
    assert_int_equal(symlink(target, path), 0);
}

static void test_serve__what_is_no_socket_stays_where_it_is(void **state)
{
    (void)state;
    static void (*const makers[])(const char *) = {make_directory, make_fifo, make_dangling_link, make_link_to_socket};
    for (size_t i = 0; i < COUNT_OF(makers); i++) {
        place p = make_place();
        char target[sizeof p.path + 8];
        struct stat before, after;
        skt_socket s;
        skt_serve_plan plan = replacing();
        makers[i](p.path);
        assert_int_equal(lstat(p.path, &before), 0);
        assert_rc(skt_serve(p.text, &plan, &s, 1), SKT_EADDRINUSE);
        assert_int_equal(lstat(p.path, &after), 0);
        assert_int_equal(before.st_ino, after.st_ino);
        snprintf(target, sizeof target, "%s.target", p.path);
        unlink(target);
        rmdir(p.path);
        leave_place(&p);
    }
}

/* A socket that is bound but does not listen yet counts as served, even without the lock. */
static void test_serve__a_socket_that_does_not_listen_yet_is_not_replaced(void **state)
{
    (void)state;
    static const int types[] = {SKT_SOCK_STREAM, SKT_SOCK_DGRAM};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        place p = make_place();
        skt_addr addr;
        skt_socket first, second;
        skt_serve_plan plan = replacing();
        assert_rc(skt_addr_unix(p.path, &addr), 0);
        assert_rc(skt_open(SKT_AF_UNIX, types[i], 0, &first), 0);
        assert_rc(skt_bind(first, &addr), 0);
        assert_rc(skt_serve(p.text, &plan, &second, 1), SKT_EADDRINUSE);
        skt_close(first);
        assert_int_equal(skt_serve(p.text, &plan, &second, 1), 1);
        skt_close(second);
        leave_place(&p);
    }
}

static void test_serve__a_listener_whose_queue_is_full_is_not_replaced(void **state)
{
    (void)state;
    place p = make_place();
    skt_addr addr;
    skt_socket s, other, clients[8];
    skt_serve_plan plan = replacing();
    plan.backlog = 1;
    assert_int_equal(skt_serve(p.text, &plan, &s, 1), 1);
    assert_rc(skt_addr_unix(p.path, &addr), 0);
    for (size_t i = 0; i < COUNT_OF(clients); i++) {
        assert_rc(skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &clients[i]), 0);
        skt_connect(clients[i], &addr);
    }
    assert_rc(skt_serve(p.text, &plan, &other, 1), SKT_EADDRINUSE);
    for (size_t i = 0; i < COUNT_OF(clients); i++) skt_close(clients[i]);
    skt_close(s);
    leave_place(&p);
}

/* Of processes that start at once; each says by its status how it went. */
enum { STARTERS = 6, WON = 0, LOST = 7 };

static void test_serve__of_several_processes_over_a_stale_path_exactly_one_wins(void **state)
{
    (void)state;
    place p = make_place();
    for (int round = 0; round < 50; round++) {
        int go[2], hold[2], winners = 0;
        pid_t children[STARTERS];
        assert_int_equal(pipe(go) | pipe(hold), 0);
        fflush(NULL);
        for (int i = 0; i < STARTERS; i++) {
            children[i] = fork();
            if (children[i] != 0) continue;
            close(go[1]);
            close(hold[1]);
            char byte;
            skt_socket s;
            skt_serve_plan plan = replacing();
            if (read(go[0], &byte, 1) != 0) _exit(1);
            int rc = skt_serve(p.text, &plan, &s, 1);
            if (rc != 1) _exit(rc == SKT_EADDRINUSE ? LOST : 1);
            /* It serves until all others have ended. */
            _exit(read(hold[0], &byte, 1) == 0 ? WON : 1);
        }
        close(go[1]);
        for (int i = 0, status; i < STARTERS - 1; i++) {
            assert_true(wait(&status) > 0);
            assert_int_equal(WEXITSTATUS(status), LOST);
        }
        close(hold[1]);
        for (int status; wait(&status) > 0; winners++) assert_int_equal(status, WON);
        assert_int_equal(winners, 1);
        close(go[0]);
        close(hold[0]);
    }
    leave_place(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_serve__the_path_has_the_mode_of_the_plan_whatever_the_umask),
        TEST(test_serve__what_is_no_socket_stays_where_it_is),
        TEST(test_serve__a_socket_that_does_not_listen_yet_is_not_replaced),
        TEST(test_serve__a_listener_whose_queue_is_full_is_not_replaced),
        TEST(test_serve__of_several_processes_over_a_stale_path_exactly_one_wins),
    };
    return RUN(tests);
}
