// Small comforts for those who review; every page works without them.

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** One key for what is done all day. Never while somebody types, nor for a key that is held down. */
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(FIELDS)) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});

/** A chosen reply fills the text below it, unless somebody has written there. */
function fillFromReplies(holder) {
  const select = holder.querySelector("select");
  const message = holder.closest("form").querySelector("textarea");
  const texts = [...select.options].map((option) => option.dataset.text);
  select.addEventListener("change", () => {
    if (message.value.trim() && !texts.includes(message.value)) return;
    message.value = select.selectedOptions[0].dataset.text ?? "";
  });
}

/** A box above the boxes of a table that ticks them all. */
function addPickAll(table) {
  const cell = table.querySelector("thead td");
  const boxes = [...table.querySelectorAll("tbody input[type=checkbox]")];
  if (!cell || boxes.length < 2) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", table.dataset.pickAll);
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  const follow = () => {
    all.checked = boxes.every((box) => box.checked);
  };
  table.addEventListener("change", follow);
  follow();
  cell.append(all);
}

/** A link to a folded decision unfolds it. */
function unfold() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target?.tagName !== "DETAILS") return;
  target.open = true;
  target.querySelector("select, textarea")?.focus();
}

document.querySelectorAll("[data-reply]").forEach(fillFromReplies);
document.querySelectorAll("[data-pick-all]").forEach(addPickAll);
document.querySelector("#changelist .queue tbody a")?.setAttribute("data-key", "n");
// Also where the same link is followed twice, which changes no address.
document.addEventListener("click", (event) => {
  if (event.target.closest('a[href^="#decide-"]')) setTimeout(unfold);
});
unfold();
