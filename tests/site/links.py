# SPDX-License-Identifier: MIT
"""links.py HTML: every link of every page of the site leads somewhere, nothing is fetched from elsewhere, and answers are near.

Links to other places are only looked at, not followed. Distances are counted in clicks from the start page on links in the text of
pages: the navigation at the side, which lists every page, does not count.
"""
import collections
import pathlib
import re
import sys
import urllib.parse
from html.parser import HTMLParser

CLICKS = 3
# What somebody looks for, and where it is answered.
TASKS = (
    ("send from a chosen source address", "reference/skt_udp_send.html#skt_udp_send"),
    ("learn to which local address a datagram was sent", "reference/skt_udp_recv.html#skt_udp_recv"),
    ("read the ECN bits of a datagram", "reference/control.html#SKT_INFO_ECN"),
    ("connect with a time limit", "reference/skt_connect_by.html#skt_connect_by"),
    ("connect to a name that has several addresses", "reference/skt_dial.html#skt_dial"),
    ("send small messages at once, without Nagle's algorithm", "reference/options-ipproto-tcp.html#SKT_TCP_NODELAY"),
    ("find which Windows has the keepalive times", "reference/options-ipproto-tcp.html#SKT_TCP_KEEPIDLE"),
    ("find what WSAECONNRESET is here", "reference/errors.html#SKT_ECONNRESET"),
    ("see which options a system has", "reference/options.html"),
    ("wait for several sockets", "reference/skt_poll.html#skt_poll"),
    ("join a multicast group", "reference/skt_multicast_join.html#skt_multicast_join"),
    ("give another process a socket", "reference/skt_send_handles.html#skt_send_handles"),
)
URLS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """The ids of a page and its links: (tag, address, whether it stands in the text)."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.articles = set(), [], 0
        self.feed(path.read_text())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.articles += tag == "article"
        if attrs.get("id"):
            self.ids.add(attrs["id"])
        if attrs.get(URLS.get(tag)):
            self.links.append((tag, attrs[URLS[tag]], self.articles > 0))

    def handle_endtag(self, tag):
        self.articles -= tag == "article"


def resolved(root, page, address):
    """The page and the anchor that an address of this site means."""
    parts = urllib.parse.urlsplit(address)
    path = urllib.parse.unquote(parts.path)
    there = (root / page).parent / path if path else root / page
    return pathlib.Path(re.sub(r"/\./", "/", str(there))).resolve(), urllib.parse.unquote(parts.fragment)


def faults(root, pages):
    for name, page in pages.items():
        for tag, address, _ in page.links:
            parts = urllib.parse.urlsplit(address)
            if parts.scheme or parts.netloc:
                if tag != "a" or parts.scheme != "https" or not re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.netloc):
                    yield f"{name}: {tag} {address}"
                continue
            path, fragment = resolved(root, name, address)
            there = str(path.relative_to(root)) if path.is_relative_to(root) else ""
            if not path.is_file():
                yield f"{name}: there is no {address}"
            elif fragment and there in pages and fragment not in pages[there].ids:
                yield f"{name}: {address} has no such place"
    for sheet in root.glob("_static/**/*.css"):
        for address in re.findall(r"url\((?!['\"]?data:)['\"]?([^)'\"]+)", sheet.read_text()):
            if not (sheet.parent / address).is_file():
                yield f"{sheet.name}: there is no {address}"


def distances(root, pages, start):
    """Clicks to each page, and to each place that a link names."""
    found, waiting = {start: (0, None)}, collections.deque([start])
    while waiting:
        page = waiting.popleft()
        clicks = found[page][0] + 1
        for tag, address, in_text in pages[page].links:
            if tag != "a" or not in_text or urllib.parse.urlsplit(address).scheme:
                continue
            path, fragment = resolved(root, page, address)
            there = str(path.relative_to(root)) if path.is_relative_to(root) else ""
            found.setdefault(f"{there}#{fragment}", (clicks, page))
            if there in pages and there not in found:
                found[there] = (clicks, page)
                waiting.append(there)
    return found


def main(root):
    pages = {str(path.relative_to(root)): Page(path) for path in sorted(root.rglob("*.html"))}
    said = list(faults(root, pages))
    found = distances(root, pages, "index.html")
    for task, place in TASKS:
        clicks, page = found.get(place, (None, None))
        way = [place]
        while page:
            way.append(page)
            page = found[page][1]
        print(f"{clicks} clicks to {task}: {' < '.join(way)}")
        if clicks is None or clicks > CLICKS:
            said.append(f"too far: {task}, {place}")
    print("\n".join(said) or f"{len(pages)} pages, {sum(len(page.links) for page in pages.values())} links, all of them lead somewhere")
    return bool(said)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
