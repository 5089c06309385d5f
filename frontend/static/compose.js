// What is like the title, shown under its field while one types. Posting asks the same without this module.
//
//   form#compose[data-similar]    where to ask         #similar    the piece that comes; [data-said] what to say of it

const { announce, fragment, swap } = await import(document.querySelector("script[src*='/madang.js']").src);

const form = document.getElementById("compose");
const { title, body, board } = form.elements;
const PAUSE = 250, HALF = 500, SPEAK = 1200;
/* ms without a key: before asking; the same while a syllable is being put together, so that the list doesn't jump from one
   half of it to the next; and before the number of what was found is said. */

const shown = () => document.getElementById("similar");
let asked = shown().querySelector("[name=shown_for]").value;
let spoken = "", waiting, speaking, asking;

/** The words as they count here. A lone consonant or vowel is a syllable that isn't there yet. */
const words = (composing) => (composing ? title.value.replace(/[\u3131-\u318e]+/g, "") : title.value).trim().replace(/\s+/g, " ");

function soon(wait, composing = false) {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (words(composing) !== asked) look(words(composing)); }, wait);
}

async function look(wanted) {
  asking?.abort();
  asking = new AbortController();
  asked = wanted;
  const about = new URLSearchParams({ title: wanted, body: [...body.value].slice(0, 200).join(""), board: board.value });
  try {
    const answer = await fragment(`${form.dataset.similar}?${about}`, { signal: asking.signal });
    if (answer?.ok && asked === wanted) { swap(answer.content, shown()); speak(); }
  } catch (error) {
    if (error.name !== "AbortError") asked = null; // the next key asks again, and posting asks anyway
  }
}

/** Say once how many there are, when the typing rests. */
function speak() {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    const sentence = shown().dataset.said ?? "";
    if (sentence !== spoken) announce(sentence);
    spoken = sentence;
  }, SPEAK);
}

title.addEventListener("input", ({ isComposing }) => soon(isComposing ? HALF : PAUSE, isComposing));
title.addEventListener("compositionend", () => soon(PAUSE));
for (const field of [body, board]) field.addEventListener("change", () => { if (title.value.trim()) look(words()); });
soon(0);
