"""Notice: one sentence on the board, where there is nothing to draw or something is missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from engine.network import Network
from gui.canvas.placing.words import missing
from gui.moment import Change
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes

_TOP = 16


class Notice(QLabel):
    """Stands in the middle of an empty board, else at the top."""

    def __init__(self, session: Session, themes: Themes, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("canvas_notice")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        viewport.installEventFilter(self)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)
        self._show(session.shown.project.network)

    def _on_changed(self, change: Change) -> None:
        if change.before.project.network is not change.after.project.network:
            self._show(change.after.project.network)

    def _on_theme(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme.color(ColorRole.MUTED))
        self.setPalette(palette)

    def _show(self, network: Network) -> None:
        of_all = (missing(each) for each in network.missing if each.node is None)
        empty = self.tr(
            "Double click, or press Tab, and type what to add: x, relu, loss …\n"
            "Or paste a network; the menu File makes one of a weight table or an expression."
        )
        self.setText(next(of_all, "") if network.nodes else empty)
        self._centered = not network.nodes
        self.setVisible(bool(self.text()))
        self._place()

    def give_way(self, way: bool) -> None:
        """Be gone while something stands in the middle of the board."""
        self.setVisible(bool(self.text()) and not way)

    def _place(self) -> None:
        self.adjustSize()
        frame, board = self.rect(), self._viewport.rect()
        frame.moveCenter(board.center())
        if not self._centered:
            frame.moveTop(_TOP)
        self.move(frame.topLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the board changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
