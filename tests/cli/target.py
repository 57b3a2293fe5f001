# SPDX-License-Identifier: MIT
"""target.py [KIND...]: holds sockets with known options for others to look at: tcp, unix, udp, bare, netlink, mptcp.

It is called skt-target. It prints a line each, "NAME FD ADDRESS", then "ready PID". On stdin it takes "close NAME", answered by "closed"; at the
end of stdin it ends. With "echo" it is a server instead that sends back whatever comes, and prints its address.
"""
import ctypes
import os
import selectors
import socket
import sys

held = {}
libc = ctypes.CDLL(None)
libc.prctl(15, b"skt-target", 0, 0, 0)  # PR_SET_NAME


def hold(name, s):
    held[name] = s
    address = s.getsockname()
    if isinstance(address, tuple):
        address = "%s:%s" % address[:2]
    elif isinstance(address, bytes):
        address = "@" + address[1:].decode()
    print(name, s.fileno(), address or "-", flush=True)


def tcp():
    listener = socket.create_server(("127.0.0.1", 0), backlog=5)
    hold("listener", listener)
    client = socket.socket()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 77)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 5500)
    client.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 16)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, (3).to_bytes(4, sys.byteorder) * 2)
    client.connect(listener.getsockname())
    hold("client", client)
    hold("accepted", listener.accept()[0])
    client.send(b"hello")


def unix():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("here.sock")
    listener.listen(3)
    hold("unix-listener", listener)
    client = socket.socket(socket.AF_UNIX)
    client.connect("here.sock")
    hold("unix-client", client)
    hold("unix-accepted", listener.accept()[0])
    client.send(b"abc")
    named = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    named.bind("\0skt-test-%d" % os.getpid())
    hold("unix-named", named)


def udp():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    s.bind(("127.0.0.1", 0))
    hold("udp", s)
    s.sendto(b"1234567", s.getsockname())


def bare():
    hold("bare", socket.socket())


def netlink():
    hold("netlink", socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))


def mptcp():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)
    hold("mptcp", listener)


def undumpable():
    libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
    bare()


def shared():
    bare()
    if os.fork() == 0:
        sys.stdin.read()
        os._exit(0)


def echo():
    listener = socket.create_server(("127.0.0.1", 0))
    print("listener", listener.fileno(), "%s:%d" % listener.getsockname(), flush=True)
    print("ready", os.getpid(), flush=True)
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is listener:
                selector.register(listener.accept()[0], selectors.EVENT_READ)
                continue
            data = key.fileobj.recv(65536)
            key.fileobj.sendall(data)
            if not data:
                selector.unregister(key.fileobj)
                key.fileobj.close()


for kind in sys.argv[1:]:
    globals()[kind]()
print("ready", os.getpid(), flush=True)
for line in sys.stdin:
    held.pop(line.split()[1]).close()
    print("closed", flush=True)
