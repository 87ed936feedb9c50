// The map's extras: zoom, pan and names under the pointer. Without them it is a picture of links with a table beside it.

const STEP = 1.6;
const MOST = 16;
const GAP = 4; // units between a circle and its name
const DRAG = 4; // pixels before a press counts as a drag

/** Return where the corner of a view is that shows no more than the map. */
export const cornerOf = ({ x, y, zoom, width, height }) => [
  Math.min(Math.max(x, 0), width - width / zoom),
  Math.min(Math.max(y, 0), height - height / zoom),
];

/** Return zoom and corner of a view that zooms while the point (x, y) of the map stays where it is seen. */
export const zoomed = (view, zoom, x, y) => {
  const next = Math.min(Math.max(zoom, 1), MOST);
  return {
    zoom: next,
    x: x - ((x - view.x) * view.zoom) / next,
    y: y - ((y - view.y) * view.zoom) / next,
  };
};

/** Return the boxes that a name may fill beside a circle round (x, y): after it, or before it. */
export const sidesOf = (x, y, radius, width) => {
  const [beside, top, bottom] = [radius + GAP, y - 9, y + 9];
  return [
    { anchor: "start", left: x + beside, right: x + beside + width, top, bottom },
    { anchor: "end", left: x - beside - width, right: x - beside, top, bottom },
  ];
};

