"""Expressions of a template in Python: each gives what Jinja gives, or fails."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, nodes
from jinja2.nodes import EvalContext
from jinja2.utils import _PassArg

from digest.site.chains import Macro, UnreadyError

_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}
_LOOP = {
    "index": "({at} + 1)",
    "index0": "{at}",
    "first": "({at} == 0)",
    "last": "({at} + 1 == len({all}))",
    "length": "len({all})",
    "nextitem": "{all}[{at} + 1]",
}
"""What a loop over a tuple knows of itself."""

_OF_DICT = frozenset(dir(dict))


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place."""

    names: Mapping[str, str]
    """Names of the template by those of Python."""

    macros: Mapping[str, Macro]
    loop: Mapping[str, str] | None = None
    """How the innermost loop is written: `at` and `all`."""

    block: tuple[str, int] = ("", 0)
    """The block around, and which of its forms this is."""


class Expressions:
    """Writes expressions for the functions of one theme."""

    def __init__(self, environment: Environment, space: dict[str, Any]) -> None:
        """Nothing is written yet.

        Args:
            environment: of the theme.
            space: what the functions see; filters are added.
        """
        self._environment = environment
        self._space = space

    def value(self, node: nodes.Node, scope: Scope) -> str:
        """An expression in Python."""
        write = _WRITTEN.get(type(node))
        if write is None:
            raise UnreadyError(type(node).__name__)
        return write(self, node, scope)

    def _name(self, node: nodes.Name, scope: Scope) -> str:
        if node.name not in scope.names:
            raise UnreadyError(f"the name {node.name}")
        return scope.names[node.name]

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> str:
        if not node.attr.isascii() or keyword.iskeyword(node.attr) or node.attr.startswith("__"):
            raise UnreadyError(node.attr)
        of = node.node
        if isinstance(of, nodes.Name) and of.name == "loop" and "loop" not in scope.names:
            if scope.loop is None or node.attr not in _LOOP:
                raise UnreadyError(f"loop.{node.attr}")
            return _LOOP[node.attr].format(**scope.loop)
        base = self.value(of, scope)
        called = of.name if isinstance(of, nodes.Name) else of.attr if isinstance(of, nodes.Getattr) else ""
        if called == "words" and node.attr not in _OF_DICT:  # the words of the interface are a mapping
            return f"{base}[{node.attr!r}]"
        return f"{base}.{node.attr}"

    def _item(self, node: nodes.Getitem, scope: Scope) -> str:
        return f"{self.value(node.node, scope)}[{self.value(node.arg, scope)}]"

    def _const(self, node: nodes.Const, _: Scope) -> str:
        if type(node.value) not in (str, int, bool, type(None)):
            raise UnreadyError("a number with a fraction")
        return repr(node.value)

    def _tuple(self, node: nodes.Tuple, scope: Scope) -> str:
        return f"({''.join(f'{self.value(one, scope)}, ' for one in node.items)})"

    def _compare(self, node: nodes.Compare, scope: Scope) -> str:
        rest = "".join(f" {_COMPARED[one.op]} {self.value(one.expr, scope)}" for one in node.ops)
        return f"({self.value(node.expr, scope)}{rest})"

    def _not(self, node: nodes.Not, scope: Scope) -> str:
        return f"(not {self.value(node.node, scope)})"

    def _either(self, node: nodes.And | nodes.Or, scope: Scope) -> str:
        sign = "and" if isinstance(node, nodes.And) else "or"
        return f"({self.value(node.left, scope)} {sign} {self.value(node.right, scope)})"

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> str:
        if node.expr2 is None:
            raise UnreadyError("an if without an else")
        one, test, other = (self.value(part, scope) for part in (node.expr1, node.test, node.expr2))
        return f"({one} if {test} else {other})"

    def _concat(self, node: nodes.Concat, scope: Scope) -> str:
        return f"concat(({', '.join(self.value(one, scope) for one in node.nodes)},))"

    def _filter(self, node: nodes.Filter, scope: Scope) -> str:
        function = self._environment.filters.get(node.name)
        takes = _PassArg.from_obj(function) if function else _PassArg.context
        if node.node is None or takes is _PassArg.context or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise UnreadyError(f"the filter {node.name}")
        self._space[f"filter_{node.name}"] = function
        passed = {
            _PassArg.eval_context: EvalContext(self._environment),
            _PassArg.environment: self._environment,
        }
        told = [self.value(one, scope) for one in (node.node, *node.args)]
        if takes is not None:
            self._space[f"for_{node.name}"] = passed[takes]
            told.insert(0, f"for_{node.name}")
        return f"filter_{node.name}({', '.join(told)})"

    def _format(self, node: nodes.Call, scope: Scope) -> str:
        if not isinstance(node.node, nodes.Getattr) or node.node.attr != "format" or node.dyn_args or node.dyn_kwargs:
            raise UnreadyError("a call")
        told = [self.value(one, scope) for one in node.args]
        told += [f"{one.key}={self.value(one.value, scope)}" for one in node.kwargs]
        return f"{self.value(node.node.node, scope)}.format({', '.join(told)})"


_WRITTEN: dict[type, Callable[[Expressions, Any, Scope], str]] = {
    nodes.Name: Expressions._name,
    nodes.Getattr: Expressions._attribute,
    nodes.Getitem: Expressions._item,
    nodes.Const: Expressions._const,
    nodes.Tuple: Expressions._tuple,
    nodes.Compare: Expressions._compare,
    nodes.Not: Expressions._not,
    nodes.And: Expressions._either,
    nodes.Or: Expressions._either,
    nodes.CondExpr: Expressions._choice,
    nodes.Concat: Expressions._concat,
    nodes.Filter: Expressions._filter,
    nodes.Call: Expressions._format,
}
