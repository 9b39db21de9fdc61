"""Notes: text with $…$ formulas, set in the mathematics face."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gui.fonts import italic

SIGNS = {
    "partial": "∂", "sum": "∑", "prod": "∏", "nabla": "∇", "infty": "∞",
    "cdot": "·", "times": "×", "pm": "±", "odot": "⊙", "to": "→", "mapsto": "↦",
    "le": "≤", "ge": "≥", "ne": "≠", "approx": "≈", "in": "∈", "ldots": "…", "dots": "…",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ",
    "left": "", "right": "", "quad": "  ", "|": "‖", "{": "{", "}": "}", ",": " ", ";": " ",
}  # fmt: skip
"""Commands that stand for a sign."""

WORDS = frozenset({"log", "ln", "exp", "max", "min", "tanh", "sin", "cos", "softmax"})
"""Commands that stand for their own name, upright."""

_TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+|.)|(?P<mark>[_^{}])|(?P<plain>[^\\_^{}])", re.DOTALL)
_PRINTED = str.maketrans("-'*", "−′·")
_SMALL = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face; `level` is −1 for an index, 1 for an exponent."""

    text: str
    formula: bool = False
    level: int = 0


def runs(notes: str) -> list[Run]:
    """The runs of a text; a formula that is not understood stands as it was written."""
    found: list[Run] = []
    parts = notes.split("$")
    for number, part in enumerate(parts):
        if number % 2 == 0:
            found.append(Run(part))
        elif number < len(parts) - 1:
            found += _formula(part)
        else:
            found.append(Run(f"${part}"))  # a dollar without a partner
    return [run for run in found if run.text]


def _formula(tex: str) -> list[Run]:
    try:
        return _Reader(tex).group(0)
    except (KeyError, IndexError):
        return [Run(tex, formula=True)]


class _Reader:
    """Reads the little TeX that notes need; raises KeyError or IndexError beyond that."""

    def __init__(self, tex: str) -> None:
        self._tokens = list(_TOKEN.finditer(tex))
        self._at = 0

    def group(self, level: int, *, upright: bool = False) -> list[Run]:
        """All items up to the closing brace or the end."""
        found: list[Run] = []
        while self._at < len(self._tokens) and self._tokens[self._at]["mark"] != "}":
            found += self._item(level, upright=upright)
        self._at += 1
        return found

    def _item(self, level: int, *, upright: bool = False) -> list[Run]:
        token = self._tokens[self._at]
        self._at += 1
        if token["command"]:
            return self._command(token["command"], level)
        match token["mark"]:
            case "{":
                return self.group(level, upright=upright)
            case "_" if level:  # an index of an index
                return [Run(run.text.translate(_SMALL), True, level) for run in self._item(level)]
            case "_":
                return self._item(-1)
            case "^":
                return self._item(1)
        plain = token["plain"].translate(_PRINTED)
        return [Run(plain if upright else italic(plain), formula=True, level=level)]

    def _command(self, name: str, level: int) -> list[Run]:
        match name:
            case "mathrm" | "text" | "operatorname":
                return self._item(level, upright=True)
            case "hat":
                return [*self._item(level), Run("\u0302", True, level)]
            case "sqrt":
                return [Run("√(", True, level), *self._item(level), Run(")", True, level)]
            case "frac":
                upper, lower = self._item(level), self._item(level)
                return [*upper, Run("/", True, level), *lower]
        self._skip_blank(name)
        return [Run(name if name in WORDS else SIGNS[name], True, level)]

    def _skip_blank(self, name: str) -> None:
        """TeX drops the blank behind ∂; behind a word or a sign of relation one reads better."""
        blank = self._at < len(self._tokens) and self._tokens[self._at]["plain"] == " "
        if name == "partial" and blank:
            self._at += 1
