// Dragging a card of the roadmap to another column or place, for managers with a mouse. Dropped, it sends the form
// #drop; where a step needs a reason, the card's own "Move to …" form opens instead. That form is the way for everybody
// else.

const shown = "is-dragged";
let dragged = null;

const column = (event) => dragged && event.target.closest?.("[data-stage]");

/** The card above which the dragged one would come to stand; none: at the end. */
function below(place, y) {
  const others = [...place.querySelectorAll("[data-card]")].filter((card) => card !== dragged);
  return others.find((card) => { const box = card.getBoundingClientRect(); return y < box.top + box.height / 2; });
}

function clear() {
  for (const mark of document.querySelectorAll(".is-above, .is-over")) mark.classList.remove("is-above", "is-over");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-card]") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").href);
  requestAnimationFrame(() => dragged?.classList.add(shown));
});

document.addEventListener("dragover", (event) => {
  const place = column(event);
  if (!place) return;
  event.preventDefault();
  clear();
  place.classList.add("is-over");
  below(place, event.clientY)?.classList.add("is-above");
});

document.addEventListener("drop", (event) => {
  const place = column(event);
  if (!place) return;
  event.preventDefault();
  const { stage } = place.dataset;
  const { stageNow, explained, move } = dragged.dataset;
  if (explained.split(" ").includes(stage)) { ask(dragged, stage); return; }
  const cards = [...place.querySelectorAll("[data-card]")].filter((card) => card !== dragged);
  const next = below(place, event.clientY);
  const at = next ? cards.indexOf(next) + 1 : cards.length + 1;
  const stays = stage === stageNow && dragged === [...place.querySelectorAll("[data-card]")][at - 1];
  if (stays) return;
  const form = document.getElementById("drop");
  form.action = move;
  form.elements.stage.value = stage;
  form.elements.place.value = at;
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove(shown);
  dragged = null;
  clear();
});

/** Why? The card's form asks, with the column chosen. */
function ask(card, stage) {
  const box = card.querySelector("details");
  box.open = true;
  box.querySelector("[name=stage]").value = stage;
  box.querySelector("[name=reason]").focus();
}
