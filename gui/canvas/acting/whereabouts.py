"""Whereabouts: which place of the board a person means."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QGraphicsView, QMenu

from gui.parts import Place


class Whereabouts:
    """Where the menu of the board was asked for, and where the mouse points."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self._asked: QPointF | None = None

    @property
    def asked(self) -> QPointF | None:
        """The scene point at which the menu was asked for whose row is carried out."""
        return self._asked

    def ask(self, menu: QMenu, at: QPointF) -> None:
        """Remember the scene point until a row of the menu was carried out, or none was."""
        self._asked = at
        menu.aboutToHide.connect(self._on_hiding)  # the row comes right after

    def _on_hiding(self) -> None:
        QTimer.singleShot(0, self._view, self._forget)

    def _forget(self) -> None:
        self._asked = None

    def meant(self) -> Place | None:
        """Where something without a place of its own is to go; None: nowhere on the board."""
        at = self._asked
        if at is None:
            viewport = self._view.viewport()
            mouse = viewport.mapFromGlobal(QCursor.pos())
            if not (viewport.underMouse() and viewport.rect().contains(mouse)):
                return None
            at = self._view.mapToScene(mouse)
        return at.x(), at.y()
