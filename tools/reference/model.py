# SPDX-License-Identifier: MIT
"""The public interface as data, made of the headers and of options.def: what api.json holds."""
import re

import headers

# The columns of system.h.
COLUMNS = ("linux", "linux_mips", "apple", "freebsd", "netbsd", "openbsd", "windows")
ORDER = ("system", "error", "time", "address", "interface", "option_keys", "option_numbers", "option", "socket", "connection", "io",
         "poll", "message", "control", "udp", "dial", "flat", "native", "skt")


# Windows' own names of the codes that are no Winsock error; those are WSA and the errno's name, but for two.
WINDOWS_NAMES = {1: "ERROR_INVALID_FUNCTION", 2: "ERROR_FILE_NOT_FOUND", 4: "ERROR_TOO_MANY_OPEN_FILES", 5: "ERROR_ACCESS_DENIED",
                 6: "ERROR_INVALID_HANDLE", 8: "ERROR_NOT_ENOUGH_MEMORY", 13: "ERROR_INVALID_DATA", 17: "ERROR_NOT_SAME_DEVICE",
                 19: "ERROR_WRITE_PROTECT", 50: "ERROR_NOT_SUPPORTED", 112: "ERROR_DISK_FULL", 120: "ERROR_CALL_NOT_IMPLEMENTED",
                 132: "ERROR_SEEK_ON_DEVICE", 170: "ERROR_BUSY", 183: "ERROR_ALREADY_EXISTS", 223: "ERROR_FILE_TOO_LARGE",
                 267: "ERROR_DIRECTORY", 534: "ERROR_ARITHMETIC_OVERFLOW", 995: "ERROR_OPERATION_ABORTED",
                 1113: "ERROR_NO_UNICODE_TRANSLATION", 1117: "ERROR_IO_DEVICE", 1131: "ERROR_POSSIBLE_DEADLOCK",
                 1142: "ERROR_TOO_MANY_LINKS", 1222: "ERROR_NO_NETWORK", 10035: "WSAEWOULDBLOCK", 10058: "WSAESHUTDOWN"}


class Constants:
    """Numbers by name, each with its value on every system of COLUMNS; None where a system has no such thing."""

    def __init__(self):
        self.values = {"INT64_MAX": dict.fromkeys(COLUMNS, 2**63 - 1), "SKT__LINUX_EDEADLOCK": dict.fromkeys(COLUMNS)}
        self.absent = {}

    def row(self, name, text):
        """A row of system.h: SKT__NUMBER(absent, linux, ...)."""
        parts = [part.strip() for part in re.fullmatch(r"SKT__(?:NUMBER|FLAG)\((.*)\)", text).group(1).split(",")]
        self.absent[name] = int(parts[0], 0)
        numbers = [None if part in ("-1", "SKT__LINUX_EDEADLOCK") else int(part, 0) for part in parts[1:]]
        self.values[name] = dict(zip(COLUMNS, numbers))

    def on(self, name, system):
        value = self.values[name][system]
        return self.absent.get(name) if value is None else value

    def expression(self, name, text, after=None):
        """An expression of numbers and of names that are known; `after` is the one before in an enum."""
        out = {}
        for system in COLUMNS:
            out[system] = self.on(after, system) + 1 if text is None and after else self.evaluate(text or "0", system)
        self.values[name] = out

    def evaluate(self, text, system):
        error = re.fullmatch(r"SKT__CODE\((\w+), (\d+)\)", text)
        if error:
            windows = int(error.group(2))
            return -windows if system == "windows" and windows else -self.on("SKT_ERRNO_" + error.group(1), system)
        error = re.fullmatch(r"SKT__WINDOWS\((\d+), (\d+)\)", text)
        if error:
            return -int(error.group(2)) if system == "windows" else -(33000 + int(error.group(1)))
        replaced = re.sub(r"\b[A-Za-z_]\w*", lambda name: str(self.on(name.group(), system)), re.sub(r"(?<=\d)[uUlL]+\b", "", text))
        if not re.fullmatch(r"[-+*|()<>\sx0-9a-fA-F]+", replaced):
            raise ValueError(text)
        return eval(replaced, {})  # of digits and operators alone

    def plain(self, name):
        """One number where all systems agree, else those that differ."""
        values = self.values[name]
        distinct = set(values.values())
        return values["linux"] if len(distinct) == 1 else values


