#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The ends of streams: runs the rows of ends.table, and makes docs/stream-ends.md of them.

    ends.py COMMAND...       each row with the tool, eight at once; then the document is compared with the table;
                             SKT_TEST="3 17" in the environment: these rows alone
    ends.py --others         what other programs do in the rows that they have, into ends.others
    ends.py --document       writes the document

Nothing depends on how fast anything is: a row's next step is taken when what the step before waits for has come, and
the peer and the reader of the output read only where a step waits for what they read.
"""
import concurrent.futures
import os
import pty
import queue
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
DOCUMENT = os.path.join(HERE, "..", "..", "docs", "stream-ends.md")
FIELDS = "transport command input peer steps output heard status end sentence".split()
PATTERN = bytes(range(256)) * 16
FILL = PATTERN * (16 * 1024 * 1024 // len(PATTERN))
OTHERS = {"nc": ["nc"], "nc -N": ["nc", "-N"], "ncat": ["ncat"], "socat": ["socat"]}
RECEIVE_BUFFER = 65536
PATIENCE, PATIENCE_WITH_OTHERS = 60, 4


class Differs(Exception):
    """What is not as the row says."""


def read_table():
    with open(os.path.join(HERE, "ends.table"), encoding="utf-8") as table:
        lines = [line.rstrip("\n") for line in table if line.strip() and not line.startswith("#")]
    rows = [dict(zip(FIELDS, (field.strip() for field in line.split("|")), strict=True)) for line in lines]
    for number, row in enumerate(rows, 1):
        row["number"] = number
    return rows


def unescape(text):
    return text.replace("\\n", "\n").encode()


def read_pipe(pipe):
    """What there is, None at the end; not for ever."""
    if not select.select([pipe], [], [], 0.1)[0]:
        raise TimeoutError
    return os.read(pipe.fileno(), 1 << 20) or None


class Writer:
    """Writes in a thread, so that a reader who does not read stops nobody else."""

    def __init__(self, write):
        self.write, self.items = write, queue.Queue()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            item = self.items.get()
            try:
                if callable(item):
                    item()
                else:
                    self.write(item)
            except (OSError, ValueError):
                pass

    def put(self, item):
        self.items.put(item)


class Reader:
    """What one end hears, read only when it is asked for."""

    def __init__(self, read, patience):
        self.read, self.patience, self.heard, self.messages, self.seen = read, patience, bytearray(), [], 0
        self.how = None

    def more(self):
        """Whether something came; None after the end."""
        if self.how:
            return None
        try:
            data = self.read()
        except ConnectionError:
            self.how = "reset"
            return None
        except TimeoutError:
            return False
        if data is None:
            self.how = "end"
            return None
        self.heard += data
        self.messages.append(data)
        return True

    def until(self, what, wanted):
        until = self.seen + len(wanted)
        self.wait(lambda: len(self.heard) >= until, what)
        if self.heard[self.seen:until] != wanted:
            raise Differs(f"{what}: something else comes")
        self.seen = until

    def wait(self, is_there, what):
        deadline = time.monotonic() + self.patience
        while not is_there():
            more = self.more()
            if more is None and not is_there():
                raise Differs(f"{what} never comes")
            if more is False and time.monotonic() > deadline:
                raise Differs(f"{what} does not come")

    def rest(self):
        deadline = time.monotonic() + self.patience
        while self.more() is not None and time.monotonic() < deadline:
            pass


class SocketPeer:
    """A peer that does what the steps say."""

    def __init__(self, transport, folder, patience):
        self.kind = {"udp": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}.get(transport, socket.SOCK_STREAM)
        self.family = socket.AF_INET if transport in ("tcp", "udp") else socket.AF_UNIX
        self.path, self.patience = os.path.join(folder, "s"), patience
        self.socket, self.listener, self.status = None, None, None
        self.reader = Reader(self.read, patience)
        self.writer = Writer(self.send)

    def open(self):
        s = socket.socket(self.family, self.kind)
        if self.family == socket.AF_INET:
            # What is sent and not read shall fit no buffer.
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        return s

    def listen(self):
        """Where the tool is to connect."""
        s = self.open()
        s.settimeout(self.patience)
        s.bind(("127.0.0.1", 0) if self.family == socket.AF_INET else self.path)
        if self.kind == socket.SOCK_DGRAM:
            self.use(s)
        else:
            s.listen()
            self.listener = s
        return s.getsockname()

    def accept(self):
        if self.listener:
            self.use(self.listener.accept()[0])
            self.listener.close()

    def connect(self, address):
        s = self.open()
        s.connect(address)
        self.use(s)

    def use(self, s):
        s.settimeout(None)
        # A time for recv alone: sending waits for ever, in its own thread.
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 100_000))
        self.socket = s

    def read(self):
        try:
            data, sender = self.socket.recvfrom(1 << 20)
        except BlockingIOError:
            raise TimeoutError from None
        if self.kind == socket.SOCK_DGRAM:
            self.socket.connect(sender)
            return data
        return data or None

    def send(self, data):
        self.socket.sendall(data) if self.kind == socket.SOCK_STREAM else self.socket.send(data)

    def wait_until_full(self):
        """Until the other end has sent more than fits here, by its queue in the system's table."""
        ends = [f":{address[1]:04X}" for address in (self.socket.getpeername(), self.socket.getsockname())]
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            with open("/proc/net/tcp", encoding="ascii") as table:
                for _, here, there, _, queues, *_ in (line.split() for line in table.readlines()[1:]):
                    if [here[-5:], there[-5:]] == ends and int(queues.split(":")[0], 16) > 2 * RECEIVE_BUFFER:
                        return
            time.sleep(0.005)
        raise Differs("the connection does not become full")

    def end(self):
        self.writer.put(lambda: self.socket.shutdown(socket.SHUT_WR))

    def close(self, reset=False):
        """Once it has sent what it was to send; the next step is taken after it."""
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        closed = threading.Event()
        self.reader.how = self.reader.how or "closed"
        self.writer.put(lambda: (self.socket.close(), closed.set()))
        closed.wait(self.patience)

    def finish(self):
        if self.socket is None or self.socket.fileno() < 0:
            return
        if self.kind == socket.SOCK_DGRAM and not self.reader.how:
            self.socket.setblocking(False)
            while self.reader.more():
                pass
        elif self.kind != socket.SOCK_DGRAM:
            self.reader.rest()
        self.socket.close()


