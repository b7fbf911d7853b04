"use strict";

// Follows a payment without reloads, tells when its time is up, and answers a press of a button at once.
// The page works without it.

const wait = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

const stage = () => document.getElementById("stage");

// Puts the page as it is now in place of the old one, and goes on where the server says to.
async function renew() {
  const reply = await fetch(location.pathname, { cache: "no-store", headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const main = page.querySelector("main");
  // A page may only let its forms lead to the wallet from its beginning on.
  if (!main || main.querySelector("[value=approve]")) return location.replace(location.pathname);
  document.title = page.title;
  document.querySelector("main").replaceWith(document.importNode(main, true));
  document.getElementById("news").textContent = document.getElementById("stage-title").textContent;
  document.getElementById("stage-title").focus({ preventScroll: true });
  const next = /^(\d+); url=(.+)$/.exec(reply.headers.get("Refresh") ?? "");
  if (next) setTimeout(() => location.assign(next[2]), next[1] * 1000);
}

// Waits for a number of seconds by the clock: a phone that sleeps meanwhile is late by moments.
async function sleep(seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) await wait(Math.min(end - Date.now(), 15000));
}

async function follow() {
  for (let pause = 700; stage()?.dataset.status; pause = Math.min(pause * 1.1, 5000)) {
    const { seconds } = stage().dataset;
    await (seconds ? sleep(seconds) : wait(pause));
    // What is not so yet when the session's time is up is soon asked for again.
    if (seconds) stage().dataset.seconds = 5;
    try {
      const reply = await fetch(stage().dataset.status, { cache: "no-store" });
      if (!reply.ok || (await reply.json()).stage === stage().dataset.stage) continue;
      await renew();
      pause = 700;
    } catch {
      // The network is away for a moment: ask again.
    }
  }
}

document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button");
  if (button.hasAttribute("aria-disabled")) {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-disabled", "true");
  button.dataset.label = button.textContent;
  button.textContent = event.target.dataset.busy;
  document.getElementById("news").textContent = event.target.dataset.busy;
});

// A page that comes back from the browser's memory is ready to be used again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    button.textContent = button.dataset.label;
  }
});

follow();
