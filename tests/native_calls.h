/* SPDX-License-Identifier: MIT */
/* The system's calls under common names, to test that they accept skt's types. They return the system's results. */
#ifndef SKT_TESTS_NATIVE_CALLS_H
#define SKT_TESTS_NATIVE_CALLS_H

#include <skt/native.h>

/* Start and end the system's sockets, as programs do that use them without skt. Return 0 on success. */
int native_start(void);
int native_end(void);

int native_send(skt_socket s, skt_native_buf *bufs, size_t count);
int native_receive(skt_socket s, skt_native_buf *bufs, size_t count);
int native_send_message(skt_socket s, skt_native_msg *msg);
int native_receive_message(skt_socket s, skt_native_msg *msg);

/* The fields of a message by the names of skt_msg. */
typedef struct native_fields {
    const void *addr;
    size_t addr_len;
    const void *bufs;
    size_t buf_count;
    const void *control;
} native_fields;

native_fields native_fields_of(const skt_native_msg *msg);

#endif
