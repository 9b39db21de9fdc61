"""Random damage to the lessons: what loads is what the file says, all else is refused politely.

20,000 mutants; the environment variable CHAINRULE_MUTANTS asks for more.
"""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest

from engine.errors import EngineError
from engine.files.reader import decode
from engine.files.writer import encode
from engine.lessons import lessons
from engine.project import Training
from tests.engine.files.documents import encoded, every_kind

MUTANTS = int(os.environ.get("CHAINRULE_MUTANTS", "20000"))
GROUPS = 20

SOURCES = [*(lesson.path.read_bytes() for lesson in lessons()), encoded(every_kind())]
VALUES = [
    *(None, True, False, 0, -1, 1, 2, 1.5, -0.0, 1e308, 2**31, 10**18, 10**400, float("inf")),
    *("", "x", "0", "L", "w0", "relu", "softmax", "add", "matmul", "layer", "target", "é", "\0"),
    *([], {}, [0], [[0]], [[1, 2], [3]], [1, 2, 3], {"x": [1]}, {"name": "w9", "value": [[1]]}),
]

Random = random.Random


# -- damage ---------------------------------------------------------------------------------------


def flip(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def overwrite(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(b'0123456789.,:[]{}"eE-+\\ntuf \n').to_bytes() + data[at + 1 :]


def cut(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 40) :]


def repeat(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    end = start + chance.randrange(1, 200)
    return data[:end] + data[start:end] + data[end:]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (list or object, index or key) of a document."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


def replaced(document: Any, chance: Random) -> None:
    holder, key = chance.choice(list(places(document)))
    holder[key] = copy.deepcopy(chance.choice(VALUES))


def swapped(document: Any, chance: Random) -> None:
    (one, key), (other, place) = (chance.choice(list(places(document))) for _ in range(2))
    one[key], other[place] = copy.deepcopy(other[place]), copy.deepcopy(one[key])


def removed(document: Any, chance: Random) -> None:
    holder, key = chance.choice(list(places(document)))
    del holder[key]


def renamed(document: Any, chance: Random) -> None:
    holder, key = chance.choice([at for at in places(document) if isinstance(at[0], dict)])
    other = chance.choice([each for holder, each in places(document) if isinstance(holder, dict)])
    holder[other] = holder.pop(key)


def doubled(document: Any, chance: Random) -> None:
    holder, at = chance.choice([at for at in places(document) if isinstance(at[0], list)])
    holder.insert(at, copy.deepcopy(holder[at]))


def changed(change: Callable[[Any, Random], None]) -> Callable[[bytes, Random], bytes]:
    """Damage to the values of a document, not to its syntax."""

    def damage(data: bytes, chance: Random) -> bytes:
        document = json.loads(data)
        for _ in range(chance.choice([1, 1, 2, 3])):
            change(document, chance)
        return encoded(document)

    return damage


DAMAGE = [
    flip,
    overwrite,
    cut,
    repeat,
    *map(changed, [replaced, swapped, removed, renamed, doubled]),
]


# -- what a file says -----------------------------------------------------------------------------


def meaning(data: bytes) -> dict[str, Any]:
    """What a valid file says, however it says it: defaults filled in, ports numbered."""
    said: dict[str, Any] = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    operations = {node["id"] for node in said["nodes"] if node["kind"] == "operation"}
    seen: dict[str, int] = {}
    for node in said["nodes"]:
        node.setdefault("label", "")
        if node["kind"] == "parameter":
            node.setdefault("trainable", True)
        if "bias" in node:
            node["bias"].setdefault("trainable", True)
    for edge in said["edges"]:
        if "weight" in edge:
            edge["weight"].setdefault("trainable", True)
        if edge["to"] in operations:
            seen[edge["to"]] = seen.get(edge["to"], -1) + 1
            edge.setdefault("port", seen[edge["to"]])
    said["training"] = asdict(Training()) | said.get("training", {})
    said["samples"] = said.get("samples") or [{}]
    return {"title": "", "notes": "", **said}


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_mutant_is_what_it_says_or_refused(group: int) -> None:
    chance = random.Random(group)  # noqa: S311
    loaded = 0
    for _ in range(MUTANTS // GROUPS):
        data = chance.choice(DAMAGE)(chance.choice(SOURCES), chance)
        try:
            project = decode(data)
        except EngineError as error:
            sentence = str(error)
            assert sentence.isprintable(), data
            assert len(sentence) < 400, data
            continue
        loaded += 1
        assert meaning(encode(project)) == meaning(data), data
        assert project.batch.count == len(project.samples)
    assert loaded  # not everything is refused
