# SPDX-License-Identifier: MIT
"""Manual pages of section 3 in mdoc(7): a page for each comment, under the name of its first function."""
import re

WORD = re.compile(r"([(\"]?)(SKT_[A-Z0-9_]*\*?|skt_[a-z0-9_]+|[\w.]+\(\d\))([).,;:\"]*)")
LETTERS = str.maketrans({"\\": r"\e", "\u2014": r"\(em"})


def escaped(text):
    text = text.translate(LETTERS)
    return r"\&" + text if text.startswith((".", "'")) else text


def argument(text):
    text = text.translate(LETTERS).replace('"', r"\(dq")
    text = r"\&" + text if re.fullmatch(r"[A-Z][a-z]\d?|[.,:;()\[\]?!|]", text) else text
    return f'"{text}"' if " " in text or not text else text


class Page:
    def __init__(self, api, names, parameters=()):
        self.lines = []
        self.pages = names  # of every function: the page it stands on
        self.parameters = set(parameters)
        self.api = api

    def macro(self, name, *arguments):
        self.lines.append(" ".join(["." + name, *map(argument, arguments)]))

    def head(self, name, section, date):
        """All before the names."""
        self.macro("Dd", date)
        self.macro("Dt", name.upper(), section)
        self.macro("Os", "skt " + self.api["version"])
        self.macro("Sh", "NAME")

    def prose(self, text):
        """Words; names of functions, constants, pages and parameters are marked."""
        plain = []
        for word in text.split():
            found = WORD.fullmatch(word)
            bare = re.fullmatch(r"(\(?)([a-z_]+)([).,;:]*)", word)
            name = found and found.group(2)
            if name and (name in self.pages or not name.startswith("skt_")):
                kind = "Fn" if name in self.pages else "Xr" if name.endswith(")") else "Dv"
                self.marked(plain, found, kind, [*name[:-1].split("(")] if kind == "Xr" else [name])
            elif bare and bare.group(2) in self.parameters and "_" in bare.group(2):
                self.marked(plain, bare, "Fa", [bare.group(2)])
            else:
                plain.append(word)
        self.flush(plain)

    def flush(self, plain):
        if plain:
            self.lines.extend(map(escaped, re.split(r"(?<=[.!?]) (?=\S)", " ".join(plain))))
            plain.clear()

    def marked(self, plain, found, kind, arguments):
        self.flush(plain)
        before, after = found.group(1), found.group(3)
        line = " ".join(["." + ("Pf " + argument(before) + " " if before else "") + kind, *map(argument, arguments)])
        self.lines.append(line + "".join(r' \(dq' if mark == '"' else " " + mark for mark in after))

    def blocks(self, blocks):
        for at, block in enumerate(blocks):
            if "code" in block:
                self.macro("Bd", "-literal", "-offset", "indent")
                self.lines.extend(escaped(line) for line in block["code"].split("\n"))
                self.macro("Ed")
            else:
                if at:
                    self.macro("Pp")
                self.prose(block["text"])

    def listed(self, rows, width, mark):
        self.macro("Bl", "-tag", "-width", width)
        for names, text in rows:
            self.lines.append(".It " + " , ".join(f"{mark} {name}" for name in names))
            self.prose(text)
        self.macro("El")

    def see(self, entries):
        """Pages of manuals, in the order that mandoc wants them, and then what else there is."""
        pages = sorted({(section, name) for name, section in (re.fullmatch(r"([\w.]+)\((\d\w*)\)", see).groups() for see in entries
                                                              if re.fullmatch(r"[\w.]+\(\d\w*\)", see))})
        others = [see for see in entries if not re.fullmatch(r"[\w.]+\(\d\w*\)", see)]
        for at, (section, name) in enumerate(pages):
            last = at == len(pages) - 1
            self.lines.append(f".Xr {name} {section}" + ("" if last else " ,"))
        if others:
            if pages:
                self.macro("Pp")
            self.prose(", ".join(others) + ".")

    def text(self):
        return "\n".join(self.lines) + "\n"


