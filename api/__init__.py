"""The JSON API under `/api/v1`: the same operations and queries as the pages, for programs with a token."""
