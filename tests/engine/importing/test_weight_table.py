"""The same network out of every shape in which people write down a table of weights."""

from __future__ import annotations

import numpy as np
import pytest

from engine.files.reader import decode, read
from engine.files.writer import encode
from engine.importing.choices import Choices, LayerChoice, assumptions, defaults
from engine.importing.table_project import project_of
from engine.importing.weight_table import WeightTable, read_weight_table
from engine.lessons import find
from engine.network import Network
from engine.nodes import Input, Layer
from engine.project import Project
from engine.trace import trace

SHEET = """\
From \\ To\tNode 1\tNode 2
Input Node 1\t0.1\t0.2
Input Node 2\t0.3\t0.4
Hidden Node 1\t0.5\t0.6
Hidden Node 2\t0.7\t0.8
Output Node 1\t0.9\t1.0
"""

EXERCISE = f"""Exercise 3

1. A neural network with 3 layers (input, hidden, output) is shown below. The input layer has 2
nodes, the hidden layer has 2 nodes, and the output layer has 1 node.

{SHEET}
2. The activation function for the hidden layer is the sigmoid function, and for the output layer \
is the linear function. The bias for the hidden layer is 0.5, and for the output layer is 0.1.

3. The input vector is $x = [1, 2]^T$. Calculate the output of the network.
"""

OUTPUT = 1.0566

CHOSEN = Choices(
    {1: LayerChoice("sigmoid", (0.5,)), 2: LayerChoice("identity", (0.1,))}, {0: (1.0, 2.0)}
)

