"""Scope: the quantities of one network as leaves of formulas, in its own words."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from engine.formula.expression import Expression, MatMul, Outer, Ref, Transpose
from engine.formula.tidy import times
from engine.network import Network
from engine.quantity import Quantity, value
from engine.vocabulary import vocabulary_of


class Scope:
    """Whole vectors and matrices, and their elements; a size of 1 has none."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.position = {key: place for place, key in enumerate(network.order)}
        self._vocabulary = vocabulary_of(network)
        self._refs: dict[Quantity, Ref] = {}

    def ref(self, quantity: Quantity) -> Ref:
        """A quantity as a leaf, at its own address; raises KeyError if it has no name."""
        found = self._refs.get(quantity)
        if found is None:
            found = self._vocabulary.ref(quantity)
            if quantity.by is not None:  # of an objective that is a parameter, keep the node
                by = found.quantity.by
                found = replace(found, quantity=replace(quantity, by=by))
            self._refs[quantity] = found
        return found

    @cached_property
    def objective(self) -> Quantity | None:
        """What is differentiated, at the address that formulas know it by."""
        found = self.network.objective
        return None if found is None else self.ref(value(found)).quantity

    def gradient(self, by: Quantity) -> Ref:
        """∂L/∂(by), where there is an objective."""
        assert self.network.objective is not None
        return self.ref(value(self.network.objective).derivative(by))

    def element(self, ref: Ref, at: tuple[int, ...]) -> Ref:
        """One element of a vector or matrix, counted from 1."""
        return self.ref(ref.quantity.element(*at)) if ref.shape else ref

    def operands(self, node: str) -> list[Ref]:
        """The values that lead into a node, in the order of its ports."""
        return [self.ref(value(edge.source)) for edge in self.network.incoming[node]]


def product(matrix: Expression, vector: Expression) -> Expression:
    """W·h."""
    return MatMul(matrix, vector) if matrix.shape else times(matrix, vector)


def handed_back(matrix: Expression, upstream: Expression) -> Expression:
    """Wᵀ·u; of single numbers u·w, in the order of the chain rule."""
    return MatMul(Transpose(matrix), upstream) if matrix.shape else times(upstream, matrix)


def outer(upstream: Expression, vector: Expression) -> Expression:
    """u·hᵀ."""
    return Outer(upstream, vector) if upstream.shape or vector.shape else times(upstream, vector)
