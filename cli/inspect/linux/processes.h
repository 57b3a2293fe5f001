/* SPDX-License-Identifier: MIT */
/* The processes of Linux, as /proc shows them, and the sockets that they hold. */
#ifndef SKT_CLI_INSPECT_LINUX_PROCESSES_H
#define SKT_CLI_INSPECT_LINUX_PROCESSES_H

#include <skt/skt.h>

#include <jansson.h>

/* A descriptor of a process that is a socket. */
typedef struct holder {
    uint64_t inode;
    int64_t pid;
    int fd;
    size_t process; /* the index in `all` */
} holder;

typedef struct process {
    int64_t pid;
    int hidden; /* 0, or why its descriptors cannot be read */
    bool wanted, wanted_whole;
} process;

/* All but this one. */
typedef struct processes {
    process *all;
    size_t count;
    holder *holders; /* in the order of their inodes */
    size_t holder_count;
} processes;

/* Reads all processes. Returns 0 or an error. */
int processes_read(processes *out);
void processes_free(processes *p);

/* The holders of a socket, which are contiguous: the first one, and their number. */
const holder *processes_holders(const processes *p, uint64_t inode, size_t *count_out);

/* The inode of the socket at this descriptor; 0 if it is no socket; or an error. */
int64_t process_socket(int64_t pid, int64_t fd);

#define PROCESS_NAME_MAX 32

/* The name of the program; "" if there is no such process. */
void process_name(int64_t pid, char out[PROCESS_NAME_MAX]);

/* The user that the process runs as; -1 if there is no such process. */
int64_t process_user(int64_t pid);

/* The number of its "net" or "user" namespace; 0 if it cannot be read. */
uint64_t process_namespace(int64_t pid, const char *kind);

/* Reads the numbers of a line of /proc/PID/status, such as "Uid" or "CapPrm". Returns their count. */
size_t process_numbers(int64_t pid, const char *line, int base, uint64_t *out, size_t room);

/* [{"pid", "fd", "name", "uid"}] */
json_t *processes_owners(const processes *p, uint64_t inode);

#endif
