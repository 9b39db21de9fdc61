"""Files of many megabytes that are no mistake but a trap: each costs little, whatever it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import FileError, NetworkError
from engine.files.reader import decode, read
from tests.cost import at_most
from tests.engine.files.documents import encoded
from tests.engine.files.test_corruptions import MEGABYTES, PEAK, SECONDS

START = b'{"format": "chainrule", "version": 1, '
EMPTY = START + b'"nodes": [], "edges": []'
LIMIT = 32 * 2**20


def filled(before: bytes, piece: bytes, after: bytes, size: int = LIMIT) -> bytes:
    """`before` and `after` with as many pieces between them as `size` bytes hold."""
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def keys(count: int, value: bytes) -> bytes:
    return b"{" + b",".join(b'"k%d":%b' % (index, value) for index in range(count)) + b"}"


TRAPS = {
    "numbers": lambda: filled(START + b'"nodes": [', b"1,", b"1]}"),
    "texts": lambda: filled(START + b'"nodes": [', b'"a",', b"1]}"),
    "objects": lambda: filled(START + b'"samples": [', b"{},", b"{}]}"),
    "objects within the limit": lambda: filled(
        EMPTY + b', "samples": [', b"{},", b"{}]}", 1_400_000
    ),
    "opening brackets": lambda: filled(b"", b"[", b""),
    "quotes": lambda: filled(START, b'"', b""),
    "backslashes": lambda: filled(START + b'"title": "', b"\\", b'"}'),
    "escapes": lambda: filled(START + b'"title": "', b'\\"', b'"}'),
    "one number": lambda: filled(EMPTY + b', "view": {"a": ', b"9", b"}}"),
    "keys": lambda: EMPTY + b', "lesson": ' + keys(1_100_000, b"0") + b"}",
    "keys of a sample": lambda: EMPTY + b', "samples": [' + keys(490_000, b"[]") + b"]}",
    "row of a sample": lambda: filled(
        EMPTY + b', "samples": [{"x": [', b"1.5,", b"1]}]}", 12_000_000
    ),
}
LOADS = {
    "blanks": lambda: filled(START, b" ", b'"nodes": [], "edges": []}'),
    "blanks before a comma": lambda: filled(
        EMPTY + b', "view": {"a": 1', b" ", b', "b": [1, {}]}}'
    ),
    "lines at the end": lambda: filled(EMPTY + b"}", b"\n", b""),
    "emoji": lambda: filled(EMPTY + b', "view": {"a": "', "👩".encode(), b'"}}'),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_refused(name: str) -> None:
    data = TRAPS[name]()
    with at_most(SECONDS), pytest.raises(FileError):
        decode(data)


@pytest.mark.parametrize("name", LOADS)
def test_size_alone_is_no_reason_to_refuse(name: str) -> None:
    data = LOADS[name]()
    with at_most(SECONDS):
        assert decode(data).network.nodes == ()


@pytest.mark.parametrize("name", [*TRAPS, *LOADS])
def test_a_trap_takes_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "trap.chainrule"
    path.write_bytes((TRAPS | LOADS)[name]())
    child = [sys.executable, "-c", PEAK, str(path)]
    found = subprocess.run(child, capture_output=True, text=True, check=True)
    assert float(found.stdout) < MEGABYTES


def network_file(nodes: list[object], edges: list[object]) -> bytes:
    return encoded({"format": "chainrule", "version": 1, "nodes": nodes, "edges": edges})


def test_the_largest_sum_is_checked_quickly() -> None:
    nodes = [{"id": f"c{index}", "kind": "constant", "value": [1]} for index in range(19_999)]
    edges = [{"from": f"c{index % 19_999}", "to": "s"} for index in range(100_000)]
    data = network_file([*nodes, {"id": "s", "kind": "operation", "operation": "add"}], edges)
    with at_most(SECONDS):
        assert len(decode(data).network.incoming["s"]) == 100_000


def test_the_longest_cycle_is_found_quickly() -> None:
    ids = [str(index) for index in range(20_000)]
    nodes = [{"id": key, "kind": "operation", "operation": "square"} for key in ids]
    edges = [{"from": ids[index], "to": ids[index - 1]} for index in range(20_000)]
    data = network_file(nodes, edges)
    with at_most(SECONDS), pytest.raises(NetworkError, match="is a cycle"):
        decode(data)


def test_a_file_is_never_read_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "sparse.chainrule"
    with path.open("wb") as file:
        file.truncate(10**10)
    with pytest.raises(FileError, match=r"^is larger than 32 MB$"):
        read(path)
