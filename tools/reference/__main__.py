# SPDX-License-Identifier: MIT
"""reference WHAT ...: what is made of the public headers.

check             whatever does not hold of the comments is printed, and is a failure
guide [ROOT]      the same for the written documentation of this folder, or of another
concepts FOLDER   manual pages of section 7, into FOLDER/man7
layout OUT.c      a C file whose object holds the sizes and offsets of the types, as text
layouts           src/layouts.def anew, with the structures and fields that are new
constants OUT.h   <skt/constants.h>: every number as an enumerator
api OUT.json [OBJECT]  the model, with the sizes of that object
ctypes API.json SYSTEM OUT.py  a module of ctypes made of that model
cdef API.json SYSTEM OUT.h     declarations for cffi
rust API.json SYSTEM FOLDER    a crate skt-sys
man FOLDER        manual pages of section 3, into FOLDER/man3
site FOLDER       pages of the documentation site, in Markdown for Sphinx
"""
import datetime
import json
import os
import pathlib
import sys

import cdef
import check
import concepts
import constants
import ctypes_module
import guide
import layout
import man
import model
import site_pages
import rust

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
    if what in ("ctypes", "cdef", "rust"):
        api, system, out = json.loads(pathlib.Path(arguments[0]).read_text()), arguments[1], pathlib.Path(arguments[2])
        if what == "rust":
            rust.write(api, system, out)
        else:
            out.write_text(ctypes_module.module(api, system) if what == "ctypes" else cdef.text(api, system))
        return
    api = model.Model(ROOT).api
    layouts = ROOT / "src/layouts.def"
    rows = layouts.read_text()
    layout.number(api, rows)
    if what == "check":
        found = list(check.complaints(api))
        if rows != layout.rows(api):
            found.append("src/layouts.def is not what `tools/reference layouts` makes of it")
        print("\n".join(found) or f"{len(api['functions'])} functions, {len(api['options'])} options, nothing is missing")
        sys.exit(bool(found))
    elif what == "guide":
        found = list(guide.complaints(api, pathlib.Path(arguments[0]) if arguments else ROOT))
        print("\n".join(found) or "the guide, the concepts and README name nothing that is missing")
        sys.exit(bool(found))
    elif what == "concepts":
        concepts.write(api, ROOT, pathlib.Path(arguments[0]), date())
    elif what == "layout":
        pathlib.Path(arguments[0]).write_text(layout.source(api))
    elif what == "layouts":
        after = layout.rows(api)
        gone = [block for block in layout.blocks(rows) if not any(new.startswith(block) for new in layout.blocks(after))]
        if gone:
            sys.exit("These rows of src/layouts.def would not stay where they are:\n" + "\n".join(gone))
        layouts.write_text(after)
    elif what == "constants":
        pathlib.Path(arguments[0]).write_text(constants.header(api))
    elif what == "api":
        if len(arguments) > 1:
            layout.read(api, pathlib.Path(arguments[1]).read_bytes())
        pathlib.Path(arguments[0]).write_text(json.dumps(api, indent=1) + "\n")
    elif what == "man":
        man.write(api, pathlib.Path(arguments[0]), date())
    elif what == "site":
        site_pages.write(api, pathlib.Path(arguments[0]), ROOT / "docs/option-defaults.txt")
    else:
        sys.exit(__doc__)


main()
