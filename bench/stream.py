#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast skt connect, listen and relay move bytes beside socat -b 262144: stream.py SKT [SIZE_IN_MIB] [RUNS]

4096 MiB and five runs if not given, the programs in turn. Each line is the median of the runs: MiB a second, and the
processor time that the programs used for a GiB. Both ways of a pair have the same source and sink: head and /dev/null,
or a pipe and another one; a relay stands between two sockets of this script.
"""
import os
import socket
import statistics
import subprocess
import sys
import threading
import time

SOCAT = ["socat", "-b", "262144"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


def time_of(process):
    """Waits for its end: the processor time that it used."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"{process.args[0]} has failed")
    return usage.ru_utime + usage.ru_stime


def connect(port):
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.01)


def pair(program, skt, count, piped):
    """Two of a kind: one reads a pipe and sends, the other writes to /dev/null or to a pipe."""
    port = str(free_port())
    listen, send = {
        "skt": ([skt, "listen", "--recv-only", "127.0.0.1:" + port],
                [skt, "connect", "--wait", "10s", "--send-only", "127.0.0.1:" + port]),
        "socat": ([*SOCAT, "-u", f"TCP-LISTEN:{port},bind=127.0.0.1", "-"],
                  [*SOCAT, "-u", "-", f"TCP:127.0.0.1:{port},retry=100,interval=0.05"]),
    }[program]
    sink = subprocess.PIPE if piped else subprocess.DEVNULL
    receiver = subprocess.Popen(listen, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.DEVNULL)
    source = subprocess.Popen(["head", "-c", str(count), "/dev/zero"], stdout=subprocess.PIPE)
    begun = time.monotonic()
    sender = subprocess.Popen(send, stdin=source.stdout, stdout=subprocess.DEVNULL)
    source.stdout.close()
    if piped:
        room = bytearray(1 << 20)
        while receiver.stdout.readinto(room):
            pass
    used = time_of(sender) + time_of(receiver)
    took = time.monotonic() - begun
    source.wait()
    return took, used


def relay(program, skt, count, _):
    sink = socket.create_server(("127.0.0.1", 0))
    far, port = sink.getsockname()[1], free_port()
    process = subprocess.Popen({
        "skt": [skt, "relay", "--once", f"127.0.0.1:{port}", f"127.0.0.1:{far}"],
        "socat": [*SOCAT, f"TCP-LISTEN:{port},bind=127.0.0.1", f"TCP:127.0.0.1:{far}"]}[program], stderr=subprocess.DEVNULL)
    source = connect(port)
    arrived = sink.accept()[0]
    begun = time.monotonic()

    def send():
        piece = memoryview(bytes(1 << 20))
        left = count
        while left > 0:
            left -= source.send(piece[:left])
        source.shutdown(socket.SHUT_WR)

    threading.Thread(target=send).start()
    got, room = 0, bytearray(1 << 20)
    while more := arrived.recv_into(room, len(room), socket.MSG_TRUNC):
        got += more
    arrived.close()
    used = time_of(process)
    took = time.monotonic() - begun
    source.close()
    sink.close()
    if got != count:
        sys.exit(f"{program} relay: {got} bytes came of {count}")
    return took, used


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    skt = os.path.realpath(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 4096
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    print(f"{size} MiB, medians of {runs} alternating runs: MiB/s (processor seconds for a GiB)")
    print(f"{'':24} {'skt':>16} {'socat':>16}")
    ways = ("a pair, to /dev/null", pair, False), ("a pair, to a pipe", pair, True), ("a relay", relay, False)
    for name, way, piped in ways:
        found = {"skt": [], "socat": []}
        for _ in range(runs):
            for program, results in found.items():
                results.append(way(program, skt, size << 20, piped))
        cells = [f"{size / statistics.median(took for took, _ in results):8.0f} "
                 f"({statistics.median(used for _, used in results) * 1024 / size:5.2f})" for results in found.values()]
        print(f"{name:24} {cells[0]:>16} {cells[1]:>16}", flush=True)


if __name__ == "__main__":
    main()
