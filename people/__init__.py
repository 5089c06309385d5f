"""Persons and organisations, signing in, roles, blocks, and the house rules of this yard."""
