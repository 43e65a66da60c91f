from typing import Literal

def get_display(
    str_or_bytes: str,
    encoding: str = "utf-8",
    upper_is_rtl: bool = False,
    base_dir: Literal["L", "R"] | None = None,
    debug: bool = False,
) -> str: ...
def get_base_level(text: str, upper_is_rtl: bool = False) -> int: ...
