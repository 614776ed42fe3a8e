// MQL beacon: tells the shop's own server what only the browser knows.
//
// It defines one global, mql(command, ...), never throws into the page, reads no layout, and replaces nothing of the page's but the
// push of the data layer. Pages that call mql() before this script has arrived put this in front:
//   window.mql = window.mql || function () { (mql.q = mql.q || []).push(arguments) };
//
// What is served is this file without comments and needless space, and with a short name for each name that begins with $: see
// BeaconScript.java for what this file has to keep to. The server fills in its settings for the names in capitals. The tests run on what
// is served. What a developer reads in the console is written by beacon-debug.js, loaded on demand. Some of what is said here is
// spelled out by Shorthand.java: the server has more room.
if (!window.mql?.on) {
  let $early = window.mql, $queue = [], $retry = 2e3, $engaged = 0, $depth = 0, $page, $since, $timer, $layer, $log;

  const $say = (...$args) => $log && $log.push($args);

  // Nothing of ours may break the page.
  const $safely = $action => (...$args) => {
    try {
      return $action(...$args);
    } catch ($error) {
      $say($error);
    }
  };

  const $allowed = $type => !navigator.globalPrivacyControl && navigator.doNotTrack != 1 && MQL_ALLOWED($type);

  // A fragment is no other page, unless it is the path of a router: #/cart, #!/cart.
  const $address = () => location.href.split(/#(?![!\/])/)[0].slice(0, 512);

  const $soon = $given => $timer = $timer || setTimeout($safely($send), $given);

  // The same id counts once, however often it is sent.
  const $track = ($type, $props, $more, $id = Date.now() + '-' + Math.random()) => {
    const $item = { id: $id, type: $type, at: Date.now(), url: $address(), props: $props, ...$more };
    const $given = $allowed($type) && !$queue[39];
    $say($item, $given);
    if ($given) $queue.push($item), $soon(500);
  };

  // Takes along what other pages put by. Consent may have been taken back since: what it does not cover is gone, here and there.
  const $send = $leaving => {
    $timer = 0;
    $safely(() => {
      $queue.unshift(...JSON.parse(localStorage.mql));
      delete localStorage.mql;
    })();
    $queue = $queue.filter($item => $item?.at > Date.now() - 2592e5 && $allowed($item.type)).slice(-40);
    // On the way out, when nobody would hear it, for the next page. An address is never put by.
    if ($leaving && $queue[0] && ($retry > 2e3 || !navigator.onLine)) {
      localStorage.mql = JSON.stringify($queue.filter($item => !$item.email));
      $queue = [];
    }
    // Five are far from the most that the server takes at once, long as they may be.
    while ($queue[0]) $post($queue.splice(0, 5), $leaving);
  };

  // On the way out of the page the browser finishes by itself what sendBeacon takes.
  const $post = ($events, $leaving) => {
    const $body = JSON.stringify({ sent: Date.now(), events: $events });
    if ($leaving && navigator.sendBeacon('MQL_BASEevents', $body)) return $say($events);
    fetch('MQL_BASEevents', { method: 'POST', body: $body, keepalive: 1 }).then($given => {
      $say($events, $given);
      // Too many, or the server has trouble: again later.
      if ($given.status > 428) throw $given;
      $retry = 2e3;
    }).catch($error => {
      $say($events, $error);
      $queue.unshift(...$events);
      $soon($retry * (1 + Math.random()));
      $retry *= 2;
    });
  };

  // One entry of the data layer: {event, ecommerce} or the arguments of gtag('event', name, parameters). Of the shop's many
  // pushes only shopping is ours, and of its parameters only these: never the user data that others put beside them.
  const $pushed = $item => {
    let [, $type, $given] = $item[0] ? $item : [0, $item.event, $item.ecommerce || $item];
    if (/^(view_(item|cart)|add_|remove_from|begin_|purchase|search|sign_up|login|generate_lead)/.test($type))
      (/o_|m_c|item$/.test($type) && $given.items || [{}]).map($item => {
        const $props = { ...$given, ...$item };
        for (const $name in $props) /^(value|currency|price|quantity|item_|trans|search_)/.test($name) || delete $props[$name];
        $track($type, $props);
      });
  };

  // Whatever happens is the occasion to look at everything: is there consent, is this another page, is it still in front?
  const $run = $safely(({ type: $type, target: $target, persisted: $given }) => {
    const $now = Date.now(), $here = $address(), $leaving = document.hidden;
    // How much of the page has been on the screen, by what the browser has laid out anyway.
    if (/scroll/.test($type)) new IntersectionObserver(([$item], $given) => {
      $given.disconnect();
      $depth = Math.max($depth, ($item.rootBounds.height - $item.boundingClientRect.top) / $item.boundingClientRect.height);
    }).observe(document.documentElement);
    // pointermove, keydown and scroll come in swarms.
    if ($now - $since < 1e3 && /[drm]o/.test($type)) return;
    // Attention: the sum of the pauses between movements while the page is in front; of a longer pause, 30 s count. The last pause
    // counts where there was a movement before: a page that is only opened had none.
    if ($page && $since && ($engaged || /[drm]o|ck/.test($type))) $engaged += Math.min($now - $since, 3e4);
    $since = !$leaving && $now;
    // Back out of the browser's cache of pages: a page of its own.
    if ($given) $page = $page && ' ';
    if ($leaving || $page != $here) {
      if ($engaged > 500) $track('engaged_time', { seconds: $engaged / 1e3, scroll: $depth * 100 }, { url: $page });
      $depth = $engaged = 0;
    }
    // Who takes consent back tells the server at once, by a post that says nothing but that.
    if (!$allowed()) $page && ($page = 0, $post([]), $send());
    else if (!$leaving && $page != $here) {
      // The filter names the page view that it has seen itself in the Server-Timing header: counted once, by that id. A page out of
      // the browser's cache (nothing transferred) carries the name of an older view.
      $track('page_view', {}, !$page && { referrer: document.referrer.slice(0, 512) },
        (!$page && /:[1-9]\d*,"enc.*mql".{29}(.{36})/.exec(JSON.stringify(performance.getEntriesByType('navigation'))))?.[1]);
      $page = $here;
    }
    // Not of a page that was only made in advance.
    if (($page || !$leaving) && $layer != ($layer = window.dataLayer)) {
      const $push = $layer.push;
      $layer.push = (...$args) => ($args.map($safely($pushed)), $push.apply($layer, $args));
      $layer.map($safely($pushed));
    }
    $target = $target?.closest?.('[data-mql-event]') || $target?.closest?.('a');
    if ($target && $type == ($target.method ? 'submit' : 'click')) {
      const $props = {};
      for (const $name in $target.dataset) /^mql/.test($name) && ($props[$name.slice(3)] = $target.dataset[$name]);
      const $link = $target.href?.split('?')[0];
      if ($props.Event) $track($props.Event, $props);
      // Links to elsewhere, and what may be files: the server knows.
      else if (/^http/.test($link) && ($target.host != location.host || /\.\w{3}x?$/.test($link))) $track('click', { link_url: $link });
    }
    if ($leaving) $send(1);
  });

  window.mql = $safely(($name, ...$args) => ({
    track: $track,
    identify: $given => $track('identify', {}, $given),
    consent: $given => {
      document.cookie = ($given ? 'MQL_YES' : 'MQL_NO') + ';path=/;max-age=15552000';
      $run({});
    },
    debug: $given => ($log = $given && []) && import('MQL_BASEbeacon-debug.js').then($item => $log = $item.default($log))
  })[$name](...$args));
  window.mql.on = 1;
  $run({});
  $soon(500);
  window.navigation?.addEventListener('currententrychange', $run);
  'pageshow visibilitychange pointermove keydown scroll click submit'.split(' ').map($name => addEventListener($name, $run, 1));
  $early?.q?.map($args => window.mql(...$args));
}
