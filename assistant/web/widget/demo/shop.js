// What a shop writes to work with the widget: hear its basket, and open it from a button of the shop's own.
document.addEventListener("damda:basket", ({ detail }) => {
  const pieces = detail.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  document.getElementById("count").textContent = pieces;
});
document.getElementById("plan").addEventListener("click", ({ currentTarget }) => {
  document.dispatchEvent(new CustomEvent("damda:open", { detail: { text: currentTarget.dataset.text } }));
});
