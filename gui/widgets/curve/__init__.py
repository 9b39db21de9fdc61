"""A small plot of one curve."""

from gui.widgets.curve.plot import CurvePlot

__all__ = ["CurvePlot"]
