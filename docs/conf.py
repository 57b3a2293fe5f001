# SPDX-License-Identifier: MIT
"""The documentation site, for Sphinx. ./dev docs gathers its sources in build/docs/source and builds it."""
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here / "_ext"))

project = "skt"
release = version = re.search(r'SKT_VERSION +"(.*)"', (here.parent / "include/skt/skt.h").read_text()).group(1)
html_title = f"skt {release}"
extensions = ["myst_parser", "skt_names"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header"]
smartquotes = False

html_theme = "furo"
html_static_path = [str(here / "_static")]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # it fetches pages, which browsers refuse for files
html_use_index = False
html_permalinks_icon = "#"
pygments_style = "default"
pygments_dark_style = "github-dark"
highlight_language = "text"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#0b5394",
        "color-brand-content": "#0b5394",
        "color-foreground-muted": "#595c63",
        "color-foreground-secondary": "#4d5056",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7fb8f0",
        "color-brand-content": "#7fb8f0",
        "color-foreground-muted": "#a0a4ab",
        "color-foreground-secondary": "#b4b7bd",
    },
}
