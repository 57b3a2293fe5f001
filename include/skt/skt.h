/* SPDX-License-Identifier: MIT */
/* All of skt: a thin layer between a C program and the sockets of the system on which it runs. */
#ifndef SKT_SKT_H
#define SKT_SKT_H

#include <skt/address.h>
#include <skt/connection.h>
#include <skt/control.h>
#include <skt/dial.h>
#include <skt/error.h>
#include <skt/flat.h>
#include <skt/interface.h>
#include <skt/io.h>
#include <skt/message.h>
#include <skt/option.h>
#include <skt/option_keys.h>
#include <skt/option_numbers.h>
#include <skt/poll.h>
#include <skt/socket.h>
#include <skt/system.h>
#include <skt/time.h>
#include <skt/udp.h>

/* The version of the headers. */
#define SKT_VERSION_MAJOR 0
#define SKT_VERSION_MINOR 1
#define SKT_VERSION_PATCH 0
#define SKT_VERSION       "0.1.0"

SKT_BEGIN

/*
 * Returns the version of the library at run time. SKT_VERSION is the version of the headers.
 *
 * Returns   A text such as "0.1.0".
 * Since     0.1
 */
SKT_API const char *skt_version(void);

SKT_END

#endif
