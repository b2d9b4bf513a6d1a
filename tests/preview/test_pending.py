"""What belongs together becomes one build; the clock is a number."""

from __future__ import annotations

from itertools import pairwise

from digest.preview.pending import (
    BELIEVED,
    BURST,
    DROPPED,
    LONGEST,
    LONGEST_BURST,
    LONGEST_CHECKOUT,
    QUIET,
    Pending,
)

ONE = "content/articles/one.md"
TWO = "content/articles/two.md"
DROP = "content/inbox/page.txt"
TICK = 0.001


def builds(saves: dict[float, str], until: float, *, whole: bool = True) -> list[tuple[float, frozenset[str]]]:
    """When something is built, and what, if files are saved at these times."""
    pending = Pending()
    found = []
    waiting = sorted(saves.items())
    for step in range(int(until / TICK)):
        now = step * TICK
        while waiting and waiting[0][0] <= now:
            pending.saw({waiting.pop(0)[1]}, now, whole=whole)
        ripe = pending.ripe(now)
        if ripe:
            found.append((round(now, 2), ripe))
    return found


def test_a_single_save_is_built_at_once() -> None:
    assert builds({0.0: ONE}, 1.0) == [(QUIET, frozenset({ONE}))]


def test_files_that_are_saved_together_are_one_build() -> None:
    assert builds({0.0: ONE, 0.02: TWO}, 1.0) == [(0.02 + QUIET, frozenset({ONE, TWO}))]


def test_twenty_saves_in_a_second_are_a_first_build_and_one_for_the_rest() -> None:
    saves = {number * 0.05: ONE for number in range(20)}
    times = [time for time, _ in builds(saves, 3.0)]
    assert times == [QUIET, 0.95 + BURST]


def test_saves_that_never_stop_are_built_again_and_again() -> None:
    saves = {number * 0.05: ONE for number in range(100)}
    times = [time for time, _ in builds(saves, 6.0)]
    assert len(times) == 5
    assert max(later - time for time, later in pairwise(times)) <= LONGEST_BURST + 0.1


def test_files_that_come_one_after_another_do_not_wait_for_ever() -> None:
    saves = {number * 0.02: f"content/articles/{number}.md" for number in range(30)}
    assert builds(saves, 3.0)[0][0] == LONGEST


def test_a_file_that_is_gone_or_empty_is_believed_only_after_a_while() -> None:
    assert builds({0.0: ONE}, 1.0, whole=False) == [(BELIEVED, frozenset({ONE}))]
    pending = Pending()
    pending.saw({ONE}, 0.0, whole=False)
    pending.saw({ONE}, 0.1)
    assert pending.ripe(0.1 + QUIET) == {ONE}


def test_a_page_in_the_inbox_waits_until_it_has_its_size_and_holds_nothing_up() -> None:
    saves = {number * 0.1: DROP for number in range(50)} | {0.05: ONE}
    assert builds(saves, 6.0) == [(0.05 + QUIET, frozenset({ONE})), (round(4.9 + DROPPED, 2), frozenset({DROP}))]


def test_a_checkout_is_one_build_unless_git_left_its_lock_behind() -> None:
    pending = Pending()
    pending.saw({ONE}, 0.0)
    pending.saw({TWO}, 1.0)
    assert pending.ripe(2.0, checkout=True) == frozenset()
    assert pending.ripe(2.0) == {ONE, TWO}
    pending.saw({ONE}, 5.0)
    assert pending.ripe(5.0 + LONGEST_CHECKOUT, checkout=True) == {ONE}


def test_nothing_is_ripe_when_nothing_waits() -> None:
    pending = Pending()
    assert (bool(pending), pending.ripe(9.0)) == (False, frozenset())
