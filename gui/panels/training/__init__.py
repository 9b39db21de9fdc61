"""The training bar."""

from gui.panels.training.bar import TrainingBar

__all__ = ["TrainingBar"]
