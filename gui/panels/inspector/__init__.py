"""The inspector: everything about what is selected."""

from gui.panels.inspector.panel import Inspector

__all__ = ["Inspector"]
