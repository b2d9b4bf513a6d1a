"""Fill templates with contexts; nothing else reaches a template."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from digest.diagnostics import DigestError, Location, error, refuse
from digest.site.contexts import Context, Page
from digest.site.metadata import framed
from digest.site.parts import Frame
from digest.site.theme import Theme
from digest.text import digest_of

if TYPE_CHECKING:
    from digest.site.filling import Fill


_FAILURES = (TypeError, ValueError, AttributeError, LookupError, ArithmeticError)
"""What a template may do wrong, beside what Jinja finds."""


class Renderer:
    """Renders the pages of one theme.

    Autoescape is always on, undefined names are errors, and there are no globals: a template
    sees the fields of its page's context. Content is never read as a template.
    """

    def __init__(self, theme: Theme) -> None:
        from digest.site.filling import Filler
        from digest.site.templates import environment_of

        self._theme = theme
        self._environment = environment_of(theme)
        self._filler = Filler(self._environment)
        self._fills: dict[tuple[str, type], Fill | None] = {}
        """By template and kind of context; none where Jinja fills the page."""

    def render(self, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            DigestError: the template is missing, is broken or names what the page has not.
        """
        from jinja2 import TemplateError

        context = page.context()
        frame = framed(context)
        text = self._filled(page.template, context, frame)
        if text is not None:
            return text.encode()
        fields, values = _read_by(type(context))  # type: ignore[arg-type]
        names = dict(zip(fields, values(context), strict=False))
        names["frame"] = frame
        try:
            text = self._environment.get_template(page.template).render(names)
        except (TemplateError, *_FAILURES) as problem:
            raise self._explained(page, problem, sorted(names)) from problem
        return text.encode()

    def _filled(self, template: str, context: Context, frame: Frame) -> str | None:
        """The text of a page, made by a plain function; `None` where Jinja must make it, or say what is wrong."""
        from jinja2 import TemplateError

        from digest.site.chains import UnreadyError

        kind = type(context)
        try:
            if (template, kind) not in self._fills:
                self._fills[template, kind] = None  # while it is not known to work
                self._fills[template, kind] = self._filler.filling(template, [one.name for one in fields(kind)])
            fill = self._fills[template, kind]
            return fill(context, frame) if fill else None
        except (UnreadyError, TemplateError, *_FAILURES):
            return None

    def _explained(self, page: Page, problem: Exception, names: list[str]) -> DigestError:
        from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

        file = self._theme.template_file(page.template)
        if isinstance(problem, TemplateSyntaxError):
            what = f"not a Jinja template: {problem.message}"
            return refuse("template.syntax", problem.filename or file, what, "mend the line", problem.lineno)
        at, *trace = self._places(problem) or [Location(file)]
        if isinstance(problem, TemplateNotFound):
            what = f"there is no template '{problem.name}'"
            fix = "add it to templates/, or extend a theme that has it"
            return DigestError(error("template.missing", at.path, what, fix, at.line, tuple(trace)))
        code = "template.undefined" if isinstance(problem, UndefinedError) else "template.error"
        what = str(problem) or type(problem).__name__
        fix = f"{page.template} sees: {', '.join(names)}"
        return DigestError(error(code, at.path, what, fix, at.line, tuple(trace)))

    def _places(self, problem: Exception) -> list[Location]:
        """The template lines of a traceback, the innermost first."""
        ours = {template.file for layer in self._theme.layers for template in layer.templates.values()}
        frames = reversed(traceback.extract_tb(problem.__traceback__))
        places = [Location(frame.filename, frame.lineno or 0) for frame in frames if frame.filename in ours]
        return list(dict.fromkeys(places))


@cache
def _read_by(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a context's fields, and what reads them all at once; the frame once more, so that it gives a tuple."""
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names, "frame")


def template_digests(theme: Theme) -> dict[str, str]:
    """For each template a digest of it and all that it extends, includes or imports.

    A template that computes a name reaches all of them. What a template names is read off its text,
    for parsing all of them costs a tenth of a small build; a name in a comment counts as well.
    """
    names = sorted({name for layer in theme.layers for name in layer.templates})
    every = {*names, *(f"@{layer.name}/{name}" for layer in theme.layers for name in layer.templates)}
    sources: dict[str, str] = {}
    reached: dict[str, set[str]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        sources[name] = theme.source(name)
        reached[name] = every if (found := references(sources[name])) is None else found
        waiting += [one for one in reached[name] if one not in reached and one not in waiting]
    return {name: digest_of(repr([(one, sources[one]) for one in _closure(name, reached)])) for name in names}


_REFERENCE = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\b(?:\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*(?=[-+]?%\}|(?:as|ignore|import|with|without)\b))?"""
)
"""A tag that names another template; without a group the name is computed."""


def references(source: str) -> set[str] | None:
    """What a template extends, includes or imports; `None` when it computes a name."""
    found = {double or single for double, single in _REFERENCE.findall(source)}
    return None if "" in found else found


def _closure(name: str, reached: Mapping[str, set[str]]) -> list[str]:
    """A name and all that it reaches, in order."""
    found = {name}
    waiting = [name]
    while waiting:
        for one in reached[waiting.pop()] - found:
            found.add(one)
            waiting.append(one)
    return sorted(found)
