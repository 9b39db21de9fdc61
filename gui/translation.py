"""Marking texts that are translated where they are shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark `text` for lupdate, which looks for this very name; Qt's own has no types."""
    del context
    return text


def translated(context: str, text: str) -> str:
    """A marked text in the language of the window."""
    return QCoreApplication.translate(context, text)
