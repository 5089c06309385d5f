"""Tortoise's migrations of this floor. Constraints, partial indexes and triggers are RunPython steps."""
