/* SPDX-License-Identifier: MIT */
/* Copying within the kernel: TransmitFile. */
#include "overlapped.h"

/* The bytes in the file from the offset on. TransmitFile fails if it is asked for more. */
static int64_t rest_of(HANDLE file, uint64_t offset)
{
    LARGE_INTEGER size;
    if (!GetFileSizeEx(file, &size)) return GetFileType(file) == FILE_TYPE_UNKNOWN ? SKT_EBADF : SKT_EINVAL;
    if (GetFileType(file) != FILE_TYPE_DISK) return SKT_EINVAL;
    return size.QuadPart > (int64_t)offset ? size.QuadPart - (int64_t)offset : 0;
}

/* Without a file, sends the buffers alone. Windows moves the file's position unless its handle is overlapped. */
static skt_ssize transmit(skt_socket s, HANDLE file, uint64_t offset, DWORD len, TRANSMIT_FILE_BUFFERS *around)
{
    skt__function transmit_file;
    skt__overlapped call;
    LARGE_INTEGER here = {.QuadPart = 0};
    int rc = skt__find_extension(s, SKT__TRANSMIT_FILE, &transmit_file);
    if (rc == 0) rc = skt__overlapped_begin(&call);
    if (rc < 0) return rc;
    bool has_position = file && SetFilePointerEx(file, here, &here, FILE_CURRENT);
    call.overlapped.Offset = (DWORD)offset;
    call.overlapped.OffsetHigh = (DWORD)(offset >> 32);
    bool done = ((LPFN_TRANSMITFILE)transmit_file)(s, file, len, 0, &call.overlapped, around, 0);
    skt_ssize count = skt__overlapped_end(&call, s, done, (DWORD)call.overlapped.InternalHigh, SKT_NEVER);
    if (has_position) SetFilePointerEx(file, here, NULL, FILE_BEGIN);
    return count;
}

skt_ssize skt_sendfile(skt_socket s, skt_file file, uint64_t offset, uint64_t len)
{
    return skt_sendfile_with(s, NULL, 0, file, offset, len, NULL, 0);
}

static DWORD at_most(uint64_t len, DWORD most)
{
    return len < most ? (DWORD)len : most;
}

skt_ssize skt_sendfile_with(skt_socket s, const void *head, size_t head_len, skt_file file, uint64_t offset,
                            uint64_t len, const void *tail, size_t tail_len)
{
    if (offset > INT64_MAX) return SKT_ERANGE;
    if (!skt__is_handle(file)) return SKT_EBADF;
    int64_t rest = rest_of((HANDLE)file, offset);
    if (rest < 0) return (skt_ssize)rest;

    /* The limit of TransmitFile for head, file and tail together. */
    DWORD room = INT_MAX - 1;
    TRANSMIT_FILE_BUFFERS around = {.Head = (void *)(uintptr_t)head, .HeadLength = at_most(head_len, room)};
    room -= around.HeadLength;
    DWORD piece = at_most(len < (uint64_t)rest ? len : (uint64_t)rest, room);
    around.Tail = (void *)(uintptr_t)tail;
    around.TailLength = piece == len ? at_most(tail_len, room - piece) : 0;
    bool alone = around.HeadLength == 0 && around.TailLength == 0;
    if (piece == 0 && alone) return 0;
    /* TransmitFile takes a length of 0 as the whole file. */
    return transmit(s, piece > 0 ? (HANDLE)file : NULL, offset, piece, alone ? NULL : &around);
}

skt_ssize skt_splice(skt_file from, skt_file to, size_t len, int flags)
{
    (void)from, (void)to, (void)len, (void)flags;
    return SKT_EUNSUPPORTED;
}
