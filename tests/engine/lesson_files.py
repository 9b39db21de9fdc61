"""The lessons as projects, and short words for what they are made of."""

from __future__ import annotations

from engine.files.reader import read
from engine.lessons import find
from engine.nodes import Input, Layer, Loss, Operation, Target
from engine.project import Project


def lesson(name: str) -> Project:
    found = find(name)
    assert found is not None
    return read(found.path)


def value(project: Project, name: str) -> list[list[float]]:
    numbers: list[list[float]] = project.parameters.value(name).tolist()
    return numbers


def number(project: Project, name: str) -> float:
    return float(project.parameters.value(name).item())


def kinds(project: Project) -> str:
    """Ids with what each node computes."""
    words = []
    for node in project.network.nodes:
        match node:
            case Layer(id, size, activation):
                words.append(f"{id}:{size} {activation}")
            case Operation(id, operation):
                words.append(f"{id} {operation}")
            case Loss(id, loss):
                words.append(f"{id} {loss}")
            case Input(id, size) | Target(id, size):
                words.append(f"{id}:{size} {node.kind}")
    return ", ".join(words)


def arrows(project: Project) -> str:
    return " ".join(f"{edge.source}→{edge.target}" for edge in project.network.edges)
