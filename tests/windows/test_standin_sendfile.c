/* SPDX-License-Identifier: MIT */
/* skt_sendfile on TransmitFile, where that sends a part and fails, or would take a length for another. */
#include "played.h"

#define SIZE 100000

static HANDLE new_file(void)
{
    static char data[SIZE];
    WCHAR directory[MAX_PATH + 1], path[MAX_PATH + 1];
    DWORD written;
    for (size_t i = 0; i < SIZE; i++) data[i] = (char)(i % 251);
    assert_true(GetTempPathW(MAX_PATH, directory) > 0);
    assert_true(GetTempFileNameW(directory, L"skt", 0, path) > 0);
    HANDLE file =
        CreateFileW(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    assert_true(WriteFile(file, data, SIZE, &written, NULL) && written == SIZE);
    return file;
}

static void test_sendfile__that_sent_a_part_and_failed_returns_the_part(void **state)
{
    (void)state;
    static char got[SIZE];
    HANDLE file = new_file();
    for (int nonblocking = 0; nonblocking < 2; nonblocking++) {
        connection c = tcp_connection("127.0.0.1:0");
        size_t done = 0;
        if (nonblocking) assert_rc(skt_set_nonblocking(c.client, true), 0);
        standin.transmit_limit = 1000;
        assert_int_equal(skt_sendfile(c.client, (skt_file)file, 500, SIZE), 1000);
        assert_rc(skt_recv_all(c.server, got, 1000, 0, skt_deadline_in(SKT_SECONDS(20)), &done), 0);
        for (size_t i = 0; i < done; i++) assert_int_equal(got[i], (char)((500 + i) % 251));
        close_both(&c);
    }
    CloseHandle(file);
}

static void test_sendfile__that_failed_at_once_returns_the_error(void **state)
{
    (void)state;
    HANDLE file = new_file();
    connection c = tcp_connection("127.0.0.1:0");
    standin_fail("TransmitFile", WSAECONNRESET, 0, 1);
    assert_rc(skt_sendfile(c.client, (skt_file)file, 0, SIZE), SKT_ECONNRESET);
    close_both(&c);
    CloseHandle(file);
}

/* 0 bytes would be the whole file to TransmitFile, and it takes no more than 2147483646. */
static void test_sendfile__a_length_is_never_taken_for_another(void **state)
{
    (void)state;
    static const struct {
        uint64_t offset, len;
        skt_ssize sent;
    } rows[] = {
        {0, 0, 0},
        {SIZE, 10, 0},
        {SIZE - 10, (uint64_t)1 << 32, 10},
        {SIZE - 10, (uint64_t)1 << 31, 10},
        {SIZE - 10, ((uint64_t)1 << 32) + 1, 10},
        {SIZE - 10, UINT64_MAX, 10},
    };
    HANDLE file = new_file();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        connection c = tcp_connection("127.0.0.1:0");
        static char got[SIZE + 1];
        size_t done = 0;
        assert_int_equal(skt_sendfile(c.client, (skt_file)file, rows[i].offset, rows[i].len), rows[i].sent);
        skt_close(c.client);
        assert_rc(skt_recv_all(c.server, got, sizeof got, 0, skt_deadline_in(SKT_SECONDS(20)), &done), SKT_EEOF);
        assert_int_equal(done, rows[i].sent);
        skt_close(c.server);
    }
    CloseHandle(file);
}

/* TransmitFile takes 2147483646 bytes, and not one more. */
static void test_sendfile__asks_for_no_more_than_transmitfile_takes(void **state)
{
    (void)state;
    static const struct {
        uint64_t len, asked;
    } rows[] = {
        {INT32_MAX - 2, INT32_MAX - 2},           {INT32_MAX - 1, INT32_MAX - 1}, {INT32_MAX, INT32_MAX - 1},
        {(uint64_t)INT32_MAX + 1, INT32_MAX - 1}, {UINT32_MAX, INT32_MAX - 1},    {UINT64_MAX, INT32_MAX - 1},
    };
    skt_file file = temp_file((uint64_t)3 << 30, "end", 3);
    connection c = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        standin_fail("TransmitFile", WSAECONNRESET, 0, 1);
        assert_rc(skt_sendfile(c.client, file, 0, rows[i].len), SKT_ECONNRESET);
        assert_int_equal(standin_last("TransmitFile", STANDIN_ANY, STANDIN_ANY)->len, rows[i].asked);
    }
    close_both(&c);
    file_close(file);
}

