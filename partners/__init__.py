"""Partners work with each other: needs, messages, rooms, documents, and what they publish together. No gatekeeper."""
