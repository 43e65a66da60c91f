"""Delegates of absent members: who may stand for whom, and whom they stand for at a moment (DOMAIN §5.2, `delegation`).

Shared by the engine that follows a sitting event by event and by the sitting as its records tell it, so that both
count the same people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.core.i18n import N_, tr
from app.domain.body_rules import BodyRules


def why_not(
    rules: BodyRules, member: str, to: str, *, voters: Collection[str], room: Collection[str],
    proxies: Mapping[str, str],
) -> str:  # fmt: skip
    """Why a member may not be represented by somebody, translated; empty when they may.

    Args:
        room: the voting members present now.
        proxies: the delegates accepted so far, as absent member → delegate.
    """
    if rules.delegation == "no":
        return tr(N_("le regole dell'organo non ammettono deleghe"))
    if member not in voters or member in room or not to or to == member:
        return tr(N_("delega solo chi è assente e ha diritto di voto"))
    others = [who for who, delegate in proxies.items() if delegate == to and who != member]
    if len(others) >= rules.delegations:
        return tr(N_("il delegato ha già tutte le deleghe ammesse: {n}")).format(n=rules.delegations)
    return ""


def represented(
    proxies: Mapping[str, str], room: Collection[str], recused: Collection[str], voters: Collection[str]
) -> frozenset[str]:
    """The absent members whose delegate is there: a delegate who is a member must be in the room, and not recused."""
    return frozenset(
        member for member, delegate in proxies.items()
        if member not in room and member not in recused and delegate not in recused
        and (delegate not in voters or delegate in room)
    )  # fmt: skip
