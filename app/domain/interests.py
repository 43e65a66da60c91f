"""Interests members declare: the bodies they belong to or are tied with, so that nobody forgets to step out."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain.entity import Entity, Values, rule, starts_before_it_ends
from app.domain.fields import Choice, Day, Link, Text
from app.domain.permissions import Can


class Interest(Entity, name="interest"):
    """Interesse dichiarato of a person in a body; shown to who chairs and who writes the minutes only."""

    label, labels = N_("Interesse dichiarato"), N_("Interessi dichiarati")
    write = Can.RUN_MEETINGS
    part_of = "person"
    caption = ("person",)
    pattern = "{person}-INT{n}"

    person = Link(N_("Persona"), to="person", required=True)
    actor = Link(N_("Ente"), to="actor", required=True, read=Can.READ_INTERESTS)
    kind = Choice(N_("Natura"), required=True, options="interest_kind", default="ruolo",
                  read=Can.READ_INTERESTS)  # fmt: skip
    note = Text(N_("Nota"), max_length=300, read=Can.READ_INTERESTS)
    from_ = Day(N_("Dal"))
    to = Day(N_("Al"))
    visibility = Choice(N_("Visibilità"), required=True, options="visibility", default="interna")

    @rule("to", "from")
    def _term(values: Values) -> str | None:
        if not starts_before_it_ends(values["from"], values["to"]):
            return N_("L'interesse finisce prima di cominciare.")
        return None
