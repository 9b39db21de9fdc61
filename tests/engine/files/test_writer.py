from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, FileError
from engine.files.reader import decode, read
from engine.files.writer import encode, write
from engine.lessons import lessons
from engine.project import Project
from tests.engine.files.documents import encoded, every_kind, unit_document

PROJECT = decode(encoded(unit_document()))


def assert_same(project: Project, other: Project) -> None:
    """Both hold the same, every number to the bit."""
    for name in ("nodes", "edges", "chosen_objective"):
        assert getattr(project.network, name) == getattr(other.network, name)
    assert project.network.layout.slots == other.network.layout.slots
    assert project.parameters.vector.tobytes() == other.parameters.vector.tobytes()
    for name in ("samples", "positions", "training", "title", "notes", "lesson", "view"):
        # repr tells 0.0 from −0.0, 1 from 1.0, and the order of keys
        assert repr(getattr(project, name)) == repr(getattr(other, name))


# -- what is written ------------------------------------------------------------------------------


def test_everything_comes_back_to_the_bit() -> None:
    project = decode(encoded(every_kind()))
    assert_same(decode(encode(project)), project)


def test_any_finite_number_comes_back_to_the_bit() -> None:
    random = np.random.default_rng(1)
    bits = random.integers(0, 2**64, 30_000, dtype=np.uint64).view(np.float64)
    numbers = bits[np.isfinite(bits)][: 3 * 9_000].reshape(-1, 3)
    document = unit_document()
    document["nodes"][0]["size"] = 3
    document["edges"][0]["weight"]["value"] = [[0.0, 0.0, 0.0]]
    document["samples"] = [{"x": row.tolist(), "y": [0]} for row in numbers]
    project = decode(encoded(document)).with_parameter("w0", numbers[:1])
    again = decode(encode(project))
    assert_same(again, project)
    assert again.batch.arrays["x"].T.tobytes() == numbers.tobytes()


def test_keys_stand_in_the_order_of_the_format() -> None:
    written = json.loads(encode(decode(encoded(every_kind()))))
    assert list(written) == [
        *("format", "version", "title", "notes", "nodes", "edges"),
        *("samples", "objective", "training", "lesson", "view"),
    ]
    assert list(written["nodes"][0]) == ["id", "kind", "position", "label", "size"]
    assert list(written["nodes"][1]) == ["id", "kind", "value"]
    assert list(written["nodes"][2]) == ["id", "kind", "name", "value", "trainable"]
    assert list(written["edges"][5]) == ["from", "to", "weight"]
    assert list(written["edges"][0]) == ["from", "to", "port"]


def test_what_is_empty_is_not_written() -> None:
    written = json.loads(encode(PROJECT))
    assert not {"title", "notes", "objective", "lesson", "view"} & set(written)
    assert "label" not in written["nodes"][1]
    assert "trainable" not in written["edges"][0]["weight"]


def test_a_row_of_numbers_stands_on_one_line() -> None:
    lines = encode(decode(encoded(every_kind()))).decode().splitlines()
    assert '    "value": [[1.0, 2.0, 3.0],' in lines
    assert ' "notes": "a\\n\\t\\"b\\" \\\\ $\\\\frac{1}{2}$ [1,  2]",' in lines


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_saving_a_lesson_changes_nothing(lesson: object, tmp_path: Path) -> None:
    source: Path = lesson.path  # type: ignore[attr-defined]
    write(read(source), tmp_path / "copy.chainrule")
    assert (tmp_path / "copy.chainrule").read_bytes() == source.read_bytes()


# -- what is refused ------------------------------------------------------------------------------

UNSAVABLE = {
    '"w0" holds a number that is not finite: it cannot be saved': PROJECT.with_parameter(
        "w0", np.inf
    ),
    "samples[0].x[0]: must be a number, found null": PROJECT.with_data(0, "x", 0, np.nan),
    "nodes[0].position[0]: must be at most 1000000.0, found 1000000000.0": PROJECT.with_position(
        "x", 1e9, 0
    ),
    "title: is longer than 200 characters": replace(PROJECT, title="a" * 201),
    "notes: is longer than 20000 characters": replace(PROJECT, notes="a" * 20_001),
}


