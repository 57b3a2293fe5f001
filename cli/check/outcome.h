/* SPDX-License-Identifier: MIT */
/* skt check: what came of one attempt. */
#ifndef SKT_CLI_CHECK_OUTCOME_H
#define SKT_CLI_CHECK_OUTCOME_H

#include "../say.h"

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

typedef enum verdict { CHECK_WORKS, CHECK_OFFERED, CHECK_ABSENT, CHECK_DENIED, CHECK_FAILED, CHECK_VERDICTS } verdict;

typedef struct outcome {
    verdict verdict;
    char detail[SAY_MAX]; /* may be empty */
} outcome;

outcome check_works(void);
outcome check_offered(const char *why);
outcome check_failed(const char *format, ...) SAY_PRINTF(1, 2);

/*
 * What a call's error means: no permission, not on this system, or else a failure of that step. The second is believed
 * of all codes of that meaning where `may_lack`, else only of SKT_EUNSUPPORTED.
 */
outcome check_error(const char *step, int rc, bool may_lack);

#endif
