"""The ground: settings, clock, errors, databases, words, markup, mail, http. Knows nothing of ideas or people."""
