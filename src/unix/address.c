/* SPDX-License-Identifier: MIT */
/* Address families whose layout differs between systems. src/address.c has the others. */
#include "sys.h"

static int take(skt_addr *out, int family, const void *sockaddr, size_t len)
{
    memcpy(&out->storage, sockaddr, len);
    skt__sockaddr_out(out)->sa_family = (sa_family_t)family;
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
    if (skt__absent(SKT_AF_VSOCK)) return SKT_EUNSUPPORTED;
    skt__sockaddr_vm vm = {.svm_cid = cid, .svm_port = port};
    return take(out, SKT_AF_VSOCK, &vm, sizeof vm);
}

int skt_addr_link(uint32_t interface_index, uint16_t protocol, const void *hardware, size_t len, skt_addr *out)
{
    if (skt__absent(SKT__AF_LINK)) return SKT_EUNSUPPORTED;
    skt__link link = {.index = interface_index, .protocol = protocol, .hardware = hardware, .len = len};
    if (len > SKT__HARDWARE_MOST) return SKT_ENAMETOOLONG;
    if (interface_index > SKT__LINK_INDEX_MAX) return SKT_ERANGE;
    uint8_t bytes[SKT_STORAGE_SIZE];
    return take(out, SKT__AF_LINK, bytes, skt__link_write(bytes, &link));
}

int skt_addr_netlink(uint32_t pid, uint32_t groups, skt_addr *out)
{
    if (skt__absent(SKT_AF_NETLINK)) return SKT_EUNSUPPORTED;
    skt__sockaddr_nl nl = {.nl_pid = pid, .nl_groups = groups};
    return take(out, SKT_AF_NETLINK, &nl, sizeof nl);
}

int skt_addr_can(uint32_t interface_index, uint32_t receive_id, uint32_t transmit_id, skt_addr *out)
{
    if (SKT__THIS_SYSTEM != SKT_ON_LINUX) return SKT_EUNSUPPORTED;
    if (interface_index > INT32_MAX) return SKT_ERANGE;
    skt__sockaddr_can can = {.can_ifindex = (int32_t)interface_index, .rx_id = receive_id, .tx_id = transmit_id};
    return take(out, SKT_AF_CAN, &can, sizeof can);
}

/* The kernel has J1939's NAME as one number of 64 bits. */
int skt_addr_j1939(uint32_t interface_index, uint64_t name, uint32_t group, uint8_t address, skt_addr *out)
{
    if (SKT__THIS_SYSTEM != SKT_ON_LINUX) return SKT_EUNSUPPORTED;
    if (interface_index > INT32_MAX) return SKT_ERANGE;
    skt__sockaddr_can can = {.can_ifindex = (int32_t)interface_index, .pgn = group, .addr = address};
    memcpy((uint8_t *)&can + offsetof(skt__sockaddr_can, rx_id), &name, sizeof name);
    return take(out, SKT_AF_CAN, &can, sizeof can);
}

int skt_addr_hyperv(const uint8_t vm[16], const uint8_t service[16], skt_addr *out)
{
    (void)vm, (void)service, (void)out;
    return SKT_EUNSUPPORTED;
}

int skt_addr_bluetooth(const uint8_t device[6], uint32_t channel, skt_addr *out)
{
    if (SKT__THIS_SYSTEM != SKT_ON_LINUX) return SKT_EUNSUPPORTED;
    if (channel > 30) return SKT_EINVAL;
    skt__sockaddr_rc rc = {.rc_channel = (uint8_t)channel};
    for (size_t i = 0; i < 6; i++) rc.rc_bdaddr[i] = device[5 - i];
    return take(out, SKT_AF_BLUETOOTH, &rc, sizeof rc);
}

int skt_addr_vsock_parts(const skt_addr *addr, uint32_t *cid_out, uint32_t *port_out)
{
    skt__sockaddr_vm vm;
    if (!give(addr, SKT_AF_VSOCK, &vm, sizeof vm)) return SKT_EAFNOSUPPORT;
    *cid_out = vm.svm_cid;
    *port_out = vm.svm_port;
    return 0;
}

int skt_addr_netlink_parts(const skt_addr *addr, uint32_t *pid_out, uint32_t *groups_out)
{
    skt__sockaddr_nl nl;
    if (skt__absent(SKT_AF_NETLINK) || !give(addr, SKT_AF_NETLINK, &nl, sizeof nl)) return SKT_EAFNOSUPPORT;
    *pid_out = nl.nl_pid;
    *groups_out = nl.nl_groups;
    return 0;
}

