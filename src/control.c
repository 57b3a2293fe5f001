/* SPDX-License-Identifier: MIT */
/* Building and reading control data. The tables that control_table.h declares list the items that the system has. */
#include "control_builder.h"
#include "control_reader.h"

_Static_assert(sizeof(skt__builder) <= sizeof(skt_control), "skt_control has no room for the builder");

static inline skt__builder *builder_of(skt_control *control)
{
    return (skt__builder *)(void *)control;
}

void skt_control_begin(skt_control *control, void *bytes, size_t size, int peer_family)
{
    skt__peer peer = peer_family == AF_INET    ? SKT__PEER_IPV4
                     : peer_family == AF_INET6 ? SKT__PEER_IPV6
                                               : SKT__PEER_OTHER;
    *builder_of(control) = skt__builder_of(bytes, size, peer_family, skt__put_rows[peer]);
}

/* The row of an item, or NULL if the system lacks the item; the builder then holds the error. */
static const skt__put_row *row_for(skt__builder *b, skt__put_kind what)
{
    const skt__put_row *row = &b->rows[what];
    if (row->form != SKT__FORM_NONE) return row;
    skt__builder_fail(b, SKT_EUNSUPPORTED);
    return NULL;
}

static SKT__APART void put_number(skt_control *control, skt__put_kind what, uint64_t number)
{
    skt__append_number(builder_of(control), what, number);
}

static void put_in_range(skt_control *control, skt__put_kind what, int64_t number, int64_t least, int64_t most)
{
    if (number < least || number > most)
        skt__builder_fail(builder_of(control), SKT_ERANGE);
    else
        put_number(control, what, (uint64_t)number);
}

/* Replaces an IPv4-mapped address by the IPv4 address; false if it is not mapped. */
static bool unmap(skt_local *local)
{
    static const uint8_t prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (local->family != AF_INET6 || memcmp(local->ip, prefix, sizeof prefix) != 0) return false;
    memcpy(local->ip, local->ip + 12, 4);
    memset(local->ip + 4, 0, 12);
    local->family = AF_INET;
    return true;
}

void skt_control_put_local(skt_control *control, const skt_local *local)
{
    skt__builder *b = builder_of(control);
    if (row_for(b, SKT__PUT_LOCAL) == NULL) return;
    skt_local from = *local;
    if (b->family == AF_INET) unmap(&from);
    if (from.family != 0 && from.family != (uint32_t)b->family)
        skt__builder_fail(b, SKT_EAFNOSUPPORT);
    else
        skt__append_own_local(b, &from);
}

void skt_control_put_tos(skt_control *control, int tos)
{
    put_in_range(control, SKT__PUT_TOS, tos, 0, UINT8_MAX);
}

void skt_control_put_ecn(skt_control *control, int ecn)
{
    put_in_range(control, SKT__PUT_ECN, ecn, 0, 3);
}

void skt_control_put_hop_limit(skt_control *control, int hop_limit)
{
    put_in_range(control, SKT__PUT_HOP_LIMIT, hop_limit, 0, UINT8_MAX);
}

void skt_control_put_dont_fragment(skt_control *control, bool dont_fragment)
{
    put_number(control, SKT__PUT_DONT_FRAGMENT, dont_fragment);
}

void skt_control_put_segment_size(skt_control *control, size_t segment_size)
{
    if (segment_size > UINT16_MAX) segment_size = 0;
    put_in_range(control, SKT__PUT_SEGMENT_SIZE, (int64_t)segment_size, 1, UINT16_MAX);
}

void skt_control_put_send_time(skt_control *control, int64_t send_time)
{
    put_in_range(control, SKT__PUT_SEND_TIME, send_time, 0, INT64_MAX);
}

void skt_control_put_key(skt_control *control, uint32_t key)
{
    put_number(control, SKT__PUT_KEY, key);
}

void skt_control_put_stamp(skt_control *control, uint32_t sof_flags)
{
    put_number(control, SKT__PUT_STAMP, sof_flags);
}

void skt_control_put_mark(skt_control *control, uint32_t mark)
{
    put_number(control, SKT__PUT_MARK, mark);
}

void skt_control_put_handles(skt_control *control, const skt_file *handles, size_t count)
{
    skt__builder *b = builder_of(control);
    const skt__put_row *row = row_for(b, SKT__PUT_HANDLES);
    if (row == NULL) return;
    if (count == 0 || count > SKT_HANDLES_MAX)
        skt__builder_fail(b, SKT_EINVAL);
    else
        skt_control_put_raw(control, row->level, row->type, handles, count * sizeof *handles);
}

void skt_control_put_credentials(skt_control *control, const skt_credentials *credentials)
{
    skt__builder *b = builder_of(control);
    unsigned char data[SKT__CREDENTIALS_MAX];
    const skt__put_row *row = row_for(b, SKT__PUT_CREDENTIALS);
    if (row == NULL) return;
    size_t len = skt__write_credentials(credentials, data);
    if (len == 0)
        skt__builder_fail(b, SKT_EINVAL);
    else
        skt_control_put_raw(control, row->level, row->type, data, len);
}

void skt_control_put_tls_record(skt_control *control, int type)
{
    put_in_range(control, SKT__PUT_TLS_RECORD, type, 0, UINT8_MAX);
}

