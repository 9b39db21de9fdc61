from __future__ import annotations

import pytest

from engine.errors import FormulaError
from engine.importing.expression import read_expression
from engine.importing.graph_project import Given, defaults, project_of
from engine.nodes import Constant, Input, Operation, Parameter, Target
from engine.project import Project
from engine.quantity import value
from engine.trace import trace


def built(text: str, **numbers: float) -> Project:
    graph = read_expression(text)
    chosen = {
        name: Given(each.kind, numbers.get(name, each.value))
        for name, each in defaults(graph).items()
    }
    return project_of(graph, chosen)


def operations(project: Project) -> dict[str, str]:
    nodes = project.network.nodes
    return {node.id: node.operation for node in nodes if isinstance(node, Operation)}


def gradients(project: Project, *names: str) -> list[float]:
    objective = value(project.network.objective)
    run = trace(project)
    return [float(run.read(objective.derivative(value(name))).item()) for name in names]


def refusal(text: str) -> FormulaError:
    with pytest.raises(FormulaError) as refused:
        read_expression(text)
    return refused.value


def notes(text: str) -> list[str]:
    return [each.code for each in read_expression(text).notes]


# -- what becomes of an expression ------------------------------------------------------------


def test_the_usual_example() -> None:
    project = built("f = (a*b + c)*(a - c)", a=2, b=-3, c=10)
    assert operations(project) == {"ab": "multiply", "u1": "add", "u2": "subtract", "f": "multiply"}
    assert project.network.objective == "f"
    assert trace(project).loss == (2 * -3 + 10) * (2 - 10)
    assert gradients(project, "a", "b", "c") == [-3 * -8 + 4, 2 * -8, -8 - 4]
    assert project.title == "f = (a*b + c)*(a - c)"


def test_a_loss_with_bars_and_an_activation() -> None:
    project = built("L = |y - w2*relu(w1*x)|", y=-1, w1=0.5, w2=3, x=2)
    assert list(operations(project).values()) == ["multiply", "relu", "multiply", "subtract", "abs"]
    assert trace(project).loss == 4
    assert gradients(project, "w1", "w2", "x", "y") == [6, 1, 1.5, -1]
    kinds = {node.id: node.kind for node in project.network.nodes}
    assert [kinds[name] for name in ("x", "y", "w1", "w2")] == ["input"] * 2 + ["parameter"] * 2


def test_lines_name_parts_and_a_part_used_twice_sums_its_gradients() -> None:
    project = built("q = w*x\nr = q^2 # of q\n\nL = q + r", w=3, x=2)
    assert operations(project) == {"q": "multiply", "r": "square", "L": "add"}
    assert gradients(project, "q", "w") == [13, 26]


def test_equal_parts_are_one_operation() -> None:
    project = built("f = (a + b)*(a + b)", a=1, b=2)
    assert operations(project) == {"u1": "add", "f": "multiply"}
    assert gradients(project, "a") == [6]
    assert notes("f = (a + b)*(a + b)") == ["part_shared"]
    assert notes("q = a + b; f = (a + b)*q") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f = -x", ["negate"]),
        ("f = a - b + c - d", ["subtract", "add", "subtract"]),
        ("f = -a - b", ["negate", "subtract"]),
        ("f = a + b + c", ["add"]),
        ("f = a*b*c", ["multiply"]),
        ("f = 1/x", ["reciprocal"]),
        ("f = x^-1", ["reciprocal"]),
        ("f = a/b", ["divide"]),
        ("f = x²", ["square"]),
        ("f = x^3", ["power"]),
        ("f = a^b", ["power"]),
        ("f = √x", ["sqrt"]),
        ("f = e^x", ["exp"]),
        ("f = ln x", ["log"]),
        ("f = max(0, x)", ["maximum"]),
        ("f = min(a; b; c)", ["minimum"]),
        ("f = σ(x)", ["sigmoid"]),
        ("f = a", ["identity"]),
        ("q = a*b; f = q", ["multiply", "identity"]),
    ],
)
def test_the_operation_of_each_sign(text: str, expected: list[str]) -> None:
    assert list(operations(built(text)).values()) == expected


def test_numbers_become_constants() -> None:
    project = built("f = 2*x - 1/4 + (3 - 5)*x")
    constants = [node.id for node in project.network.nodes if isinstance(node, Constant)]
    assert {project.parameters.value(key).item() for key in constants} == {2, 0.25, -2}
    assert trace(project).loss == -0.25


def test_a_result_without_a_name_is_called_f() -> None:
    assert built("a*b").network.objective == "f"
    assert built("f*b").network.objective == "fb"


# -- names ------------------------------------------------------------------------------------


