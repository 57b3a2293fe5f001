/* SPDX-License-Identifier: MIT */
/* skt check: the result of one attempt. */
#ifndef SKT_CLI_CHECK_OUTCOME_H
#define SKT_CLI_CHECK_OUTCOME_H

#include "../say.h"

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

typedef enum verdict {
    CHECK_WORKS,
    CHECK_OFFERED,
    CHECK_ABSENT,
    CHECK_DENIED,
    CHECK_RESTRICTED, /* by the configuration of this machine, network or process */
    CHECK_FAILED,
    CHECK_VERDICTS
} verdict;

typedef struct outcome {
    verdict verdict;
    int rc;               /* the error behind it; 0 for none */
    char detail[SAY_MAX]; /* may be empty */
} outcome;

outcome check_works(void);
outcome check_offered(const char *why);
outcome check_failed(const char *format, ...) SAY_PRINTF(1, 2);

/*
 * The meaning of a call's error: no permission, a restriction, not on this system, or else a failure of that step. With
 * `may_lack` all codes for "unsupported" mean "not on this system", else only SKT_EUNSUPPORTED.
 */
outcome check_error(const char *step, int rc, bool may_lack);

/* The outcome of an error in the temporary folder, which is not the library's fault. */
outcome check_folder_error(const char *step, int rc);

/* The outcome of a receive: an error, a failure with the text `otherwise` if the count differs, or success. */
outcome check_count(skt_ssize count, size_t wanted, const char *otherwise);

#endif
