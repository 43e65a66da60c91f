"""What the program is called and which one it is: papers and their metadata say it."""

NAME = "Cabina di regia"
VERSION = "0.1.0"
"""As in pyproject.toml; a test holds them together."""
