"""Databases as earlier versions made them, kept to be migrated forward: `DATE.DATABASE.sql.xz`."""
