"""Preview: the drawing of a session's network to look at, not to edit."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from gui.canvas.scene import NetworkScene
from gui.canvas.zooming import ZoomView
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes


class NetworkPreview(ZoomView):
    """Always fitted; whoever wants to look closer may zoom. The keyboard passes it by."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(self.tr("Preview of the network"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setInteractive(False)
        self._scene = NetworkScene(session, themes, self)
        self._color = themes.current.color(ColorRole.CANVAS)
        self.setScene(self._scene)
        session.opened.connect(self.fit)
        themes.changed.connect(self._on_theme)

    def content(self) -> QRectF:
        """The rectangle around the drawing."""
        return self._scene.content()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The board, and what of the drawing are no numbers."""
        painter.fillRect(rect, self._color)
        self._scene.drawBackground(painter, rect)

    def _on_theme(self, theme: Theme) -> None:
        self._color = theme.color(ColorRole.CANVAS)
        self.refit()
