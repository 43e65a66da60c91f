"""One rule for a tool that is not on this machine: a colleague's test is skipped, CI's fails."""

import os
from typing import NoReturn

import pytest


def in_ci() -> bool:
    """Whether this run answers for everybody (`CI=true`)."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def missing(what: str, how: str) -> NoReturn:
    """End the test that needs `what`: skipped on a laptop, failed in CI; `how` says what to do."""
    reason = f"{what}: {how}"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
