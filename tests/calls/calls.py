#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the system calls that every public function makes with those that calls.c says it may make.

    calls.py INCLUDE_DIR PROGRAM      the public headers, and calls.c as a program

Every function of the headers has to be run, and one that makes several calls has to say so under Calls.
Ends with 77, saying why, where strace cannot trace.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# The clock is read without a system call but on odd machines; the other ends a signal's handler.
NOT_OURS = {"clock_gettime", "rt_sigreturn"}

SAYS_CALLS = re.compile(r"^ \* Calls  |\*\*Calls:\*\*", re.M)
MARK = re.compile(r'^write\(-1, "(.*)", \d+\)')
CALL = re.compile(r"^(\w+)\(")


def skip(why):
    print(f"SKIP calls: {why}")
    sys.exit(77)


def trace(program):
    """The lines of strace; the program's own verdict is added to its exit status."""
    if not shutil.which("strace"):
        skip("strace is not installed")
    with tempfile.NamedTemporaryFile(mode="r", suffix=".strace") as out:
        strace = ["strace", "-s", "600", "-o", out.name]
        trial = subprocess.run(strace + ["true"], capture_output=True, text=True)
        if trial.returncode != 0:
            skip(f"strace cannot trace here: {trial.stderr.strip()}")
        status = subprocess.run(strace + [program]).returncode
        return out.read().splitlines(), status


def runs(lines):
    """Of each run: what was expected, the expression, what came."""
    expected = expression = None
    came = []
    for line in lines:
        if line.startswith("--- SIGPIPE"):
            came.append("SIGPIPE")
        mark = MARK.match(line)
        call = CALL.match(line)
        if mark and mark[1] == "end|":
            yield expected, expression, came
        elif mark:
            expected, expression = mark[1].split("|", 1)
            came = []
        elif call and call[1] not in NOT_OURS:
            came.append(call[1])


def documented(include):
    """The comment that each public function stands under."""
    comments = {}
    for header in sorted(pathlib.Path(include).glob("skt/*.h")):
        comment = ""
        for part in re.finditer(r"/\*.*?\*/|^SKT_API [^(]*?\b(skt_\w+)\(|^(?:typedef|struct|enum)\b", header.read_text(), re.M | re.S):
            if part[1]:
                comments[part[1]] = comment
            else:
                comment = part[0]
    return comments


def main():
    include, program = sys.argv[1:]
    comments = documented(include)
    lines, status = trace(program)
    wrong = [f"the program itself ended with {status}"] if status else []
    seen = set()
    count = 0
    for expected, expression, came in runs(lines):
        count += 1
        function = re.search(r"\bskt_\w+", expression)[0]
        seen.add(function)
        if expected == "*":
            continue
        if came != expected.split():
            wrong.append(f"{expression}: made {' '.join(came) or 'none'}, not {expected or 'none'}")
        if len(expected.split()) > 1 and not SAYS_CALLS.search(comments.get(function, "")):
            wrong.append(f"{function}: makes {expected}, and no comment says so under Calls")
    wrong += [f"{function}: calls.c does not run it" for function in sorted(comments.keys() - seen)]
    wrong += [f"{function}: calls.c runs it, and no header has it" for function in sorted(seen - comments.keys())]
    for text in wrong:
        print(text)
    print(f"{count} runs of {len(seen)} functions, {len(wrong)} wrong")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
