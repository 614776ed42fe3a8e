import assert from 'node:assert/strict';
import test from 'node:test';
import { Page, element, settled } from './page.mjs';

const OURS = '0197aaaa-0000-7000-8000-000000000001';

test('a page view is sent soon after the page has loaded', async () => {
  const page = new Page();
  await page.tick(499);
  assert.equal(page.posts.length, 0);
  await page.tick(1);
  const [post] = page.posts;
  assert.equal(post.path, '/mql/events');
  assert.equal(post.request.method, 'POST');
  assert.ok(post.request.keepalive);
  assert.equal(post.sent, 1764000000500);
  const [{ id, ...event }] = post.events;
  assert.ok(id.length <= 64);
  assert.deepEqual(event, { type: 'page_view', at: 1764000000000, url: 'https://shop.example/start', props: {}, referrer: '' });
});

test('ids never repeat', async () => {
  const page = new Page();
  for (let i = 0; i < 30; i++) page.mql('track', 'search');
  await page.tick(500);
  const ids = page.events.map(event => event.id);
  assert.equal(new Set(ids).size, 31);
});

test('the page view that the filter has seen goes by the name the filter gave it', async () => {
  const timing = [{ name: 'db', description: '' }, { name: 'mql', description: OURS }];
  const page = new Page({ timing });
  page.window.history.pushState({}, '', '/next');
  await page.tick(500);
  assert.equal(page.events[0].id, OURS);
  assert.notEqual(page.events[1].id, OURS);
});

test('a page out of the cache of the browser is a view of its own', async () => {
  const timing = [{ name: 'mql', description: OURS }];
  const page = new Page({ timing, transferSize: 0 });
  await page.tick(500);
  assert.notEqual(page.events[0].id, timing[0].description);
});

test('a browser without navigation timing still counts', async () => {
  const page = new Page({ window: { performance: { getEntriesByType: () => [] } } });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view']);
});

test('another address is a page view; the same one is not, whatever is done to it', async () => {
  const page = new Page();
  const { history, location } = page.window;
  history.replaceState({}, '');
  history.replaceState({}, '', '/start#top');
  history.pushState({}, '', '/p/7?color=red');
  history.replaceState({}, '', '/p/7?color=blue');
  location.href = 'https://shop.example/start';
  page.fire('currententrychange');
  page.fire('currententrychange');
  await page.tick(500);
  assert.deepEqual(page.events.map(event => new URL(event.url).pathname + new URL(event.url).search),
    ['/start', '/p/7?color=red', '/p/7?color=blue', '/start']);
});

test('a browser that does not tell of navigation is seen to be elsewhere with the next movement', async () => {
  const page = new Page({ window: { navigation: undefined } });
  page.window.history.pushState({}, '', '/p/7');
  await page.tick(1500);
  page.fire('pointermove');
  await page.tick(500);
  assert.deepEqual(page.events.map(event => new URL(event.url).pathname), ['/start', '/start', '/p/7']);
  assert.deepEqual(page.types(), ['page_view', 'engaged_time', 'page_view']);
});

test('a router that keeps its paths in the fragment has pages; other fragments are none', async () => {
  const page = new Page();
  const { history } = page.window;
  for (const to of ['#', '#reviews', '#/p/7', '#!/p/8?a=1', '#/p/7']) history.pushState({}, '', to);
  await page.tick(500);
  assert.deepEqual(page.events.map(event => event.url.slice(20)), ['/start', '/start#/p/7', '/start#!/p/8?a=1', '/start#/p/7']);
});

test('the first page view of a load says where it came from; the address keeps its query', async () => {
  const page = new Page({ url: 'https://shop.example/start?utm_source=news', referrer: 'https://search.example/' + 'x'.repeat(600) });
  page.window.history.pushState({}, '', '/p/7?' + 'y'.repeat(600));
  await page.tick(500);
  assert.equal(page.events[0].url, 'https://shop.example/start?utm_source=news');
  assert.ok(page.events[0].referrer.startsWith('https://search.example/xxx'));
  assert.equal(page.events[0].referrer.length, 512);
  assert.equal('referrer' in page.events[1], false);
  assert.equal(page.events[1].url.length, 512);
});

test('a page that comes back from the back-forward cache is viewed again', async () => {
  const page = new Page();
  page.fire('pageshow', { persisted: false });
  page.fire('pageshow', { persisted: true });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'page_view']);
});

test('a page that is made in advance, or opened behind others, counts when it is shown', async () => {
  const page = new Page({ hidden: true, window: { dataLayer: [{ event: 'login' }] } });
  await page.tick(60000);
  assert.equal(page.posts.length, 0);
  page.show();
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'login']);
});

