"""Small mistakes in source text, by their place in the syntax tree: a sign, a factor, an axis.

Only what computes is touched: bodies of functions and lambdas, never names, texts, annotations.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

IMPERSONAL = {"self", "cls", "run", "network"}
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True, eq=False)
class Mutation:
    """One expression of a module, and what stands there by mistake."""

    mistake: str
    tree: ast.Module
    holder: Any  # a node, or a list of nodes
    key: Any  # its field, or the index
    variant: ast.expr

    def __str__(self) -> str:
        """Line, what was written, what is now."""
        before = self._held()
        return f"line {before.lineno}: {ast.unparse(before)} → {ast.unparse(self.variant)}"

    def compiled(self, filename: str) -> CodeType:
        """The whole module with this mistake."""
        before = self._held()
        self._hold(ast.copy_location(self.variant, before))
        try:
            return compile(ast.fix_missing_locations(self.tree), filename, "exec")
        finally:
            self._hold(before)

    def _held(self) -> Any:
        by_index = isinstance(self.holder, list)
        return self.holder[self.key] if by_index else getattr(self.holder, self.key)

    def _hold(self, node: ast.expr) -> None:
        if isinstance(self.holder, list):
            self.holder[self.key] = node
        else:
            setattr(self.holder, self.key, node)


def mutations(source: str) -> Iterator[Mutation]:
    """Every mistake that can be made in a module, one at a time."""
    tree = ast.parse(source)
    for holder, key, node, names in _expressions(tree, None):
        for mistake, variant in _variants(node, names):
            yield Mutation(mistake, tree, holder, key, variant)


Place = tuple[Any, Any, ast.expr, tuple[str, ...]]


def _expressions(node: ast.AST, names: tuple[str, ...] | None) -> Iterator[Place]:
    """Expressions inside functions, each with the names of its function's arguments."""
    for field, held in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "args") and not _is_call(node):
            continue
        holder, keys = (held, range(len(held))) if isinstance(held, list) else (node, (field,))
        for key in keys:
            child = held[key] if isinstance(held, list) else held
            if not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.expr) and names is not None and not _is_text(child):
                yield holder, key, child, names
            inner = names
            if isinstance(child, ast.FunctionDef | ast.Lambda):
                inner = tuple(a.arg for a in child.args.args if a.arg not in IMPERSONAL)
            yield from _expressions(child, inner)


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


def _is_text(node: ast.expr) -> bool:
    text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return text or isinstance(node, ast.JoinedStr)


def _variants(node: ast.expr, names: tuple[str, ...]) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.BinOp():
            yield from _of_operator(node)
        case ast.Call():
            yield from _of_call(node)
        case ast.Constant() | ast.Name():
            yield from _of_leaf(node, names)
        case ast.UnaryOp(op=op, operand=operand):
            yield "sign" if isinstance(op, ast.USub) else "negation", operand
        case ast.Attribute(value=array, attr="T"):
            yield "transpose", array
        case ast.Compare(left=left, ops=[op], comparators=rest) if type(op) in COMPARISONS:
            yield "comparison", ast.Compare(left, [COMPARISONS[type(op)]()], rest)
        case ast.Subscript(value=array, slice=ast.Slice() as part, ctx=ast.Load()):
            yield "off by one", ast.Subscript(array, _moved(part), ast.Load())
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "branch", ast.IfExp(test, orelse, body)


def _of_leaf(
    node: ast.Constant | ast.Name, names: tuple[str, ...]
) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Constant(value=bool()):
            yield "option", ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield "constant", ast.Constant(node.value + 1)
        case ast.Name(id=name, ctx=ast.Load()) if name in names and len(names) > 1:
            other = names[(names.index(name) + 1) % len(names)]
            yield "operand", ast.Name(other, ast.Load())


def _of_operator(node: ast.BinOp) -> Iterator[tuple[str, ast.expr]]:
    left, right = node.left, node.right
    match node.op:
        case ast.Add():
            yield "sign", ast.BinOp(left, ast.Sub(), right)
            yield "= for +=", left
            yield "= for +=", right
        case ast.Sub():
            yield "sign", ast.BinOp(left, ast.Add(), right)
            yield "sign", ast.BinOp(right, ast.Sub(), left)
            yield "term", left
        case ast.Mult():
            yield "factor", left
            yield "factor", right
            yield "sum for product", ast.BinOp(left, ast.Add(), right)
        case ast.Div():
            yield "divisor", left
            yield "divisor", ast.BinOp(left, ast.Mult(), right)
        case ast.Pow():
            yield "power", left
        case ast.MatMult():
            yield "transpose", ast.BinOp(ast.Attribute(left, "T", ast.Load()), node.op, right)
        case ast.BitAnd() | ast.BitOr():
            yield "condition", left
            yield "condition", right


def _of_call(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    match node.func:
        case ast.Attribute(value=array, attr="sum"):
            yield "mean for sum", _renamed(node, "mean")
            yield "missing sum", array
        case ast.Attribute(attr="mean"):
            yield "sum for mean", _renamed(node, "sum")
        case ast.Attribute(attr="where"):
            condition, *values = node.args
            yield "branch", ast.Call(node.func, [condition, *reversed(values)], node.keywords)
            yield from (("branch", value) for value in values)
        case ast.Attribute(attr="any"):
            yield "all for any", _renamed(node, "all")
        case _ if len(node.args) == 1 and not isinstance(node.args[0], ast.GeneratorExp):
            yield "missing function", node.args[0]
    for keyword in node.keywords:
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            rest = [each for each in node.keywords if each is not keyword]
            other = ast.keyword("axis", ast.Constant(1 - keyword.value.value))
            yield "axis", ast.Call(node.func, node.args, [other, *rest])


def _renamed(node: ast.Call, method: str) -> ast.Call:
    assert isinstance(node.func, ast.Attribute)
    function = ast.Attribute(node.func.value, method, ast.Load())
    return ast.Call(function, node.args, [k for k in node.keywords if k.arg != "initial"])


def _moved(part: ast.Slice) -> ast.Slice:
    """One element too many at the front, or one too few."""
    if part.lower is None:
        return ast.Slice(ast.Constant(1), part.upper, part.step)
    return ast.Slice(ast.BinOp(part.lower, ast.Sub(), ast.Constant(1)), part.upper, part.step)
