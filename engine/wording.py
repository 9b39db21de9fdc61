"""The English sentences of everything the engine refuses or remarks.

A window may translate a template before it is filled; nothing else words an error. A count brings
its own word: `{found:row|rows}` becomes "1 row" or "3 rows".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

SENTENCES: dict[str, str] = {
    # structure
    "unknown": 'unknown {what} "{name}"{suggestion}',
    "bad_id": '"{name}" is no id: a letter followed by letters and digits, or digits alone',
    "bad_name": '"{name}" is no name: a letter followed by letters, digits and _',
    "name_long": "longer than {most} characters",
    "name_taken": 'the name "{name}" is taken by {other}',
    "name_in_use": 'the name "{name}" is taken already',
    "name_derived": 'its name "{name}" would collide with {other}',
    "cycle": "{nodes} is a cycle; a network must not feed back into itself",
    "no_operands": 'nothing can lead into "{node}": its numbers are given ({kind})',
    "weight_missing": 'a connection into the layer "{node}" needs a weight',
    "weight_unexpected": 'only connections into a layer have a weight, "{node}" is none',
    "weight_shape": '"{name}" must have {rows:row|rows} of {columns:number|numbers}, found {found}',
    "bias_size": "the layer has {size:unit|units}, the bias {found:number|numbers}",
    "matrix_feeds_matmul": 'the matrix "{name}" can only be the first operand of matmul',
    "matmul_matrix": 'the first operand of "{node}" must be a parameter with a matrix',
    "matmul_size": "the matrix has {columns:column|columns}, the vector {found:number|numbers}",
    "port_unexpected": 'a connection into the layer "{node}" has no port',
    "loss_port": 'a connection into the loss "{node}" needs port "prediction" or "target"',
    "target_port": 'the target of "{loss}" must be a target or a constant, "{node}" is neither',
    "operation_port": 'there is no port {port}: {operation} "{node}" takes '
    "{count:operand|operands}, numbered from 0 without gaps",
    "edge_twice": '"{source}" and "{target}" are connected already',
    "port_twice": 'port {port} of "{target}" is connected already',
    "operand_taken": 'operand {operand} of "{node}" is connected already',
    "operands_full": '"{node}" has all its operands already',
    "loss_full": '"{node}" has its {port} already',
    "size_range": "sizes are whole numbers from 1 to {most}, found {found}",
    "operand_size": 'operands of "{node}" must have {expected:number|numbers} or 1, found {found}',
    "loss_sizes": "the prediction has {prediction:number|numbers}, the target {target}",
    "objective_size": 'the objective must be one number, "{node}" has {size}',
    "objective_fixed": '"{node}" is a {kind}: there is nothing to differentiate',
    # what is missing
    "layer_unconnected": 'layer "{node}" has no connection leading into it',
    "operand_missing": 'operation "{node}" misses its operand {detail}',
    "loss_unconnected": 'loss "{node}" misses its {detail}',
    "objective_missing": "there are several losses ({detail}): choose the objective",
    "nothing_to_train": "this network has no loss, so there is nothing to train",
    # remarks on a run
    "kink": (
        "{node} sits exactly on a kink: every slope from {low:g} to {high:g} would do, "
        "{chosen:g} is used"
    ),
    "not_finite": "{node} is not a finite number here, so whatever depends on it is undefined",
    "slope_not_finite": (
        "{node} has no finite derivative here, so the gradients that pass through it are undefined"
    ),
    # the terminal
    "sample_number": "sample {found} does not exist: the project has {count:sample|samples}",
    # opening and closing
    "not_an_opened_layer": (
        'what leads into "{node}" is not weights times values plus a bias, used nowhere else'
    ),
    # the clipboard
    "no_network_text": "this text holds no Chainrule network",
    # settings
    "setting_range": "must lie in {interval}, found {found}",
    # files
    "cannot_read": "cannot be read: {reason}",
    "cannot_write": "cannot be written: {reason}",
    "not_regular": "is no regular file",
    "file_large": "is larger than {most} MB",
    "file_empty": "the file is empty",
    "file_full": "holds more than {most} {what}",
    "not_utf8": "is not UTF-8 text",
    "nul": "holds a NUL character",
    "syntax": "this is no JSON: it cannot go on with {found}",
    "syntax_gap": "this is no JSON: something is missing here",
    "truncated": "this is no complete JSON: the file breaks off",
    "half_character": "half of a surrogate pair (such as \\ud800) is no character",
    "nesting": "lists and objects are nested deeper than {most} levels",
    "not_chainrule": 'this is no Chainrule project: its key "format" must be "chainrule"',
    "newer": "written by a newer Chainrule (version {found} of the format, this one reads {own})",
    "bad_version": "must be the whole number {own}, found {found}",
    "key_missing": 'misses the key "{name}"',
    "key_twice": "this key stands here twice",
    "not_integer": "must be a whole number, found {found}",
    "not_number": "must be a number, found {found}",
    "not_number_or_list": "must be a number or a list of numbers, found {found}",
    "not_text": "must be text in quotes, found {found}",
    "not_boolean": "must be true or false, found {found}",
    "not_list": "must be a list, found {found}",
    "not_object": "must be an object, found {found}",
    "not_port": 'must be 0, 1, …, "prediction" or "target", found {found}',
    "number_range": "the number {found} cannot be represented",
    "integer_range": "holds a whole number of more than 18 digits",
    "at_least": "must be at least {bound}, found {found}",
    "at_most": "must be at most {bound}, found {found}",
    "text_long": "is longer than {bound} characters",
    "list_short": "must hold at least one number or row",
    "list_long": "must hold at most {bound} entries",
    "list_length": "must hold exactly {bound} numbers",
    "misfit": "does not fit the project format ({detail})",
    "ragged": "all rows of a matrix must be equally long",
    "ports_mixed": 'give ports for all edges into "{node}" or for none',
    "no_samples": "at least one sample is needed",
    "samples_without_nodes": "without inputs and targets there is only one, empty sample",
    "entry_missing": 'misses the numbers of "{name}"',
    "entry_size": "must hold {size:number|numbers}, found {found}",
    "columns_differ": "the data have {found:column|columns}, this network needs {expected}: "
    "{names}",
    "no_columns": "this network has no inputs and targets, so there is nothing to fill",
    "no_rows": "there is no row of numbers here",
    "row_length": "this row has {found:cell|cells}, the others have {expected}",
    "cell_no_number": '"{found}" is no number',
    "number_not_finite": '"{name}" holds a number that is not finite: it cannot be saved',
    # what a formula is made of
    "formula_empty": "type a formula",
    "formula_long": "a formula may have at most {most} characters",
    "sign_unknown": 'the sign "{sign}" ({point}) has no meaning in a formula',
    "sign_hidden": "a hidden or combining sign ({point}) stands here: type this part anew",
    "sign_instead": 'the sign "{sign}" has no meaning in a formula; write {instead}',
    "sign_alone": '"{sign}" must follow a name directly, as in w_0 or relu\'(z0)',
    "number_malformed": '"{text}" is no number: write numbers as 0.5, 0,5, 1/2 or 1e-3',
    "literal_range": "the number {found} is too large or too close to 0",
    "comma_outside": '"{sign}" separates arguments, and no function is called here',
    "comma_ambiguous": "separate the arguments by ; and write decimals with a point",
    "bracket_open": 'the bracket "{sign}" is not closed',
    "bracket_close": '"{sign}" closes no bracket',
    "bars_unpaired": "a bar | is left over: absolute values need two",
    "bars_ambiguous": "these bars pair in more than one way: write abs(…)",
    "nested": "brackets, calls and exponents are nested deeper than {most} levels",
    # names in a formula
    "name_unknown": 'unknown name "{name}"; known here: {known}',
    "name_similar": 'unknown name "{name}", did you mean "{near}"? Known here: {known}',
    "name_ambiguous": '"{name}" can be read as {readings}: write which one you mean',
    "name_primed": '"{name}" has no derivative of this form: write it as in dL/dw0',
    "index_range": '"{name}" does not exist: elements count from 1, the last is {last}',
    "function_unknown": 'unknown function "{name}"; known: {known} and the activations',
    "function_similar": 'unknown function "{name}", did you mean "{near}"?',
    "function_primed": "a prime marks the slope of an elementwise activation; {name} is none",
    "function_alone": '"{name}" is a function: write {name}(…)',
    "function_power": "write a power of {name} with brackets, as in ({name}(…))^2",
    "second_derivative": "second derivatives are not used here",
    "derivative_form": "write a derivative as dL/dw0 or ∂L/∂w0",
    "arguments_many": "{name} takes one argument",
    "arguments_few": "{name} compares several numbers: write them all, as in max(0, z0)",
    # how a formula is built
    "two_readings": "this can be read as {first} or as {second}: write which one you mean",
    "number_behind": "a number cannot stand directly behind a factor: write * or ^ between them",
    "formula_ends": 'something is missing behind "{behind}"',
    "sign_first": 'a formula cannot begin with "{found}"',
    "sign_behind": '"{found}" cannot stand behind "{behind}"',
    "exponent_large": "exponents may be at most {most} in size",
    "shapes_differ": "sizes {first} and {second} do not fit: write sums out with elements (x_1, …)",
    "matrices_multiplied": "write a product of matrices out with elements, as in W1_{{1,2}}·x_2",
    "asked_itself": 'the formula speaks of the very quantity that is asked: "{name}"',
    "quantity_expected": '"{found}" is not the name of one quantity, such as dL/dw0 or z1',
    "side_missing": "something is missing beside an equality sign",
    # a table of weights
    "table_long": "a table may have at most {most} characters",
    "column_unnamed": "this row has a number in column {number}, which has no heading",
    "column_twice": 'the column "{name}" stands in the table twice',
    "row_unnamed": "this row has no label",
    "row_twice": 'the row "{name}" stands in the table twice, first on line {line}',
    "label_unknown": '"{found}" names no node, as Input 1, Hidden 2 or Node 3 would',
    "no_weights": "there is no table of weights here",
    "no_table": "there is no table here: rows of numbers, with the names of the nodes beside them",
    "weight_twice": "this weight stands in the table twice, first on line {line}",
    "weight_lost": "the weight is missing; where there is no connection, write 0 or −",
    "weight_absent": 'the weight from "{source}" to "{target}" is missing',
    "weights_backward": "this weight leads back to an earlier layer, or within one; do the rows "
    "list where weights lead to?",
    "layer_unreached": 'no weights lead to "{name}" and its layer',
    "units_many": "a network of single nodes may have at most {most}",
    "cells_no_target": "{numbers} (from {sources} to {targets}) have no target: "
    'the next layer ends with "{last}"',
    "cells_no_source": "{numbers} (from {sources} to {targets}) have no source: "
    'the layer before ends with "{last}"',
    "rows_no_target": "{numbers} (from {sources}) have no target: no layer follows",
    "rows_no_source": "{numbers} (to {targets}) have no source: no layer comes before",
    "biases_unused": "no node of the network has the bias {numbers}",
    "weights_zero": "0 is taken where the table shows no weight: {cells}",
    "rows_are_sources": "the rows list where weights come from: a weight matrix, with one row for "
    "each node it leads to, is the table with rows and columns exchanged",
    "rows_are_targets": "the rows list where weights lead to, as those of a weight matrix do",
    "rows_taken_as_sources": "the table does not say so, but its rows are taken as where weights "
    "come from",
    "rows_taken_as_targets": "the table does not say so, but its rows are taken as where weights "
    "lead to",
    "activation_assumed": "assumed: layer {layer} has the activation {activation}",
    "no_bias_assumed": "assumed: layer {layer} has no bias",
    "inputs_assumed": "assumed: the input {input} is {numbers}",
    # an expression that becomes a graph
    "statements_many": "an expression may have at most {most} lines",
    "left_side": 'before the equality sign stands one name, as in f = a*b; found "{found}"',
    "left_side_function": '"{name}" is a function: give this value another name',
    "left_side_missing": "only the last line may have no name: write q = {formula}",
    "name_given_twice": 'the name "{name}" is given twice',
    "name_before_line": '"{name}" is used before the line that says what it is',
    "expression_constant": "there is no name in this expression, so nothing to differentiate by",
    "expression_large": "this expression needs more than {most} nodes",
    "function_no_operation": "there is no operation for the function {name} in a network",
    "names_of_letters": "read as one name each: {names}; a product is written a*b",
    "name_times_bracket": "{name}(…) is read as {name} times (…): no function is called {name}",
    "part_shared": "{part} is written more than once and computed once: its gradient is the sum "
    "over its uses",
    "part_unused": "the result does not depend on {name}",
    "inputs_assumed_by_name": "assumed from the names: inputs are {names}",
    "parameters_assumed": "assumed from the names: parameters, which training may change, are "
    "{names}",
    "values_assumed": "assumed: the numbers of {names}",
    "values_unused": "no formula uses {names}",
    # what a formula is worth
    "value_missing": "{part} has no value here",
    "division_by_zero": "{part} divides by zero",
    "log_domain": "{part} does not exist: there is no logarithm of 0 or below",
    "sqrt_domain": "{part} does not exist: there is no real root of a negative number",
    "power_domain": "{part} is no real number",
    "value_large": "{part} is too large to be computed",
    "not_one_number": "one number is expected here",
    "numbers_count": "numbers expected here: {wanted}, found: {found}",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template and what fills it, which may be sentences themselves."""

    template: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """In the language of `translate`, which is given the templates."""
        given = {
            key: each.text(translate) if isinstance(each, Sentence) else each
            for key, each in self.arguments.items()
        }
        return filled(translate(self.template), given)

    def __str__(self) -> str:
        """In English."""
        return self.text()


