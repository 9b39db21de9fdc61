"""The gradient check on show."""

from gui.panels.check.panel import CheckPanel

__all__ = ["CheckPanel"]
