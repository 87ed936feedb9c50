// What the forms of the intake do beyond HTML: keep what is typed, look for entries that exist, prove some work.

import { fold } from "./letters.js";

const WAIT = 350; // milliseconds after the last key
const LEAST = 3; // letters
const PATIENCE = 15000; // milliseconds that sending waits for the proof
const worker = document.querySelector("script[data-worker]").dataset.worker;
const store = (() => {
  try {
    localStorage.setItem("probe", "");
    localStorage.removeItem("probe");
    return localStorage;
  } catch {
    return null; // Private windows may have none; then nothing is kept.
  }
})();

/** Return under which key a tab keeps the draft of a form. */
const keyOf = (draft, tab) => `draft:${draft}:${tab}`;

document.querySelector("[data-focus]")?.focus();

// What was taken in need not be kept any longer. Said once: going back to this page later deletes nothing.
const address = new URL(location.href);
if (address.searchParams.has("sent")) {
  // It was sent from this very tab, whose draft it was.
  store?.removeItem(keyOf(address.searchParams.get("sent"), sessionStorage.getItem("tab")));
  address.searchParams.delete("sent");
  history.replaceState(null, "", address);
}

const later = (action) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, WAIT);
  };
};

// How many characters are left.

/** Return the words for a number: `one` for 1, `many` with the number in it for any other. */
export const wordsFor = (number, { one, many }) => (number === 1 ? one : many.replace("%s", number));

const countLeft = (part) => {
  for (const left of part.querySelectorAll("[data-left]")) {
    const field = document.getElementById(left.dataset.left);
    const count = () => {
      const number = field.maxLength - field.value.length;
      left.textContent = wordsFor(number, left.dataset);
      left.classList.toggle("formfield__left--few", number < 20);
    };
    field.addEventListener("input", count);
    field.form.addEventListener("draft", count);
    count();
  }
};
countLeft(document);

// A box that narrows a long list of choices; what is ticked stays in sight. The list is one stop of the Tab key: the
// arrow keys move within it, so that nobody has to go through all cities to get past them.

for (const list of document.querySelectorAll("div[data-narrow]")) {
  const box = document.createElement("input");
  box.className = "input";
  box.type = "search";
  box.placeholder = list.dataset.narrow;
  box.setAttribute("aria-label", list.dataset.narrow);
  box.addEventListener("input", () => {
    const wanted = fold(box.value.trim());
    for (const choice of list.children) {
      choice.hidden = !fold(choice.textContent).includes(wanted) && !choice.querySelector(":checked");
    }
    stopAt(boxes.find((each) => !each.closest(".choice").hidden));
  });
  const boxes = [...list.querySelectorAll("input")];
  const stopAt = (chosen) => {
    for (const each of boxes) each.tabIndex = each === chosen ? 0 : -1;
  };
  const move = (from, step) => {
    const seen = boxes.filter((each) => each === from || !each.closest(".choice").hidden);
    const next = seen[seen.indexOf(from) + step];
    if (next) {
      stopAt(next);
      next.focus();
    } else if (step < 0) box.focus();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    move(null, 1);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !boxes.includes(event.target)) return;
    event.preventDefault();
    move(event.target, step);
  });
  list.addEventListener("focusin", ({ target }) => boxes.includes(target) && stopAt(target));
  const hint = document.createElement("p");
  hint.className = "formfield__help";
  hint.textContent = list.dataset.keys;
  if (!matchMedia("(pointer: coarse)").matches) list.after(hint);
  list.removeAttribute("tabindex");
  stopAt(boxes.find((each) => each.checked) || boxes[0]);
  list.before(box);
}

const fetched = async (address) => {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  return response.ok ? response.text() : "";
};

const lookForSimilar = (form) => {
  const { name, website } = form.elements;
  const place = form.querySelector("[data-similar-here]");
  let shown;
  const ask = later(async () => {
    if (name.value.trim().length < LEAST && !website.value) return;
    const query = new URLSearchParams({ name: name.value, website: website.value });
    try {
      const found = await fetched(`${form.dataset.similar}&${query}`);
      // The same ones again leave the tick that says that it is none of them.
      if (found !== shown) place.innerHTML = shown = found;
    } catch {
      // Without it the server looks when the form is sent.
    }
  });
  for (const field of [name, website]) field.addEventListener("input", ask);
};

