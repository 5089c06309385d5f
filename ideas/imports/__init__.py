"""Ideas from elsewhere: what a row must be (`rows`), where it belongs (`places`), and taking it in (`taking`).

A face reads the file; this takes rows, whatever they were read from. `docs/import.md` is the format, for people.
"""
