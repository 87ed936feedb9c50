// Small comforts of the admin; every page works without them.

import { fold } from "./letters.js";

/** A box above a long list of checkboxes that hides those whose label does not contain what was typed. */
function addFilter(list) {
  const options = [...list.querySelectorAll("label")];
  if (options.length < 12) return;
  const box = document.createElement("input");
  box.type = "search";
  box.className = "checklist-filter";
  box.placeholder = gettext("Filter");
  box.setAttribute("aria-label", gettext("Filter"));
  box.setAttribute("aria-controls", list.id);
  box.addEventListener("input", () => {
    const wanted = fold(box.value.trim());
    for (const option of options) {
      option.parentElement.hidden = !fold(option.textContent).includes(wanted);
    }
  });
  // Enter looks for the next one instead of saving the whole form.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  const field = document.createElement("div");
  field.className = "checklist-field";
  list.replaceWith(field);
  field.append(box, list);
}

/** Turns the fieldsets of the languages into tabs; one with an error is opened first. */
function addTabs(fieldsets) {
  if (fieldsets.length < 2) return;
  const bar = document.createElement("div");
  bar.className = "language-tabs";
  bar.setAttribute("role", "tablist");
  const tabs = fieldsets.map((fieldset, number) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.textContent = fieldset.querySelector(".fieldset-heading").textContent;
    tab.id = `language-tab-${number}`;
    fieldset.id = `language-panel-${number}`;
    fieldset.setAttribute("role", "tabpanel");
    fieldset.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", fieldset.id);
    tab.addEventListener("click", () => open(number));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
      if (!step) return;
      const next = (number + (document.dir === "rtl" ? -step : step) + tabs.length) % tabs.length;
      open(next);
      tabs[next].focus();
    });
    bar.append(tab);
    return tab;
  });
  function open(chosen) {
    fieldsets.forEach((fieldset, number) => {
      fieldset.hidden = number !== chosen;
      tabs[number].setAttribute("aria-selected", String(number === chosen));
      tabs[number].tabIndex = number === chosen ? 0 : -1;
    });
  }
  fieldsets[0].before(bar);
  fieldsets[0].parentElement.classList.add("has-language-tabs");
  open(
    Math.max(
      0,
      fieldsets.findIndex((fieldset) => fieldset.querySelector(".errorlist")),
    ),
  );
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("div.checklist").forEach(addFilter);
  addTabs([...document.querySelectorAll("fieldset.language-tab")]);
});
