"""Ratios to a named peer or a floor, in one run: `python -m tests.benchmarks.frame`."""
