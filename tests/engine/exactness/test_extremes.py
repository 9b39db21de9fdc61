"""Large scores, certain probabilities, powers of negative numbers, 1 and 500 elements.

What is finite in exact arithmetic is finite here, to 12 digits of its largest component.
"""

from __future__ import annotations

from collections.abc import Sequence

import mpmath as mp
import numpy as np
import pytest

from engine.network import network
from engine.nodes import Constant, Edge, Layer, Loss, Node, Operation, Parameter, Weight
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import Quantity, parameter, value
from engine.solution import solution
from engine.trace import trace
from engine.verify import verify
from tests.engine.exactness.directions import Forward
from tests.engine.exactness.formulas import ACTIVATIONS, ELEMENTARY, FUNCTIONS, LOSSES, Array

L = value("L")
RELATIVE, NOTHING = 1e-12, 1e-50
MANY_DIGITS = 1000  # 1 − e^(−2000) is not 1

Numbers = Sequence[float] | Array


def through(name: str, *operands: Numbers, layer: bool = False) -> Project:
    """Parameters q0, q1 … → f → L, which weighs the elements of f; a loss is L itself."""
    arrays = [np.array(operand, dtype=np.float64) for operand in operands]
    nodes: list[Node] = [Parameter(f"q{i}", f"p{i}", a.shape) for i, a in enumerate(arrays)]
    numbers = dict(zip(("p0", "p1", "p2"), arrays, strict=False))
    if name in LOSSES:
        nodes[1:] = [Constant("c", len(arrays[1])), Loss("L", name)]
        numbers["c"] = arrays[1]
        edges = [Edge("q0", "L", port="prediction"), Edge("c", "L", port="target")]
    else:
        size = max(map(len, arrays)) if name not in ("sum", "mean") else 1
        weights = np.cos(np.arange(1.0, size + 1))[None, :]
        numbers |= {"m": weights, "w": np.eye(size)}
        edges = [Edge(f"q{i}", "f", port=i) for i in range(len(arrays))]
        if layer:
            edges = [Edge("q0", "f", Weight("w", (size, size)))]
        nodes.append(Layer("f", size, name) if layer else Operation("f", name))
        nodes += [Parameter("M", "m", weights.shape), Operation("L", "matmul")]
        edges += [Edge("M", "L", port=0), Edge("f", "L", port=1)]
    built = network(tuple(nodes), tuple(edges), "L")
    vector = np.concatenate([numbers[slot.name].ravel() for slot in built.layout.slots])
    return Project(built, Parameters(built.layout, vector))


def check(project: Project, digits: int = MANY_DIGITS) -> None:
    """Every value and every gradient of a node against mpmath."""
    solved = trace(project)
    assert verify(solved).passed
    for key in project.network.order:
        if key != "M" and not isinstance(project.network.by_id[key], Constant):
            check_gradient(project, value(key), digits)
    exact = Forward(project, 0, {}, digits)
    for key, numbers in exact.values.items():
        assert_close(np.ravel(solved.read(key)), [number.x for number in numbers])


def check_gradient(project: Project, quantity: Quantity, digits: int) -> None:
    """∂L/∂quantity, two elements at a time."""
    actual = np.ravel(trace(project).read(L.derivative(quantity)))
    size = len(actual)
    expected: list[mp.mpf] = []
    for start in range(0, size, 2):
        directions = np.zeros((size, 1, 2))
        for side in range(min(2, size - start)):
            directions[start + side, 0, side] = 1.0
        expected += Forward(project, 0, {quantity: directions}, digits).slopes
    assert_close(actual, expected[:size])


def assert_close(actual: Array, expected: Sequence[mp.mpf]) -> None:
    wanted = np.array([float(number) for number in expected])
    assert np.isfinite(wanted).all()
    tolerance = RELATIVE * np.abs(wanted).max() + NOTHING
    np.testing.assert_allclose(actual, wanted, rtol=0, atol=tolerance)


# -- large scores -----------------------------------------------------------------------------

