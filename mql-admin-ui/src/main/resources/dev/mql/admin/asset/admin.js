// Makes pages that work without it more pleasant; nothing depends on it.
"use strict";

// The server writes exact times in the reader's zone once it knows which one that is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const home = new URL(document.currentScript.src).pathname.split("/assets/")[0];
if (zone && !document.cookie.includes("mql_zone=" + zone)) {
  document.cookie = "mql_zone=" + zone + ";path=" + home + ";max-age=31536000;samesite=strict";
}

// On phones the rail is wider than the screen: the page's own line is in sight.
const here = document.querySelector(".rail nav a[aria-current]");
if (here && here.parentElement.scrollWidth > here.parentElement.clientWidth) {
  here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
}

// The scoring form says what has changed before it is published, and asks before typed numbers are lost.
const form = document.querySelector("form[data-changes]");
if (form) {
  const says = form.querySelector("[data-says]");
  const fields = [...form.querySelectorAll("input[data-published]")];
  let sending = false;
  const value = (field) => field.type === "checkbox" ? (field.checked ? "on" : "off") : field.value || (field.placeholder ? "0" : "");
  const changed = () => fields.filter((field) => value(field) !== field.dataset.published);
  const show = () => {
    for (const field of fields) {
      field.classList.toggle("changed", value(field) !== field.dataset.published);
    }
    const count = changed().length;
    if (says) {
      says.textContent = count === 0 ? says.dataset.none : count === 1 ? "1 change." : count + " changes.";
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("beforeunload", (event) => {
    if (!sending && changed().length > 0) {
      event.preventDefault();
    }
  });
  show();
}

// A published model reaches all leads in the background: the bar follows, and the page stays as it is.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const bar = progress.querySelector("progress");
  const follow = async () => {
    try {
      const answer = await fetch(progress.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        return;
      }
      const now = await answer.json();
      progress.querySelector("[data-title]").textContent = now.title;
      progress.querySelector("[data-text]").textContent = now.text;
      bar.max = now.total;
      bar.value = now.done;
      if (now.running) {
        setTimeout(follow, 1000);
      }
    } catch {
      setTimeout(follow, 5000);
    }
  };
  setTimeout(follow, 1000);
}

// Menus of reasons close as menus do.
const menus = [...document.querySelectorAll("details.menu")];
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) {
      menus.filter((other) => other !== menu).forEach((other) => { other.open = false; });
    }
  });
}
addEventListener("click", (event) => {
  menus.filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});
addEventListener("keydown", (event) => {
  const open = menus.find((menu) => menu.open);
  if (event.key === "Escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
