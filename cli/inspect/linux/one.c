/* SPDX-License-Identifier: MIT */
/* One descriptor of one process. */
#include "../survey.h"

#include "../../say.h"
#include "copy.h"
#include "processes.h"
#include "refusal.h"

int survey_with_copy(const target *which, int (*use)(skt_socket s, void *argument), void *argument)
{
    char name[PROCESS_NAME_MAX], reason[SAY_MAX];
    copy c;
    process_name(which->pid, name);
    if (name[0] == '\0') return complain("%s: there is no such process", which->text);
    int64_t inode = process_socket(which->pid, which->fd);
    if (inode == SKT_ENOENT) return complain("%s: there is no such descriptor", which->text);
    if (inode == 0) return complain("%s: this is no socket", which->text);
    int rc = inode < 0 ? (int)inode : copy_take(which->pid, (int)which->fd, (uint64_t)inode, &c);
    if (rc < 0) {
        const char *code = skt_error_name(rc);
        return complain("%s: %s (%s)", which->text, refusal_reason(which->pid, rc, reason),
                        code ? code : "unknown error");
    }
    int status = use(c.socket, argument);
    copy_close(&c);
    return status;
}

json_t *survey_owners(const target *which)
{
    processes all;
    int64_t inode = process_socket(which->pid, which->fd);
    if (inode <= 0 || processes_read(&all) < 0) return json_array();
    json_t *owners = processes_owners(&all, (uint64_t)inode);
    processes_free(&all);
    return owners;
}
