"""What the lists of the index say an idea has of a question: bits, and what they count together."""

from ideas.search.likeness import IN_BODY, Question, Word

TITLED, SOMEWHERE, MEANT, FORM_TITLED, FORMED = (1 << number for number in range(5))
"""A word of the question's title stands in the idea's title, anywhere, or as another word; its form in the title, or
anywhere."""

PLACES = 5


class Evidence:
    """Of one question. An idea's bits are joined by `|`, so nothing counts twice however many lists say it."""

    def __init__(self, question: Question) -> None:
        self._words = question.words
        self._shifts = {word.token: PLACES * number for number, word in enumerate(question.words)}
        first = PLACES * len(question.words)
        self._said = {token: 1 << (first + number) for number, token in enumerate(question.from_body)}
        self._from_body = [(self._said[token], counts) for token, counts in question.from_body.items()]
        self._known: dict[int, float] = {}

    def of(self, token: str, has: int) -> int:
        """That an idea has this of a word of the question's title."""
        return has << self._shifts[token]

    def knows(self, token: str) -> bool:
        """Whether this is a word of the question's title that counts."""
        return token in self._shifts

    def said(self, token: str) -> int:
        """That an idea has a word of the question's body."""
        return self._said[token]

    def counts(self, has: int) -> float:
        """What these bits count together."""
        if has not in self._known:
            own = (
                _counts(word, has >> PLACES * number)
                for number, word in enumerate(self._words)
                if has >> PLACES * number
            )
            self._known[has] = sum(own) + sum(counts for bit, counts in self._from_body if has & bit)
        return self._known[has]


def _counts(word: Word, has: int) -> float:
    if has & TITLED:
        met = word.counts
    else:
        met = max(IN_BODY * word.counts if has & SOMEWHERE else 0.0, word.meaning if has & MEANT else 0.0)
    return met + word.more * (1.0 if has & FORM_TITLED else IN_BODY if has & FORMED else 0.0)
