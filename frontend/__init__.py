"""The pages: what a browser meets."""
