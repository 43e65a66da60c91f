"""The style sheet: one text made from colours and the size of a letter.

Widgets choose their look with the dynamic property `role` (`title`, `muted`, `panel`, `primary`, `chip`, …);
`wrong` marks a field that cannot be written, `current` the place one is in.
"""

from __future__ import annotations

from string import Template

from app.ui.theme_tokens import Colours

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"], QStackedWidget { background: $ground; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${s3}px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${f_title}pt; font-weight: 700; color: $strong; }
QLabel[role="heading"] { font-size: ${f_heading}pt; font-weight: 700; color: $strong; }
QLabel[role="section"] { font-weight: 700; color: $strong; }
QLabel[role="muted"], QLabel[role="subtitle"], QLabel[role="label"] { color: $muted; }
QLabel[role="muted"], QLabel[role="label"] { font-size: ${f_small}pt; }
QLabel[role="problem"] { color: $danger; font-size: ${f_small}pt; }
QLabel[role="doubt"] { color: $warning; font-size: ${f_small}pt; }
QLabel[role="group"] { color: $muted; font-size: ${f_small}pt; font-weight: 700; }

QFrame[role="panel"], QWidget[role="panel"] { background: $surface; border: 1px solid $line; border-radius: ${r}px; }
QFrame[role="side"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="warning"] { background: $warning_soft; border: none; border-left: ${s3}px solid $warning;
    border-radius: ${s2}px; }
QFrame[role="danger"] { background: $danger_soft; border: none; border-left: ${s3}px solid $danger;
    border-radius: ${s2}px; }
QFrame[role="success"] { background: $success_soft; border: none; border-left: ${s3}px solid $success;
    border-radius: ${s2}px; }
QFrame[role="info"] { background: $accent_soft; border: none; border-left: ${s3}px solid $accent;
    border-radius: ${s2}px; }

QPushButton, QToolButton[role="secondary"] { background: $surface; color: $accent; border: 1px solid $accent;
    border-radius: ${r}px; padding: ${s5}px ${s12}px; font-weight: 700; }
