/* SPDX-License-Identifier: MIT */
/*
 * Every condition that a call of this library can answer with.
 *
 * A call returns zero or more for success, and the negated code of the system when it failed: -errno, or minus the
 * Winsock code. Nothing is translated, but that a connect under way is SKT_EINPROGRESS on every system, that
 * getaddrinfo's codes are SKT_EAI_*, and that what skt itself finds wrong has the codes from -31000 down.
 */
#ifndef SKT_ERROR_H
#define SKT_ERROR_H

#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/* clang-format off */
#if defined(_WIN32)
#define SKT__CODE(name, windows) ((windows) ? -(windows) : -SKT_ERRNO_##name)
#define SKT__WSA(row, windows)   (-(windows))
#else
#define SKT__CODE(name, windows) (-SKT_ERRNO_##name)
#define SKT__WSA(row, windows)   (-(33000 + (row)))
#endif

/*
 * One name per condition: the errno's name and its twin among the Winsock and Windows codes. All are distinct on every
 * system, so that one switch can name them all; a name that a system lacks has a number there that is never returned.
 * Sources: errno(3), each call's manual page, "Windows Sockets Error Codes".
 */
enum skt_error {
    SKT_EPERM = SKT__CODE(EPERM, 5),                         /* the operation is not permitted */
    SKT_ENOENT = SKT__CODE(ENOENT, 2),                       /* no such file, directory or entry */
    SKT_EINTR = SKT__CODE(EINTR, 10004),                     /* a signal came before anything was done */
    SKT_EIO = SKT__CODE(EIO, 1117),                          /* input or output failed */
    SKT_ENXIO = SKT__CODE(ENXIO, 0),                         /* no such device or address */
    SKT_E2BIG = SKT__CODE(E2BIG, 0),                         /* the argument list is too long */
    SKT_EBADF = SKT__CODE(EBADF, 6),                         /* the handle is not open, or not open for this */
    SKT_EAGAIN = SKT__CODE(EAGAIN, 10035),                   /* nothing can be done now without waiting */
    SKT_ENOMEM = SKT__CODE(ENOMEM, 8),                       /* not enough memory */
    SKT_EACCES = SKT__CODE(EACCES, 10013),                   /* permission denied */
    SKT_EFAULT = SKT__CODE(EFAULT, 10014),                   /* an address of memory is not valid */
    SKT_EBUSY = SKT__CODE(EBUSY, 170),                       /* the device or resource is in use */
    SKT_EEXIST = SKT__CODE(EEXIST, 183),                     /* it exists already */
    SKT_EXDEV = SKT__CODE(EXDEV, 17),                        /* the two are on different file systems */
    SKT_ENODEV = SKT__CODE(ENODEV, 0),                       /* no such device */
    SKT_ENOTDIR = SKT__CODE(ENOTDIR, 267),                   /* a part of the path is not a directory */
    SKT_EISDIR = SKT__CODE(EISDIR, 0),                       /* it is a directory */
    SKT_EINVAL = SKT__CODE(EINVAL, 10022),                   /* an argument is not valid here */
    SKT_ENFILE = SKT__CODE(ENFILE, 4),                       /* the whole system has too many open files */
    SKT_EMFILE = SKT__CODE(EMFILE, 10024),                   /* this process has too many open files */
    SKT_ENOTTY = SKT__CODE(ENOTTY, 0),                       /* the handle does not know this request */
    SKT_EFBIG = SKT__CODE(EFBIG, 0),                         /* the file would become too large */
    SKT_ENOSPC = SKT__CODE(ENOSPC, 112),                     /* no space is left */
    SKT_ESPIPE = SKT__CODE(ESPIPE, 0),                       /* the file has no position to move */
    SKT_EROFS = SKT__CODE(EROFS, 0),                         /* the file system is read-only */
    SKT_EMLINK = SKT__CODE(EMLINK, 0),                       /* too many links */
    SKT_EPIPE = SKT__CODE(EPIPE, 10058),                     /* nobody will receive what is sent */
    SKT_EDOM = SKT__CODE(EDOM, 0),                           /* an argument is outside of the function's domain */
    SKT_ERANGE = SKT__CODE(ERANGE, 534),                     /* the value does not fit */
    SKT_EDEADLK = SKT__CODE(EDEADLK, 0),                     /* waiting would never end */
    SKT_ENAMETOOLONG = SKT__CODE(ENAMETOOLONG, 10063),       /* the name is too long */
    SKT_ENOLCK = SKT__CODE(ENOLCK, 0),                       /* no locks are left */
    SKT_ENOSYS = SKT__CODE(ENOSYS, 120),                     /* the system call does not exist here */
    SKT_ENOTEMPTY = SKT__CODE(ENOTEMPTY, 10066),             /* the directory is not empty */
    SKT_ELOOP = SKT__CODE(ELOOP, 10062),                     /* too many symbolic links */
    SKT_ENOMSG = SKT__CODE(ENOMSG, 0),                       /* no message of that type */
    SKT_EIDRM = SKT__CODE(EIDRM, 0),                         /* the identifier was removed */
    SKT_ENOSTR = SKT__CODE(ENOSTR, 0),                       /* it is not a stream */
    SKT_ENODATA = SKT__CODE(ENODATA, 0),                     /* no data is there */
    SKT_ETIME = SKT__CODE(ETIME, 0),                         /* the timer ran out */
    SKT_ENOSR = SKT__CODE(ENOSR, 0),                         /* no stream resources are left */
    SKT_ENONET = SKT__CODE(ENONET, 0),                       /* the machine is on no network */
    SKT_ENOPKG = SKT__CODE(ENOPKG, 0),                       /* the package is not installed */
    SKT_EREMOTE = SKT__CODE(EREMOTE, 10071),                 /* the object is on another machine */
    SKT_ENOLINK = SKT__CODE(ENOLINK, 0),                     /* the link was cut */
    SKT_ECOMM = SKT__CODE(ECOMM, 0),                         /* sending failed */
    SKT_EPROTO = SKT__CODE(EPROTO, 0),                       /* the protocol was broken */
    SKT_EMULTIHOP = SKT__CODE(EMULTIHOP, 0),                 /* the path crosses several machines */
    SKT_EBADMSG = SKT__CODE(EBADMSG, 0),                     /* the message is malformed */
    SKT_EOVERFLOW = SKT__CODE(EOVERFLOW, 0),                 /* the value is too large for its type */
    SKT_ENOTUNIQ = SKT__CODE(ENOTUNIQ, 0),                   /* the name is not unique on the network */
    SKT_EBADFD = SKT__CODE(EBADFD, 0),                       /* the handle is in a bad state */
    SKT_EREMCHG = SKT__CODE(EREMCHG, 0),                     /* the remote address changed */
    SKT_EILSEQ = SKT__CODE(EILSEQ, 0),                       /* a byte sequence is not valid text */
    SKT_EUSERS = SKT__CODE(EUSERS, 10068),                   /* too many users */
    SKT_ENOTSOCK = SKT__CODE(ENOTSOCK, 10038),               /* the handle is not a socket */
    SKT_EDESTADDRREQ = SKT__CODE(EDESTADDRREQ, 10039),       /* a destination address is needed */
    SKT_EMSGSIZE = SKT__CODE(EMSGSIZE, 10040),               /* the message is too long */
    SKT_EPROTOTYPE = SKT__CODE(EPROTOTYPE, 10041),           /* the protocol does not fit the socket type */
    SKT_ENOPROTOOPT = SKT__CODE(ENOPROTOOPT, 10042),         /* the protocol does not know this option */
    SKT_EPROTONOSUPPORT = SKT__CODE(EPROTONOSUPPORT, 10043), /* the protocol is not supported */
    SKT_ESOCKTNOSUPPORT = SKT__CODE(ESOCKTNOSUPPORT, 10044), /* the socket type is not supported */
    SKT_EOPNOTSUPP = SKT__CODE(EOPNOTSUPP, 10045),           /* the socket cannot do this */
    SKT_ENOTSUP = SKT__CODE(ENOTSUP, 0),                     /* this is not supported */
    SKT_EPFNOSUPPORT = SKT__CODE(EPFNOSUPPORT, 10046),       /* the protocol family is not supported */
    SKT_EAFNOSUPPORT = SKT__CODE(EAFNOSUPPORT, 10047),       /* the address family is not supported, or not this one here */
    SKT_EADDRINUSE = SKT__CODE(EADDRINUSE, 10048),           /* the address is in use */
    SKT_EADDRNOTAVAIL = SKT__CODE(EADDRNOTAVAIL, 10049),     /* the address cannot be had on this machine */
    SKT_ENETDOWN = SKT__CODE(ENETDOWN, 10050),               /* the network is down */
    SKT_ENETUNREACH = SKT__CODE(ENETUNREACH, 10051),         /* no route leads to the network */
    SKT_ENETRESET = SKT__CODE(ENETRESET, 10052),             /* the network dropped the connection */
    SKT_ECONNABORTED = SKT__CODE(ECONNABORTED, 10053),       /* the connection was aborted on this side */
    SKT_ECONNRESET = SKT__CODE(ECONNRESET, 10054),           /* the peer reset the connection */
    SKT_ENOBUFS = SKT__CODE(ENOBUFS, 10055),                 /* no buffer space is left */
    SKT_EISCONN = SKT__CODE(EISCONN, 10056),                 /* the socket is connected already */
    SKT_ENOTCONN = SKT__CODE(ENOTCONN, 10057),               /* the socket is not connected */
    SKT_ESHUTDOWN = SKT__CODE(ESHUTDOWN, 0),                 /* sending after a shutdown */
    SKT_ETOOMANYREFS = SKT__CODE(ETOOMANYREFS, 10059),       /* too many references */
    SKT_ETIMEDOUT = SKT__CODE(ETIMEDOUT, 10060),             /* the time ran out */
    SKT_ECONNREFUSED = SKT__CODE(ECONNREFUSED, 10061),       /* nobody accepts connections there */
    SKT_EHOSTDOWN = SKT__CODE(EHOSTDOWN, 10064),             /* the host is down */
    SKT_EHOSTUNREACH = SKT__CODE(EHOSTUNREACH, 10065),       /* no route leads to the host */
    SKT_EALREADY = SKT__CODE(EALREADY, 10037),               /* a connect is under way already */
    SKT_EINPROGRESS = SKT__CODE(EINPROGRESS, 10036),         /* the connect is under way */
    SKT_ESTALE = SKT__CODE(ESTALE, 10070),                   /* the file handle is stale */
    SKT_EDQUOT = SKT__CODE(EDQUOT, 10069),                   /* the quota is used up */
    SKT_ECANCELED = SKT__CODE(ECANCELED, 995),               /* the operation was cancelled */
    SKT_EKEYEXPIRED = SKT__CODE(EKEYEXPIRED, 0),             /* the key has expired */
    SKT_EKEYREJECTED = SKT__CODE(EKEYREJECTED, 0),           /* the key was rejected */
    SKT_ENOKEY = SKT__CODE(ENOKEY, 0),                       /* a key is needed */
    SKT_EPROCLIM = SKT__CODE(EPROCLIM, 10067),               /* too many processes */
    SKT_ENEEDAUTH = SKT__CODE(ENEEDAUTH, 0),                 /* authentication is needed */
    SKT_EAUTH = SKT__CODE(EAUTH, 0),                         /* authentication failed */
    SKT_ENOATTR = SKT__CODE(ENOATTR, 0),                     /* no such attribute */
    SKT_ENOTCAPABLE = SKT__CODE(ENOTCAPABLE, 0),             /* the handle lacks the right for this */
    SKT_ECAPMODE = SKT__CODE(ECAPMODE, 0),                   /* not permitted in capability mode */
    SKT_EPROGUNAVAIL = SKT__CODE(EPROGUNAVAIL, 0),           /* the program is not available */
    SKT_EOWNERDEAD = SKT__CODE(EOWNERDEAD, 0),               /* the owner died */
    SKT_ENOTRECOVERABLE = SKT__CODE(ENOTRECOVERABLE, 0),     /* the state cannot be recovered */
    SKT_ERFKILL = SKT__CODE(ERFKILL, 0),                     /* the radio is switched off */
    SKT_EHWPOISON = SKT__CODE(EHWPOISON, 0),                 /* the memory page has a hardware fault */

