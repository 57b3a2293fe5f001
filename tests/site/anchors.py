# SPDX-License-Identifier: MIT
"""anchors.py SOURCE: `reference site` writes a place for each public function, key, error, type and constant, on the page that it names.

What there must be is read from the headers here, by other means than the reference's.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

# What a place is for: the text that declares a name.
DECLARED = {"function": re.compile(r"^(?:SKT_API|static inline) [^;{(]*?\b(skt_\w+)\(", re.M),
            "option": re.compile(r"^#define (SKT_\w+) +SKT_OPTION\(", re.M),
            "error": re.compile(r"^    (SKT_\w+) = (?:SKT__CODE|SKT__WINDOWS|-3)", re.M),
            "type": re.compile(r"^} (skt_\w+);", re.M),
            "constant": re.compile(r"^#define (SKT_\w+) +SKT__(?:NUMBER|FLAG)\(", re.M)}


def main(source):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, source / "tools/reference", "site", folder], check=True)
        names = json.loads((pathlib.Path(folder) / "names.json").read_text())
        pages = {path.stem: path.read_text() for path in pathlib.Path(folder).glob("*.md")}
    said, count = [], 0
    for header in sorted((source / "include/skt").glob("*.h")):
        text = header.read_text()
        for kind, pattern in DECLARED.items():
            for found in pattern.finditer(text):
                name = found.group(1)
                if name.startswith(("skt__", "SKT__", "SKT_ERRNO_")):
                    continue
                count += 1
                page, anchor, what = names.get(name, ("", "", ""))
                if (anchor, what) != (name, kind) or f'id="{anchor}"' not in pages[page]:
                    said.append(f"{header.name}: {kind} {name} has no place")
    if count < 1000:
        said.append(f"no more than {count} names are seen in the headers")
    print("\n".join(said) or f"{count} names have a place on {len(pages)} pages")
    return bool(said)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
