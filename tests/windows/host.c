/* SPDX-License-Identifier: MIT */
#include "host.h"

#include "support.h"

#include <windows.h>

#include <winioctl.h>

/* Not in the first Windows 10, or not in Wine 8. "SOL_SOCKET socket options" and so on. */
static const char *const young[] = {
    "SO_RANDOMIZE_PORT",
    "SO_PORT_SCALABILITY",
    "SO_REUSE_UNICASTPORT",
    "SO_REUSE_MULTICASTPORT",
    "SIO_ASSOCIATE_PORT_RESERVATION",
    "SIO_RELEASE_PORT_RESERVATION",
    "SIO_AF_UNIX_GETPEERPID",
    "TCP_KEEPIDLE",
    "TCP_KEEPINTVL",
    "TCP_KEEPCNT",
    "TCP_MAXSEG",
    "TCP_USER_TIMEOUT",
    "TCP_FASTOPEN",
    "TCP_INFO",
    "SIO_LOOPBACK_FAST_PATH",
    "SIO_TCP_SET_ACK_FREQUENCY",
    "UDP_SEND_MSG_SIZE",
    "UDP_RECV_MAX_COALESCED_SIZE",
    "SIO_UDP_NETRESET",
    "IP_MTU_DISCOVER",
    "IP_MTU",
    "IP_USER_MTU",
    "IP_RECVECN",
    "IPV6_TCLASS",
    "IPV6_HDRINCL",
    "IPV6_MTU_DISCOVER",
    "IPV6_MTU",
    "IPV6_USER_MTU",
    "IPV6_RECVECN",
    NULL,
};

const host_ways host = {
    .system = SKT_ON_WINDOWS,
    .no_socket = SKT_ENOTSOCK,
    .no_file = SKT_EBADF,
    .buffers_max = UINT32_MAX,
    .urgent = SKT_POLLRDBAND,
    .exports_over_any_stream = true,
    .tells_unbound_address = false,
    .tells_refused_datagrams = false,
    .marks_urgent_data = false,
    .waits_for_urgent_data = true,
    .forgets_resets = false,
    .limits_buffers = false,
    .timeout_max = SKT_MILLISECONDS(UINT32_MAX - 1),
    .sendfile_waits = true,
    .young = young,
};

bool under_wine(void)
{
    return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
}

static DWORD WINAPI thread_body(void *context)
{
    test_thread *thread = context;
    thread->run(thread->context);
    return 0;
}

void thread_start(test_thread *thread, void (*run)(void *context), void *context)
{
    thread->run = run;
    thread->context = context;
    HANDLE started = CreateThread(NULL, 0, thread_body, thread, 0, NULL);
    assert_non_null(started);
    thread->handle = (uintptr_t)started;
}

void thread_join(test_thread *thread)
{
    HANDLE started = (HANDLE)thread->handle;
    assert_int_equal(WaitForSingleObject(started, INFINITE), WAIT_OBJECT_0);
    CloseHandle(started);
}

int64_t own_pid(void)
{
    return GetCurrentProcessId();
}

/* GetProcessHandleCount is not implemented in Wine 8. Handles are small multiples of four. */
int open_handles(void)
{
    int count = 0;
    for (uintptr_t handle = 4; handle < 4 * 2048; handle += 4) {
        DWORD flags;
        count += GetHandleInformation((HANDLE)handle, &flags) != 0;
    }
    return count;
}

static void append(WCHAR *line, size_t room, const WCHAR *quoted)
{
    size_t len = wcslen(line), more = wcslen(quoted);
    assert_true(len + more + 4 < room && wcschr(quoted, L'"') == NULL);
    if (len > 0) line[len++] = L' ';
    line[len++] = L'"';
    memcpy(line + len, quoted, more * sizeof *line);
    line[len + more] = L'"';
    line[len + more + 1] = L'\0';
}

/* Wine fails to start about one of some thousand programs with "internal error". Prints that and tries again. */
static bool create(const WCHAR *program, WCHAR *line, PROCESS_INFORMATION *started)
{
    STARTUPINFOW startup = {.cb = sizeof startup};
    for (int left = 2; !CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, started); left--) {
        DWORD code = GetLastError();
        print_message("CreateProcessW: error %lu\n", code);
        if (code != ERROR_INTERNAL_ERROR || !under_wine() || left == 0) return false;
    }
    return true;
}

/* argv[0] need not be the path of the program. */
test_child child_start(const char *argv0, const char *const *arguments)
{
    (void)argv0;
    WCHAR program[MAX_PATH], line[2 * MAX_PATH] = L"";
    PROCESS_INFORMATION started;
    DWORD len = GetModuleFileNameW(NULL, program, MAX_PATH);
    assert_in_range(len, 1, MAX_PATH - 1);
    append(line, COUNT_OF(line), program);
    for (size_t i = 0; arguments[i] != NULL; i++) {
        WCHAR wide[MAX_PATH];
        assert_true(MultiByteToWideChar(CP_UTF8, 0, arguments[i], -1, wide, MAX_PATH) > 0);
        append(line, COUNT_OF(line), wide);
    }
    fflush(NULL);
    assert_true(create(program, line, &started));
    CloseHandle(started.hThread);
    return (test_child){.handle = (intptr_t)started.hProcess, .pid = started.dwProcessId};
}

int child_wait(test_child *child)
{
    HANDLE process = (HANDLE)child->handle;
    DWORD code = 0, waited = WaitForSingleObject(process, 60000);
    if (waited != WAIT_OBJECT_0) TerminateProcess(process, 98);
    bool told = GetExitCodeProcess(process, &code);
    CloseHandle(process);
    assert_int_equal(waited, WAIT_OBJECT_0);
    assert_true(told);
    return (int)code;
}

void temp_path(char out[TEMP_PATH_MAX])
{
    static int number;
    WCHAR directory[MAX_PATH + 1];
    char text[60];
    DWORD len = GetTempPathW(COUNT_OF(directory), directory);
    assert_in_range(len, 1, MAX_PATH);
    assert_true(WideCharToMultiByte(CP_UTF8, 0, directory, -1, text, sizeof text, NULL, NULL) > 0);
    snprintf(out, TEMP_PATH_MAX, "%sskt-%lu-%d", text, GetCurrentProcessId(), number++);
}

skt_file temp_file(uint64_t offset, const void *data, size_t len)
{
    char path[TEMP_PATH_MAX];
    WCHAR wide[TEMP_PATH_MAX];
    temp_path(path);
    assert_true(MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, TEMP_PATH_MAX) > 0);
    HANDLE file = CreateFileW(wide, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_FLAG_DELETE_ON_CLOSE, NULL);
    assert_true(file != INVALID_HANDLE_VALUE);
    /* Makes the file sparse, so that zeros use no space. */
    DWORD unused, written = 0;
    DeviceIoControl(file, FSCTL_SET_SPARSE, NULL, 0, NULL, 0, &unused, NULL);
    file_seek((skt_file)file, (int64_t)offset);
    assert_true(WriteFile(file, data, (DWORD)len, &written, NULL));
    assert_int_equal(written, len);
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

void *memory_map(size_t len)
{
    return VirtualAlloc(NULL, len, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

void memory_unmap(void *mapping, size_t len)
{
    (void)len;
    VirtualFree(mapping, 0, MEM_RELEASE);
}
