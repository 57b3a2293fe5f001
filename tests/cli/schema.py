# SPDX-License-Identifier: MIT
"""schema.py DOCS FILE...: every field of these JSON documents is one that the section of its schema in docs/json.md names."""
import json
import re
import sys

docs, *files = sys.argv[1:]
sections = re.split(r"^## ", open(docs, encoding="utf-8").read(), flags=re.M)
known = {}
for section in sections[1:]:
    rows = [line for line in section.splitlines() if line.startswith("|")]
    known[section.split()[0]] = set(re.findall(r"`([a-z0-9_]+)`", "\n".join(rows)))


def check(value, names, path):
    if isinstance(value, list):
        for one in value:
            check(one, names, path)
    elif isinstance(value, dict):
        for key, one in value.items():
            assert key in names, "%s.%s is not in %s" % (path, key, docs)
            check(one, names, path + "." + key)
    else:
        assert isinstance(value, str) or not path.endswith("cookie"), path


for name in files:
    document = json.load(open(name, encoding="utf-8"))
    check(document, known[document["schema"]], document["schema"])
print("%d documents are as described" % len(files))
