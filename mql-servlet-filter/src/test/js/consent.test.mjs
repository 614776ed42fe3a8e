// Run on the script of each consent mode: MQL_CONSENT says which.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Page, element } from './page.mjs';

const mode = process.env.MQL_CONSENT;

test(`${mode}: without a choice`, async () => {
  const page = new Page();
  await page.tick(60000);
  assert.equal(page.posts.length, mode === 'required' ? 0 : 1);
  assert.equal(page.cookies.text, '');
});

test(`${mode}: after a no in the cookie, among other cookies`, async () => {
  const page = new Page({ cookie: 'a=granted; mql_consent=denied; b=1' });
  await page.tick(60000);
  await page.hide();
  assert.equal(page.posts.length, mode === 'off' ? 1 : 0);
});

test(`${mode}: after a yes in the cookie, among other cookies`, async () => {
  const page = new Page({ cookie: 'a=denied; mql_consent=granted; b=1' });
  await page.tick(500);
  assert.equal(page.posts.length, 1);
});

test(`${mode}: a cookie of a like name or value is no choice`, async () => {
  for (const cookie of ['xmql_consent=granted; y=mql_consent=granted', 'mql_consent=granted2', 'xmql_consent=denied; mql_consent=denied2']) {
    const page = new Page({ cookie });
    await page.tick(500);
    assert.equal(page.posts.length, mode === 'required' ? 0 : 1, cookie);
  }
});

test(`${mode}: a yes begins with the page it was given on, once`, async () => {
  const page = new Page();
  page.mql('track', 'search');
  page.mql('consent', true);
  page.mql('consent', true);
  await page.tick(500);
  assert.deepEqual(page.types(), mode === 'required' ? ['page_view'] : ['page_view', 'search']);
  assert.equal(page.cookies.all.get('mql_consent'), 'granted');
});

test(`${mode}: a no takes back what was not sent yet, and the server is told at once by a post without events`, async () => {
  const page = new Page({ cookie: 'mql_consent=granted' });
  page.mql('consent', false);
  assert.deepEqual(page.posts.map(post => post.events), mode === 'off' ? [] : [[]]);
  await page.tick(60000);
  await page.hide();
  assert.equal(page.events.length, mode === 'off' ? 1 : 0);
  assert.equal(page.cookies.all.get('mql_consent'), 'denied');
});

test(`${mode}: a no to what was never allowed is nobody's business`, async () => {
  const page = new Page({ cookie: 'mql_consent=denied' });
  page.mql('consent', false);
  await page.tick(60000);
  assert.equal(page.events.length, mode === 'off' ? 1 : 0);
});

test(`${mode}: nothing from before a yes is sent after it: no call, no push, no click, no attention`, async () => {
  const q = [['track', 'search']];
  const dataLayer = [{ event: 'view_item', ecommerce: { items: [{ item_id: '7' }] } }];
  const page = new Page({ window: { mql: { q }, dataLayer } });
  page.mql('track', 'search');
  page.fire('click', { target: element('BUTTON', { 'data-mql-event': 'file_download' }) });
  page.window.history.pushState({}, '', '/p/7');
  await page.tick(20000);
  page.fire('scroll');
  await page.tick(4000);
  page.fire('scroll');
  if (mode !== 'required') return;
  assert.equal(page.posts.length, 0);

  page.mql('consent', true);
  await page.tick(3000);
  page.fire('scroll');
  await page.hide();
  assert.deepEqual(page.events.map(({ type, props }) => ({ type, props })), [
    { type: 'page_view', props: {} }, { type: 'engaged_time', props: { seconds: 3, scroll: 0 } }]);
});

test(`${mode}: what waits for a server that is away goes when consent does`, async () => {
  const page = new Page({ cookie: 'mql_consent=granted', answer: () => 'offline' });
  await page.tick(500);
  assert.equal(page.posts.length, 1);
  page.cookies.set('mql_consent=denied');
  await page.tick(3600000);
  await page.hide();
  if (mode !== 'off') assert.deepEqual(page.posts.slice(1).map(post => post.events), [[]], 'the server is told, and nothing else');
});

test(`${mode}: Global Privacy Control and Do Not Track win over a yes`, async () => {
  for (const navigator of [{ globalPrivacyControl: true }, { doNotTrack: '1' }]) {
    const page = new Page({ navigator, cookie: 'mql_consent=granted' });
    page.mql('consent', true);
    page.mql('track', 'search');
    await page.tick(60000);
    await page.hide();
    assert.equal(page.posts.length, 0);
  }
});

test(`${mode}: what other pages put by goes with consent, and waits where there is none`, async () => {
  const mql = JSON.stringify([{ id: 'a', type: 'search', at: 1764000000000 }]);
  const denied = new Page({ cookie: 'mql_consent=denied', stored: { mql } });
  await denied.tick(500);
  if (mode !== 'off') assert.equal(denied.posts.length, 0);
  assert.deepEqual(denied.storage, {});

  const granted = new Page({ cookie: 'mql_consent=granted', stored: { mql } });
  await granted.tick(500);
  assert.deepEqual(granted.types(), ['search', 'page_view']);

  const withdrawn = new Page({ cookie: 'mql_consent=granted', stored: { mql } });
  withdrawn.mql('consent', false);
  if (mode !== 'off') assert.deepEqual(withdrawn.storage, {});
});

test(`${mode}: a banner of the shop's own that writes the cookie is noticed`, async () => {
  const page = new Page();
  page.cookies.set('mql_consent=granted');
  await page.tick(1500);
  page.fire('pointermove');
  await page.tick(500);
  assert.deepEqual(page.types().filter(type => type === 'page_view'), ['page_view']);

  page.cookies.set('mql_consent=denied');
  await page.tick(1500);
  const before = page.posts.length;
  page.fire('pointermove');
  assert.deepEqual(page.posts.slice(before).map(post => post.events), mode === 'off' ? [] : [[]]);
});

test(`${mode}: without a yes nothing is in the storage, whatever happens`, async () => {
  const page = new Page({ navigator: { onLine: false }, cookie: mode === 'required' ? '' : 'mql_consent=denied' });
  page.mql('track', 'search');
  await page.tick(30000);
  page.fire('pageshow', { persisted: true });
  await page.hide();
  if (mode === 'off') return;
  assert.deepEqual(page.storage, {});
  assert.equal(page.posts.length, 0);
});
