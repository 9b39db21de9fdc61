"""The two lessons on three units and a skip connection, by the sum over their paths."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np

from engine.project import Project
from tests.engine.lesson_files import arrows, kinds, lesson, number


def unit_chain(project: Project) -> dict[str, float]:
    """Forward pass of x → 0 → 1 → 2 with the skip 0 → 2, by its written-out formulas."""
    names = [slot.name for slot in project.parameters.layout.slots]
    v = {"b0": 0.0, "b1": 0.0} | {name: number(project, name) for name in names}
    v |= {"x": project.samples[0]["x"][0], "y": project.samples[0]["y"][0]}
    v["z0"] = v["w0"] * v["x"] + v["b0"]
    v["h0"] = max(0.0, v["z0"])
    v["z1"] = v["w1"] * v["h0"] + v["b1"]
    v["h1"] = max(0.0, v["z1"])
    v["h2"] = v["w2"] * v["h1"] + v["w3"] * v["h0"]
    v["loss"] = abs(v["y"] - v["h2"])
    v["L'"] = 1.0 if v["h2"] > v["y"] else -1.0
    return v


# Each derivative as the sum over its paths; ReLU's slope is 1 where a unit is active.
PATHS = {
    "z2": ["L'"],
    "z1": ["L' w2"],
    "z0": ["L' w3", "L' w2 w1"],
    "x": ["L' w3 w0", "L' w2 w1 w0"],
    "w0": ["L' w3 x", "L' w2 w1 x"],
    "w1": ["L' w2 h0"],
    "w2": ["L' h1"],
    "w3": ["L' h0"],
}


def total(paths: Sequence[str], v: dict[str, float]) -> float:
    return sum(prod(v[name] for name in path.split()) for path in paths)


def slips(paths: list[str]) -> list[list[str]]:
    """Wrong answers: a path forgotten, multiplied or negated, a factor lost, doubled, swapped."""
    names = ["w0", "w1", "w2", "w3", "x", "y", "h0", "h1", "h2", "b0", "b1", "loss"]
    found = [[f"-1 {path}" for path in paths], [f"2 {path}" for path in paths]]
    if len(paths) > 1:
        found += [[path] for path in paths] + [[" ".join(paths)]]
        found += [[paths[0], f"-1 {paths[1]}"], [f"-1 {paths[0]}", paths[1]]]
    for index, path in enumerate(paths):
        before, after = paths[:index], paths[index + 1 :]
        factors = path.split()
        for place, factor in enumerate(factors):
            rest = " ".join([*factors[:place], *factors[place + 1 :], "1"])
            changed = [rest, f"{path} {factor}"]
            changed += [f"{rest} {name}" for name in names if name != factor]
            found += [[*before, each, *after] for each in changed]
        found += [[*before, f"{path} {name}", *after] for name in names]
    return found


def test_three_units_is_the_network_of_the_sheet_with_biases() -> None:
    project = lesson("three-units")
    assert kinds(project) == "x:1 input, 0:1 relu, 1:1 relu, 2:1 identity, y:1 target, L l1"
    assert arrows(project) == "x→0 0→1 1→2 0→2 2→L y→L"
    names = [slot.name for slot in project.parameters.layout.slots]
    assert names == ["b0", "b1", "w0", "w1", "w2", "w3"]
    numbers = [abs(number(project, name)) for name in names]
    numbers += [abs(project.samples[0][node][0]) for node in ("x", "y")]
    assert len(set(numbers)) == len(numbers)
    assert all(len(f"{number:g}") <= 4 for number in numbers)
    v = unit_chain(project)
    assert min(v["z0"], v["z1"]) > 0.5  # active, and no kink near


def test_in_three_units_no_two_derivatives_are_equal() -> None:
    v = unit_chain(lesson("three-units"))
    sizes = sorted(abs(total(paths, v)) for paths in PATHS.values())
    assert np.diff(sizes).min() > 0.05
    assert sizes[0] > 0.1


def test_in_three_units_every_slip_shows() -> None:
    v = unit_chain(lesson("three-units")) | {"1": 1.0, "2": 2.0, "-1": -1.0}
    for name, paths in PATHS.items():
        for wrong in slips(paths):
            assert abs(total(wrong, v) - total(paths, v)) > 0.005, (name, wrong)
    # the lines of the sheet that forget the slope, the weights or a path
    assert abs(v["L'"] * (v["h1"] + v["h0"]) - total(PATHS["w0"], v)) > 0.1
    assert abs(v["L'"] * v["h1"] - total(PATHS["w1"], v)) > 0.1


def test_three_units_has_these_derivatives() -> None:
    v = unit_chain(lesson("three-units"))
    assert v["loss"] == 7
    found = {name: total(paths, v) for name, paths in PATHS.items()}  # exact in binary
    by_units = {"z2": -1, "z1": 0.25, "z0": 1.25, "x": 1.875}
    assert found == by_units | {"w0": 3.125, "w1": 0.5, "w2": -4, "w3": -2}


def test_skip_connection_has_the_sheets_numbers() -> None:
    project = lesson("skip-connection")
    assert kinds(project) == "x:1 input, 0:1 relu, 1:1 relu, 2:1 identity, y:1 target, L l1"
    assert arrows(project) == "x→0 0→1 1→2 0→2 2→L y→L"
    v = unit_chain(project)
    assert [v[name] for name in ("x", "y", "w0", "w1", "w2", "w3")] == [1, -3, *[0.5] * 4]
    assert (v["loss"], total(PATHS["z0"], v)) == (3.375, 0.75)
    assert project.training.learning_rate == 1
    stepped = project
    for name in ("w0", "w1", "w2", "w3"):
        stepped = stepped.with_weight(name, v[name] - total(PATHS[name], v))
    after = unit_chain(stepped)
    assert (after["w0"], after["z0"], after["z1"], after["loss"]) == (-0.25, -0.25, 0, 3)
