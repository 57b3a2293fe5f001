/* SPDX-License-Identifier: MIT */
/* skt check: what came of one attempt. */
#ifndef SKT_CLI_CHECK_OUTCOME_H
#define SKT_CLI_CHECK_OUTCOME_H

#include "../say.h"

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

typedef enum verdict {
    CHECK_WORKS,
    CHECK_OFFERED,
    CHECK_ABSENT,
    CHECK_DENIED,
    CHECK_RESTRICTED, /* by how this machine, network or process is set up */
    CHECK_FAILED,
    CHECK_VERDICTS
} verdict;

typedef struct outcome {
    verdict verdict;
    int rc;               /* the error that it comes from; 0 for none */
    char detail[SAY_MAX]; /* may be empty */
} outcome;

outcome check_works(void);
outcome check_offered(const char *why);
outcome check_failed(const char *format, ...) SAY_PRINTF(1, 2);

/*
 * What a call's error means: no permission, a restriction, not on this system, or else a failure of that step. The last
 * but one is believed of all codes of that meaning where `may_lack`, else only of SKT_EUNSUPPORTED.
 */
outcome check_error(const char *step, int rc, bool may_lack);

/* The error of making or filling something in the folder for temporary files, none of which is the library's. */
outcome check_folder_error(const char *step, int rc);

/* What came of receiving: an error, `otherwise` where it is another count, or all is well. */
outcome check_count(skt_ssize count, size_t wanted, const char *otherwise);

#endif
