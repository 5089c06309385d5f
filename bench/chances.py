"""Does everyone get a chance, and does it pay to herd? A month of the trending list, played in memory.

    python -m bench.chances [--seed 1] [--days 28]

Each day 100 ideas come and the first page is looked at 20,000 times. It is chosen by the very functions that choose it
on the site (`ideas.ranking.hot`, `ideas.exposure.in_turn` and `seated`). What people do is assumed:

- Whoever looks at the page sees the place k with a chance of 1/k: the model of position bias, and its strength, with
  which Joachims, Swaminathan and Schnabel learn to rank from clicks ("Unbiased Learning-to-Rank with Biased Feedback",
  WSDM 2017).
- Whoever sees an idea votes for it with a chance of its quality times `VOTES_OF_TEN_LOOKS` / 10. Qualities are drawn
  from Beta(2, 5): few are loved, most are so-so. With it about one visit in twelve brings a vote; that is a busy yard.
- Nobody votes twice: there are more people than that matters, so it isn't played.

The place that an idea ends at is its place by votes among all that had at least 14 days; those who have as many votes
share the middle of their places. *Herding*: one idea in ten gets a false vote the moment it is posted; a twin run, with
the same visitors and the same dice, goes without. What counts is how far the votes of others move its final place, for
they are the herd; the false vote itself is one more vote at the end, which moves it among those with hardly any, and
is printed as well. Muchnik, Aral and Taylor ("Social Influence Bias", Science 2013) measured on a live site that such a
vote raised the final rating by 25%.

Exits with 1 where an aim is missed: 95% of the ideas stand on 30 pages within 14 days, and others move the final place
of what got a false vote by less than 5% of the places.
"""

import argparse
import sys
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import fmean

from ideas.exposure import PLACES, WRITTEN_EVERY, in_turn, seated
from ideas.known import ENOUGH, YOUNG_FOR, Newcomer
from ideas.ranking import hot

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
DAY = 86_400
IDEAS_A_DAY = 100
VIEWS_A_DAY = 20_000
PAGE = 20
VOTES_OF_TEN_LOOKS = 0.8
FALSE_ONE_IN = 10
ATTENTION = [1 / place for place in range(1, PAGE + 1)]
AIM_VIEWS, AIM_SEEN, AIM_HERDING = 30, 0.95, 0.05


@dataclass
class Played:
    """An idea: `born` and `reached` (when it had been on `AIM_VIEWS` pages) in seconds since the beginning."""

    id: int
    born: float
    quality: float
    votes: int = 0
    views: int = 0
    reached: float | None = None
    rank: float = 0.0

    @property
    def young_until(self) -> float:
        return self.born + YOUNG_FOR.total_seconds()


@dataclass
class Yard:
    """The list as it stands. `order` holds (-rank, -id), the first of the list first."""

    reserved: bool
    ideas: dict[int, Played] = field(default_factory=dict)
    waiting: dict[int, Played] = field(default_factory=dict)
    order: list[tuple[float, int]] = field(default_factory=list)
    pool: list[Newcomer] = field(default_factory=list)
    fresh_until: float = 0.0

    def post(self, idea: Played) -> None:
        self.ideas[idea.id] = self.waiting[idea.id] = idea
        idea.rank = _rank(idea)
        insort(self.order, (-idea.rank, -idea.id))

    def vote(self, idea: Played) -> None:
        del self.order[bisect_left(self.order, (-idea.rank, -idea.id))]
        idea.votes += 1
        idea.rank = _rank(idea)
        insort(self.order, (-idea.rank, -idea.id))

    def page(self, moment: float) -> list[int]:
        """The ids on the first page. What was seen is known as late as on the site."""
        ranked = [-number for _rank, number in self.order[: PAGE + 1]]
        if not self.reserved:
            return ranked[:PAGE]
        if moment >= self.fresh_until:
            self.waiting = {
                number: each
                for number, each in self.waiting.items()
                if each.views < ENOUGH and moment < each.young_until
            }
            self.pool = [Newcomer(each.id, each.views, 1, "idea") for each in self.waiting.values()]
            self.fresh_until = moment + WRITTEN_EVERY
        turns = in_turn(self.pool, BEGIN.timestamp() + moment, PAGE + len(PLACES))
        return seated(ranked, turns, PAGE)[0]


def _rank(idea: Played) -> float:
    return hot(idea.votes, BEGIN + timedelta(seconds=idea.born))


