"""What to tell someone who wrote a name that is not known."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from engine.errors import FormulaError
from engine.formula.functions import FUNCTIONS, OTHER_NAMES
from engine.formula.vocabulary import Vocabulary

LISTED: Final = 12
"""How many known names a sentence lists."""

_COMPARED: Final = 300  # a comparison takes 10 µs
_LOOKALIKES: Final = str.maketrans("lIOoΟοχΧνωρυακτι", "110000xXvwpyakti")


def unknown_name(name: str, vocabulary: Vocabulary, position: int) -> FormulaError:
    """Why `name` is nothing here: an index out of range, a slip of the pen, or not known."""
    vector = vocabulary.vector(name)
    if vector is not None:
        shape = vector.shape or ()
        last = f"{vector.word}_{{{','.join(map(str, shape))}}}"
        return FormulaError("index_range", name=name, last=last, position=position)
    alike = sorted(vocabulary.words, key=lambda word: word[0] != name[0])
    known = ", ".join(alike[:LISTED])
    if len(alike) > LISTED:
        known += ", …"
    near = _nearest(name, vocabulary)
    code = "name_similar" if near else "name_unknown"
    return FormulaError(code, name=name, near=near, known=known, position=position)


def unknown_function(name: str, position: int) -> FormulaError:
    """What `name(…)` could have meant."""
    known = [*FUNCTIONS, *OTHER_NAMES]
    near = ["sum"] if name == "Σ" else get_close_matches(name[:LISTED].lower(), known, n=1)
    code = "function_similar" if near else "function_unknown"
    return FormulaError(
        code, name=name, near="".join(near), known=", ".join(known[:LISTED]), position=position
    )


def _nearest(name: str, vocabulary: Vocabulary) -> str:
    """The known name that looks, or is spelled, most like `name`; "" if none does."""
    for twin in (name.translate(_LOOKALIKES), name.lower(), name.upper()):
        if twin != name and len(vocabulary.read(twin)) == 1:
            return twin
    candidates = [word for word in vocabulary.words if word[0] == name[0]][:_COMPARED]
    return "".join(get_close_matches(name[:64], candidates, n=1))
