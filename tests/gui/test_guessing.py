"""While a class guesses, nothing in the window gives the numbers away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.formulas.view import FormulaView
from gui.main_window import MainWindow


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    made = window_on("skip-connection")
    made.resize(1280, 720)
    return made


def shown_texts(window: MainWindow) -> Iterator[str]:
    """What stands on labels, in formulas and on the drawing."""
    yield from (each.text() for each in window.findChildren(QLabel) if each.isVisible())
    formulas = window.findChildren(FormulaView)
    yield from (each.accessibleName() for each in formulas if each.isVisible())
    scene = window.workbench.canvas.scene()
    yield from (spot.reading.text for spot in scene.spots())


@pytest.mark.parametrize("page", ["plots", "check"])
def test_the_loss_and_the_gradients_stay_secret(
    qtbot: QtBot, window: MainWindow, page: str
) -> None:
    window.workbench.strip.show_page(page)
    qtbot.waitUntil(lambda: window.workbench.strip.page(page) is not None)
    window.session.look(selection=frozenset({("0", "1", None)}))
    window.walk.set_reveal(True)
    qtbot.wait(300)
    notes = window.session.project.notes  # the lesson's own words may tell what they like
    seen = [text for text in shown_texts(window) if text not in notes]
    for secret in ("3.375", "0.75", "0.375"):
        assert not [text for text in seen if secret in text]


def test_at_the_end_of_the_walk_everything_is_known(qtbot: QtBot, window: MainWindow) -> None:
    window.walk.set_reveal(True)
    for _ in range(2 * len(window.walk.steps)):
        window.walk.next()
    qtbot.wait(200)
    assert [text for text in shown_texts(window) if "3.375" in text]
    assert "?" not in set(shown_texts(window))
