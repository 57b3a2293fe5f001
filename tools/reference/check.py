# SPDX-License-Identifier: MIT
"""What must hold of the comments: each function is described, and whatever a comment names is there."""
import re

SEE = re.compile(r'[\w.]+\(\d\w*\)|RFC \d+(?: section [\d.]+)?|".+"|https://\S+|(?:Documentation/|networking/|Kernel doc|kernel doc|the kernel).*'
                 r"|(?:SO|IP|IPV6|TCP|UDP|SIO|WSA)\w*|sin6_\w+|skt_\w+|Microsoft.*")
NAME = re.compile(r"\b(SKT_[A-Z0-9_]*|skt_[a-z0-9_]+)(\*?)")


def names_of(api):
    out = {"SKT_BUILDING", "SKT_STATIC", "SKT_SYSTEM_GENERATED"}  # given on the command line
    for kind in ("functions", "types", "constants", "macros", "errors"):
        out.update(entry["name"] for entry in api[kind])
    for option in api["options"]:
        out.update((option["key"], "SKT_NUMBER_" + option["name"]))
    return out


def texts(entry):
    """All that a comment says, as (where, text)."""
    for key, value in entry.items():
        if key in ("definition", "definitions", "declaration", "header", "enum"):
            continue
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            yield from texts(value)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part) if isinstance(part, dict) else [(key, str(part))]


def complaints(api):
    known = names_of(api)
    for entry in api["functions"]:
        where = f"{entry['header']}: {entry['name']}"
        if not entry["summary"].endswith((".", ":")):
            yield f"{where} has no first sentence"
        if entry["result"] != "void" and "returns" not in entry and not entry.get("inline"):
            yield f"{where} does not say what it returns"
        if "since" not in entry and not entry.get("inline"):
            yield f"{where} does not say since when it is there"
        for see in entry.get("see", []):
            if not SEE.fullmatch(see):
                yield f"{where}: See {see}"
    for kind in ("headers", "functions", "types", "constants", "macros", "errors", "options"):
        for entry in api[kind]:
            for key, text in texts(entry):
                for name, more in NAME.findall(text):
                    part = more or name.endswith("_")
                    if not (any(other.startswith(name) for other in known) if part else name in known):
                        yield f"{entry.get('header', kind)}: {entry['name']}, {key}: there is no {name}"
    for kind in ("macros", "types", "options"):
        for entry in api[kind]:
            if not entry["summary"].endswith((".", ":")):
                yield f"{entry.get('header', kind)}: {entry['name']} has no sentence"
    for option in api["options"]:
        for system in option["systems"]:
            if system not in option["stored"]:
                yield f"{option['key']}: no row says where {system} keeps it"
