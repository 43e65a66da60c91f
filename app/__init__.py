"""Cabina di regia: the shared register and the sittings of a community's steering committee."""
