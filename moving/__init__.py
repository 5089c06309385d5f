"""Moving in from other portals, and out again: importers, the export of everything and its import."""