class ProgramPeer:
    """Another program at the other end: what goes to its input it sends, and its output is what it hears."""

    def __init__(self, name, tool, folder, patience):
        self.name, self.tool, self.folder, self.patience = name, tool, folder, patience
        self.process, self.status = None, None
        self.reader = Reader(lambda: read_pipe(self.process.stdout), patience)
        self.writer = Writer(lambda data: (self.process.stdin.write(data), self.process.stdin.flush()))

    def start(self, words):
        self.process = subprocess.Popen(words, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)

    def listen(self):
        """On a path: that is there once somebody listens, and no other program can have it."""
        self.start({"skt": [*self.tool, "listen", "unix:s"],
                    "nc": ["nc", "-N", "-l", "-U", "s"],
                    "ncat": ["ncat", "-l", "-U", "s"],
                    "socat": ["socat", "-t", "100", "-", "UNIX-LISTEN:s"]}[self.name])
        return os.path.join(self.folder, "s")

    def accept(self):
        pass

    def connect(self, address):
        host, port = address[0], str(address[1])
        self.start({"skt": [*self.tool, "connect", f"{host}:{port}"],
                    "nc": ["nc", "-N", host, port],
                    "ncat": ["ncat", host, port],
                    "socat": ["socat", "-t", "100", "-", f"TCP:{host}:{port}"]}[self.name])

    def end(self):
        self.writer.put(lambda: self.process.stdin.close())

    def finish(self):
        self.reader.rest()
        self.status = self.process.wait(self.patience)
        if self.status != 0:
            raise Differs(f"the status of {self.name} is {self.status}")