    SKT_WSAEBADF = SKT__WSA(1, 10009),                       /* the handle is not valid */
    SKT_WSASYSNOTREADY = SKT__WSA(2, 10091),                 /* the network subsystem is not ready */
    SKT_WSAVERNOTSUPPORTED = SKT__WSA(3, 10092),             /* this Winsock version is not available */
    SKT_WSANOTINITIALISED = SKT__WSA(4, 10093),              /* Winsock was not started */
    SKT_WSAEDISCON = SKT__WSA(5, 10101),                     /* the peer began a graceful shutdown */
    SKT_WSAENOMORE = SKT__WSA(6, 10102),                     /* no more results (old form) */
    SKT_WSAECANCELLED = SKT__WSA(7, 10103),                  /* the call was cancelled (old form) */
    SKT_WSAEINVALIDPROCTABLE = SKT__WSA(8, 10104),           /* the provider's table of functions is not valid */
    SKT_WSAEINVALIDPROVIDER = SKT__WSA(9, 10105),            /* the provider is not valid */
    SKT_WSAEPROVIDERFAILEDINIT = SKT__WSA(10, 10106),        /* the provider could not be started */
    SKT_WSASYSCALLFAILURE = SKT__WSA(11, 10107),             /* a system call that never fails has failed */
    SKT_WSASERVICE_NOT_FOUND = SKT__WSA(12, 10108),          /* no such service */
    SKT_WSATYPE_NOT_FOUND = SKT__WSA(13, 10109),             /* no such class */
    SKT_WSA_E_NO_MORE = SKT__WSA(14, 10110),                 /* no more results */
    SKT_WSA_E_CANCELLED = SKT__WSA(15, 10111),               /* the call was cancelled */
    SKT_WSAEREFUSED = SKT__WSA(16, 10112),                   /* the query was refused */
    SKT_WSAHOST_NOT_FOUND = SKT__WSA(17, 11001),             /* no such host */
    SKT_WSATRY_AGAIN = SKT__WSA(18, 11002),                  /* no such host now */
    SKT_WSANO_RECOVERY = SKT__WSA(19, 11003),                /* the name server failed for good */
    SKT_WSANO_DATA = SKT__WSA(20, 11004),                    /* the name has no data of this type */
    SKT_WSA_QOS_RECEIVERS = SKT__WSA(21, 11005),             /* a reserve message has arrived */
    SKT_WSA_QOS_SENDERS = SKT__WSA(22, 11006),               /* a path message has arrived */
    SKT_WSA_QOS_NO_SENDERS = SKT__WSA(23, 11007),            /* there are no senders */
    SKT_WSA_QOS_NO_RECEIVERS = SKT__WSA(24, 11008),          /* there are no receivers */
    SKT_WSA_QOS_REQUEST_CONFIRMED = SKT__WSA(25, 11009),     /* the reservation was confirmed */
    SKT_WSA_QOS_ADMISSION_FAILURE = SKT__WSA(26, 11010),     /* resources are lacking for the reservation */
    SKT_WSA_QOS_POLICY_FAILURE = SKT__WSA(27, 11011),        /* the policy forbids the reservation */
    SKT_WSA_QOS_BAD_STYLE = SKT__WSA(28, 11012),             /* the reservation style is unknown or in conflict */
    SKT_WSA_QOS_BAD_OBJECT = SKT__WSA(29, 11013),            /* a part of the filter or provider data is bad */
    SKT_WSA_QOS_TRAFFIC_CTRL_ERROR = SKT__WSA(30, 11014),    /* the flow specification is bad */
    SKT_WSA_QOS_GENERIC_ERROR = SKT__WSA(31, 11015),         /* quality of service failed */
    SKT_WSA_QOS_ESERVICETYPE = SKT__WSA(32, 11016),          /* the service type is not valid */
    SKT_WSA_QOS_EFLOWSPEC = SKT__WSA(33, 11017),             /* the flow specification is not valid */
    SKT_WSA_QOS_EPROVSPECBUF = SKT__WSA(34, 11018),          /* the provider's buffer is not valid */
    SKT_WSA_QOS_EFILTERSTYLE = SKT__WSA(35, 11019),          /* the filter style is not valid */
    SKT_WSA_QOS_EFILTERTYPE = SKT__WSA(36, 11020),           /* the filter type is not valid */
    SKT_WSA_QOS_EFILTERCOUNT = SKT__WSA(37, 11021),          /* the number of filters is wrong */
    SKT_WSA_QOS_EOBJLENGTH = SKT__WSA(38, 11022),            /* an object's length is wrong */
    SKT_WSA_QOS_EFLOWCOUNT = SKT__WSA(39, 11023),            /* the number of flow descriptors is wrong */
    SKT_WSA_QOS_EUNKOWNPSOBJ = SKT__WSA(40, 11024),          /* an object in the provider's buffer is unknown */
    SKT_WSA_QOS_EPOLICYOBJ = SKT__WSA(41, 11025),            /* a policy object is not valid */
    SKT_WSA_QOS_EFLOWDESC = SKT__WSA(42, 11026),             /* a flow descriptor is not valid */
    SKT_WSA_QOS_EPSFLOWSPEC = SKT__WSA(43, 11027),           /* a flow specification in the provider's buffer is not valid */
    SKT_WSA_QOS_EPSFILTERSPEC = SKT__WSA(44, 11028),         /* a filter in the provider's buffer is not valid */
    SKT_WSA_QOS_ESDMODEOBJ = SKT__WSA(45, 11029),            /* the shape discard object is not valid */
    SKT_WSA_QOS_ESHAPERATEOBJ = SKT__WSA(46, 11030),         /* the shaping rate object is not valid */
    SKT_WSA_QOS_RESERVED_PETYPE = SKT__WSA(47, 11031),       /* a reserved policy element is in the provider's buffer */
    SKT_WSA_INVALID_PARAMETER = SKT__WSA(48, 87),            /* a parameter is not valid */
    SKT_WSA_IO_INCOMPLETE = SKT__WSA(49, 996),               /* the overlapped call has not ended */
    SKT_WSA_IO_PENDING = SKT__WSA(50, 997),                  /* the overlapped call will end later */

