"""The rules of names: their grammar, and that no two things of a network are called the same."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from engine.errors import NetworkError
from engine.nodes import Bias, Layer, Node, Parameter
from engine.quantity import ID, LONGEST_NAME, PARAMETER_NAME, names_taken

if TYPE_CHECKING:
    from engine.network import Network


def check(network: Network) -> None:
    """Every id and name follows the grammar, and no two things could be called the same."""
    owners: dict[str, str] = {}
    for name, place, is_id in _claims(network):
        if len(name) > LONGEST_NAME:
            raise NetworkError("name_long", place, most=LONGEST_NAME)
        if not (ID if is_id else PARAMETER_NAME).fullmatch(name):
            raise NetworkError("bad_id" if is_id else "bad_name", place, name=name)
        if name in owners:
            raise NetworkError("name_taken", place, name=name, other=owners[name])
        owners[name] = place
    for index, node in enumerate(network.nodes):
        for name in names_taken(node.id, layer=isinstance(node, Layer)):
            place = f"nodes[{index}].id"
            if owners.get(name, place) != place:
                raise NetworkError("name_derived", place, name=name, other=owners[name])
            owners[name] = place


def free_id(wanted: str, taken: Container[str]) -> str:
    """`wanted` without signs an id must not have, numbered until it is not `taken`: w1, w1n2."""
    letters = "".join(sign for sign in wanted if sign.isascii() and sign.isalnum()) or "p"
    proposal, count = letters, 1
    while proposal in taken:
        count += 1
        proposal = f"{letters}n{count}"
    return proposal


def _claims(network: Network) -> Iterator[tuple[str, str, bool]]:
    """(name, place, whether it is an id) of everything that a document names itself."""
    for index, node in enumerate(network.nodes):
        yield node.id, f"nodes[{index}].id", True
    for index, node in enumerate(network.nodes):
        yield from _parameter_claims(node, f"nodes[{index}]")
    for index, edge in enumerate(network.edges):
        if edge.weight is not None:
            yield edge.weight.name, f"edges[{index}].weight.name", False


def _parameter_claims(node: Node, place: str) -> Iterator[tuple[str, str, bool]]:
    match node:
        case Layer(bias=Bias(name)):
            yield name, f"{place}.bias.name", False
        case Parameter(id, name) if name != names_taken(id, layer=False)[0]:
            yield name, f"{place}.name", False  # its own value may bear the same name
