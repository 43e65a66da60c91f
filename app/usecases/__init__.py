"""The verbs: each checks the permission, applies the rules, writes in one Unit and returns Changes."""
