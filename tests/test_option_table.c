/* SPDX-License-Identifier: MIT */
/*
 * The table of the system that the tests run on, beside the header and options.def. agreement.cmake compares the texts of
 * these for all systems.
 */
#define SKT_OPTION(kind, number) number
#include "option/row.h"

#include "support.h"

enum kind { KIND_bool, KIND_int, KIND_u64, KIND_duration, KIND_linger, KIND_name, KIND_ipv4, KIND_bytes };

static const struct {
    const char *name;
    unsigned number, constant;
} numbers[] = {
#define OPTION(name, access, phase, unit, source, systems) {#name, SKT_##name, SKT_NUMBER_##name},
#include "option/options.def"
#undef OPTION
};

#undef SKT_OPTION
#define SKT_OPTION(kind, number) KIND_##kind

static const enum kind kinds[] = {
#define OPTION(name, access, phase, unit, source, systems) SKT_##name,
#include "option/options.def"
#undef OPTION
};

/* Does not compile if two options are one number. */
static bool is_option(unsigned number)
{
#undef SKT_OPTION
#define SKT_OPTION(kind, number) number
    switch (number) {
#define OPTION(name, access, phase, unit, source, systems) \
    case SKT_##name: return true;
#include "option/options.def"
#undef OPTION
    default: return false;
    }
}

static const skt__option_row *row_at(size_t i)
{
    return &skt__option_table[numbers[i].number];
}

static void test_option_table__options_are_listed_in_the_order_of_the_header(void **state)
{
    (void)state;
    assert_int_equal(skt_option_count(), COUNT_OF(numbers));
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        assert_int_equal(skt_option_at(i).number, numbers[i].number);
        assert_int_equal(numbers[i].constant, numbers[i].number);
    }
}

static void test_option_table__what_is_described_is_the_header(void **state)
{
    (void)state;
    static const skt_option_kind described[] = {
        [KIND_bool] = SKT_KIND_BOOL,         [KIND_int] = SKT_KIND_INT,       [KIND_u64] = SKT_KIND_U64,
        [KIND_duration] = SKT_KIND_DURATION, [KIND_linger] = SKT_KIND_LINGER, [KIND_name] = SKT_KIND_NAME,
        [KIND_ipv4] = SKT_KIND_IPV4,         [KIND_bytes] = SKT_KIND_BYTES,
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        const skt_option_info *info = skt_option_describe((skt_option){numbers[i].number});
        assert_non_null(info);
        assert_string_equal(info->name, numbers[i].name);
        assert_int_equal(info->kind, described[kinds[i]]);
    }
}

static void test_option_table__a_row_is_there_exactly_where_the_system_is_claimed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        skt_option option = {numbers[i].number};
        bool claimed = skt_option_describe(option)->systems & SKT__THIS_SYSTEM;
        if (claimed != skt_option_supported(option))
            fail_msg("%s is %sclaimed", numbers[i].name, claimed ? "" : "not ");
        assert_int_equal(skt_option_supported(option), row_at(i)->wire != SKT__WIRE_NONE);
    }
}

static void test_option_table__what_is_stored_fits_the_kind(void **state)
{
    (void)state;
#define MAY(wire) (1u << SKT__WIRE_##wire)
    static const unsigned fitting[] = {
        [KIND_bool] = MAY(INT) | MAY(UINT) | MAY(U8),
        [KIND_int] = MAY(INT) | MAY(UINT) | MAY(U8) | MAY(U16) | MAY(BE32),
        [KIND_u64] = MAY(U64),
        [KIND_duration] = MAY(INT) | MAY(UINT) | MAY(TIMEVAL),
        [KIND_linger] = MAY(LINGER),
        [KIND_name] = MAY(CHARS),
        [KIND_ipv4] = MAY(IN_ADDR),
        [KIND_bytes] = MAY(BYTES),
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        const skt__option_row *row = row_at(i);
        if (row->wire == SKT__WIRE_NONE) continue;
        if (!(fitting[kinds[i]] & 1U << row->wire)) fail_msg("%s is stored as no %d can be", numbers[i].name, kinds[i]);
        bool has_scale = kinds[i] == KIND_duration || kinds[i] == KIND_name;
        if (row->scale != 0 && !has_scale) fail_msg("the scale of %s is %d", numbers[i].name, row->scale);
        if (kinds[i] == KIND_name) assert_true(row->scale >= 4 && row->scale <= 8);
        assert_int_equal(row->kind & SKT__KIND_BITS,
                         SKT__ROW_KIND(skt_option_describe((skt_option){numbers[i].number})->kind));
        if (row->kind & SKT__PLAIN)
            assert_true(row->scale == 0 && row->wire == SKT__WIRE_INT && skt__via_of(row) == SKT__VIA_SOCKOPT &&
                        skt__forever_of(row) == SKT__NO_FOREVER);
    }
}

static void test_option_table__no_row_is_without_an_option(void **state)
{
    (void)state;
    for (unsigned number = 0; number < SKT__OPTION_NUMBERS; number++)
        if (skt__option_table[number].wire != SKT__WIRE_NONE) assert_true(is_option(number));
}

static void test_option_table__a_number_beyond_the_table_has_no_row(void **state)
{
    (void)state;
    for (unsigned number = SKT__OPTION_NUMBERS; number <= SKT__OPTION_ROWS; number++)
        assert_false(skt_option_supported((skt_option){number}));
    assert_false(skt_option_supported((skt_option){UINT_MAX}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_option_table__options_are_listed_in_the_order_of_the_header),
        TEST(test_option_table__what_is_described_is_the_header),
        TEST(test_option_table__a_row_is_there_exactly_where_the_system_is_claimed),
        TEST(test_option_table__what_is_stored_fits_the_kind),
        TEST(test_option_table__no_row_is_without_an_option),
        TEST(test_option_table__a_number_beyond_the_table_has_no_row),
    };
    return RUN(tests);
}
