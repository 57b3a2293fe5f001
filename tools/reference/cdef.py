# SPDX-License-Identifier: MIT
"""Declarations that cffi's cdef takes: those of the headers without the preprocessor."""
import re

import structures


def declared(kind, name):
    """A C declaration of a name."""
    if "(*)" in kind:
        return kind.replace("(*)", f"(*{name})")
    base, array = re.fullmatch(r"(.*?) ?((?:\[\w+\])*)", kind).groups()
    return f"{base}{'' if base.endswith('*') else ' '}{name}{array}"


def text(api, system):
    types = structures.Types(api, system)
    out = ["/* Made of api.json. SKT_N_X is the number of the key SKT_X. */"]
    out += [f"typedef {base} {name};" for name, base in types.typedefs()]
    out += [f"#define {entry['name']} {structures.value_on(entry, system)}" for entry in api["constants"] + api["errors"]]
    out += [f"#define SKT_N_{option['name']} {option['number']}" for option in api["options"]]
    out += [f"typedef struct {entry['name']} {entry['name']};" for entry in types.structures()]
    for entry in types.structures():
        out.append(f"struct {entry['name']} {{")
        for at, (kind, *rest) in enumerate(types.members(entry)):
            if kind == "padding":
                out.append(f"    uint8_t padding_{at}[{rest[0]}];")
            elif kind == "field":
                out.append(f"    {declared(types_resolved(types, rest[1]), rest[0])};")
            else:
                fields = " ".join(declared(types_resolved(types, kind), name) + ";" for name, kind in rest[1])
                out.append(f"    union {{ {fields} }}{' ' + rest[0] if rest[0] else ''};")
        out.append("};")
    out += [entry["declaration"] for entry in api["functions"] if not entry.get("inline")]
    return "\n".join(out) + "\n"


def types_resolved(types, kind):
    """With the lengths of arrays as numbers."""
    base, lengths = types.parts(kind)
    return base + (" " if lengths else "") + "".join(f"[{length}]" for length in lengths)