TWO_TWO_ONE = {
    "tabs": SHEET,
    "commas": SHEET.replace("\t", ","),
    "commas and blanks": SHEET.replace("\t", ", "),
    "semicolons": SHEET.replace("\t", ";"),
    "decimal commas": SHEET.replace(".", ",").replace("\t", ";"),
    "decimal commas between blanks": SHEET.replace(".", ",").replace("\t", "  "),
    "plain blanks": SHEET.replace("\t", " "),
    "aligned": "\n".join(
        "".join(f"{cell:<18}" for cell in line.split("\t")) for line in SHEET.splitlines()
    ),
    "hard blanks": SHEET.replace(" ", "\u00a0").replace("\t", "\u2003\u3000"),
    "full width": SHEET.replace("\t", "，").replace("0.", "０．"),
    "Markdown": "\n".join(
        f"| {line} |" for line in SHEET.replace("\t", " | ").splitlines()
    ).replace("\n", "\n|:--|---:|---:|\n", 1),
    "bold Markdown": "\n".join(
        f"| **{line}** |" for line in SHEET.replace("\t", "** | **").splitlines()
    ),
    "Markdown without edges": SHEET.replace("\t", " | "),
    "drawn": SHEET.replace("\t", " │ ").replace("\n", "\n──────┼──────┼─────\n", 1),
    "TeX": "\\hline\n" + SHEET.replace("\\ ", "").replace("\t", " & ").replace("\n", " \\\\\n"),
    "Windows line ends": SHEET.replace("\n", "\r\n"),
    "blank lines": SHEET.replace("\n", "\n\n"),
    "indented": SHEET.replace("\n", "\n\t").removesuffix("\t").replace("\t", "  "),
    "quoted": SHEET.replace("Input Node 1", '"Input Node 1"').replace("\t", ","),
    "byte order mark": "\ufeff" + SHEET,
    "zero width": SHEET.replace("Node", "No\u200bde"),
    "shuffled rows": "\n".join([SHEET.splitlines()[0], *SHEET.splitlines()[:0:-1]]),
    "German": SHEET.replace("From \\ To", "Von / Nach")
    .replace("Input Node", "Eingabeknoten")
    .replace("Hidden Node", "verborgener Knoten")
    .replace("Output Node", "Ausgabeknoten")
    .replace("Node", "Knoten"),
    "letters": SHEET.replace("Input Node ", "x")
    .replace("Hidden Node ", "h")
    .replace("Output Node ", "o"),
    "small letters with indices": SHEET.replace("Input Node 1", "$x_1$")
    .replace("Input Node 2", "x₂")
    .replace("Hidden Node ", "h_"),
    "columns by number": SHEET.replace("\tNode ", "\t"),
    "fractions": SHEET.replace("0.5", "1/2").replace("0.1\t", "1e-1\t"),
    "without cells that have no target": SHEET.replace("\t0.6", "")
    .replace("\t0.8", "")
    .replace("\t0.9\t1.0", ""),
    "dashes where there is no target": SHEET.replace("0.6", "-")
    .replace("0.8", "—")
    .replace("0.9\t1.0", "n/a\t/"),
    "layers merged": "Layer\tNode\tNode 1\tNode 2\nInput\tNode 1\t0.1\t0.2\n\tNode 2\t0.3\t0.4\n"
    "Hidden\t1\t0.5\t\n\t2\t0.7\t\nOutput\t1\t\t",
    "heads merged": "\tHidden\t\tOutput\nFrom\t1\t2\t1\nInput 1\t0.1\t0.2\t\nInput 2\t0.3\t0.4\t\n"
    "Hidden 1\t\t\t0.5\nHidden 2\t\t\t0.7",
    "every pair": "\th1\th2\ty\nx1\t0.1\t0.2\t\nx2\t0.3\t0.4\t\nh1\t-\t-\t0.5\nh2\t-\t-\t0.7",
    "rows are targets": "To \\ From\tNode 1\tNode 2\nHidden 1\t0.1\t0.3\nHidden 2\t0.2\t0.4\n"
    "Output 1\t0.5\t0.7",
    "rows are targets, unsaid": "\tx1\tx2\th1\th2\nh1\t0.1\t0.3\nh2\t0.2\t0.4\ny\t\t\t0.5\t0.7",
    "weights of each node": "Neuron\tw1\tw2\nh1 (sigmoid)\t0.1\t0.3\nh2 (sigmoid)\t0.2\t0.4\n"
    "o1\t0.5\t0.7",
    "columns are sources": "\tInput 1\tInput 2\tHidden 1\tHidden 2\tOutput 1\n"
    "Node 1\t0.1\t0.3\t0.5\t0.7\t0.9\nNode 2\t0.2\t0.4\t0.6\t0.8\t1.0",
    "two tables": "Input → hidden\n\th1\th2\nx1\t0.1\t0.2\nx2\t0.3\t0.4\n\n"
    "Hidden → output\n\to1\nh1\t0.5\nh2\t0.7",
    "two tables of numbered nodes": "From input to hidden\n\t1\t2\n1\t0.1\t0.2\n2\t0.3\t0.4\n\n"
    "From hidden to output\n\t1\n1\t0.5\n2\t0.7",
    "matrices": "0.1 0.2\n0.3 0.4\n\n0.5\n0.7",
    "matrices of Python": "W1 = [[0.1, 0.3], [0.2, 0.4]]\nW2 = [[0.5, 0.7]]",
    "matrices of NumPy": "[[0.1 0.3]\n [0.2 0.4]]\n\n[[0.5 0.7]]",
    "matrices of MATLAB": "W1 = [0.1 0.3; 0.2 0.4]\nW2 = [0.5 0.7]",
    "a list": "From,To,Weight\nx1,h1,0.1\nx1,h2,0.2\nx2,h1,0.3\nx2,h2,0.4\nh1,y,0.5\nh2,y,0.7",
    "arrows": "x1 -> h1: 0.1\nx1 → h2: 0.2\nx2 → h1: 0.3\nx2 → h2: 0.4\nh1 → y: 0.5\nh2 → y = 0.7",
    "the whole exercise": EXERCISE,
    "behind pages of text": "Said 3 times,\nand again.\n" * 90 + SHEET.replace("\t", ","),
}  # fmt: skip


