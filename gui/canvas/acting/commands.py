"""Commands: what the actions do that edit the drawing as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication

from engine.errors import EngineError
from gui import parts
from gui.canvas.acting.whereabouts import Whereabouts
from gui.canvas.placing.arrange import arranged, positions
from gui.canvas.scene import NetworkScene
from gui.canvas.zooming import ZoomView
from gui.moment import Change
from gui.session import Session
from gui.words import error_sentence, placed_sentence

_MARGIN = 40.0
"""Scene units around what is brought into sight."""


class Commands(QObject):
    """Cut, copy, paste, duplicate, delete, select, arrange, and zoom to what is selected."""

    refused = Signal(str)
    """Why something could not be done."""

    def __init__(
        self,
        session: Session,
        scene: NetworkScene,
        view: ZoomView,
        whereabouts: Whereabouts,
        ready: Callable[[], bool],
    ) -> None:
        """`ready` ends what is going on; false where it must be ended by hand."""
        super().__init__(view)
        self._session = session
        self._scene = scene
        self._view = view
        self._whereabouts = whereabouts
        self._ready = ready
        session.travelled.connect(self._on_travelled)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by their ids."""
        return {
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
            "duplicate": self.duplicate,
            "delete": self.delete,
            "select_all": self.select_all,
            "arrange": self.arrange,
            "fit_selection": self.fit_selection,
        }

    # -- parts --------------------------------------------------------------------------------

    def cut(self) -> None:
        """To the clipboard, and away."""
        self._try(lambda: self._to_clipboard(parts.cut(self._session)))

    def copy(self) -> None:
        """To the clipboard."""
        self._try(lambda: self._to_clipboard(parts.copied(self._session)))

    def paste(self) -> None:
        """From the clipboard: at the pointer, or where no other node stands."""
        text, at = QGuiApplication.clipboard().text(), self._whereabouts.meant()
        if self._try(lambda: parts.paste(self._session, text, at), placed_sentence):
            self._bring_into_sight()

    def duplicate(self) -> None:
        """Beside the original."""
        if self._try(lambda: parts.duplicate(self._session)):
            self._bring_into_sight()

    def delete(self) -> None:
        """Away."""
        self._try(lambda: parts.delete(self._session))

    def select_all(self) -> None:
        """Every node."""
        self._session.look(selection=frozenset(self._session.shown.project.network.by_id))

    def _try(
        self, edit: Callable[[], None], worded: Callable[[EngineError], str] = error_sentence
    ) -> bool:
        if not self._ready():
            return False
        try:
            edit()
        except EngineError as error:
            self.refused.emit(worded(error))
            return False
        return True

    def _to_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    # -- where things stand -------------------------------------------------------------------

    def arrange(self) -> None:
        """Layers from left to right: of what is selected, where that is more than one node."""
        if not self._ready():
            return
        project, nodes = self._session.settle(), parts.selected_nodes(self._session)
        chosen = nodes if len(nodes) > 1 else list(project.network.by_id)
        words = QCoreApplication.translate("canvas", "Arrange %n node(s)", "", len(chosen))
        self._session.edit(words, arranged(project, chosen))
        if chosen is not nodes:
            self._view.fit()

    def fit_selection(self) -> None:
        """As large as the view has room."""
        area = self._selected()
        if area is not None:
            self._view.show_area(area)

    def _bring_into_sight(self) -> None:
        area = self._selected()
        if area is not None:
            self._view.bring_into_sight(area)

    def _on_travelled(self, change: Change) -> None:
        """Undo and redo show what they put on the board or moved there."""
        before, after = change.before.project, change.after.project
        if before.network is after.network and before.positions == after.positions:
            return
        was, now = positions(before), positions(after)
        area = self._around(node for node in now if was.get(node) != now[node])
        if area is not None:
            self._view.bring_into_sight(area)

    def _selected(self) -> QRectF | None:
        """The rectangle around what is selected."""
        keys = self._session.view.selection
        return self._around(
            node for key in keys for node in ((key,) if isinstance(key, str) else key[:2])
        )

    def _around(self, nodes: Iterable[str]) -> QRectF | None:
        """The rectangle around some nodes; None around none."""
        area: QRectF | None = None
        for node in nodes:
            box = self._scene.outline(node)
            area = box if area is None else area | box
        return None if area is None else area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
