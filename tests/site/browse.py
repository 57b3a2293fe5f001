# SPDX-License-Identifier: MIT
"""browse.py HTML SCREENS: the site in a browser, from files and without a network, at two widths, light and dark.

Nothing is wider than the window, every text has enough contrast, the search and the filter answer. Pictures go to SCREENS.
"""
import pathlib
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

FLAGS = ("--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
         " --disable-quic").split()
WIDTHS = (1280, 390)
SEEN = ("index.html", "reference/index.html", "reference/skt_udp_send.html", "reference/socket.html", "reference/options.html",
        "reference/options-ipproto-tcp.html", "reference/errors.html", "examples.html", "design.html", "figures.html")
# What is looked for, and a place that must be among what is found.
SEARCHES = (("TCP_NODELAY", "options-ipproto-tcp.html#SKT_TCP_NODELAY"), ("nodelay", "options-ipproto-tcp.html#SKT_TCP_NODELAY"),
            ("WSAECONNRESET", "errors.html#SKT_ECONNRESET"), ("keepalive", "options-sol-socket.html#SKT_SO_KEEPALIVE"),
            ("skt_udp_send", "skt_udp_send.html#skt_udp_send"))
# What goes beyond the window, and is not in a box of its own: .content is the whole page, and the theme hides or scrolls its excess.
WIDER = """
const scrolls = (element) => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX);
const inBox = (element) => {
    for (let at = element.parentElement; at && !at.matches(".content, body"); at = at.parentElement)
        if (scrolls(at) && at.getBoundingClientRect().right <= innerWidth + 1) return true;
    return false;
};
return [...document.querySelectorAll(".page .content *, .mobile-header *")].filter((element) => element.checkVisibility() &&
    element.getBoundingClientRect().right > innerWidth + 1 && !inBox(element)).map((element) => element.outerHTML.slice(0, 80)).slice(0, 5);
"""


class Site:
    def __init__(self, driver, root, screens):
        self.driver, self.root, self.screens, self.said = driver, root, screens, []
        self.contrast = pathlib.Path(__file__).with_name("contrast.js").read_text()

    def width(self, width):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})

    def open(self, page, query=""):
        self.driver.get((self.root / page).as_uri() + query)

    def expect(self, holds, words):
        if not holds:
            self.said.append(words)

    def until(self, condition):
        return WebDriverWait(self.driver, 60).until(condition)

    def look(self, page, width):
        """One page at one width."""
        self.width(width)
        self.open(page)
        self.measure(page, width)

    def measure(self, page, width):
        """What is open, in both themes, with pictures of it."""
        inner = self.driver.execute_script("return innerWidth")
        self.expect(inner == width, f"{page}: the window is {inner} wide, not {width}")
        self.narrow(page, width)
        for theme in ("light", "dark"):
            self.driver.execute_script("document.body.dataset.theme = arguments[0]", theme)
            for text in self.driver.execute_script(self.contrast):
                self.expect(False, f"{page} at {width}, {theme}: {text}")
            self.driver.save_screenshot(str(self.screens / f"{page.replace('/', '-')[:-5]}-{width}-{theme}.png"))

    def narrow(self, page, width):
        for element in self.driver.execute_script(WIDER):
            self.expect(False, f"{page} at {width}: too wide: {element}")

    def search(self, words, place):
        self.open("search.html", f"?q={words}")
        self.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "#search-results li a"))
        self.until(lambda driver: "found" in driver.find_element(By.CSS_SELECTOR, "#search-results .search-summary").text)
        found = self.driver.execute_script("return [...document.querySelectorAll('#search-results li a')].map((link) => link.href)")
        self.expect(any(place in link for link in found[:10]), f"search for {words} does not show {place} first, but {found[:3]}")

    def rows(self):
        return self.driver.execute_script(
            "return [...document.querySelectorAll('.filtered tbody tr')].filter((row) => row.checkVisibility())"
            ".map((row) => [row.querySelector('th').textContent, row.dataset.systems])")

    def filter(self):
        self.open("reference/options.html")
        every = len(self.rows())
        field = self.driver.find_element(By.CSS_SELECTOR, ".filter input[type=search]")
        field.send_keys("keepidle")
        self.expect(["SKT_TCP_KEEPIDLE"] == [name.split("Apple")[0] for name, _ in self.rows()], f"keepidle leaves {self.rows()}")
        field.clear()
        self.driver.execute_script("document.querySelector('.filter input[value=windows]').click()")
        left = self.rows()
        self.expect(0 < len(left) < every and all("windows" in systems for _, systems in left), "the box of Windows leaves others")
        self.driver.execute_script("document.querySelector('.filter input[value=windows]').click()")
        self.expect(len(self.rows()) == every, "not all rows come back")


def main(root, screens):
    screens.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        options = Options()
        for flag in (*FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        try:
            site = Site(driver, root, screens)
            pages = sorted(str(path.relative_to(root)) for path in root.rglob("*.html"))
            guide = [page for page in pages if page.startswith("guide/")]
            for width in WIDTHS:
                for page in (*SEEN, *guide):
                    site.look(page, width)
            for page in pages:
                site.open(page)
                site.narrow(page, WIDTHS[-1])
            for width in WIDTHS:
                site.width(width)
                for words, place in SEARCHES:
                    site.search(words, place)
                site.measure("search.html", width)
            site.filter()
        finally:
            driver.quit()
    print("\n".join(site.said) or f"{len(pages)} pages are as wide as the window; contrast, search and filter are as they must be")
    return bool(site.said)


if __name__ == "__main__":
    sys.exit(main(*(pathlib.Path(argument).resolve() for argument in sys.argv[1:])))
