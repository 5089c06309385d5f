"""`madang backup` and `madang restore`: one file that holds a yard, verified before it is trusted."""
