"""Every spelling that must be read, with its value, and every text that must be refused."""

from contextlib import suppress
from typing import Any

import pytest

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.formula.parser import parse, parse_quantity, sides
from engine.formula.printer import text
from tests.cost import at_most
from tests.engine.formula.corpora import VOCABULARY, corpus, environment, quantity

VALID = corpus("valid_formulas.json")
HOSTILE = corpus("hostile_formulas.json")
SLOW = 0.3  # seconds of computing; the slowest takes 0.05


def typed(item: dict[str, Any]) -> str:
    if item["text"] is not None:
        return str(item["text"])
    return "".join(piece * count for piece, count in item["gen"])


@pytest.mark.parametrize("item", VALID, ids=lambda item: item["id"])
def test_a_spelling_has_its_canonical_value_and_reads_back(item: dict[str, Any]) -> None:
    *left, formula = sides(item["text"])
    expression = parse(formula, VOCABULARY)
    assert evaluate(expression, environment)[0] == pytest.approx(item["value"], rel=1e-14)
    assert parse(text(expression), VOCABULARY) == expression
    assert all(parse_quantity(side, VOCABULARY) == quantity("dL_dw0") for side in left)


@pytest.mark.parametrize("item", HOSTILE, ids=lambda item: item["id"])
def test_a_hostile_text_is_refused_with_a_sentence_or_has_a_value(item: dict[str, Any]) -> None:
    if item["expected"] == "accept":
        with at_most(SLOW):
            evaluate(parse(typed(item), VOCABULARY), environment)
    else:
        with at_most(SLOW), pytest.raises(FormulaError) as refusal:
            evaluate(parse(typed(item), VOCABULARY, asked=quantity("dL_dw0")), environment)
        sentence = str(refusal.value)
        assert sentence.isprintable()
        assert len(sentence) < 400


@pytest.mark.parametrize(
    ("formula", "meaning"),
    [
        ("max(0,5)", 5.0),
        ("w0 w1", -0.77),
        ("0^0", 1.0),
        ("(z2-y)/sqrt((z2-y)^2)", -1.0),
        ("x*(1+1e-5)", 1.300013),
        ("relu(" * 40 + "x" + ")" * 40, 1.3),
    ],
)
def test_what_looks_hostile_but_is_not_means_what_it_says(formula: str, meaning: float) -> None:
    assert evaluate(parse(formula, VOCABULARY), environment)[0] == pytest.approx(meaning)


CHAINS = [
    "x+",
    "x/",
    "x ",
    "w0",
    "-",
    "|x|+",
    "|x|",
    "x^",
    "(",
    "|",
    "dL/",
    "relu(",
    "x_",
    "1.",
    "1",
    "_1",
    "d",
]


@pytest.mark.parametrize("piece", CHAINS)
@pytest.mark.parametrize("start", ["", "dx"])
@pytest.mark.parametrize("end", ["", "x", "q", ")"])
def test_no_text_of_the_greatest_length_takes_long(start: str, piece: str, end: str) -> None:
    formula = start + (piece * 500)[: 500 - len(start + end)] + end
    with at_most(SLOW), suppress(FormulaError):
        expression = parse(formula, VOCABULARY)
        text(expression)
        evaluate(expression, environment)
