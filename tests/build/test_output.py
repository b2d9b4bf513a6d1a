"""Writing a site: whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.build import output
from digest.build.output import MANIFEST, only_build, replace_page, write_site
from digest.diagnostics import DigestError

REPO = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    return found


def times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_a_second_build_writes_nothing_and_leaves_every_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site, {"index.html": b"1", "a/b.html": b"2"})
    before = times(site)
    done = write_site(site, {"index.html": b"1", "a/b.html": b"2"})
    assert (done.written, done.unchanged, done.removed, done.changed) == ((), 2, (), False)
    assert times(site) == before


def test_a_change_writes_one_file_and_keeps_the_times_of_the_others(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site, {"index.html": b"1", "a/b.html": b"2", "c.html": b"3"})
    before = (site / "index.html").stat().st_mtime_ns
    done = write_site(site, {"index.html": b"1", "a/b.html": b"new"})
    assert (done.written, done.unchanged, done.removed) == (("a/b.html",), 1, ("c.html",))
    assert contents(site) == {"index.html": b"1", "a/b.html": b"new"}
    assert (site / "index.html").stat().st_mtime_ns == before


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*")
    write_site(site, {"a.html": b"1"})
    (site / "CNAME").write_text("news.example.org")
    (site / "own").mkdir()
    (site / "own/link").symlink_to("/nowhere")
    write_site(site, {"b.html": b"2"})
    assert set(contents(site)) == {".gitignore", "CNAME", "b.html"}
    assert (site / "own/link").readlink() == Path("/nowhere")


@pytest.mark.parametrize("way", ["file", "folder", "parent", "case"])
def test_a_foreign_file_in_the_way_is_refused_and_kept(tmp_path: Path, way: str) -> None:
    site = tmp_path / "site"
    write_site(site, {"a.html": b"1"})
    name = {"file": "b.html", "folder": "b.html/x", "parent": "p", "case": "B.html"}[way]
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("mine")
    with pytest.raises(DigestError, match="not ours"):
        write_site(site, {"a.html": b"2", "b.html": b"3", "p/q.html": b"4"})
    assert contents(site) == {"a.html": b"1", name: b"mine"}


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.doc").write_text("mine")
    with pytest.raises(DigestError, match=r"did not write: thesis\.doc"):
        write_site(site, {"a.html": b"1"})
    assert contents(site) == {"thesis.doc": b"mine"}


def test_a_link_in_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError, match="not a folder of its own"):
        write_site(tmp_path / "site", {"a.html": b"1"})
    assert contents(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//b", "a\\b", "", "a\0b"])
def test_no_path_leads_out_of_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path inside"):
        write_site(tmp_path / "site", {path: b"1"})


def test_a_disk_error_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    write_site(site, {"a.html": b"1"})

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output, "write_new", full)
    with pytest.raises(OSError, match="No space"):
        write_site(site, {"a.html": b"2", "b.html": b"3"})
    assert contents(site) == {"a.html": b"1"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize("exchange", [True, False])
def test_the_swap_works_with_and_without_the_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(output, "exchange", lambda *_: False)
    site = tmp_path / "site"
    write_site(site, {"a.html": b"1"})
    write_site(site, {"a.html": b"2"})
    assert contents(site) == {"a.html": b"2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_site_that_died_between_two_renames_is_put_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(site, {"a.html": b"1", "b.html": b"2"})
    site.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.new/half").write_text("x")
    done = write_site(site, {"a.html": b"1", "b.html": b"2"})
    assert not done.changed
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=st.lists(st.dictionaries(st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h"]), st.binary(max_size=2))))
def test_after_any_builds_the_folder_holds_exactly_the_last_site(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]
) -> None:
    site = tmp_path_factory.mktemp("any") / "site"
    for files in sites:
        write_site(site, files)
        assert contents(site) == files


KILLED = """
    import os, sys
    from pathlib import Path
    from digest.build import folders, output

    OLDER = {"a.html": b"older", "b.html": b"same", "e/f.html": b"gone"}
    OLD = {"a.html": b"old", "b.html": b"same"}
    NEW = {"a.html": b"new", "b.html": b"same", "c/d.html": b"new"}
    calls = 0

    def dying(plain, step):
        def call(*args, **named):
            global calls
            calls += 1
            if calls == step:
                os._exit(9)
            return plain(*args, **named)
        return call

    def die_at(step):
        for name in ("write_new", "flush_folder", "flush_file", "exchange", "mirror", "make_folder"):
            setattr(output, name, dying(getattr(output, name), step))
        folders.link = dying(folders.link, step)
        folders.make_folder = dying(folders.make_folder, step)
        folders.shutil.rmtree = dying(folders.shutil.rmtree, step)
        Path.unlink = dying(Path.unlink, step)
        if sys.argv[2] == "renames":
            output.exchange = lambda *_: False
            Path.rename = dying(Path.rename, step)

    def build(site, files):
        stage = output.Stage(site, site.with_name(".next"), files)
        stage.finish({path for path, data in files.items() if stage.put(path, data)})

    for step in range(1, 60):
        site = Path(sys.argv[1]) / str(step) / "site"
        site.parent.mkdir()
        build(site, OLDER)
        build(site, OLD)
        child = os.fork()
        if not child:
            die_at(step)
            build(site, NEW)
            os._exit(0)
        if not os.waitpid(child, 0)[1]:
            break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_killed_at_any_step_a_build_leaves_the_old_site_or_the_new_one(tmp_path: Path, way: str) -> None:
    old = {"a.html": b"old", "b.html": b"same"}
    new = {"a.html": b"new", "b.html": b"same", "c/d.html": b"new"}
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), way]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(REPO)}, check=True)
    left = [folder / "site" for folder in tmp_path.iterdir()]
    assert 10 < len(left) < 59
    # between two renames the site is under its other name, whole
    assert {contents(site) == new for site in left if site.exists()} == {True, False}
    assert all(contents(site) in (old, new) for site in left if site.exists())
    for site in left:
        stage = output.Stage(site, site.with_name(".next"), new)
        stage.finish({path for path, data in new.items() if stage.put(path, data)})
        assert contents(site) == new
        assert {path.name for path in site.parent.iterdir()} <= {"site", ".next"}


