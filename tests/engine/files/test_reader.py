from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.errors import EngineError
from engine.files.reader import decode
from engine.nodes import Edge, Input
from engine.project import Sample, Training
from tests.engine.files.documents import Document, edited, encoded, every_kind, unit_document


def put(*path: str | int, value: Any) -> Callable[[Document], None]:
    """A change that puts `value` at a place; a list one longer than it was gets it at its end."""

    def change(document: Document) -> None:
        holder: Any = document
        for step in path[:-1]:
            holder = holder[step]
        if isinstance(holder, list) and path[-1] == len(holder):
            holder.append(value)
        else:
            holder[path[-1]] = value

    return change


def without(*path: str | int) -> Callable[[Document], None]:
    """A change that removes what stands at a place."""

    def change(document: Document) -> None:
        holder: Any = document
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]

    return change


def refusal(data: bytes) -> str:
    with pytest.raises(EngineError) as caught:
        decode(data)
    return str(caught.value)


SUM = {"id": "s", "kind": "operation", "operation": "add"}
ONE = {"id": "c", "kind": "constant", "value": [1]}


def with_operands(*edges: dict[str, Any]) -> Callable[[Document], None]:
    """A change that adds the sum `s` of the constant `c` and the input `x`."""

    def change(document: Document) -> None:
        document["nodes"] += [ONE, SUM]
        document["edges"] += edges

    return change


REFUSALS = {
    # keys and kinds
    'nodes[1].activation: unknown activation "rleu", did you mean "relu"?': put(
        "nodes", 1, "activation", value="rleu"
    ),
    'nodes[1].actvation: unknown key "actvation", did you mean "activation"?': put(
        "nodes", 1, "actvation", value="relu"
    ),
    'nodes[0].colour: unknown key "colour"': put("nodes", 0, "colour", value="red"),
    'nodes[1].bias.names: unknown key "names", did you mean "name"?': put(
        "nodes", 1, "bias", "names", value="b"
    ),
    'edges[0].form: unknown key "form", did you mean "from"?': put("edges", 0, "form", value="x"),
    'edges[0].weight.val: unknown key "val", did you mean "value"?': put(
        "edges", 0, "weight", "val", value=[[1]]
    ),
    'training.learning-rate: unknown key "learning-rate", did you mean "learning_rate"?': put(
        "training", "learning-rate", value=1
    ),
    'lessons: unknown key "lessons", did you mean "lesson"?': put("lessons", value={}),
    'nodes[1].kind: unknown kind "layr", did you mean "layer"?': put(
        "nodes", 1, "kind", value="layr"
    ),
    'nodes[0]: misses the key "kind"': without("nodes", 0, "kind"),
    'nodes[3]: misses the key "loss"': without("nodes", 3, "loss"),
    'misses the key "edges"': without("edges"),
    # types
    'nodes[0].size: must be a whole number, found "three"': put("nodes", 0, "size", value="three"),
    "nodes[0].size: must be a whole number, found 1.0": put("nodes", 0, "size", value=1.0),
    "nodes[0].size: must be a whole number, found true": put("nodes", 0, "size", value=True),
    "nodes[1].bias.value[0]: must be a number, found true": put(
        "nodes", 1, "bias", "value", 0, value=True
    ),
    "nodes[1].bias: must be an object, found null": put("nodes", 1, "bias", value=None),
    "nodes[2].id: must be text in quotes, found 1": put("nodes", 2, "id", value=1),
    "nodes: must be a list, found {}": put("nodes", value={}),
    'edges[0].weight.trainable: must be true or false, found "no"': put(
        "edges", 0, "weight", "trainable", value="no"
    ),
    "samples[0].y: must be a list, found 2": put("samples", 0, "y", value=2),
    'samples[0].y[0]: must be a number, found "2"': put("samples", 0, "y", value=["2"]),
    "training.seed: must be a whole number, found 0.5": put("training", "seed", value=0.5),
    "view: must be an object, found []": put("view", value=[]),
    # extents
    "nodes[0].size: must be at least 1, found 0": put("nodes", 0, "size", value=0),
    "nodes[0].size: must be at most 100000, found 100001": put("nodes", 0, "size", value=100001),
    "nodes[0].position[1]: must be at most 1000000.0, found 1000001": put(
        "nodes", 0, "position", value=[0, 1000001]
    ),
    "nodes[0].position: must hold exactly 2 numbers": put("nodes", 0, "position", value=[0]),
    "title: is longer than 200 characters": put("title", value="é" * 201),
    "notes: is longer than 20000 characters": put("notes", value="é" * 20001),
    "nodes: must hold at most 20000 entries": put(
        "nodes",
        value=[{"id": str(index), "kind": "loss", "loss": "l1"} for index in range(20001)],
    ),
    "nodes[2].id: longer than 64 characters": put("nodes", 2, "id", value="x" * 65),
    "edges[0].weight.value: must hold at least one number or row": put(
        "edges", 0, "weight", "value", value=[]
    ),
    "edges[0].weight.value[1]: all rows of a matrix must be equally long": put(
        "edges", 0, "weight", "value", value=[[1], [1, 2]]
    ),
    "lists and objects are nested deeper than 32 levels": put(
        "lesson", value=json.loads('{"a":' * 32 + "1" + "}" * 32)
    ),
    # numbers
    "training.learning_rate: must lie in (0, ∞), found 0.0": put(
        "training", "learning_rate", value=0
    ),
    "training.momentum: must lie in [0, 1), found 1.0": put("training", "momentum", value=1),
    "training.batch_size: must lie in [0, 1000000], found -1": put(
        "training", "batch_size", value=-1
    ),
    "training.test_fraction: must lie in [0, 1), found 1.0": put(
        "training", "test_fraction", value=1
    ),
    "training.seed: must lie in [0, 9223372036854775808), found -1": put(
        "training", "seed", value=-1
    ),
    'training.optimizer: unknown optimizer "sdg", did you mean "sgd"?': put(
        "training", "optimizer", value="sdg"
    ),
    "view: holds a whole number of more than 18 digits": put("view", value={"a": [10**400]}),
    # samples
    "samples: at least one sample is needed": without("samples"),
    'samples[1]: misses the numbers of "y"': put("samples", 1, value={"x": [1]}),
    'samples[0].Y: unknown input or target "Y"': put("samples", 0, "Y", value=[1]),
    "samples[0].x: must hold 1 number, found 2": put("samples", 0, "x", value=[1, 2]),
    # the network
    'edges[0].from: unknown node "xx", did you mean "x"?': put("edges", 0, "from", value="xx"),
    "edges: 0 → 0 is a cycle; a network must not feed back into itself": put(
        "edges", 3, value={"from": "0", "to": "0", "weight": {"name": "w", "value": [[1]]}}
    ),
    'edges[1].port: a connection into the loss "L" needs port "prediction" or "target"': put(
        "edges", 1, "port", value=0
    ),
    'edges[4].port: give ports for all edges into "s" or for none': with_operands(
        {"from": "c", "to": "s"}, {"from": "x", "to": "s", "port": 1}
    ),
    'edges[4].port: there is no port 2: add "s" takes 2 operands, numbered from 0 without '
    "gaps": with_operands({"from": "c", "to": "s", "port": 0}, {"from": "x", "to": "s", "port": 2}),
    'objective: unknown node "M"': put("objective", value="M"),
    'edges[0].from: unknown node "ghost"': lambda document: (
        document | {"edges": [{"from": "ghost", "to": "s"}], "nodes": [*document["nodes"], SUM]}
    ),
}


