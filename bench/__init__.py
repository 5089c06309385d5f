"""Programs that measure what the house promises under weight. They aren't part of what is installed."""
