# SPDX-License-Identifier: MIT
"""traced.py TRACE JSON: each option that strace -ff -o TRACE saw a program set on a socket that is still open has that value in skt's JSON."""
import glob
import json
import re
import sys

trace, document = sys.argv[1:]
UNITS = {"TCP_KEEPIDLE": 10**9, "TCP_KEEPINTVL": 10**9, "TCP_USER_TIMEOUT": 10**6, "TCP_DEFER_ACCEPT": 10**9}
IN_EFFECT = {"TCP_MAXSEG"}  # is read as what the connection uses
DOUBLED = {"SO_RCVBUF", "SO_SNDBUF"}

set_by = {}
for name in glob.glob(trace + ".*"):
    pid = int(name.rsplit(".", 1)[1])
    for line in open(name):
        opened = re.match(r"(?:socket|accept4?)\(.* = (\d+)$", line)
        closed = re.match(r"close\((\d+)\)", line)
        put = re.match(r"setsockopt\((\d+), \w+, (\w+), (\S+), \d+\) += 0", line)
        for match in (opened, closed):
            if match:
                set_by.pop((pid, int(match[1])), None)
        if put:
            set_by.setdefault((pid, int(put[1])), {})[put[2]] = put[3].strip('["]')

compared = 0
for s in json.load(open(document))["sockets"]:
    rows = {o["name"]: o for o in s["options"]}
    for owner in s["owners"]:
        for name, value in set_by.get((owner["pid"], owner["fd"]), {}).items():
            if name not in rows or name in IN_EFFECT or not re.fullmatch(r"-?\d+|[a-z]+", value):
                continue
            now = rows[name].get("value_ns", rows[name]["value"])
            if isinstance(now, bool):
                assert now == (value != "0"), (name, value, now)
            elif isinstance(now, str):
                assert now == value, (name, value, now)
            else:
                wanted = int(value) * UNITS.get(name, 1) * (2 if name in DOUBLED else 1)
                assert now == wanted, (name, wanted, now)
            compared += 1
print("%d options are as they were set" % compared)
