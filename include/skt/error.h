/* SPDX-License-Identifier: MIT */
/*
 * The error conditions that calls of this library return, with their names and texts.
 *
 * A successful call returns zero or more. A failed call returns the negated code of the system: -errno, or minus the
 * Winsock or Windows code. Only these codes are not the system's own:
 *
 *     SKT_EINPROGRESS   a connect is in progress, on every system
 *     SKT_EAI_*         getaddrinfo(3) or getnameinfo(3) failed
 *     -31000 and below  a condition that this library itself detects, such as SKT_EUNSUPPORTED
 *
 * No function of this header makes a system call or changes errno. All are safe in threads and in signal handlers.
 */
#ifndef SKT_ERROR_H
#define SKT_ERROR_H

#include <skt/system.h>

#include <stdbool.h>

SKT_BEGIN

/* clang-format off */
#if defined(_WIN32)
#define SKT__CODE(name, windows) ((windows) ? -(windows) : -SKT_ERRNO_##name)
#define SKT__WINDOWS(row, windows) (-(windows))
#else
#define SKT__CODE(name, windows) (-SKT_ERRNO_##name)
#define SKT__WINDOWS(row, windows) (-(33000 + (row)))
#endif

/*
 * The names of the conditions. Each is an errno and the Winsock or Windows code with the same meaning.
 *
 * All values are distinct on every system, so one switch can contain them all. A condition that a system lacks has a
 * value below -32000 there, and no call returns it. If a system has two names for one number, SKT_EAGAIN is also
 * EWOULDBLOCK, SKT_EOPNOTSUPP is also ENOTSUP, and SKT_EDEADLK is also EDEADLOCK.
 *
 * See       errno(3), "Windows Sockets Error Codes", "System Error Codes"
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
    SKT_ENOTTY = SKT__CODE(ENOTTY, 1),                       /* the handle does not know this request */
    SKT_EFBIG = SKT__CODE(EFBIG, 223),                       /* the file would become too large */
    SKT_ENOSPC = SKT__CODE(ENOSPC, 112),                     /* no space is left */
    SKT_ESPIPE = SKT__CODE(ESPIPE, 132),                     /* the file has no position to move */
    SKT_EROFS = SKT__CODE(EROFS, 19),                        /* the file system is read-only */
    SKT_EMLINK = SKT__CODE(EMLINK, 1142),                    /* too many links */
    SKT_EPIPE = SKT__CODE(EPIPE, 10058),                     /* nobody will receive what is sent */
    SKT_EDOM = SKT__CODE(EDOM, 0),                           /* an argument is outside of the function's domain */
    SKT_ERANGE = SKT__CODE(ERANGE, 534),                     /* the value does not fit */
    SKT_EDEADLK = SKT__CODE(EDEADLK, 1131),                  /* waiting would never end */
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
    SKT_ENONET = SKT__CODE(ENONET, 1222),                    /* the machine is on no network */
    SKT_ENOPKG = SKT__CODE(ENOPKG, 0),                       /* the package is not installed */
    SKT_EREMOTE = SKT__CODE(EREMOTE, 10071),                 /* the object is on another machine */
    SKT_ENOLINK = SKT__CODE(ENOLINK, 0),                     /* the link was cut */
    SKT_ECOMM = SKT__CODE(ECOMM, 0),                         /* sending failed */
    SKT_EPROTO = SKT__CODE(EPROTO, 0),                       /* the protocol was broken */
    SKT_EMULTIHOP = SKT__CODE(EMULTIHOP, 0),                 /* the path crosses several machines */
    SKT_EBADMSG = SKT__CODE(EBADMSG, 13),                    /* the message is malformed */
    SKT_EOVERFLOW = SKT__CODE(EOVERFLOW, 0),                 /* the value is too large for its type */
    SKT_ENOTUNIQ = SKT__CODE(ENOTUNIQ, 0),                   /* the name is not unique on the network */
    SKT_EBADFD = SKT__CODE(EBADFD, 0),                       /* the handle is in a bad state */
    SKT_EREMCHG = SKT__CODE(EREMCHG, 0),                     /* the remote address changed */
    SKT_EILSEQ = SKT__CODE(EILSEQ, 1113),                    /* a byte sequence is not valid text */
    SKT_EUSERS = SKT__CODE(EUSERS, 10068),                   /* too many users */
    SKT_ENOTSOCK = SKT__CODE(ENOTSOCK, 10038),               /* the handle is not a socket */
    SKT_EDESTADDRREQ = SKT__CODE(EDESTADDRREQ, 10039),       /* a destination address is needed */
    SKT_EMSGSIZE = SKT__CODE(EMSGSIZE, 10040),               /* the message is too long */
    SKT_EPROTOTYPE = SKT__CODE(EPROTOTYPE, 10041),           /* the protocol does not fit the socket type */
    SKT_ENOPROTOOPT = SKT__CODE(ENOPROTOOPT, 10042),         /* the protocol does not know this option */
    SKT_EPROTONOSUPPORT = SKT__CODE(EPROTONOSUPPORT, 10043), /* the protocol is not supported */
    SKT_ESOCKTNOSUPPORT = SKT__CODE(ESOCKTNOSUPPORT, 10044), /* the socket type is not supported */
    SKT_EOPNOTSUPP = SKT__CODE(EOPNOTSUPP, 10045),           /* the socket cannot do this */
    SKT_ENOTSUP = SKT__CODE(ENOTSUP, 50),                    /* this is not supported */
    SKT_EPFNOSUPPORT = SKT__CODE(EPFNOSUPPORT, 10046),       /* the protocol family is not supported */
    SKT_EAFNOSUPPORT = SKT__CODE(EAFNOSUPPORT, 10047),       /* the address family is not supported, or not here */
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
    SKT_ESRCH = SKT__CODE(ESRCH, 0),                         /* no such process */
    SKT_ENOEXEC = SKT__CODE(ENOEXEC, 0),                     /* the format of the program is not known */
    SKT_ECHILD = SKT__CODE(ECHILD, 0),                       /* there is no child process */
    SKT_ENOTBLK = SKT__CODE(ENOTBLK, 0),                     /* a block device is needed */
    SKT_ETXTBSY = SKT__CODE(ETXTBSY, 0),                     /* the file of a running program is in use */
    SKT_ECHRNG = SKT__CODE(ECHRNG, 0),                       /* the channel number is out of range */
    SKT_EL2NSYNC = SKT__CODE(EL2NSYNC, 0),                   /* level 2 is not synchronized */
    SKT_EL3HLT = SKT__CODE(EL3HLT, 0),                       /* level 3 has halted */
    SKT_EL3RST = SKT__CODE(EL3RST, 0),                       /* level 3 was reset */
    SKT_ELNRNG = SKT__CODE(ELNRNG, 0),                       /* the link number is out of range */
    SKT_EUNATCH = SKT__CODE(EUNATCH, 0),                     /* the protocol driver is not attached */
    SKT_ENOCSI = SKT__CODE(ENOCSI, 0),                       /* no CSI structure is available */
    SKT_EL2HLT = SKT__CODE(EL2HLT, 0),                       /* level 2 has halted */
    SKT_EBADE = SKT__CODE(EBADE, 0),                         /* the exchange is not valid */
    SKT_EBADR = SKT__CODE(EBADR, 0),                         /* the request descriptor is not valid */
    SKT_EXFULL = SKT__CODE(EXFULL, 0),                       /* the exchange is full */
    SKT_ENOANO = SKT__CODE(ENOANO, 0),                       /* there is no anode */
    SKT_EBADRQC = SKT__CODE(EBADRQC, 0),                     /* the request code is not valid */
    SKT_EBADSLT = SKT__CODE(EBADSLT, 0),                     /* the slot is not valid */
    SKT_EDEADLOCK = SKT__CODE(EDEADLOCK, 0),                 /* locking the file would never end */
    SKT_EBFONT = SKT__CODE(EBFONT, 0),                       /* the font file has a wrong format */
    SKT_EADV = SKT__CODE(EADV, 0),                           /* advertising the resource failed */
    SKT_ESRMNT = SKT__CODE(ESRMNT, 0),                       /* a remote mount is in use */
    SKT_EDOTDOT = SKT__CODE(EDOTDOT, 0),                     /* a remote file system failed */
    SKT_ELIBACC = SKT__CODE(ELIBACC, 0),                     /* a needed shared library cannot be read */
    SKT_ELIBBAD = SKT__CODE(ELIBBAD, 0),                     /* a shared library is corrupt */
    SKT_ELIBSCN = SKT__CODE(ELIBSCN, 0),                     /* the library section of the program is corrupt */
    SKT_ELIBMAX = SKT__CODE(ELIBMAX, 0),                     /* too many shared libraries are linked */
    SKT_ELIBEXEC = SKT__CODE(ELIBEXEC, 0),                   /* a shared library cannot be run */
    SKT_ERESTART = SKT__CODE(ERESTART, 0),                   /* the interrupted call shall be made again */
    SKT_ESTRPIPE = SKT__CODE(ESTRPIPE, 0),                   /* the pipe of streams failed */
    SKT_EUCLEAN = SKT__CODE(EUCLEAN, 0),                     /* the structure needs cleaning */
    SKT_ENOTNAM = SKT__CODE(ENOTNAM, 0),                     /* it is not a XENIX named file */
    SKT_ENAVAIL = SKT__CODE(ENAVAIL, 0),                     /* no XENIX semaphores are available */
    SKT_EISNAM = SKT__CODE(EISNAM, 0),                       /* it is a named file */
    SKT_EREMOTEIO = SKT__CODE(EREMOTEIO, 0),                 /* input or output failed on the other machine */
    SKT_ENOMEDIUM = SKT__CODE(ENOMEDIUM, 0),                 /* no medium is inserted */
    SKT_EMEDIUMTYPE = SKT__CODE(EMEDIUMTYPE, 0),             /* the medium has the wrong type */
    SKT_EKEYREVOKED = SKT__CODE(EKEYREVOKED, 0),             /* the key was revoked */
    SKT_EFTYPE = SKT__CODE(EFTYPE, 0),                       /* the file has the wrong type or format */
    SKT_EBADRPC = SKT__CODE(EBADRPC, 0),                     /* the remote procedure call is malformed */
    SKT_ERPCMISMATCH = SKT__CODE(ERPCMISMATCH, 0),           /* the version of remote procedure calls is wrong */
    SKT_EPROGMISMATCH = SKT__CODE(EPROGMISMATCH, 0),         /* the version of the program is wrong */
    SKT_EPROCUNAVAIL = SKT__CODE(EPROCUNAVAIL, 0),           /* the program has no such procedure */
    SKT_EDOOFUS = SKT__CODE(EDOOFUS, 0),                     /* a program is wrong */
    SKT_EINTEGRITY = SKT__CODE(EINTEGRITY, 0),               /* the data failed its integrity check */
    SKT_EPWROFF = SKT__CODE(EPWROFF, 0),                     /* the device is switched off */
    SKT_EDEVERR = SKT__CODE(EDEVERR, 0),                     /* the device failed */
    SKT_EBADEXEC = SKT__CODE(EBADEXEC, 0),                   /* the program or shared library is not valid */
    SKT_EBADARCH = SKT__CODE(EBADARCH, 0),                   /* the program is for another processor */
    SKT_ESHLIBVERS = SKT__CODE(ESHLIBVERS, 0),               /* the shared library has the wrong version */
    SKT_EBADMACHO = SKT__CODE(EBADMACHO, 0),                 /* the program file is malformed */
    SKT_ENOPOLICY = SKT__CODE(ENOPOLICY, 0),                 /* there is no such policy */
    SKT_EQFULL = SKT__CODE(EQFULL, 0),                       /* the interface's output queue is full */
    SKT_EIPSEC = SKT__CODE(EIPSEC, 0),                       /* IPsec failed to process the packet */
    SKT_EINIT = SKT__CODE(EINIT, 0),                         /* initializing failed */
    SKT_EREMDEV = SKT__CODE(EREMDEV, 0),                     /* the device is on another machine */
    SKT_ERREMOTE = SKT__CODE(ERREMOTE, 0),                   /* the object is on another machine (SPARC) */
    SKT_EREMOTERELEASE = SKT__CODE(EREMOTERELEASE, 0),       /* the peer released the connection */
    SKT_ENOSYM = SKT__CODE(ENOSYM, 0),                       /* the program lacks the symbol */
    SKT_ELOCKUNMAPPED = SKT__CODE(ELOCKUNMAPPED, 0),         /* the held lock is no longer in memory */
    SKT_ENOTACTIVE = SKT__CODE(ENOTACTIVE, 0),               /* the facility is not active */
    SKT_EASYNC = SKT__CODE(EASYNC, 0),                       /* the request will end later */
    SKT_ELBIN = SKT__CODE(ELBIN, 0),                         /* the inode is on another machine */
    SKT_ENMFILE = SKT__CODE(ENMFILE, 0),                     /* no more files */
    SKT_ENOSHARE = SKT__CODE(ENOSHARE, 0),                   /* no such machine or shared folder */
    SKT_ECASECLASH = SKT__CODE(ECASECLASH, 0),               /* the file exists under a name of other case */
    SKT_ENOTREADY = SKT__CODE(ENOTREADY, 0),                 /* the device is not ready */
    SKT_EWRPROTECT = SKT__CODE(EWRPROTECT, 0),               /* the medium is write-protected */
    SKT_EFORMAT = SKT__CODE(EFORMAT, 0),                     /* the medium is not formatted */
    SKT_ENOCONNECT = SKT__CODE(ENOCONNECT, 0),               /* there is no connection */
    SKT_EDIST = SKT__CODE(EDIST, 0),                         /* the object is distributed over several machines */
    SKT_ECORRUPT = SKT__CODE(ECORRUPT, 0),                   /* the file system is corrupt */
    SKT_ESYSERROR = SKT__CODE(ESYSERROR, 0),                 /* the system failed */
    SKT_EMEDIA = SKT__CODE(EMEDIA, 0),                       /* the medium has a surface error */
    SKT_ESOFT = SKT__CODE(ESOFT, 0),                         /* input and output worked after a retry or relocation */
    SKT_ESAD = SKT__CODE(ESAD, 0),                           /* the security attributes are denied */
    SKT_ENOTRUST = SKT__CODE(ENOTRUST, 0),                   /* the program is not trusted */

    SKT_WSAEBADF = SKT__WINDOWS(1, 10009),                      /* the handle is not valid */
    SKT_WSASYSNOTREADY = SKT__WINDOWS(2, 10091),                /* the network subsystem is not ready */
    SKT_WSAVERNOTSUPPORTED = SKT__WINDOWS(3, 10092),            /* this Winsock version is not available */
    SKT_WSANOTINITIALISED = SKT__WINDOWS(4, 10093),             /* Winsock was not started */
    SKT_WSAEDISCON = SKT__WINDOWS(5, 10101),                    /* the peer began a graceful shutdown */
    SKT_WSAENOMORE = SKT__WINDOWS(6, 10102),                    /* no more results (old form) */
    SKT_WSAECANCELLED = SKT__WINDOWS(7, 10103),                 /* the call was cancelled (old form) */
    SKT_WSAEINVALIDPROCTABLE = SKT__WINDOWS(8, 10104),          /* the provider's table of functions is not valid */
    SKT_WSAEINVALIDPROVIDER = SKT__WINDOWS(9, 10105),           /* the provider is not valid */
    SKT_WSAEPROVIDERFAILEDINIT = SKT__WINDOWS(10, 10106),       /* the provider could not be started */
    SKT_WSASYSCALLFAILURE = SKT__WINDOWS(11, 10107),            /* a system call that never fails has failed */
    SKT_WSASERVICE_NOT_FOUND = SKT__WINDOWS(12, 10108),         /* no such service */
    SKT_WSATYPE_NOT_FOUND = SKT__WINDOWS(13, 10109),            /* no such class */
    SKT_WSA_E_NO_MORE = SKT__WINDOWS(14, 10110),                /* no more results */
    SKT_WSA_E_CANCELLED = SKT__WINDOWS(15, 10111),              /* the call was cancelled */
    SKT_WSAEREFUSED = SKT__WINDOWS(16, 10112),                  /* the query was refused */
    SKT_WSAHOST_NOT_FOUND = SKT__WINDOWS(17, 11001),            /* no such host */
    SKT_WSATRY_AGAIN = SKT__WINDOWS(18, 11002),                 /* no such host now */
    SKT_WSANO_RECOVERY = SKT__WINDOWS(19, 11003),               /* the name server failed for good */
    SKT_WSANO_DATA = SKT__WINDOWS(20, 11004),                   /* the name has no data of this type */
    SKT_WSA_QOS_RECEIVERS = SKT__WINDOWS(21, 11005),            /* a reserve message has arrived */
    SKT_WSA_QOS_SENDERS = SKT__WINDOWS(22, 11006),              /* a path message has arrived */
    SKT_WSA_QOS_NO_SENDERS = SKT__WINDOWS(23, 11007),           /* there are no senders */
    SKT_WSA_QOS_NO_RECEIVERS = SKT__WINDOWS(24, 11008),         /* there are no receivers */
    SKT_WSA_QOS_REQUEST_CONFIRMED = SKT__WINDOWS(25, 11009),    /* the reservation was confirmed */
    SKT_WSA_QOS_ADMISSION_FAILURE = SKT__WINDOWS(26, 11010),    /* resources are lacking for the reservation */
    SKT_WSA_QOS_POLICY_FAILURE = SKT__WINDOWS(27, 11011),       /* the policy forbids the reservation */
    SKT_WSA_QOS_BAD_STYLE = SKT__WINDOWS(28, 11012),            /* the reservation style is unknown or in conflict */
    SKT_WSA_QOS_BAD_OBJECT = SKT__WINDOWS(29, 11013),           /* a part of the filter or provider data is bad */
    SKT_WSA_QOS_TRAFFIC_CTRL_ERROR = SKT__WINDOWS(30, 11014),   /* the flow specification is bad */
    SKT_WSA_QOS_GENERIC_ERROR = SKT__WINDOWS(31, 11015),        /* quality of service failed */
    SKT_WSA_QOS_ESERVICETYPE = SKT__WINDOWS(32, 11016),         /* the service type is not valid */
    SKT_WSA_QOS_EFLOWSPEC = SKT__WINDOWS(33, 11017),            /* the flow specification is not valid */
    SKT_WSA_QOS_EPROVSPECBUF = SKT__WINDOWS(34, 11018),         /* the provider's buffer is not valid */
    SKT_WSA_QOS_EFILTERSTYLE = SKT__WINDOWS(35, 11019),         /* the filter style is not valid */
    SKT_WSA_QOS_EFILTERTYPE = SKT__WINDOWS(36, 11020),          /* the filter type is not valid */
    SKT_WSA_QOS_EFILTERCOUNT = SKT__WINDOWS(37, 11021),         /* the number of filters is wrong */
    SKT_WSA_QOS_EOBJLENGTH = SKT__WINDOWS(38, 11022),           /* an object's length is wrong */
    SKT_WSA_QOS_EFLOWCOUNT = SKT__WINDOWS(39, 11023),           /* the number of flow descriptors is wrong */
    SKT_WSA_QOS_EUNKOWNPSOBJ = SKT__WINDOWS(40, 11024),         /* an object in the provider's buffer is unknown */
    SKT_WSA_QOS_EPOLICYOBJ = SKT__WINDOWS(41, 11025),           /* a policy object is not valid */
    SKT_WSA_QOS_EFLOWDESC = SKT__WINDOWS(42, 11026),            /* a flow descriptor is not valid */
    SKT_WSA_QOS_EPSFLOWSPEC = SKT__WINDOWS(43, 11027),          /* the provider's buffer has a bad flow specification */
    SKT_WSA_QOS_EPSFILTERSPEC = SKT__WINDOWS(44, 11028),        /* a filter in the provider's buffer is not valid */
    SKT_WSA_QOS_ESDMODEOBJ = SKT__WINDOWS(45, 11029),           /* the shape discard object is not valid */
    SKT_WSA_QOS_ESHAPERATEOBJ = SKT__WINDOWS(46, 11030),        /* the shaping rate object is not valid */
    SKT_WSA_QOS_RESERVED_PETYPE = SKT__WINDOWS(47, 11031),      /* the provider's buffer has a reserved element */
    SKT_WSA_INVALID_PARAMETER = SKT__WINDOWS(48, 87),           /* a parameter is not valid */
    SKT_WSA_IO_INCOMPLETE = SKT__WINDOWS(49, 996),              /* the overlapped call has not ended */
    SKT_WSA_IO_PENDING = SKT__WINDOWS(50, 997),                 /* the overlapped call will end later */
    SKT_WSA_WAIT_TIMEOUT = SKT__WINDOWS(102, 258),              /* the wait ended by its time */
    SKT_WSA_SECURE_HOST_NOT_FOUND = SKT__WINDOWS(160, 11032),   /* no such host that can be verified */
    SKT_WSA_IPSEC_NAME_POLICY_ERROR = SKT__WINDOWS(161, 11033), /* the IPsec policy of the name is wrong */

    SKT_ERROR_PATH_NOT_FOUND = SKT__WINDOWS(51, 3),                 /* a folder of the path does not exist */
    SKT_ERROR_OUTOFMEMORY = SKT__WINDOWS(52, 14),                   /* not enough memory for the request */
    SKT_ERROR_NO_MORE_FILES = SKT__WINDOWS(53, 18),                 /* no more files */
    SKT_ERROR_NOT_READY = SKT__WINDOWS(54, 21),                     /* the device is not ready */
    SKT_ERROR_CRC = SKT__WINDOWS(55, 23),                           /* the data failed its check */
    SKT_ERROR_BAD_LENGTH = SKT__WINDOWS(56, 24),                    /* the length of the request is wrong */
    SKT_ERROR_WRITE_FAULT = SKT__WINDOWS(57, 29),                   /* the device cannot be written to */
    SKT_ERROR_READ_FAULT = SKT__WINDOWS(58, 30),                    /* the device cannot be read from */
    SKT_ERROR_GEN_FAILURE = SKT__WINDOWS(59, 31),                   /* the device does not work */
    SKT_ERROR_SHARING_VIOLATION = SKT__WINDOWS(60, 32),             /* another process uses the file */
    SKT_ERROR_LOCK_VIOLATION = SKT__WINDOWS(61, 33),                /* another process locked this part of the file */
    SKT_ERROR_HANDLE_EOF = SKT__WINDOWS(62, 38),                    /* the end of the file was reached */
    SKT_ERROR_HANDLE_DISK_FULL = SKT__WINDOWS(63, 39),              /* the disk is full */
    SKT_ERROR_REM_NOT_LIST = SKT__WINDOWS(64, 51),                  /* the other machine does not listen */
    SKT_ERROR_DUP_NAME = SKT__WINDOWS(65, 52),                      /* the name exists twice on the network */
    SKT_ERROR_BAD_NETPATH = SKT__WINDOWS(66, 53),                   /* no such path on the network */
    SKT_ERROR_NETWORK_BUSY = SKT__WINDOWS(67, 54),                  /* the network is busy */
    SKT_ERROR_DEV_NOT_EXIST = SKT__WINDOWS(68, 55),                 /* the network resource or device is gone */
    SKT_ERROR_ADAP_HDW_ERR = SKT__WINDOWS(69, 57),                  /* the network adapter failed */
    SKT_ERROR_BAD_NET_RESP = SKT__WINDOWS(70, 58),                  /* the server's answer is malformed */
    SKT_ERROR_UNEXP_NET_ERR = SKT__WINDOWS(71, 59),                 /* the network failed unexpectedly */
    SKT_ERROR_BAD_REM_ADAP = SKT__WINDOWS(72, 60),                  /* the other machine's adapter does not fit */
    SKT_ERROR_NETNAME_DELETED = SKT__WINDOWS(73, 64),               /* the connection was closed during the call */
    SKT_ERROR_NETWORK_ACCESS_DENIED = SKT__WINDOWS(74, 65),         /* access to the network is denied */
    SKT_ERROR_BAD_DEV_TYPE = SKT__WINDOWS(75, 66),                  /* the network resource has the wrong type */
    SKT_ERROR_BAD_NET_NAME = SKT__WINDOWS(76, 67),                  /* no such name on the network */
    SKT_ERROR_TOO_MANY_SESS = SKT__WINDOWS(77, 69),                 /* too many sessions */
    SKT_ERROR_REQ_NOT_ACCEP = SKT__WINDOWS(78, 71),                 /* the other machine takes no more connections */
    SKT_ERROR_FILE_EXISTS = SKT__WINDOWS(79, 80),                   /* the file exists already */
    SKT_ERROR_CANNOT_MAKE = SKT__WINDOWS(80, 82),                   /* the folder or file cannot be made */
    SKT_ERROR_OUT_OF_STRUCTURES = SKT__WINDOWS(81, 84),             /* no storage is left for the request */
    SKT_ERROR_NET_WRITE_FAULT = SKT__WINDOWS(82, 88),               /* writing to the network failed */
    SKT_ERROR_BROKEN_PIPE = SKT__WINDOWS(83, 109),                  /* the other end of the pipe was closed */
    SKT_ERROR_OPEN_FAILED = SKT__WINDOWS(84, 110),                  /* the device or file cannot be opened */
    SKT_ERROR_BUFFER_OVERFLOW = SKT__WINDOWS(85, 111),              /* the name or the result does not fit the buffer */
    SKT_ERROR_SEM_TIMEOUT = SKT__WINDOWS(86, 121),                  /* the time of the network or device ran out */
    SKT_ERROR_INSUFFICIENT_BUFFER = SKT__WINDOWS(87, 122),          /* the buffer is too small */
    SKT_ERROR_INVALID_NAME = SKT__WINDOWS(88, 123),                 /* the syntax of the name is wrong */
    SKT_ERROR_MOD_NOT_FOUND = SKT__WINDOWS(89, 126),                /* no such module */
    SKT_ERROR_PROC_NOT_FOUND = SKT__WINDOWS(90, 127),               /* the module has no such function */
    SKT_ERROR_NEGATIVE_SEEK = SKT__WINDOWS(91, 131),                /* the position is before the start of the file */
    SKT_ERROR_DIR_NOT_EMPTY = SKT__WINDOWS(92, 145),                /* the folder is not empty */
    SKT_ERROR_NOT_LOCKED = SKT__WINDOWS(93, 158),                   /* this part of the file is not locked */
    SKT_ERROR_BAD_PATHNAME = SKT__WINDOWS(94, 161),                 /* the path is not valid */
    SKT_ERROR_LOCK_FAILED = SKT__WINDOWS(95, 167),                  /* this part of the file cannot be locked */
    SKT_ERROR_FILENAME_EXCED_RANGE = SKT__WINDOWS(96, 206),         /* the file name is too long */
    SKT_ERROR_BAD_PIPE = SKT__WINDOWS(97, 230),                     /* the pipe is in the wrong state */
    SKT_ERROR_PIPE_BUSY = SKT__WINDOWS(98, 231),                    /* all instances of the pipe are in use */
    SKT_ERROR_NO_DATA = SKT__WINDOWS(99, 232),                      /* the pipe is being closed */
    SKT_ERROR_PIPE_NOT_CONNECTED = SKT__WINDOWS(100, 233),          /* nothing is at the other end of the pipe */
    SKT_ERROR_MORE_DATA = SKT__WINDOWS(101, 234),                   /* more data is there */
    SKT_ERROR_NO_MORE_ITEMS = SKT__WINDOWS(103, 259),               /* no more items */
    SKT_ERROR_INVALID_ADDRESS = SKT__WINDOWS(104, 487),             /* the address of memory cannot be used */
    SKT_ERROR_PIPE_CONNECTED = SKT__WINDOWS(105, 535),              /* a process is at the pipe's other end already */
    SKT_ERROR_PIPE_LISTENING = SKT__WINDOWS(106, 536),              /* the pipe waits for a process at its other end */
    SKT_ERROR_NOACCESS = SKT__WINDOWS(107, 998),                    /* memory may not be accessed there */
    SKT_ERROR_CAN_NOT_COMPLETE = SKT__WINDOWS(108, 1003),           /* the function cannot complete */
    SKT_ERROR_INVALID_FLAGS = SKT__WINDOWS(109, 1004),              /* the flags are not valid */
    SKT_ERROR_FILE_INVALID = SKT__WINDOWS(110, 1006),               /* the open file is no longer valid */
    SKT_ERROR_SERVICE_DISABLED = SKT__WINDOWS(111, 1058),           /* the service is disabled */
    SKT_ERROR_SERVICE_DOES_NOT_EXIST = SKT__WINDOWS(112, 1060),     /* no such service is installed */
    SKT_ERROR_SERVICE_NOT_ACTIVE = SKT__WINDOWS(113, 1062),         /* the service was not started */
    SKT_ERROR_SERVICE_DEPENDENCY_FAIL = SKT__WINDOWS(114, 1068),    /* a service that this one needs cannot start */
    SKT_ERROR_DLL_INIT_FAILED = SKT__WINDOWS(115, 1114),            /* starting a library failed */
    SKT_ERROR_SHUTDOWN_IN_PROGRESS = SKT__WINDOWS(116, 1115),       /* the system is shutting down */
    SKT_ERROR_NOT_ENOUGH_SERVER_MEMORY = SKT__WINDOWS(117, 1130),   /* the server has not enough memory */
    SKT_ERROR_DEVICE_NOT_CONNECTED = SKT__WINDOWS(118, 1167),       /* the device is not connected */
    SKT_ERROR_NOT_FOUND = SKT__WINDOWS(119, 1168),                  /* no such element, or no call to cancel */
    SKT_ERROR_BAD_DEVICE = SKT__WINDOWS(120, 1200),                 /* the name of the device is not valid */
    SKT_ERROR_NO_NET_OR_BAD_PATH = SKT__WINDOWS(121, 1203),         /* no network takes the path */
    SKT_ERROR_INVALID_NETNAME = SKT__WINDOWS(122, 1214),            /* the format of the network name is wrong */
    SKT_ERROR_CANCELLED = SKT__WINDOWS(123, 1223),                  /* the user cancelled the operation */
    SKT_ERROR_USER_MAPPED_FILE = SKT__WINDOWS(124, 1224),           /* a part of the file is mapped into memory */
    SKT_ERROR_CONNECTION_REFUSED = SKT__WINDOWS(125, 1225),         /* the other machine refused the connection */
    SKT_ERROR_GRACEFUL_DISCONNECT = SKT__WINDOWS(126, 1226),        /* the connection was closed in good order */
    SKT_ERROR_ADDRESS_ALREADY_ASSOCIATED = SKT__WINDOWS(127, 1227), /* the endpoint has an address already */
    SKT_ERROR_ADDRESS_NOT_ASSOCIATED = SKT__WINDOWS(128, 1228),     /* the endpoint has no address yet */
    SKT_ERROR_CONNECTION_INVALID = SKT__WINDOWS(129, 1229),         /* no such connection */
    SKT_ERROR_CONNECTION_ACTIVE = SKT__WINDOWS(130, 1230),          /* the connection is active */
    SKT_ERROR_NETWORK_UNREACHABLE = SKT__WINDOWS(131, 1231),        /* the network cannot be reached */
    SKT_ERROR_HOST_UNREACHABLE = SKT__WINDOWS(132, 1232),           /* the host cannot be reached */
    SKT_ERROR_PROTOCOL_UNREACHABLE = SKT__WINDOWS(133, 1233),       /* the host does not have the protocol */
    SKT_ERROR_PORT_UNREACHABLE = SKT__WINDOWS(134, 1234),           /* nothing listens at the port */
    SKT_ERROR_REQUEST_ABORTED = SKT__WINDOWS(135, 1235),            /* the request was aborted */
    SKT_ERROR_CONNECTION_ABORTED = SKT__WINDOWS(136, 1236),         /* this side aborted the connection */
    SKT_ERROR_RETRY = SKT__WINDOWS(137, 1237),                      /* it failed and may succeed when tried again */
    SKT_ERROR_CONNECTION_COUNT_LIMIT = SKT__WINDOWS(138, 1238),     /* too many connections */
    SKT_ERROR_INCORRECT_ADDRESS = SKT__WINDOWS(139, 1241),          /* the network address is wrong */
    SKT_ERROR_ALREADY_REGISTERED = SKT__WINDOWS(140, 1242),         /* it is registered already */
    SKT_ERROR_SERVICE_NOT_FOUND = SKT__WINDOWS(141, 1243),          /* no such service on the network */
    SKT_ERROR_NOT_AUTHENTICATED = SKT__WINDOWS(142, 1244),          /* the user is not authenticated */
    SKT_ERROR_NOT_LOGGED_ON = SKT__WINDOWS(143, 1245),              /* the user is not logged on */
    SKT_ERROR_HOST_DOWN = SKT__WINDOWS(144, 1256),                  /* the other machine is down */
    SKT_ERROR_PRIVILEGE_NOT_HELD = SKT__WINDOWS(145, 1314),         /* the process lacks a privilege */
    SKT_ERROR_INTERNAL_ERROR = SKT__WINDOWS(146, 1359),             /* the system failed internally */
    SKT_ERROR_FILE_CORRUPT = SKT__WINDOWS(147, 1392),               /* the file or folder is corrupt */
    SKT_ERROR_DISK_CORRUPT = SKT__WINDOWS(148, 1393),               /* the disk is corrupt */
    SKT_ERROR_NO_SYSTEM_RESOURCES = SKT__WINDOWS(149, 1450),        /* the system lacks resources */
    SKT_ERROR_NONPAGED_SYSTEM_RESOURCES = SKT__WINDOWS(150, 1451),  /* the system lacks memory that stays in place */
    SKT_ERROR_PAGED_SYSTEM_RESOURCES = SKT__WINDOWS(151, 1452),     /* the system lacks memory that may be paged out */
    SKT_ERROR_WORKING_SET_QUOTA = SKT__WINDOWS(152, 1453),          /* the quota of the working set is used up */
    SKT_ERROR_PAGEFILE_QUOTA = SKT__WINDOWS(153, 1454),             /* the quota of the page file is used up */
    SKT_ERROR_COMMITMENT_LIMIT = SKT__WINDOWS(154, 1455),           /* the page file is too small */
    SKT_ERROR_TIMEOUT = SKT__WINDOWS(155, 1460),                    /* the time of the operation ran out */
    SKT_ERROR_INVALID_USER_BUFFER = SKT__WINDOWS(156, 1784),        /* the buffer is not valid for the operation */
    SKT_ERROR_NOT_ENOUGH_QUOTA = SKT__WINDOWS(157, 1816),           /* the quota is used up */
    SKT_ERROR_CANT_ACCESS_FILE = SKT__WINDOWS(158, 1920),           /* the system cannot access the file */
    SKT_ERROR_CANT_RESOLVE_FILENAME = SKT__WINDOWS(159, 1921),      /* the system cannot resolve the file's name */

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
 * Returns the name of a result: "ECONNREFUSED".
 *
 * rc        The result of a call of this library.
 *
 * Returns   The name without SKT_, a constant string; NULL for a success and for an unknown code.
 * Since     0.1
 */
