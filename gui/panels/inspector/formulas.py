"""Formulas: value and derivative of a node's function, as its table says them."""

from __future__ import annotations

from functools import lru_cache

from engine.formula.expression import PI, Symbol
from engine.formula.parser import parse
from engine.formula.vocabulary import Vocabulary
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation
from engine.quantity import preactivation, value
from engine.vocabulary import text
from gui.formulas.pieces import Formula, pieces, relation

OPERANDS = "abcdefgijklmnopqrst"
"""The letters of operands in the tables; h is the result."""


def formulas(network: Network, node: Node) -> tuple[Formula, ...]:
    """The value and the derivatives, in the names of this network; empty without a function."""
    match node:
        case Layer(activation=name):
            return _of_layer(network, node, name)
        case Operation(operation=name):
            return _of_operation(network, node, name)
        case Loss(loss=name):
            return _of_loss(network, node, name)
        case _:
            return ()


def _of_layer(network: Network, node: Layer, name: str) -> tuple[Formula, ...]:
    activation = ACTIVATIONS[name]
    z, h = (text(at(node.id), network) for at in (preactivation, value))
    objective = _objective(network)
    of = h if activation.slope is not None else objective
    names = (("z", z), ("h", h), ("u", f"∂{objective}/∂{h}"))
    return (
        _equation(h, activation.formula, names),
        _equation(f"∂{of}/∂{z}", activation.slope_formula, names),
    )


def _of_operation(network: Network, node: Operation, name: str) -> tuple[Formula, ...]:
    operation, edges = OPERATIONS[name], network.incoming[node.id]
    letters = OPERANDS[: max(len(edges), operation.arity[0])]
    formula, partials = operation.formula, operation.partial_formulas
    if operation.of_many is not None and len(letters) > 1:
        formula, partials = operation.of_many(letters)
    h = text(value(node.id), network)
    connected = {edge.port: text(value(edge.source), network) for edge in edges}
    operands = [connected.get(port, letter) for port, letter in enumerate(letters)]
    objective = _objective(network)
    of = h if operation.elementwise else objective
    names = (*zip(letters, operands, strict=True), ("h", h), ("u", f"∂{objective}/∂{h}"))
    slopes = zip(operands, partials, strict=False)
    return (
        _equation(h, formula, names),
        *(_equation(f"∂{of}/∂{by}", slope, names) for by, slope in slopes),
    )


def _of_loss(network: Network, node: Loss, name: str) -> tuple[Formula, ...]:
    loss = LOSSES[name]
    operands = {edge.port: text(value(edge.source), network) for edge in network.incoming[node.id]}
    prediction = operands.get("prediction", "ŷ")
    names = (("yhat", prediction), ("s", prediction), ("y", operands.get("target", "y")))
    own = text(value(node.id), network)
    lines = (
        _equation(own, loss.formula, names),
        _equation(f"∂{own}/∂{prediction}", loss.gradient_formula, names),
    )
    if loss.on_scores is None:
        return lines
    return (*lines, _equation("p", f"{loss.on_scores.activation}(s)", names))


def _objective(network: Network) -> str:
    return "L" if network.objective is None else text(value(network.objective), network)


@lru_cache(maxsize=64)
def _equation(left: str, formula: str, names: tuple[tuple[str, str], ...]) -> Formula:
    """A formula of the tables in the names of a network: h₁ = max(0, z₁)."""
    letters = {letter: Symbol(word) for letter, word in (("p", "p"), ("n", "n"), *names)}
    tree = parse(formula, Vocabulary({"pi": PI, **letters}))
    return (*pieces(Symbol(left)), relation("="), *pieces(tree))
