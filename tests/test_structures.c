/* SPDX-License-Identifier: MIT */
/* The text of structures: of every length and every option, on every system. */
#include "support.h"

#include <ctype.h>

enum { TEXT_MAX_ = 65536 };

static uint8_t bytes[700];
static char whole[TEXT_MAX_], text[TEXT_MAX_];

static skt_option bytes_option_at(size_t i)
{
    skt_option option = skt_option_at(i);
    return skt_option_describe(option)->kind == SKT_KIND_BYTES ? option : (skt_option){0};
}

static bool is_hex_of(const char *hex, const uint8_t *of, size_t len)
{
    char two[3];
    if (strlen(hex) != 2 * len) return false;
    for (size_t i = 0; i < len; i++) {
        snprintf(two, sizeof two, "%02x", of[i]);
        if (memcmp(hex + 2 * i, two, 2) != 0) return false;
    }
    return true;
}

/* "name=value name=value": names of small letters and digits, values without a space. */
static bool has_form_of_fields(const char *at)
{
    for (; *at != '\0'; at += *at == ' ') {
        const char *name = at;
        while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '_') at++;
        if (at == name || *at != '=') return false;
        at += strcspn(at, " ");
        if (at[0] == ' ' && at[1] == '\0') return false;
    }
    return true;
}

static void test_structures__each_length_of_each_option_is_a_text_of_fields_or_of_bytes(void **state)
{
    (void)state;
    size_t with_fields = 0;
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)(i * 37 + 1);
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = bytes_option_at(i);
        bool fields = false;
        for (size_t len = 0; option.number != 0 && len <= 200; len++) {
            int rc = skt_option_bytes_text(option, bytes, len, whole, sizeof whole);
            assert_int_equal(rc, strlen(whole));
            if (is_hex_of(whole, bytes, len)) continue;
            fields = true;
            if (!has_form_of_fields(whole))
                fail_msg("%s of %d: %s", skt_option_describe(option)->name, (int)len, whole);
        }
        with_fields += fields;
    }
    printf("%d options have fields\n", (int)with_fields);
}

/* All bytes without a name are at the end, as "rest=". */
static void test_structures__what_is_behind_the_known_fields_is_the_rest(void **state)
{
    (void)state;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = bytes_option_at(i);
        if (option.number == 0) continue;
        assert_true(skt_option_bytes_text(option, bytes, sizeof bytes, whole, sizeof whole) > 0);
        const char *rest = strstr(whole, "rest=");
        if (rest == NULL) continue;
        size_t len = strlen(rest + 5) / 2;
        assert_true(is_hex_of(rest + 5, bytes + sizeof bytes - len, len));
        /* One byte less is one byte less of the rest, and nothing else. */
        assert_true(skt_option_bytes_text(option, bytes, sizeof bytes - 1, text, sizeof text) > 0);
        assert_int_equal(strlen(text) + 2, strlen(whole));
        assert_memory_equal(text, whole, strlen(text));
    }
}

static void test_structures__nothing_is_an_empty_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < skt_option_count(); i++) {
        skt_option option = bytes_option_at(i);
        if (option.number == 0) continue;
        assert_int_equal(skt_option_bytes_text(option, NULL, 0, text, sizeof text), 0);
        assert_string_equal(text, "");
    }
}

static void test_structures__a_text_is_cut_to_the_room_and_tells_its_length(void **state)
{
    (void)state;
    skt_option option = SKT_ANY(SKT_TCP_INFO);
    int len = skt_option_bytes_text(option, bytes, 100, whole, sizeof whole);
    assert_int_equal(skt_option_bytes_text(option, bytes, 100, NULL, 0), len);
    for (size_t size = 1; size <= 50; size++) {
        memset(text, 'x', 60);
        assert_int_equal(skt_option_bytes_text(option, bytes, 100, text, size), len);
        assert_int_equal(strlen(text), size - 1);
        assert_memory_equal(text, whole, size - 1);
        assert_int_equal(text[size], 'x');
    }
}

static void test_structures__only_options_of_bytes_have_a_text_of_bytes(void **state)
{
    (void)state;
    assert_rc(skt_option_bytes_text(SKT_ANY(SKT_TCP_NODELAY), bytes, 4, text, sizeof text), SKT_EINVAL);
    assert_rc(skt_option_bytes_text((skt_option){0}, bytes, 4, text, sizeof text), SKT_EINVAL);
    assert_rc(skt_option_bytes_text((skt_option){65536}, bytes, 4, text, sizeof text), SKT_EINVAL);
    assert_rc(skt_option_bytes_text((skt_option){65535}, bytes, 4, text, sizeof text), SKT_EUNSUPPORTED);
    assert_rc(skt_option_bytes_text(SKT_ANY(SKT_TCP_INFO), bytes, SIZE_MAX, text, sizeof text), SKT_ERANGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_structures__each_length_of_each_option_is_a_text_of_fields_or_of_bytes),
        TEST(test_structures__what_is_behind_the_known_fields_is_the_rest),
        TEST(test_structures__nothing_is_an_empty_text),
        TEST(test_structures__a_text_is_cut_to_the_room_and_tells_its_length),
        TEST(test_structures__only_options_of_bytes_have_a_text_of_bytes),
    };
    return RUN(tests);
}
