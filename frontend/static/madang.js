// Madang's one module. Every page works without it; with it, a form marked [data-enhance] is sent in place, the
// fragment that comes back replaces what it names, the focus stays, and the change is announced.
//
//   <form data-enhance data-target="#id">   the piece to replace; a fragment may bring further pieces, each by its id
//   <form data-vote>                        shows the vote at once, and takes it back with a sentence when refused
//   <form data-once>                        is sent only once      <form data-forget>  forgets drafts (sign out)
//   <form data-draft="name">                keeps what was typed in this tab until it is sent
//   <a data-more>                           "Show more": the next page takes its place
//   <a data-swap="#id">, <form data-swap>   a link or a search that is followed in place, while the piece is in sight
//   [data-address]                          on a piece: what the address bar says once it is there
//   [data-focus]                            in a piece: where the focus goes when what had it is gone
//   <a data-arrive="#id">                   its page's piece takes the place of #id once the link comes into sight
//   <button data-preview="#id">             fetches its formaction into the piece
//   [data-counter="id" data-max]            counts characters as the server does (code points)
//   [data-announce]                         in a fragment: the sentence to say; <form data-said="…"> says its own

const policy = window.trustedTypes?.createPolicy("madang", { createHTML: (html) => html })
  ?? { createHTML: (html) => html };
const said = document.body.dataset;
const language = document.documentElement.lang;
const SLASH_OFF = "slash-off";
const focusable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

/** Say it to screen readers; a refusal is shown to everybody, too. */
function announce(sentence, refused = false) {
  const place = document.getElementById(refused ? "alert" : "live");
  if (!place || !sentence) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = sentence; }, 30);
  if (refused) setTimeout(() => { if (place.textContent === sentence) place.textContent = ""; }, 12000);
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  for (const field of template.content.querySelectorAll("[autofocus]")) field.removeAttribute("autofocus");
  return template.content;
}

/** Ask our own origin for a fragment, or for the sentence of a refusal. Whoever was sent elsewhere (to sign in, to the new page) goes there. */
async function fragment(url, options = {}) {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError("another origin");
  const response = await fetch(url, { ...options, headers: { "X-Fragment": "1" }, cache: "no-store", credentials: "same-origin" });
  if (response.redirected) { location.assign(response.url); return null; }
  const text = await response.text();
  const html = response.headers.get("content-type")?.startsWith("text/html");
  const content = parsed(html ? text : "");
  return { ok: response.ok, content, words: html ? sentence(content) : text };
}

function sentence(content) {
  return content.querySelector("[data-announce]")?.textContent.trim().replace(/\s+/g, " ");
}

/** Put each piece in the place of the one that bears its id; the focus goes where it was, by id. */
function swap(content, target) {
  const focused = document.activeElement?.id;
  const holder = target?.contains(document.activeElement);
  const fallback = content.querySelector(`#${CSS.escape(target?.id ?? "")}`) ? null : target;
  let last = null;
  for (const piece of [...content.children]) {
    const old = (piece.id && document.getElementById(piece.id)) || fallback;
    if (!old) continue;
    const scrolled = old.scrollTop;
    old.replaceWith(piece);
    piece.scrollTop = scrolled;
    if (piece.dataset.address) history.replaceState(null, "", piece.dataset.address);
    if (!last || piece.id === target?.id) last = piece;
  }
  if (!last) return false;
  const invalid = last.querySelector("[aria-invalid=true]");
  const same = focused ? document.getElementById(focused) : null;
  const again = invalid ?? (same?.checkVisibility() ? same : null)
    ?? (holder && (last.querySelector("[data-focus]") ?? last.querySelector(focusable)));
  if (again) again.focus({ preventScroll: !invalid });
  prepare(last);
  return true;
}

// ── forms ──────────────────────────────────────────────────────────────────────────────────────────────────

function body(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return new URLSearchParams(data);
}

/** Press the button before the answer comes. Returns the way back. */
function press(form) {
  const button = form.querySelector("button");
  const count = button.querySelector(".vote-count");
  const before = { pressed: button.getAttribute("aria-pressed"), count: count?.textContent };
  const on = before.pressed !== "true";
  button.setAttribute("aria-pressed", String(on));
  const votes = /^[\d,.]+$/.test(before.count ?? "") ? Number(before.count.replace(/\D/g, "")) : NaN;
  if (votes < 1000) count.textContent = Math.max(0, votes + (on ? 1 : -1)).toLocaleString(language);
  return {
    on,
    undo() {
      button.setAttribute("aria-pressed", before.pressed);
      if (count) count.textContent = before.count;
    },
  };
}

async function send(form, submitter) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  submitter?.setAttribute("aria-busy", "true");
  const vote = "vote" in form.dataset ? press(form) : null;
  try {
    const answer = await fragment(form.action, { method: "POST", body: body(form, submitter) });
    if (!answer) return;
    const target = document.querySelector(form.dataset.target);
    const fits = target && answer.content.querySelector(form.dataset.target);
    if (fits) swap(answer.content, target);
    if (!answer.ok) { vote?.undo(); announce(answer.words || (fits ? "" : said.saidFailed), true); return; }
    announce(vote ? (vote.on ? said.saidVoted : said.saidUnvoted) : form.dataset.said || answer.words);
  } catch {
    vote?.undo();
    announce(said.saidFailed, true);
  } finally {
    delete form.dataset.busy;
    submitter?.removeAttribute("aria-busy");
  }
}

async function preview(button) {
  const form = button.form;
  try {
    const answer = await fragment(button.formAction, { method: "POST", body: body(form, button) });
    if (!answer) return;
    if (!answer.ok) { announce(answer.words || said.saidFailed, true); return; }
    if (!swap(answer.content, document.querySelector(button.dataset.preview))) throw new TypeError("no preview");
    document.querySelector(button.dataset.preview)?.scrollIntoView({ block: "nearest" });
    announce(answer.words);
  } catch {
    announce(said.saidFailed, true);
  }
}

