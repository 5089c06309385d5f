"""Boards, ideas and complaints, comments and answers, and the loop that they walk."""
