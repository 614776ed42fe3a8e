// MQL beacon: tells the shop's own server what only the browser knows.
//
// It defines one global, mql(command, ...), never throws into the page, measures no layout, and keeps nothing in the browser
// but the consent cookie. Pages that call mql() before this script has arrived put this in front:
//   window.mql = window.mql || function () { (mql.q = mql.q || []).push(arguments) };
//
// What is served is this file without comments and needless space, and with a short name for each name that begins with $: see
// Beacon.java for what this file has to keep to. The tests run on what is served.
(() => {
  // Filled in by the server: path of the endpoint; what the cookies look like when events are allowed; and the consent cookie for yes and for no.
  const [$path, $consented, $yes, $no] = MQL_SETTINGS;
  const $early = window.mql;
  if ($early?.on) return;

  let $queue = [], $timer, $retry = 2e3, $page, $active, $engaged = 0, $debug;

  const $say = (...$args) => $debug && console.log('mql', ...$args);

  // Nothing of ours may break the page.
  const $safely = $action => (...$args) => {
    try {
      return $action(...$args);
    } catch ($error) {
      $say($error);
    }
  };

  // The window sees the events of the document first.
  const $on = ($types, $action) => $types.split(' ').map($name => addEventListener($name, $safely($action), true));

  // Advertising has the last expression, all else the first; in most shops there is but one.
  const $allowed = $type => !navigator.globalPrivacyControl && navigator.doNotTrack != 1 &&
    $consented.at(-/^(ad|social)_click$/.test($type)).test(document.cookie);

  // UUIDv7: the same event counts once, however often it is sent.
  const $newId = () => crypto.getRandomValues(new Uint8Array(18))
    .reduce(($id, $item) => $id + ($item & 15).toString(16), 0 + Date.now().toString(16) + 7)
    .replace(/(.{8})(.{4})(.{4})(.{3})/, '$1-$2-$3-a$4-');

  const $soon = $given => $timer = $timer || setTimeout($safely($send), $given);

  const $track = ($type, $props, $id) => {
    if (!$allowed($type) || $queue[39]) return $say('refused', $type);
    $say('queued', $type, $props);
    $queue.push({ id: $id || $newId(), type: $type, at: Date.now(), url: $page, props: $props });
    $soon(500);
  };

  // On the way out of the page the browser finishes by itself what sendBeacon takes.
  const $send = $leaving => {
    // Consent may have been taken back since.
    const $events = $queue.filter($item => $allowed($item.type));
    $queue = [];
    $timer = 0;
    if ($events[0]) $post($events, $leaving);
  };

  const $post = ($events, $leaving) => {
    const $body = JSON.stringify({ sent: Date.now(), events: $events });
    if ($leaving && navigator.sendBeacon($path, $body)) return $say('sent', $events);
    fetch($path, { method: 'POST', body: $body, keepalive: true }).then(({ status: $given }) => {
      $say($given, $events);
      // Too many, or the server has trouble: again later.
      if ($given > 428) throw $given;
      $retry = 2e3;
      // One event that the server refuses must not take the others with it.
      if ($given > 399 && $events[1]) $events.map($item => $post([$item]));
    }).catch($error => {
      $say($error);
      $queue = $events.concat($queue);
      $soon($retry * (1 + Math.random()));
      $retry = Math.min($retry * 2, 3e5);
    });
  };

  // Attention: the sum of the pauses between movements while the page is in front; of a longer pause, 30 s count. It begins
  // anew with each page and each return to it, and with consent: of the time before that nothing is kept.
  const $moved = () => {
    const $given = Date.now();
    if ($active) $engaged += Math.min($given - $active, 3e4), $active = $given;
  };

  const $left = () => {
    $moved();
    const $given = Math.round($engaged / 1e3);
    if ($given) $track('engaged_time', { seconds: $given });
    $engaged = 0;
    $active = !document.hidden && $allowed() && Date.now();
  };

  const $address = () => location.href.split('#')[0].slice(0, 512);

  const $view = $id => {
    $left();
    $page = $address();
    $track('page_view', {}, $id);
  };

  // Frameworks replace the state of a page that is already there: only another address is another page.
  const $navigated = () => $page != $address() && $view();

  // The filter names the page view that it has seen itself in the Server-Timing header: counted once, by that id. A page out of
  // the browser's cache (nothing transferred) carries the name of an older view.
  const $seenByFilter = () => {
    const $given = performance.getEntriesByType('navigation')[0];
    return $given.transferSize && $given.serverTiming.find($item => $item.name == 'mql').description;
  };

  const $declared = ({ target: $given, type: $type }) => {
    const $target = $given.closest(($type == 'click' ? ':not(form)' : 'form') + '[data-mql-event]');
    if (!$target) return;
    const $props = {};
    for (const { name: $name, value: $item } of $target.attributes)
      if (/^data-mql-(?!event)/.test($name)) $props[$name.slice(9).replace(/-/g, '_')] = $item;
    $track($target.dataset.mqlEvent, $props);
  };

  // One entry of the data layer: {event, ecommerce} or the arguments of gtag('event', name, parameters). Of the shop's many
  // pushes only shopping is ours, and of its parameters only these: never the user data that others put beside them.
  const $pushed = $entry => {
    const [$type, $given] = $entry[0] == 'event' ? [$entry[1], $entry[2]] : [$entry.event, $entry.ecommerce];
    if (/^(view_(item|cart)|add_|remove_from|begin_|purchase|search|sign_up|login|generate_lead)/.test($type))
      (/(to|from)_cart|item$/.test($type) && $given.items || [{}]).map($item =>
        $track($type, Object.fromEntries(Object.entries({ ...$given, ...$item }).filter(([$name]) =>
          /^(value|currency|price|quantity|(item|transaction)_(id|name)|search_term)$/.test($name)))));
  };

  const $watchDataLayer = () => {
    const $layer = window.dataLayer;
    if (!$layer || $layer.mql) return;
    $layer.mql = 1;
    const $push = $layer.push;
    $layer.push = (...$args) => {
      $args.map($safely($pushed));
      return $push.apply($layer, $args);
    };
    $layer.map($safely($pushed));
  };

  const $commands = {
    track: $track,
    consent: $given => {
      const $before = $allowed();
      document.cookie = ($given ? $yes : $no) + ';path=/;max-age=15552000;samesite=lax';
      // The page on which somebody agrees is the first that counts. Who takes consent back tells the server at once, by a post
      // that says nothing but that.
      $before ? $allowed() || $post([]) : $view();
    },
    debug: $given => $debug = $given
  };

  const $start = () => {
    $view($safely($seenByFilter)());
    $watchDataLayer();
  };

  window.mql = $safely(($name, ...$args) => $commands[$name](...$args));
  window.mql.on = 1;
  document.prerendering ? $on('prerenderingchange', $start) : $safely($start)();
  ['pushState', 'replaceState'].map($name => {
    const $push = history[$name];
    history[$name] = (...$args) => {
      $push.apply(history, $args);
      $safely($navigated)();
    };
  });
  $on('popstate', $navigated);
  $on('load', $watchDataLayer);
  $on('pageshow', $given => $given.persisted && $view());
  $on('pointermove keydown scroll', $moved);
  $on('click submit', $declared);
  $on('visibilitychange', () => {
    $left();
    if (document.hidden) $send(1);
  });
  $early?.q?.map($args => window.mql(...$args));
})();
