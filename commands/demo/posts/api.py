"""Developer API: requests, keys and what comes back."""

from commands.demo.script import Edited, Moved, Post, Said, Withdrawn

POSTS = (
    Post(
        key="no-offset",
        kind="complaint",
        board="developers",
        lang="en",
        title="Timestamps have no offset",
        body="""
        `GET /v2/reservations` returns

        ```json
        {"id": "rsv_81f2", "starts_at": "2025-03-02T18:30:00", "created_at": "2025-02-27T09:11:42"}
        ```

        One of these is Seoul, the other is UTC. I know because my reminder reached a guest nine hours
        early. The docs say "ISO 8601". ISO 8601 allows this. It also allows week dates. Please send
        `+09:00`.
        """,
        author="tomas",
        days_ago=169.2,
        tags=("api", "timestamps"),
        owner="kofi",
        voters=10,
        steps=[
            Said(
                "yuki",
                168.4,
                """
                Confirming: `starts_at` is local to the shop, `created_at` is UTC. For my clients both
                happen to be +09:00, so I noticed only when a shop owner travelled.
                """,
            ),
            Moved("reviewing", "kofi", 167.9, "Reproduced, and it's five fields, not two."),
            Said(
                "kofi",
                161.0,
                """
                You're right and there is no defence. `starts_at`, `ends_at`, `closed_at`, `due_at` are
                shop-local, `created_at` and friends are UTC, and nothing says so.

                Adding an offset in place would break clients that append `+09:00` themselves (I can see at
                least 40 keys that look like they do, from the follow-up requests). Plan:

                1. new header `Motungi-Version: 2` returns offsets everywhere
                2. without the header you get today's format, plus a `Deprecation` header
                3. docs now say which field is in which zone, since an hour ago
                """,
                answer=True,
                replies=(
                    Said("tomas", 160.6, "Acceptable. For how long without the header?"),
                    Said(
                        "kofi",
                        160.3,
                        """
                        Twelve months from the day version 2 is out, and an e-mail to every key that still
                        gets the old format at nine.
                        """,
                    ),
                ),
            ),
            Moved("planned", "mateus", 159.5, "Version 2 of the representation, as Kofi laid out."),
        ],
    ),
    Post(
        key="idempotency",
        kind="idea",
        board="developers",
        lang="en",
        title="Idempotency keys on POST /v2/sales",
        body="""
        Our terminals sit on shop Wi-Fi behind a rice cooker. About 0.4% of sales get no response: the
        request may or may not have arrived. Today the terminal must choose between losing a sale and
        booking it twice, and it books it twice, because a shop forgives a deletion sooner than a hole.

        Proposal: an `Idempotency-Key` header, kept for 72 hours (a terminal can be off over a weekend),
        same key and same body gives the first response again, same key and another body gives `422`.
        """,
        author="priya",
        days_ago=198.5,
        tags=("api", "sales", "idempotency"),
        owner="kofi",
        voters=11,
        steps=[
            Said(
                "sangmin",
                197.1,
                """
                중복 매출 문의의 3분의 1이 이 경우입니다. 서버 쪽에서도 원합니다. (Priya: a third of our
                duplicate-sale tickets come from exactly this. Server team is in favour.)
                """,
            ),
            Moved("reviewing", "kofi", 196.6, "Designing it with Sangmin."),
            Said(
                "tomas", 172.0, "Please return the original status code too, not 200 for everything replayed."
            ),
            Moved("planned", "mateus", 150.6, "Sales first, reservations after."),
            Said(
                "kofi",
                150.1,
                """
                Decisions so far:

                - kept for **7 days**, not 72 hours. Long holidays exist
                - the original status and body come back, plus `Idempotent-Replay: true`
                - a second request *while the first is still running* gets `409` with `Retry-After: 1`

                Open: whether a request that failed with our 500 should be remembered. I lean to no.
                Objections welcome.
                """,
                answer=True,
                replies=(
                    Said(
                        "priya",
                        149.3,
                        "No objection. A 500 must be retryable, otherwise the key becomes a tombstone.",
                    ),
                ),
            ),
            Moved(
                "building",
                "mateus",
                60.2,
                "In the sandbox behind a flag; Solgae's bench terminals are hammering it.",
            ),
            Said(
                "priya",
                25.9,
                """
                Two weeks on the bench, 1.1 million sales, power cut at random: zero lost, zero doubled.
                Very happy.
                """,
            ),
        ],
    ),
    Post(
        key="retry-after",
        kind="complaint",
        board="developers",
        lang="en",
        title="429 without Retry-After, and the documented limit is wrong",
        body="""
        Docs: 600 requests per minute. Measured: refused at 100 in any 10 seconds. Those are different
        limits. The 429 has an HTML body and no `Retry-After`, so my client parses `<html>` as JSON and
        falls over politely.
        """,
        author="tomas",
        days_ago=111.5,
        tags=("api", "rate-limit", "docs"),
        owner="kofi",
        voters=8,
        steps=[
            Said(
                "kofi",
                110.8,
                """
                The HTML comes from the proxy in front of us, which has its own idea of a limit. I didn't
                know about it until I read this. Taking it.
                """,
            ),
            Moved("reviewing", "kofi", 110.7, "Finding out who set the proxy's limit and why."),
            Said(
                "kofi",
                104.9,
                """
                Found: 100 in 10 seconds was set during an attack two years ago and never taken back. It now
                matches the documented 600 a minute. The JSON answer with `Retry-After` is the part still
                open, because it needs the limit to move out of the proxy.
                """,
                answer=True,
            ),
            Said("priya", 103.3, "While you're there: please don't count a 304."),
        ],
    ),
    Post(
        key="branch-keys",
        kind="idea",
        board="developers",
        lang="en",
        title="Read-only keys that see one branch",
        body="""
        I want to give our Yeonnam branch manager's dashboard access to Yeonnam. The only key I can make
        reads and writes everything in three branches, including payroll exports. So she gets screenshots
        from me on Mondays instead.
        """,
        author="grace",
        days_ago=133.8,
        tags=("api", "keys", "permissions"),
        owner="kofi",
        voters=8,
        steps=[
            Moved(
                "reviewing",
                "mateus",
                130.2,
                "Scopes exist inside, they were never given a screen. Looking at what's safe to expose.",
            ),
            Said(
                "mateus",
                113.9,
                """
                Two switches will come when you make a key: *what* (read, or read and write, per area) and
                *where* (all branches or some). Existing keys stay as they are, but the list will show them
                as "everything" in orange so that nobody forgets.
                """,
                answer=True,
            ),
            Moved("planned", "mateus", 113.6, "Scopes by area and by branch."),
            Said(
                "yuki",
                90.7,
                """
                Could the key also have an end date? Clients forget me, and I prefer to be forgotten safely.
                """,
            ),
        ],
    ),
    Post(
        key="cursor-paging",
        kind="idea",
        board="developers",
        lang="en",
        title="Cursor paging for /v2/customers",
        body="""
        With `?page=7` a customer that was added while I read page 6 moves everyone by one, so one person is
        skipped. For nightly sync of 8,000 customers I lose two or three each night, never the same ones.
        Cursors, as in `/v2/sales`, would solve it.
        """,
        author="yuki",
        days_ago=46.1,
        tags=("api", "paging"),
        voters=5,
        steps=[
            Said(
                "kofi",
                45.2,
                """
                Agreed, and `/v2/sales` already proves that it works. No date yet. Until then
                `?sort=created_at&order=asc` is stable, because new customers then land on the last page
                instead of the first.
                """,
                replies=(
                    Said(
                        "yuki",
                        44.9,
                        """
                        Thank you, with this order I lost nobody for two nights. It should be the default in
                        the documentation.
                        """,
                    ),
                ),
            ),
        ],
    ),
    Post(
        key="graphql",
        kind="idea",
        board="developers",
        lang="en",
        title="A GraphQL endpoint",
        body="""
        To draw one day of one shop I make 5 requests: shop, staff, menu, reservations, closures. With
        GraphQL it would be one.
        """,
        author="yuki",
        days_ago=195.3,
        tags=("api", "graphql"),
        owner="mateus",
        voters=3,
        steps=[
            Said(
                "priya",
                193.9,
                "A terminal with 256 KB of RAM would like to vote against, if that were possible.",
            ),
            Moved(
                "declined",
                "mateus",
                188.6,
                """
                We're three people on the API. A second way to ask for the same things would mean two sets
                of permissions, limits and bugs, and we'd do both badly.
                """,
                kind="other",
                alternative="""
                Your actual problem, five requests for one day, is real: `GET
                /v2/days/{date}?include=staff,menu,reservations,closures` answers it in one and is in the
                sandbox now.
                """,
                revisit_in_days=365,
            ),
            Said(
                "yuki",
                188.1,
                "`/v2/days` does it. I have removed 200 lines.",
            ),
        ],
    ),
    Post(
        key="python-client",
        kind="idea",
        board="developers",
        lang="en",
        title="An official Python client",
        body="Typed models, retries, paging. I would use it for all four shops.",
        author="yuki",
        days_ago=78.4,
        tags=("api", "python"),
        steps=[
            Edited(
                70.2,
                adds="""
                Edit: I wrote a small one over the weekend for my own use and it is enough for me. I'd
                rather you spent the time on webhooks, so I take this back.
                """,
            ),
            Withdrawn(70.1),
        ],
    ),
)
