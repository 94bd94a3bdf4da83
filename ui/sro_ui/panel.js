// `element`, `trigger` and `watch` come from Gradio. A button with data-doe sends what was filled in.
const root = () => element.querySelector("[data-paneel]");
const say = (text) => {
  const place = element.querySelector("[data-fout]");
  if (place) {
    place.textContent = text;
    place.hidden = text === "";
  }
};

async function sent(file) {
  const reply = await fetch("/werkbank/bestand", {
    method: "POST",
    headers: { "X-Bestandsnaam": encodeURIComponent(file.name) },
    body: file,
  });
  if (reply.status === 201) {
    return (await reply.json()).bestand;
  }
  const told = reply.status === 413 ? {} : await reply.json().catch(() => ({}));
  throw new Error(told.detail ?? (reply.status === 413
    ? "Dit bestand is te groot. Kies een bestand van hoogstens 25 MB."
    : "Het bestand kwam niet aan. Probeer het opnieuw."));
}

async function act(button) {
  const form = button.form;
  if (form && button.type === "submit" && !form.reportValidity()) {
    return;
  }
  const waarden = { ...root()?.dataset };
  say("");
  for (const [name, value] of form ? new FormData(form) : []) {
    if (!(value instanceof File)) {
      waarden[name] = value;
    } else if (value.size > 0) {
      try {
        waarden[name] = await sent(value);
      } catch (error) {
        say(error.message);
        return;
      }
    }
  }
  trigger("submit", { waarden: { ...waarden, ...button.dataset } });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-doe]");
  if (button) {
    event.preventDefault();
    act(button);
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
