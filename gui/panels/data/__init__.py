"""The samples as a table: edit, paste, add, delete, import, and choose which one is shown."""

from gui.panels.data.panel import DataPanel

__all__ = ["DataPanel"]
