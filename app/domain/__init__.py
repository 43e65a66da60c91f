"""What a committee knows, in pure Python: no Qt, no SQL, no files."""