SCORES = (
    (1e3,),
    (-1e3,),
    (1e3, -1e3),
    (1e3, 1e3, -1e3),
    (40.0, 0.5, -40.0),
    (0.0, -1e3, -1e3),
)


ON_SCORES = [name for name in LOSSES if name.startswith(("sigmoid_", "softmax_"))]


@pytest.mark.parametrize("scores", SCORES)
@pytest.mark.parametrize("name", ON_SCORES)
def test_losses_on_large_scores(name: str, scores: tuple[float, ...]) -> None:
    for which in range(len(scores)):
        check(through(name, scores, np.eye(len(scores))[which]))


@pytest.mark.parametrize("scores", SCORES)
@pytest.mark.parametrize("layer", [False, True])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_of_large_numbers(name: str, scores: tuple[float, ...], *, layer: bool) -> None:
    check(through(name, scores, layer=layer))


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("exp", [(-700.0, 700.0)]),
        ("log", [(1e-300, 1e300)]),
        ("sqrt", [(1e-38, 1e300)]),
        ("reciprocal", [(1e-100, -1e100)]),
        ("square", [(1e150, -1e-150)]),
        ("multiply", [(1e100, 1e-100), (1e-100, 1e-100), (3.0,)]),
        ("divide", [(1e-100, 1e100), (1e100, 1e-100)]),
        ("softmax", [(1e300, -1e300)]),
    ],
)
def test_the_ends_of_the_number_line(name: str, operands: Sequence[Numbers]) -> None:
    check(through(name, *operands))


# -- certain probabilities --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "p", "y"),
    [
        ("cross_entropy", (0.0, 1.0), (0.0, 1.0)),
        ("cross_entropy", (0.0, 0.25, 0.75), (0.0, 1.0, 0.0)),
        ("cross_entropy", (1e-300, 1.0), (1.0, 0.0)),
        ("binary_cross_entropy", (0.0, 1.0, 0.5), (0.0, 1.0, 1.0)),
        ("binary_cross_entropy", (1e-300, 1 - 2.0**-53), (1.0, 0.0)),
    ],
)
def test_certain_probabilities(name: str, p: Numbers, y: Numbers) -> None:
    check(through(name, p, y))


# -- powers of negative numbers ---------------------------------------------------------------


@pytest.mark.parametrize("exponent", [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 100.0, 101.0])
def test_negative_base(exponent: float) -> None:
    """By the base there is a derivative; by the exponent, which would turn it complex, none."""
    project = through("power", (-2.0, -0.5, -1.0), (exponent,))
    check_gradient(project, value("q0"), MANY_DIGITS)
    assert np.isnan(trace(project).read(L.derivative(value("q1")))).all()
    assert [(r.code, r.node) for r in trace(project).remarks[0]] == [("slope_not_finite", "f")]
    assert verify(trace(project)).passed


# -- 1 and 500 elements -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 500])
@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"matmul"}))
def test_one_and_500_elements(name: str, size: int) -> None:
    random = np.random.default_rng(size)
    first, second = random.uniform(0.1, 0.9, (2, size))
    one_operand = name in ACTIVATIONS or name in ELEMENTARY
    if name == "softmax_binary_cross_entropy" and size == 1:
        second = np.ones(1)  # p is 1
    check_along_directions(through(name, first) if one_operand else through(name, first, second))


@pytest.mark.parametrize(("rows", "columns"), [(1, 500), (500, 1), (500, 500)])
def test_large_layers(rows: int, columns: int) -> None:
    random = np.random.default_rng(rows + columns)
    weights, h = random.standard_normal((rows, columns)), random.standard_normal(columns)
    built = network(
        (
            Parameter("q0", "p0", (columns,)),
            Layer("f", rows, "tanh"),
            Operation("L", "sum"),
        ),
        (Edge("q0", "f", Weight("w", (rows, columns))), Edge("f", "L", port=0)),
        "L",
    )
    numbers = Parameters(built.layout, np.concatenate([h, weights.ravel() / columns**0.5]))
    check_along_directions(Project(built, numbers))


