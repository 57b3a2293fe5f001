/* SPDX-License-Identifier: MIT */
/*
 * The number of each option and the systems that have it. CMake writes this file: edit option_keys.h and options.def.
 */
#ifndef SKT_OPTION_NUMBERS_H
#define SKT_OPTION_NUMBERS_H

/* The numbers of the keys in option_keys.h, for bindings of other languages and for static tables. */
enum skt_option_number {
    SKT_NUMBER_SO_REUSEADDR = 1,                    /* every system */
    SKT_NUMBER_SO_REUSEPORT = 2,                    /* Linux, Apple, the BSDs, illumos, AIX */
    SKT_NUMBER_SO_REUSEPORT_LB = 3,                 /* FreeBSD */
    SKT_NUMBER_SO_KEEPALIVE = 4,                    /* every system */
    SKT_NUMBER_SO_BROADCAST = 5,                    /* every system */
    SKT_NUMBER_SO_OOBINLINE = 6,                    /* every system */
    SKT_NUMBER_SO_RCVBUF = 7,                       /* every system */
    SKT_NUMBER_SO_SNDBUF = 8,                       /* every system */
    SKT_NUMBER_SO_RCVTIMEO = 9,                     /* every system */
    SKT_NUMBER_SO_SNDTIMEO = 10,                    /* every system */
    SKT_NUMBER_SO_LINGER = 11,                      /* every system */
    SKT_NUMBER_SO_TYPE = 12,                        /* every system */
    SKT_NUMBER_SO_DOMAIN = 13,                      /* Linux, FreeBSD, OpenBSD, illumos, Windows */
    SKT_NUMBER_SO_PROTOCOL = 14,                    /* Linux, FreeBSD, OpenBSD, illumos, Windows */
    SKT_NUMBER_SO_ACCEPTCONN = 15,                  /* Linux, the BSDs, illumos, AIX, Cygwin, others, Windows */
    SKT_NUMBER_SO_ERROR = 16,                       /* every system */
    SKT_NUMBER_SO_PASSCRED = 17,                    /* Linux, Cygwin */
    SKT_NUMBER_SO_PRIORITY = 18,                    /* Linux */
    SKT_NUMBER_SO_MARK = 19,                        /* Linux */
    SKT_NUMBER_SO_INCOMING_CPU = 20,                /* Linux */
    SKT_NUMBER_SO_COOKIE = 21,                      /* Linux */
    SKT_NUMBER_SO_BUSY_POLL = 22,                   /* Linux */
    SKT_NUMBER_SO_BINDTODEVICE = 23,                /* Linux */
    SKT_NUMBER_SO_BINDTOIFINDEX = 24,               /* Linux */
    SKT_NUMBER_SO_NOSIGPIPE = 25,                   /* Apple, FreeBSD, NetBSD */
    SKT_NUMBER_SO_SETFIB = 26,                      /* FreeBSD */
    SKT_NUMBER_SO_PEERCRED_HANDSHAKE = 27,          /* Cygwin */
    SKT_NUMBER_SO_EXCLUSIVEADDRUSE = 28,            /* Windows */
    SKT_NUMBER_SO_RANDOMIZE_PORT = 29,              /* Windows */
    SKT_NUMBER_SO_PORT_SCALABILITY = 30,            /* Windows */
    SKT_NUMBER_SO_REUSE_UNICASTPORT = 31,           /* Windows */
    SKT_NUMBER_SO_REUSE_MULTICASTPORT = 32,         /* Windows */
    SKT_NUMBER_SIO_ASSOCIATE_PORT_RESERVATION = 33, /* Windows */
    SKT_NUMBER_SIO_RELEASE_PORT_RESERVATION = 34,   /* Windows */
    SKT_NUMBER_SIO_AF_UNIX_GETPEERPID = 35,         /* Windows */
    SKT_NUMBER_SO_PEERCRED = 36,                    /* Linux, OpenBSD, Cygwin */
    SKT_NUMBER_TCP_NODELAY = 40,                    /* every system */
    SKT_NUMBER_TCP_KEEPIDLE = 41,                   /* Linux, Apple, FreeBSD, NetBSD, illumos, AIX, Cygwin, Windows */
    SKT_NUMBER_TCP_KEEPINTVL = 42,                  /* Linux, Apple, FreeBSD, NetBSD, illumos, AIX, Cygwin, Windows */
    SKT_NUMBER_TCP_KEEPCNT = 43,                    /* Linux, Apple, FreeBSD, NetBSD, illumos, AIX, Cygwin, Windows */
    SKT_NUMBER_TCP_MAXSEG = 44,                     /* every system */
    SKT_NUMBER_TCP_CORK = 45,                       /* Linux, illumos */
    SKT_NUMBER_TCP_QUICKACK = 46,                   /* Linux, illumos, Cygwin */
    SKT_NUMBER_TCP_THIN_LINEAR_TIMEOUTS = 47,       /* Linux */
    SKT_NUMBER_TCP_NOTSENT_LOWAT = 48,              /* Linux, Apple */
    SKT_NUMBER_TCP_USER_TIMEOUT = 49,               /* Linux, Cygwin, Windows */
    SKT_NUMBER_TCP_CONGESTION = 50,                 /* Linux, FreeBSD */
    SKT_NUMBER_TCP_FASTOPEN = 51,                   /* Linux, Apple, FreeBSD, Windows */
    SKT_NUMBER_TCP_INFO = 52,                       /* Linux, Apple, the BSDs, Windows */
    SKT_NUMBER_SIO_LOOPBACK_FAST_PATH = 53,         /* Windows */
    SKT_NUMBER_SIO_TCP_SET_ACK_FREQUENCY = 54,      /* Windows */
    SKT_NUMBER_UDP_SEND_MSG_SIZE = 60,              /* Windows */
    SKT_NUMBER_UDP_RECV_MAX_COALESCED_SIZE = 61,    /* Windows */
    SKT_NUMBER_SIO_UDP_CONNRESET = 62,              /* Windows */
    SKT_NUMBER_SIO_UDP_NETRESET = 63,               /* Windows */
    SKT_NUMBER_IP_TTL = 70,                         /* every system */
    SKT_NUMBER_IP_TOS = 71,                         /* Linux, Apple, the BSDs, illumos, AIX, others */
    SKT_NUMBER_IP_RECVTOS = 72,                     /* Linux, Apple, FreeBSD, illumos, Cygwin, Windows */
    SKT_NUMBER_IP_HDRINCL = 73,                     /* every system */
    SKT_NUMBER_IP_TRANSPARENT = 74,                 /* Linux */
    SKT_NUMBER_IP_FREEBIND = 75,                    /* Linux */
    SKT_NUMBER_IP_MULTICAST_ALL = 76,               /* Linux */
    SKT_NUMBER_IP_MULTICAST_IF = 77,                /* every system */
    SKT_NUMBER_IP_MULTICAST_LOOP = 78,              /* every system */
    SKT_NUMBER_IP_MULTICAST_TTL = 79,               /* every system */
    SKT_NUMBER_IP_BOUND_IF = 80,                    /* Apple, illumos */
    SKT_NUMBER_IP_UNICAST_IF = 81,                  /* Linux, Windows */
    SKT_NUMBER_IP_DONTFRAGMENT = 82,                /* Apple, FreeBSD, Windows */
    SKT_NUMBER_IP_MTU_DISCOVER = 83,                /* Linux, Windows */
    SKT_NUMBER_IP_MTU = 84,                         /* Linux, Windows */
    SKT_NUMBER_IP_USER_MTU = 85,                    /* Windows */
    SKT_NUMBER_IP_PKTINFO = 86,                     /* Linux, Apple, NetBSD, illumos, Windows */
    SKT_NUMBER_IP_RECVTTL = 87,                     /* Linux, Apple, the BSDs, illumos, Windows */
    SKT_NUMBER_IP_RECVECN = 88,                     /* Windows */
    SKT_NUMBER_IPV6_UNICAST_HOPS = 90,              /* every system */
    SKT_NUMBER_IPV6_MULTICAST_HOPS = 91,            /* every system */
    SKT_NUMBER_IPV6_MULTICAST_LOOP = 92,            /* every system */
    SKT_NUMBER_IPV6_MULTICAST_IF = 93,              /* every system */
    SKT_NUMBER_IPV6_MULTICAST_ALL = 94,             /* Linux */
    SKT_NUMBER_IPV6_V6ONLY = 95,                    /* every system */
    SKT_NUMBER_IPV6_RECVTCLASS = 96,                /* Linux, Apple, the BSDs, illumos, AIX, Cygwin, Windows */
    SKT_NUMBER_IPV6_RECVHOPLIMIT = 97,              /* Linux, Apple, the BSDs, illumos, AIX, Windows */
    SKT_NUMBER_IPV6_TCLASS = 98,                    /* Linux, Apple, the BSDs, illumos, AIX, Windows */
    SKT_NUMBER_IPV6_HDRINCL = 99,                   /* Linux, Cygwin, Windows */
    SKT_NUMBER_IPV6_FREEBIND = 100,                 /* Linux */
    SKT_NUMBER_IPV6_TRANSPARENT = 101,              /* Linux */
    SKT_NUMBER_IPV6_BOUND_IF = 102,                 /* Apple, illumos */
    SKT_NUMBER_IPV6_UNICAST_IF = 103,               /* Linux, Windows */
    SKT_NUMBER_IPV6_DONTFRAG = 104,                 /* Linux, Apple, the BSDs, illumos, Windows */
    SKT_NUMBER_IPV6_MTU_DISCOVER = 105,             /* Linux, Windows */
    SKT_NUMBER_IPV6_MTU = 106,                      /* Linux, Windows */
    SKT_NUMBER_IPV6_USER_MTU = 107,                 /* Windows */
    SKT_NUMBER_IPV6_RECVPKTINFO = 108,              /* Linux, Apple, the BSDs, illumos, AIX, Windows */
    SKT_NUMBER_IPV6_RECVECN = 109,                  /* Windows */
    SKT_NUMBER_DCCP_SOCKOPT_SERVICE = 110,          /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_CCID = 111,             /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_TX_CCID = 112,          /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_RX_CCID = 113,          /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_SERVER_TIMEWAIT = 114,  /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_SEND_CSCOV = 115,       /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_RECV_CSCOV = 116,       /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_QPOLICY_TXQLEN = 117,   /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_AVAILABLE_CCIDS = 118,  /* Linux */
    SKT_NUMBER_DCCP_SOCKOPT_GET_CUR_MPS = 119       /* Linux */
};

#endif
