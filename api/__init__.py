"""JSON: everything that a person can do on the pages a program can do with a token. See docs/api.md."""