def built(text: str, choices: Choices | None = None) -> Project:
    table = read_weight_table(text)
    return project_of(table, choices or defaults(table))


def codes(table: WeightTable) -> list[str]:
    return [each.code for each in table.notes]


def structure(network: Network) -> tuple[object, ...]:
    return network.nodes, network.edges


@pytest.mark.parametrize("shape", TWO_TWO_ONE)
def test_every_shape_of_the_sheets_table(shape: str) -> None:
    project = built(TWO_TWO_ONE[shape], CHOSEN)
    lesson = read(find("weight-table").path)
    assert structure(project.network) == structure(lesson.network)
    assert np.array_equal(project.parameters.vector, lesson.parameters.vector)
    assert project.samples == lesson.samples
    assert trace(project).values["2"].item() == pytest.approx(OUTPUT, abs=5e-5)


def test_the_two_remarks_on_the_sheet() -> None:
    table = read_weight_table(SHEET)
    assert codes(table) == ["rows_are_sources", "cells_no_target", "rows_no_target"]
    assert str(table.notes[1]) == (
        '0.6, 0.8 (from "Hidden Node 1", "Hidden Node 2" to "Node 2") have no target: '
        'the next layer ends with "Output Node 1"'
    )
    assert str(table.notes[2]) == '0.9, 1.0 (from "Output Node 1") have no target: no layer follows'


def test_what_is_assumed_is_said_until_somebody_says_it() -> None:
    table = read_weight_table(SHEET)
    assert [each.code for each in assumptions(table, defaults(table))] == [
        *["activation_assumed", "no_bias_assumed"] * 2,
        "inputs_assumed",
    ]
    said = Choices({1: LayerChoice("relu", (0.5,)), 2: LayerChoice("tanh", (0.1,))}, {0: (1, 2)})
    assert list(assumptions(table, said)) == []


def test_the_exercise_says_everything() -> None:
    table = read_weight_table(EXERCISE)
    assert defaults(table) == CHOSEN
    assert list(assumptions(table, CHOSEN)) == []


# -- other networks ---------------------------------------------------------------------------


def described(project: Project) -> list[tuple[str, int]]:
    return [
        (node.id, node.size) for node in project.network.nodes if isinstance(node, Input | Layer)
    ]


def weights(project: Project) -> dict[str, list[list[float]]]:
    slots = project.network.layout.slots
    return {slot.name: project.parameters.value(slot.name).tolist() for slot in slots}


def test_several_hidden_layers() -> None:
    project = built(
        "From \\ To\tNode 1\tNode 2\tNode 3\n"
        "Input 1\t1\t2\t3\n"
        + "".join(f"Hidden 1 Node {n}\t{n}\t{2 * n}\t-\n" for n in (1, 2, 3))
        + "".join(f"Hidden 2 Node {n}\t{n}\t-\t-\n" for n in (1, 2))
    )
    assert described(project) == [("x", 1), ("1", 3), ("2", 2), ("3", 1)]
    assert weights(project) == {
        "W1": [[1], [2], [3]],
        "W2": [[1, 2, 3], [2, 4, 6]],
        "W3": [[1, 2]],
    }
    names = [node.activation for node in project.network.nodes if isinstance(node, Layer)]
    assert names == ["sigmoid", "sigmoid", "identity"]


def test_a_skip_connection() -> None:
    project = built("From\th1\th2\ty\nx\t1\t2\t7\nh1\t\t\t3\nh2\t\t\t4")
    assert weights(project) == {"W1": [[1], [2]], "W2": [[3, 4]], "w3": [[7]]}
    assert {(edge.source, edge.target) for edge in project.network.edges} == {
        ("x", "1"), ("1", "2"), ("x", "2"),
    }  # fmt: skip


