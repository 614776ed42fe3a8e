// A page as far as the beacon touches one: events, location and history, cookies, a clock that only ticks when told to.
import fs from 'node:fs';
import vm from 'node:vm';

const served = fs.readFileSync(process.env.MQL_BEACON, 'utf8');
const debug = fs.readFileSync(process.env.MQL_BEACON_DEBUG, 'utf8').replace('export default', 'var debugModule =');

/** The module that speaks in the console, run in the page. */
const debugging = context => {
  vm.runInContext(debug, context);
  globalThis.debugModule = context.debugModule;
  return import('data:text/javascript,export default log => globalThis.debugModule(log)');
};

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

const camelCase = name => name.slice(5).replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** An element with attributes; `closest` knows the two selectors that the beacon uses. */
export const element = (tagName, attributes = {}, parent = null) => ({
  tagName,
  parent,
  ...tagName === 'FORM' && { method: 'get' },
  ...tagName === 'A' && { href: attributes.href ? new URL(attributes.href, 'https://shop.example/start').href : '' },
  get host() { return this.href && new URL(this.href).host; },
  dataset: Object.fromEntries(Object.entries(attributes)
    .filter(([name]) => name.startsWith('data-')).map(([name, value]) => [camelCase(name), value])),
  closest(selector) {
    const fits = { '[data-mql-event]': at => 'mqlEvent' in at.dataset, a: at => at.tagName === 'A' }[selector];
    for (let at = this; at; at = at.parent) if (fits(at)) return at;
    return null;
  }
});

export class Page {
  constructor({ url = 'https://shop.example/start', cookie, timing = [], transferSize = 300, answer = () => 204, window = {},
    navigator = {}, hidden = false, referrer = '', stored, script = served } = {}) {
    const page = this;
    this.now = 1764000000000;
    this.timers = [];
    this.dice = 0;
    this.listeners = new Map();
    this.cookies = new Cookies(cookie);
    this.posts = [];
    this.errors = [];
    this.logged = [];
    this.answer = answer;
    this.beaconTaken = true;
    this.scrolled = { bottom: 0, height: 1000, screen: 1000 };
    this.storage = stored ?? {};
    const location = new URL(url);
    const go = to => {
      location.href = new URL(to, location.href).href;
      this.fire('currententrychange');
    };
    this.document = {
      hidden,
      referrer,
      documentElement: {},
      get cookie() { return page.cookies.text; },
      set cookie(line) { page.cookies.set(line); }
    };
    this.window = Object.assign({
      location,
      document: this.document,
      history: { pushState: (s, t, to) => go(to), replaceState: (s, t, to) => go(to ?? location.href) },
      navigation: { addEventListener: (type, action) => this.listen(type, action) },
      Response,
      IntersectionObserver: class {
        constructor(action) { this.action = action; }
        disconnect() { this.off = true; }
        observe() {
          setImmediate(() => {
            const { bottom, height, screen } = page.scrolled;
            if (!this.off) this.action([{ rootBounds: { height: screen }, boundingClientRect: { top: screen - bottom, height } }], this);
          });
        }
      },
      navigator: Object.assign({
        onLine: true,
        sendBeacon: (path, body) => this.beaconTaken && !!this.posts.push({ path, ...JSON.parse(body), by: 'beacon' })
      }, navigator),
      performance: {
        getEntriesByType: () => [{ name: location.href, transferSize, encodedBodySize: 0, decodedBodySize: 0,
          serverTiming: timing.map(({ name, description }) => ({ name, duration: 0, description })) }]
      },
      crypto: globalThis.crypto,
      console: { log: (...words) => this.logged.push(words) },
      Date: { now: () => this.now },
      Math: { random: () => ++this.dice / 1e12, min: Math.min, max: Math.max, round: Math.round },
      setTimeout: (action, delay) => this.timers.push({ action, at: Math.floor(this.now + delay) }),
      addEventListener: (type, action, capture) => {
        if (!capture) throw new Error('only in the capture phase the window sees everything');
        this.listen(type, action);
      },
      fetch: async (path, request) => {
        this.posts.push({ path, ...JSON.parse(request.body), by: 'fetch', request });
        const status = this.answer(this.posts.length, this.posts.at(-1));
        if (status === 'offline') throw new TypeError('Failed to fetch');
        const answer = new page.window.Response(null, { status });
        if (status === 202) answer.json = async () => ({ accepted: 2, rejected: [{ index: 2, reason: 'unknown_type' }] });
        if (status > 399) answer.json = async () => ({ title: 'A type is unknown', status, reason: 'unknown_type' });
        return answer;
      }
    }, window);
    Object.defineProperty(this.window, 'localStorage', {
      get() {
        if (stored === 'closed') throw new Error('no storage');
        return page.storage;
      }
    });
    this.window.window = this.window;
    this.before = Object.keys(this.window);
    this.context = vm.createContext(this.window);
    new vm.Script(script, { importModuleDynamically: () => debugging(this.context) }).runInContext(this.context);
  }

  listen(type, action) {
    this.listeners.set(type, [...this.listeners.get(type) ?? [], action]);
  }

  /** Another page of the same browser: what is stored stays. */
  next(options = {}) {
    return new Page({ cookie: this.cookies.text, stored: this.storage, ...options });
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