/** Return whether two boxes have a point in common that is not on the edge of both. */
export const doOverlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const enhance = (figure) => {
  if (figure.querySelector(".mapped__tools")) return;
  const words = figure.dataset;
  const views = [...figure.querySelectorAll("svg.map")].map((svg) => {
    const { width, height } = svg.viewBox.baseVal;
    const ground = svg.querySelector("use");
    const scale = ground.transform.baseVal.getItem(0).matrix.a;
    const places = [...svg.querySelectorAll("a")].map((link) => {
      const { e, f } = link.transform.baseVal.getItem(0).matrix;
      const circle = link.querySelector("circle");
      const [cx, cy, r] = ["cx", "cy", "r"].map((name) => circle[name].baseVal.value);
      return { link, x: e, y: f, cx, cy, r, label: link.querySelector("text:not(.map__number)") };
    });
    return { svg, width, height, ground, scale, places, zoom: 1, x: 0, y: 0 };
  });
  const shown = () => views.find((view) => view.svg.getBoundingClientRect().width) || views[0];

  // The ground grows; circles and names keep their size, and so come home to their true places.
  const draw = (view) => {
    const { zoom, scale } = view;
    [view.x, view.y] = cornerOf(view);
    const [left, top] = [-view.x * zoom, -view.y * zoom];
    view.ground.setAttribute("transform", `translate(${left} ${top}) scale(${scale * zoom})`);
    for (const { link, x, y } of view.places) {
      link.setAttribute("transform", `translate(${x * zoom + left} ${y * zoom + top})`);
    }
    view.svg.classList.toggle("map--zoomed", zoom > 1);
    less.disabled = whole.disabled = zoom === 1;
    more.disabled = zoom >= MOST;
    // A button that has nothing left to do goes, and must not take the focus along.
    if (document.activeElement?.disabled) (zoom === 1 ? more : less).focus();
    hideTip();
  };
  // Where there is room now, places get the names that the whole map had no room for.
  const nameMore = (view) => {
    const at = ({ x, y, cx, cy }) => [x * view.zoom + cx, y * view.zoom + cy];
    const taken = view.places.map((place) => {
      const [x, y] = at(place);
      return { place, left: x - place.r, right: x + place.r, top: y - place.r, bottom: y + place.r };
    });
    const isFree = (place, box) => taken.every((other) => other.place === place || !doOverlap(box, other));
    for (const place of view.places) {
      if (!place.label) {
        place.label = document.createElementNS("http://www.w3.org/2000/svg", "text");
        place.label.textContent = place.link.dataset.city;
        place.isLate = true;
        place.link.append(place.label);
      }
      place.label.toggleAttribute("hidden", false);
      place.width ??= place.label.getComputedTextLength();
      const [x, y] = at(place);
      const free = sidesOf(x, y, place.r, place.width).find((side) => isFree(place, side));
      if (place.isLate) {
        place.label.toggleAttribute("hidden", !free || view.zoom === 1);
        if (!free) continue;
        place.label.setAttribute("text-anchor", free.anchor);
        const beside = place.r + GAP;
        place.label.setAttribute("x", place.cx + (free.anchor === "start" ? beside : -beside));
        place.label.setAttribute("y", place.cy + 5);
      }
      if (free) taken.push({ place, ...free });
    }
  };
  const zoomTo = (view, zoom, x = view.x + view.width / view.zoom / 2, y = view.y + view.height / view.zoom / 2) => {
    Object.assign(view, zoomed(view, zoom, x, y));
    nameMore(view);
    draw(view);
  };
  const pointOf = (view, event) => {
    const box = view.svg.getBoundingClientRect();
    const scale = view.width / view.zoom / box.width;
    return [view.x + (event.clientX - box.left) * scale, view.y + (event.clientY - box.top) * scale, scale];
  };

  const button = (sign, name, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "mapped__tool";
    made.textContent = sign;
    made.title = name;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => action(shown()));
    return made;
  };
  const more = button("+", words.zoomIn, (view) => zoomTo(view, view.zoom * STEP));
  const less = button("−", words.zoomOut, (view) => zoomTo(view, view.zoom / STEP));
  const whole = button("⤢", words.whole, (view) => zoomTo(view, 1));
  const tools = document.createElement("div");
  tools.className = "mapped__tools";
  tools.append(more, less, whole);

  const tip = document.createElement("p");
  tip.className = "mapped__tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // It repeats the link's own name.
  const hideTip = () => (tip.hidden = true);
  const showTip = (link) => {
    tip.textContent = link.dataset.name;
    tip.hidden = false;
    const frame = figure.getBoundingClientRect();
    const circle = link.querySelector("circle").getBoundingClientRect();
    const half = tip.offsetWidth / 2;
    const middle = circle.left + circle.width / 2 - frame.left;
    tip.style.left = `${Math.min(Math.max(middle, half), frame.width - half)}px`;
    tip.style.top = `${circle.top - frame.top}px`;
  };

  for (const view of views) {
    const { svg } = view;
    for (const { link } of view.places) {
      // The browser's own tooltip would come late and on top of this one.
      const title = link.querySelector("title");
      link.dataset.name = title.textContent;
      link.setAttribute("aria-label", title.textContent);
      title.remove();
      for (const type of ["pointerenter", "focus"]) link.addEventListener(type, () => showTip(link));
      for (const type of ["pointerleave", "blur"]) link.addEventListener(type, hideTip);
      link.addEventListener("focus", () => bringIntoView(view, link));
    }
    let press;
    svg.addEventListener("pointerdown", (event) => {
      if (view.zoom > 1 && event.isPrimary && event.button === 0) press = { x: event.clientX, y: event.clientY };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!press) return;
      const [dx, dy] = [event.clientX - press.x, event.clientY - press.y];
      if (!press.isDrag && Math.hypot(dx, dy) < DRAG) return;
      if (!press.isDrag) svg.setPointerCapture(event.pointerId);
      const scale = pointOf(view, event)[2];
      view.x -= dx * scale;
      view.y -= dy * scale;
      press = { x: event.clientX, y: event.clientY, isDrag: true };
      draw(view);
    });
    svg.addEventListener("pointerup", () => {
      const { isDrag } = press || {};
      press = undefined;
      if (!isDrag) return;
      // The click that ends a drag comes at once or never: a later one is meant.
      const refuse = (event) => event.preventDefault();
      svg.addEventListener("click", refuse, { capture: true });
      setTimeout(() => svg.removeEventListener("click", refuse, { capture: true }));
    });
    svg.addEventListener("pointercancel", () => (press = undefined));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("dblclick", (event) => {
      if (!event.target.closest("a")) zoomTo(view, view.zoom * STEP, ...pointOf(view, event).slice(0, 2));
    });
    // The wheel scrolls the page; with Ctrl, which is also what a pinch on a touchpad sends, it zooms.
    svg.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        zoomTo(view, view.zoom * Math.exp(-event.deltaY / 200), ...pointOf(view, event).slice(0, 2));
      },
      { passive: false },
    );
  }

  // A link that takes the focus outside the picture is brought to its middle.
  const bringIntoView = (view, link) => {
    if (view.zoom === 1) return;
    const box = view.svg.getBoundingClientRect();
    const circle = link.querySelector("circle").getBoundingClientRect();
    const isInside =
      circle.left >= box.left && circle.right <= box.right && circle.top >= box.top && circle.bottom <= box.bottom;
    if (isInside) return;
    const [x, y] = pointOf(view, { clientX: circle.left, clientY: circle.top });
    view.x = x - view.width / view.zoom / 2;
    view.y = y - view.height / view.zoom / 2;
    draw(view);
    showTip(link);
  };

  figure.append(tools, tip);
  views.forEach(draw);
};

const enhanceAll = () => document.querySelectorAll("[data-map]").forEach(enhance);
enhanceAll();
document.addEventListener("htmx:afterSwap", enhanceAll);
