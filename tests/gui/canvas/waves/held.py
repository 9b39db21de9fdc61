"""What is seen while something is held."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gui.canvas.waves import holding
from gui.canvas.waves.item import WaveItem
from gui.canvas.waves.lines import Line
from tests.gui.canvas.board import Board


def hold_still() -> None:
    """As long as it takes."""
    QTest.qWait(holding.DELAY + 60)


def wave_of(board: Board) -> WaveItem | None:
    """The wave on the board, if there is one."""
    return next((item for item in board.scene.items() if isinstance(item, WaveItem)), None)


def seen(board: Board) -> WaveItem:
    found = wave_of(board)
    assert found is not None
    return found


def text(line: Line) -> str:
    return " ".join(part.text for part in line.parts)


def at_wire(board: Board, source: str, target: str) -> list[str]:
    """The lines at the wires of one edge."""
    wires = board.scene.layout.board.wires
    labels = seen(board).drawing.labels
    return [
        text(line)
        for wire, lines in labels.items()
        if (wires[wire].edge.source, wires[wire].edge.target) == (source, target)
        for line in lines
    ]


def in_node(board: Board, node: str) -> list[list[str]]:
    """The lines in every outline of a node that is lit."""
    lamp = next(each for each in seen(board).drawing.lamps if each.node == node)
    return [[text(line) for line in lines] for lines in lamp.cells.values()]


def card(board: Board) -> QWidget:
    found = board.viewport.findChild(QWidget, "nudge_card")
    assert isinstance(found, QWidget)
    return found


def told(board: Board) -> Iterator[str]:
    """What the card says, without what is left out."""
    for label in card(board).findChildren(QLabel):
        if not label.isHidden():
            yield label.text()