def check_along_directions(project: Project) -> None:
    """Gradients by values and parameters, weighed by two random directions."""
    solved = trace(project)
    assert verify(solved).passed
    random = np.random.default_rng(0)
    slots = [slot for slot in project.network.layout.parameters if slot.name in ("p0", "p1", "w")]
    along = {slot.name: random.uniform(0.5, 1.5, (*slot.shape, 2)) for slot in slots}
    directions = {parameter(name): each for name, each in along.items()}
    gradients = {slot.name: slot.of(solved.sample_gradient(0)) for slot in slots}
    terms = [gradients[name][..., None] * along[name] for name in along]
    actual = sum(term.reshape(-1, 2).sum(axis=0) for term in terms)
    size = sum(np.abs(term).sum() for term in terms)
    forward = Forward(project, 0, directions)
    expected = [float(slope) for slope in forward.slopes]
    np.testing.assert_allclose(actual, expected, rtol=0, atol=RELATIVE * float(size) + NOTHING)
    for quantity, numbers in forward.values.items():
        assert_close(np.ravel(solved.read(quantity)), [number.x for number in numbers])


# -- what is not finite -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "operands"),
    [
        ("log", [(0.0,)]),
        ("log", [(-1.0,)]),
        ("sqrt", [(-1.0,)]),
        ("reciprocal", [(0.0,)]),
        ("exp", [(1000.0,)]),
        ("square", [(1e200,)]),
        ("divide", [(1.0,), (0.0,)]),
        ("divide", [(0.0,), (0.0,)]),
        ("power", [(0.0,), (-1.0,)]),
        ("power", [(-2.0,), (0.5,)]),
        ("multiply", [(1e200,), (1e200,)]),
    ],
)
@pytest.mark.parametrize("objective", ["g", "sum"])
def test_what_is_not_finite_is_named_and_nothing_else_is_undefined(
    name: str, operands: Sequence[Numbers], objective: str
) -> None:
    """operands → f → d; v → g; d + g = sum."""
    leaves = [f"q{i}" for i in range(len(operands))]
    built = network(
        (
            *(Parameter(leaf, leaf, (1,)) for leaf in (*leaves, "v")),
            *(Operation("f", name), Operation("d", "negate"), Operation("g", "square")),
            Operation("sum", "add"),
        ),
        (
            *(Edge(leaf, "f", port=i) for i, leaf in enumerate(leaves)),
            *(Edge("f", "d", port=0), Edge("v", "g", port=0)),
            *(Edge("d", "sum", port=0), Edge("g", "sum", port=1)),
        ),
        objective,
    )
    project = Project(built, Parameters(built.layout, np.array([*np.ravel(operands), 3.0])))
    nodes = solution(trace(project))["samples"][0]["nodes"]
    everything = {*leaves, "v", "f", "d", "g", "sum"}
    assert {key for key in nodes if nodes[key]["value"] == [None]} == {"f", "d", "sum"}
    undefined = {key for key in nodes if nodes[key]["grad"] == [None]}
    assert undefined == (everything if objective == "sum" else set())
    assert [(r.code, r.node) for r in trace(project).remarks[0]] == [("not_finite", "f")]
    assert verify(trace(project)).passed


@pytest.mark.parametrize(
    ("name", "p", "y"),
    [
        ("cross_entropy", (0.0, 1.0), (1.0, 0.0)),
        ("cross_entropy", (-0.5, 1.0), (0.0, 1.0)),
        ("binary_cross_entropy", (0.5, 1.0), (1.0, 0.0)),
        ("binary_cross_entropy", (0.5, 1.5), (1.0, 1.0)),
        ("softmax_binary_cross_entropy", (3.0,), (0.0,)),
    ],
)
def test_a_loss_that_is_not_finite(name: str, p: Numbers, y: Numbers) -> None:
    solved = trace(through(name, p, y))
    assert solved.loss is None or np.isnan(solved.loss)
    assert np.isnan(solved.gradient[: len(p)]).all()
    assert [(r.code, r.node) for r in solved.remarks[0]] == [("not_finite", "L")]
    assert verify(solved).passed