void skt_control_put_raw(skt_control *control, int level, int type, const void *data, size_t len)
{
    skt__builder *b = builder_of(control);
    /* Checked before skt__append, whose sum would overflow for a huge length. */
    if (len > b->size - b->len) {
        skt__builder_fail(b, SKT_ENOBUFS);
        return;
    }
    unsigned char *at = skt__append(b, level, type, len);
    if (at != NULL && len > 0) memcpy(at, data, len);
}

int skt_control_finish(skt_control *control, skt_msg *to)
{
    return skt__builder_finish(builder_of(control), to);
}

static bool read_ipv4(const unsigned char *data, size_t len, skt_control_item *io)
{
    if (len < 4) return false;
    io->local.family = AF_INET;
    memcpy(io->local.ip, data, 4);
    return true;
}

static bool set_number(skt_control_item *io, uint32_t number)
{
    if (io->kind == SKT_CONTROL_SEGMENT_SIZE)
        io->segment_size = number;
    else if (io->kind == SKT_CONTROL_DROPS || io->kind == SKT_CONTROL_MARK)
        io->drops = number;
    else
        io->tos = (int)number;
    return true;
}

static bool read_item(skt_control_item *io, int form)
{
    const unsigned char *data = io->data;
    uint32_t number;
    switch (form) {
    case SKT__FORM_INT:
    case SKT__FORM_BYTE:
    case SKT__FORM_INT_OR_BYTE:
    case SKT__FORM_U16_OR_INT: return skt__read_number(form, data, io->len, &number) && set_number(io, number);
    case SKT__FORM_IN_ADDR: return read_ipv4(data, io->len, io);
    case SKT__FORM_PKTINFO6: return skt__read_pktinfo6(data, io->len, io);
    case SKT__FORM_TEXT: return true;
    case SKT__FORM_SOCKADDR: return io->len >= sizeof(sa_family_t);
    case SKT__FORM_HANDLES:
        io->handles.at = data;
        io->handles.count = io->len / sizeof(skt_file);
        return true;
    default: return skt__read_own(form, data, io->len, io);
    }
}

static void decode(skt_control_item *io)
{
    for (const skt__control_row *row = skt__control_rows; row->form != SKT__FORM_NONE; row++) {
        if (row->level != io->level || row->type != io->type) continue;
        io->kind = row->kind;
        if (!read_item(io, row->form)) break;
        if (io->kind == SKT_CONTROL_LOCAL) io->group = io->group || skt__is_group(&io->local);
        return;
    }
    io->kind = SKT_CONTROL_RAW;
}

bool skt_control_next(const skt_msg *msg, skt_control_item *io)
{
    skt__part part;
    size_t at = io->skt__at, end = msg->control ? msg->control_len : 0, step;
    memset(io->skt__room, 0, sizeof io->skt__room);
    io->time = io->hardware_time = 0;
    io->group = false;
    io->skt__at = end;
    if (at >= end || !skt__first_part((const unsigned char *)msg->control + at, end - at, &part, &step)) return false;
    io->skt__at = at + step;
    io->level = part.level;
    io->type = part.type;
    io->data = part.data;
    io->len = part.len;
    decode(io);
    return true;
}

skt_file skt_control_handle(const skt_control_item *item, size_t index)
{
    skt_file handle = (skt_file)-1;
    bool has_handles = item->kind == SKT_CONTROL_HANDLES || item->kind == SKT_CONTROL_PIDFD;
    if (!has_handles || index >= item->handles.count) return handle;
    memcpy(&handle, (const unsigned char *)item->handles.at + index * sizeof handle, sizeof handle);
    return handle;
}

int skt_control_address(const skt_control_item *item, skt_addr *out)
{
    /* The offender's address follows struct sock_extended_err, which has 16 bytes. */
    size_t before = item->kind == SKT_CONTROL_ERROR ? 16 : 0;
    if (item->kind != SKT_CONTROL_ERROR && item->kind != SKT_CONTROL_ORIGINAL) return SKT_EINVAL;
    if (item->len <= before) return SKT_EINVAL;
    int rc = skt_addr_from_native((const unsigned char *)item->data + before, item->len - before, out);
    return rc < 0 || skt_addr_family(out) == SKT_AF_UNSPEC ? SKT_EINVAL : 0;
}

/* The families whose datagrams the socket can receive. */
static int families_of(skt_socket s)
{
    int family = skt_family(s);
    if (family < 0) return family;
    if (family == AF_INET) return SKT__OF_IPV4;
    if (family != AF_INET6) return SKT__OF_OTHERS;
    bool only = false;
    return skt_get_bool(s, SKT_IPV6_V6ONLY, &only) == 0 && only ? SKT__OF_IPV6 : SKT__OF_IP;
}

int skt_info_enable(skt_socket s, uint32_t wanted, uint32_t *granted_out)
{
    if (granted_out) *granted_out = 0;
    int families = families_of(s);
    if (families < 0) return families;
    /* Some systems refuse options of IPv4 on an IPv6 socket: there the option of IPv6 alone decides. */
    int own = families == SKT__OF_IP ? SKT__OF_IPV6 : families;
    uint32_t granted = 0;
    for (const skt__info_row *row = skt__info_rows; row->bit; row++) {
        if (!(row->bit & wanted) || !(row->families & families)) continue;
        if (skt__enable(s, row) == 0 && row->families & own) granted |= row->bit;
    }
    if (granted_out) *granted_out = granted;
    return 0;
}
