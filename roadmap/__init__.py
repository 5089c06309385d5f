"""What is being done and whether it worked: items, releases, improvements, verdicts. It closes the loop."""
