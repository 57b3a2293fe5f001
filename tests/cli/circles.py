# SPDX-License-Identifier: MIT
"""circles.py NM FOLDER OBJECT...: no two object files below the folder need each other, be it by way of others."""
import os
import subprocess
import sys

nm, folder, *objects = sys.argv[1:]


def name(path):
    return os.path.splitext(path.split("skt_cli.dir/", 1)[-1])[0]


defined, needed = {}, {}
for path in objects:
    if "/%s/" % folder not in path:
        continue
    needed[name(path)] = set()
    for line in subprocess.run([nm, "-g", path], check=True, capture_output=True, text=True).stdout.splitlines():
        *_, kind, symbol = line.split()
        if kind == "U":
            needed[name(path)].add(symbol)
        elif kind.isupper():
            defined[symbol] = name(path)
if not defined:
    sys.exit("no symbol is defined there")
edges = {part: {defined[s] for s in symbols if s in defined} for part, symbols in needed.items()}


def reach(part):
    seen, todo = set(), [part]
    while todo:
        for other in edges[todo.pop()] - seen:
            seen.add(other)
            todo.append(other)
    return seen


circles = sorted(part for part in edges if part in reach(part))
if circles:
    sys.exit("these need each other: " + " ".join(circles))
