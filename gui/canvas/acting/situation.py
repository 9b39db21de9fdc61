"""The situation: what an action on the drawing would find to work on."""

from __future__ import annotations

from dataclasses import dataclass

from engine.network import Network
from engine.nodes import EdgeKey, Layer, Node, Parameter
from engine.quantity import Quantity, Role
from gui.canvas.acting.focus import Focus
from gui.canvas.placing.unfolding import can_close, can_open
from gui.session import Session


@dataclass(frozen=True, slots=True)
class Situation:
    """The network, what is selected of it, and the number that has the keyboard."""

    network: Network
    nodes: tuple[str, ...]
    edges: tuple[EdgeKey, ...]
    number: Quantity | None

    @property
    def node(self) -> Node | None:
        """The node, if just one is selected."""
        return self.network.by_id[self.nodes[0]] if len(self.nodes) == 1 else None

    @property
    def edge(self) -> EdgeKey | None:
        """The connection, if just one is selected."""
        return self.edges[0] if len(self.edges) == 1 and not self.nodes else None

    @property
    def can_open_or_close(self) -> bool:
        """Whether the node is a layer that opens into operations, or part of an opened one."""
        if self.node is None:
            return False
        return can_open(self.network, self.node.id) or can_close(self.network, self.node.id)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are selected."""
        nodes = (self.network.by_id[node] for node in self.nodes)
        return tuple(node for node in nodes if isinstance(node, Layer))

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that are selected; of the number, if it belongs to one."""
        if self.number is not None:
            return self._of_number(self.number)
        nodes = (self.network.by_id[node] for node in self.nodes)
        weights = (self.network.by_key[edge].weight for edge in self.edges)
        return (
            *(name for node in nodes if (name := _own_parameter(node))),
            *(weight.name for weight in weights if weight is not None),
        )

    def _of_number(self, number: Quantity) -> tuple[str, ...]:
        if number.role is Role.PARAMETER:
            return (number.owner,)
        node = self.network.by_id[number.owner]
        return (node.name,) if isinstance(node, Parameter) else ()


def situation(session: Session, focus: Focus) -> Situation:
    """What there is to work on now."""
    selection = session.view.selection
    return Situation(
        session.shown.project.network,
        tuple(key for key in selection if isinstance(key, str)),
        tuple(key for key in selection if not isinstance(key, str)),
        focus.number,
    )


def _own_parameter(node: Node) -> str:
    """The name of a parameter node, or of a layer's bias."""
    match node:
        case Parameter(name=name):
            return name
        case Layer(bias=bias) if bias is not None:
            return bias.name
        case _:
            return ""
