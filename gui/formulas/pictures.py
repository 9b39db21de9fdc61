"""Pictures of TeX: set once by ziamath in idle moments, then drawn in any size and colour.

Setting a piece takes milliseconds, a matrix many, importing ziamath far longer. So nobody waits
more than a moment: what is not set yet is asked for, a signal tells when it is there, and nothing
is set while a mouse button is down.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Thread
from time import perf_counter

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

EM = 64.0
"""Size in which formulas are set; pictures are drawings of lines, so any size is sharp."""

WARM_UP = r"\frac{\partial x}{\partial y}"

MOST_PICTURES, MOST_RENDERERS = 4000, 500

_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')

_SPACED = (
    (r"\begin{pmatrix}", r"{\left(\begin{matrix}"),
    (r"\end{pmatrix}", r"\end{matrix}\right)}"),
    (r"\begin{matrix}", r"\,\begin{matrix}"),
    (r"\end{matrix}", r"\end{matrix}\,"),
)

REST = 12
"""Milliseconds for the window between two pieces."""

MOMENT, PAUSE = 0.03, 0.15
"""Seconds after which nothing more is set at once, and until the next moment begins."""

_LARGE = "matrix}"
"""What takes many milliseconds by itself."""

PATIENCE = 60
"""Milliseconds until one looks again whether ziamath is loaded or the mouse is let go."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A formula set by TeX; `box` is in ems around the beginning of the baseline."""

    svg: str
    box: QRectF


class Pictures(QObject):
    """All pictures of the application; `Pictures.of_application()` is the one to ask."""

    ready = Signal(str)
    """This TeX can be drawn now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: OrderedDict[str, Picture | None] = OrderedDict()
        self._renderers: OrderedDict[tuple[str, str], QSvgRenderer] = OrderedDict()
        self._wanted: dict[str, None] = {}
        self._later: dict[str, None] = {}
        self._loader: Thread | None = None
        self._moment = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_idle)

    @staticmethod
    def of_application() -> Pictures:
        """The pictures that everything in this application shares."""
        app = QApplication.instance()
        assert app is not None
        return app.findChild(Pictures) or Pictures(app)

    def find(self, tex: str) -> Picture | None:
        """The picture, if it is there already; None while it is not, and for what TeX refuses."""
        if tex in self._pictures:
            self._pictures.move_to_end(tex)
        return self._pictures.get(tex)

    def knows(self, tex: str) -> bool:
        """Whether it was set, or tried to."""
        return tex in self._pictures

    def ask(self, tex: str, *, later: bool = False) -> None:
        """Set this in an idle moment, the latest demand first; `later`: after all others."""
        if tex in self._pictures:
            return
        if not later:
            self._later.pop(tex, None)
            self._wanted.pop(tex, None)
            self._wanted[tex] = None
        elif tex not in self._wanted:
            self._later[tex] = None
        if not self._timer.isActive():
            self._timer.start(0)

    def set_now(self, formula: Iterable[str]) -> None:
        """Set what takes a moment only, as long as nobody waits for it; the rest is to be asked."""
        if not self._is_loaded() or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if perf_counter() - self._moment > PAUSE:
            self._moment = perf_counter()
        for tex in formula:
            if perf_counter() - self._moment > MOMENT:
                return
            if tex not in self._pictures and _LARGE not in tex:
                self._set(tex)

    def load(self) -> None:
        """Have ziamath loaded before somebody needs it."""
        self._is_loaded()

    def renderer(self, tex: str, color: QColor) -> QSvgRenderer | None:
        """Draws the picture in a colour; None without one."""
        picture = self.find(tex)
        if picture is None:
            return None
        key = tex, color.name()
        if key not in self._renderers:
            svg = picture.svg.replace('"black"', f'"{color.name()}"')
            self._renderers[key] = QSvgRenderer(QByteArray(svg.encode()), self)
            if len(self._renderers) > MOST_RENDERERS:
                self._renderers.popitem(last=False)[1].deleteLater()
        self._renderers.move_to_end(key)
        return self._renderers[key]

    def _on_idle(self) -> None:
        demands = self._wanted or self._later
        if not demands:
            return
        if not self._is_loaded() or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start(PATIENCE)
            return
        tex, _ = demands.popitem()
        self._timer.start(REST)
        self._set(tex)

    def _set(self, tex: str) -> None:
        self._pictures[tex] = typeset(tex)
        if len(self._pictures) > MOST_PICTURES:
            self._pictures.popitem(last=False)
        self.ready.emit(tex)

    def _is_loaded(self) -> bool:
        """Whether ziamath and its font are there; loading them does not hold up the window.

        The interpreter waits for the thread: one that is cut off in the middle aborts the program.
        """
        if self._loader is None:
            self._loader = Thread(target=typeset, args=(WARM_UP,))
            self._loader.start()
        return not self._loader.is_alive()


def typeset(tex: str) -> Picture | None:
    """Set a piece of TeX; None if ziamath cannot."""
    try:
        from ziamath.config import config
        from ziamath.zmath import Latex

        config.svg2 = False  # Qt draws no symbols by reference
        svg: str = Latex(_spaced(tex), size=EM).svg()
    except Exception:  # noqa: BLE001 - bad TeX raises anything
        return None
    found = _VIEW_BOX.search(svg)
    x, y, width, height = (float(each) / EM for each in found.groups()) if found else (0.0,) * 4
    return Picture(svg, QRectF(x, y, width, height)) if width * height > 0 else None


def _spaced(tex: str) -> str:
    """Brackets of a matrix by themselves, or they grow with their neighbours; room beside them."""
    for written, spaced in _SPACED:
        tex = tex.replace(written, spaced)
    return tex
