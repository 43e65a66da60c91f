"""CUP, CIG, fiscal codes of bodies: their form and, where one is published, their check (DOMAIN §4.6)."""

from __future__ import annotations

import re

_CUP = re.compile(r"[A-Z]\d{2}[A-Z]\d{11}")
_CUP_PROVISIONAL = re.compile(r"PROV\d{10}")


def normal(text: str) -> str:
    """A code as it is compared: no spaces, upper case."""
    return "".join(text.split()).upper()


def is_cup(text: str) -> bool:
    """Whether the text has the form of a CUP; no public check digit exists (DPCM 2003; data: 69,697 of 69,698)."""
    return bool(_CUP.fullmatch(normal(text)))


def is_provisional_cup(text: str) -> bool:
    """`PROV` and ten digits: accepted only as provisional."""
    return bool(_CUP_PROVISIONAL.fullmatch(normal(text)))


def cig_kind(text: str) -> str | None:
    """`ordinario`, `smart`, `unico` or `esclusione`; None when the text is no CIG.

    Checks: ordinary, hex(last 3) = first 7 × 211 mod 4091; smart, hex(2–3) = hex(4–10) × 211 mod 251
    (AGID-PEPPOL-T01-CIG.sch); the CIG of the PCP (from 2024) has a form only.
    """
    code = normal(text)
    if re.fullmatch(r"\d{7}[0-9A-F]{3}", code):
        right = int(code[:7]) * 211 % 4091 == int(code[7:], 16)
        return "ordinario" if right and code[:7] != "0000000" else None
    if re.fullmatch(r"[V-Z][0-9A-F]{9}", code):
        right = int(code[3:], 16) * 211 % 251 == int(code[1:3], 16)
        return "smart" if right and code[3:] != "0000000" else None
    if re.fullmatch(r"[A-U][0-9A-F]{9}", code):
        return "unico"
    return "esclusione" if re.fullmatch(r"ES(0[1-9]|1\d|2[0-7])", code) else None


def is_tax_code_of_body(text: str) -> bool:
    """Eleven digits that pass the Luhn check: a P.IVA or the fiscal code of a body.

    python-stdnum's `it.iva` also wants an office that exists and so refuses invented ones; here only the
    check digit refuses.
    """
    from stdnum import luhn  # noqa: PLC0415 - on use: it brings the network with it, and the window does not wait

    code = normal(text)
    return bool(re.fullmatch(r"\d{11}", code)) and bool(luhn.is_valid(code))


def tax_office_exists(text: str) -> bool:
    """Whether digits 8–10 name a provincial office (001–100, 120, 121, 888, 999): worth a note, not a refusal."""
    office = int(normal(text)[7:10])
    return 1 <= office <= 100 or office in (120, 121, 888, 999)


def is_personal_tax_code(text: str) -> bool:
    """Whether the text looks like a person's codice fiscale, which this register must not hold."""
    return bool(re.fullmatch(r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", normal(text)))


def is_school_code(text: str) -> bool:
    """Ten characters: province, type, six alphanumerics."""
    return bool(re.fullmatch(r"[A-Z]{4}[0-9A-Z]{6}", normal(text)))


def is_ipa(text: str) -> bool:
    """An IPA code: lower case letters, digits, underscore, hyphen."""
    return bool(re.fullmatch(r"[a-z0-9_\-]{2,40}", text))


def padded(number: str) -> str:
    """A protocol number as AgID's stamp wants it (DOMAIN §4.1): at least seven digits; other signs stay as they are."""
    return number.zfill(7) if number.isdecimal() else number