def test_values_may_stand_beside_the_formulas() -> None:
    project = built("a = 2; b = -1/2\nf = a*b + c, c = 0,25")
    assert trace(project).loss == -0.75
    assert "a" not in operations(project)
    assert notes("f = a*b; k = 3") == ["values_unused"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("w0x + b_0", ["w0", "x", "b0"]),
        ("w₀·x₁ + w_{0}", ["w0", "x1"]),
        ("2λw0", ["λ", "w0"]),
        ("w_out*h1₂", ["w_out", "h1_2"]),
        ("W1_{1,2}*x", ["W1_1_2", "x"]),
        ("(ŷ - y)²", ["yhat", "y"]),
        ("e^x + e*a", ["x", "a"]),
        ("1e-3*x", ["x"]),
        ("𝑤₁𝑥", ["w1", "x"]),
        ("ab + a", ["ab", "a"]),
        ("e = a; e*b", ["a", "b"]),
    ],
)
def test_where_names_end(text: str, names: list[str]) -> None:
    assert list(read_expression(text).leaves) == names


def test_names_that_are_no_ids() -> None:
    project = built("δ_1 = θ*w_out - lambda; f = δ_1*λ")
    assert {node.id for node in project.network.nodes if not isinstance(node, Operation)} == {
        "theta",
        "wout",
        "lambda",
        "lambdan2",
    }
    assert project.network.by_id["delta1"].label == "δ1"
    parameters = [slot.name for slot in project.network.layout.parameters]
    assert parameters == ["θ", "w_out", "lambda", "λ"]


def test_every_kind_of_leaf() -> None:
    graph = read_expression("L = (y - w*x)^2*k")
    kinds = {"y": "target", "w": "parameter", "x": "input", "k": "constant"}
    project = project_of(graph, {name: Given(kind, 2) for name, kind in kinds.items()})
    found = {node.id: type(node) for node in project.network.nodes}
    expected = {"y": Target, "w": Parameter, "x": Input, "k": Constant}
    assert {name: found[name] for name in kinds} == expected
    assert trace(project).loss == 8
    assert gradients(project, "w", "x") == [16, 16]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("loss = out - y", ["names_of_letters"]),
        ("f = g(x)", ["name_times_bracket"]),
        ("f = a(b + c)", []),
        ("q = a*b; f = a + c", ["part_unused"]),
    ],
)
def test_what_is_said_beside(text: str, codes: list[str]) -> None:
    assert notes(text) == codes
    assert all(str(each) for each in read_expression(text).notes)


# -- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line", "position"),
    [
        ("", "formula_empty", 0, None),
        ("\n # nothing\n", "formula_empty", 0, None),
        ("f = (a*b", "bracket_open", 1, 4),
        ("q = a*b\nf = q + hex(c)", "function_unknown|function_similar", 2, 16),
        ("f = a +* b", "sign_behind", 1, 7),
        ("q = r*2\nr = a\nf = q", "name_before_line", 1, 3),
        ("q = q + 1", "name_before_line", 1, 3),
        ("q = a\nq = b", "name_given_twice", 2, 9),
        ("a = 1; a = 2; f = a*b", "name_given_twice", 1, 10),
        ("a = 1; a = b; f = a*b", "name_given_twice", 1, 10),
        ("a*b\nf = c", "left_side_missing", 1, 0),
        ("a + b = c", "left_side", 1, 0),
        ("a = b = c", "left_side", 1, 0),
        ("tanh = a*b", "left_side_function", 1, 0),
        ("f = 2*3", "expression_constant", 1, 3),
        ("f = a*b\n= 3", "left_side", 2, 8),
        ("f = sign(x)", "function_no_operation", 1, 3),
        ("f = relu'(x)", "function_no_operation", 1, 3),
        ("f = a/(1 - 1) + log(0)", "log_domain", 1, 3),
        ("f = ∂L/∂w", "derivative_form", 1, 4),
        ("f = [1, 2]*x", "sign_instead", 1, 4),
        ("f = a" + "*a" * 300, "formula_long", 1, 3),
        ("a;" * 11_000, "formula_long", 0, None),
        ("f = x*y; x = 1/0", "division_by_zero", 1, 12),
    ],
)
def test_what_cannot_be_read(text: str, code: str, line: int, position: int | None) -> None:
    error = refusal(text)
    assert error.code in code.split("|")
    assert error.place == (f"line {line}" if line else "")
    assert error.arguments.get("position") == position
    assert str(error)


def test_a_graph_has_bounds() -> None:
    lines = [f"a{n} = {'+'.join(f'x{n}^{k}' for k in range(3, 50))}" for n in range(60)]
    assert refusal("\n".join(lines)).code == "expression_large"
    assert refusal("a = b;" * 501).code == "statements_many"