test('only the seconds in which somebody is there and the page is in front are attention', async () => {
  const page = new Page();
  await page.tick(10000);
  page.fire('scroll');
  await page.tick(5000);
  await page.hide();
  let sent = page.events.filter(event => event.type === 'engaged_time');
  assert.deepEqual(sent.map(event => event.props), [{ seconds: 15, scroll: 0 }]);
  assert.equal(page.posts.at(-1).by, 'beacon');

  await page.tick(600000);
  page.show();
  await page.tick(4000);
  page.fire('keydown');
  await page.tick(3600000);
  page.fire('pointermove');
  await page.hide();
  sent = page.events.filter(event => event.type === 'engaged_time');
  assert.deepEqual(sent[1].props, { seconds: 34, scroll: 0 }, 'an hour without a movement counts as half a minute');
});

test('a page that is opened and left without a movement had no attention', async () => {
  const page = new Page();
  await page.tick(3000);
  page.fire('pageshow', { persisted: false });
  await page.tick(20000);
  page.window.history.pushState({}, '', '/next');
  await page.tick(20000);
  await page.hide();
  assert.deepEqual(page.types(), ['page_view', 'page_view']);
});

test('attention belongs to the address where it was paid', async () => {
  const page = new Page();
  await page.tick(3000);
  page.fire('click', { target: element('A') });
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
  assert.deepEqual(page.events[1].props, { Event: 'file_download', ItemId: 'sheet-7', Value: '3' });
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
  page.fire('pageshow');
  window.gtag('event', 'search', { search_term: 'cup' });
  window.gtag('event', 'page_view');
  window.gtag('event', 'login');
  page.fire('pageshow');
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

test('what the server refuses is not sent again', async () => {
  const page = new Page({ answer: () => 400 });
  page.mql('track', 'nonsense');
  await page.tick(3600000);
  assert.deepEqual(page.types(), ['page_view', 'nonsense']);
});

test('when the browser takes no more beacons, fetch is tried', async () => {
  const page = new Page();
  page.beaconTaken = false;
  await page.hide();
  assert.deepEqual(page.posts.map(post => post.by), ['fetch']);
});

test('debug says what becomes of each event and why', async () => {
  const page = new Page({ cookie: 'mql_consent=granted', answer: count => count === 1 ? 202 : 400 });
  page.mql('debug', true);
  page.mql('track', 'search', { search_term: 'cup' });
  page.mql('track', 'nonsense');
  await page.tick(500);
  page.mql('track', 'nonsense');
  await page.tick(500);
  page.cookies.all.set('mql_consent', 'denied');
  page.mql('track', 'search');
  page.mql('no command');
  await settled();
  const said = page.logged.map(words => words[0].replaceAll('%c', ''));
  assert.match(said[0], /^mql debug cookies: mql_consent=granted/);
  assert.deepEqual(said.slice(1), [
    'mql queued search',
    'mql queued nonsense',
    'mql sent page_view, search: 202',
    'mql refused nonsense: unknown_type; dropped',
    'mql queued nonsense',
    'mql refused nonsense: 400 A type is unknown (unknown_type); dropped',
    'mql refused search: either there is no consent to it (cookies: mql_consent=denied), or 40 events wait already',
    said.at(-1)
  ]);
  assert.match(said.at(-1), /^mql failed .*not a function/);
  page.mql('debug', false);
  page.mql('track', 'search');
  assert.equal(page.logged.length, said.length);
});

test('debug says why a browser that objects is left alone, and that trouble is met by trying again', async () => {
  const objecting = new Page({ navigator: { globalPrivacyControl: true } });
  objecting.mql('debug', true);
  objecting.mql('track', 'search');
  await settled();
  await settled();
  assert.match(objecting.logged[0][0], /nothing is recorded: this browser signals Global Privacy Control/);
  assert.match(objecting.logged[1][0], /refused%c search: this browser signals Global Privacy Control/);

  const page = new Page({ answer: count => count === 1 ? 'offline' : count === 2 ? 503 : 204 });
  page.mql('debug', true);
  await page.tick(30000);
  const said = page.logged.slice(1).map(words => words[0].replaceAll('%c', ''));
  assert.deepEqual(said, ['mql failed page_view: Failed to fetch; tried again later',
    'mql failed page_view: 503 A type is unknown (unknown_type); tried again later', 'mql sent page_view: 204']);
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

test('what could not be sent is put by for the next page, counts once, and is gone from the storage', async () => {
  const page = new Page({ answer: () => 503 });
  await page.tick(3000);
  page.mql('track', 'search');
  page.fire('keydown');
  await page.hide();
  const kept = JSON.parse(page.storage.mql);
  assert.deepEqual(kept.map(event => event.type), ['page_view', 'search', 'engaged_time']);
  assert.ok(page.posts.every(post => post.by === 'fetch'), 'nothing for a server that does not hear');

  const next = page.next({ url: 'https://shop.example/p/7' });
  await next.tick(500);
  assert.deepEqual(next.types(), ['page_view', 'search', 'engaged_time', 'page_view']);
  assert.deepEqual(next.events.slice(0, 3), kept);
  assert.deepEqual(next.storage, {});
});

test('what is left offline waits for the next page', async () => {
  const page = new Page({ navigator: { onLine: false } });
  await page.hide();
  assert.equal(page.posts.length, 0);
  assert.deepEqual(JSON.parse(page.storage.mql).map(event => event.type), ['page_view']);
});

test('what two pages put by is both there', async () => {
  const first = new Page({ navigator: { onLine: false } });
  const second = first.next({ navigator: { onLine: false } });
  await first.hide();
  await second.hide();
  assert.deepEqual(JSON.parse(first.storage.mql).map(event => event.id).length, 2);
});

test('the storage holds at most forty events, and none that is older than three days', async () => {
  const old = 1764000000000 - 3 * 86400000;
  const stored = { mql: JSON.stringify([{ id: 'old', type: 'search', at: old }, { id: 'new', type: 'search', at: old + 1000 }]) };
  const page = new Page({ stored, navigator: { onLine: false } });
  for (let i = 0; i < 60; i++) page.mql('track', 'search');
  await page.hide();
  const kept = JSON.parse(page.storage.mql);
  assert.equal(kept.length, 40);
  assert.ok(!kept.some(event => event.id === 'old'));

  const again = new Page({ stored: { mql: JSON.stringify([{ id: 'new', type: 'search', at: old + 1000 }]) } });
  await again.tick(500);
  assert.deepEqual(again.events.map(event => event.id)[0], 'new');
});

test('a storage that is closed, or holds what others wrote, changes nothing', async () => {
  const closed = new Page({ stored: 'closed' });
  await closed.tick(500);
  await closed.hide();
  assert.deepEqual(closed.types(), ['page_view']);
  for (const mql of ['', 'nonsense', '{}', '7', '[1, null, "x", {}]']) {
    const page = new Page({ stored: { mql } });
    await page.tick(500);
    assert.deepEqual(page.types(), ['page_view'], mql);
  }
});

test('who somebody says to be is posted, and is never put by', async () => {
  const page = new Page();
  page.mql('identify', { email: 'jo@shop.example' });
  await page.tick(500);
  assert.deepEqual(page.events.map(({ type, email }) => ({ type, email })),
    [{ type: 'page_view', email: undefined }, { type: 'identify', email: 'jo@shop.example' }]);

  const away = new Page({ navigator: { onLine: false } });
  away.mql('identify', { email: 'jo@shop.example' });
  await away.hide();
  assert.ok(!away.storage.mql.includes('jo@'));
});

test('posts are small enough for the server', async () => {
  const page = new Page();
  for (let i = 0; i < 30; i++) page.mql('track', 'search', { search_term: 'x'.repeat(512) });
  await page.tick(500);
  assert.equal(page.events.length, 31);
  for (const post of page.posts) assert.ok(JSON.stringify(post.events).length < 16000);
});

test('how far somebody scrolled is told with their attention, a page that can not be measured is not', async () => {
  const page = new Page();
  await page.tick(2000);
  for (const bottom of [500, 800, 300]) {
    page.scrolled.bottom = bottom;
    page.fire('scroll');
    await settled();
  }
  page.window.history.pushState({}, '', '/next');
  await page.tick(2000);
  page.fire('pointermove');
  await page.hide();
  assert.deepEqual(page.events.filter(event => event.type === 'engaged_time').map(event => event.props.scroll), [80, 0]);
});

test('links to elsewhere and to files are told, links to pages are not', async () => {
  const page = new Page();
  for (const href of ['https://www.facebook.com/shop?ref=1#x', '/files/sheet.pdf?v=3', 'http://cdn.example/a/b.zip', '/p/7', '/p/7.html',
    '/list.do?id=7', '#top', 'mailto:jo@shop.example', 'tel:+491', 'javascript:alert(1)', undefined])
    page.fire('click', { target: element('SPAN', {}, element('A', { href })) });
  await page.tick(500);
  assert.deepEqual(page.events.slice(1).map(({ type, props }) => [type, props.link_url]), [
    ['click', 'https://www.facebook.com/shop'], ['click', 'https://shop.example/files/sheet.pdf'], ['click', 'http://cdn.example/a/b.zip']]);
});

test('what a link or what is around it declares is told instead', async () => {
  const page = new Page();
  const card = element('DIV', { 'data-mql-event': 'view_pricing' });
  page.fire('click', { target: element('A', { href: 'https://other.example/', 'data-mql-event': 'social_click' }) });
  page.fire('click', { target: element('A', { href: 'https://other.example/' }, card) });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'social_click', 'view_pricing']);
});

test('a data layer that is replaced is followed', async () => {
  const page = new Page({ window: { dataLayer: [{ event: 'login' }] } });
  page.window.dataLayer = [{ event: 'sign_up' }];
  page.fire('pointermove');
  await page.tick(1500);
  page.fire('pointermove');
  page.window.dataLayer.push({ event: 'search', search_term: 'cup' });
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view', 'login', 'sign_up', 'search']);
});
