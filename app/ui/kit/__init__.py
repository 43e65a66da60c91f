"""Reusable parts: they know Fields and Queries, and no particular entity."""
