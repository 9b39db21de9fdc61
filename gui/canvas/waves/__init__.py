"""Waves: what runs through a network when a number or a unit is held."""

from gui.canvas.waves.holding import Holding
from gui.canvas.waves.waves import Waves

__all__ = ["Holding", "Waves"]
