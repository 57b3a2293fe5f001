/* SPDX-License-Identifier: MIT */
/*
 * Asserts that the structures that the public headers declare in place of Winsock's headers have Winsock's layout.
 * Makes no code.
 */
#include "layout.h"

#include "option/row.h"

#include "native_control.h"

_Static_assert(sizeof(skt_socket) == sizeof(SOCKET), "skt_socket is not a SOCKET");
_Static_assert(SKT_INVALID_SOCKET == INVALID_SOCKET, "SKT_INVALID_SOCKET is not INVALID_SOCKET");
_Static_assert(sizeof(skt_file) == sizeof(HANDLE), "skt_file is not a HANDLE");

_Static_assert(offsetof(skt_addr, storage) == 0, "the storage is not at the start of skt_addr");
_Static_assert(SKT_STORAGE_SIZE == sizeof(SOCKADDR_STORAGE), "SKT_STORAGE_SIZE is not that of SOCKADDR_STORAGE");
_Static_assert(sizeof(((skt_addr *)0)->storage) == SKT_STORAGE_SIZE, "the storage is larger than SKT_STORAGE_SIZE");
_Static_assert(_Alignof(skt_addr) >= _Alignof(SOCKADDR_STORAGE), "skt_addr is not aligned as SOCKADDR_STORAGE");

/* Our length covers the ULONG and the padding behind it, so that lengths of 4 GiB and more can be detected. */
SIZE(skt_buf, WSABUF);
COUNT(skt_buf, len, WSABUF, len);
FIELD(skt_buf, base, WSABUF, buf);

_Static_assert(sizeof(skt_msg) >= sizeof(WSAMSG), "skt_msg is not a WSAMSG and more");
_Static_assert(offsetof(skt_msg, count) >= offsetof(WSAMSG, dwFlags) + sizeof(DWORD), "the count lies in the WSAMSG");
FIELD(skt_msg, addr, WSAMSG, name);
FIELD(skt_msg, skt__addr_len, WSAMSG, namelen);
FIELD(skt_msg, bufs, WSAMSG, lpBuffers);
COUNT(skt_msg, buf_count, WSAMSG, dwBufferCount);
COUNT(skt_msg, control_len, WSAMSG, Control.len);
FIELD(skt_msg, control, WSAMSG, Control.buf);
FIELD(skt_msg, flags, WSAMSG, dwFlags);

SIZE(skt_pollfd, WSAPOLLFD);
FIELD(skt_pollfd, socket, WSAPOLLFD, fd);
FIELD(skt_pollfd, events, WSAPOLLFD, events);
FIELD(skt_pollfd, revents, WSAPOLLFD, revents);

/* The alignments of WSA_CMSG_LEN and WSA_CMSG_SPACE. */
_Static_assert(_Alignof(WSACMSGHDR) == sizeof(SIZE_T), "SKT__CMSG_ALIGN is not WSA_CMSGHDR_ALIGN");
_Static_assert(MAX_NATURAL_ALIGNMENT == sizeof(SIZE_T), "SKT__CMSG_ALIGN is not WSA_CMSGDATA_ALIGN");

SIZE(
    skt__group_sources, struct {
        struct group_filter one;
        SOCKADDR_STORAGE more[SKT__GROUP_SOURCES_MAX - 1];
    });
FIELD(skt__group_sources, interface_index, struct group_filter, gf_interface);
FIELD(skt__group_sources, group, struct group_filter, gf_group);
FIELD(skt__group_sources, mode, struct group_filter, gf_fmode);
FIELD(skt__group_sources, count, struct group_filter, gf_numsrc);
_Static_assert(offsetof(skt__group_sources, list) == offsetof(struct group_filter, gf_slist),
               "the sources begin elsewhere");
