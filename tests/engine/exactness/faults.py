"""200 faults planted in tables and passes: who notices?

`python -m tests.engine.exactness.faults` reports. A fault *changes a number* where the engine with
it differs from the engine without it by more than 1e-9; it *changes a gradient* where it does so
while the whole forward pass stays. In every network that is looked at the oracle must notice the
one, and `verify` the other.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from random import Random

import numpy as np

from engine.trace import Trace, trace
from tests.engine.exactness.comparison import disagreements
from tests.engine.exactness.formulas import Array
from tests.engine.exactness.networks import random_project
from tests.engine.exactness.oracle import Oracle
from tests.engine.exactness.planting import Engine, Fault, rewritten, small_faults

FAULTS = 200
PROBES = 200
LOOKED_AT = 3
"""Of the networks that a fault changes, so many are looked at."""

CHANGE = 1e-9
STABLE, ACTIVATIONS = "engine.functions.stable", "engine.functions.activations"
LAYERS, TRACE = "engine.plan.layers", "engine.trace"

LARGER_MISTAKES = (
    (
        "stale gradient",
        TRACE,
        "return self.plan.gradient(self.run)",
        "return globals().setdefault(str(self.run.theta.size), self.plan.gradient(self.run))",
    ),
    (
        "gradients that do not start at 0",
        LAYERS,
        "run.gradients[...] = 0.0",
        "run.gradients[...] = 1.0",
    ),
    (
        "forgotten path of a layer",
        LAYERS,
        "        for source, slot in self.weights:\n",
        "        for source, slot in self.weights[:1]:\n",
    ),
    (
        "forgotten second use",
        LAYERS,
        "in enumerate(self.operands):",
        "in enumerate(dict.fromkeys(self.operands)):",
    ),
    (
        "weights updated before they propagate back",
        LAYERS,
        "yield source, slot.of(run.theta).T @ dz",
        "yield source, (slot.of(run.theta) - 0.1 * dz @ run.value[source].T).T @ dz",
    ),
    (
        "slope at h for z",
        LAYERS,
        "self.activation.pullback(upstream, z, h)",
        "self.activation.pullback(upstream, h, h)",
    ),
    (
        "off by one element",
        LAYERS,
        "            yield operand, share\n",
        "            yield operand, np.roll(share, 1, axis=0)\n",
    ),
    (
        "gradient of the next sample",
        LAYERS,
        "own[:, columns].sum(axis=1)",
        "np.roll(own, 1, axis=1)[:, columns].sum(axis=1)",
    ),
    ("shared bias of one unit", LAYERS, "else total.sum(keepdims=True)", "else total[:1]"),
    (
        "clipped logarithm",
        STABLE,
        "    return np.log(x)\n",
        "    return np.log(np.maximum(x, 0.1))\n",
    ),
    (
        "slope of a clipped logarithm",
        STABLE,
        "return 1 / np.where(x < 0, np.nan, x)",
        "return 1 / np.where(x < 0, np.nan, np.maximum(x, 0.1))",
    ),
    (
        "diagonal for Jacobian",
        ACTIVATIONS,
        "return h * (u - (u * h).sum(axis=0, keepdims=True))",
        "return h * (1 - h) * upstream",
    ),
)


@dataclass(frozen=True, eq=False)
class Numbers:
    """What a trace says: forward pass, gradients, remarks."""

    forward: Array
    gradients: Array
    remarks: object

    def differ(self, other: Numbers) -> bool:
        """Whether any number is another, or any remark."""
        gradients = differ(self.gradients, other.gradients)
        return gradients or differ(self.forward, other.forward) or self.remarks != other.remarks


def differ(one: Array, other: Array) -> bool:
    """Whether numbers differ by more than rounding, or in what is undefined."""
    if one.shape != other.shape or (np.isnan(one) != np.isnan(other)).any():
        return True
    return bool((np.abs(one - other) > CHANGE * (1 + np.abs(one))).any())


def numbers(solved: Trace) -> Numbers:
    """Everything that a trace says, flat."""
    run = solved.run
    forward = [*_by_id(run.value), *_by_id(run.z), solved.losses, np.atleast_1d(solved.loss)]
    flat = [solved.gradient, *map(solved.sample_gradient, range(solved.count))]
    own = [slot.of(each) for slot in solved.network.layout.parameters for each in flat]
    gradients = [*_by_id(run.grad), *_by_id(run.dz), *own]
    remarks = [
        [(r.code, r.node, r.element, r.interval, r.chosen) for r in each] for each in solved.remarks
    ]
    return Numbers(_flat(forward), _flat(gradients), remarks)


def _by_id(arrays: Mapping[str, Array]) -> list[Array]:
    return [arrays[key] for key in sorted(arrays)]


def _flat(arrays: Sequence[Array]) -> Array:
    return np.concatenate([np.empty(0), *map(np.ravel, arrays)])


@cache
def probes() -> list[tuple[Oracle, Numbers]]:
    """Networks of the random stream, what the oracle says, and what the engine says."""
    oracles = (Oracle(random_project(seed)) for seed in range(PROBES))
    return [(oracle, numbers(trace(oracle.project))) for oracle in oracles]


@dataclass(eq=False)
class Finding:
    """In how many networks a fault raises or shows, and how many of those are noticed."""

    raised: int = 0
    numbers: int = 0
    noticed: int = 0
    gradients: int = 0
    verified: int = 0


@contextmanager
def raising(finding: Finding) -> Iterator[None]:
    """Count what a faulty engine raises: where it does, nobody sees a wrong number."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is
        finding.raised += 1


