"""Random projects of every shape that the format allows, each from one integer."""

from __future__ import annotations

from random import Random

import numpy as np

from engine.project import Project
from tests.engine.exactness.drafts import Draft, Kind
from tests.engine.exactness.growth import MOST_NODES, grow
from tests.engine.exactness.kinks import expected_kinks

KINDS: tuple[Kind, ...] = ("kinks", "kinks", "undefined", *("smooth",) * 17)
"""One network in ten lies exactly on kinks, one in twenty has numbers that are undefined."""

TRIES = 60


def kind_of(seed: int) -> Kind:
    """What sort of network `seed` gives."""
    return KINDS[seed % len(KINDS)]


def random_project(seed: int) -> Project:
    """A project with an objective, reproducible from `seed`."""
    kind = kind_of(seed)
    for attempt in range(TRIES):
        random = Random(f"{seed}/{attempt}")  # noqa: S311 - reproducible, not secret
        draft = Draft(random, kind, samples=random.choice((1, 1, 2, 3, 4)))
        with np.errstate(all="ignore"):
            project = draft.project(grow(draft, 1 + int(MOST_NODES * random.random() ** 1.7)))
        if _is_of_kind(project, draft):
            return project
    raise AssertionError(f"seed {seed} gives no network of kind {kind}")


def _is_of_kind(project: Project, draft: Draft) -> bool:
    if draft.kind == "kinks":
        behind = project.network.behind_objective
        return bool(expected_kinks(project.network, draft.values, draft.z, behind))
    return draft.kind == "smooth" or draft.undefined > 0
