from decimal import Decimal

def num2words(
    number: int | float | Decimal | str, ordinal: bool = False, lang: str = "en", to: str = "cardinal", **kwargs: str
) -> str: ...
