"""Questions that the finder asks: what to add, where an arrow shall lead, which function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.edits.adding import Recipe, new_node
from engine.edits.candidates import free_ports
from engine.errors import NetworkError
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation, Port
from engine.numerals import numeral
from gui.canvas.building.finder import Question
from gui.canvas.building.palette import Entry, palette
from gui.canvas.building.query import found, parse
from gui.canvas.building.rows import Row
from gui.canvas.building.steps import Joint
from gui.canvas.placing.words import sign
from gui.functions import choices, function_label
from gui.words import called, error_sentence

Refused = Mapping[str, NetworkError]
"""Why a node cannot be reached."""

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class End:
    """Where an arrow shall lead."""

    node: str
    port: Port | None


@dataclass(frozen=True, slots=True)
class Becoming:
    """What a node shall become: its function, and its size where one was typed."""

    function: str
    size: int | None


def what_to_add(network: Network, joint: Joint, add: Callable[[Recipe], None]) -> Question:
    """A new node: of everything there is, what can be joined so."""
    entries = [entry for entry in palette() if _fits(entry, joint)]

    def rows(typed: str) -> list[Row]:
        outcomes = _Outcomes(network)
        return [outcomes.row(entry, recipe) for entry, recipe in found(entries, parse(typed))]

    prompt = translate("building", "Type what to add: relu, 3 tanh, loss, +, x input …")
    return Question(prompt, rows, add)


def where_to_lead(
    network: Network,
    source: str,
    refused: Refused,
    connect: Callable[[End], None],
    look: Callable[[End | None], None],
    end: Callable[[], None],
) -> Question:
    """The end of an arrow: every node by its id or its word, those that are refused last."""
    every = [*_possible(network, source, refused), *_refused(network, refused)]

    def rows(typed: str) -> list[Row]:
        wanted = typed.casefold().split()
        fitting = [row for row in every if _is_meant(row, wanted)]
        exact = [row for row in fitting if [row.payload.node.casefold()] == wanted]
        return [*exact, *(row for row in fitting if row not in exact)]

    prompt = translate("building", "Connect {0} with …").format(called(network.by_id[source]))
    return Question(prompt, rows, connect, look, end)


def which_function(network: Network, node: str, change: Callable[[Becoming], None]) -> Question:
    """Another function for a node, and for a layer another size: tanh, 3 tanh."""
    own = network.by_id[node]
    allowed = {name for name, _ in choices(network, own)}
    entries = [entry for entry in palette() if entry.kind == own.kind and entry.function in allowed]

    def rows(typed: str) -> list[Row]:
        query = parse(typed)
        size = query.whole
        told = "" if size is None else translate("canvas", "%n unit(s)", "", size)
        return [
            Row(entry.sign, entry.word, told, Becoming(recipe.function, size))
            for entry, recipe in found(entries, query)
        ]

    prompt = translate("building", "Change {0} into …").format(called(own))
    return Question(prompt, rows, change)


def which_name(
    old: str, called: str, check: Callable[[str], object], rename: Callable[[str], None]
) -> Question:
    """Another name than `old` for what is `called` so; `check` raises where it cannot be."""

    def rows(typed: str) -> list[Row]:
        new = typed.strip()
        if not new:
            return []
        refused = ""
        try:
            check(new)
        except NetworkError as error:
            refused = error_sentence(error)
        word = translate("building", "Call it {0}").format(new)
        return [Row("", word, "", new, refused)]

    prompt = translate("building", "Another name for {0}").format(called)
    return Question(prompt, rows, rename, first=old)


def _fits(entry: Entry, joint: Joint) -> bool:
    if joint.parted is not None:
        return entry.kind in (Layer.kind, Operation.kind)
    return joint.source is None or entry.kind in (Layer.kind, Operation.kind, Loss.kind)


class _Outcomes:
    """The rows of new nodes; what they will be called is found once for each kind and wish."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: dict[tuple[object, ...], str] = {}

    def row(self, entry: Entry, recipe: Recipe) -> Row:
        """With kind and id, the size and the number that are asked for; or why it cannot be."""
        key = recipe.kind, recipe.id, recipe.shape
        try:
            if key not in self._known:
                self._known[key] = _sized(new_node(self._network, recipe), recipe.shape)
        except NetworkError as error:
            return Row(entry.sign, entry.word, "", recipe, error_sentence(error))
        number = "" if recipe.number is None else f" = {numeral(recipe.number).text}"
        return Row(entry.sign, entry.word, self._known[key] + number, recipe)


def _sized(node: Node, shape: tuple[int, ...]) -> str:
    size = "" if shape == (1,) else f" · {'×'.join(map(str, shape))}"
    return called(node) + size


def _possible(network: Network, source: str, refused: Refused) -> Iterator[Row]:
    """Nodes in the order of the forward pass; of an operation every operand that is free."""
    for key in network.order:
        if key in refused:
            continue
        node, ports = network.by_id[key], free_ports(network, source, key)
        if isinstance(node, Operation) and len(ports) > 1:
            for port in ports:
                yield Row(_sign(node), called(node), _as(port), End(key, port))
        else:
            detail = function_label(node) if ports[0] is None else _as(ports[0])
            yield Row(_sign(node), called(node), detail, End(key, ports[0]))


def _refused(network: Network, refused: Refused) -> Iterator[Row]:
    for key in network.order:
        if key in refused:
            node, reason = network.by_id[key], error_sentence(refused[key])
            yield Row(_sign(node), called(node), "", End(key, None), reason)


def _sign(node: Node) -> str:
    return sign(node) if isinstance(node, Operation) else node.id


def _as(port: Port | None) -> str:
    match port:
        case int(operand):
            return translate("building", "as operand {0}").format(operand + 1)
        case "target":
            return translate("building", "as its target")
        case _:
            return translate("building", "as its prediction")


def _is_meant(row: Row, wanted: Sequence[str]) -> bool:
    """Whether every word begins the id or a word of the row."""
    words = f"{row.payload.node} {row.word} {row.sign} {row.detail}".casefold().split()
    return all(any(word.startswith(part) for word in words) for part in wanted)