def described(comment):
    """What every entry has of its comment."""
    out = {"summary": comment.summary, "text": [{kind: text} for kind, text in comment.blocks]}
    for names, text in comment.terms:
        out.setdefault("terms", []).append({"names": names, "text": text})
    for label, text in comment.labels.items():
        key = label.lower()
        if label == "Errors":
            out[key] = [{"names": names, "text": text} for names, text in text]
        elif label == "See":
            out[key] = [word.strip() for word in re.split(r"[,;] (?![^\"]*\"(?:,|$))", text)]
        elif label in headers.SYSTEMS:
            out.setdefault("on", {})[label] = text
        else:
            out[key] = text
    return out


def parameters(text):
    """The parameters of a declaration, as [type, name]."""
    depth, parts = 0, [""]
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    for part in (re.sub(r"\s+", " ", part).strip() for part in parts):
        pointer = re.fullmatch(r"(.*\(\*)(\w+)(\).*)", part)
        found = pointer or re.fullmatch(r"(.*?)(\w+)((?:\[[^]]*\])*)", part)
        if part != "void":
            yield (found.group(1) + found.group(3)).strip(), found.group(2)


FUNCTION = re.compile(r"(?:SKT_API|static inline) ([\w\s]+?[\s*]+)(skt_\w+)\((.*?)\)\s*[;{]", re.S)


def function(declaration, item, header):
    found = FUNCTION.match(declaration)
    result, name, list_ = (re.sub(r"\s+", " ", part).strip() for part in found.groups())
    terms = {name: text for names, text in item.comment.terms for name in names}
    entry = {"name": name, "header": header, "declaration": re.sub(r"\s+", " ", found.group().rstrip("{; \n")).replace("SKT_API ", "") + ";",
             "result": result, "parameters": []}
    if declaration.startswith("static"):
        entry["inline"] = True
    for kind, parameter in parameters(list_):
        entry["parameters"].append({"name": parameter, "type": kind})
        if parameter in terms:
            entry["parameters"][-1]["text"] = terms[parameter]
    own = described(item.comment)
    own.pop("terms", None)
    entry.update(own)
    names = [found.group(2) for found in map(FUNCTION.match, item.declarations) if found]
    if len(names) > 1:
        entry["together_with"] = [other for other in names if other != name]
    return entry


def fields(text):
    """The fields of a structure, those of unions in it by their path: ("storage.bytes", type, comment)."""
    body = text[text.index("{") + 1:text.rindex("}")]
    rows, path = [], []
    for piece, comment in re.findall(r"((?:\s*/\*.*?\*/)?[^;{}]*[;{]|\}[^;]*;)((?:[ \t]*/\*.*?\*/)?)", body, re.S):
        above = re.match(r"\s*(/\*.*?\*/)", piece, re.S)
        comment = headers.joined(headers.comment_lines(above.group(1) if above else comment)) if above or comment else ""
        piece = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", piece, flags=re.S)).strip()
        if piece.endswith("{"):
            path.append(len(rows))
        elif piece.startswith("}"):
            name = piece[1:-1].strip()
            start = path.pop()
            rows[start:] = [(f"{name}.{field}" if name else field, kind, words) for field, kind, words in rows[start:]]
            if name:
                rows.insert(start, (name, "union", comment))
        else:
            pointer = re.search(r"\(\*(\w+)\)", piece)
            if pointer:
                rows.append((pointer.group(1), piece.rstrip(";").replace(pointer.group(1), ""), comment))
                continue
            name = r"\**\w+(?:\[[^]]*\])*"
            base, names = re.fullmatch(rf"(.*?) ?({name}(?:, {name})*);", piece).groups()
            for name in names.split(", "):
                stars, name, size = re.fullmatch(r"(\**)(\w+)((?:\[[^]]*\])*)", name).groups()
                rows.append((name, (base + " " + stars + size).strip(), comment))
    return rows


