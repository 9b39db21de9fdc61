"""From the Jacobian to p − a: the gradient by the scores of a loss, step by step.

The table takes it by the chain rule through p. Here ∂L/∂p is put in and p cancels; what is left is
the gradient formula of the loss, which is shorter still where the targets add up to 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from engine.derivation import functions
from engine.derivation.definition import Definition, Rule, Term, of
from engine.derivation.elements import Elements
from engine.derivation.forward import operands
from engine.derivation.table import Derivation, Level
from engine.formula.expression import (
    Call,
    Expression,
    Negative,
    Quotient,
    Ref,
    Sum,
    fold,
)
from engine.formula.tidy import ONE, built, over, signed, times
from engine.nodes import Loss
from engine.quantity import Quantity, Role, value


def continued(table: Derivation, quantity: Quantity) -> tuple[Definition, ...]:
    """How the gradient by the scores of one loss goes on; of anything else nothing."""
    definition = table[quantity]
    loss = loss_on_scores(table, definition)
    if loss is None:
        return ()
    inserted = Definition(Rule.INSERTED, tuple(_inserted(table, definition)))
    short = of(Rule.COLLECTED, slope(table, loss, quantity))
    return (inserted, short) if inserted.terms else (short,)


def loss_on_scores(table: Derivation, definition: Definition) -> Loss | None:
    """The only consumer of a quantity, if that is a loss which makes probabilities of it."""
    starts = [term.upstream.by if term.upstream else None for term in definition.terms]
    owners = {by.owner for by in starts if by is not None and by.role is Role.PROBABILITY}
    node = table.network.by_id[owners.pop()] if len(owners) == 1 else None
    only = len({term.via for term in definition.terms}) == 1
    return node if only and isinstance(node, Loss) else None


def normalized(expression: Expression, targets: Ref) -> Expression:
    """The same where the targets add up to 1: sum(a)·p − a is p − a."""
    size = prod(targets.shape or ())

    def is_total(node: Expression) -> bool:
        match node:
            case Call("sum", (Ref(quantity),)):
                return quantity == targets.quantity
            case Sum(terms):
                owners = [each.quantity.element() for each in terms if isinstance(each, Ref)]
                return owners == [targets.quantity] * len(terms) and len(terms) == size
        return False

    return fold(expression, lambda node, parts: ONE if is_total(node) else built(node, parts))


def slope(table: Derivation, loss: Loss, quantity: Quantity) -> Expression:
    """What ∂L/∂s gets by one loss on scores, as the table of losses has it, without ∂L/∂p."""
    scope = table.scope
    scores, target = (scope.ref(each) for each in operands(table.network, loss.id))
    p = scope.ref(Quantity(Role.PROBABILITY, loss.id))
    found = functions.loss_slope(loss.loss, scores, target, p)
    if table.level is Level.ELEMENT:
        assert quantity.by is not None
        found = Elements(scope).of(found, quantity.by.index)
    if loss.id != table.network.objective:
        found = times(scope.gradient(value(loss.id)), found)
    return found


def _inserted(table: Derivation, definition: Definition) -> Iterator[Term]:
    """Each product with ∂L/∂p put in, multiplied out; nothing where it is no plain product."""
    for term in definition.terms:
        assert term.upstream is not None
        start = table.scope.ref(term.upstream)
        negative, factors = signed(term.expression)
        if start not in factors:
            return
        sign = Negative(ONE) if negative else ONE
        others = [factor for factor in factors if factor != start]
        for part in _summands(table[term.upstream].expression):
            yield Term(times(sign, _cancelled(part, others)), term.via)


def _summands(expression: Expression) -> tuple[Expression, ...]:
    return expression.terms if isinstance(expression, Sum) else (expression,)


def _cancelled(part: Expression, others: list[Expression]) -> Expression:
    """part·others as one fraction, without what stands above and below."""
    negative, factors = signed(part)
    above: list[Expression] = [Negative(ONE) if negative else ONE]
    below: list[Expression] = []
    for factor in (*factors, *others):
        match factor:
            case Quotient(numerator, denominator):
                above.append(numerator)
                below.append(denominator)
            case _:
                above.append(factor)
    for divisor in [each for each in below if each in above]:
        above.remove(divisor)
        below.remove(divisor)
    return over(times(*above), times(*below))
