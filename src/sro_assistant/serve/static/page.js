// On every page: opens a cited source beside what the reader reads, and sends a verdict without leaving.
// Without this script a citation leads to the source's own page, and a verdict to a page that says thanks.

const panel = document.getElementById("bron");
const behind = document.querySelectorAll(".skip, header.site, main, footer.site");
const narrow = matchMedia("(max-width: 63.99rem)");
let marker = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && plain) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest("[data-close]")) {
    close();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) {
    close();
  }
});
narrow.addEventListener("change", settle);

async function open(link) {
  marker = link;
  const address = new URL(link.href);
  address.pathname += "/paneel";
  address.hash = "";
  address.searchParams.set("nummer", link.dataset.number ?? "");
  const reply = await fetch(address).catch(() => null);
  if (!reply?.ok) {
    location.assign(link.href); // the source's own page says what is wrong
  } else {
    const html = await reply.text();
    if (marker === link) {
      show(html, link.closest("[data-answer]")?.dataset.answer);
    }
  }
}

function show(html, answer) {
  panel.innerHTML = html;
  panel.hidden = false;
  settle();
  const form = panel.querySelector(".feedback");
  if (form && answer) {
    form.elements.answer_id.value = answer;
    form.hidden = false;
  }
  panel.scrollTop = 0;
  panel.querySelector("h2").focus();
  panel.querySelector("mark")?.scrollIntoView({ block: "nearest" });
}

function close() {
  panel.hidden = true;
  panel.replaceChildren();
  settle();
  marker?.focus();
}

// Where the panel covers the page, what lies behind it takes no part.
function settle() {
  document.documentElement.classList.toggle("beside", !panel.hidden);
  behind.forEach((part) => {
    part.inert = !panel.hidden && narrow.matches;
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".feedback")) {
    return;
  }
  event.preventDefault();
  const sent = Object.fromEntries(new FormData(form, event.submitter));
  const body = { answer_id: sent.answer_id, rating: sent.rating, comment: sent.comment || null };
  if (sent.rating === "wrong_source") {
    body.citation = Number(sent.citation);
  }
  const reply = await fetch("/api/feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => null);
  const said = document.createElement("p");
  said.tabIndex = -1;
  said.textContent = reply?.ok
    ? "Bedankt voor uw oordeel."
    : "Uw oordeel kwam niet aan. Probeer het later opnieuw.";
  form.querySelector("p.said")?.remove();
  if (reply?.ok) {
    form.replaceChildren(said);
  } else {
    said.className = "said";
    form.append(said);
  }
  said.focus();
});
