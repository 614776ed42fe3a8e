// Tells in the console what beacon.js makes of each event, and why. Loaded by mql('debug', true), as a module: the one way to load a
// script that every policy allows which allowed beacon.js.

const style = { queued: '', sent: 'color:green', stored: '', refused: 'color:#c00', failed: 'color:#c60' };

const tell = (state, what, ...more) => console.log(`%cmql ${state}%c ${what}`, `font-weight:bold;${style[state] ?? ''}`, '', ...more);

const objects = () =>
  navigator.globalPrivacyControl ? 'this browser signals Global Privacy Control'
    : navigator.doNotTrack == 1 ? 'this browser signals Do Not Track'
      : '';

const names = events => events.map(event => event.type).join(', ') || 'the word that consent was taken back';

/** One event on its way into the queue. */
const tracked = (event, queued) => {
  if (queued) tell('queued', event.type, event);
  else tell('refused', `${event.type}: ${objects() || `either there is no consent to it (cookies: ${document.cookie || 'none'}), or 40 events wait already`}`, event);
};

/** What became of a post. */
const posted = async (events, answer) => {
  if (!answer) return tell('sent', `${names(events)}, by sendBeacon: the browser delivers it and nobody hears the answer`, events);
  if (!(answer instanceof Response)) return tell('failed', `${names(events)}: ${answer.message}; tried again later`, events);
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) {
    const refused = new Map((told.rejected ?? []).map(({ index, reason }) => [index, reason]));
    const taken = events.filter((_, index) => !refused.has(index));
    if (taken.length || !refused.size) tell('sent', `${names(taken)}: ${answer.status}`, taken);
    for (const [index, reason] of refused) tell('refused', `${names([events[index]])}: ${reason}; dropped`, events[index]);
    return;
  }
  // Problem details (RFC 9457): the server's own reason.
  const why = `${names(events)}: ${answer.status} ${told.title ?? answer.statusText} ${told.reason ? `(${told.reason})` : ''}`;
  if (answer.status > 428) tell('failed', `${why}; tried again later`, events);
  else tell('refused', `${why}; dropped`, events);
};

const answered = new WeakSet();

const said = ([first, second]) => {
  if (Array.isArray(first)) {
    // That the server has trouble is said twice: by its answer, and by what came of it.
    if (answered.has(second)) return;
    if (second instanceof Response) answered.add(second);
    return posted(first, second);
  }
  if (first instanceof Error) {
    // The storage is empty, or what was clicked is nothing that can be: of no interest.
    if (!/JSON|storage|closest/i.test(first.message)) tell('failed', first.message, first);
  } else if (first?.type) tracked(first, second);
};

let last = Promise.resolve();
// An answer has to be read: what was said after it waits for that.
const inTurn = what => last = last.then(() => said(what)).catch(() => {});

/** Takes what was said until now, and returns the one to tell from here on. */
export default log => {
  tell('debug', objects() ? `nothing is recorded: ${objects()}`
    : `cookies: ${document.cookie || 'none'}. Says what is queued, sent and refused; mql('debug', false) ends it.`);
  log.forEach(inTurn);
  return { push: inTurn };
};
