from typing import Any

from asn1crypto import x509
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.signers import Signer

def open_pkcs11_session(
    lib_location: str,
    slot_no: int | None = None,
    token_criteria: TokenCriteria | None = None,
    user_pin: str | None = None,
) -> Any: ...

class PKCS11Signer(Signer):
    def __init__(
        self,
        pkcs11_session: Any,
        signing_cert: x509.Certificate | None = None,
        key_id: bytes | None = None,
        key_label: str | None = None,
        other_certs_to_pull: tuple[str, ...] | None = (),
    ) -> None: ...
