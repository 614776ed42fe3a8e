// Keeps the list of mails fresh; the opened mail and the place where one reads stay as they are.
(function () {
  'use strict';
  var list = document.getElementById('list');

  function refresh() {
    if (document.hidden) return;
    fetch(location.href, {headers: {Accept: 'text/html'}})
      .then(function (response) { return response.ok ? response.text() : Promise.reject(response.status); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('list');
        if (fresh && fresh.innerHTML !== list.innerHTML) {
          var focused = list.contains(document.activeElement) && document.activeElement.getAttribute('href');
          list.innerHTML = fresh.innerHTML;
          var again = focused && list.querySelector('a[href="' + focused + '"]');
          if (again) again.focus();
        }
      })
      .catch(function () { /* The demo was stopped, or is about to answer again. */ });
  }

  setInterval(refresh, 2000);
  document.addEventListener('visibilitychange', refresh);
})();
