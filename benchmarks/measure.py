"""Clocks and the table: CPU milliseconds beside wall ones, the median of several, ratios to a floor of the same run."""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """Milliseconds: of CPU (user and system, all threads of the process) and of the clock on the wall."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        return f"{amount(self.cpu)} ({amount(self.wall)})"


def amount(ms: float) -> str:
    """0.42, 7.3, 640 ms, 12.4 s."""
    if ms >= 10_000:
        return f"{ms / 1000:.1f} s"
    return f"{ms:.0f}" if ms >= 100 else f"{ms:.1f}" if ms >= 1 else f"{ms:.2f}"


def median(costs: Sequence[Cost]) -> Cost:
    """The middle one, of each clock."""
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def worst(costs: Sequence[Cost], share: float = 0.95) -> Cost:
    """The cost that `share` of them do not pass."""
    at = min(len(costs) - 1, int(len(costs) * share))
    return Cost(sorted(c.cpu for c in costs)[at], sorted(c.wall for c in costs)[at])


class Stopwatch:
    """`with Stopwatch() as it: …; it.cost`."""

    cost = Cost(0, 0)

    def __enter__(self) -> Stopwatch:
        self._cpu, self._wall = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.cost = Cost((time.process_time() - self._cpu) * 1e3, (time.perf_counter() - self._wall) * 1e3)


def timed(work: Callable[[], Any], times: int = 5) -> Cost:
    """The median of some runs."""
    costs = []
    for _ in range(times):
        gc.collect()
        with Stopwatch() as it:
            work()
        costs.append(it.cost)
    return median(costs)


def pss() -> float:
    """MB of memory that are this process's (its share of what is shared); the peak resident ones elsewhere."""
    rollup = Path("/proc/self/smaps_rollup")
    if rollup.exists():
        line = next(one for one in rollup.read_text().splitlines() if one.startswith("Pss:"))
        return int(line.split()[1]) / 1024
    return peak()


def peak() -> float:
    """MB of memory this process has had at most (Linux: since it began; `ru_maxrss` would begin with its parent's)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tell(**found: Any) -> None:
    """A child's last words: what it measured."""
    print(json.dumps(found, default=lambda cost: [cost.cpu, cost.wall]), flush=True)


def so_far() -> Cost:
    """What this process has cost since it was begun by `child`, the start of Python included."""
    return Cost(time.process_time() * 1e3, (time.time() - float(os.environ["BENCH_BEGUN"])) * 1e3)


def child(module: str, *words: object) -> dict[str, Any]:
    """Run `python -m benchmarks.module words…` in a process of its own; what it told, and its own cost as `whole`."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "", "BENCH_BEGUN": str(time.time())}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    answer = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *map(str, words)],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    wall, after = (time.perf_counter() - start) * 1e3, resource.getrusage(resource.RUSAGE_CHILDREN)
    if answer.returncode != 0:
        raise RuntimeError(f"{module} {words}: {answer.stderr[-2000:]}")
    found = json.loads(answer.stdout.splitlines()[-1])
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3
    told = {name: Cost(*value) if _is_cost(value) else value for name, value in found.items()}
    return {**told, "whole": Cost(cpu, wall)}


def _is_cost(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int | float) for one in value)


@dataclass
class Line:
    """One row of the table."""

    work: str
    ours: str
    floor: str
    ratio: float | None
    target: str
    ok: bool | None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as texts."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        mark = {True: "yes", False: "**no**", None: ""}[self.ok]
        return self.work, self.ours, self.floor, ratio, self.target, mark


@dataclass
class Report:
    """Lines as they are measured: printed at once, written at the end."""

    lines: list[Line] = field(default_factory=list)

    def ratio(self, work: str, ours: Cost, floor: Cost, target: float | None) -> None:
        """A cost against its floor, by CPU; `target` is the largest ratio wanted."""
        found = ours.cpu / floor.cpu
        wanted, ok = ("", None) if target is None else (f"≤ {target:g} ×", found <= target)
        self.add(Line(work, str(ours), str(floor), found, wanted, ok))

    def limit(self, work: str, ours: Cost, most: float | None) -> None:
        """A cost against milliseconds of CPU; the wall clock of a shared machine stands beside it."""
        wanted, ok = ("", None) if most is None else (f"≤ {most:g} ms", ours.cpu <= most)
        self.add(Line(work, str(ours), "", None, wanted, ok))

    def memory(self, work: str, ours: float, floor: float | None, target: str, ok: bool | None) -> None:
        """MB against MB."""
        found = ours / floor if floor else None
        self.add(Line(work, f"{ours:.0f} MB", f"{floor:.0f} MB" if floor else "", found, target, ok))

    def add(self, line: Line) -> None:
        """One more line."""
        self.lines.append(line)
        work, ours, floor, ratio, target, ok = line.cells
        print(f"{work:58} {ours:>18} {floor:>18} {ratio:>7} {target:>16} {ok.strip('*'):>4}", flush=True)
