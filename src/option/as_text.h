/* SPDX-License-Identifier: MIT */
/* Texts of single values, for options and for fields of structures. */
#ifndef SKT_OPTION_AS_TEXT_H
#define SKT_OPTION_AS_TEXT_H

#include "text.h"

#include <skt/time.h>

/* Each returns false unless the whole text is a value of its kind. */
bool skt__read_bool(const char *text, bool *out);
bool skt__read_u64(const char *text, uint64_t *out);
bool skt__read_int(const char *text, int64_t *out);
bool skt__read_duration(const char *text, skt_duration *out);

void skt__put_int(skt__text *text, int64_t value);
void skt__put_duration(skt__text *text, skt_duration value);

#endif
