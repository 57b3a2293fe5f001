/* SPDX-License-Identifier: MIT */
/* The distance between words: optimal string alignment, with three rows of its matrix. */
#include "spelling.h"

#include <ctype.h>
#include <string.h>

static int letter(const char *text, size_t at)
{
    return tolower((unsigned char)text[at]);
}

static size_t least(size_t one, size_t other)
{
    return one < other ? one : other;
}

size_t spelling_distance(const char *one, const char *other)
{
    size_t rows[3][SPELLING_MAX + 1] = {{0}};
    size_t height = strlen(one), width = strlen(other);
    if (height > SPELLING_MAX || width > SPELLING_MAX) return SPELLING_MAX;
    for (size_t x = 0; x <= width; x++) rows[0][x] = x;
    for (size_t y = 1; y <= height; y++) {
        size_t *row = rows[y % 3];
        const size_t *above = rows[(y + 2) % 3], *second = rows[(y + 1) % 3];
        row[0] = y;
        for (size_t x = 1; x <= width; x++) {
            size_t replaced = above[x - 1] + (letter(one, y - 1) != letter(other, x - 1));
            row[x] = least(replaced, least(above[x], row[x - 1]) + 1);
            if (x > 1 && y > 1 && letter(one, y - 1) == letter(other, x - 2) &&
                letter(one, y - 2) == letter(other, x - 1))
                row[x] = least(row[x], second[x - 2] + 1);
        }
    }
    return rows[height % 3][width];
}

bool spelling_is_near(const char *word, size_t distance)
{
    return distance <= 1 + strlen(word) / 5 && distance * 2 < strlen(word);
}
