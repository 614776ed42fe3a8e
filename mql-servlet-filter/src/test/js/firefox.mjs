// The served beacon in a real Firefox, driven by WebDriver BiDi, which it speaks without a driver. No part of bin/test: see
// CONTRIBUTING.md for how to run it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const SEEN = '0197aaaa-0000-7000-8000-000000000001';
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /violation";
const scripts = { '/mql/beacon.js': process.env.MQL_BEACON, '/mql/beacon-debug.js': process.env.MQL_BEACON_DEBUG };
const events = [];
const violations = [];
let down = false, tries = 0;

const server = http.createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const { pathname } = new URL(request.url, 'http://localhost');
  if (scripts[pathname]) {
    response.setHeader('Content-Type', 'text/javascript').end(fs.readFileSync(scripts[pathname]));
  } else if (pathname === '/mql/events') {
    tries++;
    if (!down) events.push(...JSON.parse(body).events);
    response.writeHead(down ? 503 : 204).end();
  } else if (pathname === '/violation') {
    violations.push(body);
    response.end();
  } else {
    response.setHeader('Content-Type', 'text/html').setHeader('Content-Security-Policy', POLICY);
    if (pathname === '/seen') response.setHeader('Server-Timing', `db;dur=1, mql;desc="${SEEN}"`);
    response.end(`<!doctype html><title>Shop</title><script async src=/mql/beacon.js></script><h1>Shop</h1>${'<br>'.repeat(200)}`);
  }
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const shop = `http://localhost:${server.address().port}`;

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'mql-firefox-'));
const firefox = spawn(process.env.MQL_FIREFOX ?? 'firefox-esr',
  ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
const address = await new Promise((found, failed) => {
  let said = '';
  firefox.on('error', failed).on('exit', () => failed(new Error('Firefox ended: ' + said)));
  firefox.stderr.on('data', piece => {
    const [, url] = /BiDi listening on (ws:\S+)/.exec(said += piece) ?? [];
    if (url) found(url);
  });
});

const socket = new WebSocket(address + '/session');
await new Promise((opened, failed) => Object.assign(socket, { onopen: opened, onerror: failed }));
const answers = new Map();
socket.onmessage = ({ data }) => {
  const { id, type, result, error, message } = JSON.parse(data);
  answers.get(id)?.(type === 'error' ? Promise.reject(new Error(`${error}: ${message}`)) : result);
};
const ask = (method, params) => new Promise(answer => {
  answers.set(answers.size + 1, answer);
  socket.send(JSON.stringify({ id: answers.size, method, params }));
});
const until = async condition => {
  for (let i = 0; i < 300; i++) {
    if (await condition()) return;
    await new Promise(later => setTimeout(later, 100));
  }
  throw new Error(`waited in vain for ${condition}; ${JSON.stringify(events)}`);
};

try {
  await ask('session.new', { capabilities: {} });
  const { contexts: [{ context }] } = await ask('browsingContext.getTree', {});
  const open = where => ask('browsingContext.navigate', { context, url: shop + where, wait: 'complete' });
  const run = async expression =>
    (await ask('script.evaluate', { expression, target: { context }, awaitPromise: true })).result.value;
  const move = () => ask('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions: [
    { type: 'pointerMove', x: 50, y: 50 }, { type: 'pause', duration: 1200 }, { type: 'pointerMove', x: 90, y: 90 }] }] });
  const of = type => events.filter(event => event.type === type);

  await open('/seen');
  await until(() => of('page_view').length === 1);
  assert.equal(events[0].id, SEEN, 'the page view goes by the name that the server gave it');

  await run("history.pushState({}, '', '/item'); location.hash = '/cart'; 1");
  await until(() => of('page_view').length === 3);
  assert.deepEqual(of('page_view').slice(1).map(event => event.url), [shop + '/item', shop + '/item#/cart']);

  await run('scrollTo(0, 1e6)');
  await move();
  await open('/next');
  await until(() => of('engaged_time').length === 1);
  const { seconds, scroll } = of('engaged_time')[0].props;
  assert.ok(seconds >= 1 && scroll > 95 && scroll < 101, `${seconds} s, ${scroll} %`);

  await run("window.kept = 1; mql('debug', true); mql('track', 'search')");
  await until(() => of('search').length === 1);
  await open('/other');
  const before = of('page_view').length;
  await ask('browsingContext.traverseHistory', { context, delta: -1 });
  await until(() => of('page_view').length > before);

  down = true;
  const failed = tries;
  await run("mql('track', 'add_to_cart')");
  await until(() => tries > failed + 1);
  await open('/away');
  down = false;
  await open('/back');
  await until(() => of('add_to_cart').length > 0);
  await until(async () => await run('localStorage.length') === 0);
  assert.equal(new Set(of('add_to_cart').map(event => event.id)).size, 1);

  assert.deepEqual(violations, [], 'no policy was violated');
  console.log('Firefox: all is well.');
} finally {
  firefox.removeAllListeners('exit').kill();
  socket.close();
  server.closeAllConnections();
  server.close();
  await new Promise(gone => firefox.exitCode === null ? firefox.on('exit', gone) : gone());
  fs.rmSync(profile, { recursive: true, force: true });
}
