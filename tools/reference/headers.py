# SPDX-License-Identifier: MIT
"""Reads the public headers: a file is an opening comment and items; an item is a comment and the declarations below it."""
import re
from dataclasses import dataclass, field

LABELS = ("Returns", "Errors", "Calls", "Systems", "Threads", "Signals", "Since", "See")
SYSTEMS = ("Unix", "Linux", "Android", "Apple", "FreeBSD", "DragonFly", "NetBSD", "OpenBSD", "BSD", "Solaris", "AIX", "Cygwin",
           "Windows")
LABEL = re.compile(r"(%s)(?:  +|$)(.*)" % "|".join(LABELS + SYSTEMS))
TERM = re.compile(r"((?:[a-z_][a-z0-9_]*|SKT_[A-Z0-9_]+)(?:, (?:[a-z_][a-z0-9_]*|SKT_[A-Z0-9_]+))*)  +(.+)")


@dataclass
class Comment:
    """A comment in the form of docs/design.md: paragraphs and programs, terms such as parameters, and labels."""
    blocks: list = field(default_factory=list)  # ("text", str) or ("code", str)
    terms: list = field(default_factory=list)   # ([name...], str)
    labels: dict = field(default_factory=dict)  # label: str; for Errors a list of ([name...], str) and str

    @property
    def summary(self):
        """The first sentence."""
        text = self.blocks[0][1] if self.blocks else ""
        return re.match(r".*?\.(?=\s|$)|.*", text).group()


@dataclass
class Item:
    comment: Comment
    declarations: list  # of texts


@dataclass
class Header:
    name: str
    comment: Comment
    items: list


def comment_lines(text):
    """The lines of a comment without what marks it as one."""
    body = re.sub(r"^/\*|\*/$", "", text.strip())
    lines = [re.sub(r"^ *\* ?", "", line).rstrip() if number else line.strip() for number, line in enumerate(body.split("\n"))]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return [line.rstrip() for line in lines]


def joined(lines):
    return " ".join(line.strip() for line in lines if line.strip())


def paragraphs(lines):
    """Groups of lines between empty ones; indented lines are code."""
    group = []
    for line in lines + [""]:
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def read_errors(lines, indent):
    """The rows of Errors: names and what they mean, or a sentence."""
    rows = []
    for line in lines:
        text = line[indent:] if line[:indent].strip() == "" else line.strip()
        found = TERM.fullmatch(text)
        if found and found.group(1).startswith("SKT_"):
            rows.append([found.group(1).split(", "), found.group(2)])
        elif text.startswith(" ") and rows and rows[-1][0]:
            rows[-1][1] += " " + text.strip()
        elif rows and not rows[-1][0] and not text.startswith("and "):
            rows[-1][1] += " " + text.strip()
        else:
            rows.append([[], text.strip()])
    out = []
    for names, text in rows:
        # "SKT_EBADF, SKT_ENOTSOCK" alone are names too, which mean what they mean everywhere.
        bare = re.fullmatch(r"(SKT_E\w+(?:, SKT_E\w+)*)\.?", text)
        out.append((bare.group(1).split(", "), "") if not names and bare else (names, text))
    return out


def read_comment(text):
    comment = Comment()
    lines = comment_lines(text)
    for group in paragraphs(lines):
        if LABEL.match(group[0]):
            read_labels(group, comment)
        elif group[0].startswith("    "):
            code = "\n".join(line[4:] for line in group)
            if comment.blocks and comment.blocks[-1][0] == "code":
                code = comment.blocks.pop()[1] + "\n\n" + code
            comment.blocks.append(("code", code))
        elif TERM.fullmatch(group[0]):
            read_terms(group, comment)
        else:
            comment.blocks.append(("text", joined(group)))
    return comment


def read_terms(group, comment):
    for line in group:
        found = None if line.startswith(" ") else TERM.fullmatch(line)
        if found:
            comment.terms.append([found.group(1).split(", "), found.group(2)])
        else:
            comment.terms[-1][1] += " " + line.strip()


def read_labels(group, comment):
    rows = {}
    for line in group:
        found = LABEL.match(line)
        if found:
            label = found.group(1)
            rows.setdefault(label, []).append(" " * found.start(2) + found.group(2))
        else:
            rows[label].append(line)
    for label, lines in rows.items():
        indent = len(lines[0]) - len(lines[0].lstrip())
        comment.labels[label] = read_errors(lines, indent) if label == "Errors" else joined(lines)


def read_header(path, name):
    """The header as items. Lines of the preprocessor that choose among systems are passed over."""
    lines = path.read_text().split("\n")
    header = Header(name, None, [])
    at = 1
    comment, used = None, False
    while at < len(lines):
        line = lines[at]
        if line.startswith("/*"):
            start = at
            while "*/" not in lines[at]:
                at += 1
            text = "\n".join(lines[start:at + 1])
            at += 1
            if text.startswith("/* clang-format"):
                continue
            if header.comment is None:
                header.comment = read_comment(text)
            else:
                comment, used = read_comment(text), False
        elif not line.strip():
            if comment and not used and not comment.labels and not comment.terms:
                header.items.append(Item(comment, []))  # it heads a part of the file
            comment = None
            at += 1
        elif re.match(r"#(if|el|end|include|define SKT_\w+_H$|undef)|SKT_(BEGIN|END)$", line):
            at += 1
        else:
            start = at
            depth = 0
            while at < len(lines) and (depth > 0 or lines[at].strip()):
                if re.match(r"#(if|el|end)|SKT_(BEGIN|END)$", lines[at]) and depth == 0:
                    break
                bare = re.sub(r"/\*.*?(\*/|$)", "", lines[at])
                depth += bare.count("{") - bare.count("}")
                at += 1
            text = "\n".join(lines[start:at])
            if comment or text.startswith(("#define SKT_", "typedef", "enum", "struct")):
                header.items.append(Item(comment or Comment(), split(text)))
            used = True
    return header


def split(text):
    """The declarations of an item."""
    out, depth, current = [], 0, []
    for line in text.split("\n"):
        current.append(line)
        bare = re.sub(r"/\*.*?(\*/|$)", "", line)
        depth += bare.count("{") - bare.count("}")
        if depth == 0 and not line.endswith("\\") and (bare.rstrip().endswith((";", "}")) or current[0].startswith("#")):
            out.append("\n".join(current))
            current = []
    if current:
        out.append("\n".join(current))
    return out
