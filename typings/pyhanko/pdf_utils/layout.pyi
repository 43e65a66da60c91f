from enum import Enum

class AxisAlignment(Enum):
    ALIGN_MIN = 1
    ALIGN_MID = 2
    ALIGN_MAX = 3

class BoxConstraints:
    def __init__(self, width: float | None = None, height: float | None = None) -> None: ...

class Margins:
    @classmethod
    def uniform(cls, num: float) -> Margins: ...

class SimpleBoxLayoutRule:
    def __init__(self, x_align: AxisAlignment, y_align: AxisAlignment, margins: Margins = ...) -> None: ...
