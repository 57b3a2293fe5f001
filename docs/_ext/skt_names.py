# SPDX-License-Identifier: MIT
"""Links the names of the library where they stand in code, and gives them to the search.

`python3 tools/reference site` writes reference/names.json: for each name its page, its anchor and its kind.
"""
import json
import pathlib
import re

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util import relative_uri

HIGHLIGHTED = re.compile(r'<span class="(n|nf|nc|nb|nl|cpf)">((?:&lt;)?((?:skt|SKT)[_/][\w.]+)(?:&gt;)?)</span>')


def places(env):
    """Where each name is; read once for each build."""
    if not hasattr(env, "skt_places"):
        read = json.loads((pathlib.Path(env.srcdir) / "reference/names.json").read_text())
        env.skt_places = {name: (f"reference/{page}", anchor, kind) for name, (page, anchor, kind) in read.items()}
    return env.skt_places


class Names(Domain):
    """The names as objects of the search."""
    name = "skt"
    label = "skt"
    object_types = {kind: ObjType(kind) for kind in ("function", "type", "macro", "constant", "option", "error", "header")}

    def get_objects(self):
        for name, (page, anchor, kind) in places(self.env).items():
            if anchor:
                yield name, name, kind, page, anchor, 1

    def merge_domaindata(self, docnames, otherdata):
        """Nothing is kept here."""

    def resolve_any_xref(self, env, fromdocname, builder, target, node, contnode):
        """References are made by link_code."""
        return []


def target(app, page, name):
    """The address of a name from a page; None where there is none, or where it is on the page of that function itself."""
    there, anchor, kind = places(app.env).get(name, (None, None, None))
    if there is None or (there == page and kind in ("function", "header")):
        return None
    get = app.builder.get_target_uri
    return relative_uri(get(page), get(there)) + (f"#{anchor}" if anchor else "")


def link_code(app, tree, page):
    """`skt_poll`, `skt_poll()`, `SKT_EEOF`, `TCP_NODELAY` and `<skt/poll.h>` in text."""
    for literal in list(tree.findall(nodes.literal)):
        name = re.sub(r"^<|>$|\(3?\)$", "", literal.astext())
        uri = None if isinstance(literal.parent, nodes.reference) else target(app, page, name)
        if uri:
            reference = nodes.reference("", "", internal=True, refuri=uri)
            literal.replace_self(reference)
            reference += literal


def link_programs(app, page, template, context, tree):
    """The same in what is highlighted as C."""
    def linked(found):
        kind, text, name = found.groups()
        uri = target(app, page, name)
        return f'<a class="{kind}" href="{uri}">{text}</a>' if uri else found.group()

    if "body" in context:
        context["body"] = HIGHLIGHTED.sub(linked, context["body"])


def setup(app):
    app.add_domain(Names)
    app.connect("doctree-resolved", link_code)
    app.connect("html-page-context", link_programs)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "version": "1"}