const suggestOrganisations = (form) => {
  const field = form.elements.organisation;
  const list = document.getElementById("organisations");
  const ask = later(async () => {
    if (field.value.trim().length < 2) return;
    try {
      list.innerHTML = await fetched(`${form.dataset.organisations}?${new URLSearchParams({ q: field.value })}`);
    } catch {
      // The name can be typed out.
    }
  });
  field?.addEventListener("input", ask);
};

// The texts in one more language come without a new page; the button that asks for one goes on without a script.

const ADD_LANGUAGE = "add_language";
const IN_LANGUAGE = /^\w+?__([a-z]{2,3})$/;

/** Return the languages that a draft has texts in for which a form has no fields. */
export const languagesToOpen = (names, values) => {
  const lacking = values.filter(([name, value]) => value && IN_LANGUAGE.test(name) && !names.includes(name));
  return [...new Set(lacking.map(([name]) => IN_LANGUAGE.exec(name)[1]))];
};
/** Let a form ask for its texts in a language; returns the part with them, or nothing where that cannot be had. */
const openLanguage = async (form, language) => {
  const place = form.querySelector("[data-texts-in]");
  try {
    const found = await fetched(`${place.dataset.textsIn}&${new URLSearchParams({ language })}`);
    if (!found) return null;
    place.lastElementChild.insertAdjacentHTML("beforebegin", found);
  } catch {
    return null;
  }
  const part = place.lastElementChild.previousElementSibling;
  countLeft(part);
  return part;
};
const addLanguages = (form) => {
  const choice = form.elements.further_language;
  const button = form.elements[ADD_LANGUAGE];
  button.addEventListener("click", async (event) => {
    const language = choice.value;
    // What is wrong with the choice the server says.
    if (!language || language === form.elements.text_language.value) return;
    event.preventDefault();
    const there = form.querySelector(`[data-language="${language}"]`);
    const part = there || (await openLanguage(form, language));
    if (!part) return form.requestSubmit(button);
    choice.value = "";
    part.open = true;
    part.querySelector("textarea").focus();
  });
};

// What is typed is kept in this browser until the site says that it has it.

const isKept = (field) => field.name && !["hidden", "file", "submit"].includes(field.type) && field.name !== "subject";
const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
/** Return what fields hold as a draft keeps it: [name, value] for each that is filled or ticked, but the hidden ones. */
export const valuesOf = (fields) =>
  fields
    .filter((field) => isKept(field) && (!isTicked(field) || field.checked))
    .map((field) => [field.name, field.value]);

/** Return [field, property, value] for each field of which a draft says something else than it holds. */
export const toRestore = (fields, values) =>
  fields
    .filter(isKept)
    .map((field) =>
      isTicked(field)
        ? [field, "checked", values.some(([name, value]) => name === field.name && value === field.value)]
        : [field, "value", values.find(([name]) => name === field.name)?.[1] ?? field.value],
    )
    .filter(([field, property, value]) => field[property] !== value);

// Two tabs have two drafts. A lock says that a tab is still there: what one has left behind goes to the next that opens
// the same form. A browser without locks takes every other tab for gone.

const lockOf = (tab) => `tab:${tab}`;
/** Return whether this page holds the lock of a tab from now on; of a tab that was copied, the other holds it. */
const isOurs = (tab) =>
  new Promise((resolve) => {
    const hold = (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    };
    if (navigator.locks) navigator.locks.request(lockOf(tab), { ifAvailable: true }, hold).catch(() => resolve(true));
    else resolve(true);
  });
const ownTab = async () => {
  const known = sessionStorage.getItem("tab");
  if (known && (await isOurs(known))) return known;
  const tab = `${Date.now()}-${Math.random()}`;
  await isOurs(tab);
  sessionStorage.setItem("tab", tab);
  return tab;
};

/** Return the key of the draft that a tab goes on with, of all that are kept: its own, else the latest of one that is
 * gone, as earlier ones are, which name no tab; undefined where there is none.
 * kept: [key, when it was kept] of each; isOpen: whether a tab is still there.
 */
export const draftToTake = (kept, draft, tab, isOpen) => {
  const own = `draft:${draft}:${tab}`;
  if (kept.some(([key]) => key === own)) return own;
  const left = kept.filter(([key]) => {
    const [, name, other] = key.split(":");
    return name === draft && !(other && isOpen?.(other));
  });
  return left.sort((one, other) => other[1] - one[1])[0]?.[0];
};
/** Return [when it was kept, its values] of a draft as it is stored. */
const readDraft = (key) => {
  const stored = JSON.parse(store.getItem(key) || "null");
  return Array.isArray(stored) ? [0, stored] : [stored?.at ?? 0, stored?.values];
};
const keptDrafts = () =>
  Object.keys(store)
    .filter((key) => key.startsWith("draft:"))
    .map((key) => [key, readDraft(key)[0]]);

