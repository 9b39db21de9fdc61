"""Ratios against named peers or a floor, side by side in one run: `python -m tests.benchmarks.…`."""
