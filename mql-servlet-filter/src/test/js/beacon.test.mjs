import assert from 'node:assert/strict';
import test from 'node:test';
import { Page, element } from './page.mjs';

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('a page view is sent soon after the page has loaded', async () => {
  const page = new Page();
  await page.tick(499);
  assert.equal(page.posts.length, 0);
  await page.tick(1);
  const [post] = page.posts;
  assert.equal(post.path, '/mql/events');
  assert.equal(post.request.method, 'POST');
  assert.equal(post.request.keepalive, true);
  assert.equal(post.sent, 1764000000500);
  const [{ id, ...event }] = post.events;
  assert.match(id, UUID7);
  assert.deepEqual(event, { type: 'page_view', at: 1764000000000, url: 'https://shop.example/start', props: {} });
});

test('ids begin with the time and never repeat', async () => {
  const page = new Page();
  for (let i = 0; i < 30; i++) page.mql('track', 'search');
  await page.tick(500);
  const ids = page.events.map(event => event.id);
  assert.equal(new Set(ids).size, 31);
  for (const id of ids) {
    assert.match(id, UUID7);
    assert.equal(parseInt(id.replace('-', '').slice(0, 12), 16), 1764000000000);
  }
});

test('the page view that the filter has seen goes by the name the filter gave it', async () => {
  const timing = [{ name: 'db', description: '' }, { name: 'mql', description: '0197aaaa-0000-7000-8000-000000000001' }];
  const page = new Page({ timing });
  page.window.history.pushState({}, '', '/next');
  await page.tick(500);
  assert.equal(page.events[0].id, '0197aaaa-0000-7000-8000-000000000001');
  assert.match(page.events[1].id, UUID7);
  assert.notEqual(page.events[1].id, page.events[0].id);
});

test('a page out of the cache of the browser is a view of its own', async () => {
  const timing = [{ name: 'mql', description: '0197aaaa-0000-7000-8000-000000000001' }];
  const page = new Page({ timing, transferSize: 0 });
  await page.tick(500);
  assert.notEqual(page.events[0].id, timing[0].description);
});

test('a browser without navigation timing still counts', async () => {
  const page = new Page({ window: { performance: {} } });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view']);
});

test('pushState, replaceState and popstate to another address are page views; to the same one they are not', async () => {
  const page = new Page();
  const { history, location } = page.window;
  history.replaceState({}, '');
  history.replaceState({}, '', '/start#top');
  history.pushState({}, '', '/p/7?color=red');
  history.replaceState({}, '', '/p/7?color=blue');
  location.href = 'https://shop.example/start';
  page.fire('popstate');
  page.fire('popstate');
  await page.tick(500);
  assert.deepEqual(page.events.map(event => new URL(event.url).pathname + new URL(event.url).search),
    ['/start', '/p/7?color=red', '/p/7?color=blue', '/start']);
});

test('a page that comes back from the back-forward cache is viewed again', async () => {
  const page = new Page();
  page.fire('pageshow', { persisted: false });
  page.fire('pageshow', { persisted: true });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'page_view']);
});

test('a prerendered page counts when it is shown', async () => {
  const page = new Page({ prerendering: true });
  await page.tick(60000);
  assert.equal(page.posts.length, 0);
  page.fire('prerenderingchange');
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view']);
});

test('only the seconds in which somebody is there and the page is in front are attention', async () => {
  const page = new Page();
  await page.tick(10000);
  page.fire('scroll');
  await page.tick(5000);
  await page.hide();
  let sent = page.events.filter(event => event.type === 'engaged_time');
  assert.deepEqual(sent.map(event => event.props), [{ seconds: 15 }]);
  assert.equal(page.posts.at(-1).by, 'beacon');

  await page.tick(600000);
  page.show();
  await page.tick(4000);
  page.fire('keydown');
  await page.tick(3600000);
  page.fire('pointermove');
  await page.hide();
  sent = page.events.filter(event => event.type === 'engaged_time');
  assert.deepEqual(sent[1].props, { seconds: 34 }, 'an hour without a movement counts as half a minute');
});