/* Addresses from older kernels, and of raw frames, are shorter; the fields that they lack are zero. */
static bool give_can(const skt_addr *addr, skt__sockaddr_can *out)
{
    size_t least = offsetof(skt__sockaddr_can, rx_id), len = addr->len < sizeof *out ? addr->len : sizeof *out;
    *out = (skt__sockaddr_can){.can_family = 0};
    return SKT__THIS_SYSTEM == SKT_ON_LINUX && len >= least && give(addr, SKT_AF_CAN, out, len);
}

int skt_addr_can_parts(const skt_addr *addr, uint32_t *interface_index_out, uint32_t *receive_id_out,
                       uint32_t *transmit_id_out)
{
    skt__sockaddr_can can;
    if (!give_can(addr, &can)) return SKT_EAFNOSUPPORT;
    *interface_index_out = (uint32_t)can.can_ifindex;
    *receive_id_out = can.rx_id;
    *transmit_id_out = can.tx_id;
    return 0;
}

int skt_addr_j1939_parts(const skt_addr *addr, uint32_t *interface_index_out, uint64_t *name_out, uint32_t *group_out,
                         uint8_t *address_out)
{
    skt__sockaddr_can can;
    if (!give_can(addr, &can)) return SKT_EAFNOSUPPORT;
    *interface_index_out = (uint32_t)can.can_ifindex;
    memcpy(name_out, (const uint8_t *)&can + offsetof(skt__sockaddr_can, rx_id), sizeof *name_out);
    *group_out = can.pgn;
    *address_out = can.addr;
    return 0;
}

int skt_addr_hyperv_parts(const skt_addr *addr, uint8_t vm_out[16], uint8_t service_out[16])
{
    (void)addr, (void)vm_out, (void)service_out;
    return SKT_EAFNOSUPPORT;
}

int skt_addr_bluetooth_parts(const skt_addr *addr, uint8_t device_out[6], uint32_t *channel_out)
{
    /* Addresses of L2CAP and HCI have the same family but other lengths. */
    skt__sockaddr_rc rc;
    if (SKT__THIS_SYSTEM != SKT_ON_LINUX || addr->len != sizeof rc) return SKT_EAFNOSUPPORT;
    if (!give(addr, SKT_AF_BLUETOOTH, &rc, sizeof rc)) return SKT_EAFNOSUPPORT;
    for (size_t i = 0; i < 6; i++) device_out[i] = rc.rc_bdaddr[5 - i];
    *channel_out = rc.rc_channel;
    return 0;
}

static bool give_link(const skt_addr *addr, skt__link *out)
{
    size_t room = addr->len < sizeof addr->storage ? addr->len : sizeof addr->storage;
    return skt_addr_family(addr) == SKT__AF_LINK && skt__link_read(addr->storage.bytes, room, out);
}

int skt_addr_link_parts(const skt_addr *addr, uint32_t *interface_index_out, uint16_t *protocol_out,
                        uint8_t *hardware_out, size_t *len_out)
{
    skt__link link;
    if (!give_link(addr, &link)) return SKT_EAFNOSUPPORT;
    if (hardware_out && link.len > 8) return SKT_ENAMETOOLONG;
    *interface_index_out = link.index;
    *protocol_out = link.protocol;
    *len_out = link.len;
    if (hardware_out) memcpy(hardware_out, link.hardware, link.len);
    return 0;
}

const void *skt_addr_link_hardware(const skt_addr *addr, size_t *len_out)
{
    skt__link link;
    if (!give_link(addr, &link)) return NULL;
    *len_out = link.len;
    return link.hardware;
}

uint32_t skt_addr_vsock_flags(const skt_addr *addr)
{
    skt__sockaddr_vm vm;
    return give(addr, SKT_AF_VSOCK, &vm, sizeof vm) ? skt__vsock_flags(&vm) : 0;
}

int skt_addr_set_vsock_flags(skt_addr *addr, uint32_t flags)
{
    skt__sockaddr_vm vm;
    if (!give(addr, SKT_AF_VSOCK, &vm, sizeof vm)) return SKT_EAFNOSUPPORT;
    if (flags > SKT__VSOCK_FLAGS_MOST) return SKT_ERANGE;
    skt__set_vsock_flags(&vm, flags);
    memcpy(&addr->storage, &vm, sizeof vm);
    return 0;
}
