"""Every damaged file of the corpus: loaded or refused as it says, quickly, without much memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EngineError
from engine.files.reader import decode, read
from engine.files.writer import encode
from engine.project import Project
from tests.cost import at_most
from tests.engine.files.corruptions import corrupted, items

SECONDS = 2
MEGABYTES = 200

LOADS = {"accept", "accept-as-plain-text", "repair"}  # the window repairs what is its own
REFUSED = {"refuse"}

# Where the format decides otherwise than the corpus, whose sheet knows class indices and no sums
# of 10,000 operands: both are as valid as any number and any operation.
DECIDED_BY_THE_FORMAT = {"c147": "accept", "c155": "accept"}

FILES = [item for item in items() if item["derive"]["kind"] != "filesystem"]
LARGE = [item for item in FILES if item["derive"]["kind"] == "generate"]

# Runs alone, so that the peak is that of this one file.
PEAK = """
import sys
from pathlib import Path
from engine.errors import EngineError
from engine.files.reader import read
if sys.platform == "win32":
    import tracemalloc
    tracemalloc.start()
    def peak():
        return tracemalloc.get_traced_memory()[1] / 2**20
else:
    import resource
    def peak():
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return size / (2**20 if sys.platform == "darwin" else 2**10)
before = peak()
try:
    read(Path(sys.argv[1]))
except EngineError:
    pass
print(peak() - before)
"""


def named(item: dict[str, Any]) -> str:
    return f"{item['id']} {item['description'][:40]}"


def attempt(path: Path) -> Project | EngineError:
    try:
        return read(path)
    except EngineError as error:
        return error


@pytest.mark.parametrize("item", FILES, ids=named)
def test_a_damaged_file_is_loaded_or_refused(item: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "damaged.chainrule"
    path.write_bytes(corrupted(item))
    expected = DECIDED_BY_THE_FORMAT.get(item["id"], item["expect"])
    with at_most(SECONDS):
        outcome = attempt(path)
    if isinstance(outcome, EngineError):
        assert expected not in LOADS
        assert str(outcome).isprintable()  # so it is one line
        assert len(str(outcome)) < 400
    else:
        assert expected not in REFUSED
        written = encode(outcome)
        assert encode(decode(written)) == written


@pytest.mark.parametrize("item", LARGE, ids=named)
def test_a_large_file_takes_little_memory(item: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "large.chainrule"
    path.write_bytes(corrupted(item))
    child = [sys.executable, "-c", PEAK, str(path)]
    found = subprocess.run(child, capture_output=True, text=True, check=True)
    assert float(found.stdout) < MEGABYTES
