# SPDX-License-Identifier: MIT
"""The reference part of the documentation site: pages in Markdown for Sphinx with MyST, and names.json, which says where each name is.

A page for each comment of functions, one for each header, one for the options of each level, the matrix of all options and
the table of errors. The anchor of a name is the name.
"""
import html
import json
import re

import man
import model

SYSTEMS = {"linux": "Linux", "apple": "Apple", "freebsd": "FreeBSD", "netbsd": "NetBSD", "openbsd": "OpenBSD", "solaris": "Solaris",
           "aix": "AIX", "cygwin": "Cygwin", "windows": "Windows", "posix": "other Unixes"}
ERROR_SYSTEMS = {"linux": "Linux", "linux_mips": "Linux on MIPS", "apple": "Apple", "freebsd": "FreeBSD", "netbsd": "NetBSD",
                 "openbsd": "OpenBSD", "windows": "Windows"}
ACCESS = {"both": "read and write", "read": "read", "write": "write", "take": "read, which takes it"}
PHASES = {"any": "at any time", "before_bind": "before bind", "before_connect": "before connect or listen", "connected": "once connected"}
NAME = re.compile(r"\b(SKT_[A-Z0-9_]*\*?|skt_[a-z0-9_]+\*?)|\bRFC (\d+)\b|<?\b(skt/\w+\.h)>?")
NO_CODE = -32000  # codes below stand for what a system lacks


def escaped(text):
    return re.sub(r"([\\`*_{}\[\]<>#|~$&!])", r"\\\1", text)


def prose(text, parameters=()):
    """Words of a comment as Markdown: names become code, which the site links, and RFCs links."""
    out, at = [], 0
    words = "|".join(map(re.escape, sorted((name for name in parameters if "_" in name), key=len, reverse=True)))
    pattern = re.compile(NAME.pattern + (rf"|\b({words})\b" if words else "|(?!)()"))
    for found in pattern.finditer(text):
        rfc = found.group(2)
        out += [escaped(text[at:found.start()]),
                f"[RFC {rfc}](https://www.rfc-editor.org/rfc/rfc{rfc})" if rfc else f"`{found.group()}`"]
        at = found.end()
    text = "".join(out) + escaped(text[at:])
    return re.sub(r"^(\d*)([-+:=.)])", r"\1\\\2", text)  # no item of a list


def breakable(name):
    """A long name as HTML, which may go on in the next line."""
    return f"<code>{name.replace('_', '_<wbr>')}</code>"


def quoted(names):
    return ", ".join(f"`{name}`" for name in names)


def anchor(name):
    return f'<span id="{name}"></span>'


def code(text, language=None):
    """A program, or a table of words."""
    return f"```{language or ('c' if re.search('[;{]$|^#', text, re.M) else 'text')}\n{text}\n```"


def blocks(entry, parameters=()):
    return [code(block["code"]) if "code" in block else prose(block["text"], parameters) for block in entry["text"]]


def definitions(rows):
    """A list of terms; each row is Markdown of the term and of what it means."""
    return ["\n\n".join(f"{term}\n: {text}" for term, text in rows)] if rows else []


def notes(entry, parameters=()):
    return definitions([(label, prose(text, parameters)) for label, text in man.notes(entry)])


def errors(api, entry, parameters):
    for row in entry["errors"]:
        text = prose(row["text"] or man.meaning(api, row["names"]), parameters)
        yield f"- {quoted(row['names'])}: {text}" if row["names"] else f"- {text}"


def ending(entry):
    see = [f"See also {prose(', '.join(entry['see']))}."] if "see" in entry else []
    return see + ([f"Since skt {entry['since']}."] if "since" in entry else [])


def title(names):
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def of_functions(api, group):
    first = group[0]
    parameters = {parameter["name"]: parameter.get("text") for entry in group for parameter in entry["parameters"]}
    lines = [f"# {escaped(title([entry['name'] for entry in group]))}", *(anchor(entry["name"]) for entry in group),
             code(f"#include <{first['header']}>\n\n" + "\n".join(entry["declaration"] for entry in group)), *blocks(first, parameters)]
    described = [(f"`{name}`", prose(text, parameters)) for name, text in parameters.items() if text]
    lines += ["## Parameters", *definitions(described)] if described else []
    lines += ["## Returns", prose(first["returns"], parameters)] if "returns" in first else []
    lines += ["## Errors", "\n".join(errors(api, first, parameters))] if "errors" in first else []
    own = notes(first, parameters)
    return lines + (["## Notes", *own] if own else []) + ending(first)


