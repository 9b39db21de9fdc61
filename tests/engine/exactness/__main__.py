"""Any number of random networks against both oracles, on all processors.

`python -m tests.engine.exactness --count 100000`: exit status 1 where anything disagrees.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from multiprocessing import Pool

os.environ["OPENBLAS_NUM_THREADS"] = "1"

CHUNK = 100


def check(start: int) -> list[tuple[int, str]]:
    """What is wrong with the networks from `start` on: (seed, sentence)."""
    from tests.engine.exactness.comparison import all_disagreements

    seeds = range(start, start + CHUNK)
    return [(seed, sentence) for seed in seeds for sentence in all_disagreements(seed)]


def main() -> int:
    """Check and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.engine.exactness")
    parser.add_argument("--count", type=int, default=100_000, help="how many networks")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    starts = range(options.first, options.first + options.count, CHUNK)
    began = time.perf_counter()
    wrong: set[int] = set()
    with Pool() as pool:
        for done, found in enumerate(pool.imap_unordered(check, starts), 1):
            wrong |= {seed for seed, _ in found}
            sys.stdout.writelines(f"{seed}: {sentence}\n" for seed, sentence in found)
            if done % 50 == 0:
                seconds = time.perf_counter() - began
                sys.stdout.write(
                    f"{done * CHUNK} networks in {seconds:.0f} s, {len(wrong)} wrong\n"
                )
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{len(starts) * CHUNK} networks in {seconds:.0f} s, {len(wrong)} wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
