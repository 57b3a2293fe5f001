/* SPDX-License-Identifier: MIT */
#include "misread.h"

#include "../os.h"
#include "../say.h"

#include <string.h>

static bool all_digits(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

int complain_of_address(const char *text, bool to_listen, int rc)
{
    char shown[SAY_MAX];
    skt_addr addr;
    printable(text, shown);
    const char *colon = strrchr(text, ':');
    if (text[0] == '\0') return complain_of_usage("the address is empty: write HOST:PORT, [IPv6]:PORT or unix:PATH");
    if (strcmp(text, "unix:") == 0) return complain_of_usage("%s names no path", shown);
    if (strstr(text, "://") != NULL) return complain_of_usage("%s is a URL and no address: write HOST:PORT", shown);
    if (all_digits(text)) return complain_of_usage("%s is a number and no address: did you mean :%s?", shown, shown);
    if (strncmp(text, "mptcp:", 6) == 0) return complain_of_usage("%s: did you mean --mptcp %s?", shown, shown + 6);
    if (text[0] == ':' && !to_listen && all_digits(text + 1))
        return complain_of_usage("%s names no host to connect to", shown);
    if (skt_ip_parse(text, 0, &addr) == 0 && skt_addr_family(&addr) == SKT_AF_INET6)
        return complain_of_usage("%s lacks the port to connect to: write [IPv6]:PORT", shown);
    bool no_port = colon != NULL && !to_listen && strcmp(colon, ":0") == 0;
    if (no_port || colon == NULL || (colon[1] == '\0' && strchr(text, ':') == colon))
        return complain_of_usage("%s lacks the port%s", shown, to_listen ? "" : " to connect to");
    return complain_of_usage("%s is not an address: write HOST:PORT, [IPv6]:PORT or unix:PATH (%s)", shown,
                             skt_error_name(rc));
}

enum life { LIVES, ENDED, UNKNOWN };

/* Whether a process has a socket at the path. Connects a datagram socket, which fails without a trace at a listener. */
static enum life life_of(const skt_addr *addr)
{
    skt_socket s;
    int rc = skt_open(SKT_AF_UNIX, SKT_SOCK_DGRAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0) rc = skt_open(SKT_AF_UNIX, SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK, 0, &s);
    if (rc < 0) return UNKNOWN;
    rc = skt_connect(s, addr);
    skt_close(s);
    if (rc == SKT_ECONNREFUSED) return ENDED;
    return rc == SKT_EACCES || rc == SKT_EPERM ? UNKNOWN : LIVES;
}

int complain_of_listening(const char *text, bool replace, int rc)
{
    char why[SAY_MAX], shown[SAY_MAX];
    os_identity there;
    skt_addr addr;
    printable(text, shown);
    const char *path = skt_addr_parse(text, &addr) == 0 ? skt_addr_unix_path(&addr) : NULL;
    if (path != NULL && rc == SKT_EEXIST) return complain("%s.lock: %s", shown, explain(rc, why));
    if (path == NULL || rc != SKT_EADDRINUSE) return complain_of(shown, rc);
    if (os_identify_socket(path, &there) == SKT_ENOTSOCK)
        return complain("%s: there is a file of that name, which is no socket (EADDRINUSE)", shown);
    enum life life = life_of(&addr);
    if (life == LIVES) return complain("%s: another program listens there (EADDRINUSE)", shown);
    if (life == UNKNOWN || replace) return complain_of(shown, rc);
    return complain("%s: the path is stale: nobody listens there any more; --replace replaces it (EADDRINUSE)", shown);
}
