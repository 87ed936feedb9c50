// My list: what is picked is kept in the browser, so that one can go on picking on any page. The list itself is the
// address of its page.

const STORE = "my-list";
const page = document.querySelector("[data-my-list]");

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) || "[]");
    return Array.isArray(kept) ? kept.filter((key) => typeof key === "string") : [];
  } catch {
    return []; // A private window may have no store; then the link leads to the list with this one entry.
  }
};

const write = (keys) => {
  try {
    localStorage.setItem(STORE, JSON.stringify(keys));
    return true;
  } catch {
    return false;
  }
};

/** Return the query of a list of these keys. */
export const queryOf = (keys) => keys.map((key) => `pick=${encodeURIComponent(key).replaceAll("%2F", "/")}`).join("&");

/** Return the keys with one put on, or taken off where it was on. */
export const toggled = (keys, key) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]);

const addressOf = (link) => link.href.split("?")[0];

const bar = document.querySelector("[data-my-list-link]");

const show = () => {
  const keys = read();
  for (const link of document.querySelectorAll("[data-pick]")) {
    const text = link.querySelector("span");
    link.dataset.on ||= text.textContent;
    const isPicked = keys.includes(link.dataset.pick);
    text.textContent = isPicked ? bar.dataset.off : link.dataset.on;
    if (link.title) link.title = text.textContent;
    link.classList.toggle("is-picked", isPicked);
  }
  bar.hidden = keys.length === 0 || Boolean(page);
  const link = bar.querySelector("a");
  link.href = `${addressOf(link)}?${queryOf(keys)}`;
  bar.querySelector("b").textContent = keys.length;
};

export const pick = (link) => {
  if (!write(toggled(read(), link.dataset.pick))) return false;
  show();
  return true;
};

// The page of a list is what is picked from now on.
if (page) write(page.dataset.myList.split(" ").filter(Boolean));
document.addEventListener("htmx:afterSettle", show); // A list that is brought up to date has other cards.
show();