SKT_API const char *skt_error_name(int rc);

/*
 * Writes the text of a result: "nobody accepts connections there".
 *
 * The text of an unknown code is "unknown error -12345", that of a success "no error".
 *
 * rc        The result of a call of this library.
 * out       The text, terminated by a null byte unless size is 0. May be NULL if size is 0.
 * size      The size of out in bytes.
 *
 * Returns   The length of the whole text, as snprintf(3). The text was truncated if this is size or more.
 * Since     0.1
 * See       snprintf(3), strerror(3)
 */
SKT_API int skt_error_text(int rc, char *out, size_t size);

/*
 * Finds a condition by its name.
 *
 * The name may begin with SKT_. Alternative names are accepted on every system: second names of errno(3) such as
 * EWOULDBLOCK and ENOTSUP, and the Winsock or Windows names of conditions that have an errno, such as WSAECONNREFUSED
 * or ERROR_ACCESS_DENIED.
 *
 * name      The name in capital letters, as skt_error_name returns it.
 * out       The negative code; not changed if the name is unknown.
 *
 * Returns   0.
 * Errors    SKT_ENOENT  No condition has this name.
 * Since     0.1
 */
SKT_API int skt_error_find(const char *name, int *out);

/*
 * Counts the conditions, or returns the one at an index.
 *
 * The conditions are in the order of enum skt_error and include those that this system lacks. A number with two names,
 * such as ENOTSUP on Linux, is counted once.
 *
 * index     At least 0, less than skt_error_count().
 *
 * Returns   The number of conditions. The negative code at the index, or 0 if the index is too large.
 * Since     0.1
 */
