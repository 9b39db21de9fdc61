from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from engine.resources import resource
from gui.app import make_application


def test_english_has_its_plural_forms(qtbot: QtBot) -> None:
    make_application()
    found = [QCoreApplication.translate("Trainer", "Train %n step(s)", "", n) for n in (1, 2)]
    assert found == ["Train 1 step", "Train 2 steps"]


def test_the_compiled_translation_is_the_one_of_the_source(tmp_path: Path) -> None:
    made = tmp_path / "en.qm"
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    source = resource("translations", "chainrule_en.ts")
    subprocess.run([lrelease, source, "-qm", made], check=True, capture_output=True)
    assert made.read_bytes() == resource("translations", "chainrule_en.qm").read_bytes()
