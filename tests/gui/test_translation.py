from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from engine.resources import resource
from gui.app import make_application

ROOT = Path(__file__).resolve().parents[2]


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


def test_every_number_of_things_has_its_plural_forms() -> None:
    texts = {
        text.value
        for path in sorted((ROOT / "gui").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for text in call.args
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
        if re.search(r"%n.*\(e?s\)", text.value)  # others are never said of one thing
    }
    source = ET.parse(resource("translations", "chainrule_en.ts"))  # noqa: S314 - ours
    known = {each.findtext("source") for each in source.iter("message")}
    assert texts
    missing = sorted(texts - known)
    assert not missing
