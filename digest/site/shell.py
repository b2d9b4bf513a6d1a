"""What all pages of a site share, and the frame that it makes around each of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.site.graphics import NOTHING
from digest.site.parts import Card, Frame, Link
from digest.site.urls import absolute, base_path, root_of
from digest.site.words import Words, direction, tongue
from digest.text import shorten

DESCRIPTION = 180
"""Characters of a page's description."""


@dataclass(frozen=True, slots=True)
class Look:
    """What pages name of the theme: paths of its files."""

    stylesheets: tuple[str, ...] = ()
    icon: str = ""
    search: str = ""
    """Script of the search page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A topic in the navigation and above headlines."""

    slug: str
    link: Link
    tint: int
    """Its colour, 1 to 3."""

    feed: str
    """Path of its feed; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What all pages share: one value, so a plan holds it once."""

    title: str
    description: str
    base_url: str
    words: Words
    look: Look
    topics: tuple[Heading, ...]
    feed: str
    links: tuple[Link, ...] = field(init=False, compare=False, repr=False)
    """Of the topics: one value for all frames."""

    cards: dict[int, tuple[object, Card]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What stories' cards have in common, by the identity of the entries, which are held for that; made by `views.card`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "links", tuple(topic.link for topic in self.topics))

    @property
    def language(self) -> str:
        """Of the interface."""
        return self.words.language


def frame(
    shell: Shell,
    path: str,
    title: str,
    description: str,
    *,
    section: str = "",
    newest: str = "",
    edition: Link | None = None,
    canonical: str = "",
    robots: str = "",
    image: str = "",
) -> Frame:
    """What surrounds one page.

    Args:
        title: of the page; the site's name follows it, but on the home page.
        section: path of the entry of the navigation that the page belongs to.
        newest: the newest report of what the page shows, in words.
        canonical: address of the text elsewhere; without it the page's own.
        robots: `noindex` where the page is no place of its own.
        image: path of the picture for shared links.
    """
    everywhere = path == "404.html"  # served at any depth: its links begin at the host's root once that is known
    return Frame(
        path=path,
        root=base_path(shell.base_url) if everywhere else root_of(path),
        lang=shell.language,
        dir=direction(shell.language),
        words=shell.words.texts,
        notes=tongue("en", shell.language),
        site=shell.title,
        title=title if path == "index.html" else f"{title} · {shell.title}",
        description=shorten(" ".join(description.split()), DESCRIPTION),
        base=shell.base_url,
        canonical=canonical or ("" if everywhere else absolute(shell.base_url, path)),
        robots=robots,
        image=image,
        head=NOTHING,
        stylesheets=shell.look.stylesheets,
        icon=shell.look.icon,
        topics=shell.links,
        feed=shell.feed,
        section=section,
        newest=newest,
        edition=edition,
    )
