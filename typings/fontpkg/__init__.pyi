from pathlib import Path

class FontFile:
    path: Path
    style: str
    weight: int | None
    variable: bool

class Family:
    name: str
    slug: str
    version: str
    license: str
    files: tuple[FontFile, ...]
    @property
    def is_variable(self) -> bool: ...

def path(name: str, weight: int | str = 400, style: str = "normal", nearest: bool = False) -> Path: ...
def family(name: str) -> Family: ...
def families() -> list[Family]: ...
