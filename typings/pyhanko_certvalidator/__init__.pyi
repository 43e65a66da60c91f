from collections.abc import Iterable

from asn1crypto import x509

class ValidationContext:
    def __init__(
        self, trust_roots: Iterable[x509.Certificate] | None = None, *, allow_fetching: bool = False
    ) -> None: ...