async function more(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fragment(link.href);
    if (!answer?.ok) throw new TypeError("no page");
    const first = answer.content.querySelector(".row-title a, li a");
    link.closest(".more").replaceWith(answer.content);
    first?.focus();
    announce(said.saidMore);
  } catch {
    location.assign(link.href);
  }
}

let asked = 0;

/** Look at another address in place. Of several that were asked for in a hurry, the last one is shown. */
async function visit(url, place) {
  const mine = ++asked;
  try {
    const answer = await fragment(url);
    if (!answer || mine !== asked) return;
    if (!answer.ok || !swap(answer.content, place)) throw new TypeError("no piece");
  } catch {
    if (mine === asked) location.assign(url);
  }
}

const arriving = new IntersectionObserver((links) => {
  for (const { isIntersecting, target } of links) if (isIntersecting) { arriving.unobserve(target); arrive(target); }
}, { rootMargin: "300px" });

async function arrive(link) {
  try {
    const answer = await fragment(link.href);
    if (answer?.ok) swap(answer.content, document.querySelector(link.dataset.arrive));
  } catch (error) {
    console.debug(error); // the link stays, and leads there
  }
}

/** The piece in which a link or search is followed, if it is in sight: on a phone it has a page of its own. */
function placeOf(followed) {
  const place = followed?.dataset.swap && document.querySelector(followed.dataset.swap);
  return place?.checkVisibility() ? place : null;
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented) return;
  if (placeOf(form)) { event.preventDefault(); visit(`${form.action}?${body(form, submitter)}`, placeOf(form)); return; }
  if (submitter?.dataset.preview) { event.preventDefault(); preview(submitter); return; }
  if ("enhance" in form.dataset) { event.preventDefault(); send(form, submitter); return; }
  if ("forget" in form.dataset) sessionStorage.clear();
  if (form.dataset.draft && !submitter?.formNoValidate) sessionStorage.removeItem(`draft:${form.dataset.draft}`);
  if ("once" in form.dataset || form.method === "post") {
    if (form.dataset.busy) event.preventDefault();
    form.dataset.busy = "1";
    submitter?.setAttribute("aria-busy", "true");
  }
});

addEventListener("pageshow", () => {
  for (const busy of document.querySelectorAll("[data-busy]")) delete busy.dataset.busy;
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
});

// ── small helps ────────────────────────────────────────────────────────────────────────────────────────────

const row = document.querySelector(".site-nav"), place = row?.querySelector("[aria-current]");
if (place) row.scrollLeft = place.offsetLeft + place.offsetWidth / 2 - row.clientWidth / 2; // where one is, is in sight

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-more]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && plain) { event.preventDefault(); more(link); }
  const follow = plain && event.target.closest?.("a[data-swap]");
  if (follow && placeOf(follow)) { event.preventDefault(); mark(follow); visit(follow.href, placeOf(follow)); }
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

/** Of the links to one piece, this is the one that it shows now. */
function mark(link) {
  for (const other of document.querySelectorAll(`[data-swap="${link.dataset.swap}"][aria-current]`)) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
}

/** "/" leads to the search field, also while the keyboard writes Hangul, and never while somebody types. */
function slash({ key, code, shiftKey, ctrlKey, metaKey, altKey, isComposing, target }) {
  const meant = /^[\x20-\x7e]$/.test(key) ? key === "/" : code === "Slash" && !shiftKey;
  const typing = target.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  return meant && !typing && !isComposing && !ctrlKey && !metaKey && !altKey && localStorage.getItem(SLASH_OFF) !== "1";
}

document.addEventListener("keydown", (event) => {
  if (slash(event)) {
    event.preventDefault();
    const field = document.getElementById("search");
    if (field) field.select(); else document.querySelector(".search-link")?.click();
    field?.focus();
  }
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open], details.confirm[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  document.getElementById("alert").textContent = "";
});

document.addEventListener("input", ({ target }) => {
  const counter = document.querySelector(`[data-counter="${CSS.escape(target.id)}"]`);
  if (counter) count(counter, target);
  const form = target.form;
  if (form?.dataset.draft) {
    const kept = [...form.elements].filter((field) => field.matches("textarea, input:not([type]), input[type=text]"));
    sessionStorage.setItem(`draft:${form.dataset.draft}`, JSON.stringify(kept.map((field) => [field.name, field.value])));
  }
});

function count(counter, field) {
  const length = [...field.value].length;
  counter.textContent = `${length.toLocaleString(language)} / ${Number(counter.dataset.max).toLocaleString(language)}`;
  counter.classList.toggle("is-over", length > Number(counter.dataset.max));
}

function prepare(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const kept = JSON.parse(sessionStorage.getItem(`draft:${form.dataset.draft}`) ?? "[]");
    for (const [name, value] of kept) if (form.elements[name] && !form.elements[name].value) form.elements[name].value = value;
  }
  for (const wide of root.querySelectorAll(".prose :is(table, pre)")) if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  for (const link of root.querySelectorAll("a[data-arrive]")) arriving.observe(link);
  for (const counter of root.querySelectorAll("[data-counter]")) {
    const field = document.getElementById(counter.dataset.counter);
    if (field?.value) count(counter, field);
  }
}

prepare(document);

const slashes = document.getElementById("slash-on");
if (slashes) {
  slashes.checked = localStorage.getItem(SLASH_OFF) !== "1";
  slashes.closest("label").hidden = false;
  slashes.addEventListener("change", () => localStorage.setItem(SLASH_OFF, slashes.checked ? "" : "1"));
}

export { announce, fragment, swap };
