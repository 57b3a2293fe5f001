/* SPDX-License-Identifier: MIT */
/* A socket as text: groups of names and values, in as many columns as the width has room for. */
#ifndef SKT_CLI_INSPECT_COLUMNS_H
#define SKT_CLI_INSPECT_COLUMNS_H

#include <jansson.h>

#include <stdbool.h>

typedef struct columns_style {
    int width;
    bool colour;       /* what changed is shown in bold, not only with its mark */
    bool only_options; /* and of the groups those that are an option */
} columns_style;

/* `before` is the same socket as it was, whose other values are marked; NULL to mark none. */
void columns_print(const json_t *socket, const json_t *before, const columns_style *style);

#endif