    SKT_EAI_ADDRFAMILY = -30000,                             /* the name has no address of this family */
    SKT_EAI_AGAIN = -30001,                                  /* the name server did not answer now */
    SKT_EAI_BADFLAGS = -30002,                               /* the flags are not valid */
    SKT_EAI_FAIL = -30003,                                   /* the name server gave up for good */
    SKT_EAI_FAMILY = -30004,                                 /* the family is not supported */
    SKT_EAI_MEMORY = -30005,                                 /* not enough memory to resolve */
    SKT_EAI_NODATA = -30006,                                 /* the name exists but has no address */
    SKT_EAI_NONAME = -30007,                                 /* no such name or service */
    SKT_EAI_SERVICE = -30008,                                /* the service is not known for this type */
    SKT_EAI_SOCKTYPE = -30009,                               /* the socket type is not supported here */
    SKT_EAI_OVERFLOW = -30010,                               /* the result is too long */
    SKT_EAI_BADHINTS = -30011,                               /* the hints are not valid */
    SKT_EAI_PROTOCOL = -30012,                               /* the protocol is not known */
    SKT_EAI_INPROGRESS = -30013,                             /* resolving is under way */
    SKT_EAI_CANCELED = -30014,                               /* resolving was cancelled */
    SKT_EAI_NOTCANCELED = -30015,                            /* resolving can no longer be cancelled */
    SKT_EAI_ALLDONE = -30016,                                /* all resolving is done already */
    SKT_EAI_INTR = -30017,                                   /* a signal interrupted resolving */
    SKT_EAI_OTHER = -30018,                                  /* the resolver gave a code without a name */

    SKT_EUNSUPPORTED = -31000,                               /* this system has no such thing */
    SKT_EEOF = -31001,                                       /* the stream ended early */
};
/* clang-format on */

/*
 * The name of a result without the SKT_: "ECONNREFUSED". NULL for a success and for a code without a name. The text
 * lives as long as the program.
 */
SKT_API const char *skt_error_name(int rc);

/*
 * Writes the sentence of a result, always ended by a zero where size is not zero: "nobody accepts connections there".
 * A code without a name becomes "unknown error -12345". Returns the length of the whole text, as snprintf(3) does: it
 * was cut if that is size or more. Never changes errno.
 */
SKT_API int skt_error_text(int rc, char *out, size_t size);

/*
 * Whether a data call stopped only because it would have had to wait: SKT_EAGAIN everywhere, and SKT_ETIMEDOUT on
 * Windows, which is how an expired SO_RCVTIMEO is told there.
 */
SKT_API bool skt_error_is_again(int rc);

SKT_END

#endif