const keep = (form, key) => {
  try {
    store.setItem(key, JSON.stringify({ at: Date.now(), values: valuesOf([...form.elements]) }));
  } catch {
    // Full: what was kept so far stays.
  }
};
const restore = async (form, key, tab) => {
  const open = navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
  const taken = draftToTake(keptDrafts(), form.elements.draft.value, tab, (other) => open.includes(lockOf(other)));
  if (!taken) return;
  if (taken !== key) {
    store.setItem(key, store.getItem(taken));
    store.removeItem(taken);
  }
  const [, values] = readDraft(key);
  const names = [...form.elements].map((field) => field.name);
  for (const language of values ? languagesToOpen(names, values) : []) await openLanguage(form, language);
  const others = values ? toRestore([...form.elements], values) : [];
  if (!others.length) return;
  for (const [field, property, value] of others) field[property] = value;
  form.dispatchEvent(new Event("draft"));
  form.querySelector("[data-draft-restored]").hidden = false;
  for (const more of form.querySelectorAll("details.form__more")) {
    const fields = [...more.querySelectorAll("textarea, input:not([type=checkbox])")];
    if (fields.some((field) => field.value)) more.open = true;
  }
};
const keepDraft = async (form) => {
  const notes = form.querySelectorAll("[data-draft-restored], [data-draft-kept]");
  let isTyped = false;
  let key = null;
  const keepNow = () => isTyped && key && keep(form, key);
  form.addEventListener("input", () => {
    isTyped = true;
    form.querySelector("[data-draft-kept]").hidden = false;
  });
  form.addEventListener("input", later(keepNow));
  form.addEventListener("submit", () => key && keep(form, key));
  addEventListener("pagehide", keepNow);
  for (const button of form.querySelectorAll("[data-discard]")) {
    button.addEventListener("click", () => {
      isTyped = false;
      store.removeItem(key);
      if ("filled" in form.dataset) return location.assign(location.pathname);
      form.reset();
      form.dispatchEvent(new Event("draft"));
      for (const note of notes) note.hidden = true;
      form.querySelector("input:not([type=hidden])").focus();
    });
  }
  const tab = await ownTab();
  key = keyOf(form.elements.draft.value, tab);
  // A form that the server has filled has what was sent last, and who types already is not interrupted.
  if (!("filled" in form.dataset) && !isTyped) await restore(form, key, tab);
  keepNow();
};

// The proof of work begins with the first touch of the form; sending waits for it.

const prove = (form) => {
  const field = form.elements.altcha;
  if (!window.Worker || !crypto.subtle) return; // The confirmation by mail carries the weight then.
  const challenge = JSON.parse(field.dataset.challenge);
  let proof;
  const begin = () => {
    proof ||= new Promise((resolve) => {
      const solver = new Worker(worker);
      solver.addEventListener("message", ({ data: number }) => {
        const { maxNumber, ...solution } = challenge;
        if (number !== null) field.value = btoa(JSON.stringify({ ...solution, number }));
        solver.terminate();
        resolve();
      });
      solver.addEventListener("error", resolve);
      solver.postMessage(challenge);
    });
    return proof;
  };
  let isSending = false;
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    if (field.value || isSending || event.submitter?.name === ADD_LANGUAGE) return;
    event.preventDefault();
    isSending = true;
    const button = event.submitter;
    if (button) button.disabled = true;
    await Promise.race([begin(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    if (button) button.disabled = false;
    form.requestSubmit(button);
  });
};

// While intake is paused there is no form to put a draft into; it says that it is not lost.
const waits = document.querySelector("[data-draft-waits]");
if (waits && store) waits.hidden = !keptDrafts().some(([key]) => key.startsWith("draft:submit-"));

for (const form of document.querySelectorAll("form.form")) {
  if (form.dataset.similar) lookForSimilar(form);
  if (form.dataset.organisations) suggestOrganisations(form);
  if (form.elements[ADD_LANGUAGE]) addLanguages(form);
  if (form.elements.altcha) prove(form);
  if (form.elements.draft && store) keepDraft(form);
}
