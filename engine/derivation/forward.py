"""Definitions of values: how the forward pass finds them."""

from __future__ import annotations

from engine.derivation import functions
from engine.derivation.definition import Definition, Rule, Term, of
from engine.derivation.scope import Scope, product
from engine.formula.expression import Call
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Layer, Loss, Operation
from engine.quantity import Quantity, Role, parameter, preactivation, value


def defined(scope: Scope, quantity: Quantity) -> Definition:
    """Of z, h, the result of an operation, p or the loss; raises KeyError for what is given."""
    node = scope.network.by_id[quantity.owner]
    match node:
        case Layer() if quantity.role is Role.PREACTIVATION:
            return _weighted_sum(scope, node)
        case Layer(id, activation=name) if quantity.role is Role.VALUE:
            z = scope.ref(preactivation(id))
            h = functions.value(name, (z,))
            return of(Rule.LINEAR if h == z else Rule.ACTIVATION, h)
        case Operation(id, operation=name) if quantity.role is Role.VALUE:
            return of(Rule.OPERATION, functions.value(name, scope.operands(id)))
        case Loss(id, loss=name):
            return _loss(scope, node, quantity.role)
    raise KeyError(quantity)


def _weighted_sum(scope: Scope, node: Layer) -> Definition:
    terms = []
    for edge in scope.network.incoming[node.id]:
        assert edge.weight is not None
        weight, source = scope.ref(parameter(edge.weight.name)), scope.ref(value(edge.source))
        terms.append(Term(product(weight, source), edge.key))
    if node.bias is None:
        return Definition(Rule.WEIGHTED_SUM, tuple(terms))
    terms.append(Term(scope.ref(parameter(node.bias.name))))
    return Definition(Rule.WEIGHTED_SUM_AND_BIAS, tuple(terms))


def _loss(scope: Scope, node: Loss, role: Role) -> Definition:
    prediction, target = operands(scope.network, node.id)
    scores = scope.ref(prediction)
    on_scores = LOSSES[node.loss].on_scores
    if role is Role.VALUE:
        p = scope.ref(Quantity(Role.PROBABILITY, node.id)) if on_scores else scores
        found = functions.loss_value(node.loss, scores, scope.ref(target), p)
        return of(Rule.LOSS, found)
    if role is Role.PROBABILITY and on_scores:
        return of(Rule.PROBABILITIES, Call(on_scores.activation, (scores,)))
    raise KeyError(role)


def operands(network: Network, loss: str) -> tuple[Quantity, Quantity]:
    """Prediction and target of a loss."""
    source = {edge.port: edge.source for edge in network.incoming[loss]}
    return value(source["prediction"]), value(source["target"])
