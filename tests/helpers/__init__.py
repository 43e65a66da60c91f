"""What tests share: a private PostgreSQL server, real veraPDF, and the rule for a missing tool."""
