"""Labels: what the head of a row or column of a weight table names.

"Input Node 1", "Hidden 2 Node 1", "Layer 1, unit 2", "h1", "x₂", "verborgener Knoten 1", "Bias",
or "Node 2" and "2", which name a unit of whatever layer the other side of the table leads to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

Kind = Literal["input", "hidden", "output", "layer", "bias", "named", ""]
"""A numbered layer has no kind of its own; a named unit is in no layer; "" is relative."""

Stage = tuple[int, int]
"""Where a layer stands among the others, by kind and number."""

LONGEST: Final = 60
"""Signs of one label."""


@dataclass(frozen=True, slots=True)
class Label:
    """A unit or a bias, as `text` calls it.

    `of` is the kind of layer that a bias belongs to; `toward` is "from" or "to" where that is said.
    `stage` is the place of its layer, None where it names none.
    """

    text: str
    kind: Kind
    layer: int | None = None
    unit: int | None = None
    of: Kind = ""
    toward: str = ""
    stage: Stage | None = field(init=False, compare=False, default=None)

    def __post_init__(self) -> None:
        place = _PLACES.get(self.of if self.kind == "bias" else self.kind)
        if place is not None:
            number = self.layer if self.layer is not None else int(place == HIDDEN)
            object.__setattr__(self, "stage", (place, number))


INPUT, HIDDEN, OUTPUT = 0, 1, 2
_PLACES: Final[Mapping[Kind, int]] = {
    "input": INPUT, "hidden": HIDDEN, "layer": HIDDEN, "output": OUTPUT
}  # fmt: skip

_STEMS: Final[Mapping[str, Kind]] = {
    "input": "input",
    "eingabe": "input",
    "eingang": "input",
    "hidden": "hidden",
    "verborgen": "hidden",
    "versteckt": "hidden",
    "zwischen": "hidden",
    "output": "output",
    "ausgabe": "output",
    "ausgang": "output",
}
"""Beginnings of words, in English and German: Eingabeneuron, verborgener."""

_REST: Final = re.compile(
    r"(?:s|e|er|en|es|em)?(?:(?P<unit>node|unit|neuron|knoten|einheit)|(?P<layer>layer|schicht))?"
    r"(?:s|e|en)?"
)
_LETTERS: Final[Mapping[str, Kind]] = {
    "x": "input", "i": "input", "in": "input", "h": "hidden", "o": "output", "y": "output",
    "out": "output",
}  # fmt: skip
_SHORT: Final = {"n": "U", "u": "U", "w": "U", "l": "Y"}
_WEIGHT: Final = frozenset(("w", "weight", "gewicht"))
_BIAS: Final = frozenset(("bias", "b", "offset", "schwelle", "schwellwert"))
_TOWARD: Final = {
    **dict.fromkeys(("from", "von", "source", "quelle"), "from"),
    **dict.fromkeys(("to", "nach", "zu", "target", "ziel"), "to"),
}
_HEADS: Final = frozenset((*_TOWARD, "weight", "weights", "gewicht", "gewichte", "value", "wert"))
_PASSED: Final = frozenset(("of", "the", "der", "die", "das", "des", "st", "nd", "rd", "th", "no"))
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_MARKS: Final = re.compile(r"[*`$\\\"'“”„#]+")
_WEIGHTS: Final = re.compile(r" [-−–—] ?\d| [-−–—] .*[-−–—]")
_REMARK: Final = re.compile(r" *\([^()]*\)$")
_LITERAL: Final = re.compile(r"[+\-−–]\s*[\d.,]|\d+[.,]\d|[\d.,]+[eE][+\-]?\d|\d+\s*/\s*\d|[½⅓¼¾]")

_SHAPES: Final[Mapping[str, str]] = {
    "K": "", "KY": "", "KN": "u", "KUN": "u", "KYUN": "u", "KNUN": "lu", "KYNUN": "lu", "KYN": "l",
    "KN,N": "lu", "KYN,N": "lu", "NKY": "l", "NKYUN": "lu", "NKUN": "lu",
    "YN": "l", "YNUN": "lu", "YN,N": "lu",
    "N": "u", "UN": "u", "UNK": "u", "UNKY": "u", "UNKN": "ul", "UNKYN": "ul", "UNYN": "ul",
}  # fmt: skip
"""Orders of kind (K), layer word (Y), unit word (U), number (N); what the numbers count."""

_OF_BIAS: Final = {**_SHAPES, "": "", "U": "", "KU": "", "KYU": "", "Y": ""}


def cleaned(text: str) -> str:
    """A label without the signs of Markdown and TeX, in one line."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKC", text)).split()).strip(" :;.")


