"""Searching ideas and comments: the same on SQLite and PostgreSQL, in Korean, English and mixtures of both.

`cutting` cuts text into tokens, `indexing` keeps them, `asking` reads a question, `finding` answers it, `spelling`
corrects a mistyped word and `marking` shows what was found.
"""
