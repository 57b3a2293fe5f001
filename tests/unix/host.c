/* SPDX-License-Identifier: MIT */
#include "host.h"

#include "support.h"

#include <stdlib.h>

#if defined(_WIN32)
#include <windows.h>
#else
#include <unistd.h>
#endif

#if defined(_WIN32)

static DWORD WINAPI thread_body(void *context)
{
    test_thread *thread = context;
    thread->run(thread->context);
    return 0;
}

void thread_start(test_thread *thread, void (*run)(void *context), void *context)
{
    *thread = (test_thread){.run = run, .context = context};
    thread->handle = CreateThread(NULL, 0, thread_body, thread, 0, NULL);
    assert_non_null(thread->handle);
}

void thread_join(test_thread *thread)
{
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
}

int64_t own_pid(void)
{
    return GetCurrentProcessId();
}

void temp_path(char out[TEMP_PATH_MAX])
{
    static int number;
    char directory[MAX_PATH + 1];
    DWORD len = GetTempPathA(sizeof directory, directory);
    assert_true(len > 0 && len < 60);
    snprintf(out, TEMP_PATH_MAX, "%sskt-%lu-%d", directory, (unsigned long)GetCurrentProcessId(), number++);
}

skt_file temp_file(uint64_t offset, const void *data, size_t len)
{
    char path[TEMP_PATH_MAX];
    temp_path(path);
    HANDLE file = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    DWORD written = 0;
    file_seek((skt_file)file, (int64_t)offset);
    assert_true(WriteFile(file, data, (DWORD)len, &written, NULL) && written == len);
    file_seek((skt_file)file, 0);
    return (skt_file)file;
}

void file_close(skt_file file)
{
    CloseHandle((HANDLE)file);
}

int64_t file_position(skt_file file)
{
    LARGE_INTEGER none = {.QuadPart = 0}, position;
    assert_true(SetFilePointerEx((HANDLE)file, none, &position, FILE_CURRENT));
    return position.QuadPart;
}

void file_seek(skt_file file, int64_t position)
{
    LARGE_INTEGER wanted = {.QuadPart = position};
    assert_true(SetFilePointerEx((HANDLE)file, wanted, NULL, FILE_BEGIN));
}

#else

static void *thread_body(void *context)
{
    test_thread *thread = context;
    thread->run(thread->context);
    return NULL;
}

void thread_start(test_thread *thread, void (*run)(void *context), void *context)
{
    thread->run = run;
    thread->context = context;
    assert_int_equal(pthread_create(&thread->handle, NULL, thread_body, thread), 0);
}

void thread_join(test_thread *thread)
{
    assert_int_equal(pthread_join(thread->handle, NULL), 0);
}

int64_t own_pid(void)
{
    return getpid();
}

/* TMPDIR may be too long for a Unix socket's path. */
void temp_path(char out[TEMP_PATH_MAX])
{
    static int number;
    snprintf(out, TEMP_PATH_MAX, "/tmp/skt-%ld-%d", (long)getpid(), number++);
    remove(out);
}

skt_file temp_file(uint64_t offset, const void *data, size_t len)
{
    /* In memory where there is such a place: a large file of zeros then costs nothing. */
    char path[] = "/dev/shm/skt-XXXXXX", on_disk[] = "/tmp/skt-XXXXXX";
    int file = mkstemp(path);
    if (file >= 0) {
        remove(path);
    } else {
        file = mkstemp(on_disk);
        assert_true(file >= 0);
        remove(on_disk);
    }
    assert_int_equal(pwrite(file, data, len, (off_t)offset), len);
    return file;
}

void file_close(skt_file file)
{
    close(file);
}

int64_t file_position(skt_file file)
{
    return lseek(file, 0, SEEK_CUR);
}

void file_seek(skt_file file, int64_t position)
{
    assert_int_equal(lseek(file, (off_t)position, SEEK_SET), position);
}

#endif
