"""With what one signs: a file or a token. Values only, so that a screen can name them without the machinery."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class KeyFile:
    """A PKCS#12 file (`.p12`, `.pfx`): its bytes and what opens it."""

    data: bytes = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Token:
    """A smart card or key through PKCS#11: the maker's library, the token's label (empty: the only one), its PIN."""

    library: str
    label: str
    pin: str = field(repr=False)
