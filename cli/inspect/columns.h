/* SPDX-License-Identifier: MIT */
/* A socket as text: groups of names and values, in as many columns as fit the width. */
#ifndef SKT_CLI_INSPECT_COLUMNS_H
#define SKT_CLI_INSPECT_COLUMNS_H

#include <jansson.h>

#include <stdbool.h>

typedef struct columns_style {
    int width;
    bool colour;       /* changed values are bold, besides their mark */
    bool only_options; /* print only options, and groups that are an option */
} columns_style;

/* `before` is an earlier state of the socket: values that differ from it are marked. NULL for no marks. */
void columns_print(const json_t *socket, const json_t *before, const columns_style *style);

#endif
