/* SPDX-License-Identifier: MIT */
#include "transfer.h"

#include "../json.h"
#include "wire.h"

kind transfer_kind(bool mptcp)
{
    return (kind){SKT_SOCK_STREAM, mptcp ? SKT_IPPROTO_MPTCP : 0, false};
}

int transfer_begin(channel *c, skt_socket socket, skt_duration idle, channel_turn *turn)
{
    int version = 0;
    int rc = channel_begin(c, socket, idle, turn);
    if (rc == 0) rc = wire_greet(c, &version);
    if (rc == SKT_EPROTO)
        return complain("the other end speaks version %d of the transfer format, this is version %d", version,
                        WIRE_VERSION);
    if (rc == SKT_EBADMSG) return complain("the other end does not speak the transfer format of skt");
    return rc < 0 ? transfer_trouble("greeting", rc) : STATUS_OK;
}

int transfer_trouble(const char *subject, int rc)
{
    switch (rc) {
    case SKT_EEOF:
    case SKT_EPIPE:
    case SKT_ECONNABORTED:
    case SKT_ECONNRESET: complain("%s: the connection was cut (%s)", subject, skt_error_name(rc)); return STATUS_BROKEN;
    case SKT_ETIMEDOUT:
        complain("%s: nothing moved for the time of --timeout (ETIMEDOUT)", subject);
        return STATUS_TIMEOUT;
    case CHANNEL_TURN_OVER: return complain("%s: given up: too little came while others waited", subject);
    case SKT_EBADMSG: return complain("%s: the other end does not keep to the transfer format", subject);
    default: return complain_of(subject, rc);
    }
}

int transfer_report(const char *schema, const char *name, uint64_t len, uint64_t start)
{
    return print_json_line(json_pack("{s:s, s:s, s:I, s:I, s:I}", "schema", schema, "name", name, "file_bytes",
                                     (json_int_t)len, "moved_bytes", (json_int_t)(len - start), "resumed_bytes",
                                     (json_int_t)start));
}
