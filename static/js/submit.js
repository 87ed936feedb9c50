// What the forms of the intake do beyond HTML: keep what is typed, look for entries that exist, prove some work.
(() => {
  "use strict";

  const WAIT = 350; // milliseconds after the last key
  const LEAST = 3; // letters
  const PATIENCE = 15000; // milliseconds that sending waits for the proof
  const worker = document.currentScript.dataset.worker;
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

  // What was sent need not be kept any longer.
  if (document.querySelector("[data-sent]") && store?.getItem("sent")) {
    store.removeItem(`draft:${store.getItem("sent")}`);
    store.removeItem("sent");
  }

  const later = (action) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(action, WAIT);
    };
  };

  // How many characters are left.

  for (const left of document.querySelectorAll("[data-left]")) {
    const field = document.getElementById(left.dataset.left);
    const count = () => {
      const number = field.maxLength - field.value.length;
      left.textContent = number === 1 ? left.dataset.one : left.dataset.many.replace("%s", number);
      left.classList.toggle("formfield__left--few", number < 20);
    };
    field.addEventListener("input", count);
    field.form.addEventListener("draft", count);
    count();
  }

  // A box that narrows a long list of choices; what is ticked stays in sight.

  for (const list of document.querySelectorAll("div[data-narrow]")) {
    const box = document.createElement("input");
    box.className = "input";
    box.type = "search";
    box.placeholder = list.dataset.narrow;
    box.setAttribute("aria-label", list.dataset.narrow);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLocaleLowerCase();
      for (const choice of list.children) {
        choice.hidden = !choice.textContent.toLocaleLowerCase().includes(wanted) && !choice.querySelector(":checked");
      }
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    list.before(box);
  }

  const fetched = async (address) => {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    return response.ok ? response.text() : "";
  };

  const lookForSimilar = (form) => {
    const { name, website } = form.elements;
    const place = form.querySelector("[data-similar-here]");
    const ask = later(async () => {
      if (name.value.trim().length < LEAST && !website.value) return;
      const query = new URLSearchParams({ name: name.value, website: website.value });
      try {
        place.innerHTML = await fetched(`${form.dataset.similar}&${query}`);
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

  // What is typed is kept in this browser until it is sent.

  const isKept = (field) => field.name && !["hidden", "file", "submit"].includes(field.type) && field.name !== "subject";
  const keep = (form) => {
    const values = [...form.elements]
      .filter((field) => isKept(field) && (!["checkbox", "radio"].includes(field.type) || field.checked))
      .map((field) => [field.name, field.value]);
    try {
      store.setItem(`draft:${form.dataset.draft}`, JSON.stringify(values));
    } catch {
      // Full: what was kept so far stays.
    }
  };
  const restore = (form) => {
    const values = JSON.parse(store.getItem(`draft:${form.dataset.draft}`) || "null");
    if (!values) return;
    const names = new Set(values.map(([name]) => name));
    let isOther = false;
    for (const field of [...form.elements].filter(isKept)) {
      if (["checkbox", "radio"].includes(field.type)) {
        const checked = values.some(([name, value]) => name === field.name && value === field.value);
        isOther ||= checked !== field.checked;
        field.checked = checked;
      } else if (names.has(field.name)) {
        const value = values.find(([name]) => name === field.name)[1];
        isOther ||= value !== field.value;
        field.value = value;
      }
    }
    if (!isOther) return;
    form.dispatchEvent(new Event("draft"));
    form.querySelector("[data-draft-note]").hidden = false;
    const more = form.querySelector("details.form__more");
    if (more && [...more.querySelectorAll("textarea, input:not([type=checkbox])")].some((field) => field.value)) {
      more.open = true;
    }
  };
  const keepDraft = (form) => {
    // A form that the server has filled has what was sent last.
    if (!("filled" in form.dataset)) restore(form);
    form.addEventListener("input", later(() => keep(form)));
    form.addEventListener("submit", () => {
      keep(form);
      store.setItem("sent", form.dataset.draft);
    });
    form.querySelector("[data-discard]").addEventListener("click", () => {
      store.removeItem(`draft:${form.dataset.draft}`);
      form.reset();
      form.dispatchEvent(new Event("draft"));
      form.querySelector("[data-draft-note]").hidden = true;
      form.querySelector("input:not([type=hidden])").focus();
    });
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
    if (form.dataset.draft && store) keepDraft(form);
  }
})();
