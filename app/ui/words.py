"""Qt's own dialogs in the language of the program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.core import i18n

_LOCALES = {"it": QLocale(QLocale.Language.Italian, QLocale.Country.Italy),
            "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)}  # fmt: skip
_installed: list[QTranslator] = []


def install(app: QCoreApplication) -> None:
    """Make Qt speak the language in use (file dialogs, "Copy", calendars, key names)."""
    for old in _installed:
        app.removeTranslator(old)
    _installed.clear()
    code = i18n.current().code
    QLocale.setDefault(_LOCALES.get(code, QLocale(code)))
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{code}", folder):
        app.installTranslator(translator)
        _installed.append(translator)
