#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes every system call of every public function fail, one after the other and with each error, and looks at what is left.

    faults.py INCLUDE_DIR CALLS_C PROGRAM [ROW...]     the public headers; calls.c; faults.c as a program

Every function of the headers has to have a row, but those that calls.c shows to make no system call. After a fault the
result has to be the fault's own code, or what the row says instead, in time; and as before have to be the number of open
descriptors, the signal mask, the pending signals, the blocking modes. What a row says has to be what happens: a rule that
no fault follows is wrong. Ends with 77, saying why, where strace cannot trace.
"""
import collections
import concurrent.futures
import errno
import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "calls"))
sys.dont_write_bytecode = True
from calls import CALL, NOT_OURS, documented  # noqa: E402

# A fault that passes comes once. What a process has run out of it has run out of for the next call too: a lasting one.
PASSING = ["EINTR", "EAGAIN", "ENOMEM", "EPERM", "EMFILE", "ENOBUFS"]
LASTING = ["ENOMEM", "EPERM", "EMFILE", "ENOBUFS"]
LEAST = 800
SECONDS = 20

Row = collections.namedtuple("Row", "number name expression rules")
Rule = collections.namedtuple("Rule", "text call error result left")
Fault = collections.namedtuple("Fault", "call nth in_all error")
Outcome = collections.namedtuple("Outcome", "lines status output rc descriptors changed")


class Malformed(Exception):
    pass


def read_rule(text):
    parts = text.split(":")
    if len(parts) != 3:
        raise Malformed(f"{text} is not CALL:ERROR:RESULT")
    result, *left = parts[2].split("+")
    return Rule(text, parts[0], parts[1], result, frozenset(left))


def read_rows(program):
    listing = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    for number, line in enumerate(listing.splitlines()):
        name, expression, rules = line.split("\t")
        yield Row(number, name, expression, [read_rule(text) for text in rules.split()])


def run(program, row, options=()):
    """The row under strace. Without a status it did not end."""
    with tempfile.NamedTemporaryFile(mode="r", suffix=".strace") as log:
        command = ["strace", "-o", log.name, *options, program, str(row.number)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return Outcome([], None, "", None, 0, frozenset())
        lines = log.read().splitlines()
    words = done.stdout.split()
    if done.returncode != 0 or len(words) < 2:
        return Outcome(lines, done.returncode or "no result", done.stdout + done.stderr, None, 0, frozenset())
    return Outcome(lines, 0, "", int(words[0]), int(words[1]), frozenset(words[2:]))


def parts(lines):
    """Each system call's line with where it is: before, inside or after the two marks."""
    where = "before"
    for line in lines:
        call = CALL.match(line)
        if not call or call[1] in NOT_OURS:
            continue
        if line.startswith('write(-1, "begin"'):
            where = "inside"
            yield "before", call[1], line
        elif line.startswith('write(-1, "end"'):
            where = "after"
            yield "after", call[1], line
        else:
            yield where, call[1], line


def faults(lines):
    """What can go wrong: for each system call inside, every error."""
    total, within = collections.Counter(), collections.Counter()
    calls = []
    used_after = set()
    for where, name, _ in parts(lines):
        total[name] += 1
        if where == "inside":
            within[name] += 1
            calls.append((name, within[name], total[name]))
        elif where == "after":
            used_after.add(name)
    for call in calls:
        yield from (Fault(*call, error) for error in PASSING)
        # The program itself has to go on after the function.
        if call[0] not in used_after:
            yield from (Fault(*call, error + "+") for error in LASTING)


def rule_of(row, fault):
    """The last of the row's rules that is about the fault."""
    names = (fault.call, f"{fault.call}#{fault.nth}")
    found = None
    for rule in row.rules:
        if (rule.call == "*" or rule.call in names) and fnmatch.fnmatchcase(fault.error, rule.error):
            found = rule
    return found


def name_of(rc):
    if rc == -31001:
        return "EEOF"
    return "ok" if rc >= 0 else errno.errorcode.get(-rc, str(rc))


