// The inbox by keyboard. Every key does what a button on the page does, and the page works without this module.
//
//   [data-key="a"]                          the disclosure that this key opens: the focus goes into its form
//   [data-swap="#desk"]                     the links of the queue; j and k follow the next and the one before
//   #keys                                   the list of the keys, with a switch that turns them off

const said = document.querySelector(".inbox").dataset;
const keys = document.getElementById("keys");
const turned = keys.querySelector("input");
const field = "textarea, select, input:not([type=hidden], [type=checkbox]), input[type=checkbox]";
const OFF = "inbox-keys-off";

const queue = () => [...document.querySelectorAll("#queue a[data-swap]")];
const current = () => document.querySelector("#queue a[aria-current]");
const acts = () => [...document.querySelectorAll("#desk [data-key]")];

/** The letter that was meant, also while the keyboard writes Hangul. */
function letter({ key, code }) {
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

const typing = (node) => node.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

function move(step) {
  const links = queue();
  const link = links[Math.min(Math.max(links.indexOf(current()) + step, 0), links.length - 1)];
  if (!link || link === current()) return;
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  link.click();
}

function open(act) {
  for (const other of acts()) other.open = other === act;
  (act.querySelector("[aria-invalid=true]") ?? act.querySelector("input[type=radio]:checked") ?? act.querySelector(field))?.focus();
}

function select() {
  const box = current()?.closest("li").querySelector(".pick");
  if (!box) return;
  box.checked = !box.checked;
  count();
}

/** How many are selected: shown beside what can be done with them, and said. */
function count() {
  const words = said.saidPicked.replace("{}", document.querySelectorAll(".pick:checked").length.toLocaleString(document.documentElement.lang));
  for (const place of document.querySelectorAll("[data-picked]")) place.textContent = words;
  document.getElementById("live").textContent = words;
}

function help() {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

function press(event) {
  const key = letter(event);
  const act = acts().find((each) => each.dataset.key === key);
  const known = { j: () => move(1), k: () => move(-1), x: select, "?": help };
  const what = act ? () => open(act) : known[key];
  if (!what) return;
  event.preventDefault();
  what();
}

function leave(node) {
  const act = node.closest?.("#desk details[open]");
  if (act) { act.open = false; act.querySelector("summary").focus(); } else keys.open = false;
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.isComposing || event.defaultPrevented) return;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (target.form?.closest(".inbox")) { event.preventDefault(); target.form.requestSubmit(); }
  } else if (key === "Escape") {
    leave(target);
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && turned.checked && !typing(target)) {
    press(event);
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.matches(".pick")) count();
  if (target === turned) localStorage.setItem(OFF, turned.checked ? "" : "1");
});

// A disclosure that was opened by its button is ready to be typed into, too.
document.addEventListener("click", ({ target }) => {
  const summary = target.closest?.("#desk [data-key] > summary");
  if (summary && !summary.parentElement.open) setTimeout(() => open(summary.parentElement));
});

turned.checked = localStorage.getItem(OFF) !== "1";
keys.hidden = false;
