"""`digest eval`: how well stories agree with the right ones."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.commands.options import AS_JSON, print_json, tell

if TYPE_CHECKING:
    from digest.diagnostics import Diagnostic
    from digest.stories.scores import Agreement, Scores

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="eval", short_help="Score stories against the right ones.")
@click.argument("gold", type=_FILE)
@click.argument("found", metavar="PRED", type=_FILE)
@AS_JSON
def evaluate(gold: Path, found: Path, as_json: bool) -> None:
    """Score the stories in PRED against the right ones in GOLD: B-cubed, pairs, ARI, counts.

    Both are JSON Lines: GOLD with `id` and `gold_story` (or `story`), PRED with `id` and `story`.
    An article that PRED lacks counts as a story of its own; one that GOLD lacks is left aside. Writes nothing.

    The exit status is 1 when the two files do not hold the same articles.
    """
    from digest.content.collections import read_labels
    from digest.stories.scores import scores

    right, findings = read_labels(gold, ("gold_story", "story"))
    made, more = read_labels(found, ("story",))
    missing, extra = [id for id in right if id not in made], [id for id in made if id not in right]
    findings += more + _uneven(found, missing, extra)
    tell(findings)
    if not right:
        raise click.UsageError(f"{gold.name} holds no labelled article")
    labels = [(id in made, made.get(id, id)) for id in right]
    result = scores(list(right.values()), labels)
    if as_json:
        print_json({**result.as_json(), "missing": missing, "extra": extra})
    else:
        _show(result, {"missing in PRED": len(missing), "extra in PRED": len(extra)})
    sys.exit(1 if findings else 0)


def _uneven(found: Path, missing: list[str], extra: list[str]) -> list[Diagnostic]:
    """What to say of articles that stand on one side only."""
    from digest.diagnostics import error, warning
    from digest.text import counted

    said = []
    if missing:
        problem = f"{counted(len(missing), 'article')} of GOLD missing, such as '{missing[0]}'; each counts as a story"
        said.append(error("collection.missing", str(found), problem, "cluster the whole collection"))
    if extra:
        problem = f"{counted(len(extra), 'article')} that GOLD does not label, such as '{extra[0]}'; left aside"
        said.append(warning("collection.extra", str(found), problem, "label them, or leave them out of PRED"))
    return said


def _show(result: Scores, uneven: Mapping[str, int]) -> None:
    def line(name: str, one: Agreement) -> None:
        click.echo(f"{name:<16}{one.precision:>10.4f}{one.recall:>10.4f}{one.f1:>10.4f}")

    click.echo(f"{'':<16}{'precision':>10}{'recall':>10}{'F1':>10}")
    line("B-cubed", result.b_cubed)
    line("pairs", result.pairs)
    click.echo(f"{'ARI':<16}{result.ari:>30.4f}")
    counts = {"articles": result.articles, "gold stories": result.gold_stories, "stories": result.stories, **uneven}
    for name, count in counts.items():
        click.echo(f"{name:<16}{count:>30}")