def enumerators(text):
    body = text[text.index("{") + 1:text.rindex("}")]
    for piece, comment in re.findall(r"(SKT_[^,/(]*(?:\([^)]*\)[^,/(]*)*),?[ \t]*(?:/\*(.*?)\*/)?", body, re.S):
        name, _, value = piece.partition("=")
        yield name.strip(), re.sub(r"\s+", " ", value).strip() or None, comment.strip()


def windows_name(name, value):
    """What Windows calls an error; None where it has none."""
    found = re.fullmatch(r"SKT__(CODE|WINDOWS)\(\w+, ([1-9]\d*)\)", value or "")
    if not found:
        return None
    number = int(found.group(2))
    return name[4:] if found.group(1) == "WINDOWS" else WINDOWS_NAMES.get(number) or "WSA" + name[4:]


STORED = re.compile(r"^ +(ROW|ROW_AS|SPAN|LIMIT|ENDLESS|SWITCH|NAME|CALL|IOCTL|IOCTL_AS)\((\w+), ([^()]*)\),(?: /\*.*)?$", re.M)


def stored(text):
    """The rows of a system's table of options: key and where the system keeps it, by which name, as what."""
    for how, key, rest in STORED.findall(text):
        level, *parts = ["ioctl", *rest.split(", ")] if how.startswith("IOCTL") else rest.split(", ")
        name = parts.pop(0) if len(parts) > 1 else key
        row = {"level": level, "name": name if re.match(r"(?!SKT_)[A-Z]", name) else key}
        row["wire"] = {"SWITCH": "int", "NAME": "chars"}.get(how) or parts.pop(0).lower()
        if how in ("SPAN", "LIMIT", "ENDLESS"):
            row["unit"] = parts.pop(0).lower()
        yield key, row


