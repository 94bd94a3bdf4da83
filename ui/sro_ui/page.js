// What the whole page needs: arrow keys between tabs, and plain words where the sign-in, the server or the
// connection is gone.
(() => {
  const told = {
    401: 'U bent niet meer aangemeld. Bewaar wat u typte en <a href="/werkbank/aanmelden">meld u opnieuw aan</a>.',
    503: "De werkbank start opnieuw op of heeft het te druk. Wacht even en probeer het dan nog eens.",
    lost: 'De verbinding met de assistent viel weg. Kopieer wat u nog niet bewaarde en <a href="">herlaad de pagina</a>.',
    other: "Dit is niet gelukt. Probeer het opnieuw, of herlaad de pagina.",
  };
  const show = (text) => {
    const place = document.getElementById("melding");
    if (place && place.innerHTML !== text) {
      place.innerHTML = text;
      place.hidden = text === "";
      if (text) {
        place.scrollIntoView({ block: "nearest" });
      }
    }
  };
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const address = new URL(asked[0]?.url ?? asked[0], location.href);
    const ours = address.origin === location.origin && address.pathname.startsWith("/werkbank/");
    // Gradio asks for its id, again and again, once it has given the connection up; then nothing works until
    // the page is loaded anew. It would do that itself, with what was typed lost, so it gets no reply.
    if (ours && address.pathname.endsWith("/app_id")) {
      show(told.lost);
      throw new TypeError("no connection");
    }
    try {
      const reply = await fetched(...asked);
      if (ours) {
        show(told[reply.status] ?? "");
      }
      return reply;
    } catch (error) {
      if (ours && error.name !== "AbortError") {
        show(told.lost);
      }
      throw error;
    }
  };
  // Arrow keys go from tab to tab, as elsewhere.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...(event.target.closest?.("[role=tablist]")?.querySelectorAll("[role=tab]") ?? [])];
    const place = tabs.indexOf(event.target);
    if (step && place >= 0) {
      const next = tabs[(place + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    }
  });
  // Gradio's own messages are in English and can't be reached by keyboard; style.css hides them.
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node instanceof Element && (node.matches(".toast-body") || node.querySelector(".toast-body")))) {
      if (document.getElementById("melding")?.hidden) {
        show(told.other);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
