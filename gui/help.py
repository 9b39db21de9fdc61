"""Help: every key and mouse gesture, read from the table of actions; and who we are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.terminal import program_version
from gui.actions import ACTIONS, CONTEXT, Keys
from gui.translation import QT_TRANSLATE_NOOP, translated

GESTURES: tuple[tuple[str, str], ...] = (
    (
        QT_TRANSLATE_NOOP("help", "Double click the paper; Tab while it is empty"),
        QT_TRANSLATE_NOOP("help", "Type what to add: relu, 3 tanh, loss, +, x input"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Drag from the handle at a node's right"),
        QT_TRANSLATE_NOOP("help", "Connect it; on the paper, add what it leads to"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Drag the end of a connection"),
        QT_TRANSLATE_NOOP("help", "Lead it to another node; on the paper, cut it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Double click a connection"),
        QT_TRANSLATE_NOOP("help", "Put a node into it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Click a number"),
        QT_TRANSLATE_NOOP("help", "Type a new value: 0.5, 1/2 or 0,5"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Drag a number sideways"),
        QT_TRANSLATE_NOOP("help", "Change it while you watch"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Wheel or arrow keys on a number"),
        QT_TRANSLATE_NOOP("help", "Nudge it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Shift, Alt with these"),
        QT_TRANSLATE_NOOP("help", "Ten times more, ten times less"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Hold a number, or W where the keyboard is"),
        QT_TRANSLATE_NOOP("help", "See how fast everything changes with it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Hold a unit, or W where the keyboard is"),
        QT_TRANSLATE_NOOP("help", "See its gradient come back by every path"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Click a gradient"),
        QT_TRANSLATE_NOOP("help", "Walk to the step that computes it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Page down, page up"),
        QT_TRANSLATE_NOOP("help", "Walk through both passes, step by step"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Enter, Tab, Escape while typing"),
        QT_TRANSLATE_NOOP("help", "Accept and go on to the next number; type there too; cancel"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Arrow keys on a node"),
        QT_TRANSLATE_NOOP("help", "Follow a connection to the next node"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Ctrl with Left, Right"),
        QT_TRANSLATE_NOOP("help", "Go onto the connection; Up and Down to those beside it"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Right click, menu key"),
        QT_TRANSLATE_NOOP("help", "See what can be done with a node, connection or number"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Double click a unit"),
        QT_TRANSLATE_NOOP("help", "Open it into operations, or close it again"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Drag a node"),
        QT_TRANSLATE_NOOP("help", "Move it, level with others; with Alt exactly where you point"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Drag on the paper"),
        QT_TRANSLATE_NOOP("help", "Select what the frame touches; Shift adds"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Ctrl+wheel, pinch"),
        QT_TRANSLATE_NOOP("help", "Zoom at the pointer"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Space and drag, middle button"),
        QT_TRANSLATE_NOOP("help", "Move the paper"),
    ),
)


def show_shortcuts(parent: QWidget) -> None:
    """A window with every shortcut; stays open beside the work."""
    dialog = QDialog(parent)
    dialog.setObjectName("shortcuts_dialog")
    dialog.setWindowTitle(dialog.tr("Keyboard and mouse"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rows = [
        *(
            (translated("help", gesture), translated("help", effect))
            for gesture, effect in GESTURES
        ),
        *((_keys(spec.keys), translated(CONTEXT, spec.tip)) for spec in ACTIONS if spec.keys),
    ]
    table = QTableWidget(len(rows), 2, dialog)
    table.setAccessibleName(dialog.tr("Shortcuts"))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.setShowGrid(False)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    layout = QVBoxLayout(dialog)
    layout.addWidget(table)
    layout.addWidget(buttons)
    dialog.resize(780, 620)
    dialog.show()


def _keys(keys: tuple[Keys, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    sequences = (QKeySequence(each) for each in keys)
    return ", ".join(text for each in sequences if (text := each.toString(native)))


def show_about(parent: QWidget) -> None:
    """Version and licence."""
    box = QMessageBox(parent)
    box.setWindowTitle(box.tr("About Chainrule"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(box.tr("Chainrule {0}").format(program_version()))
    box.setInformativeText(
        box.tr(
            "A tutor for the forward and the backward pass of neural networks.\n\n"
            "Free software under the MIT licence. Formulas are set in STIX Two Math."
        )
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
