"""The fixed vocabularies of sittings to the letter: delegates, series, notices, interests, decisions that patch."""

from __future__ import annotations

from app.core.i18n import N_
from app.domain.vocabulary import T, Vocabulary, fixed

SITTINGS: tuple[Vocabulary, ...] = (
    fixed(
        "delegation",
        N_("Deleghe"),
        T("no", "Non ammesse"),
        T("presenza", "Il delegato rende presente chi delega"),
        T("voto", "Il delegato porta il voto, non la presenza"),
    ),
    fixed(
        "series_unit",
        N_("Unità della serie"),
        T("giorni", "Giorni"),
        T("giorni_lavorativi", "Giorni lavorativi"),
        T("settimane", "Settimane"),
        T("mesi_giorno", "Mesi, lo stesso giorno"),
        T("mesi_settimana", "Mesi, lo stesso giorno della settimana"),
    ),
    fixed(
        "on_holiday",
        N_("Se il giorno è festivo"),
        T("salta", "La seduta si salta"),
        T("avanti", "Il primo giorno lavorativo dopo"),
        T("indietro", "L'ultimo giorno lavorativo prima"),
    ),
    fixed(
        "notice_channel",
        N_("Canale della convocazione"),
        T("pec", "PEC"),
        T("email", "Posta elettronica"),
        T("mano", "A mano"),
        T("posta", "Posta raccomandata"),
        T("albo", "Pubblicazione"),
    ),
    fixed(
        "delivery_outcome",
        N_("Esito della consegna"),
        T("in_attesa", "In attesa"),
        T("consegnata", "Consegnata"),
        T("non_consegnata", "Non consegnata"),
    ),
    fixed(
        "interest_kind",
        N_("Natura dell'interesse"),
        T("ruolo", "Ruolo o carica"),
        T("dipendente", "Lavoro"),
        T("familiare", "Familiare"),
        T("economico", "Economico"),
        T("altro", "Altro"),
    ),
    fixed(
        "patch_state",
        N_("Modifica del registro"),
        T("bozza", "Da applicare"),
        T("applicata", "Applicata"),
        T("non_applicata", "Non applicata"),
        T("da_rivedere", "Da rivedere"),
    ),
    fixed("paper_font", N_("Carattere dei documenti"), T("titillium", "Titillium Web"), T("noto", "Noto Sans")),
)
