"""Every expression has the value of its formula, and the gradients of two oracles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FormulaError
from engine.files.reader import decode
from engine.files.writer import encode
from engine.formula.evaluate import evaluate_probes
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols
from engine.importing.expression import Graph, read_expression
from engine.importing.graph_project import Given, defaults, project_of
from engine.project import Project
from engine.trace import trace
from engine.verify import verify
from tests.engine.exactness.oracle import Oracle
from tests.engine.formula.corpora import corpus

VALUES = corpus("formula_env.json")["env"]
VALUES |= {"λ": VALUES["lam"], "η": VALUES["eta"]}

OF_NOTES = {
    "function_no_operation",
    "derivative_form",
    "name_primed",
    "expression_constant",
    "two_readings",
}
"""Why a formula of the students' notes is no expression by itself: slopes, signs, ∂L/∂z."""

OF_CHANCE = {
    "expression_constant",
    "two_readings",
    "division_by_zero",
    "sqrt_domain",
    "log_domain",
    "bars_ambiguous",
    "value_large",
}
"""Why a random expression is none."""


def with_numbers(graph: Graph, numbers: dict[str, float]) -> Project:
    given = {name: Given(each.kind, numbers[name]) for name, each in defaults(graph).items()}
    return project_of(graph, given)


def read_or_code(text: str) -> Graph | str:
    try:
        return read_expression(text)
    except FormulaError as error:
        return error.code


def test_the_corpus_of_formulas_has_the_values_it_should() -> None:
    solved = 0
    for entry in corpus("valid_formulas.json"):
        graph = read_or_code(entry["text"].partition(" = ")[2] or entry["text"])
        if isinstance(graph, str):
            assert graph in OF_NOTES, entry
        elif set(graph.leaves) <= set(VALUES):  # dL and dz2 are names like others here
            found = trace(with_numbers(graph, VALUES)).loss
            assert found == pytest.approx(entry["value"], rel=1e-12, abs=1e-15), entry
            solved += 1
    assert solved >= 40


def _branches(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    functions = st.sampled_from(
        ["relu", "tanh", "sigmoid", "exp", "log", "sqrt", "abs", "softplus", "gelu", "silu", "elu"]
    )
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(
            lambda parts: "({} {} {})".format(*parts)
        ),
        st.tuples(functions, inner).map(lambda parts: "{}({})".format(*parts)),
        st.tuples(st.sampled_from(["max", "min"]), inner, inner).map(
            lambda parts: "{}({}; {})".format(*parts)
        ),
        st.tuples(inner, st.sampled_from(["2", "3", "(-1)", "(1/2)", "b"])).map("^".join),
        inner.map(lambda part: f"(-{part})"),
        inner.map(lambda part: f"|{part}|"),
    )


LEAVES = ("a", "b", "w1", "x", "y2", "θ")
NUMBERS = st.integers(-64, 96).map(lambda n: n / 32)
TREES = st.recursive(st.sampled_from([*LEAVES, "y_2", "2", "0.5", "π"]), _branches, max_leaves=14)


def _reference(text: str, numbers: dict[str, float]) -> float:
    """NaN where a part has no value."""
    tree = parse(text, symbols(*LEAVES))
    return float(evaluate_probes(tree, lambda symbol: numbers[symbol.word])[0])


@settings(max_examples=250)
@given(TREES, st.lists(NUMBERS, min_size=6, max_size=6))
def test_the_graph_of_any_expression_has_its_value_and_its_gradients(
    text: str, point: list[float]
) -> None:
    graph = read_or_code(text)
    if isinstance(graph, str):
        assert graph in OF_CHANCE
        return
    numbers = dict(zip(LEAVES, point, strict=True))
    project = with_numbers(graph, numbers)
    expected = _reference(text, numbers)
    run = trace(project)
    if np.isnan(expected):  # the network may know 0·log 0 and powers above the formulas' bound
        return
    assert run.loss == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert verify(run).passed
    oracle = Oracle(project)
    for quantity in oracle.quantities:
        ours = run.read(oracle.objective.derivative(quantity))
        size = float(np.nan_to_num(oracle.size(quantity)).max())
        theirs = oracle.gradient(quantity).ravel()
        assert ours is not None
        assert np.allclose(ours.ravel(), theirs, rtol=1e-9, atol=1e-9 * (1 + size), equal_nan=True)
    assert decode(encode(project)).network.signature == project.network.signature
