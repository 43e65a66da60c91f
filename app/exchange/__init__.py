"""Files ↔ values: spreadsheets in and out. No database, no window.

`reading.read` gives a Sheet from any container; `writing.write` makes XLSX, ODS, CSV or JSON from a Table.
"""
