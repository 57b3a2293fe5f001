/* SPDX-License-Identifier: MIT */
/* Options that are structures, as text. */
#include "option/structure.h"

#include "option/as_text.h"

/* The width in bits by the letter of SKT__CODE_; 0 for fields that extend to the end. */
static const uint16_t widths[] = {
    1,   1,   2,    4, 8, 16, 32, 32, 64, 128, 128, 8 * sizeof(struct sockaddr_in6), 8 * SKT_STORAGE_SIZE,
    128, 256, 1920, 0, 0};

/* A field, and the position behind it in the list of fields. */
typedef struct field {
    const char *fields, *at; /* the whole list, and the rest behind this field */
    char width, meant;
    const char *name;
    size_t name_len;
    size_t bit, bits;
} field;

#define STORED(name) (SKT__CODE_##name[0])

static bool is_array(const field *f)
{
    return f->fields[0] == STORED(ARRAY);
}

static field first_of(const char *fields)
{
    return (field){.fields = fields, .at = fields + (fields[0] == STORED(ARRAY))};
}

/* Moves to the next field; false if there is none, or if the `len` bytes end within it. */
static bool next(field *f, size_t len)
{
    f->bit += f->bits;
    f->bits = 0;
    if (*f->at == '\0' && is_array(f)) f->at = f->fields + 1;
    if (*f->at == '\0') return false;
    size_t bits = widths[*f->at - 'A'];
    if (bits == 0) bits = (len * 8 - f->bit) / 32 * 32;
    if (bits == 0 || f->bit + bits > len * 8) return false;
    f->bits = bits;
    f->width = *f->at++;
    f->meant = *f->at > STORED(LIST) && *f->at < STORED(ARRAY) ? *f->at++ : '\0';
    f->name = f->at;
    while (*f->at != '\0' && (*f->at < 'A' || *f->at > 'Z')) f->at++;
    f->name_len = (size_t)(f->at - f->name);
    return true;
}

static bool is_big_endian(void)
{
    const uint16_t one = 1;
    return *(const uint8_t *)&one == 0;
}

/* The part of a 64-bit number that holds its low `size` bytes. */
static uint8_t *part_of(uint64_t *number, size_t size)
{
    return (uint8_t *)number + (is_big_endian() ? sizeof *number - size : 0);
}

/* The shift of a bit-field within its byte. Big-endian compilers allocate from the highest bit, except our FLAG. */
static unsigned shift_of(const field *f)
{
    unsigned bit = f->bit % 8;
    return is_big_endian() && f->width != STORED(FLAG) ? 8 - bit - (unsigned)f->bits : bit;
}

static uint64_t most_of(const field *f)
{
    return UINT64_MAX >> (64 - f->bits);
}

static uint64_t load(const field *f, const uint8_t *at)
{
    uint64_t value = 0;
    if (f->bits < 8) return *at >> shift_of(f) & most_of(f);
    memcpy(part_of(&value, f->bits / 8), at, f->bits / 8);
    return value;
}

static void store(const field *f, uint8_t *at, uint64_t value)
{
    if (f->bits < 8)
        *at = (uint8_t)((*at & ~(most_of(f) << shift_of(f))) | value << shift_of(f));
    else
        memcpy(at, part_of(&value, f->bits / 8), f->bits / 8);
}

/* The nanoseconds of the unit of a duration; 0 for other fields. */
static int64_t unit_of(const field *f)
{
    static const int lengths[] = {1000000000, 1000000, 1000};
    unsigned unit = (unsigned)(f->meant - STORED(SECONDS));
    return unit < 3 ? lengths[unit] : 0;
}

static const char *unit_name(const field *f)
{
    return f->meant == STORED(BYTES) ? "B" : f->meant == STORED(RATE) ? "B/s" : "";
}

static bool can_be_none(const field *f)
{
    return f->meant >= STORED(SECONDS) && f->meant <= STORED(RATE);
}

static bool is_none(const field *f, uint64_t value)
{
    int64_t unit = unit_of(f);
    if (unit && value > (uint64_t)(INT64_MAX / unit)) return true;
    return can_be_none(f) && value == most_of(f);
}

static void put_number(skt__text *text, const field *f, uint64_t value)
{
    if (is_none(f, value)) {
        skt__put(text, "none");
    } else if (f->width == STORED(FLAG) || f->meant == STORED(BOOL)) {
        skt__put(text, value ? "true" : "false");
    } else if (f->meant == STORED(HEX)) {
        skt__put(text, "0x");
        skt__put_hex(text, value, 1);
    } else if (f->width == STORED(I32)) {
        skt__put_int(text, (int32_t)value);
    } else if (unit_of(f)) {
        skt__put_duration(text, (int64_t)value * unit_of(f));
    } else {
        skt__put_decimal(text, value);
        skt__put(text, unit_name(f));
    }
}

