# SPDX-License-Identifier: MIT
"""Manual pages of section 7 of docs/concepts/*.md and docs/porting.md, which are pages of the site as well.

Of Markdown they use headings of two levels, paragraphs, lists, tables, blocks and spans of code, and links. The first heading is
"name - what it is"; the last, "See also", names other pages.
"""
import re

import man

SPAN = re.compile(r"`([^`]+)`|\[([^\]]+)\]\([^)]+\)|\*\*([^*]+)\*\*")


def sources(root):
    return [path for path in sorted((root / "docs/concepts").glob("*.md")) if path.stem != "index"] + [root / "docs/porting.md"]


def blocks(text):
    """(kind, content) of each block."""
    text = re.sub(r"^\([\w-]+\)=\n", "", text, flags=re.M)  # the site's anchors
    lines, at = text.split("\n"), 0
    while at < len(lines):
        line, start = lines[at], at
        at += 1
        if line.startswith("```"):
            while lines[at] != "```":
                at += 1
            at += 1
            yield "code", lines[start + 1:at - 1]
        elif line.startswith("    "):
            while at < len(lines) and lines[at].startswith("    "):
                at += 1
            yield "code", [part[4:] for part in lines[start:at]]
        elif line.startswith("#"):
            yield "heading", (line.index(" "), line.lstrip("# "))
        elif line.startswith("|"):
            while at < len(lines) and lines[at].startswith("|"):
                at += 1
            rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in lines[start:at]]
            yield "table", [rows[0], *rows[2:]]
        elif line:
            while at < len(lines) and lines[at] and not lines[at].startswith(("```", "#", "|", "- ")):
                at += 1
            words = " ".join(part.strip() for part in lines[start:at])
            yield ("item", words[2:]) if words.startswith("- ") else ("text", words)


class Concept(man.Page):
    def code(self, before, text, after):
        name = text.removesuffix("()")
        page = re.fullmatch(r"([\w.]+)\((\d)\)", text)
        kind, words = ("Fn", [name]) if name in self.pages else ("Xr", list(page.groups())) if page else \
            ("Vt", [text]) if any(text == entry["name"] for entry in self.api["types"]) else \
            ("Dv", [text]) if re.fullmatch(r"[A-Z][A-Z0-9_]+", text) else ("Ql", [text])
        line = [f"Pf {man.argument(before)} "] if before else []
        self.lines.append("." + "".join(line) + " ".join([kind, *map(man.argument, words), *(r"\(dq" if c == '"' else c for c in after)]))

    def inline(self, text):
        at, before = 0, ""
        for span in SPAN.finditer(text):
            plain = text[at:span.start()]
            before = re.search(r"[(\"]?$", plain).group()
            self.prose(plain.removesuffix(before) if before else plain)
            after = re.match(r"[).,;:\"]*", text[span.end():]).group()
            at = span.end() + len(after)
            if re.match(r"[^\s|]", text[at:]) or (plain and not before and not plain.endswith((" ", "\n"))):
                raise ValueError(f"a span that is part of a word: {text}")
            if span.group(1):
                self.code(before, span.group(1).replace(r"\|", "|"), after)
            else:
                self.prose(before + (span.group(2) or span.group(3)) + after)
        self.prose(text[at:])


def row(page, head, cells):
    page.lines.append(".It")
    mark = len(page.lines)
    page.inline(cells[0])
    page.lines[mark - 1] = ".It Xo"
    page.lines.append(".Xc")
    for name, cell in list(zip(head, cells))[1:]:
        if cell:
            page.inline(f"{name}: {cell}" if len(head) > 2 else cell)
            page.lines.append(".br")
    if page.lines[-1] == ".br":
        page.lines.pop()


def of(api, text, pages, date):
    page, listing, seeing = Concept(api, pages), False, False
    for kind, content in blocks(text):
        if listing and kind != "item":
            page.macro("El")
        if kind == "item" and not listing:
            page.macro("Bl", "-bullet", "-compact")
        listing = kind == "item"
        if kind == "heading" and content[0] == 1:
            name, what = content[1].split(" - ")
            page.head(name, "7", date)
            page.macro("Nm", name)
            page.macro("Nd", what)
            page.macro("Sh", "DESCRIPTION")
        elif kind == "heading":
            seeing = content[1] == "See also"
            page.macro(*(("Sh", "SEE ALSO") if seeing else ("Ss", content[1])))
        elif seeing:
            page.see(re.findall(r"[\w.]+\(\d\)", content))
        elif kind == "code":
            wide = next((line for line in content if len(line) > 68), None)
            if wide:
                raise ValueError(f"wider than a terminal: {wide}")
            page.blocks([{"code": "\n".join(content)}])
        elif kind == "table":
            page.macro("Bl", "-tag", "-width", "Ds")
            for cells in content[1:]:
                row(page, content[0], cells)
            page.macro("El")
        elif kind == "item":
            page.macro("It")
            page.inline(content)
        else:
            if not page.lines[-1].startswith((".Sh", ".Ss")):
                page.macro("Pp")
            page.inline(content)
    if listing:
        page.macro("El")
    return page.text()


def write(api, root, folder, date):
    out = folder / "man7"
    out.mkdir(parents=True, exist_ok=True)
    pages = man.pages_of(api)
    for source in sources(root):
        text = source.read_text()
        name = re.match(r"(?:\([\w-]+\)=\n)?# (\w+) - ", text).group(1)
        (out / f"{name}.7").write_text(of(api, text, pages, date))
