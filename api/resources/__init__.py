"""The endpoints, noun by noun: each reads what was asked, calls one operation or query, and answers.

A new module is named in `api/contents.py`.
"""
