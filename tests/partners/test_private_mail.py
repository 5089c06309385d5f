"""Mail about a room or a conversation is its reader's alone: no admin reads it in the outbox."""

import httpx

from activity import worker
from activity.models import OutboxMail
from partners import posts
from tests.makers import a_person, sign_in
from tests.partners.world import a_member, a_partner, a_room


async def test_the_outbox_shows_admins_no_mail_about_a_room(client: httpx.AsyncClient) -> None:
    sora = await a_partner("Sora")
    room = await a_room("closed", by=sora, name="zroomname")
    joon = await a_member(room)
    await posts.write(room.id, body="zpost", by=joon)
    said: list[str] = []
    await worker.drain(said.append)
    told = await OutboxMail.get(
        recipient=sora.email, subject__contains="zroomname", text__contains="Member wrote"
    )
    await sign_in(client, await a_person("Eva", "admin"))

    listed = await client.get("/admin/outbox")

    assert "for its reader alone" in listed.text
    assert "zroomname" not in listed.text + "".join(said)
    assert (await client.get(f"/admin/outbox/{told.id}")).status_code == 404