@pytest.mark.parametrize("sentence", REFUSALS, ids=lambda sentence: sentence[:50])
def test_a_refusal_names_the_place_and_the_mistake(sentence: str) -> None:
    assert refusal(edited(REFUSALS[sentence])) == sentence


def test_a_control_sign_never_reaches_a_sentence() -> None:
    def change(document: Document) -> None:
        document["nodes"][0]["a\n\x1b[31m\u202eb"] = 1

    sentence = refusal(edited(change))
    assert sentence.isprintable()
    assert "\\u000a\\u001b[31m\\u202e" in sentence


TEXTS = {
    "line 2, column 13: this is no JSON: it cannot go on with ,}": (
        b'{"format":1,\r\n"version":1,,}'
    ),
    "line 3, column 1: this is no JSON: it cannot go on with x": b'{"format":\r"chainrule"}\rx',
    'line 1, column 5: this is no JSON: it cannot go on with b"': '{"é"b"'.encode(),
    "line 1, column 8: this is no JSON: something is missing here": b'{"a":1. }',
    "line 2, column 5: this is no complete JSON: the file breaks off": b'{"a":\n [1,',
    "line 1, column 8: is not UTF-8 text": b'{"a": "\xff"}',
    "line 1, column 3: holds a NUL character": b"{}\0",
    "line 1, column 10: holds a NUL character": b'{"a": "\\\\\\u0000"}',
    "the file is empty": b"\xef\xbb\xbf \n",
    "must be an object, found [1, 2]": b"[1,\n 2]",
    'format: this is no Chainrule project: its key "format" must be "chainrule"': b"{}",
    "version: must be the whole number 1, found null": b'{"format": "chainrule"}',
    'version: must be the whole number 1, found "ééééééééé�': (
        '{"format": "chainrule", "version": "ééééééééééé"}'.encode()
    ),
    "version: written by a newer Chainrule (version 2 of the format, this one reads 1)": (
        b'{"format": "chainrule", "version": 2, "unheard of": [{}]}'
    ),
    "line 1, column 14: half of a surrogate pair (such as \\ud800) is no character": (
        b'{"a": "\\ud800", "nodes": []}'
    ),
    "edges[0].weight.value[0][0]: the number 1e999 cannot be represented": encoded(
        unit_document()
    ).replace(b"0.7", b"1e999"),
    "nodes[0].size: this key stands here twice": encoded(unit_document()).replace(
        b'"size": 1', b'"size": 1, "\\u0073ize": 1', 1
    ),
    "lesson.a[1].b: this key stands here twice": (
        b'{"format": "chainrule", "version": 1, "nodes": [], "edges": [],'
        b' "lesson": {"a": [[1, "x,]}"], {"b": [{}, 2], "b": 1}]}}'
    ),
}


