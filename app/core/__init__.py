"""What knows nobody: errors, words, formats, time, progress. No Qt, no SQL."""
