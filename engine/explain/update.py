"""The update: what one step of the optimizer makes of the gradients, for each parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from engine.arrays import Array, Vector
from engine.derivation.definition import Rule, of
from engine.derivation.scope import Scope
from engine.derivation.table import derive, gradients
from engine.explain.sources import Source
from engine.formula.evaluate import Environment
from engine.formula.expression import Expression, Number, Symbol
from engine.formula.tidy import over, plus, written
from engine.layout import Slot
from engine.network import Network
from engine.project import Project
from engine.quantity import LEARNING_RATE, Quantity, Role
from engine.trace import Trace
from engine.training import optimizers
from engine.training.optimizers import Memory, fresh

NEW: Final = "w"
"""The row that says the new value of the parameter."""

GRADIENT: Final = "g"
"""The row that says the gradient, where it is more than ∂L/∂w of the only sample."""

RULES: Final[Mapping[str, Rule]] = {
    "sgd": Rule.SGD,
    "momentum": Rule.MOMENTUM,
    "nesterov": Rule.NESTEROV,
    "rmsprop": Rule.RMSPROP,
    "adam": Rule.ADAM,
}


def trained(network: Network) -> Iterator[tuple[str, Quantity]]:
    """Every trainable parameter with the node it leads into, from the input on."""
    scope, slots = derive(network).scope, network.layout.by_name
    for key in network.order if network.objective is not None else ():
        for by in gradients(network, key):
            quantity = scope.ref(by).quantity
            if quantity.role is Role.PARAMETER and slots[quantity.owner].trainable:
                yield key, quantity


@dataclass(frozen=True, eq=False)
class Update:
    """One optimizer step on all samples from a trace of them; `memory` is None before the first."""

    project: Project
    solved: Trace
    memory: Memory | None = None

    def rows(self) -> tuple[str, ...]:
        """What is computed for each parameter, in order; the last is its new value."""
        own = tuple(name for name, _ in optimizers.FORMULAS[self.project.training.optimizer])
        return own if self._is_plain else (GRADIENT, *own)

    def source(self, quantity: Quantity, row: str) -> Source:
        """One row for a parameter, or for one element of it."""
        rule, formula = self._formula(quantity, row)
        left = self._scope.ref(quantity) if row == NEW else self._name(quantity, row)
        found = self._part(quantity, self._after[row])
        return Source(left, of(rule, formula), found, self._reading(quantity, row), "←")

    # -- formulas -----------------------------------------------------------------------------

    @property
    def _scope(self) -> Scope:
        return derive(self.project.network).scope

    @property
    def _is_plain(self) -> bool:
        """Whether the gradient is ∂L/∂w itself."""
        settings = self.project.training
        return self.solved.count == 1 and not (settings.l1 or settings.l2)

    def _formula(self, quantity: Quantity, row: str) -> tuple[Rule, Expression]:
        name = self.project.training.optimizer
        if row == GRADIENT:
            penalized = self.project.training.l1 or self.project.training.l2
            return Rule.PENALTY if penalized else Rule.MEAN, self._gradient(quantity)
        gradient = self._scope.gradient(quantity) if self._is_plain else None
        names = ("v", "s", "m", "μ", "α", "β1", "β2", "t", "ε")
        meanings: dict[str, Expression] = {
            **{each: self._name(quantity, each) for each in names},
            "w": self._scope.ref(quantity),
            "g": gradient or self._name(quantity, GRADIENT),
            "η": self._scope.ref(LEARNING_RATE),
        }
        return RULES[name], written(dict(optimizers.FORMULAS[name])[row], **meanings)

    def _gradient(self, quantity: Quantity) -> Expression:
        """The mean over the samples, and the penalties."""
        by, settings = self._scope.ref(quantity), self.project.training
        single = [self._name(quantity, self._of_sample(quantity, k)) for k in range(self._count)]
        data = plus(*single) if self._count > 1 else self._scope.gradient(quantity)
        penalties = {"l1": "l1*sign(w)", "l2": "l2*w"}
        terms = [over(data, Number(float(self._count)))]
        for name, formula in penalties.items():
            if getattr(settings, name):
                terms.append(written(formula, w=by, **{name: Symbol(name, ())}))
        return plus(*terms)

    def _of_sample(self, quantity: Quantity, sample: int) -> str:
        """∂L2/∂w0: the gradient of the second sample's own loss."""
        return f"∂L{sample + 1}/∂{self._scope.ref(quantity).word}"

    @property
    def _count(self) -> int:
        return self.solved.count

    def _name(self, quantity: Quantity, word: str) -> Symbol:
        vector = word in ("g", "v", "s", "m") or word.startswith("∂")
        return Symbol(word, self._scope.ref(quantity).shape if vector else ())

    # -- numbers ------------------------------------------------------------------------------

    @cached_property
    def _before(self) -> Mapping[str, Vector]:
        memory = self.memory or fresh(self.project.parameters.vector.size)
        return self._remembered(memory)

    @cached_property
    def _after(self) -> Mapping[str, Vector]:
        """The flat vectors of every row after the step."""
        vector, settings = self.project.parameters.vector, self.project.training
        trainable = self.project.network.layout.trainable
        memory = self.memory or fresh(vector.size)
        new, after = optimizers.step(vector, self.solved.gradient, memory, settings, trainable)
        penalized = optimizers.penalized(vector, self.solved.gradient, settings)
        return {NEW: new, GRADIENT: penalized, **self._remembered(after)}

    def _remembered(self, memory: Memory) -> Mapping[str, Vector]:
        adam = self.project.training.optimizer == "adam"
        first, second = ("m", "v") if adam else ("v", "s")
        return {first: memory.first, second: memory.second}

    @cached_property
    def _constants(self) -> Mapping[str, float]:
        settings, steps = self.project.training, self.memory.steps if self.memory else 0
        return {
            "l1": settings.l1,
            "l2": settings.l2,
            "μ": settings.momentum,
            "α": optimizers.RMSPROP_ALPHA,
            "β1": optimizers.ADAM_BETAS[0],
            "β2": optimizers.ADAM_BETAS[1],
            "ε": optimizers.EPSILON,
            "t": steps + 1.0,
        }

    def _reading(self, quantity: Quantity, row: str) -> Environment:
        numbers = self._numbers(quantity, row)

        def read(name: Quantity | Symbol) -> Array | float | None:
            if isinstance(name, Symbol):
                return numbers[name.word]
            return self._rate if name == LEARNING_RATE else self.solved.read(name)

        return read

    @property
    def _rate(self) -> float:
        """The learning rate of this step."""
        steps = self.memory.steps if self.memory else 0
        return optimizers.rate(self.project.training, steps)

    def _numbers(self, quantity: Quantity, row: str) -> Mapping[str, Array | float]:
        """What the names of a row are worth: what a row says anew is the old number in it."""
        found: dict[str, Array | float] = dict(self._constants)
        for name, vector in self._after.items():
            old = self._before.get(name, vector) if name == row else vector
            found[name] = self._part(quantity, old)
        for sample in range(self._count) if row == GRADIENT else ():
            own = self.solved.sample_gradient(sample)
            found[self._of_sample(quantity, sample)] = self._part(quantity, own)
        return found

    def _part(self, quantity: Quantity, vector: Vector) -> Array:
        """The numbers of a parameter, or of one element, in a flat vector."""
        whole = self._slot(quantity).of(vector)
        return np.asarray(whole[tuple(i - 1 for i in quantity.index)] if quantity.index else whole)

    def _slot(self, quantity: Quantity) -> Slot:
        return self.project.network.layout.by_name[quantity.owner]