def test_the_tree_of_the_build_before_is_used_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(4):
        files = {"a.html": b"%d" % number, "b/c.html": b"same", f"d/{number}.html": b""}
        stage = output.Stage(site, tmp_path / "beside", files)
        stage.finish({path for path, data in files.items() if stage.put(path, data)})
        assert contents(site) == files | ({"CNAME": b"news.example.org"} if number == 2 else {})
        if number == 1:
            (tmp_path / "beside/a.html").write_bytes(b"spoilt")
            (tmp_path / "beside/own").mkdir()
            (site / "CNAME").write_text("news.example.org")
        if number == 2:
            (site / "CNAME").unlink()
    assert (site / "b/c.html").stat().st_ino == (tmp_path / "beside/b/c.html").stat().st_ino


def test_one_page_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    write_site(site, {"a/one.html": b"one", "two.html": b"two"})
    others = {path: path.stat() for path in site.rglob("*") if path.name != "one.html" and path.is_file()}
    spare.write_bytes(b"left by a build that was killed")
    assert replace_page(site, spare, "a/one.html", b"new")
    assert not replace_page(site, spare, "a/one.html", b"new")
    assert contents(site) == {"a/one.html": b"new", "two.html": b"two"}
    assert (site / "a/one.html").stat().st_mode & 0o777 == 0o644
    monkeypatch.setattr(output, "write_new", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        replace_page(site, spare, "a/one.html", b"newer")
    assert contents(site)["a/one.html"] == b"new"
    assert not spare.exists()
    assert {path: path.stat() for path in others} == others


def test_a_file_that_stands_nowhere_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="never put: a"):
        output.Stage(tmp_path / "site", tmp_path / "beside", {"a"}).finish(set())


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with only_build(tmp_path), pytest.raises(DigestError, match="another build"), only_build(tmp_path):
        pass
    with only_build(tmp_path):
        pass