/* The index of the byte that holds a bit of an array of 32-bit words. */
static size_t byte_of(size_t bit)
{
    return bit / 8 ^ (is_big_endian() ? 3 : 0);
}

static bool has_bit(const uint8_t *bytes, size_t bit)
{
    return bytes[byte_of(bit)] >> bit % 8 & 1;
}

/* "0,3-5"; "none". */
static void put_set(skt__text *text, const field *f, const uint8_t *bytes)
{
    size_t base = f->meant == STORED(FROM_ONE), before = text->len;
    for (size_t i = 0; i < f->bits; i++) {
        size_t first = i;
        if (!has_bit(bytes, i)) continue;
        while (i + 1 < f->bits && has_bit(bytes, i + 1)) i++;
        if (text->len > before) skt__put_char(text, ',');
        skt__put_decimal(text, first + base);
        if (i == first) continue;
        skt__put_char(text, '-');
        skt__put_decimal(text, i + base);
    }
    if (text->len == before) skt__put(text, "none");
}

static void put_list(skt__text *text, const field *f, const uint8_t *bytes)
{
    for (size_t i = 0; i < f->bits / 32; i++) {
        uint32_t word;
        memcpy(&word, bytes + i * sizeof word, sizeof word);
        if (i > 0) skt__put_char(text, ',');
        skt__put_decimal(text, word);
    }
}

static void put_address(skt__text *text, const field *f, const uint8_t *bytes)
{
    char shown[SKT_ADDR_TEXT_MAX] = "none";
    sa_family_t family;
    skt_addr address;
    if (f->width == STORED(IPV6)) {
        skt_addr_ipv6(bytes, 0, 0, &address);
        skt_ip_format(&address, shown, sizeof shown);
    } else {
        memcpy(&family, bytes + offsetof(struct sockaddr, sa_family), sizeof family);
        size_t size = family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
        if ((family == AF_INET || family == AF_INET6) && skt_addr_from_native(bytes, size, &address) == 0)
            skt_addr_format(&address, shown, sizeof shown);
    }
    skt__put(text, shown);
}

/* Replaces unprintable characters, and spaces, since a space would begin the next field. */
static void put_name(skt__text *text, const field *f, const uint8_t *bytes)
{
    for (size_t i = 0; i < f->bits / 8 && bytes[i] != '\0'; i++)
        skt__put_char(text, bytes[i] > ' ' && bytes[i] < 0x7f ? (char)bytes[i] : '?');
}

static void put_field(skt__text *text, const field *f, const uint8_t *at)
{
    for (size_t i = 0; i < f->name_len; i++) skt__put_char(text, f->name[i]);
    skt__put_char(text, '=');
    if (f->width == STORED(KEY))
        skt__put_between(text, at, f->bits / 8, "");
    else if (f->width == STORED(SET))
        put_set(text, f, at);
    else if (f->width == STORED(LIST))
        put_list(text, f, at);
    else if (f->width >= STORED(TEXT))
        put_name(text, f, at);
    else if (f->width >= STORED(IPV6))
        put_address(text, f, at);
    else
        put_number(text, f, load(f, at));
}

static int read_number(const field *f, char *value, uint8_t *at)
{
    uint64_t number = 0;
    int64_t signed_ = 0;
    bool truth = false, read;
    if (strcmp(value, "none") == 0 && can_be_none(f)) {
        number = most_of(f);
        read = true;
    } else if (f->width == STORED(FLAG) || f->meant == STORED(BOOL)) {
        read = skt__read_bool(value, &truth);
        number = truth;
    } else if (f->width == STORED(I32)) {
        read = skt__read_int(value, &signed_);
        if (signed_ < INT32_MIN || signed_ > INT32_MAX) return SKT_ERANGE;
        number = (uint32_t)signed_;
    } else if (unit_of(f)) {
        read = skt__read_duration(value, &signed_);
        number = (uint64_t)(signed_ / unit_of(f) + (signed_ % unit_of(f) != 0));
    } else {
        size_t len = strlen(value), unit = strlen(unit_name(f));
        if (len > unit && strcmp(value + len - unit, unit_name(f)) == 0) value[len - unit] = '\0';
        read = skt__read_u64(value, &number);
    }
    if (!read) return SKT_EINVAL;
    if (number > most_of(f)) return SKT_ERANGE;
    store(f, at, number);
    return 0;
}

/* "3" or "3-5". */
static bool take_range(const char **at, uint64_t most, uint64_t *first, uint64_t *last)
{
    if (!skt__take_number(at, 10, most, first)) return false;
    *last = *first;
    if (**at != '-') return true;
    ++*at;
    return skt__take_number(at, 10, most, last) && *first <= *last;
}

