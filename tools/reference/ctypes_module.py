# SPDX-License-Identifier: MIT
"""A module of ctypes made of api.json: every function, structure and number, as an example of a binding that is generated."""
import re

import structures

SCALARS = {"int": "c_int", "unsigned": "c_uint", "unsigned int": "c_uint", "size_t": "c_size_t", "bool": "c_bool", "char": "c_char",
           "unsigned char": "c_ubyte", "uint8_t": "c_uint8", "uint16_t": "c_uint16", "uint32_t": "c_uint32", "uint64_t": "c_uint64",
           "int8_t": "c_int8", "int16_t": "c_int16", "int32_t": "c_int32", "int64_t": "c_int64", "uintptr_t": "c_size_t",
           "intptr_t": "c_ssize_t", "ptrdiff_t": "c_ssize_t", "void": "None"}


def type_name(text, types):
    """What ctypes calls a type. A pointer to what has no fields here is one to anything."""
    text = re.sub(r"\b(const|struct|enum) ?", "", text).strip()
    if "(*)" in text or text.endswith("**"):
        return "c_void_p"
    if text.endswith("]") or text.endswith("*"):
        base = text.split("[")[0].rstrip("* ").strip()
        if base == "char" and text.endswith("*"):
            return "c_char_p"
        if base in types and types[base]["kind"] == "struct":
            return f"POINTER({base})"
        return "c_void_p"
    if text in types:
        kind = types[text]
        return text if kind["kind"] == "struct" else "c_int" if kind["kind"] == "enum" else SCALARS[typedef_of(kind)]
    return SCALARS.get(text, "c_int")


def typedef_of(entry):
    return re.match(r"typedef (\w+) ", entry["definitions"][-1]).group(1)


def module(api, system):
    """The text of the module, for a system of the model's columns."""
    types = {entry["name"]: entry for entry in api["types"]}
    out = ["# Made of api.json.", "from ctypes import *", ""]
    for entry in api["constants"] + api["errors"]:
        out.append(f"{entry['name']} = {structures.value_on(entry, system)}")
    described = structures.Types(api, system).structures()
    for entry in described:
        # Words, so that its size and alignment are right; a field is at its offset.
        word = 8 if entry["size"] % 8 == 0 else 4
        offsets = {field["name"]: field["offset"] for field in entry["fields"]}
        out.append(f"class {entry['name']}(Structure):\n    _fields_ = [('words', c_uint{8 * word} * {entry['size'] // word})]\n"
                   f"    offsets = {offsets}")
    for option in api["options"]:
        kind = f"skt_{option['kind']}_option"
        out.append(f"{option['key']} = {kind}(({option['number']},))")
    out.append("LAYOUTS = {")
    out += [f"    {entry['layout']}: {structures.layout(entry)}," for entry in described]
    out.append("}\n\ndef layouts_agree(library):\n    for structure, numbers in LAYOUTS.items():\n        count = c_size_t()\n"
               "        at = cast(library.skt_layout(structure, byref(count)), POINTER(c_uint16))\n"
               "        if count.value < len(numbers) or at[:len(numbers)] != numbers:\n            return False\n    return True\n")
    out.append("\ndef load(path):\n    library = CDLL(path)")
    for entry in api["functions"]:
        if entry.get("inline"):
            continue
        arguments = ", ".join(type_name(parameter["type"], types) for parameter in entry["parameters"])
        out.append(f"    library.{entry['name']}.argtypes = [{arguments}]")
        out.append(f"    library.{entry['name']}.restype = {type_name(entry['result'], types)}")
    return "\n".join(out) + "\n    return library\n"
