"""Telling: what the nudge of the held number does, on a card where there is room for it."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QObject, QPointF, QRectF

from engine.sensitivity.wiggle import Wave, nudged
from gui.canvas.placing.geometry import Box, sampled
from gui.canvas.scene import NetworkScene
from gui.canvas.waves.card import NudgeCard
from gui.canvas.waves.drawing import Drawing
from gui.canvas.waves.room import Room
from gui.canvas.zooming import ZoomView
from gui.session import Session
from gui.theme import Themes
from gui.view import Hold

_LIT, _DIM = 10.0, 1.0
"""What it costs to cover something that the wave lights, and anything else."""


class Telling(QObject):
    """Keeps the card true, and in a place where it covers as little as possible."""

    def __init__(
        self, session: Session, themes: Themes, scene: NetworkScene, view: ZoomView
    ) -> None:
        super().__init__(scene)
        self._session = session
        self._scene = scene
        self._view = view
        self._card = NudgeCard(session, themes, view.viewport())
        self._told: tuple[Hold, Drawing] | None = None
        view.zoom_changed.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)
        view.verticalScrollBar().valueChanged.connect(self._place)

    def tell(self, hold: Hold, wave: Wave | None, drawing: Drawing) -> None:
        """Predict and measure the nudge; nothing to tell without a wave or an objective."""
        session = self._session
        trace, project = session.shown.trace, session.shown.project
        if wave is None or trace is None:
            self.end()
            return
        nudge = nudged(project, trace, wave, hold.step)
        if nudge is None:
            return
        self._told = hold, drawing
        predicted, actual = (
            session.reading_of(each, checked=wave.checked)
            for each in (nudge.predicted, nudge.actual)
        )
        self._card.tell(hold, nudge.step, predicted, actual)
        self._place()

    def end(self) -> None:
        """Put the card away."""
        self._told = None
        self._card.hide()

    def _place(self) -> None:
        """Near the held number."""
        spot = None if self._told is None else self._scene.spot(self._told[0].quantity)
        if spot is None:
            return
        near, room = self._around(spot.slot.box), self._room()
        for brief in (False, True):
            self._card.be_brief(brief=brief)
            at, covered = room.best(self._card.size(), near)
            self._card.move(at)
            if not covered:
                return

    def _room(self) -> Room:
        """What stands on the viewport, and what it costs to cover it."""
        assert self._told is not None
        drawing, layout, view = self._told[1], self._scene.layout, self._view
        room = Room(view.viewport().rect())
        lit = {lamp.node for lamp in drawing.lamps}
        for node in layout.figures:
            outline = QRectF(view.mapFromScene(self._scene.outline(node)).boundingRect())
            room.take([outline], _LIT if node in lit else _DIM)
        for lines in drawing.labels.values():
            room.take([self._around(line.box) for line in lines], _LIT)
        points = sampled(layout.curves[[ray.wire for ray in drawing.rays]]).reshape(-1, 2)
        origin = view.viewportTransform().map(QPointF())
        room.take_points(view.zoom * points + (origin.x(), origin.y()), _LIT)
        return room

    def _around(self, box: Box) -> QRectF:
        """The rectangle around a box of the scene, on the viewport."""
        reach = hypot(box.half_width, box.half_height) if box.angle else box.half_width
        high = reach if box.angle else box.half_height
        rect = QRectF(box.x - reach, box.y - high, 2 * reach, 2 * high)
        return QRectF(self._view.mapFromScene(rect).boundingRect())
