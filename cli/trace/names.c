/* SPDX-License-Identifier: MIT */
#include "names.h"

#include "../background.h"
#include "../say.h"

#include <stdio.h>

#define KNOWN_MOST 512
#define PATIENCE   SKT_SECONDS(2)

typedef struct known {
    skt_addr host;
    char name[256];
} known;

static known all[KNOWN_MOST];
static size_t count;
static bool wanted;

/* The thread's data. */
static struct {
    skt_addr host;
    char name[256];
} job;

void names_begin(void)
{
    wanted = true;
}

static int ask(void *unused)
{
    (void)unused;
    return skt_resolve_name(&job.host, job.name, sizeof job.name, NULL, 0, SKT_NI_NAMEREQD);
}

const char *names_find(const skt_addr *host)
{
    char shown[SAY_MAX];
    bool left = false;
    for (size_t i = 0; i < count; i++)
        if (skt_addr_same_host(&all[i].host, host)) return all[i].name[0] != '\0' ? all[i].name : NULL;
    if (!wanted || count == KNOWN_MOST || host->len == 0) return NULL;
    job.host = *host;
    int rc = background_call(ask, NULL, skt_deadline_in(PATIENCE), &left);
    /* The resolver is too slow: stop asking it. */
    if (left) wanted = false;
    known *k = &all[count++];
    k->host = *host;
    snprintf(k->name, sizeof k->name, "%.255s", rc == 0 ? printable(job.name, shown) : "");
    return k->name[0] != '\0' ? k->name : NULL;
}