class Run:
    """One row, with the tool or with another program in its place."""

    def __init__(self, row, tool, folder, other=None):
        self.row, self.tool, self.folder, self.other = row, tool, folder, other
        self.patience = PATIENCE_WITH_OTHERS if other else PATIENCE
        self.peer = (SocketPeer(row["transport"], folder, self.patience) if row["peer"] == "script" else
                     ProgramPeer(row["peer"], tool, folder, self.patience))
        self.process, self.at = None, None

    def words(self, address):
        transport, text = self.row["transport"], address
        if isinstance(address, tuple):
            text = f"{address[0]}:{address[1]}"
        elif transport in ("unix", "seqpacket"):
            text = "unix:s"
        if not self.other:
            verb, *flags = self.row["command"].split()
            kind = [] if transport in ("tcp", "unix") else ["--" + transport]
            patience = ["--wait", "60s"] if self.row["peer"] != "script" and verb == "connect" else []
            return [*self.tool, verb, "-v", *flags, *kind, *patience, text]
        if self.other == "socat":
            return ["socat", "-", {"tcp": f"TCP:{text}", "udp": f"UDP:{text}", "unix": "UNIX-CONNECT:s",
                                   "seqpacket": "UNIX-CONNECT:s,socktype=5"}[transport]]
        kind = {"tcp": [], "udp": ["-u"], "unix": ["-U"]}[transport]
        where = ["s"] if transport == "unix" else [address[0], str(address[1])]
        return [*OTHERS[self.other], *kind, *where]

    def start(self, address):
        if self.row["input"] == "terminal":
            self.keeper, given = pty.openpty()
            self.write = lambda data: os.write(self.keeper, data)
            self.end_input = lambda: os.write(self.keeper, b"\4")
        else:
            given, keeper = os.pipe()
            self.keeper = os.fdopen(keeper, "wb", buffering=0)
            self.write = self.write_pipe
            self.end_input = self.keeper.close
        taken, output = os.pipe()
        self.output = os.fdopen(taken, "rb", buffering=0)
        self.started = time.monotonic()
        with open(os.path.join(self.folder, "err"), "wb") as error:
            self.process = subprocess.Popen(self.words(address), cwd=self.folder, stdin=given, stdout=output,
                                            stderr=error)
        os.close(given)
        os.close(output)
        self.reader = Reader(lambda: read_pipe(self.output), self.patience)
        self.writer = Writer(self.write)

    def write_pipe(self, data):
        data = memoryview(data)
        while data:
            data = data[self.keeper.write(data):]

    def said(self):
        with open(os.path.join(self.folder, "err"), encoding="utf-8", errors="replace") as error:
            return error.read()

    def wait_until_it_says(self, words):
        deadline = time.monotonic() + self.patience
        while words not in self.said() or not self.said().endswith("\n"):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise Differs(f"it does not say: {words}")
            time.sleep(0.005)

    def connect(self):
        if self.row["command"].split()[0] == "connect":
            self.start(self.peer.listen())
            self.peer.accept()
            if not self.other:
                self.wait_until_it_says("connected to")
            return
        self.start({"tcp": ("127.0.0.1", 0), "udp": ("127.0.0.1", 0)}.get(self.row["transport"], "s"))
        self.wait_until_it_says("listening on")
        host, _, port = self.said().rpartition("listening on ")[2].split("\n")[0].rpartition(":")
        self.peer.connect((host, int(port)) if host == "127.0.0.1" else os.path.join(self.folder, "s"))

    def step(self, step):
        verb, colon, text = step.partition(":")
        data = unescape(text)
        peer = self.peer
        {"in": lambda: self.writer.put(data),
         "in-fill": lambda: self.writer.put(FILL),
         "in-again": lambda: self.put_until_it_ends(self.writer, data),
         "peer-again": lambda: self.put_until_it_ends(peer.writer, data),
         "in-end": lambda: self.writer.put(self.end_input),
         "peer": lambda: peer.writer.put(data),
         "peer-fill": lambda: peer.writer.put(FILL),
         "peer-end": peer.end,
         "peer-close": lambda: peer.close(),
         "peer-reset": lambda: peer.close(reset=True),
         "heard": lambda: peer.reader.until(step, data),
         "heard-fill": lambda: peer.reader.until(step, FILL),
         "heard-end": lambda: peer.reader.wait(lambda: peer.reader.how == "end", step),
         "out": lambda: self.reader.until(step, data),
         "out-fill": lambda: self.reader.until(step, FILL),
         "in-full": lambda: peer.wait_until_full(),
         "both-fill": self.read_both,
         "out-close": self.output.close,
         "later": lambda: time.sleep(1 if self.other else 0),
         "int": lambda: self.process.send_signal(signal.SIGINT),
         "term": lambda: self.process.send_signal(signal.SIGTERM)}[verb]()

    def put_until_it_ends(self, writer, data):
        """Once may not do: the system limits its ICMP messages, and what is started beside holds pipes until it runs."""
        deadline = time.monotonic() + self.patience
        while self.process.poll() is None and time.monotonic() < deadline:
            writer.put(data)
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                pass

    def read_both(self):
        """At once: a program that does one thing after the other may wait for either."""
        with concurrent.futures.ThreadPoolExecutor(1) as other:
            heard = other.submit(self.peer.reader.until, "heard-fill", FILL)
            self.reader.until("out-fill", FILL)
            heard.result()

    def finish(self):
        """The status, once it has ended."""
        if not self.output.closed:
            self.reader.rest()
        try:
            status = self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            raise Differs("does not end") from None
        took = time.monotonic() - self.at
        self.peer.finish()
        return (128 - status if status < 0 else status), took

    def run(self):
        """What differs from the row; nothing if it is as it says."""
        row, differences = self.row, []
        try:
            self.connect()
            self.at = self.started
            for step in row["steps"].split():
                if self.process.poll() is not None:
                    if "-again:" in step: # which goes on until the tool ends anyway
                        continue
                    raise Differs(f"ends before {step}: {self.process.returncode}")
                self.at = time.monotonic()
                self.step(step)
            status, took = self.finish()
            if str(status) != row["status"]:
                differences.append(f"status {status}")
            amount, _, unit = row["end"].partition(" ")
            if not self.other and amount != "at" and took < int(amount) * {"ms": 0.001, "s": 1}[unit]:
                differences.append(f"ends after {took:.3f} s")
            if not is_as(row["output"], self.reader):
                differences.append("output " + shown(self.reader.heard))
            if not is_as(row["heard"], self.peer.reader):
                differences.append(f"the peer hears {shown(self.peer.reader.heard)} {self.peer.reader.how or ''}".strip())
        except Differs as difference:
            differences.append(str(difference))
        finally:
            self.leave()
        return ", ".join(differences)

    def leave(self):
        for process in (self.process, getattr(self.peer, "process", None)):
            if process and process.poll() is None:
                process.kill()
                process.wait()


