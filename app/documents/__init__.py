"""Papers: values turned into tagged, archivable, accessible PDF. No database, no Qt."""
