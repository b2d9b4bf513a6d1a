"""The templates of a page, parsed: the page's own, all that it extends, and the macros that they import."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import Environment, nodes


class UnreadyError(Exception):
    """A template uses what only Jinja knows."""


@dataclass(slots=True, eq=False)
class Source:
    """A parsed template."""

    name: str
    body: list[nodes.Node]
    parent: str = ""
    """Name of the template that it extends."""

    blocks: dict[str, nodes.Block] = field(default_factory=dict)
    macros: dict[str, Macro] = field(default_factory=dict)
    """Its own and those that it imports, by the names that they have in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Macro:
    """A macro and the template that it stands in, whose other macros it may call."""

    node: nodes.Macro
    home: Source


class Sources:
    """The templates of one theme, each parsed once."""

    def __init__(self, environment: Environment) -> None:
        """Nothing is read yet."""
        self._environment = environment
        self._known: dict[str, Source] = {}

    def chain(self, name: str) -> list[Source]:
        """A template and all that it extends, the page's own first.

        Raises:
            UnreadyError: they use what is not known here.
            TemplateError: one is broken or missing.
        """
        found = [self._source(name)]
        while found[-1].parent:
            found.append(self._source(found[-1].parent))
            if len(found) > _DEEPEST:
                raise UnreadyError("a template extends itself")
        return found

    def _source(self, name: str) -> Source:
        if name in self._known:
            return self._known[name]
        environment = self._environment
        assert environment.loader is not None
        text, file, _ = environment.loader.get_source(environment, name)
        tree = environment.parse(text, name, file)
        source = Source(name, tree.body)
        for block in tree.find_all(nodes.Block):
            if block.name in source.blocks or block.scoped:
                raise UnreadyError(f"block {block.name}")
            source.blocks[block.name] = block
        for at, node in enumerate(tree.body):
            if isinstance(node, nodes.Macro):
                source.macros[node.name] = Macro(node, source)
            elif isinstance(node, nodes.FromImport):
                source.macros |= self._imported(node, name)
            elif isinstance(node, nodes.Extends):
                if source.parent or any(not isinstance(one, nodes.FromImport | nodes.Macro) for one in tree.body[:at]):
                    raise UnreadyError("something stands before `extends`")
                source.parent = environment.join_path(_constant(node.template), name)
        if source.parent and any(not isinstance(node, _SILENT) for node in tree.body):
            raise UnreadyError("statements outside of blocks")
        self._known[name] = source
        return source

    def _imported(self, node: nodes.FromImport, asking: str) -> dict[str, Macro]:
        if node.with_context:
            raise UnreadyError("an import with context")
        other = self._source(self._environment.join_path(_constant(node.template), asking))
        pairs = [(one, one) if isinstance(one, str) else one for one in node.names]
        if other.parent or any(name not in other.macros for name, _ in pairs):
            raise UnreadyError("an import of something else than a macro")
        return {alias: other.macros[name] for name, alias in pairs}


_DEEPEST = 20
"""Templates that extend each other; more are a circle."""

_SILENT = (nodes.Extends, nodes.FromImport, nodes.Macro, nodes.Block, nodes.Output)
"""What may stand outside of the blocks of a template that extends another one: none of it is shown there."""


def _constant(node: nodes.Expr) -> str:
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        raise UnreadyError("a computed name of a template")
    return node.value