test('attention belongs to the address where it was paid', async () => {
  const page = new Page();
  await page.tick(3000);
  page.window.history.pushState({}, '', '/p/7');
  await page.tick(500);
  const time = page.events.find(event => event.type === 'engaged_time');
  assert.equal(time.url, 'https://shop.example/start');
  assert.equal(time.props.seconds, 3);
});

test('elements say by attributes what a click on them means', async () => {
  const page = new Page();
  const button = element('BUTTON', { 'data-mql-event': 'file_download', 'data-mql-item-id': 'sheet-7', 'data-mql-value': '3', class: 'x' });
  page.fire('click', { target: element('SPAN', {}, button) });
  page.fire('click', { target: element('SPAN') });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'file_download']);
  assert.deepEqual(page.events[1].props, { item_id: 'sheet-7', value: '3' });
});

test('a form counts when it is submitted, not when somebody clicks into it', async () => {
  const page = new Page();
  const form = element('FORM', { 'data-mql-event': 'contact_form' });
  page.fire('click', { target: element('INPUT', {}, form) });
  page.fire('submit', { target: form });
  page.fire('submit', { target: element('FORM') });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'contact_form']);
});

test('GA4 pushes of the data layer count, those before the beacon came too', async () => {
  const dataLayer = [{ event: 'gtm.js' }, { event: 'view_item', ecommerce: { currency: 'EUR', items: [{ item_id: '7', price: 9.5 }] } }];
  const page = new Page({ window: { dataLayer } });
  dataLayer.push({
    event: 'add_to_cart', user_data: { email: 'a@b.test' },
    ecommerce: { currency: 'EUR', value: 19, items: [
      { item_id: '7', item_name: 'Cup', price: 9.5, quantity: 2, discount: 1 }, { item_id: '8', price: 1 }] }
  });
  dataLayer.push({ event: 'purchase', ecommerce: { transaction_id: 'T1', value: 19, currency: 'EUR', items: [{ item_id: '7' }] } });
  dataLayer.push({ event: 'page_view' }, { event: 'gtm.load' }, { ecommerce: null }, 'text', null);
  await page.tick(500);
  assert.deepEqual(page.events.map(({ type, props }) => ({ type, props })), [
    { type: 'page_view', props: {} },
    { type: 'view_item', props: { currency: 'EUR', item_id: '7', price: 9.5 } },
    { type: 'add_to_cart', props: { currency: 'EUR', value: 19, item_id: '7', item_name: 'Cup', price: 9.5, quantity: 2 } },
    { type: 'add_to_cart', props: { currency: 'EUR', value: 19, item_id: '8', price: 1 } },
    { type: 'purchase', props: { transaction_id: 'T1', value: 19, currency: 'EUR' } }
  ]);
});

test("gtag('event', ...) counts; a data layer that comes late is found", async () => {
  const page = new Page();
  const { window } = page;
  window.dataLayer = [];
  window.gtag = function () { window.dataLayer.push(arguments); };
  window.gtag('js', new Date());
  window.gtag('event', 'begin_checkout', { value: 5, currency: 'EUR', email: 'a@b.test', event_callback() {} });
  page.fire('load');
  window.gtag('event', 'search', { search_term: 'cup' });
  window.gtag('event', 'page_view');
  window.gtag('event', 'login');
  page.fire('load');
  window.gtag('event', 'sign_up', {});
  await page.tick(500);
  assert.deepEqual(page.events.slice(1).map(({ type, props }) => ({ type, props })), [
    { type: 'begin_checkout', props: { value: 5, currency: 'EUR' } },
    { type: 'search', props: { search_term: 'cup' } },
    { type: 'login', props: {} },
    { type: 'sign_up', props: {} }
  ]);
});

test('the push of the data layer still works for others and answers as before', () => {
  const dataLayer = [];
  const seen = [];
  dataLayer.push = function (...entries) {
    seen.push(...entries);
    return Array.prototype.push.apply(this, entries);
  };
  new Page({ window: { dataLayer } });
  assert.equal(dataLayer.push({ event: 'view_cart' }, { event: 'x' }), 2);
  assert.equal(seen.length, 2);
});

