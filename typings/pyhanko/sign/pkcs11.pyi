from typing import Any

from asn1crypto import x509
from pyhanko.sign.signers import Signer

class PKCS11Signer(Signer):
    def __init__(
        self,
        pkcs11_session: Any,
        signing_cert: x509.Certificate | None = None,
        key_id: bytes | None = None,
        key_label: str | None = None,
        other_certs_to_pull: tuple[str, ...] | None = (),
    ) -> None: ...
