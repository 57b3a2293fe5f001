# SPDX-License-Identifier: MIT
"""What bindings that are made of api.json have in common: the types and structures of the system that api.json was made on."""
import re

SCALARS = {"bool": 1, "char": 1, "unsigned char": 1, "int8_t": 1, "uint8_t": 1, "int16_t": 2, "uint16_t": 2, "short": 2, "int32_t": 4, "uint32_t": 4, "int": 4,
           "unsigned": 4, "int64_t": 8, "uint64_t": 8}


def value_on(entry, system):
    """A constant or an error code on a system of the model's columns."""
    value = entry.get("value", entry.get("code"))
    return value if isinstance(value, int) else entry.get("absent") if value[system] is None else value[system]


def layout(entry):
    """What skt_layout has to say of a structure."""
    return [entry["size"]] + [field["offset"] for field in entry["fields"] if field["name"] != "reserved"]


class Types:
    def __init__(self, api, system):
        self.by_name = {entry["name"]: entry for entry in api["types"]}
        self.numbers = {entry["name"]: value_on(entry, system) for entry in api["constants"]}
        self.column = 0 if system == "windows" else -1
        self.pointer = self.by_name["skt_handles"]["size"] // 2  # a pointer and a count

    def structures(self):
        return [entry for entry in self.by_name.values() if entry["kind"] == "struct" and "size" in entry]

    def typedefs(self):
        """The names of numbers, and what they are."""
        for entry in self.by_name.values():
            if entry["kind"] == "typedef" and not entry["name"].startswith("skt_native_"):
                yield entry["name"], re.match(r"typedef (\w+) ", entry["definitions"][self.column]).group(1)

    def parts(self, text):
        """A type as (its base, the lengths of its arrays)."""
        base = re.sub(r"\[.*", "", text).strip()
        return base, [self.numbers.get(length) or int(length) for length in re.findall(r"\[(\w+)\]", text)]

    def size(self, text):
        base, lengths = self.parts(text)
        base = re.sub(r"\b(const|struct|enum) ?", "", base)
        if base.endswith("*") or "(*)" in base or base in ("size_t", "ptrdiff_t", "intptr_t", "uintptr_t"):
            size = self.pointer
        elif base in SCALARS:
            size = SCALARS[base]
        else:
            size = self.by_name[base].get("size", 4)
        for length in lengths:
            size *= length
        return size

    def members(self, entry):
        """The fields of a structure in their order, and what lies between: ("field", name, type), ("padding", bytes) or
        ("union", name or "", [(name, type)...])."""
        if not entry["fields"]:
            yield "field", "opaque", f"uint64_t [{entry['size'] // 8}]"
            return
        rows = sorted((row for row in entry["fields"] if "." not in row["name"]), key=lambda row: row["offset"])
        at = 0
        while rows:
            offset = rows[0]["offset"]
            group = [row for row in rows if row["offset"] == offset]
            rows = rows[len(group):]
            if offset > at:
                yield "padding", offset - at
            name = ""
            if group[0]["type"] == "union":
                name = group[0]["name"]
                group = [row | {"name": row["name"][len(name) + 1:]} for row in entry["fields"] if row["name"].startswith(name + ".")]
            if len(group) == 1:
                yield "field", group[0]["name"], group[0]["type"]
            else:
                yield "union", name, [(row["name"], row["type"]) for row in group]
            at = offset + max(self.size(row["type"]) for row in group)
        if entry["size"] > at:
            yield "padding", entry["size"] - at
