/* SPDX-License-Identifier: MIT */
#include "error_find.h"

#include "say.h"
#include "spelling.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Codes of errors that this system lacks are smaller. */
#define LAST_HERE (-32000)

const char *const error_systems[ERROR_SYSTEMS] = {
    [ERROR_ON_LINUX] = "Linux",     [ERROR_ON_MACOS] = "macOS",     [ERROR_ON_FREEBSD] = "FreeBSD",
    [ERROR_ON_NETBSD] = "NetBSD",   [ERROR_ON_OPENBSD] = "OpenBSD", [ERROR_ON_ILLUMOS] = "illumos",
    [ERROR_ON_WINDOWS] = "Windows",
};

/* Made by CMake from the library's headers. */
static const struct {
    int rc;
    int on[ERROR_SYSTEMS];
} numbers[] = {
#define ROW(rc, linux_, macos, freebsd, netbsd, openbsd, windows) \
    {rc, {linux_, macos, freebsd, netbsd, openbsd, 0, windows}},
#include "error_numbers.h"
#undef ROW
};

static const struct {
    int rc, number;
} illumos[] = {
#define ILLUMOS(name, number) {SKT_##name, number},
#include "errors_illumos.def"
#undef ILLUMOS
};

static const struct {
    int rc;
    const char *text;
} texts[] = {
#define TEXT(name, text) {SKT_##name, text},
#include "errors_texts.def"
#undef TEXT
};

int error_number_on(int rc, int system)
{
    if (system == ERROR_ON_ILLUMOS) {
        for (size_t i = 0; i < COUNT_OF(illumos); i++)
            if (illumos[i].rc == rc) return illumos[i].number;
        return 0;
    }
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (numbers[i].rc == rc) return numbers[i].on[system];
    return 0;
}

bool error_is_here(int rc)
{
    return rc > LAST_HERE;
}

bool error_read_number(const char *text, int *out)
{
    char *end;
    const char *digits = text + (text[0] == '-');
    int base = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X') ? 16 : 10;
    if (digits[0] < '0' || digits[0] > '9') return false;
    long long number = strtoll(digits, &end, base);
    if (*end != '\0') return false;
    if (number > INT32_MAX && number <= UINT32_MAX)
        number = number >> 16 == 0x8007 ? number & 0xffff : (int64_t)UINT32_MAX + 1 - number;
    if (number < 1 || number > 99999) return false;
    *out = (int)number;
    return true;
}

bool error_read_name(const char *text, int *out)
{
    char name[SPELLING_MAX + 1] = "";
    size_t len = strlen(text);
    for (size_t i = 0; i < len && i < sizeof name - 1; i++) name[i] = (char)toupper((unsigned char)text[i]);
    return skt_error_find(name, out) == 0;
}

/* Converts to lower case and removes a final dot. */
static void simplify(const char *text, char out[SAY_MAX])
{
    size_t len = strlen(text);
    if (len > 0 && text[len - 1] == '.') len--;
    if (len >= SAY_MAX) len = SAY_MAX - 1;
    for (size_t i = 0; i < len; i++) out[i] = (char)tolower((unsigned char)text[i]);
    out[len] = '\0';
}

/* Ignores words of less than three letters. */
static bool has_all_words(const char *text, const char *words)
{
    bool any = false;
    for (const char *at = words + strspn(words, " "); *at != '\0'; at += strspn(at, " ")) {
        char word[SAY_MAX];
        size_t len = strcspn(at, " ");
        snprintf(word, sizeof word, "%.*s", (int)len, at);
        at += len;
        if (len < 3) continue;
        if (strstr(text, word) == NULL) return false;
        any = true;
    }
    return any;
}

static size_t add(int rc, int *out, size_t count, size_t max)
{
    for (size_t i = 0; i < count; i++)
        if (out[i] == rc) return count;
    if (count < max) out[count++] = rc;
    return count;
}

size_t error_read_text(const char *text, int *out, size_t max)
{
    char wanted[SAY_MAX], sentence[SAY_MAX];
    size_t count = 0;
    simplify(text, wanted);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (strcmp(texts[i].text, wanted) == 0) count = add(texts[i].rc, out, count, max);
    if (count > 0) return count;
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (has_all_words(texts[i].text, wanted)) count = add(texts[i].rc, out, count, max);
    for (size_t i = 0; i < skt_error_count(); i++) {
        skt_error_text(skt_error_at(i), sentence, sizeof sentence);
        if (has_all_words(sentence, wanted)) count = add(skt_error_at(i), out, count, max);
    }
    return count;
}

const char *error_name_like(const char *text)
{
    const char *nearest = NULL, *longer = NULL;
    size_t least = SPELLING_MAX, len = strlen(text);
    for (size_t i = 0; i < skt_error_count(); i++) {
        const char *name = skt_error_name(skt_error_at(i));
        size_t distance = spelling_distance(text, name);
        if (distance < least) {
            least = distance;
            nearest = name;
        }
        if (longer == NULL && len > 2 && strncmp(text, name, len) == 0) longer = name;
    }
    return spelling_is_near(text, least) ? nearest : longer;
}
