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

document.querySelector("[data-focus]")?.focus();

// What was taken in need not be kept any longer. Said once: going back to this page later deletes nothing.
const address = new URL(location.href);
if (address.searchParams.has("sent")) {
  store?.removeItem(`draft:${address.searchParams.get("sent")}`);
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

for (const left of document.querySelectorAll("[data-left]")) {
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

// What is typed is kept in this browser until the site says that it has it.

const keyOf = (form) => `draft:${form.elements.draft.value}`;
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

const keep = (form) => {
  try {
    store.setItem(keyOf(form), JSON.stringify(valuesOf([...form.elements])));
  } catch {
    // Full: what was kept so far stays.
  }
};
const restore = (form) => {
  const values = JSON.parse(store.getItem(keyOf(form)) || "null");
  const others = values ? toRestore([...form.elements], values) : [];
  if (!others.length) return;
  for (const [field, property, value] of others) field[property] = value;
  form.dispatchEvent(new Event("draft"));
  form.querySelector("[data-draft-restored]").hidden = false;
  const more = form.querySelector("details.form__more");
  if (more && [...more.querySelectorAll("textarea, input:not([type=checkbox])")].some((field) => field.value)) {
    more.open = true;
  }
};
const keepDraft = (form) => {
  const notes = form.querySelectorAll("[data-draft-restored], [data-draft-kept]");
  let isTyped = false;
  const keepNow = () => isTyped && keep(form);
  // A form that the server has filled has what was sent last.
  if (!("filled" in form.dataset)) restore(form);
  form.addEventListener("input", () => {
    isTyped = true;
    form.querySelector("[data-draft-kept]").hidden = false;
  });
  form.addEventListener("input", later(keepNow));
  form.addEventListener("submit", () => keep(form));
  addEventListener("pagehide", keepNow);
  for (const button of form.querySelectorAll("[data-discard]")) {
    button.addEventListener("click", () => {
      isTyped = false;
      store.removeItem(keyOf(form));
      if ("filled" in form.dataset) return location.assign(location.pathname);
      form.reset();
      form.dispatchEvent(new Event("draft"));
      for (const note of notes) note.hidden = true;
      form.querySelector("input:not([type=hidden])").focus();
    });
  }
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
    if (field.value || isSending) return;
    event.preventDefault();
    isSending = true;
    const button = event.submitter;
    if (button) button.disabled = true;
    await Promise.race([begin(), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    if (button) button.disabled = false;
    form.requestSubmit(button);
  });
};

for (const form of document.querySelectorAll("form.form")) {
  if (form.dataset.similar) lookForSimilar(form);
  if (form.dataset.organisations) suggestOrganisations(form);
  if (form.elements.altcha) prove(form);
  if (form.elements.draft && store) keepDraft(form);
}
