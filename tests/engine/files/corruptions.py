"""The damaged project files of `tests/corpus`, made from the valid one beside them.

`derive` says how: a patch of the document, JSON text put in the place of a value, an operation on
the bytes, or something too large to be written down. Files of the system (`filesystem`) are made
by the tests.
"""

from __future__ import annotations

import copy
import gzip
import json
import random
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
VALID = (CORPUS / "sample.chainrule").read_bytes()

_PLACES: dict[str, str] = json.loads((CORPUS / "mapping.json").read_bytes())
_DOCUMENT: dict[str, Any] = json.loads(VALID)
_IDS = [node["id"] for node in _DOCUMENT["nodes"]]
_MARK = "\N{SYMBOL FOR UNIT SEPARATOR}"

Arguments = Mapping[str, Any]


def items() -> list[dict[str, Any]]:
    """Every item of the corpus, in its order."""
    found: list[dict[str, Any]] = json.loads((CORPUS / "project_corruptions.json").read_bytes())
    return found


def corrupted(item: Mapping[str, Any]) -> bytes:
    """The bytes of an item that is no file of the system."""
    derive = item["derive"]
    match derive["kind"]:
        case "patch":
            return _encoded(_patched(derive["ops"]))
        case "literal":
            return _with_text_at(derive["path"], derive["literal"].encode())
        case "bytes":
            return _BYTES[derive["op"]](derive)
        case _:
            return _GENERATED[derive["what"]](derive)


# -- the document ---------------------------------------------------------------------------------


