"""The steps: how each number comes about, with rule, formula, numbers and paths."""

from gui.panels.steps.band import StepBand
from gui.panels.steps.panel import StepsPanel

__all__ = ["StepBand", "StepsPanel"]
