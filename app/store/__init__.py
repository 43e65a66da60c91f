"""The register: the only SQL of the program (DESIGN §6). Above it everybody deals in plain values."""
