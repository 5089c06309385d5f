"""A test of one post of the demo's script, made a test of all of them: to hand out a thousand takes longer than to
run them."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable

from commands.demo.posts import POSTS
from commands.demo.script import Post


def each_post(test: Callable[[Post], Awaitable[None] | None]) -> Callable[[], Awaitable[None]]:
    """Where it fails, it says at which post."""

    async def tested() -> None:
        assert POSTS
        for post in POSTS:
            try:
                done = test(post)
                if isawaitable(done):
                    await done
            except AssertionError as error:
                error.add_note(f"at the post {post.key}")
                raise

    tested.__name__, tested.__doc__, tested.__module__ = test.__name__, test.__doc__, test.__module__
    return tested
