"""What is checked on the bytes of a project file before anything is made of them.

However hostile they are: nothing here needs more memory than a few copies of the text, and every
step is linear in its length.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from msgspec import Raw

from engine.errors import FileError
from engine.files import schema
from engine.files.refusals import decoded

_CHUNK: Final = 2**18
"""Bytes that are looked at together."""

_STEP: Final = np.zeros(256, dtype=np.int8)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1

# For a text without escapes, so that no group is repeated: a repetition of groups costs memory at
# every step, and a possessive one is wrong on Python 3.11.2.
_TEXT: Final = rb'"[^"]*+"'
_ROW: Final = rb'\[[^\[\]{}"]*+\]'  # a list of numbers
_TOKEN: Final = re.compile(
    rb'[^"\[\]{},]*+(?:(,)?\s*+(?:(?P<key>%b)\s*+:\s*+(?:%b|%b)?' % (_TEXT, _TEXT, _ROW)
    + rb"|(?P<plain>%b|%b)|(?P<object>\{)|(?P<list>\[)|(?P<end>[\]}]))" % (_TEXT, _ROW)
    + rb"|(?P<comma>,)|\Z)"
)
"""What tells keys and indices, in few steps; never tried twice at one place, so it is linear."""

_OFFSET: Final = re.compile(r"\(byte (\d+)\)")


class Header(msgspec.Struct):
    """What says whether the rest is for us; anything else may stand beside it."""

    format: Raw = Raw(b"null")
    version: Raw = Raw(b"null")


class Outline(Header, forbid_unknown_fields=True):
    """All keys of a file, their values unread."""

    title: Raw = Raw(b"null")
    notes: Raw = Raw(b"null")
    nodes: Raw = Raw(b"null")
    edges: Raw = Raw(b"null")
    samples: Raw = Raw(b"null")
    objective: Raw = Raw(b"null")
    training: Raw = Raw(b"null")
    lesson: Raw = Raw(b"null")
    view: Raw = Raw(b"null")


@dataclass(frozen=True, slots=True)
class Census:
    """How much a text holds, texts in quotes apart."""

    depth: int = 0
    commas: int = 0
    containers: int = 0  # lists and objects
    texts: int = 0


def checked(data: bytes) -> bytes:
    """`data` without its byte order mark: well-formed JSON of a version and an extent we take.

    Raises `FileError` with line and column, or with the place of a key that stands twice.
    """
    if len(data) > schema.LARGEST_FILE:
        raise FileError("file_large", most=schema.LARGEST_FILE // 2**20)
    data = data.removeprefix(BOM_UTF8)
    if not data.strip():
        raise FileError("file_empty")
    _check_characters(data)
    _check_header(data)
    _check_extent(data)
    _check_keys(data)
    return data


def census(data: bytes) -> Census:
    """Count what well-formed JSON holds without decoding it."""
    plain = without_escapes(data)
    found = Census()
    depth = quotes = 0
    for start in range(0, len(plain), _CHUNK):
        chunk = np.frombuffer(plain, np.uint8, min(_CHUNK, len(plain) - start), start)
        opened = np.cumsum(chunk == ord('"')) + quotes
        outside = (opened & 1) == 0
        steps = _STEP[chunk] * outside
        levels = np.cumsum(steps) + depth
        depth, quotes = int(levels[-1]), int(opened[-1])
        found = Census(
            max(found.depth, int(levels.max())),
            found.commas + int(np.count_nonzero((chunk == ord(",")) & outside)),
            found.containers + int(np.count_nonzero(steps == 1)),
            quotes // 2,
        )
    return found


def without_escapes(data: bytes) -> bytes:
    """The same length, but every quote that is left begins or ends a text."""
    if b"\\" not in data:
        return data
    return data.replace(b"\\\\", b"__").replace(b'\\"', b"__")


def _check_characters(data: bytes) -> None:
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        pending = len(decoder.getstate()[0])
        chunk = data[start : start + _CHUNK]
        try:
            decoder.decode(chunk, final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            raise FileError("not_utf8", _line(data, start - pending + error.start)) from None
    plain = without_escapes(data)
    for nul in (b"\0", b"\\u0000"):
        if nul in plain:
            raise FileError("nul", _line(data, plain.index(nul)))


def _check_header(data: bytes) -> None:
    """Well-formed, an object, and one of ours."""
    try:
        msgspec.json.decode(data, type=Raw)
    except RecursionError:
        raise FileError("nesting", most=schema.DEEPEST_NESTING) from None
    except msgspec.DecodeError as error:
        raise _syntax_error(str(error), data) from None
    header = decoded(data, Header)
    if bytes(header.format) != b'"%s"' % schema.FORMAT.encode():
        raise FileError("not_chainrule", "format")
    version = bytes(header.version)[:20].decode(errors="replace")
    if version.isdecimal() and int(version) > schema.VERSION:
        raise FileError("newer", "version", found=version, own=schema.VERSION)
    if version != str(schema.VERSION):
        raise FileError("bad_version", "version", found=version, own=schema.VERSION)


def _syntax_error(complaint: str, data: bytes) -> FileError:
    found = _OFFSET.search(complaint)
    if found is None:
        return FileError("truncated", _line(data, len(data)))
    offset = int(found[1]) - ("trailing characters" in complaint)  # said one too late
    if "surrogate" in complaint or "hex escape" in complaint:
        return FileError("half_character", _line(data, offset))
    rest = data[offset : offset + 40].decode(errors="ignore")
    if not rest.strip() or rest[0].isspace():
        return FileError("syntax_gap", _line(data, offset))
    return FileError("syntax", _line(data, offset), found=rest.split()[0][:12])


def _line(data: bytes, offset: int) -> str:
    """Where a byte stands, as an editor counts."""
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="ignore")) + 1
    return f"line {before.count(10) + 1}, column {column}"


def _check_extent(data: bytes) -> None:
    found = census(data)
    if found.depth > schema.DEEPEST_NESTING:
        raise FileError("nesting", most=schema.DEEPEST_NESTING)
    _check_most(found, schema.MOST, "")
    outline = decoded(data, Outline)
    _check_most(census(bytes(outline.lesson)), schema.MOST_IN_OPEN_OBJECT, "lesson")
    _check_most(census(bytes(outline.view)), schema.MOST_IN_OPEN_OBJECT, "view")


def _check_most(found: Census, limits: Mapping[str, int], place: str) -> None:
    for what, most in limits.items():
        if getattr(found, what) > most:
            raise FileError("file_full", place, most=most, what=what)


def _check_keys(data: bytes) -> None:
    """No object has a key twice: a decoder would silently keep the last."""
    path: list[bytes | int] = []  # of every open object the last key, of every open list the index
    keys: list[set[bytes]] = []
    for token in _TOKEN.finditer(without_escapes(data)):
        what = token.lastgroup
        if what == "key":
            key = data[slice(*token.span("key"))]
            path[-1] = name = key if b"\\" not in key else _unescaped(key)
            if name in keys[-1]:
                raise FileError("key_twice", _place(path))
            keys[-1].add(name)
            continue
        if (token[1] or what == "comma") and isinstance(path[-1], int):
            path[-1] += 1
        if what in ("object", "list"):
            path.append(b"" if what == "object" else 0)
            keys.append(set())
        elif what == "end":
            path.pop()
            keys.pop()


def _unescaped(key: bytes) -> bytes:
    """A key in quotes as it is written without escapes."""
    return b'"%b"' % str(json.loads(key)).encode("utf-8", "surrogatepass")


def _place(path: list[bytes | int]) -> str:
    steps = (
        f"[{step}]" if isinstance(step, int) else f".{step[1:-1].decode(errors='replace')}"
        for step in path
    )
    return "".join(steps).lstrip(".")
