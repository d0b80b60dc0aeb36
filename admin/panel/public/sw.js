// Shows what the desk pushes, says that it was shown, and opens the desk where a notice leads. Keeps nothing: no page, no answer, no
// name ever comes through here, and there is no cache.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  const notice = read(event.data);
  event.waitUntil(
    // Said only once it is on the screen.
    self.registration
      .showNotification(notice.title, {
        body: notice.body,
        tag: notice.id,
        icon: '/icon-192.png',
        badge: '/badge-96.png',
        lang: 'ko',
        requireInteraction: true,
        vibrate: [300, 120, 300, 120, 600],
        data: { open: pathOf(notice) },
      })
      .then(() => arrived(notice)),
  );
});

// A push that cannot be read still calls: somebody may be waiting.
function read(data) {
  try {
    const notice = data.json();
    if (typeof notice.title === 'string' && typeof notice.body === 'string') return notice;
  } catch {
    // Falls through.
  }
  return { title: '마음지기', body: '새 알림이 있어요. 상담사 화면을 열어 주세요.', href: '/' };
}

// Never to another site, whatever a push says. A code stands behind the #, where no server sees it.
function pathOf({ href, code }) {
  const url = URL.parse(href, self.location.origin);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + (/^\d{6}$/.test(code) ? `#${code}` : '');
}

function arrived({ id, proof }) {
  if (typeof id !== 'string' || typeof proof !== 'string') return;
  return fetch('/api/arrived', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'maumjigi' },
    body: JSON.stringify({ id, proof }),
  }).catch(() => {
    // Out of reach: the desk then knows only that it was sent.
  });
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.open ?? '/'));
});

// An open desk goes there without loading anew: what is being written there stays.
async function open(path) {
  const desks = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const desk = desks.find(({ focused }) => focused) ?? desks[0];
  if (!desk) return self.clients.openWindow(path);
  desk.postMessage({ open: path });
  return desk.focus();
}
