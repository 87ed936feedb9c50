// The box of a long facet that narrows its options.

import { fold } from "./letters.js";

/** Hide the options of a facet that do not contain what is typed into its box; what is ticked stays in sight. */
export const narrow = (input) => {
  const facet = document.getElementById(input.dataset.narrows);
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
