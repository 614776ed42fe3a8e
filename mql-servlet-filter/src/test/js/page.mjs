// A page as far as the beacon touches one: events, location and history, cookies, a clock that only ticks when told to.
import fs from 'node:fs';
import vm from 'node:vm';

const served = fs.readFileSync(process.env.MQL_BEACON, 'utf8');

class Cookies {
  constructor(text = '') {
    this.all = new Map(text.split('; ').filter(Boolean).map(pair => pair.split('=')));
  }
  get text() {
    return [...this.all].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  set(line) {
    const [pair] = line.split(';');
    this.all.set(...pair.split('='));
  }
}

/** An element with attributes; `closest` knows the two selectors that the beacon uses. */
export const element = (tagName, attributes = {}, parent = null) => ({
  tagName,
  parent,
  attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
  dataset: { mqlEvent: attributes['data-mql-event'] },
  closest(selector) {
    const wantsForm = selector === 'form[data-mql-event]';
    if (!wantsForm && selector !== ':not(form)[data-mql-event]') throw new Error('unknown selector ' + selector);
    for (let at = this; at; at = at.parent)
      if (at.dataset.mqlEvent && (at.tagName === 'FORM') === wantsForm) return at;
    return null;
  }
});

export class Page {
  constructor({ url = 'https://shop.example/start', cookie, timing = [], transferSize = 300, answer = () => 204, window = {},
    navigator = {}, prerendering = false, script = served } = {}) {
    const page = this;
    this.now = 1764000000000;
    this.timers = [];
    this.listeners = new Map();
    this.cookies = new Cookies(cookie);
    this.posts = [];
    this.errors = [];
    this.logged = [];
    this.answer = answer;
    this.beaconTaken = true;
    const location = new URL(url);
    const go = to => { location.href = new URL(to, location.href).href; };
    this.document = {
      hidden: false,
      prerendering,
      get cookie() { return page.cookies.text; },
      set cookie(line) { page.cookies.set(line); }
    };
    this.window = Object.assign({
      location,
      document: this.document,
      history: { pushState: (s, t, to) => go(to), replaceState: (s, t, to) => go(to ?? location.href) },
      navigator: Object.assign({
        sendBeacon: (path, body) => this.beaconTaken && !!this.posts.push({ path, ...JSON.parse(body), by: 'beacon' })
      }, navigator),
      performance: { getEntriesByType: () => [{ transferSize, serverTiming: timing }] },
      crypto: globalThis.crypto,
      console: { log: (...words) => this.logged.push(words) },
      Date: { now: () => this.now },
      Math: Object.assign(Object.create(Math), { random: () => 0, min: Math.min, round: Math.round }),
      setTimeout: (action, delay) => this.timers.push({ action, at: this.now + delay }),
      addEventListener: (type, action, capture) => {
        if (capture !== true) throw new Error('only in the capture phase the window sees everything');
        this.listeners.set(type, [...this.listeners.get(type) ?? [], action]);
      },
      fetch: async (path, request) => {
        this.posts.push({ path, ...JSON.parse(request.body), by: 'fetch', request });
        const status = this.answer(this.posts.length, this.posts.at(-1));
        if (status === 'offline') throw new TypeError('Failed to fetch');
        return { status };
      }
    }, window);
    this.window.window = this.window;
    this.before = Object.keys(this.window);
    this.context = vm.createContext(this.window);
    vm.runInContext(script, this.context);
  }

  fire(type, event = {}) {
    for (const action of this.listeners.get(type) ?? []) action({ type, ...event });
  }

  /** Lets time pass and what is due happen. */
  async tick(millis) {
    const end = this.now + millis;
    for (;;) {
      this.timers.sort((a, b) => a.at - b.at);
      const next = this.timers[0];
      if (!next || next.at > end) break;
      this.timers.shift();
      this.now = Math.max(this.now, next.at);
      next.action();
      await settled();
    }
    this.now = end;
    await settled();
  }

  async hide() {
    this.document.hidden = true;
    this.fire('visibilitychange');
    await settled();
  }

  show() {
    this.document.hidden = false;
    this.fire('visibilitychange');
  }

  mql(...args) {
    return this.window.mql(...args);
  }

  get events() {
    return this.posts.flatMap(post => post.events);
  }

  types() {
    return this.events.map(event => event.type);
  }
}

export const settled = () => new Promise(resolve => setImmediate(resolve));
