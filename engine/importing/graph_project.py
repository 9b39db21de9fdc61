"""A project from a graph of operations: ids for its parts, kinds and values for its names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, Literal

from engine.arrays import frozen
from engine.importing.drawing import Leaf, Operand, Part, Step
from engine.importing.expression import Graph
from engine.importing.notes import Note, note
from engine.names import free_id
from engine.network import network
from engine.nodes import Constant, Edge, Input, Node, Operation, Parameter, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import ID, PARAMETER_NAME

LeafKind = Literal["input", "parameter", "target", "constant"]

INPUT_LETTERS: Final = "xyzt"
"""Names that begin like these are inputs, all others parameters, if nobody says otherwise."""

_VALUES: Final = (2.0, 3.0, 0.5, 1.0, 4.0, 1.5)
"""First values: different, and where logarithms and roots exist."""

_STEPS, _NUMBERS = "uvqsrp", "ckn"
"""For operations and numbers without a name: the first letter that no name begins with."""

_LONGEST_PRODUCT: Final = 6


@dataclass(frozen=True, slots=True)
class Given:
    """What a name stands for: the kind of its node, and its number."""

    kind: LeafKind
    value: float


def defaults(graph: Graph) -> dict[str, Given]:
    """What each open name is as long as nobody says otherwise."""
    return {
        name: Given(
            "input" if name[0] in INPUT_LETTERS else "parameter",
            graph.values.get(name, _VALUES[index % len(_VALUES)]),
        )
        for index, name in enumerate(graph.leaves)
    }


def assumptions(graph: Graph, given: Mapping[str, Given]) -> Iterator[Note]:
    """What nobody said of these names: neither the text nor, by choosing otherwise, a person."""
    usual = defaults(graph)
    kinds = {name: usual[name].kind for name in given if given[name].kind == usual[name].kind}
    for kind, code in (("input", "inputs_assumed_by_name"), ("parameter", "parameters_assumed")):
        if names := [name for name, own in kinds.items() if own == kind]:
            yield note(code, names=", ".join(names))
    made_up = [name for name, own in given.items() if own.value == usual[name].value]
    if names := [name for name in made_up if name not in graph.values]:
        yield note("values_assumed", names=", ".join(names))


def project_of(graph: Graph, given: Mapping[str, Given]) -> Project:
    """The project in which each name is what `given` says; its last value is the objective."""
    ids = _ids(graph.parts)
    built = _Nodes(ids, _numbered(_NUMBERS, graph.parts))
    for index, part in enumerate(graph.parts):
        built.add(index, part, given)
    structure = network(tuple(built.nodes), tuple(built.edges), ids[graph.objective])
    numbers = [built.numbers[slot.owner] for slot in structure.layout.slots]
    entries = tuple(
        (node.id, (built.numbers[node.id],))
        for node in structure.nodes
        if isinstance(node, Input | Target)
    )
    parameters = Parameters(structure.layout, frozen(numbers))
    return Project(structure, parameters, (Sample(entries),), title=graph.title)


class _Nodes:
    """Nodes, edges, and the number of every leaf by its id."""

    def __init__(self, ids: Sequence[str], of_numbers: Iterator[str]) -> None:
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []
        self.numbers: dict[object, float] = {}
        self._ids = ids
        self._of_numbers = (key for key in of_numbers if key not in ids)

    def add(self, index: int, part: Part, given: Mapping[str, Given]) -> None:
        """The node of one part, with those of its numbers and the edges from its operands."""
        key = self._ids[index]
        if isinstance(part, Leaf):
            self._add_leaf(key, part.name, given[part.name])
            return
        label = part.name if part.name != key else ""
        sources = [self._source(operand) for operand in part.operands]
        self.nodes.append(Operation(key, part.operation, label))
        self.edges += [Edge(source, key, port=port) for port, source in enumerate(sources)]

    def _source(self, operand: Operand) -> str:
        if isinstance(operand, int):
            return self._ids[operand]
        key = next(self._of_numbers)
        self.nodes.append(Constant(key, 1))
        self.numbers[key] = operand.value
        return key

    def _add_leaf(self, key: str, name: str, given: Given) -> None:
        label = name if name != key else ""
        self.numbers[key] = given.value
        match given.kind:
            case "input":
                self.nodes.append(Input(key, 1, label))
            case "target":
                self.nodes.append(Target(key, 1, label))
            case "constant":
                self.nodes.append(Constant(key, 1, label))
            case "parameter":
                own = name if PARAMETER_NAME.fullmatch(name) else key
                self.nodes.append(Parameter(key, own, (1,)))


def _ids(parts: Sequence[Part]) -> list[str]:
    """An id for every part: its name where that is one, or else as near to it as possible.

    The name itself is not given to any other part: it may be that of a parameter.
    """
    named = {part.name for part in parts if part.name}
    found = [part.name if ID.fullmatch(part.name) else "" for part in parts]
    taken = set(named)
    for index, part in enumerate(parts):
        if part.name and not found[index]:
            found[index] = free_id(_spelled(part.name), taken)
            taken.add(found[index])
    numbered = _numbered(_STEPS, parts)
    for index, part in enumerate(parts):
        if not part.name:
            product = _product(part, parts)
            free = product and product not in taken
            found[index] = product if free else next(n for n in numbered if n not in taken)
            taken.add(found[index])
    return found


def _numbered(letters: str, parts: Sequence[Part]) -> Iterator[str]:
    """u1, u2, … with the first of `letters` that no name begins with."""
    first = {part.name[:1] for part in parts}
    letter = next((each for each in letters if each not in first), letters)
    return (f"{letter}{n}" for n in count(1))


def _product(step: Part, parts: Sequence[Part]) -> str:
    """`w1x` is the product of w1 and x: read as a formula, the id says its value."""
    if not isinstance(step, Step) or step.operation != "multiply":
        return ""
    names = [parts[each].name if isinstance(each, int) else "" for each in step.operands]
    written = "".join(names)
    fits = all(names) and ID.fullmatch(written) and len(written) <= _LONGEST_PRODUCT
    return written if fits else ""


def _spelled(name: str) -> str:
    """A name in letters that an id may have: θ_1 is theta1."""
    signs = (
        unicodedata.name(sign, "").split()[-1].lower().replace("lamda", "lambda")
        if not sign.isascii() and sign.isalpha()
        else sign
        for sign in name
    )
    return "".join(signs)
