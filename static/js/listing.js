// Lists: filters apply as they are ticked, with htmx.

import { narrow } from "./narrowing.js";

const byId = (id) => document.getElementById(id);
const listing = byId("listing");
const narrowAll = () => {
  for (const input of listing.querySelectorAll("[data-narrows]")) if (input.value) narrow(input);
};

// An address without parameters that say nothing is one that people can read and share.
listing.addEventListener("submit", () => {
  const blank = [...listing.elements].filter((field) => field.name && !field.value);
  for (const field of blank) field.disabled = true;
  setTimeout(() => {
    for (const field of blank) field.disabled = false;
  });
});
document.addEventListener("htmx:configRequest", (event) => {
  const { formData, path } = event.detail;
  if (!path.includes("?")) {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  }
  byId("failure").hidden = true;
});

// Facets are replaced with their counts: what was unfolded, searched and scrolled to stays so.
let kept;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "results") return;
  kept = {
    open: new Map([...listing.querySelectorAll("details[id]")].map((details) => [details.id, details.open])),
    finds: new Map([...listing.querySelectorAll("[data-narrows]")].map((input) => [input.id, input.value])),
    scroll: byId("facets").scrollTop,
    focus: document.activeElement?.id,
  };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!kept) return;
  for (const [id, open] of kept.open) if (byId(id)) byId(id).open = open;
  for (const [id, value] of kept.finds) if (byId(id)) byId(id).value = value;
  narrowAll();
  byId("facets").scrollTop = kept.scroll;
  const query = byId("q");
  if (document.activeElement !== query) query.value = byId("results").dataset.q;
  // The control that was used may be gone, a removed chip for one: then the number of results takes over.
  if (document.activeElement === document.body) {
    (byId(kept.focus) || byId("count")).focus({ preventScroll: true });
  }
  byId("announcement").textContent = byId("count").textContent;
  kept = undefined;
});
// The page in another language goes along with the filters.
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const link of document.querySelectorAll(".masthead a[hreflang]")) link.search = location.search;
});
for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(type, () => (byId("failure").hidden = false));
}

// The drawer of a phone: focus goes in, stays out of what it covers, and comes back.
const drawer = byId("filters");
const followDrawer = () => {
  // Not by the hash: htmx takes it out of the address while the drawer stays open.
  const isOpen = drawer.matches(":target") && getComputedStyle(drawer).position === "fixed";
  for (const part of [document.querySelector(".masthead"), document.querySelector(".foot"), byId("results")]) {
    part.inert = isOpen;
  }
  return isOpen;
};
const enterDrawer = () => followDrawer() && drawer.focus();
addEventListener("hashchange", () => {
  enterDrawer();
  if (location.hash === "#results") byId("open-filters").focus({ preventScroll: true });
});
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.matches(":target")) location.hash = "results";
});

document.addEventListener("htmx:afterSettle", followDrawer);

narrowAll();
enterDrawer();
