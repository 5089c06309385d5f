"""`madang import`: reading other programs' files, row by row, whatever their size."""