def label(text: str) -> Label | None:
    """What `text` names; None for a number, and for words too many to be a name.

    What stands in brackets behind a name is passed over: "h1 (sigmoid)".
    """
    plain = cleaned(text[: 2 * LONGEST])  # no more is needed to see that it is too long
    found = _meaning(plain)
    if found is None or found.kind == "named":
        short = _meaning(_REMARK.sub("", plain))
        if short is not None and short.kind != "named":
            return replace(short, text=plain)
    return found


def _meaning(plain: str) -> Label | None:
    if plain == "+1":
        return Label(plain, "bias")
    if not plain or len(plain) > LONGEST or "=" in plain:
        return None
    if _LITERAL.match(plain) or _WEIGHTS.search(plain):
        return None
    codes, kind, toward, of_weight = "", "", "", False
    numbers: list[int] = []
    for code, word in _codes(plain):
        toward = _TOWARD.get(word, toward)
        of_weight = of_weight or word in _WEIGHT
        kind = code[1:] or kind
        codes += code[:1].replace("T", "")
        if code == "N":
            numbers.append(int(word))
    is_bias = "B" in codes
    shape = (_OF_BIAS if is_bias else _SHAPES).get(codes.replace("B", ""))
    if shape is None:
        return Label(plain, "named", toward=toward) if "W" in codes else None
    counted = dict(zip(shape, numbers, strict=True))
    own: Kind = kind or ("layer" if "Y" in codes else "")  # type: ignore[assignment]  # codes end in kinds
    layer, unit = counted.get("l"), counted.get("u")
    if is_bias:
        return Label(plain, "bias", layer, unit, own, toward)
    if of_weight and not own:  # of a unit, w1 is the weight from the first before it
        toward = toward or "from"
    return Label(plain, own, layer, unit, "", toward)


def are_letters(texts: Iterable[str]) -> bool:
    """Whether single letters are names here: of A, B, C the second is no bias."""
    alone = [found for text in texts if len(cleaned(text)) == 1 and (found := label(text))]
    return any(found.kind == "named" for found in alone)


def directions(text: str) -> tuple[str, ...]:
    """The words for from and to in a text, in their order: of "From / To" both."""
    words = _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    return tuple(_TOWARD[word] for word in words if word in _TOWARD)


def stages_in(text: str) -> tuple[Stage, ...]:
    """The layers that a text speaks of in words: "Input → hidden layer 2" of two."""
    found: list[Label] = []
    before = ""
    for code, word in _codes(cleaned(text)):
        if code[:1] == "K" and word not in _LETTERS:
            found.append(Label(word, code[1:]))  # type: ignore[arg-type]  # as above
        elif code == "N" and before in ("K", "Y") and found and found[-1].kind == "hidden":
            found[-1] = replace(found[-1], layer=int(word))
        before = code[:1]
    return tuple(each.stage for each in found if each.stage is not None)


def is_corner(text: str) -> bool:
    """Whether a cell heads labels rather than being one: "From / To", "Layer", "Node", ""."""
    if len(text) > LONGEST:
        return False
    plain = cleaned(text)
    codes = "".join(code[:1] for code, _ in _codes(plain))
    return not codes.strip("UYT") and (bool(codes) or not any(map(str.isalnum, plain)))


def _codes(plain: str) -> Iterator[tuple[str, str]]:
    """(code, word) of each word: T says from, to or weight, "," divides two numbers.

    A kind's code goes on with its name.
    """
    end, before = 0, ""
    for found in _TOKEN.finditer(plain):
        word, between = found[0], plain[end : found.start()]
        end = found.end()
        if word.isdecimal():
            if before == "N" and between.strip():
                yield ",", ""
            before = "N"
            yield "N", word
            continue
        numbered = re.match(r"[_ ({]*\d", plain[end:]) is not None
        for code in _word_codes(word, numbered=numbered):
            before = code
            yield code, word.lower()


def _word_codes(word: str, *, numbered: bool) -> tuple[str, ...]:
    low = word.lower()
    if low in _HEADS or low in _PASSED:
        return ("T",) if low in _HEADS else ()
    if low in _BIAS and (numbered or len(word) > 1 or word == low):  # a capital alone is a name
        return ("B",)
    if numbered and low in _SHORT:
        return (_SHORT[low],)
    if low in _LETTERS and (numbered or word == low):
        return (f"K{_LETTERS[low]}",)
    for stem, kind in (("", ""), *_STEMS.items()):
        rest = _REST.fullmatch(low, len(stem)) if low.startswith(stem) else None
        if rest and (stem or rest["unit"] or rest["layer"]):
            own = ("U",) if rest["unit"] else ("Y",) if rest["layer"] else ()
            return ((f"K{kind}",) if stem else ()) + own
    return ("W",)
