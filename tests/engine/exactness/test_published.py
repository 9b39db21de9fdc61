"""Worked examples of courses and textbooks, to the digits in which they were published."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import preactivation, value
from engine.solution import solution
from engine.trace import trace
from engine.training.training import Snapshot, train
from engine.verify import verify
from tests.engine.exactness.formulas import Array
from tests.engine.exactness.published import EXAMPLES, Example

L = value("L")


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_computational_graphs(example: Example) -> None:
    solved = trace(example.project())
    said = solution(solved)
    assert said["loss"] == pytest.approx(example.value, abs=example.precision)
    for name, gradient in example.gradients.items():
        found = np.ravel(said["parameters"][name]["grad"])
        np.testing.assert_allclose(found, np.ravel(gradient), rtol=0, atol=example.precision)
    assert verify(solved).passed


def test_rows_of_the_jacobian_of_softmax() -> None:
    """Of the scores 1, 2, 3: p = 0.0900, 0.2447, 0.6652, and p_i(δ_ij − p_j)."""
    published = [
        [0.0819, -0.0220, -0.0599],
        [-0.0220, 0.1848, -0.1628],
        [-0.0599, -0.1628, 0.2227],
    ]
    for row, expected in zip(np.eye(3), published, strict=True):
        example = Example(
            {"p": ("softmax", "s"), "f": ("matmul", "row", "p")},
            {"s": [1, 2, 3], "row": [row.tolist()]},
            0,
            {},
        )
        solved = trace(example.project())
        np.testing.assert_allclose(solved.values["p"][:, 0], [0.0900, 0.2447, 0.6652], atol=5e-5)
        gradient = solution(solved)["parameters"]["s"]["grad"]
        np.testing.assert_allclose(gradient, expected, rtol=0, atol=5e-5)


# -- two layers of sigmoids -------------------------------------------------------------------


def two_layers(
    inputs: list[float],
    targets: list[float],
    weights: tuple[list[list[float]], list[list[float]]],
    biases: tuple[float, float] | None = None,
) -> Project:
    """x → hidden → out → half the squared error; each layer shares one frozen bias."""
    sizes = [len(rows) for rows in weights]
    named = [None, None] if biases is None else [Bias(f"b{i}", 1, trainable=False) for i in (1, 2)]
    built = network(
        (
            Input("x", len(inputs)),
            Layer("h", sizes[0], "sigmoid", named[0]),
            Layer("o", sizes[1], "sigmoid", named[1]),
            *(Target("y", len(targets)), Loss("L", "half_squared")),
        ),
        (
            Edge("x", "h", Weight("W1", (sizes[0], len(inputs)))),
            Edge("h", "o", Weight("W2", (sizes[1], sizes[0]))),
            *(Edge("o", "L", port="prediction"), Edge("y", "L", port="target")),
        ),
    )
    numbers = dict(zip(("W1", "W2"), weights, strict=True))
    numbers |= dict(zip(("b1", "b2"), biases or (), strict=False))
    vector = np.concatenate([np.ravel(numbers[slot.name]) for slot in built.layout.slots])
    row = Sample((("x", tuple(inputs)), ("y", tuple(targets))))
    return Project(built, Parameters(built.layout, vector), (row,)).with_training(learning_rate=0.5)


def mazur() -> Project:
    """Two inputs, two hidden and two output units."""
    weights = [[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]
    return two_layers([0.05, 0.10], [0.01, 0.99], weights, (0.35, 0.60))


def after(project: Project, steps: int) -> Snapshot:
    return next(islice(train(project), steps, None))


def parameter(project: Project, name: str, vector: Array) -> Array:
    return project.network.layout.by_name[name].of(vector)


def test_mazur_forward() -> None:
    solved = trace(mazur())
    np.testing.assert_allclose(solved.read(preactivation("h")), [0.3775, 0.3925], atol=1e-9)
    np.testing.assert_allclose(solved.values["h"][:, 0], [0.593269992, 0.596884378], atol=1e-9)
    np.testing.assert_allclose(solved.values["o"][:, 0], [0.75136507, 0.772928465], atol=1e-8)
    assert solved.loss == pytest.approx(0.298371109, abs=1e-9)


def test_mazur_backward() -> None:
    project = mazur()
    solved = trace(project)
    assert solved.read(L.derivative(preactivation("o")))[0] == pytest.approx(0.138498562, abs=1e-9)
    assert solved.read(L.derivative(value("h")))[0] == pytest.approx(0.036350306, abs=1e-9)
    assert parameter(project, "W2", solved.gradient)[0, 0] == pytest.approx(0.082167041, abs=1e-9)
    assert parameter(project, "W1", solved.gradient)[0, 0] == pytest.approx(0.000438568, abs=1e-9)


def test_mazur_after_one_step() -> None:
    """The weights as published. The error printed beside them is another's, see below."""
    project = mazur()
    vector = after(project, 1).vector
    first, second = parameter(project, "W1", vector), parameter(project, "W2", vector)
    published = [[0.149780716, 0.19956143], [0.24975114, 0.29950229]]
    np.testing.assert_allclose(first, published, rtol=0, atol=6e-9)
    published = [[0.35891648, 0.408666186], [0.511301270, 0.561370121]]
    np.testing.assert_allclose(second, published, rtol=0, atol=6e-9)
    assert parameter(project, "b1", vector) == 0.35  # frozen


