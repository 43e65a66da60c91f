"""The steps of an import: the file, how it is read, what its columns are, what would happen."""
