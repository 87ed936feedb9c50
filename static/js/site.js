// What the pages do beyond HTML. Everything here only smooths what links and forms do anyway.
(() => {
  "use strict";

  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("js");

  // Menus made of <details> close by Escape and by a click elsewhere.

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // The page in the language that the browser asks for: offered until refused, never forced.

  const REFUSED = "language-refused";
  const stored = (action) => {
    try {
      return action(localStorage);
    } catch {
      return null; // A private window may have none; then the offer just comes again.
    }
  };
  const offers = [...document.querySelectorAll("[data-offer]")];
  const wanted = navigator.languages
    .map((tag) => tag.split("-")[0].toLowerCase())
    .find((code) => code === root.lang || offers.some((offer) => offer.lang === code));
  const offer = offers.find((each) => each.lang === wanted);
  if (offer) {
    const refuse = () => stored((store) => store.setItem(REFUSED, wanted));
    offer.hidden = stored((store) => store.getItem(REFUSED)) === wanted;
    offer.querySelector("button").addEventListener("click", () => {
      refuse();
      offer.hidden = true;
      document.querySelector(".languages summary").focus();
    });
    // Whoever picks a language knows that there are several.
    document.querySelector(".languages").addEventListener("click", (event) => event.target.closest("a") && refuse());
  }

  // The search box suggests: an ARIA combobox with a listbox that the server renders.

  const WAIT = 180; // milliseconds after the last key
  const LEAST = 2; // letters

  const combobox = (box) => {
    const input = box.querySelector("input");
    const list = box.querySelector(".suggestions");
    const status = box.querySelector("[role='status']");
    let timer, request, active = -1;

    const options = () => [...list.querySelectorAll('[role="option"]')];
    const close = () => {
      list.hidden = true;
      status.textContent = "";
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (index) => {
      const all = options();
      active = index;
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[index].id);
      all[index].scrollIntoView({ block: "nearest" });
    };
    const show = (html) => {
      list.innerHTML = html;
      const listbox = list.querySelector('[role="listbox"]') || list;
      listbox.id ||= "suggestions-list";
      input.setAttribute("aria-controls", listbox.id);
      options().forEach((option, i) => {
        option.id ||= `suggestion-${i}`;
        option.tabIndex = -1;
        for (const link of option.querySelectorAll("a")) link.tabIndex = -1;
      });
      mark(-1);
      list.hidden = !options().length;
      status.textContent = list.hidden ? list.dataset.none : list.dataset.some;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      request?.abort();
      request = new AbortController();
      const address = `${box.dataset.combobox}?${new URLSearchParams({ q: input.value })}`;
      try {
        const response = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" } });
        if (response.ok && document.activeElement === input) show(await response.text());
      } catch {
        close(); // Without suggestions the box is a plain search box.
      }
    };
    const follow = (option) => (option.matches("a") ? option : option.querySelector("a"))?.click();

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (input.value.trim().length < LEAST) return close();
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      const last = options().length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (list.hidden) {
        if (event.key === "ArrowDown" && input.value.trim().length >= LEAST) ask();
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        mark(active < last ? active + 1 : -1);
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        mark(active < 0 ? last : active - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        follow(options()[active]);
      } else if (event.key === "Tab") {
        close();
      }
    });
    // A click inside must not take the focus, or the list would be gone before it counts.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    input.addEventListener("blur", close);
    input.form?.addEventListener("submit", () => {
      clearTimeout(timer);
      request?.abort();
      close();
    });
  };
  document.querySelectorAll("[data-combobox]").forEach(combobox);

  // Lists: filters apply as they are ticked.

  const listing = byId("listing");
  if (!listing) return;

  // Like the search of the server: Köln, Koeln and Koln are one.
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i", ة: "ه", ى: "ي", ґ: "г" };
  const fold = (text) =>
    text
      .toLowerCase()
      .replace(/./gu, (letter) => LETTERS[letter] ?? letter)
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replace(/([aou])e/g, "$1");
  const narrow = (input) => {
    const facet = byId(input.dataset.narrows);
    const more = facet.querySelector(".more");
    const wanted = fold(input.value.trim());
    const fits = (option) =>
      fold(`${option.querySelector("bdi").textContent}; ${option.dataset.names ?? ""}`).includes(wanted);
    const options = [...facet.querySelectorAll(".option")];
    const found = options.filter(fits);
    for (const option of options) option.hidden = !found.includes(option) && !option.querySelector(":checked");
    if (more) {
      if (wanted) more.open = true;
      more.hidden = !more.querySelector(".option:not([hidden])");
    }
    const status = facet.querySelector("[role='status']");
    status.textContent = found.length ? "" : status.dataset.none;
  };
  const prepare = () => {
    for (const input of listing.querySelectorAll("[data-narrows]")) {
      input.hidden = false;
      if (input.value) narrow(input);
    }
  };
  // What is typed into a facet's own box narrows its options and is no change of the list.
  for (const type of ["input", "change", "keydown"]) {
    listing.addEventListener(
      type,
      (event) => {
        if (!event.target.matches("[data-narrows]")) return;
        event.stopPropagation();
        if (type === "input") narrow(event.target);
        if (type === "keydown" && event.key === "Enter") event.preventDefault();
      },
      true,
    );
  }

  // An address without parameters that say nothing is one that people can read and share.
  listing.addEventListener("submit", () => {
    const blank = [...listing.elements].filter((field) => field.name && !field.value);
    for (const field of blank) field.disabled = true;
    setTimeout(() => blank.forEach((field) => (field.disabled = false)));
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
    prepare();
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
    if (location.hash === "#results") document.querySelector(".drawer-opener").focus({ preventScroll: true });
  });
  drawer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.matches(":target")) location.hash = "results";
  });

  document.addEventListener("htmx:afterSettle", followDrawer);

  prepare();
  enterDrawer();
})();
