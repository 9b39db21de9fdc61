"""Editing in place: one number at a time, typed where it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt, Signal

from engine.numerals import full
from engine.quantity import Quantity
from gui.canvas.acting.editor import NumberEditor
from gui.canvas.acting.focus import Focus
from gui.canvas.numbers import current
from gui.canvas.scene import NetworkScene
from gui.canvas.zooming import ZoomView
from gui.edits import set_to
from gui.session import Session
from gui.theme import Themes
from gui.words import quantity_name

_SMALLEST_TEXT, _LARGEST_TEXT = 14.0, 44.0
"""Pixels: it stays readable where the drawing is small."""


class InPlace(QObject):
    """Puts the editor over a number, and what was typed into the document."""

    left = Signal()
    """The editor was closed and none followed: the keyboard belongs to the view again."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        scene: NetworkScene,
        view: ZoomView,
        focus: Focus,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._scene = scene
        self._view = view
        self._focus = focus
        self._quantity: Quantity | None = None
        self._editor = NumberEditor(view.viewport(), themes)
        self._editor.committed.connect(self._on_committed)
        self._editor.closed.connect(self._on_closed)
        scene.laid_out.connect(self.place)
        view.zoom_changed.connect(self.place)
        view.horizontalScrollBar().valueChanged.connect(self.place)
        view.verticalScrollBar().valueChanged.connect(self.place)

    def open(self, quantity: Quantity, typed: str = "") -> None:
        """Type the number at `quantity`; `typed` replaces it, as the key that began it."""
        over, size = self._over(quantity)
        if over is None:
            return
        self._quantity = quantity
        network = self._session.project.network
        number = current(self._session.project, quantity, self._session.view.sample)
        self._editor.open(quantity_name(network, quantity), full(number), over, size)
        if typed:
            self._editor.insert(typed)

    def place(self) -> None:
        """Follow the number; close when it is gone."""
        if self._quantity is None:
            return
        over, _ = self._over(self._quantity)
        if over is None:
            self._editor.cancel()
        else:
            self._editor.place(over)

    def finish(self) -> bool:
        """Commit what is typed; False when it is no number, and waits to be mended."""
        finished = self._editor.finish()
        if not finished:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return finished

    def _over(self, quantity: Quantity) -> tuple[QRect | None, float]:
        """The number's rectangle on the viewport, and the size of its text there."""
        spot = self._scene.spot(quantity)
        if spot is None:
            return None, 0.0
        zoom, box = self._view.zoom, spot.slot.box
        over = QRect(0, 0, round(2 * box.half_width * zoom), round(2 * box.half_height * zoom))
        over.moveCenter(self._view.mapFromScene(box.x, box.y))
        return over, max(_SMALLEST_TEXT, min(spot.slot.size * zoom, _LARGEST_TEXT))

    def _on_committed(self, number: float) -> None:
        if self._quantity is not None:
            set_to(self._session, self._quantity, number)

    def _on_closed(self, direction: int, types: bool) -> None:
        self._quantity = None
        moved = bool(direction) and self._focus.go(direction, only_numbers=True)
        if moved and types and self._focus.number is not None:
            self.open(self._focus.number)
        else:
            self.left.emit()
