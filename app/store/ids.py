"""Numbers for new records, made by the desk without asking anybody: later ones are larger.

63 bits: milliseconds since 2020 (41), the desk (10, drawn at start), a counter within the millisecond (12).
Two desks would have to draw the same number *and* write in the same millisecond to meet; the primary key
would then refuse the second.
"""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime

from app.core import clock

_START = datetime(2020, 1, 1, tzinfo=UTC)
_DESK_BITS, _COUNT_BITS = 10, 12


class Ids:
    """A source of numbers that never repeats and never goes back, whatever the computer's clock does."""

    def __init__(self, desk: int | None = None) -> None:
        self._desk = random.getrandbits(_DESK_BITS) if desk is None else desk
        self._last, self._lock = 0, threading.Lock()

    def __call__(self) -> int:
        """The next number."""
        with self._lock:
            now = int((clock.now() - _START).total_seconds() * 1000)
            tick, count = self._last >> _COUNT_BITS, self._last & ((1 << _COUNT_BITS) - 1)
            if now > tick:
                tick, count = now, 0
            elif count + 1 < 1 << _COUNT_BITS:
                count += 1
            else:
                tick, count = tick + 1, 0
            self._last = tick << _COUNT_BITS | count
            return (tick << _DESK_BITS | self._desk) << _COUNT_BITS | count


new_id = Ids()
