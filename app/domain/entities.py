"""Every kind of record, in the order a committee file lists them (what is linked to comes first)."""

from __future__ import annotations

from app.core.errors import Refused
from app.core.i18n import N_
from app.domain.actors import Actor, Body, Membership, PastRules, PersonEntity
from app.domain.decisions import (
    ActionItem,
    Attachment,
    CarriedOver,
    ChronicleEdit,
    Decision,
    Minutes,
    MinutesCorrection,
    MinutesObservation,
    MinutesVersion,
)
from app.domain.entity import Entity
from app.domain.interests import Interest
from app.domain.meetings import (
    AgendaItem,
    Attendance,
    AttendanceEvent,
    Conflict,
    ItemProposal,
    Meeting,
    Speech,
    Vote,
)
from app.domain.objectives import (
    Indicator,
    Instrument,
    Measurement,
    Need,
    Objective,
    OutcomeArea,
    ProductionLine,
)
from app.domain.pacts import Pact, PactReport
from app.domain.participation import AlertAck, Contribution, PairReview, Process, Stage
from app.domain.places import FundSource, InterventionType, Keyword, Place, TargetGroup, VocabularyTerm, Zone
from app.domain.planning import AgendaTemplate, MeetingSeries, NoticeDelivery, Supplement
from app.domain.projects import FundingLine, Intervention, Project, ProjectMilestone, ProjectUpdate
from app.domain.settings import Account, ImportMapping, SavedView, Setting

_ALL: tuple[type[Entity], ...] = (
    Setting, VocabularyTerm, OutcomeArea, Need, ProductionLine, Keyword, Body, Zone, TargetGroup, InterventionType,
    FundSource, Actor, PersonEntity, Membership, PastRules, Interest, Place, Instrument, Objective, Project,
    FundingLine, ProjectMilestone, ProjectUpdate, Intervention, Indicator, Measurement, Pact, PactReport, Process,
    Stage, AgendaTemplate, MeetingSeries, Meeting, Supplement, NoticeDelivery, Attendance, AgendaItem,
    AttendanceEvent, Conflict, Speech, Vote, Decision, ActionItem, CarriedOver, ChronicleEdit, MinutesCorrection,
    Minutes, MinutesVersion, MinutesObservation, Contribution, ItemProposal, Attachment, PairReview, AlertAck,
    ImportMapping, SavedView, Account,
)  # fmt: skip

ENTITIES: dict[str, type[Entity]] = {entity.name: entity for entity in _ALL}


def entity_named(name: str) -> type[Entity]:
    """The entity a person or a script names: singular or plural.

    Raises:
        Refused: there is no such kind of record; the sentence lists them.
    """
    for entity in _ALL:
        if name in (entity.name, entity.plural):
            return entity
    raise Refused(N_("«{name}» non è un tipo di scheda; ci sono: {known}."), name=name, known=", ".join(ENTITIES))
