"""Examples that hypothesis tries are the same in every run, and a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("madang", deadline=None, database=None, derandomize=True)
settings.load_profile("madang")
