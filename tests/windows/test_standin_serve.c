/* SPDX-License-Identifier: MIT */
/* Serving a path of Windows. The stand-in's sockets are plain files there, so none is ever taken for a stale socket. */
#include "played.h"

typedef struct place {
    char path[64], lock[80], text[80];
} place;

static place free_path(void)
{
    static int count;
    place p;
    snprintf(p.path, sizeof p.path, "serve-%lu-%d.sock", GetCurrentProcessId(), count++);
    snprintf(p.lock, sizeof p.lock, "%s.lock", p.path);
    snprintf(p.text, sizeof p.text, "unix:%s", p.path);
    DeleteFileA(p.path);
    return p;
}

static bool exists(const char *path)
{
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

static skt_serve_plan replacing(void)
{
    skt_serve_plan plan;
    skt_serve_plan_init(&plan);
    plan.flags = SKT_SERVE_REPLACE;
    return plan;
}

static void test_serve__a_path_is_served_and_its_lock_left(void **state)
{
    (void)state;
    place p = free_path();
    skt_socket s, other;
    skt_serve_plan plan = replacing();
    int rc = skt_serve(p.text, &plan, &s, 1);
    if (!SINCE(17063)) {
        assert_rc(rc, SKT_EAFNOSUPPORT);
        return;
    }
    assert_int_equal(rc, 1);
    assert_true(exists(p.path));
    assert_false(exists(p.lock));
    assert_rc(skt_serve(p.text, &plan, &other, 1), SKT_EADDRINUSE);
    assert_true(exists(p.path));
    skt_close(s);
    assert_true(DeleteFileA(p.path));
}

static void test_serve__while_another_has_the_lock_the_path_is_in_use(void **state)
{
    (void)state;
    if (!SINCE(17063)) return;
    place p = free_path();
    skt_socket s;
    skt_serve_plan plan = replacing();
    HANDLE lock = CreateFileA(p.lock, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    assert_true(lock != INVALID_HANDLE_VALUE);
    assert_rc(skt_serve(p.text, &plan, &s, 1), SKT_EADDRINUSE);
    assert_false(exists(p.path));
    CloseHandle(lock);
    assert_int_equal(skt_serve(p.text, &plan, &s, 1), 1);
    skt_close(s);
    assert_true(DeleteFileA(p.path));
}

static void test_serve__a_file_in_the_place_of_the_lock_stays(void **state)
{
    (void)state;
    if (!SINCE(17063)) return;
    place p = free_path();
    skt_socket s;
    DWORD written;
    skt_serve_plan plan = replacing();
    HANDLE file = CreateFileA(p.lock, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    assert_true(WriteFile(file, "mine", 4, &written, NULL));
    CloseHandle(file);
    assert_rc(skt_serve(p.text, &plan, &s, 1), SKT_EEXIST);
    assert_true(DeleteFileA(p.lock));
}

static void test_serve__a_path_has_no_mode(void **state)
{
    (void)state;
    if (!SINCE(17063)) return;
    place p = free_path();
    skt_socket s;
    skt_serve_plan plan = replacing();
    size_t open = standin_open_sockets();
    plan.mode = 0600;
    assert_rc(skt_serve(p.text, &plan, &s, 1), SKT_EUNSUPPORTED);
    assert_false(exists(p.path));
    assert_int_equal(standin_open_sockets(), open);
}

static void test_serve__what_fails_after_the_first_listener_leaves_none(void **state)
{
    (void)state;
    static const char *const functions[] = {"socket", "setsockopt", "bind", "listen"};
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        skt_socket made[2];
        skt_serve_plan plan;
        size_t open = standin_open_sockets();
        skt_serve_plan_init(&plan);
        plan.flags = SKT_SERVE_V6ONLY;
        standin_reset();
        standin_fail(i == 0 ? "WSASocketW" : functions[i], WSAENOBUFS, 1, 9);
        int rc = skt_serve(":0", &plan, made, 2);
        if (rc == 2) {
            /* Only one of the two has an option to set. */
            assert_string_equal(functions[i], "setsockopt");
            skt_close(made[0]);
            skt_close(made[1]);
        } else
            assert_rc(rc, SKT_ENOBUFS);
        assert_int_equal(standin_open_sockets(), open);
    }
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_serve__a_path_is_served_and_its_lock_left),
        PLAY(test_serve__while_another_has_the_lock_the_path_is_in_use),
        PLAY(test_serve__a_file_in_the_place_of_the_lock_stays),
        PLAY(test_serve__a_path_has_no_mode),
        PLAY(test_serve__what_fails_after_the_first_listener_leaves_none),
    };
    return RUN(tests);
}
