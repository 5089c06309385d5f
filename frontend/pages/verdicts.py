"""Did this solve it? Asked on a page of its own, where links in mail lead; only its button answers."""

from types import SimpleNamespace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.errors import NotFound, Problem
from core.limits import spend
from core.words import _
from frontend import forms, views
from frontend.forms import Form, query
from frontend.idea_page import show_idea
from frontend.improvement_views import card
from frontend.ladder import managers, me, members
from frontend.parts import shown
from frontend.rendering import page, redirect, url_for
from frontend.verdict_views import answering
from ideas.loop import Stage
from ideas.models import Idea
from ideas.queries import Shown, visible_idea
from people.models import Person
from roadmap import redacting, rounds, verdicts, wall
from roadmap.models import Answer, Verdict


@members
async def ask(request: Request) -> Response:
    """The question, with the answer of the link that was followed chosen already. Nothing is recorded."""
    chosen = query(request, "answer")
    return await _question(request, Form({"answer": chosen}) if chosen in list(Answer) else None)


async def _question(request: Request, form: Form | None) -> Response:
    found = await visible_idea(request.path_params["id"], me(request))
    if found.merged_into:
        chosen = f"?answer={form['answer']}" if form and form["answer"] in list(Answer) else ""
        return redirect(url_for("verdict", id=found.merged_into["id"]) + chosen)
    context = await shown(answering(found, me(request)))
    return await page(
        request,
        "verdicts/ask.html",
        status=form.status if form else 200,
        **{**context, "verdict_form": form},
        improvements=await _what_was_done(found, me(request)),
        idea=views.idea(found, False, me(request)),
        refusal="" if context["may_answer"] else await _refusal(request, found.id),
    )


async def _what_was_done(found: Shown, reader: Person) -> list[SimpleNamespace]:
    """The improvements that answer this attempt: what is to be judged."""
    shown = [card(each) for each in await wall.answering(found.id, reader)]
    return [
        each
        for each in shown
        if any(one.cycle == one.cycle_now for one in each.answered) and not (each.draft or each.retracted)
    ]


async def _refusal(request: Request, idea_id: int) -> str:
    """Why this reader isn't asked."""
    try:
        await rounds.round_for(await Idea.get(id=idea_id), me(request))
    except Problem as refusal:
        return refusal.sentence
    return ""


@members
async def give(request: Request) -> Response:
    form = await forms.read(request)
    idea_id = request.path_params["id"]
    try:
        await spend("write", f"person {me(request).id}")
        await verdicts.answer(idea_id, answer=form["answer"], comment=form["comment"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        return await _question(request, form.refused(error))
    found = await visible_idea(idea_id, me(request))
    return redirect(f"{views.idea_url(found.id, found.title)}#verdict", said=_thanks(Stage(found.stage)))


def _thanks(stage: Stage) -> str:
    if stage is Stage.REVIEWING:
        return _("Thank you for saying so. It is open again, and whoever looks after it hears of it.")
    if stage is Stage.CONFIRMED:
        return _("Thank you. Your answer is counted, and this stands as confirmed.")
    return _("Thank you. Your answer is counted.")


@managers
async def hide_words(request: Request) -> Response:
    """Take the words out of sight. Where that is refused, the idea's page says why, in the form."""
    form, verdict_id = await forms.read(request), request.path_params["id"]
    try:
        idea = await redacting.hide_words(verdict_id, reason=form["reason"], by=me(request))
    except NotFound:
        raise
    except Problem as error:
        judged = await Verdict.get(id=verdict_id).select_related("ask")
        found = await visible_idea(judged.ask.idea_id, me(request))
        form.values["verdict"] = str(verdict_id)
        return await show_idea(request, found, problem=error, forms={"hide_words_form": form.refused(error)})
    return redirect(f"{views.idea_url(idea.id, idea.title)}#verdict", said=_("The words are hidden."))


routes = [
    Route("/ideas/{id:int}/verdict", ask, name="verdict"),
    Route("/ideas/{id:int}/verdict", give, methods=["POST"], name="give_verdict"),
    Route("/verdicts/{id:int}/hiding", hide_words, methods=["POST"], name="hide_verdict_words"),
]
