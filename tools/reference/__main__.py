# SPDX-License-Identifier: MIT
"""reference WHAT ...: what is made of the public headers.

check             whatever does not hold of the comments is printed, and is a failure
layout OUT.c      a C file whose object holds the sizes and offsets of the types, as text
layouts           src/layouts.def anew, with the structures and fields that are new
api OUT.json [OBJECT]  the model, with the sizes of that object
ctypes API.json SYSTEM OUT.py  a module of ctypes made of that model
man FOLDER        manual pages of section 3, into FOLDER/man3
"""
import datetime
import json
import os
import pathlib
import sys

import check
import ctypes_module
import layout
import man
import model

ROOT = pathlib.Path(__file__).resolve().parents[2]


def date():
    """That of the build, or what SOURCE_DATE_EPOCH says of it."""
    seconds = int(os.environ["SOURCE_DATE_EPOCH"]) if "SOURCE_DATE_EPOCH" in os.environ else None
    day = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc) if seconds is not None else datetime.datetime.now()
    return f"{day:%B} {day.day}, {day.year}"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "ctypes":
        api = json.loads(pathlib.Path(arguments[0]).read_text())
        pathlib.Path(arguments[2]).write_text(ctypes_module.module(api, arguments[1]))
        return
    api = model.Model(ROOT).api
    layouts = ROOT / "src/layouts.def"
    before = layouts.read_text() if layouts.exists() else ""
    layout.number(api, before)
    if what == "check":
        found = list(check.complaints(api))
        if before != layout.rows(api):
            found.append("src/layouts.def is not what `tools/reference layouts` writes")
        print("\n".join(found) or f"{len(api['functions'])} functions, {len(api['options'])} options, nothing is missing")
        sys.exit(bool(found))
    elif what == "layout":
        pathlib.Path(arguments[0]).write_text(layout.source(api))
    elif what == "layouts":
        after = layout.rows(api)
        gone = [row for row in layout.blocks(before) if not any(new.startswith(row) for new in layout.blocks(after))]
        if gone:
            sys.exit("these rows would not stay where they are:\n" + "\n".join(gone))
        layouts.write_text(after)
    elif what == "api":
        if len(arguments) > 1:
            layout.read(api, pathlib.Path(arguments[1]).read_bytes())
        pathlib.Path(arguments[0]).write_text(json.dumps(api, indent=1) + "\n")
    elif what == "man":
        man.write(api, pathlib.Path(arguments[0]), date())
    else:
        sys.exit(__doc__)


main()