def found(fault: Fault) -> Finding:
    """Look at the first networks that the fault changes."""
    finding = Finding()
    with warnings.catch_warnings(), raising(finding), fault.planted() as engine:
        warnings.simplefilter("ignore")  # a fault may well divide by zero
        for oracle, right in probes():
            if finding.numbers == LOOKED_AT:
                break
            with raising(finding):
                _look(engine, oracle, right, finding)
    return finding


def _look(engine: Engine, oracle: Oracle, right: Numbers, finding: Finding) -> None:
    solved = engine.trace(oracle.project)
    says = numbers(solved)
    if says.differ(right):
        noticed = any(True for _ in disagreements(oracle, solved))
        backward = not differ(says.forward, right.forward)
        wrong_gradient = backward and differ(says.gradients, right.gradients)
        verified = wrong_gradient and not engine.verify(solved).passed
        finding.numbers += 1
        finding.noticed += noticed
        finding.gradients += wrong_gradient
        finding.verified += verified


def candidates() -> Iterator[Fault]:
    """The larger mistakes; then small ones, of each sort in turn."""
    yield from (rewritten(*mistake) for mistake in LARGER_MISTAKES)
    by_sort: dict[str, list[Fault]] = {}
    for fault in small_faults():
        by_sort.setdefault(fault.mistake, []).append(fault)
    for sort in by_sort.values():
        Random(len(sort)).shuffle(sort)  # noqa: S311 - reproducible, not secret
    yield from (fault for fault in chain(*zip_longest(*by_sort.values())) if fault)


def planted(count: int = FAULTS) -> tuple[dict[Fault, Finding], int, int]:
    """The first `count` faults that change a number; how many raise, how many do nothing."""
    changing: dict[Fault, Finding] = {}
    loud = idle = 0
    for fault in candidates():
        finding = found(fault)
        if finding.numbers:
            changing[fault] = finding
        loud += finding.raised > 0 and not finding.numbers
        idle += not finding.raised and not finding.numbers
        if len(changing) == count:
            break
    return changing, loud, idle


def main() -> int:
    """Report the counts, and every fault that got past; an argument says how many to plant."""
    began = time.perf_counter()
    changing, loud, idle = planted(int(sys.argv[1]) if len(sys.argv) > 1 else FAULTS)
    say = sys.stdout.write
    say(f"{len(changing)} faults change a number; {loud} raise, {idle} do nothing\n")
    say(f"the oracle notices {sum(f.noticed == f.numbers for f in changing.values())}\n")
    of_gradient = {fault: f for fault, f in changing.items() if f.gradients}
    say(f"{len(of_gradient)} change a gradient under the same forward pass; ")
    say(f"verify notices {sum(f.verified == f.gradients for f in of_gradient.values())}\n")
    for fault, finding in changing.items():
        if finding.noticed < finding.numbers or finding.verified < finding.gradients:
            say(f"{fault}: {finding}\n")
    sorts = Counter(fault.mistake for fault in changing).most_common()
    say(", ".join(f"{sort} {count}" for sort, count in sorts))
    say(f"\n{time.perf_counter() - began:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
