// Runs once for each drawn part of the page (Gradio calls it with `element`, `trigger` and `watch`).
// One listener serves every button that the server draws, now and later: the server's HTML holds no code.
let pressed = false; // whether what comes of a press of "Check out" is still to be shown
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (!button || button.disabled) return;
  const { act, text, kind, product_id, quantity, to, purpose, granted, preference } = button.dataset;
  button.closest("details")?.querySelector("summary")?.focus(); // a swap folds its list away: keep the focus near
  if (act === "say") trigger("say", { text });
  else if (act === "checkout") {
    pressed = button.disabled = true; // at once: the server's own word that it rests takes a round trip
    trigger("checkout", { do: button.dataset.do });
  }
  else if (act === "export") trigger("export", {});
  else if (act === "privacy") trigger("privacy", { do: button.dataset.do, purpose, preference, granted: granted === "true" });
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
  if (pressed && element.querySelector('#damda-basket[aria-busy="false"]')) {
    pressed = false;
    (element.querySelector(".outcome") ?? element.querySelector(".check-out"))?.focus(); // reads it out and shows it
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

// Typing in the picker searches anew instead of adding to the name that stands there; after the click has set its caret.
if (element.querySelector("[data-page-language]")) {
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches("#damda-who input")) setTimeout(() => target.select(), 0);
  });
}