QPushButton:hover, QToolButton[role="secondary"]:hover { background: $accent_soft; color: $on_accent_soft; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled, QToolButton[role="secondary"]:disabled { color: $muted; border-color: $line; }
QPushButton:focus, QToolButton[role="secondary"]:focus { border: 2px solid $focus; padding: ${s5f}px ${s12f}px; }
QPushButton:default, QPushButton[role="primary"] { background: $primary; color: $on_primary;
    border: 1px solid $primary; }
QPushButton:default:hover, QPushButton[role="primary"]:hover { background: $primary_hover; color: $on_primary; }
QPushButton:default:pressed, QPushButton[role="primary"]:pressed { background: $primary_down; }
QPushButton:default:focus, QPushButton[role="primary"]:focus { border: 2px solid $focus; }
QPushButton:default:disabled, QPushButton[role="primary"]:disabled { background: $raised; color: $muted;
    border-color: $line; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
    padding: ${s2}px ${s3}px; text-align: left; font-weight: 600; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:disabled { color: $muted; text-decoration: none; }
QPushButton[role="link"]:focus { border: 2px solid $focus; padding: ${s1}px ${s2}px; }
QPushButton[role="chip"] { background: $surface; color: $text; border: 1px solid $line; font-weight: 400;
    border-radius: ${r_chip}px; padding: ${s3}px ${s10}px; }
QPushButton[role="chip"]:hover { border-color: $accent; }
QPushButton[role="chip"]:checked { background: $accent_soft; color: $on_accent_soft; border: 1px solid $accent;
    font-weight: 700; }
QPushButton[role="chip"]:focus { border: 2px solid $focus; padding: ${s2}px ${s9}px; }
QPushButton[role="nav"] { background: transparent; border: none; border-left: ${s3}px solid transparent;
    border-radius: 0; color: $text; text-align: left; font-weight: 400; padding: ${s8}px ${s8}px ${s8}px ${s9}px; }
QPushButton[role="nav"]:hover { background: $raised; color: $text; }
QPushButton[role="nav"]:checked { background: $accent_soft; color: $on_accent_soft; font-weight: 700;
    border-left: ${s3}px solid $accent; }
QPushButton[role="nav"]:focus { border: 2px solid $focus; padding: ${s7}px ${s7}px ${s7}px ${s8}px; }
QPushButton[role="facet"] { background: transparent; border: 1px solid transparent; color: $strong;
    text-align: left; font-weight: 700; padding: ${s3}px 0px; border-radius: ${r}px; }
QPushButton[role="facet"]:hover { color: $accent; }
QPushButton[role="facet"]:focus { border: 2px solid $focus; padding: ${s2}px 0px; }
QPushButton[role="status"] { background: transparent; border: 1px solid transparent; color: $muted;
    font-size: ${f_small}pt; font-weight: 400; padding: 0px ${s4}px; }
QPushButton[role="status"]:hover { color: $accent; }
QPushButton[role="status"]:focus { border: 1px solid $focus; color: $text; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${r}px; padding: ${s3}px; }
QToolButton:hover { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; padding: ${s2}px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
    border: 1px solid $edge; border-radius: ${r}px; padding: ${s5}px ${s7}px; selection-background-color: $primary;
    selection-color: $on_primary; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: ${s4}px ${s6}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
    background: $ground; color: $muted; border-color: $line; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $danger; }
QAbstractItemView QLineEdit, QLineEdit[role="cell"] { border-radius: 0; padding: 0 ${s4}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; outline: none; }
QCheckBox, QRadioButton { spacing: ${s7}px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; text-decoration: underline; }
QRadioButton::indicator { width: ${s12}px; height: ${s12}px; border: 1px solid $muted; border-radius: ${s7}px;
    background: $surface; }
QRadioButton::indicator:checked { width: ${s6}px; height: ${s6}px; border: ${s4}px solid $accent; }

QTableView, QTreeView, QListView { background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; gridline-color: $line; }
QListView::item, QTreeView::item { padding: ${s4}px; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $on_accent_soft; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: ${s6}px ${s8}px; font-size: ${f_small}pt; font-weight: 700; }
QHeaderView::section:hover { color: $accent; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: ${s6}px ${s7}px; font-weight: 600;
    border: none; border-bottom: ${s2}px solid $line; }
QTabBar::tab:selected { color: $accent; border-bottom: ${s2}px solid $accent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:focus { color: $focus; border: 1px solid $focus; }
Inspector QTabBar::tab { padding: ${s6}px ${s3}px; font-size: ${f_small}pt; }
QTabWidget::pane { border: none; }

QMenu { background: $surface; border: 1px solid $edge; padding: ${s3}px; }
QMenu::item { padding: ${s5}px ${s24}px ${s5}px ${s12}px; border-radius: ${s3}px; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${s3}px; }
QMenu::icon { padding-left: ${s6}px; }

QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; font-size: ${f_small}pt; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${f_small}pt; }
QProgressBar { background: $raised; border: 1px solid $line; border-radius: ${s3}px; text-align: center;
    max-height: ${s12}px; font-size: ${f_small}pt; }
QProgressBar::chunk { background: $accent; border-radius: ${s3}px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="plain"], QStackedWidget[role="plain"] { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent_soft; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: ${s12}px; }
QScrollBar:horizontal { height: ${s12}px; }
QScrollBar::handle { background: $scroll; border-radius: ${s3}px; }
QScrollBar::handle:vertical { min-height: ${s24}px; margin: ${s1}px ${s3}px; }
QScrollBar::handle:horizontal { min-width: ${s24}px; margin: ${s3}px ${s1}px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(c: Colours, em: float, points: float) -> str:
    """The style sheet for colours `c`, a letter of `em` pixels and text of `points`."""
    sizes = {f"s{n}": max(1, round(n * em / 14)) for n in range(1, 25)}
    named = {
        "r": round(4 * em / 14),
        "r_chip": round(13 * em / 14),
        "s5f": max(1, sizes["s5"] - 1),
        "s12f": max(1, sizes["s12"] - 1),
        "scroll": c.edge if c.name == "contrast" else c.line if c.name == "dark" else "#c5cdd6",
    }
    fonts = {"f_title": points * 1.55, "f_heading": points * 1.2, "f_small": points * 0.92}
    plain = {name: value for name, value in vars(c).items() if isinstance(value, str)}
    return _SHEET.substitute(plain, **sizes, **named, **{k: f"{v:.2f}" for k, v in fonts.items()})
