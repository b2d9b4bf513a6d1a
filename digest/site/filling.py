"""Templates as plain functions of Python.

Jinja makes a generator of each block, looks at every value through four calls, and knows a name
only when a page is rendered. A build renders thousands of pages of one kind, so here the templates of a page are
made into one function: the blocks stand where they are filled, macros are functions, names are fields of the
context. *Measured*: a third of the time.

What is not known here - an include, a computed name, a call of anything but a macro or `format` - raises
`UnreadyError`, and Jinja fills the page. So it does where the function fails, and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from jinja2 import Environment, nodes
from jinja2.runtime import markup_join

from digest.site.chains import Macro, Source, Sources, UnreadyError
from digest.site.escaping import ESCAPED, shown
from digest.site.expressions import Expressions, Scope

Fill = Callable[[Any, Any], str]
"""Gives the text of a page of its context and its frame."""

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

    def of(self, fill: Callable[[Any], str], frame: object, *values: object) -> str:
        """What a block comes to; `fill` makes it of the frame, and reads these values and no others.

        A text is known by its letters, all else by being the same object, which is held for that.
        """
        key = (fill, *[one if type(one) is str else id(one) for one in values])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[key] = fill(frame), values
        return known[0]


class Filler:
    """Makes the functions that fill the pages of one theme."""

    def __init__(self, environment: Environment) -> None:
        """Nothing is made yet.

        Args:
            environment: of the theme, with autoescape on.
        """
        self.environment = environment
        self._sources = Sources(environment)
        self.space: dict[str, Any] = {
            "ESCAPED": ESCAPED,
            "shown": shown,
            "joined": "".join,
            "concat": markup_join,
            "kept": Kept().of,
        }
        """What the functions see, each other among it."""

        self.expressions = Expressions(environment, self.space)

        self.names: dict[int, str] = {}
        """Of the functions of macros and blocks that pages of several kinds share, by their nodes."""

        self.count = count(1)

    def filling(self, name: str, fields: Collection[str]) -> Fill:
        """The function that fills a page.

        Args:
            name: of the page's template.
            fields: of the page's context, `frame` among them.

        Raises:
            UnreadyError: the templates use what is not known here, or name what the context has not.
            TemplateError: one is broken or missing.
        """
        return _Maker(self, self._sources.chain(name), fields).made()


class _Text(str):
    """A piece of a template that is shown as it is."""


_Piece = str | list[str]
"""What is shown, as an expression that gives a text; or lines of statements that add to `out`."""


class _Maker:
    """Writes one function with those of the macros that it calls."""

    def __init__(self, filler: Filler, chain: Sequence[Source], fields: Collection[str]) -> None:
        self._filler = filler
        self._chain = chain
        self._functions: list[str] = []
        self._names: dict[int, str] = {}
        names = {name: name if name == "frame" else f"of_{name}" for name in fields}
        macros: dict[str, Macro] = {}
        for source in chain:
            if any(macros.get(name, one) is not one for name, one in source.macros.items()):
                raise UnreadyError("two macros of one name")
            macros |= source.macros
        if names.keys() & macros.keys():
            raise UnreadyError("a macro hides a field")
        self._page = Scope(names, macros)

    def made(self) -> Fill:
        """Compile what was written."""
        body = self._function(self._pieces(self._chain[-1].body, self._page))
        text = "\n".join(body)
        read = [f"    {own} = context.{name}" for name, own in self._page.names.items() if own in text and own != name]
        code = "\n".join([*self._functions, "def page(context, frame):", *read, *body])
        space = self._filler.space
        try:
            exec(compile(code, f"<{self._chain[0].name}>", "exec"), space)
        except (SyntaxError, RecursionError) as problem:
            raise UnreadyError(str(problem)) from problem
        self._filler.names.update(self._names)  # not before: until now the functions were not there
        fill: Fill = space.pop("page")
        return fill

    def _function(self, pieces: Sequence[_Piece]) -> list[str]:
        """The lines of a function that gives a text."""
        said = _expression(pieces)
        if said is not None:
            return [f"    return {said}"]
        return ["    out = []", *_indented(_statements(pieces)), "    return joined(out)"]

    def _fresh(self, stem: str) -> str:
        """A name that no function of the theme has."""
        return f"{stem}_{next(self._filler.count)}"

    def _shared(self, node: nodes.Node, write: Callable[[], list[str]], takes: str = "frame") -> str:
        """The name of a function that several pages may call; it is written when it is first named."""
        known = self._filler.names.get(id(node)) or self._names.get(id(node))
        if known is None:
            known = self._names[id(node)] = self._fresh("part")
            body = write()
            self._functions += [f"def {known}({takes}):", *body]
        return known

    # what is shown

    def _pieces(self, body: Iterable[nodes.Node], scope: Scope) -> list[_Piece]:
        found: list[_Piece] = []
        for node in body:
            for piece in self._node(node, scope):
                if isinstance(piece, _Text) and found and isinstance(found[-1], _Text):
                    found[-1] = _Text(found[-1] + piece)
                elif piece != "" or not isinstance(piece, _Text):
                    found.append(piece)
        return found

    def _node(self, node: nodes.Node, scope: Scope) -> Iterator[_Piece]:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                yield from self._output(one, scope)
        elif isinstance(node, nodes.If):
            yield self._if(node, scope)
        elif isinstance(node, nodes.For):
            yield self._for(node, scope)
        elif isinstance(node, nodes.Block):
            yield from self._block(node)
        elif scope is not self._page or not isinstance(node, nodes.Macro | nodes.FromImport):
            raise UnreadyError(type(node).__name__)

    def _output(self, node: nodes.Expr, scope: Scope) -> Iterator[_Piece]:
        if isinstance(node, nodes.TemplateData):
            yield _Text(node.data)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            if node.node.name == "super" and scope.block[0] and not node.args and not node.kwargs:
                yield from self._form(scope.block[0], scope.block[1] + 1)
            else:
                yield self._macro_call(node, scope)
        else:
            yield f"(ESCAPED[v] if type(v := {self._filler.expressions.value(node, scope)}) is str else shown(v))"

    def _if(self, node: nodes.If, scope: Scope) -> _Piece:
        branches = [
            (self._filler.expressions.value(one.test, scope), self._pieces(one.body, scope))
            for one in (node, *node.elif_)
        ]
        last = self._pieces(node.else_, scope)
        said = [_expression(pieces) for _, pieces in branches]
        other = _expression(last)
        if other is not None and all(one is not None for one in said):
            chosen = "".join(f"{one} if {test} else " for (test, _), one in zip(branches, said, strict=True))
            return f"({chosen}{other})"
        lines: list[str] = []
        for at, (test, pieces) in enumerate(branches):
            lines += [f"{'elif' if at else 'if'} {test}:", *_indented(_statements(pieces))]
        return [*lines, "else:", *_indented(_statements(last))] if last else lines

    def _for(self, node: nodes.For, scope: Scope) -> _Piece:
        if node.recursive or node.test is not None:
            raise UnreadyError("a loop with a condition or into itself")
        every, at = self._fresh("all"), self._fresh("at")
        names = {name: self._fresh(f"one_{name}" if name.isascii() else "one") for name in _targets(node.target)}
        target = _written(node.target, names)
        inner = Scope({**scope.names, **names}, scope.macros, {"at": at, "all": every}, scope.block)
        body = self._pieces(node.body, inner)
        lines = [f"{every} = {self._filler.expressions.value(node.iter, scope)}"]
        text = repr(body)
        if at in text or every in text:  # only a tuple is known to have a length and places
            lines += [f"if type({every}) is not tuple: raise TypeError", f"for {at}, {target} in enumerate({every}):"]
        elif node.else_:
            lines += [f"if type({every}) is not tuple: raise TypeError", f"for {target} in {every}:"]
        else:
            lines.append(f"for {target} in {every}:")
        lines += _indented(_statements(body))
        if node.else_:
            lines += [f"if not {every}:", *_indented(_statements(self._pieces(node.else_, scope)))]
        return lines

    def _block(self, node: nodes.Block) -> Iterator[_Piece]:
        if node.required and len(self._forms(node.name)) < 2:
            raise UnreadyError(f"block {node.name} is required")
        own = self._forms(node.name)[0]
        fields = shared_fields(own)
        if fields:
            name = self._shared(own, lambda: self._function(self._form(node.name, 0)))
            yield f"kept({name}, frame, {', '.join(f'frame.{one}' for one in fields)})"
        else:
            yield from self._form(node.name, 0)

    def _forms(self, name: str) -> list[nodes.Block]:
        """A block as each template has it, the page's own first."""
        return [source.blocks[name] for source in self._chain if name in source.blocks]

    def _form(self, name: str, number: int) -> list[_Piece]:
        forms = self._forms(name)
        if number >= len(forms):
            raise UnreadyError("there is no block above")
        scope = Scope(self._page.names, self._page.macros, None, (name, number))
        return self._pieces(forms[number].body, scope)

    def _macro_call(self, node: nodes.Call, scope: Scope) -> str:
        assert isinstance(node.node, nodes.Name)
        macro = scope.macros.get(node.node.name)
        if macro is None or node.node.name in scope.names or node.dyn_args or node.dyn_kwargs:
            raise UnreadyError(f"a call of {node.node.name}")
        known = [one.name for one in macro.node.args]
        needed = known[: len(known) - len(macro.node.defaults)]
        named = [one.key for one in node.kwargs]
        if len(node.args) > len(known) or set(named) - set(known) or set(needed[len(node.args) :]) - set(named):
            raise UnreadyError(f"arguments of {node.node.name}")
        told = [self._filler.expressions.value(one, scope) for one in node.args]
        told += [f"of_{one.key}={self._filler.expressions.value(one.value, scope)}" for one in node.kwargs]
        return f"{self._macro(macro)}({', '.join(told)})"

    def _macro(self, macro: Macro) -> str:
        """The name of a macro's function."""
        own = {one.name: f"of_{one.name}" for one in macro.node.args}
        if own.keys() & {"caller", "kwargs", "varargs"}:
            raise UnreadyError("arguments with a meaning")
        defaults = [self._filler.expressions.value(one, Scope({}, {})) for one in macro.node.defaults]
        first = len(own) - len(defaults)
        told = [f"{one}={defaults[at - first]}" if at >= first else one for at, one in enumerate(own.values())]
        scope = Scope(own, macro.home.macros)
        return self._shared(macro.node, lambda: self._function(self._pieces(macro.node.body, scope)), ", ".join(told))


