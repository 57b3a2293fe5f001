/* SPDX-License-Identifier: MIT */
/* Bytes as sockaddr: all accessors must work on an accepted address, and its text must parse to the same address. */
#include "fuzz.h"

/* Calls every accessor; none may read outside the address, whatever its family. */
static void look_at_all(const skt_addr *addr)
{
    uint8_t ip[16], hardware[8], vm[16], service[16], device[6];
    uint32_t a, b, c;
    uint64_t wide;
    uint16_t protocol;
    size_t len = 0;
    skt_addr other;
    (void)skt_addr_port(addr);
    (void)skt_addr_ip(addr, ip);
    (void)skt_addr_scope(addr);
    (void)skt_addr_flow(addr);
    const char *path = skt_addr_unix_path(addr);
    CLAIM(path == NULL || strlen(path) < SKT_STORAGE_SIZE);
    const void *name = skt_addr_unix_abstract_name(addr, &len);
    CLAIM(name == NULL || len < SKT_STORAGE_SIZE);
    (void)skt_addr_vsock_parts(addr, &a, &b);
    if (skt_addr_link_parts(addr, &a, &protocol, hardware, &len) == 0) CLAIM(len <= sizeof hardware);
    const unsigned char *whole = skt_addr_link_hardware(addr, &len);
    CLAIM(whole == NULL || (whole >= addr->storage.bytes && whole + len <= addr->storage.bytes + addr->len));
    (void)skt_addr_vsock_flags(addr);
    (void)skt_addr_netlink_parts(addr, &a, &b);
    (void)skt_addr_can_parts(addr, &a, &b, &c);
    (void)skt_addr_j1939_parts(addr, &a, &wide, &b, device);
    (void)skt_addr_hyperv_parts(addr, vm, service);
    (void)skt_addr_bluetooth_parts(addr, device, &a);
    (void)skt_addr_is_loopback(addr);
    (void)skt_addr_is_multicast(addr);
    (void)skt_addr_is_any(addr);
    (void)skt_addr_is_unnamed(addr);
    if (skt_addr_map_v4(addr, &other) == 0 && skt_addr_family(addr) == SKT_AF_INET) {
        CLAIM(skt_addr_is_v4_mapped(&other));
        CLAIM(skt_addr_unmap_v4(&other, &other) == 0 && skt_addr_equal(addr, &other));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[SKT_ADDR_TEXT_MAX];
    skt_addr addr, back;
    memset(&addr, 0xa5, sizeof addr);
    int rc = skt_addr_from_native(data, size, &addr);
    CLAIM(rc == 0 || rc == SKT_EINVAL);
    if (rc < 0) return 0;

    size_t len;
    const void *native = skt_addr_native(&addr, &len);
    CLAIM(len == size && (len == 0 || memcmp(native, data, len) == 0));
    look_at_all(&addr);
    CLAIM(skt_addr_equal(&addr, &addr));

    int text_len = skt_addr_format(&addr, text, sizeof text);
    CLAIM(text_len > 0 && (size_t)text_len < sizeof text && strlen(text) == (size_t)text_len);
    if (size == 0) return 0; /* "none" is no address's text */
    rc = skt_addr_parse(text, &back);
    /* No kernel returns a path that is longer than sun_path. */
    if (rc == SKT_ENAMETOOLONG && skt_addr_family(&addr) == SKT_AF_UNIX) return 0;
    /* Windows returns only paths in UTF-8. */
    if (rc == SKT_EINVAL && skt_addr_unix_path(&addr) != NULL && skt_addr_unix("\xff", &back) == SKT_EINVAL) return 0;
    CLAIM(rc == 0);
    CLAIM(skt_addr_equal(&addr, &back));
    CLAIM(skt_addr_hash(&addr) == skt_addr_hash(&back));
    return 0;
}
