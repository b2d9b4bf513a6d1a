"""Tables in parts: what is read is what was written, and what did not change is not written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.build.parts import EACH, Index, Table, TornError, opened, whole, write_all, write_changed

MANY = {f"page {number}": (number, "text") for number in range(EACH * 8)}
TABLES = {"pages": MANY, "few": {"one": 1}, "none": {}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "build.parts"


def test_tables_come_back_whole_and_entry_by_entry(file: Path) -> None:
    index = write_all(file, TABLES)
    assert whole(file, index) == TABLES
    assert {name: dict(table) for name, table in opened(file, index).items()} == TABLES
    pages = opened(file, index)["pages"]
    assert pages["page 7"] == (7, "text")
    assert "page x" not in pages


def reads(file: Path, index: Index, name: str) -> tuple[Table, list[int]]:
    """A table that notes where it reads."""
    places: list[int] = []
    raw = file.read_bytes()

    def read(start: int, length: int) -> bytes:
        places.append(start)
        return raw[start : start + length]

    return Table(index[name], read), places


def test_one_entry_costs_one_part(file: Path) -> None:
    pages, places = reads(file, write_all(file, TABLES), "pages")
    assert pages["page 7"] == pages["page 7"]
    assert len(places) == 1


def test_what_did_not_change_is_not_written(file: Path) -> None:
    index = write_all(file, TABLES)
    before = file.read_bytes()
    tables = opened(file, index)
    tables["pages"]["page 7"] = (7, "new")
    del tables["few"]["one"]
    renewed = write_changed(file, tables)
    assert file.read_bytes().startswith(before)
    assert file.stat().st_size < 1.5 * len(before)
    assert sum(old != new for old, new in zip(index["pages"], renewed["pages"], strict=True)) == 1
    assert whole(file, renewed) == {**TABLES, "pages": {**MANY, "page 7": (7, "new")}, "few": {}}
    assert whole(file, index) == TABLES  # a build that was killed before the index was written


def test_what_is_named_no_longer_goes_before_it_is_more_than_the_rest(file: Path) -> None:
    index = write_all(file, TABLES)
    size = file.stat().st_size
    for number in range(100):
        tables = opened(file, index)
        tables["pages"]["page 7"] = (number, "new")
        index = write_changed(file, tables)
        assert file.stat().st_size < 2.5 * size
    assert whole(file, index)["pages"]["page 7"] == (99, "new")


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_torn_part_is_as_good_as_none(tmp_path_factory: pytest.TempPathFactory, at: int, bit: int) -> None:
    file = tmp_path_factory.mktemp("torn") / "build.parts"
    index = write_all(file, TABLES)
    raw = bytearray(file.read_bytes())
    raw[at % len(raw)] ^= 1 << bit
    file.write_bytes(raw)
    with pytest.raises(TornError):
        whole(file, index)
    with pytest.raises(TornError):
        [dict(table) for table in opened(file, index).values()]


def test_a_missing_file_is_as_good_as_none(file: Path) -> None:
    tables = opened(file, write_all(file, TABLES))
    file.unlink()
    with pytest.raises(TornError):
        tables["few"]["one"]
