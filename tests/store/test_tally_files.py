"""The folder of the kept tallies: nothing stays there that was not finished."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.store import tally_file


def test_what_a_full_disk_cut_short_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(one: object, other: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        tally_file._put(tmp_path / "a.bits", b"head", b"body")
    assert list(tmp_path.iterdir()) == []


def test_what_a_stopped_program_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, young, kept = tmp_path / "tmpold", tmp_path / "tmpyoung", tmp_path / "a.bits"
    for path in (old, young, kept):
        path.write_bytes(b"x")
    os.utime(old, (1_000_000, 1_000_000))
    tally_file._forget_oldest(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.bits", "tmpyoung"]
