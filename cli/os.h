/* SPDX-License-Identifier: MIT */
/*
 * The functions of the system that the tool needs besides sockets: files, output, the terminal, interrupts. unix/ and
 * windows/ each provide them, and no other code of the tool depends on the system.
 *
 * Results are those of the library: 0 or more, or the system's negative code. If several codes mean the same, it is the
 * one that skt_error_name knows. Paths and arguments are UTF-8 on Windows and plain bytes elsewhere. Offsets have 64
 * bits.
 */
#ifndef SKT_CLI_OS_H
#define SKT_CLI_OS_H

#include <skt/skt.h>

#define OS_PATH_MAX 4096
#define OS_NO_FILE  ((skt_file) - 1)

typedef enum os_kind { OS_NOTHING, OS_FILE, OS_DIRECTORY, OS_LINK, OS_OTHER } os_kind;

/*
 * Opens those of standard input, output and error that the parent closed on the null device, so that no file or socket
 * of the program gets their numbers. Must be called before anything is opened.
 */
int os_open_standard(void);

/* The program's arguments in the encoding above; NULL if there is no memory. */
char **os_arguments(int *argc, char **argv);

/* The kind of file at a path, following links; OS_NOTHING also if access fails. */
os_kind os_kind_of(const char *path);

/* Opens a regular file, without blocking on other kinds: SKT_EISDIR for a directory, SKT_EINVAL for others. */
int os_open_to_read(const char *path, skt_file *out, uint64_t *len_out);

/* Creates a file. SKT_EEXIST if the name exists, even as a dangling link. */
int os_create(const char *path, skt_file *out);

/* Opens a file to read and write, without following a link. */
int os_open_to_change(const char *path, skt_file *out, uint64_t *len_out);

/* How long the file is now. */
int os_measure(skt_file file, uint64_t *len_out);

/* Locks the file until it is closed. SKT_EBUSY: another process has locked it. */
int os_lock_file(skt_file file);

skt_ssize os_read_at(skt_file file, void *out, size_t len, uint64_t offset);
skt_ssize os_write_at(skt_file file, const void *data, size_t len, uint64_t offset);
int os_truncate(skt_file file, uint64_t len);

/* Waits until the file's data is on the disk. */
int os_sync(skt_file file);

/* Makes file systems such as NFS report write errors now that they would report on close. */
int os_settle(skt_file file);

/* Closes the file even if it returns an error, which matters only for files that were written. */
int os_close(skt_file file);

int os_remove(const char *path);

/* The part of a path behind its last separator. */
const char *os_base_name(const char *path);

/* Why this system cannot have a file of this name, as the end of a sentence; NULL if it can. */
const char *os_name_problem(const char *name);

/* Make a new folder that only this user may enter; remove an empty folder. */
int os_make_temporary_folder(char *out, size_t size);
int os_remove_folder(const char *path);

/* Identifies a file: a file that takes over its path has another identity, as long as the first one exists. */
typedef struct os_identity {
    uint64_t device, number;
} os_identity;

/* Identifies the socket at a path, without following a link. SKT_ENOENT: no file; SKT_ENOTSOCK: not a socket. */
int os_identify_socket(const char *path, os_identity *out);

/* Removes the socket if it is still the given one, else returns SKT_ENOENT. Safe in signal handlers. */
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

/* Writes a whole text in UTF-8, converted if necessary for a terminal, unchanged to anything else. */
int os_write(os_stream to, const char *text, size_t len);

/* Whether the stream is a terminal. */
bool os_is_terminal(os_stream which);

/* Whether stderr is a terminal; and the width of that terminal, or else of that at stdout. */
bool os_has_terminal(void);
int os_terminal_width(void);

/*
 * From now on an interrupt is only recorded, so that the program can clean up; a second one, more than a second later,
 * ends the program at once. On Unix SIGINT, SIGTERM, SIGHUP and SIGPIPE are interrupts, and SIGXFSZ is ignored. Signals
 * that the parent ignored stay ignored.
 */
int os_catch_interrupts(void);

/* Becomes readable when an interrupt is recorded; SKT_INVALID_SOCKET if interrupts are not caught. */
skt_socket os_interrupt_socket(void);

/* The exit status of the interrupt, 130 for Ctrl-C; 0 if there was none. */
int os_interrupt_status(void);

/* Runs a function in a detached thread with all signals blocked. */
int os_start_thread(void (*run)(void *), void *argument);

/* The id of this process, for skt_export. */
int64_t os_process_id(void);

/* Fills in cryptographically random bytes. */
int os_random(void *out, size_t len);

/* The processor time that this process has used. */
skt_duration os_processor_time(void);

/* Whether skt_sendfile blocks even on a non-blocking socket. */
bool os_sendfile_waits(void);

#endif
