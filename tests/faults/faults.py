#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes every system call of every public function fail, one after the other and with each error, and looks at what is left.

    faults.py PROGRAM CALLS_C [ROW...]     faults.c as a program; calls.c, which says what functions make system calls

After a fault the result has to be the fault's own code or what its row allows, in time, and as before have to be: the
open descriptors, the signal mask, pending signals, the blocking modes. Ends with 77, saying why, where strace cannot trace.
"""
import concurrent.futures
import errno
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ERRORS = ["EINTR", "EAGAIN", "ENOMEM", "EPERM", "EMFILE", "ENOBUFS"]

# The clock is no system call but on odd machines.
NOT_OURS = {"clock_gettime", "rt_sigreturn"}
CALL = re.compile(r"^(\w+)\(")
LEAST = 800


def strace(arguments, program, row, seconds=20):
    """The lines of strace and what the program printed; None where it did not end."""
    with tempfile.NamedTemporaryFile(mode="r", suffix=".strace") as log:
        command = ["strace", "-o", log.name, *arguments, program, str(row)]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            return [], None, ""
        return log.read().splitlines(), run.returncode, run.stdout.strip() + run.stderr


def calls_between(lines):
    """Of each system call between the marks: its name, the how manieth of its name it is there, and in all."""
    inside = False
    total, within = {}, {}
    for line in lines:
        call = CALL.match(line)
        if not call:
            continue
        name = call[1]
        total[name] = total.get(name, 0) + 1
        if line.startswith('write(-1, "begin"'):
            inside = True
        elif line.startswith('write(-1, "end"'):
            return
        elif inside and name not in NOT_OURS:
            within[name] = within.get(name, 0) + 1
            yield name, within[name], total[name]


def allowed(but, name, number, error):
    """What else may come of a fault."""
    results = set()
    for rule in but.split():
        call, fault, result = rule.split(":")
        if call in ("*", name, f"{name}#{number}") and fault in ("*", error):
            results.add(result)
    return results


def judge(row, but, name, number, error, status, output):
    """What is wrong after a fault, or nothing."""
    what = f"{row}: {name}#{number} {error}:"
    if status is None:
        return f"{what} does not end"
    words = output.split()
    if status != 0 or not words:
        return f"{what} ended with {status}: {output}"
    may = allowed(but, name, number, error)
    rc = int(words[0])
    came = "ok" if rc >= 0 else errno.errorcode.get(-rc, str(rc))
    is_own = rc == -getattr(errno, error)
    if not is_own and came not in may and "*" not in may:
        return f"{what} gives {came}"
    changed = {re.match("[a-z]+", word)[0] for word in words[1:]}
    # A close that strace refuses was not made.
    if name == "close":
        changed.discard("descriptors")
    left = changed - may
    return f"{what} leaves changed: {' '.join(sorted(left))}" if left else None


def check_rows(rows, calls_c):
    """Every function that calls.c shows to make system calls has to have a row."""
    text = pathlib.Path(calls_c).read_text()
    making = set(re.findall(r'MAKES\("\w[^"]*",\s*[^;]*?\b(skt_\w+)\(', text)) | set(re.findall(r"LIBC_MAKES\((skt_\w+)", text))
    having = {function for _, expression, _ in rows for function in re.findall(r"\bskt_\w+(?=\()", expression)}
    return [f"{function}: faults.def has no row of it" for function in sorted(making - having)]


def main():
    program, calls_c, *names = sys.argv[1:]
    if not shutil.which("strace"):
        print("SKIP faults: strace is not installed")
        return 77
    trial = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True)
    if trial.returncode != 0:
        print(f"SKIP faults: strace cannot trace here: {trial.stderr.strip()}")
        return 77
    listing = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    rows = [tuple(line.split("\t")) for line in listing.splitlines()]
    wrong = [] if names else check_rows(rows, calls_c)

    def plan(number):
        lines, status, output = strace([], program, number)
        name, _, but = rows[number]
        if status != 0:
            return [], [f"{name}: without a fault it ended with {status}: {output}"]
        return [(number, *call, error) for call in calls_between(lines) for error in ERRORS], []

    def inject(job):
        number, name, nth, in_all, error = job
        row, _, but = rows[number]
        _, status, output = strace(["-e", f"inject={name}:error={error}:when={in_all}"], program, number)
        return judge(row, but, name, nth, error, status, output)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        chosen = [i for i, row in enumerate(rows) if not names or row[0] in names]
        jobs = []
        for planned, faults in pool.map(plan, chosen):
            jobs += planned
            wrong += faults
        wrong += [verdict for verdict in pool.map(inject, jobs) if verdict]
    if not names and len(jobs) < LEAST:
        wrong.append(f"only {len(jobs)} injections, which have to be {LEAST}")
    for text in wrong:
        print(text)
    print(f"{len(jobs)} injections into {len(chosen)} rows, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
