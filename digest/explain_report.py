"""Explanations in words: why an article, two articles or a story are where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from digest.diagnostics import printable
from digest.text import counted, shorten

if TYPE_CHECKING:
    from digest.model import Article
    from digest.stories.comparison import Comparison, Side, StoryExplanation
    from digest.stories.explain import Explanation, Nearness
    from digest.stories.topics import Judgement

BAR = 20
"""Signs of a full bar."""


def print_article(told: Explanation, article: Article) -> None:
    """Say why an article is in its story and its topics."""
    dating = article.teaser.dating
    _head(told.title)
    click.echo(f"  {printable(article.path)}")
    when = dating.day.isoformat() if dating.day else "no date"
    click.echo(f"  {when}, {dating.basis.value}{': ' + printable(dating.evidence) if dating.evidence else ''}")
    _head("Story", above=True)
    click.echo(f"  {printable(told.story.title)}  ({counted(told.story.reports, 'report')})")
    click.secho(f"  {told.story.id}  stories/{told.slug}.html", dim=True)
    click.echo(f"  {_why_story(told)}")
    if told.next_story:
        rival = told.next_story
        click.echo(f"  nearest other story: {printable(shorten(rival.title, 70))} (mean {rival.mean:.2f})")
    if told.nearest:
        _head("Nearest reports", above=True)
    for near in told.nearest:
        _print_nearness(near, told.granularity)
    if told.topics:
        _head("Topics", above=True)
    for judged in told.topics:
        _print_topic(judged)


def print_comparison(told: Comparison) -> None:
    """Say how two articles compare."""
    for side in (told.first, told.second):
        _print_side(side)
    _head("Together", above=True)
    click.echo(
        f"  {_bar(told.similarity, told.granularity)} {told.similarity:.2f} similarity; {told.granularity:.2f} joins"
    )
    days = _apart(told.days)
    figures = f", {told.figures:.0%} of the figures shared" if told.figures else ""
    click.echo(f"  {'':<{BAR}} {told.cosine:.2f} cosine; {days}: {told.decay:.2f} of it left{figures}")
    for line in told.why:
        click.echo(f"  {line}")
    if told.terms:
        _head("Carried by", above=True)
    strongest = max((part for _, part in told.terms), default=1.0)
    for term, part in told.terms:
        click.echo(f"  {_bar(part / strongest)} {part:.3f}  {printable(term)}")


def print_story(told: StoryExplanation) -> None:
    """Say what the ledger has of a story, how it hangs together, and what is near."""
    _head(told.title or told.slug)
    by = "the editor's headline; " if told.title_by_editor else ""
    click.secho(f"  {told.id}  {by}stories/{told.slug}.html", dim=True)
    for line in _history(told):
        click.echo(f"  {line}")
    if told.members:
        _head("Reports", above=True)
    for one in told.members:
        mark = " (headline)" if one.gives_headline and not told.title_by_editor and len(told.members) > 1 else ""
        alone = "  " if len(told.members) > 1 else "  alone  "
        bar = f"{_bar(one.mean, told.granularity)} {one.mean:.2f}" if len(told.members) > 1 else ""
        copies = f", {counted(len(one.copies), 'copy', 'copies')}" if one.copies else ""
        click.echo(f"{alone}{bar}  {one.day or 'no date':<10}  {printable(shorten(one.title, 64))}{mark}")
        click.secho(f"{'':<28}{one.id}  {printable(one.source or 'no source')}{copies}", dim=True)
    if told.topics or any(one.topics for one in told.members):
        _head("Topics", above=True)
    for topic in dict.fromkeys([*told.topics, *(topic for one in told.members for topic in one.topics)]):
        votes = sum(topic in one.topics for one in told.members)
        said = "yes" if topic in told.topics else "no "
        click.echo(f"  {said}  {topic}: {votes} of {counted(len(told.members), 'report')}")
    if told.near:
        _head("Nearest stories", above=True)
    for near in told.near:
        click.echo(
            f"  {_bar(near.mean, told.granularity)} {near.mean:.2f}  {near.id}  {printable(shorten(near.title, 60))}"
        )
    if told.thread:
        _head("Thread", above=True)
    for part in told.thread:
        way = "continues   " if part.earlier else "continued by"
        click.echo(f"  {way} {part.id}  {printable(shorten(part.title, 60))}")
        click.secho(f"  {'':<12} {part.similarity:.2f} by the names {', '.join(map(printable, part.names))}", dim=True)


def _history(told: StoryExplanation) -> Sequence[str]:
    said = [f"formerly at stories/{slug}.html" for slug in told.former]
    if told.founder != told.id:
        said.append(f"founded by {told.founder}")
    if told.gone:
        said.append(f"its deleted articles: {', '.join(told.gone)}")
    if told.merged_into:
        said.append(f"told no more: merged into {told.merged_into}")
    if told.split_into:
        said.append(f"split off from it: {', '.join(told.split_into)}")
    return said


def _head(text: str, *, above: bool = False) -> None:
    if above:
        click.echo()
    click.secho(printable(text), bold=True)


def _apart(days: int | None) -> str:
    if days is None:
        return "days unknown"
    return counted(days, "day") + " apart" if days else "of one day"


def _bar(value: float, mark: float = 0.0) -> str:
    """A value from 0 to 1 as a bar, with the place of what it must reach."""
    full = round(min(1.0, max(0.0, value)) * BAR)
    signs = ["█"] * full + ["·"] * (BAR - full)
    if mark:
        at = min(BAR - 1, round(mark * BAR))
        signs[at] = "┃" if at >= full else "▌"
    return "".join(signs)


def _print_side(side: Side) -> None:
    _head(side.title)
    named = f"; its lead names {', '.join(side.named)}" if side.named else ""
    click.echo(f"  {side.id}  {side.day or 'no date'}  {printable(side.source or 'no source')}{named}")
    pin = f", by the pin 'story: {printable(side.pin)}'" if side.pin else ""
    click.echo(f"  in story {side.story}{pin}")


def _why_story(told: Explanation) -> str:
    if told.pin:
        return f"by the editor's pin `story: {printable(told.pin)}`"
    known = "" if told.in_ledger else "; the ledger does not know the article yet"
    if told.stands_for != told.id:
        return f"a copy of {told.stands_for}, whose story it shares{known}"
    if told.story.reports == 1:
        return f"one report so far{known}"
    mean = f"mean similarity to its other reports {told.story.mean:.2f}; {told.granularity:.2f} joins"
    if told.in_ledger and told.story.mean < told.granularity:
        return f"{mean}; it stays because the ledger has it here"
    return f"{mean}{known}"


def _print_nearness(near: Nearness, granularity: float) -> None:
    sign = "same story" if near.same_story else "other story"
    click.echo(
        f"  {_bar(near.similarity, granularity)} {near.similarity:.2f}  {sign:<11}  {printable(shorten(near.title, 60))}"
    )
    click.secho(f"{'':<29}{near.id}  {printable(near.source or 'no source')}, {_apart(near.days)}", dim=True)
    if near.terms:
        click.echo(f"{'':<29}carried by {', '.join(printable(term) for term, _ in near.terms[:8])}")
    if near.figures:
        click.echo(f"{'':<29}{near.figures:.0%} of the figures shared")
    if near.veto:
        click.secho(f"{'':<29}held apart: {printable(near.veto)}", fg="yellow")


def _print_topic(judged: Judgement) -> None:
    verdict = "yes" if judged.given else "no "
    by = "  (the editor's choice)" if judged.by_editor else ""
    click.secho(f"  {verdict}  {judged.topic}{by}", bold=judged.given)
    for found in (*judged.all, *judged.any):
        places = [*(("title: " + ", ".join(found.title),) if found.title else ()), *(("lead",) if found.lead else ())]
        places.append(counted(found.mentions, "mention") + " in the text")
        said = printable("; ".join(places)) + "  of " + printable(shorten(" / ".join(found.group), 50))
        click.echo(f"        {'salient' if found.salient else 'passing'} ({found.score:.2f}): {said}")
    for found in judged.none:
        if found.salient:
            click.echo(f"        ruled out by {printable(', '.join(found.group))} ({found.score:.2f})")
