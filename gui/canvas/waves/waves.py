"""Waves: shows what is held, in step with the session."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.quantity import Quantity
from engine.sensitivity.message import message
from engine.sensitivity.wiggle import Wave, wave
from engine.walk import Phase
from gui.canvas.painting.veil import veiled
from gui.canvas.scene import NetworkScene
from gui.canvas.waves.backward import message_drawing
from gui.canvas.waves.clock import Clock
from gui.canvas.waves.drawing import Drawing, Places
from gui.canvas.waves.forward import wave_drawing
from gui.canvas.waves.item import WaveItem
from gui.canvas.waves.telling import Telling
from gui.canvas.zooming import ZoomView
from gui.moment import Change
from gui.session import Session
from gui.theme import Themes
from gui.view import Hold


class Waves(QObject):
    """Draws the wave of the view's `hold`, lets it run when that begins, and tells of the nudge."""

    def __init__(
        self, session: Session, themes: Themes, scene: NetworkScene, view: ZoomView
    ) -> None:
        super().__init__(scene)
        self._session = session
        self._scene = scene
        self._clock = Clock(scene)
        self._item = WaveItem()
        self._telling = Telling(session, themes, scene, view)
        self._places: Places | None = None
        self._drawing: Drawing | None = None
        self._wave: Wave | None = None
        self._held: tuple[Phase, Quantity] | None = None
        self._clock.ticked.connect(self._on_ticked)
        session.changed.connect(self._on_changed)
        scene.laid_out.connect(self._on_laid_out)

    # -- in step with the session -------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        hold = change.view.hold
        if hold is None:
            self._end()
            return
        begins = self._held != (hold.phase, hold.quantity)
        if begins:
            self._places = None
        moved = change.view_before.sample != change.view.sample
        if begins or moved or change.before is not change.after:
            self._draw(hold)
        if self._drawing is None:
            return
        self._telling.tell(hold, self._wave, self._drawing)
        if begins:
            self._held = hold.phase, hold.quantity
            self._clock.start(self._drawing.levels + 1.0, animated=change.view.animated)

    def _on_laid_out(self) -> None:
        """Things stand elsewhere, so do the labels."""
        hold = self._session.view.hold
        self._places = None
        if hold is not None and self._drawing is not None:
            self._draw(hold)
            self._telling.tell(hold, self._wave, self._drawing)

    def _draw(self, hold: Hold) -> None:
        session, scene = self._session, self._scene
        trace, sample = session.shown.trace, session.view.sample
        if trace is None:
            return
        where = (scene.layout, scene.look, self._places)
        self._wave = None
        if hold.phase is Phase.FORWARD:
            self._wave = wave(trace, hold.quantity, sample)
            found = wave_drawing(session, trace, self._wave, *where)
        else:
            found = message_drawing(session, trace, message(trace, hold.quantity, sample), *where)
        self._drawing, self._places = found
        area = veiled(scene.content())
        self._item.show_drawing(self._drawing, scene.layout, scene.look, area)
        if self._item.scene() is None:
            scene.addItem(self._item)
        scene.attend(hushed=True)

    def _end(self) -> None:
        if self._drawing is None:
            return
        self._clock.stop()
        self._drawing = self._wave = self._held = None
        if self._item.scene() is not None:
            self._scene.removeItem(self._item)
        self._telling.end()
        self._scene.attend(hushed=False)

    def _on_ticked(self) -> None:
        self._item.show_front(self._clock.front)
