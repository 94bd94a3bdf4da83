// `element` and `watch` come from Gradio. An error takes the focus, so that nobody misses it.
watch("value", () => {
  const alert = element.querySelector("[role=alert]");
  if (alert) {
    alert.focus({ preventScroll: true });
    alert.scrollIntoView({ block: "nearest" });
  }
});