def judge(sound, fault, rule, outcome):
    """What is wrong after a fault, or None. `sound` is the outcome without any."""
    if outcome.status is None:
        return f"does not end in {SECONDS} seconds"
    if outcome.status != 0:
        return f"ended with {outcome.status}: {outcome.output}"
    if not any(where == "inside" and "(INJECTED)" in line for where, _, line in parts(outcome.lines)):
        return "was not injected"

    own = fault.error.rstrip("+")
    expected = own if rule is None or rule.result == "own" else rule.result
    came = name_of(outcome.rc)
    if expected not in ("*", came):
        return f"gives {came}, not {'its own code' if expected == own else expected}"

    # What the function is there to change it changes if it succeeds. A close that strace refuses was not made.
    succeeded = outcome.rc >= 0
    may = (sound.changed if succeeded else frozenset()) | (rule.left if rule else frozenset())
    if outcome.changed != may:
        return f"leaves changed: {' '.join(sorted(outcome.changed)) or 'nothing'}, not {' '.join(sorted(may)) or 'nothing'}"
    refused = fault.call == "close"
    more = (sound.descriptors if succeeded or refused else 0) + refused
    if outcome.descriptors != more:
        return f"leaves {outcome.descriptors:+d} descriptors, not {more:+d}"
    return None


def silent(calls_c):
    """The functions that calls.c shows, and shows to make no system call at all."""
    made = collections.defaultdict(set)
    for run_ in re.finditer(r'^\s+(?:LIBC_MAKES\(|MAKES\("([^"]*)",)\s*(.*?)\);$', pathlib.Path(calls_c).read_text(), re.M | re.S):
        made[re.search(r"\bskt_\w+", run_[2])[0]].add("*" if run_[1] is None else run_[1])
    return {function for function, calls in made.items() if calls == {""}}


def check_rows(rows, include, calls_c):
    functions = documented(include).keys()
    having = {function for row in rows for function in re.findall(r"\bskt_\w+(?=\()", row.expression)}
    for function in sorted(functions - silent(calls_c) - having):
        yield f"{function}: faults.def has no row of it"


def main():
    include, calls_c, program, *names = sys.argv[1:]
    if not shutil.which("strace"):
        print("SKIP faults: strace is not installed")
        return 77
    trial = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True)
    if trial.returncode != 0:
        print(f"SKIP faults: strace cannot trace here: {trial.stderr.strip()}")
        return 77

    rows = list(read_rows(program))
    wrong = [f"{name}: no row has this name" for name in names if name not in {row.name for row in rows}]
    if not names:
        wrong += check_rows(rows, include, calls_c)
    chosen = [row for row in rows if not names or row.name in names]

    def plan(row):
        sound = run(program, row)
        return row, sound, list(faults(sound.lines)) if sound.status == 0 else []

    def inject(job):
        row, sound, fault = job
        when = f"{fault.in_all}{'+' if fault.error.endswith('+') else ''}"
        outcome = run(program, row, ["-e", f"inject={fault.call}:error={fault.error.rstrip('+')}:when={when}"])
        rule = rule_of(row, fault)
        return row, fault, rule, judge(sound, fault, rule, outcome)

    followed = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for row, sound, planned in pool.map(plan, chosen):
            jobs += [(row, sound, fault) for fault in planned]
            if sound.status != 0:
                wrong.append(f"{row.name}: without a fault it ended with {sound.status}: {sound.output}")
            elif not planned:
                wrong.append(f"{row.name}: makes no system call")
        verdicts = collections.defaultdict(list)
        for row, fault, rule, verdict in pool.map(inject, jobs):
            followed.add((row.number, rule))
            if verdict:
                verdicts[f"{row.name}: {fault.call}#{fault.nth}", verdict].append(fault.error)
    wrong += [f"{call} {' '.join(errors)}: {verdict}" for (call, verdict), errors in verdicts.items()]
    for row in chosen:
        wrong += [f"{row.name}: no fault follows {rule.text}" for rule in row.rules if (row.number, rule) not in followed]
    if not names and len(jobs) < LEAST:
        wrong.append(f"only {len(jobs)} injections, which have to be {LEAST}")
    for text in wrong:
        print(text)
    print(f"{len(jobs)} injections into {len(chosen)} rows, {len(wrong)} wrong")
    return 1 if wrong or not jobs else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Malformed as error:
        sys.exit(f"faults.def: {error}")
