from typing import Any

class Name:
    native: dict[str, str]
    @property
    def human_friendly(self) -> str: ...

class KeyUsage:
    native: set[str]

class Certificate:
    subject: Name
    issuer: Name
    @classmethod
    def load(cls, encoded_data: bytes) -> Certificate: ...
    def __getitem__(self, key: str) -> Any: ...
    @property
    def key_usage_value(self) -> KeyUsage | None: ...
