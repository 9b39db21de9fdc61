"""Definitions of gradients: what the consumers of a quantity hand back, added up."""

from __future__ import annotations

from collections.abc import Iterator

from engine.derivation import functions
from engine.derivation.definition import Definition, Rule, Term, of
from engine.derivation.forward import operands
from engine.derivation.scope import Scope, handed_back, outer
from engine.formula.expression import Expression, Ref
from engine.formula.tidy import ONE, ZERO, times, total, written
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.nodes import Constant, Edge, Layer, Loss, Operation, Parameter, Target
from engine.quantity import Quantity, Role, parameter, preactivation, value

Share = tuple[Rule, Term]


def defined(scope: Scope, by: Quantity) -> Definition:
    """∂L/∂(by) as a whole; raises KeyError where no derivative is taken."""
    network = scope.network
    node = _user(scope, by)
    if network.objective is None or isinstance(network.by_id[node], Constant | Target):
        raise KeyError(by)
    if node not in network.behind_objective:
        return of(Rule.NO_PATH, ZERO)
    if by == scope.objective:
        return of(Rule.START, ONE)
    rules, terms = zip(*_shares(scope, by), strict=True)
    return Definition(rules[0] if len(terms) == 1 else Rule.SUM_OVER_PATHS, terms)


def _user(scope: Scope, by: Quantity) -> str:
    """The node whose part in the objective decides whether there is a path at all."""
    if by.role is not Role.PARAMETER:
        return by.owner
    owner = scope.network.layout.by_name[by.owner].owner
    return owner[1] if isinstance(owner, tuple) else owner


def _shares(scope: Scope, by: Quantity) -> Iterator[Share]:
    match by.role:
        case Role.PREACTIVATION:
            yield _through_activation(scope, by.owner)
        case Role.PROBABILITY:
            yield _to_probabilities(scope, by.owner)
        case Role.PARAMETER:
            yield from _of_parameter(scope, by.owner)
        case _:
            yield from _of_value(scope, by.owner)


# -- parameters -------------------------------------------------------------------------------


def _of_parameter(scope: Scope, name: str) -> Iterator[Share]:
    owner = scope.network.layout.by_name[name].owner
    if isinstance(owner, tuple):
        source, target = owner
        upstream = scope.gradient(preactivation(target))
        found = outer(upstream, scope.ref(value(source)))
        rule = Rule.MATRIX if scope.ref(parameter(name)).shape else Rule.WEIGHT
        yield rule, _term(found, scope.network.edge(source, target), upstream)
    elif isinstance(scope.network.by_id[owner], Parameter):
        yield from _of_value(scope, owner)
    else:
        upstream = scope.gradient(preactivation(owner))
        shared = bool(upstream.shape) and not scope.ref(parameter(name)).shape
        found = total(upstream) if shared else upstream
        yield Rule.SHARED_BIAS if shared else Rule.BIAS, _term(found, None, upstream)


# -- values -----------------------------------------------------------------------------------


def _of_value(scope: Scope, node: str) -> Iterator[Share]:
    """One share for every connection that leads on to the objective, the last consumer first."""
    network = scope.network
    used = [e for e in network.outgoing[node] if e.target in network.behind_objective]
    for edge in sorted(used, key=lambda edge: -scope.position[edge.target]):
        consumer = network.by_id[edge.target]
        match consumer:
            case Layer():
                yield _through_weight(scope, edge)
            case Operation():
                yield _through_operation(scope, consumer, edge)
            case Loss():
                yield _through_loss(scope, consumer, edge)


def _through_weight(scope: Scope, edge: Edge) -> Share:
    assert edge.weight is not None
    upstream = scope.gradient(preactivation(edge.target))
    weight = scope.ref(parameter(edge.weight.name))
    rule = Rule.VECTOR if weight.shape else Rule.CHAIN
    return rule, _term(handed_back(weight, upstream), edge, upstream)


def _through_operation(scope: Scope, node: Operation, edge: Edge) -> Share:
    upstream, result = scope.gradient(value(node.id)), scope.ref(value(node.id))
    index = scope.network.incoming[node.id].index(edge)
    name, found = node.operation, scope.operands(node.id)
    share = functions.share(name, upstream, found, result, index)
    return functions.rule(name, index), _term(share, edge, upstream)


def _through_loss(scope: Scope, node: Loss, edge: Edge) -> Share:
    prediction, target = operands(scope.network, node.id)
    scores, on_scores = scope.ref(prediction), LOSSES[node.loss].on_scores
    if on_scores is None:
        start, upstream = _start(scope, node)
        slope = functions.loss_slope(node.loss, scores, scope.ref(target), scores)
        return Rule.LOSS_SLOPE, _term(times(start, slope), edge, upstream)
    p = Quantity(Role.PROBABILITY, node.id)
    by_p = scope.gradient(p)
    share = _pullback(on_scores.activation, by_p, scores, scope.ref(p))
    return functions.RULES[on_scores.activation], _term(share, edge, by_p)


def _to_probabilities(scope: Scope, loss: str) -> Share:
    """∂L/∂p of a loss on scores: the slope of the same loss on probabilities."""
    node = scope.network.by_id[loss]
    assert isinstance(node, Loss)
    on_scores = LOSSES[node.loss].on_scores
    if on_scores is None:
        raise KeyError(loss)
    _, target = operands(scope.network, node.id)
    p = scope.ref(Quantity(Role.PROBABILITY, loss))
    start, upstream = _start(scope, node)
    slope = functions.loss_slope(on_scores.loss, p, scope.ref(target), p)
    return Rule.PROBABILITY_SLOPE, _term(times(start, slope), None, upstream)


def _start(scope: Scope, node: Loss) -> tuple[Expression, Ref | None]:
    """∂L/∂(this loss): 1 where it is the objective itself, which nobody writes."""
    if node.id == scope.network.objective:
        return ONE, None
    upstream = scope.gradient(value(node.id))
    return upstream, upstream


# -- activations ------------------------------------------------------------------------------


def _through_activation(scope: Scope, layer: str) -> Share:
    node = scope.network.by_id[layer]
    assert isinstance(node, Layer)
    upstream = scope.gradient(value(layer))
    z, h = scope.ref(preactivation(layer)), scope.ref(value(layer))
    share = functions.share(node.activation, upstream, (z,), h, 0)
    return functions.rule(node.activation, 0), _term(share, None, upstream)


def _pullback(name: str, upstream: Expression, z: Expression, h: Expression) -> Expression:
    """∂L/∂z of an activation whose result has a name: σ′ is p·(1 − p)."""
    activation = ACTIVATIONS[name]
    found = written(activation.slope_formula, u=upstream, z=z, h=h)
    return found if activation.slope is None else times(upstream, found)


def _term(expression: Expression, edge: Edge | None, upstream: Ref | None) -> Term:
    via = None if edge is None else edge.key
    return Term(expression, via, None if upstream is None else upstream.quantity)
