"""The ground: settings, clock, errors, databases, words, markup, mail, http. Knows nothing of ideas or people."""

from tortoise import models as _models

# Tortoise reads the source of each model again, with the whole file around it, in search of comments for the columns.
# There are none, and it was a quarter of the time that Madang needs to start.
_models._get_comments = lambda cls: {}
