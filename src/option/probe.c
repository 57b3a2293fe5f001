/* SPDX-License-Identifier: MIT */
/* Whether this build, and the running kernel, have an option. */
#include "option/facts.h"

bool skt_option_supported(skt_option option)
{
    return skt__has_place(option.number) && skt__option_table[option.number].wire != SKT__WIRE_NONE;
}

int skt_option_probe(skt_socket s, skt_option option)
{
    const skt__option_fact *fact = skt__find_fact(option.number);
    if (fact == NULL) return skt__refuse_number(option.number);
    const skt__option_row *row = &skt__option_table[option.number];
    if (fact->access & SKT_ACCESS_READ) {
        unsigned char value[256] = {0};
        size_t len = row->wire == SKT__WIRE_U64 ? sizeof(uint64_t) : sizeof value; /* some kernels refuse more */
        int rc = skt__get_row(s, row, value, &len);
        skt_socket opened = 0;
        if (rc == 0 && option.number == SKT_NUMBER_SO_PEERPIDFD) {
            memcpy(&opened, value, sizeof(int));
            skt_close(opened);
        }
        /* The kernel has the option but refuses the zeros or, with SKT_EFAULT on Windows, the size of the structure. */
        bool known = rc == SKT_EINVAL || rc == SKT_EFAULT;
        return known && row->wire == SKT__WIRE_BYTES && skt__via_of(row) == SKT__VIA_SOCKOPT ? 0 : rc;
    }
    int rc = skt__set_row(s, row, NULL, 0);
    /* An option that exists fails for lack of a value. WSAEINVAL from an ioctl may also mean that it is unknown. */
    bool value_is_missed = rc == SKT_EFAULT || (rc == SKT_EINVAL && skt__via_of(row) == SKT__VIA_SOCKOPT);
    return value_is_missed ? 0 : rc;
}
