"use strict";

// Copies what a button stands beside, shows what is new without a reload, and how the pay page will look. The pages
// work without it.

const say = (text) => {
  document.getElementById("said").textContent = text;
};

function prepare(part) {
  for (const button of part.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.firstChild.textContent = "Copied";
        say("Copied");
      } catch {
        say("Copying is not allowed here");
      }
    });
  }
}

// Puts the part that follows the sessions in as it is now; whoever stands on a link there stands on it again.
async function renew(part) {
  const reply = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById("live");
  if (!fresh) return location.reload();
  part.dataset.live = fresh.dataset.live;
  if (fresh.innerHTML === part.innerHTML) return;
  const place = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const scrolled = part.querySelector(".scroll")?.scrollLeft ?? 0;
  const next = document.importNode(fresh, true);
  part.replaceWith(next);
  prepare(next);
  if (next.querySelector(".scroll")) next.querySelector(".scroll").scrollLeft = scrolled;
  if (place) [...next.querySelectorAll("a")].find((link) => link.getAttribute("href") === place)?.focus();
  if (next.dataset.news) say(next.dataset.news);
}

function follow() {
  if (!document.getElementById("live")?.dataset.live) return;
  let source = null;
  let wanted = false;
  let pause = null;

  // At most one look a second, however much happens.
  const look = () => {
    wanted = true;
    pause ??= setTimeout(async () => {
      pause = null;
      if (!wanted || document.hidden) return;
      wanted = false;
      try {
        await renew(document.getElementById("live"));
      } catch {
        // The network is away for a moment: the next change is another chance.
      }
    }, 1000);
  };

  const open = () => {
    // From where the page stands on: whatever has happened meanwhile is told first.
    source = new EventSource(document.getElementById("live").dataset.live);
    source.addEventListener("change", (event) => {
      const only = document.getElementById("live").dataset.session;
      if (!only || event.data === "*" || event.data.split(" ").includes(only)) look();
    });
    source.addEventListener("over", () => location.reload());
  };

  // A page that nobody sees takes no connection, and catches up when it is seen again.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      open();
    }
  });
  addEventListener("pagehide", () => source?.close());
  open();
}

// How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance).
const luminance = (color) => {
  const [red, green, blue] = [1, 3, 5].map((place) => {
    const part = parseInt(color.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

// Shows a name, a colour and a logo on a picture of the pay page before they are set.
function preview() {
  const picture = document.getElementById("preview");
  if (!picture) return;
  const [name, color] = ["name", "color"].map((id) => document.getElementById(id));
  const show = (part, change) => picture.querySelectorAll(`[data-part=${part}]`).forEach(change);
  name.addEventListener("input", () => {
    const text = name.value.trim();
    show("name", (element) => { element.textContent = text; });
    show("initial", (element) => { element.textContent = [...text].slice(0, 1).join("").toUpperCase(); });
  });
  color.addEventListener("input", () => {
    const typed = color.value.trim() || picture.dataset.own;
    if (!/^#[0-9a-f]{6}$/i.test(typed)) return;
    const read = 1.05 / (luminance(typed) + 0.05) >= 4.5 ? "#ffffff" : "#000000";
    show("color", (element) => element.setAttribute("fill", typed));
    for (const part of ["initial", "on-color"]) show(part, (element) => element.setAttribute("fill", read));
  });
  document.getElementById("logo").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const logo = new Image();
      logo.addEventListener("load", () => {
        const width = Math.max(1, Math.min(32 * logo.naturalWidth / logo.naturalHeight, 128));
        show("logo", (element) => {
          element.setAttribute("href", logo.src);
          element.setAttribute("width", width);
        });
        show("letter", (element) => element.setAttribute("visibility", "hidden"));
        show("name", (element) => element.setAttribute("x", 12 + width + 10));
      });
      logo.src = reader.result;
    });
    reader.readAsDataURL(file);
  });
}

prepare(document);
follow();
preview();
