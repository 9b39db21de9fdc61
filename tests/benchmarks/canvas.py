"""The drawing, frame by frame: edit, solve, verify, painted, with every number changing.

`python -m tests.benchmarks.canvas`, on any Qt platform; offscreen unless QT_QPA_PLATFORM says
otherwise. Wall-clock median and 99th percentile, and processor time, which a busy machine disturbs
less. The stock designs draw the same wires with one changing number each, in the same run.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import perf_counter, process_time

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from engine.files.reader import read
from engine.lessons import lessons
from engine.project import Project
from gui.app import make_application
from gui.canvas.painting.inscriptions import inscriptions
from gui.canvas.scene import NetworkScene
from gui.canvas.view import NetworkView
from gui.moment import shown
from gui.session import Session
from gui.theme import Themes
from tests.benchmarks.networks import units
from tests.benchmarks.stock import StockView

READ = 0.4
"""Pixels a scene unit at which numbers can be read."""


@dataclass(frozen=True)
class Times:
    """Milliseconds: median and 99th percentile by the clock and of the processor."""

    wall: tuple[float, float]
    cpu: tuple[float, float]

    def __str__(self) -> str:
        return "{:8.2f} {:8.2f}     {:8.2f} {:8.2f}".format(*self.wall, *self.cpu)


def measured(thing: Callable[[], object], rounds: int = 100) -> Times:
    walls, cpus = [], []
    for number in range(rounds + rounds // 10):
        wall, cpu = perf_counter(), process_time()
        thing()
        if number >= rounds // 10:
            walls.append(1000 * (perf_counter() - wall))
            cpus.append(1000 * (process_time() - cpu))
    found = [tuple(np.percentile(each, (50, 99)).tolist()) for each in (walls, cpus)]
    return Times(found[0], found[1])


def report(name: str, times: Times) -> None:
    print(f"  {name:44} {times}")


class Bench:
    """A shown view of a project."""

    def __init__(self, app: QApplication, project: Project) -> None:
        self._app = app
        self._session, self._numbers = Session(project), count(1)
        self.build = measured(lambda: NetworkScene(self._session, Themes()), 3)
        self.view = NetworkView(self._session, Themes())
        self.view.resize(1280, 720)
        self.view.show()
        self._gesture = object()
        self._vector = project.parameters.vector
        sample = project.samples[0]
        self._input = next(node for node in sample)
        self.settle()

    def settle(self) -> None:
        for _ in range(300):
            self._app.processEvents()

    def zoom_to(self, zoom: float) -> None:
        self.view.zoom_at(zoom / self.view.zoom, QPointF(640, 360))
        self.settle()

    def edit(self) -> None:
        """An input changes, and with it every number."""
        number = 0.3 + 0.001 * next(self._numbers)
        project = self._session.settle().with_data(0, self._input, 0, number)
        self._session.edit("drag", project, self._gesture)

    def frame(self) -> None:
        self.edit()
        self.view.viewport().repaint()

    def frame_of_all(self) -> None:
        """Every weight and bias changes too, as in a step of training: wires change their width."""
        factor = 1 + 0.01 * (next(self._numbers) % 2)
        project = self._session.settle().with_vector(self._vector * factor)
        self._session.edit("train", project, self._gesture)
        self.view.viewport().repaint()

    def solve(self) -> None:
        shown(self._session.committed)

    def pan(self) -> None:
        self.view.pan(QPoint(7, 3) * (1 if next(self._numbers) % 40 < 20 else -1))
        self._app.processEvents()

    def zoom(self) -> None:
        self.view.zoom_at(1.02 if next(self._numbers) % 30 < 15 else 1 / 1.02, QPointF(500, 300))
        self._app.processEvents()

    def drag(self) -> None:
        scene = self.view.scene()
        assert isinstance(scene, NetworkScene)
        node = next(iter(list(scene.layout.positions)[5:]))
        x, y = scene.layout.positions[node]
        scene.drag({node: (x + 10, y)})
        self._app.processEvents()

    def let_go(self) -> None:
        scene = self.view.scene()
        assert isinstance(scene, NetworkScene)
        scene.drag({})
        self.settle()

    def close(self) -> None:
        self._session.close()
        self.view.close()

    def stock(self, *, python: bool) -> Callable[[], None]:
        """A frame of a stock design, without solving anything."""
        scene = self.view.scene()
        assert isinstance(scene, NetworkScene)
        stock = StockView(scene.layout, python=python)
        stock.resize(1280, 720)
        stock.show()
        stock.setTransform(self.view.transform())
        stock.centerOn(self.view.mapToScene(self.view.viewport().rect().center()))
        self._app.processEvents()
        assert stock.items(stock.viewport().rect())
        written = inscriptions(scene.layout)
        rows = np.flatnonzero(written.wires >= 0)[:: len(scene.layout.labels.of.roles)]
        two = [self._session.readings(written.bundle)]
        self.edit()
        two.append(self._session.readings(written.bundle))

        def frame() -> None:
            stock.show_numbers(two[next(self._numbers) % 2], rows)
            stock.viewport().repaint()

        return frame


def small(app: QApplication) -> None:
    for lesson in lessons():
        bench = Bench(app, read(lesson.path))
        report(lesson.name, measured(bench.frame))
        bench.close()


def large(app: QApplication, name: str, project: Project) -> None:
    bench = Bench(app, project)
    print(name)
    report("scene built: layout, items", bench.build)
    report("solve and verify alone", measured(bench.solve, 20))
    report(f"frame, all in sight ({bench.view.zoom:.2f})", measured(bench.frame))
    report("frame while a node is dragged", measured(bench.drag, 40))
    bench.let_go()
    report("pan", measured(bench.pan))
    report("zoom", measured(bench.zoom))
    bench.zoom_to(READ)
    report(f"frame, numbers to be read ({READ})", measured(bench.frame))
    report("the same, and every weight changes", measured(bench.frame_of_all))
    report("the same, repainted only", measured(bench.view.viewport().repaint))
    report("stock: an item with Python paint per edge", measured(bench.stock(python=True), 15))
    report("stock: line and text items", measured(bench.stock(python=False), 15))
    report("pan", measured(bench.pan))
    report("zoom", measured(bench.zoom))
    bench.close()


if __name__ == "__main__":
    application = make_application()
    print(f"{'':46} {'clock median, p99':>17}     {'processor median, p99':>17}")
    small(application)
    large(application, "100 units, 500 edges", units(100, 500, 10))
    if "--quick" not in sys.argv:
        large(application, "1,000 units, 5,000 edges", units(1000, 5000, 40))
