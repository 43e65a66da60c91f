"""Objectives as a tree: who serves each, how far it is, which nobody serves (DOMAIN §1.4, §6.3, §7.14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.objectives import achieved
from app.store.store import Store
from app.usecases import objectives, register


def test_the_tree_stands_parents_first(secretary: Store) -> None:
    shape = [(node.depth, node.snapshot.code) for node in objectives.tree(secretary)]
    assert shape[:4] == [(0, "4"), (1, "4.1"), (2, "4.1.1"), (2, "4.1.2")]
    assert len(shape) == 12


def test_the_objective_nobody_serves_is_marked(secretary: Store) -> None:
    assert [node.snapshot.code for node in objectives.tree(secretary) if node.unserved] == ["4.3.2"]


@pytest.mark.parametrize(
    ("code", "serving"),
    [
        ("4.1.1", ("P03", "P04", "P06", "P19", "P23")),
        ("4.1.2", ("P08", "P09", "P11")),
        ("4.2.1", ("P02", "P05", "P06", "P21")),
        ("4.3.1", ("P02", "P22")),
        ("4.3.2", ()),
    ],
)
def test_who_serves_each_objective_is_what_the_example_expects(
    secretary: Store, code: str, serving: tuple[str, ...]
) -> None:
    found = next(node for node in objectives.tree(secretary) if node.snapshot.code == code)
    assert found.serving == serving


def test_a_measurement_moves_the_indicator_and_a_parent_counts_its_children(secretary: Store) -> None:
    register.create(
        secretary, "measurement", {"indicator": "IN-4.2.1", "date": date(2026, 11, 1), "value": Decimal("15.5")}
    )
    nodes = {node.snapshot.code: node for node in objectives.tree(secretary)}
    (reading,) = nodes["4.2.1"].readings
    assert reading.share == Decimal("0.5")
    assert set(nodes["4.2.1"].projects) <= set(nodes["4.2"].projects) <= set(nodes["4"].projects)


@pytest.mark.parametrize(
    ("direction", "base", "target", "value", "share"),
    [
        ("decrescente", "21", "10", "15.5", "0.5"),
        ("crescente", "20", "45", "20", "0"),
        ("crescente", "20", "45", "60", "1"),
        ("crescente", "20", "45", "10", "0"),
        ("crescente", "10", "10", "10", None),
        ("mantenimento", None, "8", "9", "1"),
        ("crescente", None, "8", "9", None),
    ],
)
def test_percent_achieved(direction: str, base: str | None, target: str, value: str, share: str | None) -> None:
    found = achieved(direction, Decimal(base) if base else None, Decimal(target), Decimal(value))
    assert found == (None if share is None else Decimal(share))
