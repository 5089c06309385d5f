"""The posts of the demo, by theme; `POSTS` has them all, oldest first."""

from commands.demo.posts import (
    api,
    booking,
    booking_pages,
    fees,
    ledger,
    members,
    outages,
    partners,
    regulars,
    sales,
    screens,
    staff,
    support,
    tax,
    tax_helpers,
    webhooks,
)
from commands.demo.script import Post

_THEMES = (
    booking.POSTS,
    booking_pages.POSTS,
    sales.POSTS,
    ledger.POSTS,
    tax.POSTS,
    tax_helpers.POSTS,
    regulars.POSTS,
    screens.POSTS,
    support.POSTS,
    fees.POSTS,
    outages.POSTS,
    api.POSTS,
    webhooks.POSTS,
    members.POSTS,
    partners.POSTS,
    staff.POSTS,
)

POSTS: tuple[Post, ...] = tuple(
    sorted((post for theme in _THEMES for post in theme), key=lambda post: post.days_ago, reverse=True)
)
