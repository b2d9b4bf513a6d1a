"""Templates as Python: what Jinja makes of them, with the dear steps made cheap.

Jinja escapes a value in three calls and calls a macro by way of five. A page has some hundred
values and some twenty macros, so here each is one call. The bytes are the same.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from digest.site.escaping import shown
from digest.site.markup import calm
from digest.site.theme import Theme


class _Coder(CodeGenerator):
    """Writes the Python of a template."""

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


def _plain(frame: Frame) -> bool:
    """Whether values are escaped here, as they are wherever a template does not say otherwise."""
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


def environment_of(theme: Theme) -> Environment:
    """Compiles the templates of a theme: autoescape on, undefined names are errors, no globals."""

    class Layered(Environment):
        """Knows that `@base/` is the theme below the one that asks."""

        code_generator_class = _Coder
        shown = staticmethod(shown)

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
    environment.globals.clear()
    return environment


def _calmed(value: object) -> object:
    """Titles and names without direction overrides and piles of marks; markup is calm already."""
    return calm(value) if type(value) is str else value