@pytest.mark.parametrize("sentence", TEXTS, ids=lambda sentence: sentence[:50])
def test_what_is_no_project_says_where_and_why(sentence: str) -> None:
    assert refusal(TEXTS[sentence]) == sentence


def test_everything_of_a_project_is_read() -> None:
    project = decode(encoded(every_kind()))
    network = project.network
    assert network.nodes[0] == Input("x", 2, "<b>")
    assert [node.kind for node in network.nodes] == [node["kind"] for node in every_kind()["nodes"]]
    assert network.by_id["M"].shape == (3, 2)  # type: ignore[union-attr]
    assert network.objective == "K"
    assert project.positions == {"x": (0.0, 1e-300)}
    assert project.samples[0] == Sample((("y", (0.0, 1.0)), ("x", (1.0, 2.0))))
    assert project.training == Training("adam", 0.1, 0.9, 2, shuffle=False, seed=2**62)
    assert project.lesson == every_kind()["lesson"]
    assert project.view == {}
    np.testing.assert_array_equal(project.parameters.value("V"), [[1, 2, 3], [-1, -2, -3]])
    np.testing.assert_array_equal(project.parameters.value("α"), [0.5, 0.25, 0.125])
    np.testing.assert_array_equal(project.parameters.value("b1"), [0.5])
    np.testing.assert_array_equal(project.parameters.value("c"), [1, 1e308])
    frozen = [slot.name for slot in project.parameters.layout.slots if not slot.trainable]
    assert frozen == ["c", "M", "b2", "W"]


def test_operands_without_ports_stand_in_the_order_of_the_file() -> None:
    edges = decode(encoded(every_kind())).network.incoming
    assert edges["s"] == (Edge("m", "s", port=0), Edge("a", "s", port=1), Edge("m", "s", port=2))
    assert [edge.source for edge in edges["m"]] == ["M", "x"]


def test_a_network_without_inputs_has_one_empty_sample() -> None:
    bare = {"format": "chainrule", "version": 1, "nodes": [], "edges": []}
    for samples in ({}, {"samples": []}, {"samples": [{}]}):
        assert decode(encoded(bare | samples)).samples == (Sample(),)
    several = encoded(bare | {"samples": [{}, {}]})
    assert refusal(several).startswith("samples[1]: without inputs and targets")


def test_an_incomplete_project_loads() -> None:
    project = decode(edited(lambda document: document | {"edges": []}))
    assert [missing.code for missing in project.network.missing] == [
        "layer_unconnected",
        "loss_unconnected",
        "loss_unconnected",
    ]


def test_what_is_left_out_has_its_default() -> None:
    project = decode(edited(without("training")))
    assert project.training == Training()
    assert (project.title, project.notes, project.lesson, project.view) == ("", "", None, None)


@pytest.mark.parametrize("spelling", ["\r\n", "\r", " ", "\n\n\t"])
def test_blanks_and_line_ends_do_not_matter(spelling: str) -> None:
    text = json.dumps(unit_document(), indent=1).replace("\n", spelling)
    assert decode(b"\xef\xbb\xbf" + text.encode()).title == decode(encoded(unit_document())).title
