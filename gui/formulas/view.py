"""FormulaView: a formula on a widget, as high as its lines; Unicode text until TeX is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, inf

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.fonts import math_font, slanted
from gui.formulas.flow import Block, Flow, Place, flow
from gui.formulas.pictures import Pictures
from gui.formulas.pieces import Formula, Piece, written

RESTING = 150
"""Milliseconds without another formula until pictures are asked for: never while one drags."""

WIDEST, NARROWEST = 10_000, 40

SMALLEST_EM, SMALLER = 10.0, 0.94
"""How small type becomes where there is little room, and by which steps."""

UNDERLINE = 0.07
"""Width of the line below a term, in ems."""

GAP = 0.13
"""How far a piece reaches into the blank beside it, in ems."""

ASCENT, DESCENT = 0.78, 0.26
"""Of plain text in the mathematics face, whose own lines would be three times as high, in ems."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a piece is drawn; `line` underlines it, so that colour is not alone."""

    color: QColor
    line: Qt.PenStyle = Qt.PenStyle.NoPen


class FormulaView(QWidget):
    """Shows a formula; its pieces can be pointed at and clicked."""

    hovered = Signal(object)
    """The piece under the pointer; None elsewhere."""

    clicked = Signal(object)
    """A piece."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        stacked: bool = True,
        most_height: float = inf,
    ) -> None:
        """`stacked`: every further relation begins a line; what is too high is set smaller."""
        super().__init__(parent)
        self._stacked, self._most_height = stacked, most_height
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, copy in (
            (self.tr("Copy"), self.copy_text),
            (self.tr("Copy as TeX"), self.copy_tex),
        ):
            action = QAction(text, self)
            action.triggered.connect(copy)
            self.addAction(action)
        self._formula: Formula = ()
        self._inks: tuple[Ink, ...] = ()
        self._asked_em = self._em = 16.0
        self._flow = Flow()
        self._pointed: Piece | None = None
        self._pictures = Pictures.of_application()
        self._pictures.ready.connect(self._on_ready)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTING)
        self._rest.timeout.connect(self._ask)

    # -- what is shown ------------------------------------------------------------------------

    def show_formula(self, formula: Formula, inks: Sequence[Ink], em: float) -> None:
        """Show `formula`, each piece in its ink, in type of `em` pixels."""
        shown = formula, tuple(inks), em
        if shown == (self._formula, self._inks, self._asked_em):
            return
        self._formula, self._inks, self._asked_em = shown
        self.setAccessibleName(written(formula))
        if not self._rest.isActive():  # the first one for a while is no drag
            self._pictures.set_now(piece.tex for piece in formula if not piece.is_plain)
        self._rest.start()
        self._lay_out()

    @property
    def em(self) -> float:
        """The size of type as it is drawn, in pixels."""
        return self._em

    def _ask(self) -> None:
        for piece in reversed(self._formula):  # the latest demand is set first
            if not piece.is_plain:
                self._pictures.ask(piece.tex)

    def _on_ready(self, tex: str) -> None:
        if any(piece.tex == tex for piece in self._formula):
            self._lay_out()

    # -- where everything stands --------------------------------------------------------------

    def _lay_out(self) -> None:
        self._em = self._asked_em
        self._flow = self._flowing(self.width())
        settled = all(piece.is_plain or self._pictures.knows(piece.tex) for piece in self._formula)
        most = self._most_height if settled else inf  # text takes other room
        while self._flow.height > most and self._em > SMALLEST_EM:
            self._em *= SMALLER
            self._flow = self._flowing(self.width())
        below = 3 * UNDERLINE * self._em if self._is_underlined() else 0
        self.setFixedHeight(ceil(self._flow.height + below))
        self.updateGeometry()
        self.update()

    def _is_underlined(self) -> bool:
        return any(ink.line is not Qt.PenStyle.NoPen for ink in self._inks)

    def _flowing(self, width: int) -> Flow:
        blocks = [self._block(piece) for piece in self._formula]
        return flow(blocks, width, self._em, stacked=self._stacked)

    def _block(self, piece: Piece) -> Block:
        em, picture = self._em, None if piece.is_plain else self._pictures.find(piece.tex)
        if picture is not None:
            box = picture.box
            width, ascent, descent = (em * each for each in (box.right(), -box.top(), box.bottom()))
            return Block(piece.kind, width, ascent, descent, piece.depth)
        width = QFontMetricsF(math_font(em)).horizontalAdvance(slanted(piece.text))
        return Block(piece.kind, width, ASCENT * em, DESCENT * em, piece.depth)

    def sizeHint(self) -> QSize:
        """As wide as without broken lines."""
        free = self._flowing(WIDEST)
        return QSize(round(free.width) + 1, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(NARROWEST, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def _rects(self) -> list[QRectF]:
        """Where every piece stands on the widget."""
        rects = []
        for piece, place in zip(self._formula, self._flow.places, strict=True):
            block = self._block(piece)
            top = place.baseline - block.ascent * place.scale
            height = (block.ascent + block.descent) * place.scale
            rects.append(QRectF(place.x, top, block.width * place.scale, height))
        return rects

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pictures where there are some, else text; what has a line gets it below."""
        del event
        rects = self._rects()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for piece, ink, place in zip(self._formula, self._inks, self._flow.places, strict=True):
                self._paint_piece(painter, piece, ink, place)
            for ink, rect in self._terms(rects):
                y = rect.bottom() + UNDERLINE * self._em
                painter.setPen(QPen(ink.color, UNDERLINE * self._em, ink.line))
                painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))

    def _terms(self, rects: Sequence[QRectF]) -> Iterator[tuple[Ink, QRectF]]:
        """Pieces beside each other that have one line below them."""
        shown = zip(self._inks, self._flow.places, rects, strict=True)
        for (ink, _), group in groupby(shown, key=lambda each: (each[0], each[1].baseline)):
            if ink.line is not Qt.PenStyle.NoPen:
                united = QRectF()
                for _, _, rect in group:
                    united |= rect
                yield ink, united

    def _paint_piece(self, painter: QPainter, piece: Piece, ink: Ink, place: Place) -> None:
        em = self._em * place.scale
        renderer = None if piece.is_plain else self._pictures.renderer(piece.tex, ink.color)
        picture = None if renderer is None else self._pictures.find(piece.tex)
        if renderer is not None and picture is not None:
            box = picture.box
            at = QPointF(place.x + box.x() * em, place.baseline + box.y() * em)
            renderer.render(painter, QRectF(at, box.size() * em))
            return
        painter.setPen(ink.color)
        painter.setFont(math_font(em))
        painter.drawText(QPointF(place.x, place.baseline), slanted(piece.text))

    # -- pointing -----------------------------------------------------------------------------

    def piece_at(self, at: QPointF) -> Piece | None:
        """What stands at a point of the widget."""
        reach = GAP * self._em
        for piece, rect in zip(self._formula, self._rects(), strict=True):
            if rect.adjusted(-reach, -reach, reach, reach).contains(at):
                return piece
        return None

    def _point_at(self, piece: Piece | None) -> None:
        if piece != self._pointed:
            self._pointed = piece
            self.hovered.emit(piece)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what the pointer is at."""
        self._point_at(self.piece_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a piece."""
        piece = self.piece_at(event.position())
        if piece is not None and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(piece)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._point_at(None)

    def copy_text(self) -> None:
        """Put the formula on the clipboard, in Unicode."""
        QGuiApplication.clipboard().setText(written(self._formula))

    def copy_tex(self) -> None:
        """Put the formula on the clipboard, in TeX."""
        QGuiApplication.clipboard().setText(written(self._formula, tex=True))