def _targets(node: nodes.Node) -> list[str]:
    """The names that a loop gives values."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Tuple):
        return [name for one in node.items for name in _targets(one)]
    raise UnreadyError("a loop over something else than names")


def _written(node: nodes.Node, names: Mapping[str, str]) -> str:
    if isinstance(node, nodes.Tuple):
        return f"({''.join(f'{_written(one, names)}, ' for one in node.items)})"
    assert isinstance(node, nodes.Name)
    return names[node.name]


def _expression(pieces: Sequence[_Piece]) -> str | None:
    """Pieces as one expression; `None` where there are statements among them."""
    said = [_quoted(one) for one in pieces if isinstance(one, str)]
    if len(said) < len(pieces):
        return None
    return said[0] if len(said) == 1 else f"joined(({', '.join(said)}))" if said else "''"


def _statements(pieces: Sequence[_Piece]) -> list[str]:
    """Pieces as statements that add to `out`."""
    lines: list[str] = []
    said: list[str] = []
    for piece in (*pieces, []):
        if isinstance(piece, str):
            said.append(_quoted(piece))
            continue
        if said:
            lines.append(f"out.append({said[0]})" if len(said) == 1 else f"out.extend(({', '.join(said)}))")
        said = []
        lines += piece
    return lines or ["pass"]


def _quoted(piece: str) -> str:
    return repr(str(piece)) if isinstance(piece, _Text) else piece


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def shared_fields(block: nodes.Block) -> list[str]:
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
