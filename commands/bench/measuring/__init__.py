"""Measuring a yard over HTTP: a server in a process of its own, and a client that does little but ask."""
