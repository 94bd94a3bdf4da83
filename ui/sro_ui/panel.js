// `element`, `trigger` and `watch` come from Gradio. A button with data-doe sends what was filled in.
const root = () => element.querySelector("[data-paneel]");
const say = (text) => {
  const place = element.querySelector("[data-fout]");
  if (place) {
    place.textContent = text;
    place.hidden = text === "";
    const alert = element.closest("[role=tabpanel]")?.querySelector(".sro-alert [role=alert]");
    if (alert) {
      alert.hidden = true; // what it says is about an earlier try
    }
  }
};

// What cannot be right is said before anything is sent.
function wrongWith(file, { accept, dataset }) {
  if (!accept.split(",").some((suffix) => file.name.toLowerCase().endsWith(suffix))) {
    return `Dit soort bestand kan hier niet. Kies een van deze: ${accept.replaceAll(",", ", ")}.`;
  }
  if (file.size === 0) {
    return "Dit bestand is leeg. Kies een ander bestand.";
  }
  const most = Number(dataset.hoogstens);
  return file.size > most ? `Dit bestand is te groot. Kies een bestand van hoogstens ${most / 1e6} MB.` : "";
}

async function sent(file) {
  const reply = await fetch("/werkbank/bestand", {
    method: "POST",
    headers: { "X-Bestandsnaam": encodeURIComponent(file.name) },
    body: file,
  });
  if (reply.status === 201) {
    return (await reply.json()).bestand;
  }
  const told = await reply.json().catch(() => ({}));
  throw new Error(told.detail ?? "Het bestand kwam niet aan. Probeer het opnieuw.");
}

// A text that was changed since it was last saved.
function unsaved() {
  const text = element.querySelector("[data-onbewaard]");
  return text && text.value !== text.defaultValue ? text : null;
}

async function act(button) {
  const form = button.type === "submit" ? button.form : null; // what only leads elsewhere sends nothing
  if (form && !form.reportValidity()) {
    return;
  }
  const waarden = { ...root()?.dataset };
  say("");
  for (const [name, value] of form ? new FormData(form) : []) {
    if (!(value instanceof File)) {
      waarden[name] = value;
    } else if (value.name) {
      const wrong = wrongWith(value, form.elements[name]);
      if (wrong) {
        say(wrong);
        return;
      }
      try {
        waarden[name] = await sent(value);
      } catch (error) {
        say(error.message);
        return;
      }
    }
  }
  const text = unsaved();
  if (text && text.form !== form) {
    Object.assign(waarden, { onbewaard: text.value, open: waarden.vraag });
  }
  trigger("submit", { waarden: { ...waarden, ...button.dataset } });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-doe]");
  if (button) {
    event.preventDefault();
    act(button);
  }
  if (event.target.closest("a[download]") && unsaved()) {
    event.preventDefault();
    say("Uw laatste wijziging is nog niet bewaard. Kies eerst ‘Bewaar en controleer’, en download dan opnieuw.");
    element.querySelector("[data-fout]").scrollIntoView({ block: "center" });
  }
  const link = event.target.closest('a[href^="/bronnen"], a[href="/"]');
  if (link) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener");
  }
});
element.addEventListener("change", (event) => {
  const shown = event.target.closest(".file")?.querySelector("[data-gekozen]");
  if (shown) {
    shown.textContent = event.target.files[0]?.name ?? "Nog geen bestand gekozen";
  }
});
element.addEventListener("submit", (event) => event.preventDefault());

watch("value", () => {
  for (const field of element.querySelectorAll("textarea")) {
    field.value = field.defaultValue;
  }
  const { set, eerst } = root()?.dataset ?? {};
  if (set || eerst === "hervat") {
    const address = new URL(location.href);
    address.searchParams.delete("set");
    if (set) {
      address.searchParams.set("set", set);
    }
    history.replaceState(null, "", address);
  }
  const target = element.querySelector("[data-focus]");
  if (target) {
    target.tabIndex = target.tabIndex < 0 ? -1 : target.tabIndex;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }
});

// A tab that shows nothing of itself yet asks for its contents when it is first seen.
new IntersectionObserver((entries, observer) => {
  if (entries.some((entry) => entry.isIntersecting)) {
    observer.disconnect();
    const doe = root()?.dataset.eerst;
    const set = new URLSearchParams(location.search).get("set");
    if (doe && (doe !== "hervat" || set)) {
      trigger("submit", { waarden: { doe, set: set ?? "" } });
    }
  }
}).observe(element);
