// Whoever opened a form of the admin first is told who opens it later; without this script, when they save.

const EVERY = 20_000;

/** Asks who else is there while the page is looked at. Asking keeps no session open: where that has ended, so does it. */
function follow(box) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(box.dataset.others, { redirect: "manual" }).catch(() => null);
    // Without a network for a moment, or with a server that is busy, the next answer tells.
    if (!answer || answer.status >= 500) return;
    if (!answer.ok) return clearInterval(timer);
    const said = await answer.text();
    // What is the same is not read out again.
    if (said.trim() !== box.innerHTML.trim()) box.innerHTML = said;
  }, EVERY);
}

document.querySelectorAll("[data-others]").forEach(follow);