def worded(code: str, arguments: Mapping[str, object]) -> str:
    """The sentence of `code`, filled; raises KeyError for a code without one."""
    return filled(SENTENCES[code], arguments)


def filled(template: str, arguments: Mapping[str, object]) -> str:
    """Fill a template; `{suggestion}` becomes the known name nearest to `name`."""
    plain = {key: _plain(each) for key, each in arguments.items()}
    return template.format_map({**plain, "suggestion": _suggestion(arguments)})


def _plain(argument: object) -> object:
    if isinstance(argument, str):
        return one_line(argument)
    return _Count(argument) if type(argument) is int else argument


class _Count(int):
    """A number that can be written with what it counts."""

    def __format__(self, words: str) -> str:
        one, _, many = words.partition("|")
        return f"{self:d} {one if self == 1 else many}" if many else super().__format__(words)


def one_line(text: str, longest: int = 120) -> str:
    """`text` as it may stand in a sentence: no control or direction signs, and not endless."""
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut)


def _suggestion(arguments: Mapping[str, object]) -> str:
    name, known = arguments.get("name"), arguments.get("known", ())
    if not isinstance(name, str) or not isinstance(known, tuple):
        return ""
    # A search among long or many names takes longer than anyone waits for a hint.
    near = get_close_matches(name[:64], known[:1000], n=1)
    return f', did you mean "{near[0]}"?' if near else ""
