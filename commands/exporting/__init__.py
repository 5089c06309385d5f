"""`madang export` and `madang import madang`."""
