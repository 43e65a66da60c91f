"""The commands of the window itself, whatever screen is in front."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.core import i18n
from app.core.i18n import N_
from app.ui.commands import Command, Context, Place, online
from app.ui.screens.base import Page

if TYPE_CHECKING:
    from app.ui.window import Window


_NAMES = {"it": "Italiano", "en": "English"}


def _grid(context: Context) -> bool:
    return context.can_new


def commands(window: Window, pages: list[Page]) -> list[Command]:
    """Everything one can do anywhere."""
    go = [
        Command(f"go.{page.name}", page.title, partial(window.go, page.name), _keys(page, at), page.icon, Place.GO)
        for at, page in enumerate(pages, 1)
    ]  # fmt: skip
    return [*_file(window), *_edit(window), *_find(window), *go, *_go(window), *_view(window), *_help(window)]


def _keys(page: Page, at: int) -> tuple[str, ...]:
    return (page.keys,) if page.keys else (f"Ctrl+{at}",) if at < 10 else ()


def _file(w: Window) -> list[Command]:
    return [
        Command("new", N_("Nuova scheda"), w.new_record, ("Ctrl+N",), "plus", Place.FILE, enabled=_grid),
        Command("open", N_("Apri un altro registro…"), w.open_other, ("Ctrl+O",), "folder-open", Place.FILE,
                enabled=lambda _: w.desk.open_other is not None,
                hint=N_("L'esempio, un registro nuovo, un file, un registro condiviso o uno di quelli recenti")),
        Command("saved", N_("Salva adesso"), w.saving.save, ("Ctrl+S",), "floppy-disk", Place.FILE,
                hint=N_("Salva quello che state scrivendo e dice quando è stato salvato")),
        Command("quit", N_("Esci"), w.close, ("Ctrl+Q",), "sign-out", Place.FILE),
    ]  # fmt: skip


def _edit(w: Window) -> list[Command]:
    return [
        Command("undo", N_("Annulla"), w.undo, ("Ctrl+Z",), "arrow-counter-clockwise", Place.EDIT, enabled=online,
                hint=N_("Annulla l'ultima modifica")),
        Command("redo", N_("Ripeti"), w.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow-clockwise", Place.EDIT,
                enabled=online, hint=N_("Rifà la modifica annullata")),
    ]  # fmt: skip


def _find(w: Window) -> list[Command]:
    return [
        Command("find", N_("Cerca in questa pagina"), w.find_in_page, ("Ctrl+F",), "magnifying-glass", Place.FIND),
        Command("filter", N_("Filtri di questa pagina"), w.filter_in_page, ("Ctrl+L",), "funnel", Place.FIND),
        Command("replace", N_("Trova e sostituisci…"), w.replace_in_page, ("Ctrl+H",), "swap", Place.FIND,
                enabled=online, hint=N_("Sostituisce un testo o un valore nelle righe mostrate o scelte")),
        Command("next", N_("Riga successiva"), partial(w.next_hit, 1), ("F3",), "arrow-down", Place.FIND),
        Command("previous", N_("Riga precedente"), partial(w.next_hit, -1), ("Shift+F3",), "arrow-up", Place.FIND),
        Command("decided", N_("Cosa abbiamo deciso su…"), partial(_decided, w), (), "clipboard-text", Place.FIND,
                hint=N_("Le decisioni che riguardano la scheda aperta, o ciò che indicate")),
        Command("palette", N_("Cerca ovunque"), w.open_palette, ("Ctrl+K",), "command", Place.FIND,
                hint=N_("Trova una scheda o un comando")),
    ]  # fmt: skip


def _go(w: Window) -> list[Command]:
    return [
        Command("past", N_("Il registro com'era a una seduta…"), partial(w.go, "past"), (), "clock-counter-clockwise",
                Place.GO, hint=N_("Mostra il registro com'era quando una seduta si è chiusa, senza modificarlo")),
        Command("since", N_("Cosa è cambiato dall'ultima seduta"), partial(_since, w), (), "git-diff", Place.GO,
                hint=N_("Elenca le schede aggiunte, tolte e modificate dall'ultima seduta chiusa")),
        Command("back", N_("Indietro"), w.back, ("Alt+Left",), "arrow-left", Place.GO),
        Command("forward", N_("Avanti"), w.forward, ("Alt+Right",), "arrow-right", Place.GO),
        Command("pane.next", N_("Riquadro successivo"), partial(w.next_pane, 1), ("F6",), "columns", Place.GO),
        Command("pane.previous", N_("Riquadro precedente"), partial(w.next_pane, -1), ("Shift+F6",), "columns",
                Place.GO),
    ]  # fmt: skip


def _decided(w: Window) -> None:
    """On the record in front, when decisions are taken on such records; otherwise it is asked on what."""
    from app.ui.screens import decided  # noqa: PLC0415 - the first paint waits for no other page
    from app.ui.screens.decisions import DecisionsScreen  # noqa: PLC0415
    from app.usecases.massimario import KINDS  # noqa: PLC0415

    where = w.front.mark() if w.front is not None and w.front.objectName() == "record" else None
    if where and where[0] in KINDS:
        decided.on_record(w.desk, where[0], where[1], w)
        return
    w.go("decisions")
    if isinstance(w.front, DecisionsScreen):
        w.front.ask_decided()


def _since(w: Window) -> None:
    """The page of the past, at what has changed."""
    from app.ui.screens.past import PastScreen  # noqa: PLC0415 - the first paint waits for no other page

    w.go("past")
    if isinstance(w.front, PastScreen):
        w.front.show_changes()


def _view(w: Window) -> list[Command]:
    return [
        Command("refresh", N_("Rileggi"), w.refresh, ("F5",), "arrows-clockwise", Place.VIEW),
        Command("full", N_("Schermo intero"), w.toggle_full_screen, ("F11",), "corners-out", Place.VIEW),
        Command("larger", N_("Testo più grande"), partial(w.zoom, 1), ("Ctrl++", "Ctrl+="), "magnifying-glass-plus",
                Place.VIEW),
        Command("smaller", N_("Testo più piccolo"), partial(w.zoom, -1), ("Ctrl+-",), "magnifying-glass-minus",
                Place.VIEW),
        Command("normal", N_("Testo normale"), partial(w.zoom, 0), ("Ctrl+0",), "text-t", Place.VIEW),
        Command("theme.system", N_("Colori del sistema"), partial(w.choose_theme, "system"), (), "desktop", Place.VIEW),
        Command("theme.light", N_("Colori chiari"), partial(w.choose_theme, "light"), (), "sun", Place.VIEW),
        Command("theme.dark", N_("Colori scuri"), partial(w.choose_theme, "dark"), (), "moon", Place.VIEW),
        Command("theme.contrast", N_("Contrasto elevato"), partial(w.choose_theme, "contrast"), (), "circle-half",
                Place.VIEW),
        *_languages(w),
        Command("layout", N_("Ripristina disposizione"), w.forget_layout, (), "layout", Place.VIEW,
                hint=N_("Colonne, filtri e riquadri come alla prima apertura")),
    ]  # fmt: skip


def _languages(w: Window) -> list[Command]:
    """Each in its own words, so that who cannot read the others finds it."""
    return [
        Command(f"language.{code}", _NAMES.get(code, code), partial(w.speak, code), (), "translate", Place.VIEW)
        for code in i18n.available()
    ]


def _help(w: Window) -> list[Command]:
    return [
        Command("shortcuts", N_("Scorciatoie da tastiera"), w.open_shortcuts, ("F1",), "keyboard", Place.HELP),
        Command("menu", N_("Menu"), w.pop_menu, ("F10",), "list", Place.HELP, listed=False,
                hint=N_("Apre il menu principale")),
    ]  # fmt: skip
