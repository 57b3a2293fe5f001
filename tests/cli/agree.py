# SPDX-License-Identifier: MIT
"""agree.py [--moving] PID COMMAND...: what `skt inspect PID` says of sockets of IP is what ss(8) says of them.

ss runs before and after. What it said both times must stand in between, and a counter lies between the two. With --moving only
counters and what is settled for good are compared, because between two equal values of others there may be another one.
"""
import json
import re
import subprocess
import sys

moving = sys.argv[1] == "--moving"
pid, *command = sys.argv[1 + moving:]

# Name of ss: name in the JSON of "tcp", unit of ss in that of the JSON.
GAUGES = {"rto": ("rto_ns", 1e6), "mss": ("snd_mss_bytes", 1), "pmtu": ("pmtu_bytes", 1), "rcvmss": ("rcv_mss_bytes", 1),
          "advmss": ("advmss_bytes", 1), "cwnd": ("snd_cwnd", 1), "ssthresh": ("snd_ssthresh", 1),
          "reordering": ("reordering", 1), "rcv_space": ("rcv_space_bytes", 1), "snd_wnd": ("snd_wnd_bytes", 1),
          "rcv_ssthresh": ("rcv_ssthresh_bytes", 1), "minrtt": ("min_rtt_ns", 1e6), "ato": ("ato_ns", 1e6),
          "unacked": ("unacked", 1), "lost": ("lost", 1), "sacked": ("sacked", 1), "notsent": ("notsent_bytes", 1)}
COUNTERS = {"bytes_sent": "sent_bytes", "bytes_acked": "acked_bytes", "bytes_received": "received_bytes",
            "bytes_retrans": "retransmitted_bytes", "segs_out": "segs_out", "segs_in": "segs_in",
            "data_segs_out": "data_segs_out", "data_segs_in": "data_segs_in", "delivered": "delivered"}
SETTLED = {"advmss", "ino", "sk", "wscale", "ts", "sack", "cc", "local", "peer", "keepalive"}
MEMORY = {"r": "rmem_alloc_bytes", "rb": "rcvbuf_bytes", "t": "wmem_alloc_bytes", "tb": "sndbuf_bytes", "f": "fwd_alloc_bytes",
          "w": "wmem_queued_bytes", "o": "optmem_bytes", "bl": "backlog_bytes", "d": "drops"}


def of_ss():
    sockets = {}
    text = subprocess.run(["ss", "-tuiemnoOaHp"], check=True, capture_output=True, text=True).stdout
    for line in text.splitlines():
        if "pid=%s," % pid not in line:
            continue
        words = line.split()
        said = {"local": words[4], "peer": words[5], "receive": words[2], "send": words[3]}
        for name, value in re.findall(r"(?:^|\s)([a-z_]+):([\w.,/]+)", line):
            said[name] = value
        said.update({"mem_" + k: v for k, v in re.findall(r"[(,]([a-z]+)(\d+)", re.search(r"skmem:(\(.*?\))", line)[1])})
        said["ts"], said["sack"] = " ts " in line, " sack " in line
        cc = re.search(r" (cubic|reno|bbr|dctcp|vegas) ", line)
        said["cc"] = cc and cc[1]
        said["keepalive"] = "timer:(keepalive" in line
        sockets[int(said["ino"])] = said
    return sockets


def of_skt(s):
    options = {o["name"]: o["value"] for o in s["options"]}
    said = {"local": s["local"], "peer": s.get("peer"), "ino": str(s["inode"]), "sk": "%x" % int(s["cookie"])}
    for short, name in MEMORY.items():
        said["mem_" + short] = str(s["memory"][name])
    said["receive"], said["send"] = (str(v) for v in list(s["queues"].values())[:2])
    if s["protocol"] != "IPPROTO_TCP":
        return said
    said["cc"] = options["TCP_CONGESTION"]
    tcp = s.get("tcp")
    if tcp is None:
        return said
    said["ts"], said["sack"] = "timestamps" in tcp["negotiated"], "sack" in tcp["negotiated"]
    said["keepalive"] = s.get("timer", {}).get("name") == "keepalive"
    if "snd_wscale" in tcp:
        said["wscale"] = "%d,%d" % (tcp["snd_wscale"], tcp["rcv_wscale"])
    said["rtt"] = "%g/%g" % (tcp["rtt_ns"] / 1e6, tcp["rttvar_ns"] / 1e6)
    for name, (field, unit) in GAUGES.items():
        if field in tcp:
            said[name] = "%g" % (tcp[field] / unit) if unit != 1 else str(tcp[field])
    for name, field in COUNTERS.items():
        said[name] = str(tcp[field])
    return said


def check(before, now, after):
    compared = 0
    for name, value in before.items():
        if name not in now or name not in after:
            continue
        if name in COUNTERS:
            assert int(value) <= int(now[name]) <= int(after[name]), (name, value, now[name], after[name])
        elif value != after[name] or (moving and name not in SETTLED):
            continue
        elif name == "peer" and value.endswith(":*"):
            assert now[name] is None, (name, value, now[name])
        else:
            assert value == now[name], (name, value, now[name])
        compared += 1
    return compared


before = of_ss()
said = json.loads(subprocess.run([*command, "inspect", "--json", pid], check=True, capture_output=True).stdout)
after = of_ss()
total = sockets = 0
for s in said["sockets"]:
    if s["inode"] in before and s["inode"] in after:
        total += check(before[s["inode"]], of_skt(s), after[s["inode"]])
        sockets += 1
assert sockets > 0, "no socket is known to both"
print("%d values of %d sockets agree" % (total, sockets))