class Model:
    def __init__(self, root):
        self.constants = Constants()
        self.api = {"schema": "skt.api/1", "version": "", "headers": [], "functions": [], "types": [], "constants": [], "macros": [],
                    "errors": [], "options": []}
        names = sorted((path.stem for path in (root / "include/skt").glob("*.h")), key=ORDER.index)
        for name in names:
            self.add(headers.read_header(root / f"include/skt/{name}.h", f"skt/{name}.h"))
        self.add_option_facts((root / "src/option/options.def").read_text())
        self.add_stored(root / "src")
        self.api["version"] = re.search(r'#define SKT_VERSION +"(.*)"', (root / "include/skt/skt.h").read_text()).group(1)

    def add(self, header):
        group = ""
        self.api["headers"].append({"name": header.name} | described(header.comment))
        for item in header.items:
            if not item.declarations:
                group = item.comment.blocks[0][1]
            for declaration in item.declarations:
                self.add_declaration(declaration, item, header.name, group)

    def add_declaration(self, text, item, header, group):
        text = re.sub(r" SKT__UNREAD\(\d\)", "", text)
        if FUNCTION.match(text):
            self.api["functions"].append(function(text, item, header))
        elif re.match(r"#define SKT_(?!_)", text):
            self.add_macro(text, item, header, group)
        elif re.match(r"(typedef )?enum\b", text):
            self.add_enum(text, item, header)
        elif re.match(r"typedef struct \w+ \{", text):
            name = re.search(r"(\w+);\s*$", text).group(1)
            rows = [{"name": name, "type": kind} | ({"text": words} if words else {}) for name, kind, words in fields(text)
                    if "skt__" not in name]
            self.add_type(text, item, {"name": name, "header": header, "kind": "struct", "fields": rows})
        elif text.startswith("typedef"):
            name = re.search(r"(\w+);\s*$", text).group(1)
            self.add_type(text, item, {"name": name, "header": header, "kind": "typedef"})

    def add_type(self, text, item, entry):
        """A type that systems define in different ways is one, with several definitions."""
        for other in self.api["types"]:
            if other["name"] == entry["name"]:
                other["definitions"].append(text)
                return
        self.api["types"].append(entry | {"definitions": [text]} | described(item.comment))

    def add_macro(self, text, item, header, group):
        name, arguments, value = re.match(r"#define (\w+)(\([^)]*\))?\s*(.*)", text, re.S).groups()
        comment = re.search(r"/\*(.*?)\*/", value)
        value = re.sub(r"\s*/\*.*?\*/", "", value).strip()
        key = re.fullmatch(r"SKT_OPTION\((\w+), (\d+)\)", value)
        if key:
            self.api["options"].append({"name": name[4:], "key": name, "number": int(key.group(2)), "kind": key.group(1), "level": group}
                                       | described(item.comment))
            return
        words = {"text": comment.group(1).strip()} if comment else {}
        if value.startswith(("SKT__NUMBER(", "SKT__FLAG(")):
            self.constants.row(name, value)
            if not name.startswith("SKT_ERRNO_"):
                self.add_constant(name, header, item, words)
            return
        try:
            if arguments or not value:
                raise ValueError
            self.constants.expression(name, value)
            self.add_constant(name, header, item, words)
        except (ValueError, KeyError, SyntaxError):
            if not any(other["name"] == name for other in self.api["macros"]):
                self.api["macros"].append({"name": name, "header": header, "definition": text} | described(item.comment) | words)

    def add_constant(self, name, header, item, words, of=None):
        entry = {"name": name, "header": header, "value": self.constants.plain(name), "group": item.comment.blocks[0][1] if item.comment.blocks else ""} | words
        if name in self.constants.absent:
            entry["absent"] = self.constants.absent[name]
        if of:
            entry["enum"] = of
        self.api["constants"].append(entry)

    def add_enum(self, text, item, header):
        tag = re.match(r"(?:typedef )?enum\s*(\w*)", text).group(1)
        before = None
        if tag:
            self.add_type(text, item, {"name": tag, "header": header, "kind": "enum"})
        for name, value, comment in enumerators(text):
            self.constants.expression(name, value, before)
            before = name
            words = {"text": comment} if comment else {}
            if tag == "skt_error":
                theirs = windows_name(name, value)
                self.api["errors"].append({"name": name, "code": self.constants.plain(name)} | ({"windows_name": theirs} if theirs else {})
                                          | words)
            elif tag != "skt_option_number":
                self.add_constant(name, header, item, words, tag)

    def add_option_facts(self, text):
        rows = re.findall(r'^OPTION\((\w+), (\w+), (\w+), (\w+), "([^"]*)", (.*)\)$', text, re.M)
        facts = {name: rest for name, *rest in rows}
        for option in self.api["options"]:
            access, phase, unit, source, systems = facts[option["name"]]
            bits = self.constants.evaluate(systems, "linux")
            on = [name for name, value in self.constants.values.items() if name.startswith("SKT_ON_") and value["linux"] & bits
                  and bin(value["linux"]).count("1") == 1]
            option.update(access=access.lower(), phase=phase.lower(), unit=unit.lower(), source=source,
                          systems=[name[7:].lower() for name in on])

    def add_stored(self, src):
        """Where each system keeps each option."""
        tables = {path.stem[8:]: path for path in (src / "unix").glob("options_*.c")} | {"windows": src / "windows/options.c"}
        rows = {system: dict(stored(path.read_text())) for system, path in tables.items()}
        for option in self.api["options"]:
            name = option["name"]
            option["stored"] = {system: rows[system][name] for system in option["systems"] if name in rows[system]}