def test_mazur_after_10000_steps() -> None:
    project = mazur()
    snapshot = after(project, 10_000)
    assert snapshot.loss == pytest.approx(3.5e-5, abs=5e-7)
    outputs = trace(project.with_vector(snapshot.vector)).values["o"][:, 0]
    np.testing.assert_allclose(outputs, [0.0159, 0.9841], rtol=0, atol=5e-5)


# -- two examples that update the output weights before they propagate back -------------------


def updated_first(project: Project, steps: int) -> tuple[Project, float]:
    """The mistake, written out: hidden gradients by output weights that were already changed."""
    rate = project.training.learning_rate
    for _ in range(steps):
        solved = trace(project)
        dz, h = solved.run.dz["o"], solved.values["h"]
        changed = project.parameters.value("W2") - rate * dz @ h.T
        hidden = (changed.T @ dz) * h * (1 - h) @ solved.values["x"].T
        first = project.parameters.value("W1") - rate * hidden
        project = project.with_parameter("W2", changed).with_parameter("W1", first)
    loss = trace(project).loss
    assert loss is not None
    return project, loss


def test_mazur_prints_the_errors_of_weights_updated_first() -> None:
    project = mazur()
    _, loss = updated_first(project, 1)
    assert loss == pytest.approx(0.291027924, abs=5e-10)  # as published
    assert after(project, 1).loss == pytest.approx(0.291027774, abs=5e-10)  # as it is right
    moved, _ = updated_first(project, 10_000)
    outputs = trace(moved).values["o"][:, 0]
    np.testing.assert_allclose(outputs, [0.015912196, 0.984065734], rtol=0, atol=5e-10)


def test_the_robert_gordon_example_updates_first() -> None:
    """Inputs 0.35 and 0.9, target 0.5: outputs as published, hidden weights not."""
    weights = [[0.1, 0.8], [0.4, 0.6]], [[0.3, 0.9]]
    project = two_layers([0.35, 0.9], [0.5], weights).with_training(learning_rate=1.0)
    solved = trace(project)
    assert solved.values["o"].item() == pytest.approx(0.69, abs=0.005)
    np.testing.assert_allclose(solved.values["h"][:, 0], [0.68, 0.6637], rtol=0, atol=5e-4)
    assert solved.read(L.derivative(preactivation("o"))).item() == pytest.approx(0.0406, abs=1e-4)
    vector = after(project, 1).vector
    second = parameter(project, "W2", vector)
    np.testing.assert_allclose(second, [[0.272392, 0.87305]], rtol=0, atol=1e-4)
    published = [[0.09916, 0.7978], [0.3972, 0.5928]]
    mistaken = updated_first(project, 1)[0].parameters.value("W1")
    np.testing.assert_allclose(mistaken, published, rtol=0, atol=1e-4)
    assert mistaken[0, 0] == pytest.approx(0.09916, abs=5e-6)
    assert parameter(project, "W1", vector)[0, 0] == pytest.approx(0.09907, abs=5e-6)


# -- units of rectifiers ----------------------------------------------------------------------


@pytest.mark.parametrize(("x", "y"), [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)])
def test_the_xor_network_of_the_deep_learning_book(x: tuple[float, float], y: float) -> None:
    """Goodfellow et al., section 6.1; for three inputs a unit lies on its kink."""
    built = network(
        (Input("x", 2), Layer("h", 2, "relu", Bias("c", 2)), Layer("f", 1, "identity")),
        (Edge("x", "h", Weight("W", (2, 2))), Edge("h", "f", Weight("w", (1, 2)))),
        "f",
    )
    vector = np.array([0.0, -1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -2.0])
    solved = trace(Project(built, Parameters(built.layout, vector), (Sample((("x", x),)),)))
    assert solved.loss == y
    at_kinks = {(0, 0): [1], (0, 1): [2], (1, 0): [2], (1, 1): []}
    assert [remark.element for remark in solved.remarks[0]] == at_kinks[x]
    assert verify(solved).passed
