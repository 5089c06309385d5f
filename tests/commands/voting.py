"""Somebody who votes in a process of their own until they are told: `python -m tests.commands.voting URL`."""

import asyncio
import sys

from composition import compose
from core.database import opened
from ideas.models import Idea
from tests.makers import a_person
from voting.operations import cast_vote


async def main(url: str) -> None:
    compose()
    async with opened(url, pool=2):
        ideas = await Idea.all().values_list("id", flat=True)
        over = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
        while not over.done():
            voter = await a_person("Voter")
            for idea in ideas:
                await cast_vote(idea, by=voter)
            sys.stdout.write("voted\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
