// The strip at the foot of the demo: asks every 1.5 seconds, while the page is seen, what MQL makes of this browser.
(() => {
  const closed = "tour-closed";
  if (sessionStorage.getItem(closed)) return;
  const css = document.createElement("link");
  css.rel = "stylesheet";
  css.href = "/demo/tour.css";
  document.head.append(css);

  const part = (name, tag = "span") => {
    const element = document.createElement(tag);
    element.className = "tour-" + name;
    return element;
  };
  const strip = part("strip", "aside");
  strip.setAttribute("aria-label", "What MQL makes of this");
  const last = part("last"), score = part("score"), bar = part("bar", "progress"), stage = part("stage"), next = part("next");
  bar.setAttribute("aria-label", "Score against the threshold");
  const links = part("links");
  for (const [text, href] of [["Inbox", "/inbox"], ["Admin", "/mql/admin/"]]) {
    const link = document.createElement("a");
    link.textContent = text;
    link.href = href;
    links.append(link);
  }
  const close = part("close", "button");
  close.type = "button";
  close.textContent = "Close";
  close.addEventListener("click", () => {
    sessionStorage.setItem(closed, "1");
    strip.remove();
    document.body.classList.remove("tour-on");
    clearInterval(timer);
  });
  const meter = part("meter");
  meter.append(score, bar, stage);
  strip.append(last, meter, next, links, close);
  // Its lines are as many as fit the width and the words.
  new ResizeObserver(() => document.documentElement.style.setProperty("--tour", strip.offsetHeight + "px")).observe(strip);

  const show = (now) => {
    last.textContent = now.last ?? "";
    next.textContent = now.next ?? "";
    score.textContent = Math.round(now.score ?? 0);
    bar.max = now.in ?? 60;
    bar.value = Math.min(now.score ?? 0, bar.max);
    stage.textContent = now.stage === "mql" ? "MQL" : (now.stage ?? "");
    strip.dataset.stage = now.stage ?? "";
  };
  const ask = async () => {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch("/demo/tour.json", { cache: "no-store" });
      if (answer.ok) show(await answer.json());
    } catch { /* the demo is stopping */ }
  };
  const timer = setInterval(ask, 1500);
  const start = () => { document.body.append(strip); document.body.classList.add("tour-on"); ask(); };
  document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
