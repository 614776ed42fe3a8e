// Makes pages that work without it more pleasant; nothing depends on it.
"use strict";

// The server writes exact times in the reader's zone once it knows which one that is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const home = new URL(document.currentScript.src).pathname.split("/assets/")[0];
if (zone && !document.cookie.includes("mql_zone=" + zone)) {
  document.cookie = "mql_zone=" + zone + ";path=" + home + ";max-age=31536000;samesite=strict";
}

// The scoring form says what has changed before it is published, and asks before typed numbers are lost.
const form = document.querySelector("form[data-changes]");
if (form) {
  const says = form.querySelector("[data-says]");
  const fields = [...form.querySelectorAll("input[type=number]")];
  let sending = false;
  const changed = () => fields.filter((field) => field.value !== field.dataset.published);
  const show = () => {
    for (const field of fields) {
      field.classList.toggle("changed", field.value !== field.dataset.published);
    }
    const count = changed().length;
    says.textContent = count === 0 ? says.dataset.none : count === 1 ? "1 number changed." : count + " numbers changed.";
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
