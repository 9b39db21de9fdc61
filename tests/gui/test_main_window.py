from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.lessons import lessons
from gui.actions import ACTIONS
from gui.main_window import MainWindow
from gui.theme import THEMES
from gui.view import Passes


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    return window_on(None)


def trigger(window: MainWindow, name: str) -> None:
    window.actions_by_id[name].trigger()


def test_it_opens_on_the_first_lesson(window: MainWindow) -> None:
    assert lessons()[0].title in window.windowTitle()
    assert window.documents.lesson == lessons()[0].name


def test_the_keyboard_begins_on_the_drawing(window: MainWindow) -> None:
    assert window.focusWidget() is window.workbench.canvas
    window.workbench.lessons.findChild(QWidget, "lessons_list").setFocus()
    window.begin(window.session.project)
    assert window.focusWidget() is window.workbench.canvas


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_every_lesson_can_be_shown(window: MainWindow, lesson: object) -> None:
    window.documents.open_lesson(lesson)  # type: ignore[arg-type]
    assert not window.grab().isNull()
    assert window.session.shown.verified


def test_every_action_is_connected_and_in_a_menu(window: MainWindow) -> None:
    menus = window.menuBar().findChildren(QMenu)
    listed = {action.objectName() for menu in menus for action in menu.actions()}
    assert listed >= {spec.id for spec in ACTIONS}
    for spec in ACTIONS:
        action = window.actions_by_id[spec.id]
        assert action.receivers("2triggered(bool)") > 0, spec.id
        assert action.toolTip()


def test_no_key_means_two_things(window: MainWindow) -> None:
    keys = [
        key.toString() for action in window.actions_by_id.values() for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_redo_has_both_usual_keys(window: MainWindow) -> None:
    keys = {key.toString() for key in window.actions_by_id["redo"].shortcuts()}
    assert keys >= {"Ctrl+Y", "Ctrl+Shift+Z"}
    zoom = window.actions_by_id["zoom_in"].shortcuts()
    assert QKeySequence("Ctrl+=") in zoom


def test_undo_names_what_it_undoes(window: MainWindow) -> None:
    session = window.session
    session.edit("Set w₁", session.project.with_weight("w1", 2.0))
    assert "Set w₁" in window.actions_by_id["undo"].text()
    assert window.isWindowModified()
    trigger(window, "undo")
    assert not window.actions_by_id["undo"].isEnabled()
    assert "Set w₁" in window.actions_by_id["redo"].text()
    assert not window.isWindowModified()


def test_a_training_step_by_its_action(window: MainWindow) -> None:
    trigger(window, "train_step")
    assert window.session.undo_stack.count() == 1
    trigger(window, "undo")
    assert window.session.undo_stack.index() == 0


def test_passes_are_chosen_one_at_a_time(window: MainWindow) -> None:
    trigger(window, "backward")
    assert window.session.view.passes is Passes.BACKWARD
    checked = [n for n in ("forward", "backward", "both") if window.actions_by_id[n].isChecked()]
    assert checked == ["backward"]


@pytest.mark.parametrize("name", THEMES)
def test_one_action_switches_the_theme_and_it_is_remembered(
    window: MainWindow, settings: QSettings, name: str
) -> None:
    trigger(window, name)
    assert settings.value("theme", THEMES[0]) == name
    assert not window.grab().isNull()


def test_panels_fold(window: MainWindow) -> None:
    trigger(window, "show_lessons")
    assert not window.workbench.lessons.isVisible()
    trigger(window, "show_lessons")
    assert window.workbench.lessons.isVisible()


def test_samples_are_stepped_through(window: MainWindow) -> None:
    xor = next(lesson for lesson in lessons() if lesson.name == "xor")
    window.documents.open_lesson(xor)
    trigger(window, "next_sample")
    assert window.session.view.sample == 1
    trigger(window, "previous_sample")
    assert window.session.view.sample == 0


def test_whatever_takes_the_focus_can_be_read_aloud(window: MainWindow) -> None:
    for widget in window.findChildren(QWidget):
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isVisible():
            continue
        parent = widget.parent()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
            continue  # its scroll area has the name
        words = [widget.accessibleName(), widget.toolTip()]
        words += [widget.text()] if isinstance(widget, QAbstractButton) else []
        named = any(words) or widget.objectName().startswith("qt_")
        assert named, (type(widget).__name__, widget.objectName(), parent)


def test_shortcuts_and_about_can_be_read(window: MainWindow, qtbot: QtBot) -> None:
    trigger(window, "shortcuts")
    dialog = window.findChild(QWidget, "shortcuts_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    trigger(window, "about")


def test_actions_have_distinct_ids() -> None:
    ids = [spec.id for spec in ACTIONS]
    assert len(ids) == len(set(ids))
