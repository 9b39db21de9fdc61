"""A monkey at the window: random clicks, drags, keys and menus must never raise or warn.

`python -m tests.gui.monkey SEED STEPS` lets it play for longer.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.monkey import Monkey


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus, where there is no screen
@pytest.mark.parametrize("seed", range(6))
def test_nothing_a_monkey_does_fails(
    window_on: Callable[[str | None], MainWindow], qtbot: QtBot, seed: int
) -> None:
    monkey = Monkey(window_on("skip-connection"), seed)
    with qtbot.captureExceptions() as errors:
        for _ in range(120):
            monkey.play()
            assert not errors, monkey.history
