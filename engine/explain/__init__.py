"""A derivation with its numbers, as a class walks through it: `explanation.explain` makes it."""
