from __future__ import annotations

import pytest

from engine.errors import NetworkError
from gui.edits import rename_node, rename_parameter, set_size
from gui.session import Session


def step(session: Session) -> str:
    return session.undo_stack.undoText()


def test_a_node_that_is_renamed_stays_selected(session: Session) -> None:
    session.look(selection=frozenset({"1", ("1", "2", None), "x"}))
    rename_node(session, "1", "hidden")
    assert step(session) == "Rename 1 to hidden"
    assert session.view.selection == {"hidden", ("hidden", "2", None), "x"}
    assert session.project.network.edge("hidden", "2").weight is not None
    assert session.shown.trace is not None
    assert session.shown.trace.loss == 3.375


def test_a_weight_is_renamed(session: Session) -> None:
    rename_parameter(session, "w3", "skip")
    assert step(session) == "Rename w3 to skip"
    weight = session.project.network.edge("0", "2").weight
    assert weight is not None
    assert weight.name == "skip"
    assert session.project.parameters.value("skip").tolist() == [[0.5]]


@pytest.mark.parametrize("new", ["x", "2", "h2", "a b", ""])
def test_a_name_that_cannot_be_is_refused(session: Session, new: str) -> None:
    before = session.project
    with pytest.raises(NetworkError):
        rename_node(session, "1", new)
    if new != "2":  # a parameter begins with a letter, so that is refused as well
        with pytest.raises(NetworkError):
            rename_parameter(session, "w3", new)
    assert session.project is before


def test_a_layer_is_resized_and_what_fits_is_kept(session: Session) -> None:
    set_size(session, "1", "3")
    assert step(session) == "Change the size of 1"
    weights = session.project.parameters.value("w1")
    assert weights.shape == (3, 1)
    assert weights[0, 0] == 0.5
    assert weights[1:].all()
    session.undo()
    assert session.project.network.sizes["1"] == 1
