// Runs once for each drawn part of the page (Gradio calls it with `element`, `trigger` and `watch`).
// One listener serves every button that the server draws, now and later: the server's HTML holds no code.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (!button || button.disabled) return;
  const { act, text, kind, product_id, quantity, to } = button.dataset;
  button.closest("details")?.querySelector("summary")?.focus(); // a swap folds its list away: keep the focus near
  if (act === "say") trigger("say", { text });
  else trigger("edit", { kind, product_id, to, quantity: quantity ? Number(quantity) : null });
});

// A new message scrolls the conversation, never the page, so that the question stands above its answer.
let shown = "";
watch("value", () => {
  const log = element.querySelector(".log");
  const question = log ? [...log.querySelectorAll(".shopper")].pop() : null;
  if (question && log.textContent !== shown) {
    log.scrollTo({ top: question.offsetTop - log.offsetTop - 8, behavior: "smooth" });
    shown = log.textContent;
  }
  name();
});

// What Gradio leaves unnamed, in the page's language: the document itself and the button beside the message field.
function name() {
  const words = element.querySelector("[data-page-language]")?.dataset;
  if (!words) return;
  document.documentElement.lang = words.pageLanguage;
  document.querySelector("#damda-ask button")?.setAttribute("aria-label", words.send);
}
name();
