"""A derivation with its numbers, as a class walks through it: `steps.explain` makes it."""