@pytest.mark.parametrize("sentence", UNSAVABLE, ids=lambda sentence: sentence[:30])
def test_a_file_that_could_not_be_read_again_is_not_written(sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "project.chainrule"
    path.write_bytes(b"old")
    with pytest.raises(EngineError) as caught:
        write(UNSAVABLE[sentence], path)
    assert str(caught.value) == sentence
    assert contents(tmp_path) == {"project.chainrule": b"old"}


# -- the file -------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["new.chainrule", "a\n\N{RIGHT-TO-LEFT OVERRIDE}gpj.json", "ü"])
def test_any_name_the_system_takes_is_written_and_read(name: str, tmp_path: Path) -> None:
    if sys.platform == "win32":
        name = name.replace("\n", " ")
    write(PROJECT, tmp_path / name)
    assert contents(tmp_path) == {name: encode(PROJECT)}
    assert_same(read(tmp_path / name), PROJECT)


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "project.chainrule"
    write(PROJECT, path)
    fresh = tmp_path / "fresh"
    fresh.touch()
    assert path.stat().st_mode == fresh.stat().st_mode  # as any new file
    path.chmod(0o640)
    kept = stat.S_IMODE(path.stat().st_mode)
    write(PROJECT.with_weight("w0", 2), path)
    assert stat.S_IMODE(path.stat().st_mode) == kept


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    folder, target, link = tmp_path / "far", tmp_path / "far" / "target", tmp_path / "link"
    folder.mkdir()
    target.write_bytes(b"old")
    link.symlink_to(target)
    write(PROJECT, link)
    assert link.is_symlink()
    assert contents(folder) == {"target": encode(PROJECT)}
    assert {path.name for path in tmp_path.iterdir()} == {"far", "link"}


def test_what_is_no_file_is_neither_read_nor_written(tmp_path: Path) -> None:
    folder, dangling, zero = tmp_path / "folder", tmp_path / "dangling", tmp_path / "zero"
    folder.mkdir()
    dangling.symlink_to(tmp_path / "nowhere")
    zero.symlink_to(os.devnull if sys.platform == "win32" else "/dev/zero")
    for path, reason in (
        (folder, "is no regular file"),
        (zero, "is no regular file"),
        (dangling, "cannot be read: No such file or directory"),
        (tmp_path / "vanished", "cannot be read: No such file or directory"),
        (tmp_path / ("a" * 300), "cannot be read: File name too long"),
        (Path("a\0b"), "cannot be read: embedded null byte"),
    ):
        with pytest.raises(FileError) as caught:
            read(path)
        assert str(caught.value) == reason
    for path in (folder, zero, tmp_path / "missing" / "file", Path("a\0b")):
        with pytest.raises(FileError):
            write(PROJECT, path)
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "dangling", "zero"}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "project.chainrule"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(FileError) as caught:
            write(PROJECT, path)
    assert str(caught.value) == f"cannot be written: {os.strerror(errno.ENOSPC)}"
    assert contents(tmp_path) == {"project.chainrule": b"old"}


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "project.chainrule"
    path.write_bytes(b"old")
    # An administrator may write anywhere, so the system's answer is set by hand.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="it is read-only"):
        write(PROJECT, path)
    assert contents(tmp_path) == {"project.chainrule": b"old"}


# Dies without a word at the given call to the system, as in a power cut.
KILLED = """
import sys
from pathlib import Path
from engine.files.reader import decode
from engine.files.writer import write
calls = 0
def watch(event, _):
    global calls
    if armed and event in ("open", "os.rename", "os.chmod", "os.remove"):
        calls += 1
        if calls == int(sys.argv[2]):
            import os
            os._exit(9)
armed = False
sys.addaudithook(watch)
project = decode(sys.stdin.buffer.read())
armed = True
write(project, Path(sys.argv[1]))
"""


def test_a_kill_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "project.chainrule"
    new = encode(PROJECT)
    found = []
    for step in range(1, 20):
        path.write_bytes(b"old")
        child = [sys.executable, "-c", KILLED, str(path), str(step)]
        status = subprocess.run(child, input=encoded(unit_document()), check=False).returncode
        found.append(path.read_bytes())
        if status == 0:
            break
    assert len(found) > 3
    assert set(found) == {b"old", new}
    assert found[-1] == new