def shown(data):
    text = bytes(data).decode("ascii", "replace").replace("\n", "\\n")
    return f"{len(data)} bytes" if len(data) > 40 else text or "nothing"


def is_as(wanted, reader):
    """Whether that was heard: `wanted` in the words of the table."""
    if wanted == "?":
        return True
    tokens = [] if wanted == "-" else wanted.split()
    if "part" in tokens:
        return FILL.startswith(reader.heard) and len(reader.heard) < len(FILL)
    if tokens and tokens[-1] == "end":
        tokens.pop()
        if reader.how != "end":
            return False
    return b"".join(FILL if token == "16M" else unescape(token) for token in tokens) == reader.heard


def run_row(row, tool, other=None):
    with tempfile.TemporaryDirectory(prefix="skt-ends-") as folder:
        run = Run(row, tool, folder, other)
        difference = run.run()
        return difference, run.said() if run.process else ""


def title(row):
    return f"{row['number']} {row['transport']}, {row['command']}: {row['sentence']}"


def run_tool(tool):
    tool[-1] = os.path.realpath(tool[-1])
    failures = skipped = 0
    chosen = os.environ.get("SKT_TEST", "").split()
    rows = [row for row in read_table() if not chosen or str(row["number"]) in chosen]

    def one(row):
        program = {"nc": "nc", "ncat": "ncat", "socat": "socat"}.get(row["peer"])
        if program and not shutil.which(program):
            return row, None, f"there is no {program}"
        return row, *run_row(row, tool)

    with concurrent.futures.ThreadPoolExecutor(8) as several:
        for row, difference, said in several.map(one, rows):
            if difference is None:
                skipped += 1
                print(f"SKIP: {said}: {title(row)}")
            elif difference:
                failures += 1
                print(f"FAILED {title(row)}\n    {difference}\n    {said.strip()}")
            else:
                print("ok  ", title(row))
    with open(DOCUMENT, encoding="utf-8") as document:
        if document.read() != text_of_document():
            failures += 1
            print("FAILED docs/stream-ends.md is not what ./dev ends --document makes of the table")
    print(f"{failures} failed, {skipped} skipped")
    return failures > 0