SKT_API size_t skt_error_count(void);
SKT_API int skt_error_at(size_t index);

/*
 * Tells whether a call failed because it would have to block: SKT_EAGAIN.
 *
 * rc        The result of a call of this library.
 *
 * Returns   true only for SKT_EAGAIN.
 * Windows   An expired SO_RCVTIMEO or SO_SNDTIMEO is SKT_ETIMEDOUT, for which this is false. Microsoft calls the state
 *           of the socket undefined afterwards, so close it. Calls with a deadline do not have this problem.
 * Since     0.1
 * See       recv(2)
 */
SKT_API bool skt_error_is_again(int rc);

/*
 * Tells whether a result means that the system, the protocol or the socket lacks the requested feature.
 *
 * It is meant for optional requests, such as an option that may be missing or a family that may be disabled. If the
 * request itself was wrong, the same codes have other meanings.
 *
 * rc        The result of a call of this library.
 *
 * Returns   true for SKT_EUNSUPPORTED, SKT_ENOPROTOOPT, SKT_EOPNOTSUPP, SKT_ENOTSUP, SKT_EAFNOSUPPORT,
 *           SKT_EPFNOSUPPORT, SKT_EPROTONOSUPPORT, SKT_ESOCKTNOSUPPORT, SKT_ENOSYS and SKT_ENOTTY.
 * Since     0.1
 */
SKT_API bool skt_error_is_unsupported(int rc);

SKT_END

#endif
