"""The widget: text at once, pictures when it rests, colours, copies, pointing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.explain.numbers import literal
from engine.formula.expression import Number, Outer, Power, Transpose
from engine.formula.notation import Style
from engine.formula.printer import text
from gui.formulas.pictures import Pictures, typeset
from gui.formulas.pieces import Formula, pieces, relation, term
from gui.formulas.view import FormulaView, Ink
from tests.gui.formulas.test_pieces import tree

BLACK, RED = QColor("#000000"), QColor("#ff0000")


def show_in(view: FormulaView, formula: Formula, em: float = 20.0) -> None:
    inks = [Ink(RED if piece.tag == "path" else BLACK) for piece in formula]
    view.show_formula(formula, inks, em)


@pytest.fixture
def view(show: Callable[..., QWidget]) -> FormulaView:
    found = show(FormulaView("formula"), 300, 40)
    assert isinstance(found, FormulaView)
    return found


def chain(name: str = "h0") -> Formula:
    left = pieces(tree(f"dL/d{name}"))
    return (*left, relation("="), *pieces(tree("dL/dz2*w3 + x"), ("path",)))


def has_color(view: FormulaView, color: QColor) -> bool:
    image = view.grab().toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return any(pixel == color for pixel in pixels)


def test_text_first_then_a_picture_which_is_higher(qtbot: QtBot, view: FormulaView) -> None:
    column = r"\begin{pmatrix} k \\ j \end{pmatrix}"  # in no other test: pictures are kept
    show_in(view, (term("(k, j)", column),))
    first = view.height()
    assert 20 < first < 40
    qtbot.waitUntil(lambda: view.height() > 1.4 * first, timeout=10_000)


def test_what_takes_a_moment_is_a_picture_at_once(qtbot: QtBot, view: FormulaView) -> None:
    pictures = Pictures.of_application()
    pictures.ask("k")
    qtbot.waitUntil(lambda: pictures.knows("k"), timeout=10_000)  # ziamath is loaded
    show_in(view, (term("u/v", r"\frac{u}{v}"),))
    assert pictures.find(r"\frac{u}{v}")
    assert view.height() > 34
    qtbot.wait(200)
    show_in(view, (term("(u)", r"\begin{pmatrix} u \end{pmatrix}"),))
    assert not pictures.knows(r"\begin{pmatrix} u \end{pmatrix}")


def test_terms_have_the_colour_of_their_path(qtbot: QtBot, view: FormulaView) -> None:
    show_in(view, chain())
    assert has_color(view, RED)
    tex = [piece.tex for piece in chain() if not piece.is_plain]
    found = Pictures.of_application()
    qtbot.waitUntil(lambda: all(found.find(each) for each in tex), timeout=10_000)
    assert has_color(view, RED)
    show_in(view, pieces(tree("x")))
    assert not has_color(view, RED)


def test_nothing_more_is_set_while_formulas_keep_coming(qtbot: QtBot, view: FormulaView) -> None:
    asked = []
    Pictures.of_application().ready.connect(asked.append)
    for number in range(30):
        show_in(view, (term(f"k_{number}", f"k_{{{number}}}"),))
        qtbot.wait(10)
    assert not {tex for tex in asked if tex.startswith("k_")} - {"k_{0}", "k_{29}"}
    qtbot.waitUntil(lambda: "k_{29}" in asked, timeout=10_000)
    Pictures.of_application().ready.disconnect(asked.append)


def test_tex_that_cannot_be_set_stays_text(qtbot: QtBot, view: FormulaView) -> None:
    assert typeset(r"\frac{") is None
    show_in(view, (term("text", r"\frac{"),))
    qtbot.wait(400)
    assert view.accessibleName() == "text"
    assert has_color(view, BLACK)


def test_exponents_of_vectors_and_matrices_are_set() -> None:
    column, matrix = literal(np.array([1.0, -0.5])), literal(np.array([[1.0, -2.0], [3.0, 4.0]]))
    for raised in (Outer(column, column), Transpose(matrix), Power(column, Number(2.0))):
        assert typeset(text(raised, Style.TEX)) is not None


def test_a_narrow_view_has_more_lines(view: FormulaView) -> None:
    show_in(view, chain())
    before = view.height()
    view.resize(110, 40)
    assert view.height() > 1.5 * before


def test_it_is_read_aloud_and_copied_as_text_and_as_tex(view: FormulaView) -> None:
    show_in(view, chain())
    assert view.accessibleName() == "∂L/∂h₀ = ∂L/∂z₂·w₃ + x"
    menu_entries(view)["Copy"].trigger()
    assert QGuiApplication.clipboard().text() == "∂L/∂h₀ = ∂L/∂z₂·w₃ + x"
    menu_entries(view)["Copy as TeX"].trigger()
    assert QGuiApplication.clipboard().text().startswith(r"\frac{\partial L}{\partial h_{0}} = ")


def menu_entries(view: FormulaView) -> dict[str, QAction]:
    assert view.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    return {action.text(): action for action in view.actions()}


def test_pointing_and_clicking_tell_the_piece(qtbot: QtBot, view: FormulaView) -> None:
    show_in(view, (term("a"), relation("="), term("bbbb", tag="path")))
    right = QPoint(view.sizeHint().width() - 10, view.height() // 2)
    with qtbot.waitSignal(view.hovered) as hovered:
        qtbot.mouseMove(view, right)
    assert hovered.args[0].tag == "path"
    with qtbot.waitSignal(view.clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=right)
    assert clicked.args[0].tag == "path"
    with qtbot.waitSignal(view.hovered) as hovered:
        qtbot.mouseMove(view, QPoint(5, view.height() // 2))
    assert hovered.args[0].tag is None
