"""The only Qt of the program: a window of Screens, made of a kit that knows Fields and no particular entity.

PySide puts a hook of its own in the place of `import`: it reads the source of every module imported after it, to see
whether that one asks for `snake_case` methods. Nobody here does, and it costs a tenth of a start: Python's own is put
back as soon as Qt is there.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
