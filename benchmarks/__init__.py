"""How fast the program is, as ratios to the floors of PERFORMANCE.md measured in the same run."""
