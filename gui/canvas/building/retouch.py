"""Retouch: what is switched on and off by one key each, for what is selected."""

from __future__ import annotations

from collections.abc import Callable

from gui import edits
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.situation import Situation, situation
from gui.canvas.building.steps import open_or_close
from gui.canvas.zooming import ZoomView
from gui.session import Session


class Retouch:
    """Each of its commands turns something on, or off where it is on everywhere."""

    def __init__(self, session: Session, focus: Focus, view: ZoomView) -> None:
        self._session = session
        self._view = view
        self._focus = focus

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by their ids."""
        return {
            "toggle_lock": self.toggle_lock,
            "toggle_bias": self.toggle_bias,
            "toggle_objective": self.toggle_objective,
            "toggle_open": self.toggle_open,
        }

    def toggle_lock(self) -> None:
        """Training leaves a parameter alone, or may change it again."""
        found = self._found()
        slots = found.network.layout.by_name
        locked = all(not slots[name].trainable for name in found.parameters)
        if found.parameters:
            edits.set_trained(self._session, *found.parameters, trained=locked)

    def toggle_bias(self) -> None:
        """A layer gets a bias, or loses it."""
        layers = self._found().layers
        if layers:
            ids = (layer.id for layer in layers)
            present = any(layer.bias is None for layer in layers)
            edits.set_biases(self._session, *ids, present=present)

    def toggle_objective(self) -> None:
        """A node is what is differentiated, or no longer."""
        found = self._found()
        if found.node is not None:
            chosen = found.network.chosen_objective == found.node.id
            edits.set_objective(self._session, None if chosen else found.node.id)

    def toggle_open(self) -> None:
        """A layer becomes operations, or these a layer again."""
        found = self._found()
        if found.can_open_or_close and found.node is not None:
            open_or_close(self._session, found.node.id)
            self._view.refit()

    def _found(self) -> Situation:
        return situation(self._session, self._focus)
