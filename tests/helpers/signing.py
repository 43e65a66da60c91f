"""Certificates made for a test: an authority, people it vouches for, PKCS#12 files, tokens in software."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.core import clock
from tests.helpers.missing import missing

PASSPHRASE = "prova città"  # with an accent, as people write them
PIN = "1234"
_LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
              "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")  # fmt: skip


@dataclass(frozen=True)
class Holder:
    """Somebody with a certificate."""

    name: str
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    issuer: x509.Certificate

    @property
    def p12(self) -> bytes:
        """The PKCS#12 file, opened by PASSPHRASE."""
        closed = serialization.BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(
            self.name.encode(), self.key, self.certificate, [self.issuer], closed
        )


def _name(called: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, "IT"),
        (NameOID.ORGANIZATION_NAME, "Comune di Esempio"),
        (NameOID.COMMON_NAME, called),
    )
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


@lru_cache(8)
def _key(_who: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _days(ago: int) -> dt.datetime:
    return clock.now() - dt.timedelta(ago)


@lru_cache(2)
def authority(called: str = "CA di prova") -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A home-made authority."""
    key = _key(called)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(called))
        .issuer_name(_name(called))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(_days(1000))
        .not_valid_after(_days(-3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return key, made


def _usage(*, certificates: bool = False, repudiation: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(False, repudiation, False, False, False, certificates, certificates, False, False)


def holder(called: str, *, since: int = 1, until: int = -365, stamps: bool = False) -> Holder:
    """Somebody the authority vouches for, from `since` days ago to `until` days ago (below zero: from now)."""
    ca_key, ca = authority()
    key = _key(called)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(called))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_days(since))
        .not_valid_after(_days(until))
        .add_extension(_usage(repudiation=True), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
    )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(called, key, made.sign(ca_key, hashes.SHA256()), ca)


def softhsm() -> str:
    """The library of tokens in software; the test is skipped (fails in CI) without it."""
    found = next((one for one in _LIBRARIES if Path(one).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        missing("SoftHSM2", "it plays the smart card; `make setup` installs it on Debian (softhsm2)")
    return found


def token(folder: Path, label: str, who: Holder) -> None:
    """A token with somebody's key and certificate. SOFTHSM2_CONF must name `folder`/softhsm2.conf already."""
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "87654321"],
        check=True, capture_output=True, env={**os.environ, "SOFTHSM2_CONF": str(folder / "softhsm2.conf")},
    )  # fmt: skip
    library = pkcs11.lib(softhsm())
    library.reinitialize()
    with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
        der = who.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        named = {pkcs11.Attribute.ID: b"\x01", pkcs11.Attribute.LABEL: "firma", pkcs11.Attribute.TOKEN: True}
        session.create_object({**decode_rsa_private_key(der), **named})
        certificate = who.certificate.public_bytes(serialization.Encoding.DER)
        session.create_object({**decode_x509_certificate(certificate), **named})


def configure(folder: Path) -> Path:
    """A place for tokens that is nobody's but this test's; the value for SOFTHSM2_CONF."""
    (folder / "tokens").mkdir(parents=True, exist_ok=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    return config
