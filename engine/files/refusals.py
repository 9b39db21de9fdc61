"""msgspec's complaints turned into ours: the place as people write it, and one plain sentence."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Raw

from engine.errors import FileError
from engine.files import schema
from engine.wording import one_line

_T = TypeVar("_T")

_COMPLAINT: Final = re.compile(r"(?s)(.*?)(?: - at `\$([\w.\[\]]*)`)?")
_ANY_KEY: Final = "[...]"
_STEP: Final = re.compile(r"\[\.\.\.\]|\w+")

_SENTENCES: Final = {
    re.compile(f"(?s){pattern}"): code
    for pattern, code in {
        r"Object contains unknown field `(?P<name>.*)`": "unknown",
        r"Object missing required field `(?P<name>.*)`": "key_missing",
        r"Invalid value '(?P<name>.*)'": "unknown",
        r"Expected `str` of length <= (?P<bound>\d+)": "text_long",
        r"Expected `array` of length >= (?P<bound>\d+)": "list_short",
        r"Expected `array` of length <= (?P<bound>\d+)": "list_long",
        r"Expected `array` of length (?P<bound>\d+)": "list_length",
        r"Expected `(?:int|float)` >= (?P<bound>.+)": "at_least",
        r"Expected `(?:int|float)` <= (?P<bound>.+)": "at_most",
        r"Expected `int \| str`.*": "not_port",
        r"Expected `float \| array`.*": "not_number_or_list",
        r"Expected `int`.*": "not_integer",
        r"Expected `float`.*": "not_number",
        r"Expected `str`.*": "not_text",
        r"Expected `bool`.*": "not_boolean",
        r"Expected `array`.*": "not_list",
        r"Expected `object`.*": "not_object",
        r"(?:Number|Integer value) out of range": "number_range",
        r"(?P<detail>.*)": "misfit",
    }.items()
}
"""Complaint of msgspec → sentence of ours; the first that matches counts."""

_RECORDS: Final[dict[str, type[msgspec.Struct]]] = {
    "": schema.Document,
    "nodes[].bias": schema.Bias,
    "edges[]": schema.Edge,
    "edges[].weight": schema.Weight,
    "training": schema.TRAINING,
}
"""What stands where, by the place without its indices; a node's record hangs on its kind."""


def decoded(data: bytes | Raw, type: type[_T], place: str = "") -> _T:  # noqa: A002
    """`data`, the part of a file at `place`, as a `type`; raises `FileError` with the place.

    Its syntax must have been checked, and that no key stands twice.
    """
    try:
        return msgspec.json.decode(data, type=type)
    except msgspec.ValidationError as error:
        raise _refusal(str(error), data, place) from None


def _refusal(complaint: str, data: bytes | Raw, prefix: str) -> FileError:
    split = _COMPLAINT.fullmatch(complaint)
    assert split is not None  # the pattern takes any text
    place, part = _follow(data, split[2] or "", prefix)
    code, arguments = _understood(split[1])
    if code == "unknown" and place.endswith(".kind"):
        arguments |= {"what": "kind", "known": tuple(schema.KINDS)}
    elif code == "unknown":
        arguments |= {"what": "key", "known": _keys(place, part)}
        place = f"{place}.{arguments['name']}".lstrip(".")
    return FileError(code, place, found=_shown(part), **arguments)


def _understood(complaint: str) -> tuple[str, dict[str, Any]]:
    """Code and arguments of our sentence for msgspec's."""
    matches = ((code, pattern.fullmatch(complaint)) for pattern, code in _SENTENCES.items())
    return next((code, match.groupdict()) for code, match in matches if match)


def _follow(data: bytes | Raw, path: str, place: str) -> tuple[str, bytes | Raw]:
    """The place that msgspec's `path` means, and what stands there."""
    entry: type = list[float] if path.startswith(".samples") else object
    for step in _STEP.findall(path):
        if step.isdigit():
            data = msgspec.json.decode(data, type=list[Raw])[int(step)]
            place += f"[{step}]"
            continue
        members = msgspec.json.decode(data, type=dict[str, Raw])
        key = step
        if step == _ANY_KEY:  # msgspec does not say which: the first whose value is refused
            key = next(key for key, part in members.items() if not _fits(part, entry))
        data = members[key]
        place = f"{place}.{key}".lstrip(".")
    return place, data


def _fits(part: Raw, type: type) -> bool:  # noqa: A002
    try:
        msgspec.json.decode(part, type=type)
    except msgspec.DecodeError:
        return False
    return True


def _keys(place: str, part: bytes | Raw) -> tuple[str, ...]:
    """The keys that the record at `place` may have."""
    general = re.sub(r"\d+", "", place)
    if general == "nodes[]":
        kind = msgspec.json.decode(msgspec.json.decode(part, type=dict[str, Raw])["kind"])
        return ("kind", *_fields(schema.KINDS[kind]))
    return _fields(_RECORDS[general])


def _fields(record: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field.encode_name for field in msgspec.structs.fields(record))


def _shown(part: bytes | Raw) -> str:
    """The text of a value as far as it fits into a sentence."""
    text = bytes(memoryview(part)[:200]).decode(errors="replace")
    return one_line(" ".join(text.split()), 40)
