/* SPDX-License-Identifier: MIT */
/*
 * Functions for bindings of other languages. They need no structures passed by value and no texts terminated by a null
 * byte, and a binding needs no C compiler. docs/bindings.md says how to make a binding.
 *
 * skt_flat_X is skt_X with plain arguments:
 *
 *     a key, an option  its number, as in option_numbers.h
 *     a deadline        its nanoseconds; SKT_FOREVER for SKT_NEVER
 *     a text            a pointer, then the length in bytes, at most 1024 (SKT_ENAMETOOLONG). A null byte within the
 *                       text is SKT_EINVAL. NULL with length 0 is NULL if skt_X accepts NULL, otherwise an empty text.
 *
 * Results, errors, system calls and systems are those of skt_X.
 *
 * Functions that take only pointers and numbers have no skt_flat_X. Nor have those that a binding can replace with the
 * help of api.json: functions that fill in the fields of a structure, such as skt_buf_of, and those that find an option
 * by its name.
 */
#ifndef SKT_FLAT_H
#define SKT_FLAT_H

#include <skt/dial.h>
#include <skt/option.h>
#include <skt/socket.h>

SKT_BEGIN

/*
 * Sets or reads an option of any kind.
 *
 * number    The number of the option.
 * kind      The skt_option_kind of the option, as in api.json.
 * value     For bool a byte, 0 for false; for int and duration an int64_t; for u64 a uint64_t; for linger a skt_linger;
 *           for ipv4 four bytes; for name a text without a null byte; for bytes any bytes. Values are aligned as in C.
 * len       The size of value in bytes.
 * out       The value in the same form. A name is written as by skt_get_name.
 * len_io    Before the call the size of out in bytes. For kind bytes, afterwards the bytes written.
 *
 * Returns   0. When a name is read, the length of the whole text.
 * Errors    SKT_EINVAL        The option is of another kind, kind is not valid, or the size is wrong for the kind.
 *           SKT_ENAMETOOLONG  The text does not fit the system's field.
 *           and those of the function of its kind.
 * Calls     As the function of its kind.
 * Since     0.1
 * See       skt_set_bool
 */
SKT_API int skt_flat_set(skt_socket s, uint32_t number, int kind, const void *value, size_t len);
SKT_API int skt_flat_get(skt_socket s, uint32_t number, int kind, void *out, size_t *len_io);

/*
 * Call the functions of option.h that take an option by its number.
 *
 * Returns   As skt_option_probe, skt_option_set_text, skt_option_get_text, skt_grow_buffer.
 * Calls     As those.
 * Since     0.1
 */
SKT_API int skt_flat_option_probe(skt_socket s, uint32_t number);
SKT_API int skt_flat_option_set_text(skt_socket s, uint32_t number, const char *text, size_t len);
SKT_API int skt_flat_option_get_text(skt_socket s, uint32_t number, char *out, size_t size);
SKT_API int64_t skt_flat_grow_buffer(skt_socket s, uint32_t number, int64_t at_least);

/*
 * Call the functions that take or return a deadline, with the deadline as a number.
 *
 * The time that is left until a deadline is the deadline minus skt_flat_deadline_in(0).
 *
 * Returns   As skt_deadline_in, skt_connect_by, skt_send_all, skt_recv_all, skt_poll, skt_dial, skt_dial_list.
 * Calls     As those.
 * Since     0.1
 */
SKT_API int64_t skt_flat_deadline_in(skt_duration span);
SKT_API int skt_flat_connect_by(skt_socket s, const skt_addr *addr, int64_t deadline);
SKT_API int skt_flat_send_all(skt_socket s, const void *data, size_t len, int flags, int64_t deadline,
                              size_t *done_out);
SKT_API int skt_flat_recv_all(skt_socket s, void *out, size_t len, int flags, int64_t deadline, size_t *done_out);
SKT_API int skt_flat_poll(skt_pollfd *fds, size_t count, int64_t deadline);
SKT_API int skt_flat_dial(const char *host, size_t host_len, const char *service, size_t service_len,
                          const skt_dial_plan *plan, int64_t deadline, skt_socket *out);
SKT_API int skt_flat_dial_list(const skt_addr *addrs, size_t count, const skt_dial_plan *plan, int64_t deadline,
                               skt_socket *out);

/*
 * Call the functions that take the text of an address, a path, a host or an interface, with its length.
 *
 * Returns   As skt_addr_parse, skt_addr_unix, skt_resolve, skt_interface_index, skt_bind_device, skt_serve.
 * Calls     As those.
 * Since     0.1
 */
SKT_API int skt_flat_addr_parse(const char *text, size_t len, skt_addr *out);
SKT_API int skt_flat_addr_unix(const char *path, size_t len, skt_addr *out);
SKT_API int skt_flat_resolve(const char *host, size_t host_len, const char *service, size_t service_len, int family,
                             int type, int flags, skt_addr *out, size_t max);
SKT_API int skt_flat_interface_index(const char *name, size_t len);
SKT_API int skt_flat_bind_device(skt_socket s, const char *name, size_t len);
SKT_API int skt_flat_serve(const char *at, size_t len, const skt_serve_plan *plan, skt_socket *out, size_t max);

/*
 * Returns the layout of a structure in this library. A binding that loads the library can compare it with its own.
 *
 * structure  The number of the structure: "layout" in api.json. A number never changes and is never reused.
 * count_out  The number of values; 0 if there is no such structure. A later version of the library may have more.
 *
 * Returns   The size of the structure in bytes, then the offset of each field that is not called reserved, in the order
 *           of api.json. The values are constant and stay valid.
 * Calls     None.
 * Since     0.1
 */
SKT_API const uint16_t *skt_layout(uint32_t structure, size_t *count_out);

SKT_END

#endif