/* The three together, and each is cut where those before it leave no room. Nothing is read: the call fails. */
static void test_sendfile_with__asks_for_no_more_than_transmitfile_takes(void **state)
{
    (void)state;
    enum { MOST = INT32_MAX - 1 };
    static const struct {
        size_t head;
        uint64_t len;
        size_t tail;
        DWORD asked_head, asked, asked_tail;
    } rows[] = {
        {10, 20, 30, 10, 20, 30},
        {0, 20, 30, 0, 20, 30},
        {10, 0, 30, 10, 0, 30},
        {MOST, 1, 1, MOST, 0, 0},
        {SIZE_MAX, 0, 1, MOST, 0, 0},
        {MOST - 1, 1, 1, MOST - 1, 1, 0},
        {MOST - 1, 2, 1, MOST - 1, 1, 0},
        {0, 10, SIZE_MAX, 0, 10, MOST - 10},
        {10, UINT64_MAX, 10, 10, MOST - 10, 0},
        {0, (uint64_t)3 << 30, 10, 0, MOST, 0},
    };
    static char byte;
    skt_file file = temp_file((uint64_t)3 << 30, "end", 3);
    connection c = tcp_connection("127.0.0.1:0");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        standin_fail("TransmitFile", WSAECONNRESET, 0, 1);
        assert_rc(skt_sendfile_with(c.client, &byte, rows[i].head, file, 0, rows[i].len, &byte, rows[i].tail),
                  SKT_ECONNRESET);
        assert_int_equal(standin_last("TransmitFile", STANDIN_ANY, STANDIN_ANY)->len, rows[i].asked);
        assert_int_equal(standin.transmit_head, rows[i].asked_head);
        assert_int_equal(standin.transmit_tail, rows[i].asked_tail);
    }
    close_both(&c);
    file_close(file);
}

static void test_sendfile_with__counts_what_went_of_each_part_before_it_failed(void **state)
{
    (void)state;
    static const struct {
        DWORD limit;
        const char *sent, *where;
    } rows[] = {
        {1, "h", "in the head"},           {4, "head", "before the file"},
        {6, "headfi", "in the file"},      {8, "headfile", "before the tail"},
        {10, "headfileta", "in the tail"},
    };
    skt_file file = temp_file(0, "file", 4);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        connection c = tcp_connection("127.0.0.1:0");
        char got[16] = "";
        size_t done = 0;
        standin.transmit_limit = rows[i].limit;
        skt_ssize sent = skt_sendfile_with(c.client, "head", 4, file, 0, 4, "tail", 4);
        skt_close(c.client);
        skt_recv_all(c.server, got, sizeof got, 0, skt_deadline_in(SKT_SECONDS(20)), &done);
        if (sent != (skt_ssize)rows[i].limit) print_error("%s\n", rows[i].where);
        assert_int_equal(sent, rows[i].limit);
        assert_string_equal(got, rows[i].sent);
        skt_close(c.server);
    }
    file_close(file);
}

static void test_sendfile__leaves_the_files_position_and_sends_no_packet(void **state)
{
    (void)state;
    DWORD bytes;
    ULONG_PTR key;
    OVERLAPPED *packet = NULL;
    LARGE_INTEGER zero = {.QuadPart = 0}, at;
    HANDLE file = new_file();
    connection c = tcp_connection("127.0.0.1:0");
    HANDLE port = CreateIoCompletionPort((HANDLE)c.client, NULL, 1, 0);
    assert_true(SetFilePointerEx(file, (LARGE_INTEGER){.QuadPart = 77}, NULL, FILE_BEGIN));
    assert_int_equal(skt_sendfile(c.client, (skt_file)file, 500, 1000), 1000);
    assert_true(SetFilePointerEx(file, zero, &at, FILE_CURRENT));
    assert_int_equal(at.QuadPart, 77);
    assert_false(GetQueuedCompletionStatus(port, &bytes, &key, &packet, 0));
    assert_null(packet);
    close_both(&c);
    CloseHandle(port);
    CloseHandle(file);
}

int main(int argc, char **argv)
{
    play_build(argc, argv);
    const struct CMUnitTest tests[] = {
        PLAY(test_sendfile__that_sent_a_part_and_failed_returns_the_part),
        PLAY(test_sendfile__that_failed_at_once_returns_the_error),
        PLAY(test_sendfile__a_length_is_never_taken_for_another),
        PLAY(test_sendfile__leaves_the_files_position_and_sends_no_packet),
        PLAY(test_sendfile__asks_for_no_more_than_transmitfile_takes),
        PLAY(test_sendfile_with__asks_for_no_more_than_transmitfile_takes),
        PLAY(test_sendfile_with__counts_what_went_of_each_part_before_it_failed),
    };
    return RUN(tests);
}