def of_function(api, group, pages, date):
    """The page of functions that share a comment."""
    first = group[0]
    parameters = {parameter["name"] for entry in group for parameter in entry["parameters"]}
    page = Page(api, pages, parameters)
    page.head(first["name"], "3", date)
    for entry in group:
        page.lines.append(f".Nm {entry['name']}" + ("" if entry is group[-1] else " ,"))
    page.macro("Nd", re.sub(r"[.:]$", "", first["summary"][0].lower() + first["summary"][1:]))
    page.macro("Sh", "SYNOPSIS")
    page.macro("In", first["header"])
    for entry in group:
        page.macro("Ft", entry["result"])
        page.macro("Fo", entry["name"])
        for parameter in entry["parameters"]:
            kind, array = re.fullmatch(r"(.*?)((?:\[.*\])?)", parameter["type"]).groups()
            page.macro("Fa", kind.strip() + ("" if kind.endswith("*") else " ") + parameter["name"] + array)
        if not entry["parameters"]:
            page.macro("Fa", "void")
        page.macro("Fc")
    page.macro("Sh", "DESCRIPTION")
    page.blocks(first["text"])
    described = {parameter["name"]: parameter["text"] for entry in group for parameter in entry["parameters"] if "text" in parameter}
    if described:
        page.listed([([name], text) for name, text in described.items()], max(described, key=len), "Fa")
    sections(page, first)
    return page.text()


def notes(entry):
    """(label, text) of what its comment says of calls and of systems; of an option, systems are a list and no note."""
    rows = [(label, entry[label.lower()]) for label in ("Calls", "Systems", "Threads", "Signals")
            if isinstance(entry.get(label.lower()), str)]
    return rows + list(entry.get("on", {}).items())


def sections(page, first):
    if notes(first):
        page.macro("Sh", "IMPLEMENTATION NOTES")
        page.macro("Bl", "-tag", "-width", "DragonFly")
        for label, text in notes(first):
            page.macro("It", label)
            page.prose(text)
        page.macro("El")
    if "returns" in first:
        page.macro("Sh", "RETURN VALUES")
        page.prose(first["returns"])
    if "errors" in first:
        page.macro("Sh", "ERRORS")
        named = [(row["names"], row["text"] or meaning(page.api, row["names"])) for row in first["errors"] if row["names"]]
        if named:
            page.listed(named, "SKT_EADDRNOTAVAIL", "Dv")
        for row in first["errors"]:
            if not row["names"]:
                page.macro("Pp") if named else None
                page.prose(row["text"][0].upper() + row["text"][1:])
    see = [see for see in first.get("see", [])] + ["skt_error_name(3)"] * ("errors" in first and first["name"] != "skt_error_name")
    if see:
        page.macro("Sh", "SEE ALSO")
        page.see(see)
    if "since" in first:
        page.macro("Sh", "HISTORY")
        page.prose(f"Since skt {first['since']}.")


def meaning(api, names):
    """What an error that stands without words means, by the table of errors."""
    words = {entry["name"]: entry.get("text", "") for entry in api["errors"]}
    texts = [words.get(name, "") for name in names]
    return "; ".join(text for text in texts if text).capitalize() + "."


def groups(api):
    """Functions that share a comment, in the order of the headers."""
    seen = set()
    for entry in api["functions"]:
        if entry["name"] not in seen:
            names = [entry["name"]] + entry.get("together_with", [])
            seen.update(names)
            yield [other for other in api["functions"] if other["name"] in names]


def pages_of(api):
    """Of every function the page on which it stands."""
    return {entry["name"]: group[0]["name"] for group in groups(api) for entry in group}


def write(api, folder, date):
    """Pages into folder/man3; a function that is not the first of its comment is a link to it."""
    out = folder / "man3"
    out.mkdir(parents=True, exist_ok=True)
    pages = pages_of(api)
    for group in groups(api):
        (out / f"{group[0]['name']}.3").write_text(of_function(api, group, pages, date))
        for entry in group[1:]:
            link = out / f"{entry['name']}.3"
            link.unlink(missing_ok=True)
            link.symlink_to(f"{group[0]['name']}.3")
