// `element` and `trigger` come from Gradio. Questions are buttons; sources open beside the conversation.
element.addEventListener("click", (event) => {
  const question = event.target.closest("button[data-vraag]");
  if (question) {
    trigger("submit", { vraag: question.dataset.vraag });
  }
  const link = event.target.closest("a[href]");
  if (link && element.contains(link)) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener");
  }
});
watch("value", () => {
  const heading = element.querySelector("article h3, [role=alert]");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
});
