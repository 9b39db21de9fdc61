"""Edits: changes of a project beyond one number, each a function that returns a new project."""
