"""The tree of objectives: who serves each, how far it is, and which nobody serves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from app.domain.entity import Snapshot
from app.domain.objectives import achieved
from app.domain.query import Query, Sort
from app.store.store import Store
from app.usecases.lists import snapshots

SERVING = frozenset({"condiviso", "in_corso"})
"""A project serves an objective while it is shared or under way (DOMAIN §6.3)."""


@dataclass(frozen=True)
class Reading:
    """An indicator with its last measurement and the share of the way done, 0–1; None when undefined."""

    indicator: Snapshot
    last: Snapshot | None
    share: Decimal | None


@dataclass(frozen=True)
class Node:
    """An objective in the tree.

    `projects` are the codes of the projects of it and of what is under it, `serving` those under way; `progress` is
    the mean of their progress (0–100), None when nobody wrote any. `unserved` marks an objective with no project
    under way, in itself or below.
    """

    snapshot: Snapshot
    depth: int
    projects: tuple[str, ...]
    serving: tuple[str, ...]
    progress: int | None
    readings: tuple[Reading, ...]

    @property
    def unserved(self) -> bool:
        """Whether nobody is working on it."""
        return not self.serving


def tree(store: Store) -> list[Node]:
    """The objectives from the top down, each parent before its children, codes in natural order."""
    objectives = snapshots(store, Query("objective", sort=(Sort("code"),)))
    below: defaultdict[str | None, list[Snapshot]] = defaultdict(list)
    codes = {one.code for one in objectives}
    for one in objectives:
        below[one["parent"] if one["parent"] in codes else None].append(one)
    forest = _Forest(store, below)
    return [node for top in below[None] for node in forest.nodes(top, 0)]


class _Forest:
    """What the nodes are made of, read once."""

    def __init__(self, store: Store, below: defaultdict[str | None, list[Snapshot]]) -> None:
        self._below = below
        self._projects: defaultdict[str, set[str]] = defaultdict(set)
        self._progress: dict[str, int] = {}
        self._serving: set[str] = set()
        for code, links, status, progress in store.rows(Query("project"), ("code", "objectives", "status", "progress")):
            for link in links:
                self._projects[link.partition(":")[0]].add(code)
            if status in SERVING:
                self._serving.add(code)
            if progress is not None:
                self._progress[code] = progress
        self._readings = _readings(store)

    def nodes(self, top: Snapshot, depth: int) -> list[Node]:
        """A node and everything under it, in order."""
        under = [node for child in self._below[top.code] for node in self.nodes(child, depth + 1)]
        projects = self._projects[top.code].union(*(node.projects for node in under))
        known = [self._progress[code] for code in projects if code in self._progress]
        mean = round(sum(known) / len(known)) if known else None
        node = Node(top, depth, tuple(sorted(projects)), tuple(sorted(projects & self._serving)), mean,
                    tuple(self._readings[top.code]))  # fmt: skip
        return [node, *under]


def _readings(store: Store) -> defaultdict[str, list[Reading]]:
    last: dict[str, Snapshot] = {}
    for row in snapshots(store, Query("measurement", sort=(Sort("date"),))):
        last[row["indicator"]] = row
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for one in snapshots(store, Query("indicator", sort=(Sort("code"),))):
        if one["objective"]:
            value = last[one.code]["value"] if one.code in last else None
            share = achieved(one["direction"], one["baseline_value"], one["target_value"], value)
            found[one["objective"]].append(Reading(one, last.get(one.code), share))
    return found