def test_biases_in_the_table() -> None:
    rows = built("From\tNode 1\tNode 2\nInput 1\t1\t2\nBias\t.5\t.6\nHidden 1\t3\nHidden 2\t4\n"
                 "Bias\t7")  # fmt: skip
    column = built("To\tx\th1\th2\tBias\nh1\t1\t\t\t.5\nh2\t2\t\t\t.6\ny\t\t3\t4\t7")
    for project in (rows, column):
        assert weights(project) == {"b1": [0.5, 0.6], "b2": [7], "W1": [[1], [2]], "W2": [[3, 4]]}
    assert codes(read_weight_table("\th1\nx\t1\nbias\t2")) == [
        "rows_taken_as_sources", "rows_are_sources",
    ]  # fmt: skip


def test_nodes_without_layers_are_units_of_their_own() -> None:
    project = built("From\tA\tB\tC\nA\t\t1\t2\nB\t\t\t3")
    assert described(project) == [("A", 1), ("B", 1), ("C", 1)]
    assert weights(project) == {"w1": [[1]], "w2": [[3]], "w3": [[2]]}


def test_nodes_of_one_layer_in_a_row_are_units_of_their_own() -> None:
    project = built("\th1\th2\th3\nx\t1\t5\t\nh1\t\t2\t3\nh2\t\t\t4")
    assert described(project) == [("x", 1), ("1", 1), ("2", 1), ("3", 1)]
    assert [node.label for node in project.network.nodes] == ["", "h1", "h2", "h3"]


def test_nodes_by_number_that_feed_each_other() -> None:
    project = built("From/To\tNode 1\tNode 2\tNode 3\nNode 1\t\t1\t2\nNode 2\t\t\t3\nNode 3\t\t\t")
    assert len(project.network.edges) == 3
    assert [node.label for node in project.network.nodes] == ["Node 1", "Node 2", "Node 3"]


def test_named_nodes_that_form_layers() -> None:
    project = built("\tleft\tright\nspeed\t1\t2\ndistance\t3\t4\n\nlight\t5\t6")
    assert described(project) == [("x", 3), ("1", 2)]


def test_glued_indices_of_layer_and_unit() -> None:
    project = built("\th11\th12\th21\ty\nx\t1\t2\nh11\t\t\t3\nh12\t\t\t4\nh21\t\t\t\t5")
    assert described(project) == [("x", 1), ("1", 2), ("2", 1), ("3", 1)]


def test_a_chosen_direction_goes_before_what_the_table_says() -> None:
    table = read_weight_table("0.1 0.2\n0.3 0.4", "to")
    assert table.blocks[0, 1] == ((0.1, 0.2), (0.3, 0.4))
    assert codes(table) == ["rows_are_targets"]
    assert read_weight_table("0.1 0.2\n0.3 0.4").blocks[0, 1] == ((0.1, 0.3), (0.2, 0.4))


def test_matrices_that_fit_only_one_way_say_their_direction() -> None:
    table = read_weight_table("1 2 3\n4 5 6\n\n7 8")
    assert table.side == "to"
    assert [len(group.units) for group in table.groups] == [3, 2, 1]
    assert read_weight_table("1 2 3\n4 5 6\n\n7\n8\n9").side == "from"


def test_a_loss_and_its_target() -> None:
    table = read_weight_table(SHEET)
    choices = Choices(CHOSEN.layers, CHOSEN.inputs, "half_squared", (0.5,))
    project = project_of(table, choices, "Title", "Notes")
    assert project.network.objective == "L"
    assert project.samples[0]["y"] == (0.5,)
    assert trace(project).loss == pytest.approx((0.5 - OUTPUT) ** 2 / 2, abs=5e-5)
    assert decode(encode(project)).title == "Title"


def test_the_largest_table_of_a_lecture() -> None:
    rows = [f"x{i}\t" + "\t".join(f"{i / 7 + j:.3f}" for j in range(60)) for i in range(300)]
    text = "From\t" + "\t".join(f"h{j}" for j in range(60)) + "\n" + "\n".join(rows)
    assert described(built(text)) == [("x", 300), ("1", 60)]
