"""Building a bench's database: where it is, how rows come into it in bulk, and that nothing of its rules is lost."""
