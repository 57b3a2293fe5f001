/* SPDX-License-Identifier: MIT */
/*
 * Functions for bindings of other languages, which may lack a C compiler, structures passed by value, and texts that
 * end with a zero. docs/bindings.md says how a binding is made.
 *
 * skt_flat_X is skt_X with plain arguments. A key or an option is its number, as in option_numbers.h. A deadline is its
 * nanoseconds, SKT_FOREVER for SKT_NEVER. A text has its length behind it and needs no zero at its end; one with a zero
 * within is SKT_EINVAL, one of more than 1024 bytes is SKT_ENAMETOOLONG. NULL with a length of 0 is an empty text, but
 * where skt_X takes NULL it is that. All else is as with skt_X: results, errors, system calls and the systems that have
 * it.
 *
 * There are no others for what a program can do itself with api.json at hand: fill in the fields of a structure, as
 * skt_buf_of does, or find an option by its name. Functions that take only pointers and numbers need none.
 */
#ifndef SKT_FLAT_H
#define SKT_FLAT_H

#include <skt/dial.h>
#include <skt/option.h>
#include <skt/socket.h>

SKT_BEGIN

/*
 * Set and read an option of any kind.
 *
 * number    Of the option.
 * kind      A skt_option_kind: that of the option, as api.json has it.
 * value     A byte for bool, 0 for false; an int64_t for int and duration, a uint64_t for u64, a skt_linger, aligned as
 *           C has them; four bytes for ipv4; a text without a zero for name; anything for bytes. len is its size.
 * out       The same, but a name as skt_get_name writes it. len_io is the room, and then, of kind bytes, what was
 *           written.
 *
 * Returns   0. Of a name that is read, the length of the whole text.
 * Errors    SKT_EINVAL        The number is of an option of another kind, the kind is none, or the size is not that of
 *                             its values.
 *           SKT_ENAMETOOLONG  The text does not fit the system's field.
 *           and those of the function of its kind.
 * Calls     As the function of its kind.
 * Since     0.1
 * See       skt_set_bool
 */
SKT_API int skt_flat_set(skt_socket s, uint32_t number, int kind, const void *value, size_t len);
SKT_API int skt_flat_get(skt_socket s, uint32_t number, int kind, void *out, size_t *len_io);

/*
 * The functions of option.h that take an option: skt_option_probe and so on.
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
 * The functions that take a deadline or give one. What is left of a deadline is it less skt_flat_deadline_in(0).
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
 * The functions that take the name of a thing outside the program: an address, a path, a host, an interface.
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
 * Says how this library lays out a structure, so that a binding can compare what it was made for when it loads the
 * library.
 *
 * structure  Its number, "layout" in api.json, which is never changed and never used again.
 * count_out  How many numbers there are; 0 where there is no such structure. A later version may have more.
 *
 * Returns   The size in bytes, then the offset of each field but those called reserved, in the order of api.json. They
 *           stay valid and are not changed.
 * Calls     None.
 * Since     0.1
 */
SKT_API const uint16_t *skt_layout(uint32_t structure, size_t *count_out);

SKT_END

#endif
