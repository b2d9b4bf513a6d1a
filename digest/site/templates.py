"""Templates as Python: what Jinja makes of them, with the dear steps made cheap.

Jinja escapes a value in three calls and calls a macro by way of five. A page has some hundred
values and some twenty macros, so here each is one call. And a block that reads nothing but what
many frames share - the navigation - is filled once for each set of values. The bytes are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from digest.site.escaping import shown
from digest.site.markup import calm
from digest.site.theme import Theme

_SHARED = frozenset(
    {"base", "dir", "feed", "icon", "lang", "notes", "root", "section", "site", "stylesheets", "topics", "words"}
)
"""Fields of a frame that have few values in a whole site."""

_MOST = 2_000
"""Filled blocks that are kept; a live preview begins anew with them."""


class Kept:
    """The text of blocks by the values that they were filled with."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[str, object]] = {}

    def of(self, block: str, *values: object, caller: Callable[[], str]) -> str:
        """What a block comes to; `caller` fills it.

        A text is known by its letters, all else by being the same object, which is held for that.
        """
        key = (block, *[one if type(one) is str else id(one) for one in values])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = caller(), values
        return known[0]


class _Coder(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - named by Jinja
        """Blocks that many pages share are filled by way of what is kept."""
        for block in node.find_all(nodes.Block):
            fields = _fields_shared(block)
            if fields:
                known = nodes.Const(f"{self.name} {block.name}")
                values = [nodes.Getattr(nodes.Name("frame", "load"), one, "load") for one in fields]
                call = nodes.Call(nodes.EnvironmentAttribute("kept"), [known, *values], [], None, None)
                block.body = [nodes.CallBlock(call, [], [], block.body).set_lineno(block.lineno)]
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _plain(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _plain(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - named by Jinja
        """A macro is called as it is; what else may be called goes the long way, which looks at it first."""
        if not isinstance(node.node, nodes.Name) or not _plain(frame) or forward_caller:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(Macro.__call__ if type(")
        self.visit(node.node, frame)
        self.write(") is Macro else context.call)(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")


def _fields_shared(block: nodes.Block) -> list[str]:
    """The fields of the frame that a block reads, if they are all shared and it reads nothing else."""
    inside = (nodes.Block, nodes.Macro, nodes.CallBlock, nodes.Include, nodes.Import, nodes.FromImport, nodes.Call)
    if block.scoped or block.required or any(block.find_all(inside)):
        return []
    read = [one.attr for one in block.find_all(nodes.Getattr) if _is_frame(one.node)]
    own = {one.name for one in block.find_all(nodes.Name) if one.ctx == "store"}
    others = [one for one in block.find_all(nodes.Name) if one.ctx == "load" and one.name not in own]
    whole = len(others) == len(read)  # each name that comes from outside is the frame of a field
    return sorted(set(read)) if whole and "frame" not in own and _SHARED.issuperset(read) else []


def _is_frame(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "frame"


def _plain(frame: Frame) -> bool:
    """Whether values are escaped here, as they are wherever a template does not say otherwise."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


def environment_of(theme: Theme) -> Environment:
    """Compiles the templates of a theme: autoescape on, undefined names are errors, no globals."""

    class Layered(Environment):
        """Knows that `@base/` is the theme below the one that asks."""

        code_generator_class = _Coder
        shown = staticmethod(shown)
        kept: Callable[..., str]

        def join_path(self, template: str, parent: str) -> str:
            return theme.base_of(template, parent)

    environment = Layered(
        loader=theme.loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_calmed,
    )
    environment.kept = Kept().of
    environment.globals.clear()
    return environment


def _calmed(value: object) -> object:
    """Titles and names without direction overrides and piles of marks; markup is calm already."""
    return calm(value) if type(value) is str else value
