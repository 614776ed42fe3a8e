// Run on the script of each consent mode: MQL_CONSENT says which.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Page } from './page.mjs';

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
  assert.equal(page.posts.length, mode === 'off' ? 1 + 1 : 0);
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

test(`${mode}: a no takes back what was not sent yet`, async () => {
  const page = new Page({ cookie: 'mql_consent=granted' });
  page.mql('consent', false);
  await page.tick(60000);
  await page.hide();
  assert.equal(page.posts.length, mode === 'off' ? 2 : 0);
  assert.equal(page.cookies.all.get('mql_consent'), 'denied');
});
