"""Publishing together: what a document is proposed for, and what its authors say to that."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import N_, _
from frontend import forms
from frontend.document_page import around
from frontend.forms import Form, own_key
from frontend.ladder import me, members
from frontend.proposal_views import shown
from frontend.rendering import boards_of, page, redirect, url_for
from frontend.requests import network_address, number
from ideas.models import BoardAudience, Kind
from ideas.queries import Shown, visible_idea
from partners import proposals
from partners.consent import TERMS
from partners.gathering import own_versions, proposal_of, proposals_of
from partners.models import Proposal
from partners.versions import version_of
from partners.writers import can_change
from people.models import Person

Answer = Callable[[int, Form, Person], Awaitable[Proposal]]


@members
async def index(request: Request) -> Response:
    """What became of a document outside of its room, and the form that takes a version there."""
    asked = number(request.query_params.get("version", ""))
    return await _opening(
        request, Form({"version": str(asked or ""), "submission": own_key(request), "name": me(request).name})
    )


async def _opening(request: Request, form: Form) -> Response:
    document_id, reader = request.path_params["id"], me(request)
    found = await version_of(document_id, reader)
    made = await proposals_of(document_id, reader)
    mine = await own_versions(document_id, reader)
    return await page(
        request,
        "proposals/list.html",
        status=form.status,
        form=form,
        **await around(request, found.standing),
        proposals=made,
        gathering=next((each for each in made if each["state"] == "gathering"), None),
        opens=can_change(found.standing) and bool(mine),
        versions=mine,
        boards_to_choose=await _boards(request),
        kinds=[(kind.value, _(kind.label)) for kind in Kind],
        terms=TERMS,
    )


async def _boards(request: Request) -> list[tuple[str, str]]:
    everyone = BoardAudience.EVERYONE
    return [(each["slug"], each["name"]) for each in await boards_of(request) if each["audience"] == everyone]


@members
async def create(request: Request) -> Response:
    form = await forms.read(request)
    person = me(request)
    try:
        await spend("post", f"person {person.id}", network_address(request))
        made = await proposals.open_proposal(
            request.path_params["id"],
            version=number(form["version"]) or 0,
            board=form["board"],
            kind=form["kind"],
            name=form["name"],
            terms=form["terms"] == "yes",
            key=form["submission"],
            by=person,
        )
    except NotFound:
        raise
    except Problem as error:
        return await _opening(request, form.refused(error))
    return redirect(url_for("proposal", id=made.id), said=_("Everybody whose text is in it is asked."))


@members
async def show(request: Request) -> Response:
    return await _shown(request)


async def _shown(request: Request, **refused: Form) -> Response:
    reader = me(request)
    found = await proposal_of(request.path_params["id"], reader)
    revising = found.gathering and found.opened_by_reader and found.writes
    idea = await _published(found.proposal, reader)
    return await page(
        request,
        "proposals/show.html",
        status=max((form.status for form in refused.values()), default=200),
        **shown(found, idea),
        versions=await own_versions(found.proposal.document_id, reader) if revising else [],
        boards_to_choose=await _boards(request) if revising else [],
        kinds=[(kind.value, _(kind.label)) for kind in Kind],
        **{name: refused.get(name) for name in ("consent_form", "objection_form", "version_form")},
    )


async def _published(proposal: Proposal, reader: Person) -> Shown | None:
    with suppress(NotFound):
        return await visible_idea(proposal.idea_id, reader) if proposal.idea_id else None
    return None


def _answers(answer: Answer, form_name: str, said: str) -> Callable[[Request], Awaitable[Response]]:
    """A page that takes an answer: what is refused is said beside what was typed."""

    @members
    async def taken(request: Request) -> Response:
        form = await forms.read(request)
        try:
            await spend("write", f"person {me(request).id}")
            proposal = await answer(request.path_params["id"], form, me(request))
        except NotFound:
            raise
        except Problem as error:
            return await _shown(request, **{form_name: form.refused(error)})
        return redirect(url_for("proposal", id=proposal.id), said=_(said))

    return taken


async def _confirm(proposal_id: int, form: Form, by: Person) -> Proposal:
    given: dict[str, Any] = {"name": form["name"], "terms": form["terms"] == "yes"}
    return await proposals.confirm(proposal_id, version=number(form["version"]), by=by, **given)


async def _object(proposal_id: int, form: Form, by: Person) -> Proposal:
    return await proposals.object_to(proposal_id, words=form["words"], version=number(form["version"]), by=by)


async def _relent(proposal_id: int, form: Form, by: Person) -> Proposal:
    return await proposals.relent(proposal_id, by=by)


async def _revise(proposal_id: int, form: Form, by: Person) -> Proposal:
    return await proposals.revise(
        proposal_id, version=number(form["version"]) or 0, board=form["board"], kind=form["kind"], by=by
    )


async def _withdraw(proposal_id: int, form: Form, by: Person) -> Proposal:
    return await proposals.withdraw(proposal_id, by=by)


routes = [
    Route("/documents/{id:int}/proposals", index, methods=["GET"], name="document_proposals"),
    Route("/documents/{id:int}/proposals", create, methods=["POST"], name="create_proposal"),
    Route("/proposals/{id:int}", show, methods=["GET"], name="proposal"),
    Route(
        "/proposals/{id:int}/consent",
        _answers(_confirm, "consent_form", N_("You agree. Thank you.")),
        methods=["POST"],
        name="confirm_proposal",
    ),
    Route(
        "/proposals/{id:int}/objection",
        _answers(_object, "objection_form", N_("Nothing is published while you object.")),
        methods=["POST"],
        name="object_to_proposal",
    ),
    Route(
        "/proposals/{id:int}/objection/withdrawal",
        _answers(_relent, "consent_form", N_("Your objection is withdrawn.")),
        methods=["POST"],
        name="relent_proposal",
    ),
    Route(
        "/proposals/{id:int}/version",
        _answers(_revise, "version_form", N_("Everybody whose text is in it is asked anew.")),
        methods=["POST"],
        name="revise_proposal",
    ),
    Route(
        "/proposals/{id:int}/withdrawal",
        _answers(_withdraw, "consent_form", N_("The proposal is withdrawn.")),
        methods=["POST"],
        name="withdraw_proposal",
    ),
]
