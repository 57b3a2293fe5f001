/* SPDX-License-Identifier: MIT */
/* Address families whose layout differs between systems. src/address.c has the others. */
#include "sys.h"

static int take(skt_addr *out, const void *sockaddr, size_t len)
{
    memcpy(&out->storage, sockaddr, len);
    skt__set_len(out, len);
    return 0;
}

/* Copies the address to *sockaddr; false if its family is another one or it is too short. */
static bool give(const skt_addr *addr, int family, void *sockaddr, size_t len)
{
    if (skt_addr_family(addr) != family || addr->len < len) return false;
    memcpy(sockaddr, &addr->storage, len);
    return true;
}

int skt_addr_vsock(uint32_t cid, uint32_t port, skt_addr *out)
{
    (void)cid, (void)port, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_link(uint32_t interface_index, uint16_t protocol, const void *hardware, size_t len, skt_addr *out)
{
    (void)interface_index, (void)protocol, (void)hardware, (void)len, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_netlink(uint32_t pid, uint32_t groups, skt_addr *out)
{
    (void)pid, (void)groups, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_can(uint32_t interface_index, uint32_t receive_id, uint32_t transmit_id, skt_addr *out)
{
    (void)interface_index, (void)receive_id, (void)transmit_id, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_j1939(uint32_t interface_index, uint64_t name, uint32_t group, uint8_t address, skt_addr *out)
{
    (void)interface_index, (void)name, (void)group, (void)address, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_hyperv(const uint8_t vm[16], const uint8_t service[16], skt_addr *out)
{
    skt__sockaddr_hv hv = {.family = SKT_AF_HYPERV};
    memcpy(hv.vm, vm, sizeof hv.vm);
    memcpy(hv.service, service, sizeof hv.service);
    return take(out, &hv, sizeof hv);
}

/* BT_PORT_ANY, "SOCKADDR_BTH structure". The public functions, as other systems, have 0 for it. */
#define ANY_CHANNEL UINT32_MAX

int skt_addr_bluetooth(const uint8_t device[6], uint32_t channel, skt_addr *out)
{
    if (channel > 30) return SKT_EINVAL;
    skt__sockaddr_bth bth = {.family = SKT_AF_BLUETOOTH, .channel = channel > 0 ? channel : ANY_CHANNEL};
    for (size_t i = 0; i < 6; i++) bth.device = bth.device << 8 | device[i];
    return take(out, &bth, sizeof bth);
}

int skt_addr_vsock_parts(const skt_addr *addr, uint32_t *cid_out, uint32_t *port_out)
{
    (void)addr, (void)cid_out, (void)port_out;
    return SKT_EAFNOSUPPORT;
}

int skt_addr_netlink_parts(const skt_addr *addr, uint32_t *pid_out, uint32_t *groups_out)
{
    (void)addr, (void)pid_out, (void)groups_out;
    return SKT_EAFNOSUPPORT;
}

int skt_addr_can_parts(const skt_addr *addr, uint32_t *interface_index_out, uint32_t *receive_id_out,
                       uint32_t *transmit_id_out)
{
    (void)addr, (void)interface_index_out, (void)receive_id_out, (void)transmit_id_out;
    return SKT_EAFNOSUPPORT;
}

int skt_addr_j1939_parts(const skt_addr *addr, uint32_t *interface_index_out, uint64_t *name_out, uint32_t *group_out,
                         uint8_t *address_out)
{
    (void)addr, (void)interface_index_out, (void)name_out, (void)group_out, (void)address_out;
    return SKT_EAFNOSUPPORT;
}

int skt_addr_hyperv_parts(const skt_addr *addr, uint8_t vm_out[16], uint8_t service_out[16])
{
    skt__sockaddr_hv hv;
    if (!give(addr, SKT_AF_HYPERV, &hv, sizeof hv)) return SKT_EAFNOSUPPORT;
    memcpy(vm_out, hv.vm, sizeof hv.vm);
    memcpy(service_out, hv.service, sizeof hv.service);
    return 0;
}

int skt_addr_bluetooth_parts(const skt_addr *addr, uint8_t device_out[6], uint32_t *channel_out)
{
    /* An address with a service class has no channel. */
    static const uint8_t no_class[16] = {0};
    skt__sockaddr_bth bth;
    if (!give(addr, SKT_AF_BLUETOOTH, &bth, sizeof bth)) return SKT_EAFNOSUPPORT;
    if (memcmp(bth.service_class, no_class, sizeof no_class) != 0) return SKT_EAFNOSUPPORT;
    for (size_t i = 0; i < 6; i++) device_out[i] = (uint8_t)(bth.device >> (40 - 8 * i));
    *channel_out = bth.channel == ANY_CHANNEL ? 0 : bth.channel;
    return 0;
}

int skt_addr_link_parts(const skt_addr *addr, uint32_t *interface_index_out, uint16_t *protocol_out,
                        uint8_t *hardware_out, size_t *len_out)
{
    (void)addr, (void)interface_index_out, (void)protocol_out, (void)hardware_out, (void)len_out;
    return SKT_EAFNOSUPPORT;
}

const void *skt_addr_link_hardware(const skt_addr *addr, size_t *len_out)
{
    (void)addr, (void)len_out;
    return NULL;
}

uint32_t skt_addr_vsock_flags(const skt_addr *addr)
{
    (void)addr;
    return 0;
}

int skt_addr_set_vsock_flags(skt_addr *addr, uint32_t flags)
{
    (void)addr, (void)flags;
    return SKT_EAFNOSUPPORT;
}
