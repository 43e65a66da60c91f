"""The engine: a structure tree becomes slices, slices become pages, pages become a tagged PDF.

    structure  ──compose──►  slices  ──pages──►  canvas  ──writer──►  bytes

`compose` turns blocks into unbreakable horizontal slices (a line, a row, a signature block); `pages` puts them
on paper; the `canvas` has a semantic pen, so that all ink is either tagged or an artifact by construction.
"""
