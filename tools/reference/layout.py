# SPDX-License-Identifier: MIT
"""Sizes and offsets of the public types, read out of an object file: so those of any system that can be compiled for.

The file that is compiled for them also asserts that each constant has the value that the model gives for its system, and
that <skt/constants.h> agrees with the other headers.
"""
import re

import constants
import model

MARK = "skt layout:"
SYSTEMS = {"windows": "defined(_WIN32)", "apple": "defined(__APPLE__)", "freebsd": "defined(__FreeBSD__)", "netbsd": "defined(__NetBSD__)",
           "openbsd": "defined(__OpenBSD__)", "linux_mips": "defined(__linux__) && defined(__mips__)", "linux": "defined(__linux__)"}


def structures(api):
    for entry in api["types"]:
        if entry["name"].startswith("skt_native_"):
            continue
        if entry["kind"] == "struct":
            yield entry, [field["name"] for field in entry["fields"]]
        elif entry["kind"] == "typedef":
            yield entry, []


def assertions(api):
    """For each constant, where the system is one of the model's columns and its numbers are not taken from its headers."""
    for column, (system, condition) in enumerate(SYSTEMS.items()):
        directive = "#elif" if column else "#ifdef SKT_SYSTEM_GENERATED\n#elif"
        yield f"{directive} {condition}\n#define PICK({', '.join(model.COLUMNS)}) ({system})"
    yield "#endif\n#ifdef PICK"
    for kind, key in (("constants", "value"), ("errors", "code")):
        for entry in api[kind]:
            value = entry[key]
            numbers = [value] * len(model.COLUMNS) if isinstance(value, int) else [
                entry.get("absent") if value[column] is None else value[column] for column in model.COLUMNS]
            yield f'_Static_assert({entry["name"]} == PICK({", ".join(map(str, numbers))}), "{entry["name"]}");'
    yield "#endif\n"


def source(api):
    """A text in which each number is five digits, so that the compiler can write it."""
    lines = ["#define SKT_OPTION(kind, number) number", "#include <skt/constants.h>", "", *assertions(api), *constants.assertions(api), "", "#define DIGITS(n) '0' + (n) / 10000 % 10, '0' + (n) / 1000 % 10, "
             "'0' + (n) / 100 % 10, '0' + (n) / 10 % 10, '0' + (n) % 10, ' '", "",
             "extern const char skt_layout_text[];", "const char skt_layout_text[] = {"]
    lines.append("    " + ", ".join(f"'{letter}'" for letter in MARK) + ",")
    for entry, fields in structures(api):
        lines.append(f"    DIGITS(sizeof({entry['name']})),")
        lines.extend(f"    DIGITS(offsetof({entry['name']}, {field}))," for field in fields)
    return "\n".join(lines) + "\n    '\\n'};\n"


def read(api, object_bytes):
    text = re.search(re.escape(MARK.encode()) + rb"([\d ]*)\n", object_bytes).group(1).decode()
    numbers = iter(int(number) for number in text.split())
    for entry, fields in structures(api):
        entry["size"] = next(numbers)
        for field in entry.get("fields", []):
            field["offset"] = next(numbers)
    return api


def columns(entry):
    """The fields of a structure that skt_layout gives: not those that later fields may take the place of."""
    return [field["name"] for field in entry["fields"] if field["name"] != "reserved"]


def number(api, rows):
    """Gives each structure its number for skt_layout, by the rows of layouts.def; a new one has the next."""
    numbers = {name: at for at, name in enumerate(re.findall(r"^STRUCTURE\((\w+),", rows, re.M))}
    for entry, _ in structures(api):
        if entry["kind"] == "struct":
            entry["layout"] = numbers.setdefault(entry["name"], len(numbers))


def rows(api):
    """The text of layouts.def."""
    lines = ["/* SPDX-License-Identifier: MIT */",
             "/* What skt_layout gives of each structure. `tools/reference layouts` writes this file; a row keeps its place for ever. */",
             "/* clang-format off */"]
    for entry in sorted((entry for entry in api["types"] if "layout" in entry), key=lambda entry: entry["layout"]):
        lines.append(f"STRUCTURE({entry['name']}, {len(columns(entry))})")
        lines.extend(f"FIELD({entry['name']}, {name})" for name in columns(entry))
    return "\n".join(lines) + "\n"


def blocks(text):
    """Its structures, each with the rows of its fields, but without their count."""
    return [re.sub(r",.*", "", block, count=1) + re.sub(r"^.*", "", block, count=1) for block in re.split(r"^(?=STRUCTURE)", text, flags=re.M)[1:]]
