// Run on the script of each consent mode, where behaviour:analytics advertising:marketing are words of a consent tool's cookie.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Page } from './page.mjs';

const mode = process.env.MQL_CONSENT;

/** Which of one event of each kind are sent with these cookies. */
const sent = async cookie => {
  const page = new Page({ cookie });
  page.mql('track', 'ad_click');
  page.mql('track', 'social_click');
  page.mql('track', 'purchase');
  page.mql('track', 'bad_click');
  await page.tick(500);
  return page.types();
};
const BEHAVIOUR = ['page_view', 'purchase', 'bad_click'];
const ADVERTISING = ['ad_click', 'social_click'];
const ALL = ['page_view', ...ADVERTISING, 'purchase', 'bad_click'];

test(`${mode}: without a choice`, async () => {
  assert.deepEqual(await sent('a=analytics; b=marketing'), mode === 'required' ? [] : ALL);
});

test(`${mode}: a yes to all, and a no to all`, async () => {
  assert.deepEqual(await sent('a=1; mql_consent=granted; b=2'), ALL);
  for (const none of ['denied', '', 'necessary', 'granted2', 'nonanalytics,marketing2', 'non-analytics,marketing-x'])
    assert.deepEqual(await sent(`a=1; mql_consent=${none}; b=analytics`), [], none);
});

test(`${mode}: only what was agreed to, however the tool writes its list`, async () => {
  for (const list of ['analytics', 'necessary,analytics', 'necessary|analytics|x', '%5B%22necessary%22%2C%22analytics%22%5D',
    '{"categories":["analytics"]}'])
    assert.deepEqual(await sent(`a=1; mql_consent=${list}; b=marketing`), BEHAVIOUR, list);
  assert.deepEqual(await sent('mql_consent=%22marketing%22'), ADVERTISING);
  assert.deepEqual(await sent('mql_consent=marketing,analytics'), ALL);
});

test(`${mode}: an event waits in vain when its purpose is taken back before it is sent`, async () => {
  const page = new Page({ cookie: 'mql_consent=marketing,analytics' });
  page.mql('track', 'ad_click');
  page.cookies.set('mql_consent=analytics');
  await page.tick(500);
  assert.deepEqual(page.types(), ['page_view']);
});
