"""The demo: a company, its customers and its partners, and nine months of what they said to each other.

`script.py` says what can happen, `organisations.py`, `staff.py`, `guests.py` and `boards.py` who and where,
`house.py` by which rules, `posts/` what was said. `player.py` plays it: `hours.py` says when, `timeline.py` decides
what the script leaves open, `opening.py` and `lives.py` do it all through operations. Everything here is invented.
"""
