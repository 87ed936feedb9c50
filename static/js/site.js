// What every page does beyond HTML: it smooths what links and forms do anyway. What most visits do not need is a
// module of its own, fetched when it is first used.

const root = document.documentElement;
root.classList.add("js");
root.classList.toggle("shares", Boolean(navigator.share));

// Menus made of <details> close by Escape and by a click elsewhere.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  if (event.target.closest("[data-print]")) window.print();
  const { share: url, title } = event.target.closest("[data-share]")?.dataset ?? {};
  if (url) navigator.share({ title, url }).catch(() => {}); // Whoever changes their mind has seen no error.
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The page in the language that somebody chose last, or that the browser asks for: offered until refused, never forced.

const CHOSEN = "language-chosen";
const REFUSED = "language-refused";

/** Return which one somebody wants who prefers these: that of the page, one of those offered, or undefined. */
export const chooseLanguage = (preferred, ofPage, offered) =>
  preferred.map((tag) => tag.split("-")[0].toLowerCase()).find((code) => code === ofPage || offered.includes(code));

const stored = (action) => {
  try {
    return action(localStorage);
  } catch {
    return null; // A private window may have none; then the offer just comes again.
  }
};
const offers = [...document.querySelectorAll("[data-offer]")];
const chosen = stored((store) => store.getItem(CHOSEN));
const wanted = chooseLanguage(
  [...(chosen ? [chosen] : []), ...navigator.languages],
  root.lang,
  offers.map((each) => each.lang),
);
const offer = offers.find((each) => each.lang === wanted);
if (offer) {
  offer.hidden = stored((store) => store.getItem(REFUSED)) === wanted;
  offer.querySelector("button").addEventListener("click", () => {
    stored((store) => store.setItem(REFUSED, wanted));
    offer.hidden = true;
    document.querySelector(".languages summary").focus();
  });
}
document.addEventListener("click", (event) => {
  const link = event.target.closest(".languages a, [data-offer] a");
  if (link) stored((store) => store.setItem(CHOSEN, link.hreflang));
});

// The search box suggests. Its roles are there before it takes the focus, as a screen reader tells them then.

for (const box of document.querySelectorAll("[data-combobox]")) {
  const input = box.querySelector("input");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", box.querySelector(".suggestions").id);
  const help = async () => (await import("./combobox.js")).suggest(box);
  if (document.activeElement === input) help();
  else input.addEventListener("focus", help, { once: true });
}

// What is typed into a facet's own box narrows its options and is no change of the list.

for (const type of ["input", "change", "keydown"]) {
  document.addEventListener(
    type,
    async (event) => {
      const box = event.target.closest?.("[data-narrows]");
      if (!box) return;
      event.stopPropagation();
      if (type === "keydown" && event.key === "Enter") event.preventDefault();
      if (type === "input") (await import("./narrowing.js")).narrow(box);
    },
    true,
  );
}

// My list: what it does is fetched where something is picked, or its page is open.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-pick]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const isPicked = await import("./picks.js").then(({ pick }) => pick(link)).catch(() => false);
  if (!isPicked) location.assign(link.href);
});
if (document.querySelector("[data-my-list]") || stored((store) => store.getItem("my-list") || "[]") !== "[]") {
  import("./picks.js");
}

// A list is brought up to date in place as soon as somebody touches its form; a tick that comes first waits.

const listing = document.getElementById("listing");
if (listing) {
  let loading;
  let isThere = false;
  const load = async () => {
    loading ||= import("./listing.js");
    await loading;
    isThere = true;
  };
  for (const type of ["pointerover", "pointerdown", "focusin"]) listing.addEventListener(type, load, { once: true });
  if (location.hash) load();
  document.addEventListener("htmx:confirm", async (event) => {
    if (isThere) return;
    event.preventDefault();
    await load().catch(() => {}); // Without it the list changes all the same, only less smoothly.
    event.detail.issueRequest();
  });
  // Going back, htmx loads the page anew. Whoever goes back again before it listens would get the next address with
  // the results of this one.
  document.addEventListener("DOMContentLoaded", () => {
    const [{ name, type }] = performance.getEntriesByType("navigation");
    const isOf = (address) => address.split("#")[0] === location.href.split("#")[0];
    if (type === "reload" && !isOf(name)) location.reload();
  });
}
