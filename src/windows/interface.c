/* SPDX-License-Identifier: MIT */
/* Network interfaces, from the IP Helper. Their names are the aliases that users see. */
#include "sys.h"

#include <iphlpapi.h>
#include <netioapi.h>

int skt_interface_index(const char *name)
{
    WCHAR wide[IF_MAX_STRING_SIZE + 1];
    NET_LUID luid;
    NET_IFINDEX index;
    if (skt__to_wide(name, wide, IF_MAX_STRING_SIZE + 1) < 0) return SKT_ENOENT;
    /* An alias, "Ethernet 2", or the name of NDIS, "ethernet_32769". */
    bool found =
        ConvertInterfaceAliasToLuid(wide, &luid) == NO_ERROR || ConvertInterfaceNameToLuidW(wide, &luid) == NO_ERROR;
    return found && ConvertInterfaceLuidToIndex(&luid, &index) == NO_ERROR ? (int)index : SKT_ENOENT;
}

int skt_interface_name(uint32_t index, char *out, size_t size)
{
    WCHAR alias[IF_MAX_STRING_SIZE + 1];
    char name[SKT_INTERFACE_NAME_MAX];
    NET_LUID luid;
    bool found = ConvertInterfaceIndexToLuid(index, &luid) == NO_ERROR &&
                 ConvertInterfaceLuidToAlias(&luid, alias, IF_MAX_STRING_SIZE + 1) == NO_ERROR;
    int len = found ? skt__from_wide(alias, name, sizeof name) : -1;
    return len < 0 ? SKT_ENOENT : skt__text_copy(out, size, name, (size_t)len);
}

/* The flags by the access type of the interface. */
static const uint32_t access_flags[NET_IF_ACCESS_MAXIMUM] = {
    [NET_IF_ACCESS_LOOPBACK] = SKT_IFF_LOOPBACK | SKT_IFF_MULTICAST,
    [NET_IF_ACCESS_BROADCAST] = SKT_IFF_BROADCAST | SKT_IFF_MULTICAST,
    [NET_IF_ACCESS_POINT_TO_POINT] = SKT_IFF_POINTOPOINT | SKT_IFF_MULTICAST,
};

static void take_interface(const MIB_IF_ROW2 *row, skt_interface *out)
{
    *out = (skt_interface){.index = row->InterfaceIndex};
    skt__from_wide(row->Alias, out->name, sizeof out->name);
    if (row->OperStatus == IfOperStatusUp) out->flags = SKT_IFF_UP;
    if (row->AccessType < NET_IF_ACCESS_MAXIMUM) out->flags |= access_flags[row->AccessType];
}

static void take_address(const MIB_UNICASTIPADDRESS_ROW *row, skt_interface *out)
{
    bool v6 = row->Address.si_family == AF_INET6;
    skt_addr_from_native(&row->Address, v6 ? sizeof row->Address.Ipv6 : sizeof row->Address.Ipv4, &out->address);
    /* A prefix length of 255 means that it is unknown. */
    out->prefix = row->OnLinkPrefixLength <= (v6 ? 128 : 32) ? row->OnLinkPrefixLength : 0;
    if (v6 || !(out->flags & SKT_IFF_BROADCAST) || out->prefix > 30) return;
    uint32_t address = ntohl(row->Address.Ipv4.sin_addr.s_addr) | (uint32_t)(0xffffffffULL >> out->prefix);
    uint8_t broadcast[4] = {(uint8_t)(address >> 24), (uint8_t)(address >> 16), (uint8_t)(address >> 8),
                            (uint8_t)address};
    skt_addr_ipv4(broadcast, 0, &out->remote);
}

/* Appends the addresses of an interface at out[count], or the interface alone if it has none. Returns the new count. */
static int list_one(const MIB_IF_ROW2 *row, const MIB_UNICASTIPADDRESS_TABLE *addresses, skt_interface *out, size_t max,
                    int count)
{
    int before = count;
    for (ULONG i = 0; i < addresses->NumEntries; i++) {
        if (addresses->Table[i].InterfaceIndex != row->InterfaceIndex) continue;
        if ((size_t)count < max) {
            take_interface(row, &out[count]);
            take_address(&addresses->Table[i], &out[count]);
        }
        count++;
    }
    if (count > before) return count;
    if ((size_t)count < max) take_interface(row, &out[count]);
    return count + 1;
}

int skt_interfaces(skt_interface *out, size_t max)
{
    MIB_IF_TABLE2 *interfaces;
    MIB_UNICASTIPADDRESS_TABLE *addresses;
    ULONG code = GetIfTable2(&interfaces);
    if (code != NO_ERROR) return -(int)code;
    code = GetUnicastIpAddressTable(AF_UNSPEC, &addresses);
    int count = code == NO_ERROR ? 0 : -(int)code;
    for (ULONG i = 0; count >= 0 && i < interfaces->NumEntries; i++) {
        const MIB_IF_ROW2 *row = &interfaces->Table[i];
        /* Filter drivers of an interface have rows of their own, which are no interfaces. */
        if (!row->InterfaceAndOperStatusFlags.FilterInterface) count = list_one(row, addresses, out, max, count);
    }
    if (code == NO_ERROR) FreeMibTable(addresses);
    FreeMibTable(interfaces);
    return count;
}
