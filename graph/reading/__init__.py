"""Documents to tables: one reader a format, every cell with its place."""
