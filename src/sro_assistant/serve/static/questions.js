// The page Vragen as a conversation: answers come in beneath each other, sentence by sentence.
// Without this script the same forms are posted and the same templates give a whole page.

const form = document.querySelector("form.ask");
const conversation = document.getElementById("gesprek");
const standing = document.getElementById("stand");
const failure = document.getElementById("fout");
const toAnswer = document.getElementById("naar");
const stop = document.getElementById("stop");
const field = form.elements.vraag;
let busy = false;
let asking = new AbortController();

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("action")?.startsWith("/vraag")) {
    event.preventDefault();
    ask(event.submitter?.value || field.value, event.target !== form);
  }
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => {
  asking.abort();
  field.focus(); // the button that had it goes away
});
toAnswer.addEventListener("click", (event) => {
  event.preventDefault(); // the address keeps the question
  document.getElementById("antwoord").focus();
});
document.addEventListener("click", (event) => {
  const { copy, link } = event.target.dataset ?? {};
  if (copy) {
    toClipboard(copy, "Gekopieerd, met de bronnen.");
  } else if (link) {
    toClipboard(`${location.origin}/#${placeOf(link)}`, "De link is gekopieerd.");
  }
});
addEventListener("hashchange", reopen);
reopen();

// Who chose a question from a list is taken to its answer; who typed one can go on typing.
async function ask(question, chosen = true) {
  if (busy || !question.trim()) {
    return;
  }
  busy = true;
  const sent = new URLSearchParams(new FormData(form));
  sent.set("vraag", question);
  say("Ik zoek in de bronnen …");
  toAnswer.hidden = true;
  stop.hidden = false;
  asking = new AbortController();
  try {
    const sending = { method: "POST", body: sent, signal: asking.signal };
    await answered(await fetch("/vraag/stroom", sending), question, chosen);
  } catch (error) {
    say(asking.signal.aborted ? "Gestopt." : "");
    if (!asking.signal.aborted) {
      fail(error instanceof Refusal ? error.message : "De verbinding brak af. Probeer het opnieuw.");
    }
    field.value ||= question; // who typed on keeps what is there
  }
  stop.hidden = true;
  conversation.removeAttribute("aria-busy");
  busy = false;
}

class Refusal extends Error {}

async function answered(reply, question, chosen) {
  if (!reply.ok) {
    throw new Refusal((await reply.json()).detail);
  }
  let whole = false;
  for await (const [name, data] of events(reply.body)) {
    if (name === "begin") {
      begin(data, chosen);
    } else if (name === "sentence") {
      append(data);
    } else if (name === "done") {
      whole = true;
      end(data, question);
    } else {
      throw new Refusal(data.detail);
    }
  }
  if (!whole) {
    throw new Error("the stream ended early");
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (text + part.value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const [, name, data] = block.match(/^event: (.*)\ndata: (.*)$/);
      yield [name, JSON.parse(data)];
    }
  }
}

function begin({ html }, chosen) {
  document.getElementById("antwoord")?.removeAttribute("id");
  document.querySelectorAll("form.examples").forEach((list) => list.remove());
  fail("");
  conversation.hidden = false;
  conversation.setAttribute("aria-busy", "true");
  conversation.insertAdjacentHTML("beforeend", html);
  const answer = document.getElementById("antwoord");
  answer.scrollIntoView();
  if (chosen) {
    answer.focus({ preventScroll: true });
  }
}

function append({ html }) {
  const answer = document.querySelector("#antwoord .answer");
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  const joins = made.content.firstElementChild.tagName === "LI";
  (joins ? answer.lastElementChild : answer).append(made.content);
}

function end({ html, status, question: resolved }, question) {
  document.getElementById("antwoord").insertAdjacentHTML("beforeend", html);
  form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="eerder">');
  const earlier = [...form.querySelectorAll("[name=eerder]")];
  earlier[0].value = question;
  earlier.at(-1).after(earlier[0]);
  if (field.value.trim() === question.trim()) {
    field.value = ""; // who typed on, during a slow answer, keeps it
  }
  form.querySelector("label[for=vraag]").textContent = "Uw volgende vraag";
  document.getElementById("nieuw").hidden = false;
  history.replaceState(null, "", `#${placeOf(resolved)}`);
  toAnswer.hidden = false;
  say(status);
}

function say(text) {
  standing.textContent = text;
}

function fail(text) {
  failure.hidden = !text;
  failure.querySelector("span").textContent = text;
  field.toggleAttribute("aria-invalid", Boolean(text));
}

// A question and its filters as a fragment: the part of an address that no server sees.
function placeOf(question) {
  const place = new URLSearchParams({ vraag: question });
  for (const [name, value] of new FormData(form)) {
    if (value && ["bron", "vanaf", "tot"].includes(name)) {
      place.append(name, value);
    }
  }
  return place;
}

function reopen() {
  const place = new URLSearchParams(location.hash.slice(1));
  if (!place.get("vraag")) {
    return;
  }
  for (const box of form.querySelectorAll("[name=bron]")) {
    box.checked = place.getAll("bron").includes(box.value);
  }
  form.elements.vanaf.value = place.get("vanaf") ?? "";
  form.elements.tot.value = place.get("tot") ?? "";
  ask(place.get("vraag"));
}

async function toClipboard(text, said) {
  // An address without https has no clipboard, and a browser may refuse.
  const written = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  if (!written) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(said);
}
