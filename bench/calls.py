#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts the instructions in user space of each operation, as libc does it and through skt, with callgrind.

    calls.py static=PROGRAM shared=PROGRAM      bench_calls, linked with the one library and with the other

Every loop runs at two lengths; the slope between them is exact, and free of what happens once (lazy binding, the
loop's entry). The empty loop's slope is taken off. Ends with 1 when an operation needs more than it may.
"""
import re
import subprocess
import sys
import tempfile

SHORT, LONG = 50, 150


def inclusive_costs(program, times):
    """Instructions per benchmark function, with all it calls."""
    with tempfile.NamedTemporaryFile(suffix=".callgrind") as out:
        subprocess.run(["valgrind", "-q", "--tool=callgrind", "--toggle-collect=bench_*",
                        f"--callgrind-out-file={out.name}", program, str(times)], check=True)
        text = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out.name],
                              check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^ *([\d,]+) \(.*?[:\s](bench_(?:raw|skt)_\w+)", text, re.M)
    return {name: int(cost.replace(",", "")) for cost, name in rows}


def slopes(program):
    short, long = inclusive_costs(program, SHORT), inclusive_costs(program, LONG)
    per_call = {name: (long[name] - short[name]) / (LONG - SHORT) for name in long}
    empty = per_call["bench_raw_nothing"]
    return {name: cost - empty for name, cost in per_call.items()}


def main():
    programs = dict(argument.split("=", 1) for argument in sys.argv[1:])
    listed = subprocess.run([programs["static"], "list"], check=True, capture_output=True, text=True).stdout
    measured = {label: slopes(program) for label, program in programs.items()}
    print("instructions in user space per call; (+n) is above raw; * holds for the static library only\n")
    print(f"{'':16}{'raw':>6}" + "".join(f"{label:>14}" for label in programs) + f"{'at most':>12}")
    broken = []
    for line in listed.splitlines()[1:]:
        name = line.split()[0]
        above, at_most, percent, static_only = map(int, line.split()[1:])
        columns = ""
        for label, cost in measured.items():
            raw, skt = cost[f"bench_raw_{name}"], cost[f"bench_skt_{name}"]
            limit = at_most or (raw + above if above else raw * percent / 100 if percent else None)
            columns += f"{skt:g} ({skt - raw:+g})".rjust(14)
            if limit and skt > limit and not (static_only and label != "static"):
                broken.append(f"{name}, {label}: {skt:g}, at most {limit:g}")
        text = str(at_most) if at_most else f"raw + {above}" if above else f"raw * {percent / 100:g}" if percent else ""
        print(f"{name:16}{raw:6g}{columns}{text:>12}{' *' if static_only else ''}")
    print("\n" + "\n".join(f"BROKEN: {text}" for text in broken) if broken else "\nall hold")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
