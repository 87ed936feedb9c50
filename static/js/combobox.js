// The search box suggests: an ARIA combobox with a listbox that the server renders.

const WAIT = 180; // milliseconds after the last key
const LEAST = 2; // letters

/** Have a search box suggest, which has the roles of a combobox already. */
export const suggest = (box) => {
  const input = box.querySelector("input");
  const list = box.querySelector(".suggestions");
  const status = box.querySelector("[role='status']");
  let timer;
  let request;
  let active = -1;

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
    for (const [i, option] of all.entries()) option.setAttribute("aria-selected", String(i === index));
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

  const askSoon = () => {
    clearTimeout(timer);
    if (input.value.trim().length < LEAST) return close();
    timer = setTimeout(ask, WAIT);
  };

  input.addEventListener("input", askSoon);
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
  // What was typed while this was on its way counts.
  if (input.value !== input.defaultValue) askSoon();
};
