# SPDX-License-Identifier: MIT
"""What must hold of the written documentation: whatever it names is there, and each program of the guide stands in a page."""
import re

import check


def complaints(api, root):
    known = check.names_of(api) | {"skt_porting"} | {path.stem for path in (root / "docs/concepts").glob("*.md")}
    known |= set(re.findall(r"SKT_[A-Z0-9_]+", (root / "CMakeLists.txt").read_text()))  # what is chosen when it is built
    pages = [root / page for page in ("README.md", "docs/index.md", "docs/porting.md")]
    pages += [*sorted((root / "docs/guide").glob("*.md")), *sorted((root / "docs/concepts").glob("*.md"))]
    shown = set()
    for page in pages:
        text, where = page.read_text(), page.relative_to(root)
        for name, more in check.NAME.findall(text):
            part = more or name.endswith("_")
            if not (any(other.startswith(name) for other in known) if part else name in known):
                yield f"{where}: there is no {name}"
        # The site has examples/ beside its pages.
        for program in re.findall(r"\{literalinclude\} (\S+)", text):
            path = root / program.lstrip("/") if program.startswith(("/examples/", "examples/")) else page.parent / program
            shown.add(path)
            if not path.is_file():
                yield f"{where}: there is no {program}"
    for program in sorted((root / "docs/guide").glob("*.c")):
        if program not in shown:
            yield f"{program.relative_to(root)} stands in no page"
