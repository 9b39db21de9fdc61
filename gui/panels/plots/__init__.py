"""The plots. Importing this package imports pyqtgraph: do it after the first paint."""

from gui.panels.plots.panel import PlotsPanel

__all__ = ["PlotsPanel"]