def number(value):
    """That of a constant on every system, or where they differ those of each."""
    if not isinstance(value, dict):
        return f"{value:#x}" if abs(value) > 0xffff else str(value)
    known = {system: value[system] for system in model.COLUMNS if value[system] is not None}
    groups = {each: [ERROR_SYSTEMS[system] for system in known if known[system] == each] for each in known.values()}
    return "; ".join(f"{number(each)} on {', '.join(systems)}" for each, systems in groups.items())


def of_header(api, header, groups):
    """A page with everything that a header declares."""
    name = header["name"]
    functions = [group for group in groups if group[0]["header"] == name]
    types = [entry for entry in api["types"] if entry["header"] == name]
    macros = [entry for entry in api["macros"] if entry["header"] == name]
    constants = [entry for entry in api["constants"] if entry["header"] == name]
    lines = [f"# {escaped(name)}", *blocks(header), *notes(header)]
    if functions:
        pages = "\n".join(group[0]["name"] for group in functions)
        rows = [(quoted(entry["name"] for entry in group), prose(group[0]["summary"])) for group in functions]
        lines += ["## Functions", *definitions(rows), code(f":hidden:\n\n{pages}", "{toctree}")]
    for heading, entries in (("Types", types), ("Macros", macros)):
        lines += [f"## {heading}"] if entries else []
        for entry in entries:
            declared = entry["definitions"] if "definitions" in entry else [entry["definition"]]
            terms = [(quoted(term["names"]), prose(term["text"])) for term in entry.get("terms", [])]
            lines += [anchor(entry["name"]), f"### {escaped(entry['name'])}", code("\n\n".join(declared)), *blocks(entry),
                      *definitions(terms), *notes(entry), *ending(entry)]
    lines += ["## Constants"] if constants else []
    for group in dict.fromkeys(entry["group"] for entry in constants):
        rows = [f'<tr id="{entry["name"]}"><td><code>{entry["name"]}</code></td><td>{number(entry["value"])}</td>'
                f'<td>{html.escape(entry.get("text", ""))}</td></tr>' for entry in constants if entry["group"] == group]
        lines += [prose(group), table("Constants", ("Name", "Value", "Meaning"), rows)]
    return lines


def table(label, heads, rows, kind=""):
    """A table in a box of its own, in which it scrolls."""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return "\n".join([f'<div class="table-wrapper {kind}" role="region" aria-label="{label}" tabindex="0">', '<table class="docutils">',
                      f"<thead><tr>{head}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>", "</div>"])


def level_of(option):
    return option["level"].split(":")[0]


def level_page(option):
    return "options-" + level_of(option).lower().replace("_", "-")


def unit_of(option):
    return {"none": "", "time": "nanoseconds"}.get(option["unit"], option["unit"].replace("_", " "))


def others(option):
    """Names that differ from the key's, by system."""
    return {SYSTEMS[system]: row["name"] for system, row in option["stored"].items() if row["name"] != option["name"]}


def kept(option):
    """Where systems keep an option; those that agree stand together."""
    groups = {}
    for system, row in option["stored"].items():
        words = f"<code>{row['level']}</code> <code>{row['name']}</code>, as {row['wire']}"
        words += f" of {row['unit']}s" if "unit" in row else ""
        groups.setdefault(words, []).append(SYSTEMS[system])
    return ["\n".join(f"- {', '.join(systems)}: {words}" for words, systems in groups.items())]


def of_level(options, defaults):
    first = options[0]
    lines = [f"# Options of {escaped(level_of(first))}", prose(first["level"])]
    for option in options:
        facts = [f"Kind {option['kind']}", f"number {option['number']}", ACCESS[option["access"]], f"set {PHASES[option['phase']]}"]
        facts += [f"unit {unit_of(option)}"] if unit_of(option) else []
        facts += [f"default on Linux {escaped(defaults[option['name']])}"] if option["name"] in defaults else []
        lines += [anchor(option["key"]), f"## {escaped(option['key'])}", *blocks(option), "; ".join(facts) + ".", *kept(option),
                  *notes(option), *ending(option), prose(f"Described in {option['source']}.")]
    return lines