def play(seed: int, days: int, *, reserved: bool, false_votes: frozenset[int] = frozenset()) -> list[Played]:
    """The ideas as they stand after so many days. The same seed brings the same ideas, visitors and dice."""
    coming, dice = _ideas(seed, days), Random(f"{seed} dice")
    yard, following = Yard(reserved), next(coming)
    most = sum(ATTENTION) * VOTES_OF_TEN_LOOKS / 10
    for view in range(days * VIEWS_A_DAY):
        moment, chance = view * DAY / VIEWS_A_DAY, dice.random()
        while following.born <= moment:
            yard.post(following)
            if following.id in false_votes:
                yard.vote(following)
            following = next(coming)
        page = yard.page(moment)
        for number in yard.waiting.keys() & page:
            idea = yard.waiting[number]
            idea.views += 1
            if idea.views == AIM_VIEWS:
                idea.reached = moment
        if chance < most and (chosen := _voted_for([yard.ideas[number] for number in page], chance)):
            yard.vote(chosen)
    return list(yard.ideas.values())


def _ideas(seed: int, days: int) -> Iterator[Played]:
    """Ideas to come, evenly over the days; after the last one, one that never comes."""
    chance = Random(f"{seed} ideas")
    for number in range(days * IDEAS_A_DAY):
        yield Played(number + 1, number * DAY / IDEAS_A_DAY, chance.betavariate(2, 5))
    yield Played(0, float("inf"), 0)


def _voted_for(page: Sequence[Played], chance: float) -> Played | None:
    """Whom this visitor votes for, by one throw of the dice: nobody mostly."""
    for idea, attention in zip(page, ATTENTION, strict=False):
        chance -= attention * idea.quality * VOTES_OF_TEN_LOOKS / 10
        if chance < 0:
            return idea
    return None


def share_seen(ideas: Sequence[Played], days: int) -> float:
    """Of the ideas that had time for it, the share that stood on `AIM_VIEWS` pages while young."""
    whole = [each for each in ideas if each.young_until <= days * DAY]
    return fmean(each.reached is not None and each.reached <= each.young_until for each in whole)


def final_places(ideas: Sequence[Played], days: int) -> dict[int, float]:
    """By votes among those that had their time, from 0 (first) to 1 (last)."""
    return _places({each.id: -each.votes for each in ideas if each.young_until <= days * DAY})


def _places(values: dict[int, float]) -> dict[int, float]:
    ordered = sorted(values.values())
    last = len(ordered) - 1
    middle = {
        value: (bisect_left(ordered, value) + bisect_left(ordered, value + 1e-12) - 1) / 2 / last
        for value in set(ordered)
    }
    return {number: middle[value] for number, value in values.items()}


def correlation(ideas: Sequence[Played], days: int) -> float:
    """Spearman's, between the final place and the place by quality."""
    by_votes = final_places(ideas, days)
    by_quality = _places({each.id: -each.quality for each in ideas if each.id in by_votes})
    pairs = [(by_votes[number] - 0.5, by_quality[number] - 0.5) for number in by_votes]
    spread = [fmean(value * value for value in side) ** 0.5 for side in zip(*pairs, strict=True)]
    return float(fmean(mine * theirs for mine, theirs in pairs) / (spread[0] * spread[1]))


def herding(seed: int, days: int, honest: Sequence[Played]) -> tuple[float, float]:
    """How far up a false vote moves an idea in the end, as a share of the places, on average: by the votes of others,
    and with itself."""
    chance = Random(f"{seed} herd")
    chosen = frozenset(each.id for each in honest if chance.random() < 1 / FALSE_ONE_IN)
    before = final_places(honest, days)
    played = play(seed, days, reserved=True, false_votes=chosen)
    with_itself = _moved(before, final_places(played, days), chosen)
    for each in played:
        each.votes -= each.id in chosen
    return _moved(before, final_places(played, days), chosen), with_itself


def _moved(before: dict[int, float], after: dict[int, float], chosen: frozenset[int]) -> float:
    return fmean(before[number] - after[number] for number in chosen if number in before)


def main(seed: int, days: int) -> bool:
    without, reserving = play(seed, days, reserved=False), play(seed, days, reserved=True)
    for title, ideas in (("by rank alone", without), ("with reserved places", reserving)):
        print(
            f"{title}: {share_seen(ideas, days):.1%} stand on {AIM_VIEWS} pages within {YOUNG_FOR.days} days;",
            end=" ",
        )
        print(f"{sum(each.votes for each in ideas):,} votes; final place and quality go together by", end=" ")
        print(f"{correlation(ideas, days):.3f} (Spearman)")
    by_others, with_itself = herding(seed, days, reserving)
    print(
        f"a false vote at once moves the final place by {by_others:+.1%} of the places through others' votes,"
    )
    print(f"and by {with_itself:+.1%} with itself counted")
    seen = share_seen(reserving, days)
    print(
        f"aims: seen {seen:.1%} of {AIM_SEEN:.0%} or more, herding {abs(by_others):.1%} of less than {AIM_HERDING:.0%}"
    )
    return seen >= AIM_SEEN and abs(by_others) < AIM_HERDING


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=28)
    given = parser.parse_args()
    sys.exit(0 if main(given.seed, given.days) else 1)
