"""The only Qt of the program: a window of Screens, made of a kit that knows Fields and no particular entity."""