static int read_set(const field *f, const char *value, uint8_t *at)
{
    uint64_t first, last, base = f->meant == STORED(FROM_ONE);
    memset(at, 0, f->bits / 8);
    if (strcmp(value, "none") == 0) return 0;
    while (take_range(&value, f->bits - 1 + base, &first, &last) && first >= base) {
        for (; first <= last; first++) {
            size_t bit = (size_t)(first - base);
            at[byte_of(bit)] |= (uint8_t)(1U << bit % 8);
        }
        if (*value == '\0') return 0;
        if (*value != ',') break;
        value++;
    }
    return SKT_EINVAL;
}

static int read_address(const field *f, char *value, uint8_t *at)
{
    size_t len = f->bits / 8, size;
    skt_addr address;
    int rc = f->width == STORED(IPV6) ? skt_ip_parse(value, 0, &address) : skt_addr_parse(value, &address);
    memset(at, 0, len);
    if (strcmp(value, "none") == 0) return 0;
    if (rc < 0) return rc;
    if (f->width == STORED(IPV6)) return skt_addr_ip(&address, at) == 16 ? 0 : SKT_EINVAL;
    const void *native = skt_addr_native(&address, &size);
    if (size > len) return SKT_EINVAL;
    memcpy(at, native, size);
    return 0;
}

static int read_field(const field *f, char *value, uint8_t *at)
{
    size_t size = f->bits / 8;
    if (f->width < STORED(KEY)) return read_number(f, value, at);
    if (f->width == STORED(KEY)) return skt__take_bytes(value, '\0', at, size) == (int)size ? 0 : SKT_EINVAL;
    if (f->width < STORED(TEXT)) return read_address(f, value, at);
    if (f->width == STORED(SET)) return read_set(f, value, at);
    if (f->width == STORED(LIST)) return SKT_EINVAL;
    if (strlen(value) >= size) return SKT_ENAMETOOLONG;
    memset(at, 0, size);
    skt__text_copy((char *)at, size, value, strlen(value));
    return 0;
}

static bool is_called(const field *f, const char *name)
{
    return f->name_len > 0 && strncmp(f->name, name, f->name_len) == 0 && name[f->name_len] == '\0';
}

/* "rest=": the bytes behind the last known field. */
static int set_rest(field *f, const char *value, uint8_t *bytes, size_t room, size_t *len_io)
{
    while (next(f, *len_io)) continue;
    size_t at = f->bit / 8;
    int len = skt__take_bytes(value, '\0', bytes + at, room - at);
    if (len > 0 && at + (size_t)len > *len_io) *len_io = at + (size_t)len;
    return len < 0 ? SKT_EINVAL : 0;
}

static int set_field(field *f, const char *name, char *value, uint8_t *bytes, size_t room, size_t *len_io)
{
    if (!is_array(f)) *f = first_of(f->fields);
    if (strcmp(name, "rest") == 0) return set_rest(f, value, bytes, room, len_io);
    do {
        if (!next(f, room)) return SKT_EINVAL;
    } while (!is_called(f, name));
    size_t end = (f->bit + f->bits + 7) / 8;
    if (end > *len_io) *len_io = end;
    return read_field(f, value, bytes + f->bit / 8);
}

int skt__read_fields(const char *text, const char *fields, uint8_t *bytes, size_t size, size_t *len_io)
{
    char token[1024]; /* the longest token is a set of every second of 256 numbers */
    field f = first_of(fields);
    size_t room = fields[0] == STORED(SET) ? *len_io : size;
    int rc = 0;
    while (rc == 0 && *text != '\0') {
        size_t len = strcspn(text, " ");
        if (len >= sizeof token) return SKT_ENAMETOOLONG;
        memcpy(token, text, len);
        token[len] = '\0';
        text += len + (text[len] == ' ');
        char *value = strchr(token, '=');
        if (value == NULL) return SKT_EINVAL;
        *value++ = '\0';
        rc = set_field(&f, token, value, bytes, room, len_io);
    }
    return rc;
}

const char *skt__fields_of(unsigned number, size_t len)
{
    const char *fields = skt__structure_fields;
    /* The table has BBR's structure, of 20 bytes. Those of other algorithms are shorter. */
    if (number == SKT_NUMBER_TCP_CC_INFO && len != 20) return NULL;
    for (size_t i = 0; skt__structure_numbers[i] != 0; i++) {
        if (skt__structure_numbers[i] == number) return *fields ? fields : fields + 1;
        fields += strlen(fields) + 1;
    }
    return NULL;
}

void skt__put_bytes(skt__text *text, unsigned number, const uint8_t *bytes, size_t len)
{
    const char *fields = skt__fields_of(number, len);
    field f = first_of(fields ? fields : "");
    while (next(&f, len)) {
        if (f.name_len == 0) continue;
        if (text->len > 0) skt__put_char(text, ' ');
        put_field(text, &f, bytes + f.bit / 8);
    }
    if (fields && f.bit / 8 < len) skt__put(text, text->len > 0 ? " rest=" : "rest=");
    skt__put_between(text, bytes + f.bit / 8, len - f.bit / 8, "");
}
