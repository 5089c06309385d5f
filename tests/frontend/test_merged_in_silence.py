"""What was said and voted among few stays with them, also when their idea was merged into one that everybody reads."""

import httpx

from ideas.models import CommentAudience
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in
from triage.merging import merge
from voting.operations import cast_vote


async def test_a_visitor_learns_neither_who_speaks_nor_who_votes_among_partners(
    client: httpx.AsyncClient,
) -> None:
    await a_board("partners", audience="partners")
    boss, priya = await a_person("Boss", "manager"), await a_person("Priya Quiet", "partner")
    ada = await a_person("Ada Loud")
    root = await an_idea("In the open", by=ada)
    source = await an_idea("Among few", by=await a_person("Wonjae", "partner"), board="partners")
    await cast_vote(source.id, by=priya)
    said = await a_comment(source, "We see it too.", by=boss)
    await merge([source.id], into=root.id, by=boss)
    await a_comment(root, "So do we.", by=priya, parent=said.id, audience=CommentAudience.EVERYONE.value)

    seen = (await client.get(f"/ideas/{root.id}", follow_redirects=True)).text
    await sign_in(client, await a_person("Another", "partner"))
    partner_sees = (await client.get(f"/ideas/{root.id}", follow_redirects=True)).text

    assert "Priya Quiet" not in seen
    assert "So do we." not in seen
    assert "Priya Quiet" in partner_sees
    assert "So do we." in partner_sees
