/* SPDX-License-Identifier: MIT */
/*
 * What the tool needs of the system besides sockets: files, output, the terminal, interrupts. Each system has its folder with
 * one os.c, and nothing else in the tool knows which system it runs on.
 *
 * Results are those of the library: 0 or more, or the system's negative code, and of several that say the same the one
 * that skt_error_name and skt_error_text know. Paths and arguments are UTF-8 on Windows and the system's own bytes elsewhere. Offsets have 64 bits.
 */
#ifndef SKT_CLI_OS_H
#define SKT_CLI_OS_H

#include <skt/skt.h>

#define OS_PATH_MAX 4096
#define OS_NO_FILE  ((skt_file) - 1)

typedef enum os_kind { OS_NOTHING, OS_FILE, OS_DIRECTORY, OS_LINK, OS_OTHER } os_kind;

/*
 * Opens standard input, output and error on the null device where the parent closed them, so that no file or socket of
 * the program gets their place. To be called before anything is opened.
 */
int os_open_standard(void);

/* The arguments of the program, as text in the encoding above; NULL where there is no memory for them. */
char **os_arguments(int *argc, char **argv);

/* What a path leads to; OS_NOTHING also where it cannot be looked at. Links are followed. */
os_kind os_kind_of(const char *path);

/* Opens a regular file, without waiting for whatever else it may be: SKT_EISDIR for a directory, SKT_EINVAL for others. */
int os_open_to_read(const char *path, skt_file *out, uint64_t *len_out);

/* Makes a new file, SKT_EEXIST where there is anything of that name already, be it a dangling link. */
int os_create(const char *path, skt_file *out);

/* Opens one to change it, without following a link. */
int os_open_to_change(const char *path, skt_file *out, uint64_t *len_out);

/* How long the file is now. */
int os_measure(skt_file file, uint64_t *len_out);

/* Keeps the file from everybody else who locks it, until it is closed. SKT_EBUSY: somebody has it. */
int os_lock_file(skt_file file);

skt_ssize os_read_at(skt_file file, void *out, size_t len, uint64_t offset);
skt_ssize os_write_at(skt_file file, const void *data, size_t len, uint64_t offset);
int os_truncate(skt_file file, uint64_t len);

/* Waits until the file is on the disk. */
int os_sync(skt_file file);

/* Makes the file system say now what it would say of the bytes only when the file is closed. */
int os_settle(skt_file file);

/* The file is closed also where that fails; of a file that was only read nobody needs to know. */
int os_close(skt_file file);

/* Removes a file. */
int os_remove(const char *path);

/* The part of a path behind its last separator. */
const char *os_base_name(const char *path);

/* Why this system cannot have a file of this name, as the end of a sentence; NULL where it can. */
const char *os_name_problem(const char *name);

/* Makes a new folder that only this user may enter, and removes it when it is empty again. */
int os_make_temporary_folder(char *out, size_t size);
int os_remove_folder(const char *path);

/* Which file a path leads to, as long as that exists: it differs from that of another one that gets the path later. */
typedef struct os_identity {
    uint64_t device, number;
} os_identity;

/* Looks at the socket of a path, without following a link. SKT_ENOENT: there is nothing; SKT_ENOTSOCK: no socket. */
int os_identify_socket(const char *path, os_identity *out);

/* Removes the socket if it is still that one; SKT_ENOENT where it is not. A signal handler may call it. */
int os_remove_socket(const char *path, const os_identity *which);

/*
 * Ends a socket at the end of the program, while another thread may be in a call with it. On Unix it is closed with
 * the process, as its number could become another's before; Windows resets a connection that nobody has closed.
 */
void os_leave_socket(skt_socket s);

/*
 * From now on an interrupt that ends the program removes that socket; the path is not copied. NULL ends that.
 */
void os_remove_when_ended(const char *path, const os_identity *which);

typedef enum os_stream { OS_STDOUT, OS_STDERR } os_stream;

/* Writes all of a text in UTF-8: a terminal shows its characters, everything else gets its bytes. */
int os_write(os_stream to, const char *text, size_t len);

/* Whether what is written there goes to a terminal. */
bool os_is_terminal(os_stream which);

/* Whether stderr is a terminal; how many columns that has, or else that of stdout. */
bool os_has_terminal(void);
int os_terminal_width(void);

/*
 * From now on an interrupt is only noted, so that whoever sees it can clean up; one that comes more than a second later
 * ends the program. On Unix SIGINT, SIGTERM, SIGHUP and SIGPIPE are interrupts, and SIGXFSZ is ignored. A signal that
 * the parent ignored stays ignored.
 */
int os_catch_interrupts(void);

/* Readable as soon as an interrupt is noted; SKT_INVALID_SOCKET where none are. */
skt_socket os_interrupt_socket(void);

/* The exit status that the interrupt asks for, 130 for Ctrl-C; 0 as long as there was none. */
int os_interrupt_status(void);

/* Runs a function in a thread of its own, which ends with it or with the program; it sees no signals. */
int os_start_thread(void (*run)(void *), void *argument);

/* This process, for skt_export. */
int64_t os_process_id(void);

/* Fills in bytes that nobody can guess. */
int os_random(void *out, size_t len);

/* The processor time that this process has used. */
skt_duration os_processor_time(void);

/* Whether skt_sendfile waits for the peer although the socket does not block. */
bool os_sendfile_waits(void);

#endif
