# SPDX-License-Identifier: MIT
"""tool.py SKT [RUNS [SECONDS]]: `skt bench` beside iperf3 and sockperf over loopback, in runs that alternate.

It fails if the medians are not as they should be: TCP within 10 % of iperf3's at the same block size, UDP with
segmentation at least five times iperf3's packets, and each percentile of the latency within the spread of sockperf's
runs, or a tenth off it.
"""
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

skt = sys.argv[1]
runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
PERCENTILES = ("50", "90", "99", "99.9")
failed = False


def verdict(good, text):
    global failed
    failed |= not good
    print("%-6s %s" % ("ok" if good else "FAILED", text), flush=True)


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60 + 3 * seconds).stdout


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A server of one of the programs, until the end of a `with`."""

    def __init__(self, *words):
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def address(self):
        return re.match("listening on (.*)", self.process.stderr.readline())[1]


def skt_result(address, *words):
    return json.loads(output(skt, "bench", "--json", "--time", "%ds" % seconds, *words, address).splitlines()[-1])


def iperf(port, *words):
    for _ in range(50):
        done = subprocess.run(["iperf3", "-c", "127.0.0.1", "-p", str(port), "-t", str(seconds), "-J", *words],
                              check=False, capture_output=True, text=True, timeout=60 + 3 * seconds)
        end = json.loads(done.stdout)["end"] if done.returncode == 0 else None
        if end:
            return end
        time.sleep(0.1)  # it does not listen yet, or still ends the run before
    sys.exit("iperf3: " + done.stdout + done.stderr)


def beside_iperf():
    port = free_port(socket.SOCK_STREAM)
    with Server(skt, "bench", "--serve", "127.0.0.1:0") as tcp, \
            Server(skt, "bench", "--serve", "--udp", "127.0.0.1:0") as udp, \
            Server("iperf3", "-s", "-p", str(port)):
        at_tcp, at_udp, ours, theirs, packets, their_packets = tcp.address(), udp.address(), [], [], [], []
        for _ in range(runs):
            theirs.append(iperf(port, "-l", "128K")["sum_received"]["bits_per_second"])
            ours.append(skt_result(at_tcp, "--size", "128K")["there"]["bits_per_second"])
            end = iperf(port, "-u", "-b", "0", "-l", "1200")["sum"]
            their_packets.append((end["packets"] - end["lost_packets"]) / end["seconds"])
            packets.append(skt_result(at_udp, "--udp", "--size", "1200")["there"]["received_per_second"])
    ratio = statistics.median(ours) / statistics.median(theirs)
    verdict(0.9 <= ratio, "TCP, 128 KiB: skt %.1f Gbit/s, iperf3 %.1f Gbit/s, ratio %.2f (not below 0.9)" %
            (statistics.median(ours) / 1e9, statistics.median(theirs) / 1e9, ratio))
    ratio = statistics.median(packets) / statistics.median(their_packets)
    verdict(ratio >= 5, "UDP, 1200 bytes: skt %.0f datagrams/s received, iperf3 %.0f, ratio %.1f (at least 5)" %
            (statistics.median(packets), statistics.median(their_packets), ratio))


def sockperf(port, *words):
    for _ in range(50):
        done = subprocess.run(["sockperf", "ping-pong", "-i", "127.0.0.1", "-p", str(port), "-t", str(seconds), "-m", "64",
                               "--full-rtt", *words], check=False, capture_output=True, text=True,
                              timeout=60 + 3 * seconds)
        found = {name: float(value) for name, value in re.findall(r"percentile (\S+) *= *([0-9.]+)", done.stdout)}
        if done.returncode == 0 and found:
            return [found["%.3f" % float(name)] for name in PERCENTILES]
        time.sleep(0.1)
    sys.exit("sockperf: " + done.stdout + done.stderr)


def beside_sockperf(ours, theirs, kind):
    port = free_port(kind)
    with Server(skt, "bench", "--serve", *ours, "127.0.0.1:0") as server, \
            Server("sockperf", "server", "-i", "127.0.0.1", "-p", str(port), *theirs):
        address, mine, others = server.address(), [], []
        for _ in range(runs):
            others.append(sockperf(port, *theirs))
            latency = skt_result(address, "--latency", "--rate", "max", "--size", "64", *ours)["latency"]
            mine.append([latency["p%s_ns" % name.replace(".", "_")] / 1000 for name in PERCENTILES])
    for place, name in enumerate(PERCENTILES):
        mean = statistics.median(run[place] for run in mine)
        low, high = min(run[place] for run in others), max(run[place] for run in others)
        verdict(0.9 * low <= mean <= 1.1 * high, "%s latency, %s %%: skt %.1f us, sockperf %.1f to %.1f us" %
                ("UDP" if ours else "TCP", name, mean, low, high))


if shutil.which("iperf3"):
    beside_iperf()
else:
    print("SKIP   there is no iperf3")
if shutil.which("sockperf"):
    beside_sockperf([], ["--tcp"], socket.SOCK_STREAM)
    beside_sockperf(["--udp"], [], socket.SOCK_DGRAM)
else:
    print("SKIP   there is no sockperf")
sys.exit(failed)
