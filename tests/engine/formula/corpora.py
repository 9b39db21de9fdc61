"""The corpora of formulas, with the names and values they use."""

import json
import re
from pathlib import Path
from typing import Any

from engine.formula.expression import EULER, PI, Leaf, Ref
from engine.formula.vocabulary import Vocabulary
from engine.quantity import Quantity, value

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def corpus(name: str) -> Any:
    return json.loads((CORPUS / name).read_text(encoding="utf-8"))


def quantity(name: str) -> Quantity:
    """`dL_dz2` of the table is a derivative, `Lprime` the one by the prediction."""
    if name == "Lprime":
        return value("L").derivative(value("prediction"))
    derivative = re.fullmatch(r"d(\w+)_d(\w+)", name)
    return value(derivative[1]).derivative(value(derivative[2])) if derivative else value(name)


def _vocabulary(env: dict[str, Any]) -> Vocabulary:
    quantities = {name: quantity(name) for name in (*env["env"], "L")}
    leaves: dict[str, Leaf] = {
        name: Ref(each, name) for name, each in quantities.items() if each.by is None
    }
    leaves |= {alias: leaves[name] for alias, name in env["aliases"].items() if name in leaves}
    leaves |= {"L'": Ref(quantity("Lprime"), "L′"), "e": EULER, "pi": PI}
    return Vocabulary(leaves)


_ENV = corpus("formula_env.json")
VALUES = {quantity(name): number for name, number in _ENV["env"].items()}
VOCABULARY = _vocabulary(_ENV)


def environment(key: object) -> float:
    return VALUES[key]
