/* SPDX-License-Identifier: MIT */
#include "transfer.h"

#include "../json.h"
#include "wire.h"

/* What accept says of the listener itself. All else is about one connection, or a lack that may pass. */
static bool ends_accepting(int rc)
{
    return rc == SKT_EBADF || rc == SKT_ENOTSOCK || rc == SKT_EINVAL || rc == SKT_EFAULT || rc == SKT_EUNSUPPORTED;
}

int transfer_accept(skt_socket listener, skt_socket *out)
{
    int told = 0;
    for (skt_duration pause = SKT_MILLISECONDS(1);;) {
        char why[SAY_MAX];
        int rc = channel_wait(listener, SKT_POLLIN, SKT_NEVER);
        if (rc == 0) rc = skt_accept(listener, 0, out, NULL);
        if (rc >= 0) return STATUS_OK;
        if (ends_accepting(rc) || os_interrupt_status()) return complain_of("cannot take a connection", rc);
        if (rc == SKT_EINTR) continue;
        if (!skt_error_is_again(rc) && rc != SKT_ECONNABORTED && rc != told) {
            complain("cannot take a connection now, trying again: %s", explain(rc, why));
            told = rc;
        }
        /* The connection may still be there, so that the next wait ends at once. */
        channel_pause(pause);
        if (pause < SKT_SECONDS(1)) pause *= 2;
    }
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
    case SKT_ECONNRESET: return complain("%s: the connection was cut (%s)", subject, skt_error_name(rc));
    case SKT_ETIMEDOUT: return complain("%s: nothing moved for the time of --timeout (ETIMEDOUT)", subject);
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
