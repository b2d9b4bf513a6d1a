"""The index for machines: every story with its reports, and every address that a story ever had.

`index.json` follows the schema that stands beside it, `index.schema.json`. A large site has its
stories in one file for each year, named by the index. One story is one line, so that a
difference between two versions is readable.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from digest.derived import Derived, as_it_is
from digest.model import Basis, Story, Teaser
from digest.site.document import Document
from digest.site.entries import paths_of, places_of
from digest.site.index_schema import index_schema
from digest.site.markup import calm
from digest.site.site import Edition, Site, newest_day
from digest.site.syndication import written_json
from digest.site.urls import absolute

WHOLE = 2_000
"""Stories that one index holds; with three reports each that is about 2 MB."""

INDEX, SCHEMA = "index.json", "index.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexHead:
    """What the index says of the site."""

    title: str
    base_url: str
    language: str
    stories: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedStory:
    """A story with the addresses of its reports, in the order of `teasers`."""

    story: Story
    url: str
    former: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedRetired:
    """A story that is told no more."""

    id: str
    title: str
    fate: str
    urls: tuple[str, ...]
    into: tuple[tuple[str, str], ...]
    """Ids and addresses of the stories that tell it now."""


def index_documents(site: Site, derived: Derived) -> Iterator[Document]:
    """The index, its schema, and its parts by year where it would be too long."""
    base = site.config.site.base_url
    stories = derived.each(
        "stories of the index",
        indexed,
        site.by_id,
        paths_of(site, "story", site.by_id, derived),
        derived.each("former addresses", as_it_is, dict(_former(site))),
        places_of(site, derived),
        shared=(base,),
    )
    parts: list[tuple[str, str, int]] = []
    shown = tuple(stories.values())
    if len(stories) > WHOLE:
        for year, found in groupby(site.editions, key=_year):
            inside = tuple([stories[story.id] for edition in found for story in edition.stories])
            path = f"index-{year}.json"
            parts.append((year, _url(base, path), len(inside)))
            yield Document(path, index_part, (year, inside))
        shown = ()
    yield Document(INDEX, index, (_head(site), shown, tuple(parts), tuple(_retired(site))))
    yield Document(SCHEMA, index_schema_file, ())


def index(
    head: IndexHead,
    stories: Sequence[IndexedStory],
    parts: Sequence[tuple[str, str, int]],
    retired: Sequence[IndexedRetired],
) -> bytes:
    """The bytes of `index.json`."""
    said = {
        "$schema": SCHEMA,
        "title": calm(head.title),
        "url": head.base_url or "index.html",
        "language": head.language,
        "counts": {"stories": head.stories, "reports": head.reports},
        "parts": [{"year": year, "url": url, "stories": count} for year, url, count in parts],
    }
    gone = [_retired_json(one) for one in retired]
    return _lined(said, {"retired": gone, "stories": [_story_json(one) for one in stories]})


def index_part(year: str, stories: Sequence[IndexedStory]) -> bytes:
    """The stories of one year."""
    return _lined({"$schema": SCHEMA, "year": year}, {"stories": [_story_json(one) for one in stories]})


def index_schema_file() -> bytes:
    """The schema that both kinds of file follow."""
    return written_json(index_schema())


def indexed(
    base: str, story: Story, path: str, former: tuple[str, ...] | None, places: tuple[str, ...]
) -> IndexedStory:
    """A story with its addresses.

    Args:
        base: of the site.
        story: told.
        path: of its page.
        former: its former paths that lead to it.
        places: of its reports and copies, in the order of `teasers`.
    """
    return IndexedStory(
        story=story,
        url=_url(base, path),
        former=tuple([_url(base, one) for one in former or ()]),
        reports=tuple([_url(base, one) for one in places]),
    )


def _former(site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
    for story in site.stories:
        if story.former:
            found = (site.paths.get(f"former:{story.id}:{slug}") for slug in story.former)
            yield story.id, tuple(path for path in found if path)


def _head(site: Site) -> IndexHead:
    settings = site.config.site
    return IndexHead(
        title=settings.title,
        base_url=settings.base_url,
        language=settings.language,
        stories=len(site.stories),
        reports=len(site.articles),
    )


def _retired(site: Site) -> Iterator[IndexedRetired]:
    base = site.config.site.base_url
    for one in site.retired:
        paths = (site.paths.get(f"former:{one.id}:{slug}") for slug in one.slugs)
        told = [(id, path) for id in one.into if (path := site.paths.get(f"story:{id}"))]
        yield IndexedRetired(
            id=one.id,
            title=one.title,
            fate=one.fate.value,
            urls=tuple(_url(base, path) for path in paths if path),
            into=tuple((id, _url(base, path)) for id, path in told),
        )


def _url(base: str, path: str) -> str:
    """Absolute where the site has an address, else relative to the site's root."""
    return absolute(base, path) or path


def _year(edition: Edition) -> str:
    return str(edition.day.year) if edition.day else "undated"


def _story_json(one: IndexedStory) -> dict[str, object]:
    story, day = one.story, newest_day(one.story)
    addresses = iter(one.reports)
    reports = []
    for report in story.reports:
        reports.append(_report_json(report.teaser, next(addresses)))
        reports += [_report_json(copy, next(addresses), report.teaser.id) for copy in report.copies]
    said = {
        "id": story.id,
        "url": one.url,
        "title": calm(story.title),
        "day": day.isoformat() if day else None,
        "topics": list(story.topics),
        "independent": len(story.reports),
        "thread": story.thread,
        "former": list(one.former),
    }
    return _told(said) | {"reports": reports}


def _report_json(teaser: Teaser, url: str, copy_of: str = "") -> dict[str, object]:
    dating = teaser.dating
    return _told(
        {
            "id": teaser.id,
            "url": url,
            "title": calm(teaser.title),
            "outlet": calm(teaser.source),
            "agency": calm(teaser.agency),
            "day": dating.day.isoformat() if dating.day else None,
            "date_basis": (dating.basis if dating.day else Basis.UNKNOWN).value,
            "language": teaser.language,
            "original": teaser.url,
            "copy_of": copy_of,
        }
    )


def _retired_json(one: IndexedRetired) -> dict[str, object]:
    key = "merged_into" if one.fate == "merged" else "told_by"
    into = [{"id": id, "url": url} for id, url in one.into]
    said = {"id": one.id, "title": calm(one.title), "fate": one.fate, "urls": list(one.urls)}
    return said | ({key: into[0] if key == "merged_into" else into} if into else {})


def _told(said: Mapping[str, object]) -> dict[str, object]:
    """Without what is not known; a day stays, as null."""
    return {name: value for name, value in said.items() if value not in ("", []) or name in ("topics", "title")}


def _lined(said: Mapping[str, object], lists: dict[str, list[dict[str, object]]]) -> bytes:
    """JSON with one line for each field and for each item of a list."""
    fields = [f"{_json(name)}: {_json(value)}" for name, value in said.items()]
    for name, items in lists.items():
        inside = ",\n".join(map(_json, items))
        fields.append(f"{_json(name)}: [\n{inside}\n]" if items else f"{_json(name)}: []")
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
