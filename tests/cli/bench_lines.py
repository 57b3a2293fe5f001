# SPDX-License-Identifier: MIT
"""bench_lines.py FILE EXPRESSION...: these are true of the lines of `skt bench --json`: of begin, intervals and end."""
import json
import sys

name, *expressions = sys.argv[1:]
lines = [json.loads(line) for line in open(name, encoding="utf-8") if line.endswith("\n")]
intervals = [line for line in lines if line["event"] == "interval"]
end = next((line for line in lines if line["event"] == "end"), None)
order = [line["event"] for line in lines]
assert order == ["begin"] + ["interval"] * len(intervals) + ["end"] * (end is not None), order
for expression in expressions:
    if not eval(expression, {"begin": lines[0], "end": end, "intervals": intervals}):
        sys.exit("not true: %s\nof %s" % (expression, json.dumps(end or lines[-3:], indent=1)))
