# SPDX-License-Identifier: MIT
"""<skt/constants.h>: every number as an enumerator, for programs that read headers and drop macros that are no plain number."""

HEAD = """/* SPDX-License-Identifier: MIT */
/*
 * Every number of the other headers as an enumerator: SKT_N_X is SKT_X, and of a key it is its number. For parsers of headers,
 * such as bindgen and Zig's translate-c, which drop macros that are compound literals or depend on the system; programs in
 * C have no need of it. SKT_FOREVER is not here, since it is no int.
 */
#ifndef SKT_CONSTANTS_H
#define SKT_CONSTANTS_H

#include <skt/skt.h>

"""


def numbers(api):
    """The groups of numbers: a sentence, and (name without SKT_, what it is)."""
    yield "The numbers of the options, for skt_flat_set and its like.", [
        (option["name"], "SKT_NUMBER_" + option["name"]) for option in api["options"]]
    yield "The results of functions.", [(error["name"][4:], error["name"]) for error in api["errors"]]
    yield "All other numbers.", [(constant["name"][4:], constant["name"]) for constant in api["constants"] if fits(constant["value"])]


def fits(value):
    values = [value] if isinstance(value, int) else [number for number in value.values() if number is not None]
    return all(-2**31 <= number < 2**31 for number in values)


def header(api):
    out = [HEAD]
    for sentence, rows in numbers(api):
        out.append(f"/* {sentence} */\nenum {{\n" + ",\n".join(f"    SKT_N_{name} = {value}" for name, value in rows) + "\n};\n")
    return "\n".join(out) + "\n#endif\n"


def assertions(api):
    """That each is what programs in C have, where a key is its number."""
    for _, rows in numbers(api):
        for name, _ in rows:
            yield f'_Static_assert(SKT_N_{name} == (SKT_{name}), "SKT_N_{name}");'