def of_options(options, defaults, kernel):
    systems = [f'<span data-system="{system}">{name}</span>' for system, name in SYSTEMS.items()]
    heads = ["Key", "Kind", *systems, "Unit", "Default on Linux", "Level", "Access", "Set"]
    rows = []
    for option in options:
        key = f'<a href="{level_page(option)}.html#{option["key"]}">{breakable(option["key"])}</a>'
        key += "".join(f"<br><small>{system}: {name}</small>" for system, name in others(option).items())
        cells = [option["kind"], *("yes" if system in option["systems"] else "" for system in SYSTEMS),
                 unit_of(option), html.escape(defaults.get(option["name"], "")),
                 level_of(option), ACCESS[option["access"]], PHASES[option["phase"]]]
        rows.append(f'<tr data-systems="{" ".join(option["systems"])}"><th scope="row">{key}</th>'
                    + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    levels = dict.fromkeys(level_page(option) for option in options)
    return ["# Options", "Every option that skt has a key for, with the systems that have it. On any other system its functions return "
            "`SKT_EUNSUPPORTED`. The key is the system's own name with `SKT_` in front; where a system has another name for it, that "
            f"stands below. Defaults are those of a new socket on {escaped(kernel)}, as `skt options` shows them; many can be configured.",
            "How options are read and set is said at `skt_get_bool`, `skt_set_bool` and in `skt/option.h`.",
            table("Options and systems", heads, rows, "filtered"), code(":hidden:\n\n" + "\n".join(levels), "{toctree}")]


def of_errors(api):
    heads = ["Code", "Meaning", *ERROR_SYSTEMS.values(), "Windows' name"]
    rows = []
    for entry in api["errors"]:
        codes = entry["code"] if isinstance(entry["code"], dict) else dict.fromkeys(ERROR_SYSTEMS, entry["code"])
        numbers = "".join(f"<td>{codes[system] if codes[system] > NO_CODE else ''}</td>" for system in ERROR_SYSTEMS)
        rows.append(f'<tr id="{entry["name"]}"><th scope="row">{breakable(entry["name"])}</th>'
                    f'<td class="words">{html.escape(entry.get("text", ""))}</td>{numbers}<td><code>{entry.get("windows_name", "")}</code></td></tr>')
    return ["# Errors", "Every code that a call returns, with its number on each system. A number is the system's own, negated; none stands "
            "where the system lacks the condition. The meaning is what `skt_error_text` says.",
            table("Errors and their numbers", heads, rows, "filtered")]


def stem(header):
    return header[4:-2]


def places(api):
    """For each name its page, its anchor and its kind; systems' own names of options and errors are names too."""
    names = {name: [page, name, "function"] for name, page in man.pages_of(api).items()}
    for kind in ("type", "macro", "constant"):
        names.update({entry["name"]: [stem(entry["header"]), entry["name"], kind] for entry in api[f"{kind}s"]})
    for option in api["options"]:
        place = [level_page(option), option["key"], "option"]
        names.update(dict.fromkeys((option["key"], option["name"], "SKT_NUMBER_" + option["name"]), place))
    for entry in api["errors"]:
        names.update(dict.fromkeys((entry["name"], entry.get("windows_name", entry["name"])), ["errors", entry["name"], "error"]))
    return names | {header["name"]: [stem(header["name"]), "", "header"] for header in api["headers"]}


def write(api, folder, defaults):
    """The pages into a folder. `defaults` is a file of lines: a system, then an option and its default."""
    folder.mkdir(parents=True, exist_ok=True)
    kernel, *rows = defaults.read_text().splitlines()
    defaults = dict(row.split(maxsplit=1) for row in rows)
    groups = list(man.groups(api))
    headers = [stem(header["name"]) for header in api["headers"]]
    levels = {}
    for option in api["options"]:
        levels.setdefault(level_page(option), []).append(option)

    pages = {group[0]["name"]: of_functions(api, group) for group in groups}
    pages |= {stem(header["name"]): of_header(api, header, groups) for header in api["headers"]}
    pages |= {page: of_level(options, defaults) for page, options in levels.items()}
    pages |= {"options": of_options(api["options"], defaults, kernel), "errors": of_errors(api)}
    pages["index"] = ["# Reference", "The interface by header; `<skt/skt.h>` includes all of them.",
                      *definitions([(f"`{header['name']}`", prose(header["summary"])) for header in api["headers"]]),
                      "## Tables", "- [](options.md)\n- [](errors.md)",
                      code(":hidden:\n\noptions\nerrors\n" + "\n".join(headers), "{toctree}")]
    for name, lines in pages.items():
        (folder / f"{name}.md").write_text("\n\n".join(lines) + "\n")
    (folder / "names.json").write_text(json.dumps(places(api), indent=0) + "\n")
