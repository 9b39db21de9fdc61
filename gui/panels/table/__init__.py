"""The table of nodes and connections: the drawing for keyboard and screen reader."""

from gui.panels.table.panel import TablePanel

__all__ = ["TablePanel"]
