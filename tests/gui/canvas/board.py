"""A board to play on, and networks to put on it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import Quantity
from gui.canvas.numbers import current
from gui.canvas.scene import NetworkScene
from gui.canvas.view import NetworkView
from gui.session import Session

Keys = Qt.KeyboardModifier
Button = Qt.MouseButton


@dataclass
class Board:
    """A shown view, and what a person does with it: everything by events."""

    view: NetworkView
    session: Session

    @property
    def scene(self) -> NetworkScene:
        scene = self.view.scene()
        assert isinstance(scene, NetworkScene)
        return scene

    @property
    def viewport(self) -> QWidget:
        return self.view.viewport()

    @property
    def editor(self) -> QLineEdit:
        found = self.viewport.findChild(QLineEdit, "number_editor")
        assert isinstance(found, QLineEdit)
        return found

    @property
    def steps(self) -> int:
        """Undo steps."""
        return self.session.undo_stack.count()

    @property
    def undo_text(self) -> str:
        """What the last step is called."""
        return self.session.undo_stack.undoText()

    @property
    def refusal(self) -> str:
        """The sentence on the board that says why something was not done."""
        label = self.viewport.findChild(QLabel, "canvas_refusal")
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    def number(self, quantity: Quantity) -> float:
        return current(self.session.project, quantity, self.session.view.sample)

    def at(self, thing: str | Quantity) -> QPoint:
        """Where a number stands on the viewport, or a spot of a node without a number."""
        if isinstance(thing, str):
            x, y = self.scene.layout.positions[thing]
            cell = self.scene.layout.figures[thing].cells[0]
            return self.view.mapFromScene(x + cell.x, y + cell.y - cell.half_height + 4)
        spot = self.scene.spot(thing)
        assert spot is not None
        return self.view.mapFromScene(spot.slot.box.x, spot.slot.box.y)

    def click(self, at: QPoint, keys: Keys = Keys.NoModifier) -> None:
        QTest.mouseClick(self.viewport, Button.LeftButton, keys, at)

    def select(self, first: str, *more: str) -> None:
        """Click nodes, all but the first with Ctrl."""
        self.click(self.at(first))
        for node in more:
            self.click(self.at(node), Keys.ControlModifier)

    def press(
        self, at: QPoint, keys: Keys = Keys.NoModifier, button: Button = Button.LeftButton
    ) -> None:
        QTest.mousePress(self.viewport, button, keys, at)

    def release(self, at: QPoint, button: Button = Button.LeftButton) -> None:
        QTest.mouseRelease(self.viewport, button, Keys.NoModifier, at)

    def move(self, to: QPoint, keys: Keys = Keys.NoModifier) -> None:
        """QTest's own moves carry neither buttons nor keys."""
        there = QPointF(self.viewport.mapToGlobal(to))
        kind, button = QEvent.Type.MouseMove, Button.NoButton
        event = QMouseEvent(kind, QPointF(to), there, button, Button.LeftButton, keys)
        QApplication.sendEvent(self.viewport, event)

    def drag(self, start: QPoint, *offsets: QPoint, keys: Keys = Keys.NoModifier) -> None:
        """Press, visit every start + offset, release at the last."""
        self.press(start, keys)
        for offset in offsets:
            self.move(start + offset, keys)
        self.release(start + offsets[-1])

    def wheel(self, at: QPoint, turns: float, keys: Keys = Keys.NoModifier) -> None:
        there = QPointF(self.viewport.mapToGlobal(at))
        angle = QPoint(0, round(120 * turns))
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            QPointF(at), there, QPoint(), angle, Button.NoButton, keys, phase, False
        )
        QApplication.sendEvent(self.viewport, event)

    def type(self, text: str) -> None:
        """QTest's own typing aborts at a sign beyond Latin-1."""
        for sign in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Keys.NoModifier, sign)
            QApplication.sendEvent(self.view.focusWidget() or self.view, event)

    def key(self, key: Qt.Key, keys: Keys = Keys.NoModifier) -> None:
        """Goes to whatever has the focus inside of the view."""
        QTest.keyClick(self.view.focusWidget() or self.view, key, keys)


def line_of(board: Board, source: str, target: str) -> QPoint:
    """A point on a straight wire, beside its label."""
    layout = board.scene.layout
    for wire, curve in zip(layout.board.wires, layout.curves, strict=True):
        if wire.edge.key[:2] == (source, target):
            x, y = curve[0] + 0.93 * (curve[3] - curve[0])
            return board.view.mapFromScene(float(x), float(y))
    raise KeyError((source, target))


def random_project(seed: int) -> Project:
    """A chain of layers with 12 units at most and some skips, without positions."""
    random = Random(seed)  # noqa: S311 - nothing secret here
    layers: list[Layer] = []
    left = random.randint(2, 12)
    while left > 0:
        size = min(left, random.choice((1, 1, 2, 3)))
        name = str(len(layers))
        bias = random.choice((None, Bias(f"b{name}", 1), Bias(f"b{name}", size)))
        layers.append(Layer(name, size, random.choice(("relu", "tanh", "identity")), bias))
        left -= size
    last = layers[-1]
    first = Input("x", random.randint(1, 2))
    chain: list[Input | Layer] = [first, *layers]
    edges: list[Edge] = []
    for index, layer in enumerate(layers, 1):
        skips = [each for each in chain[: index - 1] if random.random() < 0.2]
        for source in (*skips, chain[index - 1]):
            weight = Weight(f"w{len(edges)}", (layer.size, source.size))
            edges.append(Edge(source.id, layer.id, weight))
    edges += [Edge(last.id, "L", None, "prediction"), Edge("y", "L", None, "target")]
    nodes: tuple[Node, ...] = (*chain, Target("y", last.size), Loss("L", "squared"))
    drawn = network(nodes, tuple(edges))
    numbers = [round(random.uniform(-2, 2), 3) for _ in range(drawn.layout.size)]
    sample = Sample((("x", (0.5, -1.0)[: first.size]), ("y", (1.0, 0.0, 0.5)[: last.size])))
    return Project(drawn, Parameters(drawn.layout, np.array(numbers)), (sample,))
