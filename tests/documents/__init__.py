"""Papers: what they say, how they are built, and that they last."""