def _encoded(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _steps(path: str) -> list[str]:
    for name, pointer in _PLACES.items():
        path = path.replace(name, pointer)
    return path.split("/")[1:]


def _parent(document: Any, path: str) -> tuple[Any, Any]:
    """The list or object that holds the place, and the index or key of the place in it."""
    *steps, last = _steps(path)
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document, int(last) if isinstance(document, list) and last != "-" else last


def _at(path: str) -> Any:
    holder, key = _parent(_DOCUMENT, path)
    return holder[key]


def _patched(operations: list[dict[str, Any]]) -> Any:
    document = copy.deepcopy(_DOCUMENT)
    for operation in operations:
        holder, key = _parent(document, operation["path"])
        if operation["op"] == "remove":
            del holder[key]
        elif key == "-":
            holder.append(_with_ids(operation["value"]))
        else:
            holder[key] = _with_ids(operation["value"])
    return document


def _with_ids(value: Any) -> Any:
    """`value` with the ids of the valid file in the place of {ID0}, {ID1} … and {EDGE0}."""
    text = json.dumps(value).replace('"{EDGE0}"', json.dumps(_at("{EDGES}/0")))
    return json.loads(re.sub(r"\{ID(\d)\}", lambda found: _IDS[int(found[1])], text))


def _with_text_at(path: str, text: bytes) -> bytes:
    patch = {"op": "add", "path": path, "value": _MARK}
    return _encoded(_patched([patch])).replace(f'"{_MARK}"'.encode(), text)


# -- operations on the bytes ----------------------------------------------------------------------


def _offset(at: int | str) -> int:
    """From the front, from the end (negative), or in percent."""
    if isinstance(at, str):
        return len(VALID) * int(at.removesuffix("%")) // 100
    return at if at >= 0 else len(VALID) + at


def _piece(given: Arguments) -> bytes:
    return bytes.fromhex(given["hex"]) if "hex" in given else str(given["text"]).encode()


def _cut_inside_character(_: Arguments) -> bytes:
    return VALID[: VALID.index("è".encode()) + 1]


def _zeros(given: Arguments) -> bytes:
    start = _offset(given["at"])
    return VALID[:start] + bytes(len(VALID) - start)


def _flipped_bit(given: Arguments) -> bytes:
    start = _offset(given["at"])
    return VALID[:start] + bytes([VALID[start] ^ 4]) + VALID[start + 1 :]


def _key_twice(given: Arguments) -> bytes:
    key = _steps(given["path"])[-1]
    twice = f'{json.dumps(_at(given["path"]))}, "{key}": {given["literal"]}'
    return _with_text_at(given["path"], twice.encode())


def _text_after(given: Arguments) -> bytes:
    path = given["path"].replace("/-1", f"/{len(_IDS) - 1}")
    return _with_text_at(path, _encoded(_at(path)) + _piece(given))


def _bare_key(given: Arguments) -> bytes:
    key = _steps(given["path"])[-1].encode()
    return VALID.replace(b'"%b"' % key, key, 1)


_BYTES: dict[str, Callable[[Arguments], bytes]] = {
    "truncate": lambda given: VALID[: _offset(given["to"])],
    "truncate_inside_multibyte": _cut_inside_character,
    "zero_from": _zeros,
    "append": lambda given: VALID + _piece(given),
    "prepend": lambda given: _piece(given) + VALID,
    "duplicate_file": lambda _: VALID + VALID,
    "flip_bit": _flipped_bit,
    "random": lambda given: random.Random(given["seed"]).randbytes(given["size"]),  # noqa: S311
    "gzip": lambda _: gzip.compress(VALID),
    "newlines": lambda given: VALID.replace(b"\n", given["to"].encode()),
    "prefix_lines": lambda given: re.sub(rb"(?m)^", _piece(given), VALID),
    "replace_all": _piece,
    "encode": lambda given: VALID.decode().encode(given["to"]),
    "insert_in_value": lambda given: _with_text_at(given["path"], b'"a%bb"' % _piece(given)),
    "text_after_value": _text_after,
    "unquote_key": _bare_key,
    "wrap": lambda given: given["before"].encode() + VALID + given["after"].encode(),
    "duplicate_key": _key_twice,
}


# -- what is too large to be written down ---------------------------------------------------------


def _added(nodes: list[Any], edges: list[Any]) -> bytes:
    document = copy.deepcopy(_DOCUMENT)
    document["nodes"] += nodes
    document["edges"] += edges
    return _encoded(document)


def _chain(given: Arguments) -> bytes:
    """Layers behind unit 1, each with a weight of its own."""
    ids = ["1", *(f"u{index}" for index in range(given["count"]))]
    nodes = [{"id": key, "kind": "layer", "size": 1, "activation": "tanh"} for key in ids[1:]]
    edges = [
        {"from": source, "to": target, "weight": {"name": f"w_{target}", "value": [[0.5]]}}
        for source, target in pairwise(ids)
    ]
    return _added(nodes, edges)


def _fan_in(given: Arguments) -> bytes:
    """A sum of many operands."""
    ids = [f"c{index}" for index in range(given["count"])]
    nodes = [{"id": key, "kind": "constant", "value": [1]} for key in ids]
    edges = [{"from": key, "to": "s", "port": port} for port, key in enumerate(ids)]
    return _added([*nodes, {"id": "s", "kind": "operation", "operation": "add"}], edges)


def _gzip_bomb(given: Arguments) -> bytes:
    member = gzip.compress(bytes(2**24))
    return member * (given["inflated"] // 2**24)


def _nest(given: Arguments) -> bytes:
    inner = b"1" if given["open"] != "[" else b""
    text = (
        given["open"].encode() * given["depth"] + inner + given["close"].encode() * given["depth"]
    )
    return _with_text_at(given["path"], text) if given["path"] else text


def _many_keys(given: Arguments) -> bytes:
    return json.dumps(
        _DOCUMENT | {"junk": dict.fromkeys(map(str, range(given["count"])), 0)}
    ).encode()


def _undo_entries(given: Arguments) -> bytes:
    entry = json.dumps({"cmd": "move", "id": "x"})
    return _with_text_at(given["path"], f"[{', '.join([entry] * given['count'])}]".encode())


_GENERATED: dict[str, Callable[[Arguments], bytes]] = {
    "literal_digits": lambda given: _with_text_at(given["path"], b"9" * given["digits"]),
    "nest": _nest,
    "chain": _chain,
    "fan_in": _fan_in,
    "pad_spaces": lambda given: b" " * given["size"] + VALID,
    "many_keys": _many_keys,
    "repeat_in_list": _undo_entries,
    "gzip_bomb": _gzip_bomb,
}