test('calls from before the script has come are made up for', async () => {
  const mql = function () { (mql.q = mql.q || []).push(arguments); };
  mql('track', 'demo_request', { item_id: '9' });
  const page = new Page({ window: { mql } });
  page.mql('track', 'search');
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'demo_request', 'search']);
});

test('the script in a page twice counts once', async () => {
  const page = new Page();
  const { window } = page;
  const again = new Page({ window: { mql: window.mql } });
  await again.tick(500);
  assert.equal(again.posts.length, 0);
});

test('no global but mql, and no error into the page', () => {
  const page = new Page();
  assert.deepEqual(Object.keys(page.window).filter(name => !page.before.includes(name)), ['mql']);
  assert.equal(page.mql('nonsense'), undefined);
  assert.equal(page.mql(), undefined);
  page.fire('click', { target: null });
  page.fire('submit', {});
  new Page({ window: { fetch: undefined, crypto: undefined, performance: undefined } });
});

test('the shop is asked again after trouble, later each time, and each event keeps its id', async () => {
  const page = new Page({ answer: count => count < 3 ? 'offline' : count === 3 ? 503 : 204 });
  await page.tick(500);
  const [first] = page.events;
  await page.tick(1999);
  assert.equal(page.posts.length, 1);
  await page.tick(1);
  assert.equal(page.posts.length, 2);
  page.mql('track', 'search');
  await page.tick(4000);
  assert.equal(page.posts.length, 3);
  await page.tick(8000);
  assert.equal(page.posts.length, 4);
  assert.deepEqual(page.posts[3].events.map(event => event.type), ['page_view', 'search']);
  assert.equal(page.posts[3].events[0].id, first.id);
  await page.tick(3600000);
  assert.equal(page.posts.length, 4);
});

test('a server that stays away costs bounded memory', async () => {
  const page = new Page({ answer: () => 'offline' });
  for (let i = 0; i < 500; i++) {
    page.mql('track', 'search');
    await page.tick(1000);
  }
  assert.ok(page.posts.at(-1).events.length <= 80);
});

test('an event that the server refuses does not take its neighbours with it', async () => {
  const page = new Page({ answer: (count, post) => post.events.some(event => event.type === 'nonsense') ? 400 : 204 });
  page.mql('track', 'nonsense');
  page.mql('track', 'search');
  await page.tick(60000);
  assert.deepEqual(page.posts.map(post => post.events.map(event => event.type)),
    [['page_view', 'nonsense', 'search'], ['page_view'], ['nonsense'], ['search']]);
});

test('when the browser takes no more beacons, fetch is tried', async () => {
  const page = new Page();
  page.beaconTaken = false;
  await page.hide();
  assert.deepEqual(page.posts.map(post => post.by), ['fetch']);
});

test('debug says what becomes of each event', async () => {
  const page = new Page({ cookie: 'mql_consent=granted' });
  page.mql('debug', true);
  page.mql('track', 'search', { search_term: 'cup' });
  await page.tick(500);
  assert.deepEqual(page.logged[0], ['mql', 'queued', 'search', { search_term: 'cup' }]);
  assert.equal(page.logged[1][1], 204);
  page.cookies.all.set('mql_consent', 'denied');
  page.mql('track', 'search');
  assert.deepEqual(page.logged[2], ['mql', 'refused', 'search']);
  page.mql('nonsense');
  assert.match(String(page.logged[3][1]), /not a function/);
});

test('Global Privacy Control and Do Not Track are honoured, whatever the cookie says', async () => {
  for (const navigator of [{ globalPrivacyControl: true }, { doNotTrack: '1' }]) {
    const page = new Page({ navigator, cookie: 'mql_consent=granted' });
    page.mql('consent', true);
    page.mql('track', 'search');
    await page.tick(60000);
    await page.hide();
    assert.equal(page.posts.length, 0);
  }
  const page = new Page({ navigator: { globalPrivacyControl: false, doNotTrack: 'unspecified' }, cookie: 'mql_consent=granted' });
  await page.tick(500);
  assert.equal(page.posts.length, 1);
});
