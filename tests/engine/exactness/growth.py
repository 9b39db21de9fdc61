"""How a random network grows: one step at a time, of every kind that the format knows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.engine.exactness.drafts import Draft, Test, anything
from tests.engine.exactness.formulas import ACTIVATIONS, ELEMENTARY, LOSSES, Array

WIDEST, MOST_NODES = 6, 40

BENT = ("relu", "leaky_relu", "abs", "maximum", "minimum")
RARE = ("log", "sqrt", "reciprocal", "exp", "square")
VARIADIC = ("add", "multiply", "maximum", "minimum")
EXPONENTS = (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0)
ROOM_FOR_LOSSES, MOST_GATHERED = 7, 5


def grow(draft: Draft, size: int) -> str | None:
    """Add about `size` nodes; the objective to name, or None where it is the only loss."""
    if draft.samples > 1 or draft.chance(0.7):
        draft.add_input(1 if size == 1 else draft.random.randint(1, WIDEST))
    else:
        draft.samples = 1  # without data there is one empty sample
        draft.add_parameter(1 if size == 1 else draft.random.randint(1, WIDEST))
    steps = draft.random.choices(list(STEPS), list(STEPS.values()), k=2 * size)
    for step in steps:
        if len(draft.nodes) > size - ROOM_FOR_LOSSES:
            break
        step(draft)
    _gather(draft)
    return _objective(draft, size - len(draft.nodes))


def _size(draft: Draft) -> int:
    return draft.random.choice((1, *range(1, WIDEST + 1)))


# -- one step ---------------------------------------------------------------------------------


def _leaf(draft: Draft) -> None:
    choice, size = draft.random.randrange(3), _size(draft)
    if choice == 0 and draft.data:
        draft.add_input(size)
    elif choice == 1:
        draft.add_constant(draft.array(size))
    else:
        draft.add_parameter(size)


def _layer(draft: Draft) -> None:
    bent = draft.kind == "kinks" and draft.chance(0.5)
    _add_layer(
        draft, _size(draft), draft.random.choice((*BENT[:2], "identity") if bent else ACTIVATIONS)
    )


def _add_layer(draft: Draft, size: int, activation: str) -> str | None:
    sources = {draft.pick() for _ in range(draft.random.choice((1, 1, 1, 2, 2, 3)))}
    return draft.add_layer(sorted(sources), size, activation)


def _unary(draft: Draft) -> None:
    bent = draft.kind == "kinks" and draft.chance(0.3)
    name = draft.random.choice(BENT[:3] if bent else (*ELEMENTARY, *RARE, *ACTIVATIONS))
    draft.add_operation(name, [draft.pick(prefers=_suits(draft, name))])


def _binary(draft: Draft) -> None:
    name = draft.random.choice(("subtract", "divide"))
    first = draft.pick()
    second = draft.pick(lambda key: draft.fits(key, first), _suits(draft, name))
    draft.add_operation(name, [first, second])


def _power(draft: Draft) -> None:
    if draft.chance(0.5):
        base = draft.pick(prefers=_suits(draft, "power"))
        exponent = draft.pick(lambda key: draft.fits(key, base))
    else:
        base = draft.pick(prefers=_suits(draft, "reciprocal"))
        size = draft.random.choice((1, draft.size(base)))
        exponents = draft.random.choices(EXPONENTS, k=size)
        exponent = draft.add_constant(np.array(exponents))
    draft.add_operation("power", [base, exponent])


def _variadic(draft: Draft) -> None:
    bent = draft.kind == "kinks" and draft.chance(0.5)
    name = draft.random.choice(BENT[3:] if bent else VARIADIC)
    operands = [draft.pick()]
    for _ in range(draft.random.choice((1, 1, 2, 3))):
        widest = max(operands, key=draft.size)
        operands.append(draft.pick(lambda key, other=widest: draft.fits(key, other)))
    draft.random.shuffle(operands)
    draft.add_operation(name, operands)


def _matmul(draft: Draft) -> None:
    vector = draft.pick()
    matrices = [
        key
        for key in draft.nodes.keys() - draft.vectors
        if draft.values[key].shape[2] == draft.size(vector)
    ]
    reused = matrices and draft.chance(0.5)
    matrix = min(matrices) if reused else draft.add_parameter(_size(draft), draft.size(vector))
    draft.add_operation("matmul", [matrix, vector])


def _suits(draft: Draft, name: str) -> Test:
    """Which operands a function is made for."""
    carefree = draft.kind == "undefined" and draft.chance(0.4)
    if not carefree and name in ("log", "sqrt", "power"):
        return lambda key: bool((draft.values[key] > 0.06).all())
    if not carefree and name in ("reciprocal", "divide"):
        return lambda key: bool((np.abs(draft.values[key]) > 0.06).all())
    return anything


def _gather(draft: Draft) -> None:
    """Bring loose ends together, so that most of the network counts."""
    loose = draft.unused[-MOST_GATHERED:]
    if len(loose) > 1 and draft.chance(0.8):
        draft.add_layer(loose, _size(draft), draft.random.choice(ACTIVATIONS))


# -- losses and the objective -----------------------------------------------------------------


def _loss(draft: Draft) -> str | None:
    name = draft.random.choice(LOSSES)
    prediction: str | None = draft.pick()
    if name in ("cross_entropy", "binary_cross_entropy"):
        prediction = _probabilities(draft, "softmax" if name == "cross_entropy" else "sigmoid")
    if prediction is None:
        return None
    return draft.add_loss(name, prediction, draft.add_target(_targets(draft, name, prediction)))


def _probabilities(draft: Draft, activation: str) -> str | None:
    """A node whose numbers lie between 0 and 1, mostly a new layer."""
    least = 0.0 if draft.kind == "undefined" else 0.06

    def between(key: str) -> bool:
        values = draft.values[key]
        return bool(((values >= least) & (values <= 1 - least)).all())

    if draft.chance(0.7):
        return _add_layer(draft, draft.random.randint(2, 4), activation)
    return draft.pick(prefers=between)


def _targets(draft: Draft, name: str, prediction: str) -> Array:
    """Targets in the domain of the loss, (samples, size)."""
    shape = draft.samples, draft.size(prediction)
    random = np.random.default_rng(draft.random.getrandbits(32))
    if name == "hinge":
        return random.choice((-1.0, 1.0), shape)
    if name == "softmax_binary_cross_entropy" and shape[1] == 1:
        return np.ones(shape)  # p is 1, and nothing else has a loss
    if name.endswith("binary_cross_entropy"):
        return random.choice((0.0, 1.0), shape) if draft.chance(0.7) else random.random(shape)
    if name.endswith("cross_entropy"):
        one_hot = np.eye(shape[1])[random.integers(shape[1], size=shape[0])]
        return one_hot if draft.chance(0.7) else random.dirichlet(np.ones(shape[1]), shape[0])
    numbers = draft.array(*shape)
    if draft.kind == "kinks" and prediction in draft.exact:
        met = random.random(shape) < 0.3
        numbers = np.where(met, np.nan_to_num(draft.values[prediction][:, :, 0]), numbers)
    return numbers


def _objective(draft: Draft, room: int) -> str | None:
    """Add losses, or what makes a single number, and choose."""
    losses: list[str] = []
    if room >= 3 and draft.chance(0.8):
        count = draft.random.choice((1, 1, 1, 2, 3) if room >= ROOM_FOR_LOSSES else (1,))
        losses = [loss for loss in (_loss(draft) for _ in range(count)) if loss]
    if len(losses) > 1:
        return draft.add_operation(draft.random.choice(VARIADIC), losses) or losses[-1]
    if losses:
        only = sum(key.startswith("L") for key in draft.nodes) == 1
        return None if only and draft.chance(0.7) else losses[0]
    last = next(key for key in reversed(draft.vectors) if not draft.is_fixed(key))
    if draft.size(last) == 1 and draft.chance(0.7):
        return last
    return draft.add_operation("mean", [last]) or draft.random.choice(draft.vectors)


STEPS: dict[Callable[[Draft], object], float] = {
    _leaf: 2,
    _layer: 6,
    _unary: 5,
    _binary: 2,
    _power: 2,
    _variadic: 4,
    _matmul: 1,
    _loss: 0.5,
}
"""How a network grows, and how often each way is taken."""