def has_row(other, row):
    """Whether another program can be in the tool's place: without its flags, and with that transport."""
    able = other == "socat" or row["transport"] != "seqpacket" and (other, row["transport"]) != ("nc -N", "udp")
    return row["command"] == "connect" and row["peer"] == "script" and able


def measure_others():
    lines = []
    jobs = [(row, other) for row in read_table() for other in OTHERS if has_row(other, row)]
    missing = [other for other in OTHERS if not shutil.which(OTHERS[other][0])]
    if missing:
        sys.exit("SKIP: there is no " + ", ".join(missing))
    with concurrent.futures.ThreadPoolExecutor(8) as several:
        found = several.map(lambda job: run_row(job[0], [], job[1])[0], jobs)
        for (row, other), difference in zip(jobs, found):
            lines.append(f"{row['sentence']} | {row['transport']} | {other} | {difference or 'the same'}\n")
    with open(os.path.join(HERE, "ends.others"), "w", encoding="utf-8") as out:
        out.write("# What other programs do in rows of ends.table; ./dev ends --others measures it.\n")
        out.write("# sentence | transport | program | what differs from the row\n")
        out.writelines(lines)


def read_others():
    found = {}
    with open(os.path.join(HERE, "ends.others"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                sentence, transport, other, difference = (field.strip() for field in line.split("|"))
                found[sentence, transport, other] = difference
    return found


def text_of_document():
    others = read_others()
    with open(os.path.join(HERE, "ends.md"), encoding="utf-8") as head:
        text = head.read()
    for transport in dict.fromkeys(row["transport"] for row in read_table()):
        rows = [row for row in read_table() if row["transport"] == transport]
        text += f"\n## {transport}\n\n"
        text += "| # | command | input | steps | what happens | output | the peer hears | status | end |\n"
        text += "|---|---|---|---|---|---|---|---|---|\n"
        for row in rows:
            code = {name: f"`{row[name]}`" if row[name] not in ("", "-", "?") else row[name] for name in FIELDS}
            text += (f"| {row['number']} | {code['command']} | {row['input']} | {code['steps']} | {row['sentence']} | "
                     f"{code['output']} | {code['heard']} | {row['status']} | {row['end']} |\n")
        compared = [row for row in rows if any((row["sentence"], transport, other) in others for other in OTHERS)]
        if not compared:
            continue
        text += f"\nOther programs in these rows over {transport}, where they differ:\n\n"
        text += "| # | " + " | ".join(OTHERS) + " |\n|---|" + "---|" * len(OTHERS) + "\n"
        for row in compared:
            cells = [others.get((row["sentence"], transport, other), "-") for other in OTHERS]
            text += f"| {row['number']} | " + " | ".join(cells) + " |\n"
    return text


def main():
    # Whatever starts this may ignore it, and the tool would then too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A row holds a dozen descriptors.
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    if sys.argv[1:] == ["--others"]:
        return measure_others()
    if sys.argv[1:] == ["--document"]:
        with open(DOCUMENT, "w", encoding="utf-8") as out:
            out.write(text_of_document())
        return 0
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    return run_tool(sys.argv[1:])


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    status = main()
    sys.stdout.flush()
    # Writers may still wait for who never reads.
    os._exit(int(status or 0))
