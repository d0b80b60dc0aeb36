/** Notifications of this browser: whether it can, whether it may, and the address it gives. */

export type PushState = 'ready' | 'denied' | 'unable' | 'insecure' | 'ios';

const isApple = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** Looks, and asks nobody anything. */
export const pushState = (): PushState => {
  if (!isSecureContext) return 'insecure';
  if (isApple() && !isInstalled()) return 'ios';
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unable';
  return Notification.permission === 'denied' ? 'denied' : 'ready';
};

/** Only after a tap: asks for the permission, then for an address. null: it was not allowed. */
export const subscribePush = async (key: string): Promise<Record<string, unknown> | null> => {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await navigator.serviceWorker.register('/sw.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  // One that was made for another key would be refused for ever.
  if (before && !isFor(before, key)) await before.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return subscription.toJSON() as Record<string, unknown>;
};

const isFor = ({ options }: PushSubscription, key: string): boolean => {
  const bytes = options.applicationServerKey;
  if (!bytes) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key;
};

/** This browser hears nothing more. */
export const unsubscribePush = async (): Promise<void> => {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
};

/** What its owner would call it: Chrome · Android. */
export const deviceName = (): string => {
  const agent = navigator.userAgent;
  const browser = ['Edg', 'SamsungBrowser', 'Whale', 'Firefox', 'CriOS', 'Chrome', 'Safari'].find((name) =>
    agent.includes(`${name}/`),
  );
  const names: Record<string, string> = { Edg: 'Edge', SamsungBrowser: '삼성 인터넷', CriOS: 'Chrome' };
  const system = isApple()
    ? 'iPhone·iPad'
    : /Android/.test(agent)
      ? 'Android'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'Mac'
          : /Linux/.test(agent)
            ? 'Linux'
            : '';
  return [browser && (names[browser] ?? browser), system].filter(Boolean).join(' · ') || '브라우저';
};

// Which of the ways is this browser's own: for its owner's eyes, nothing depends on it.
const mine = 'maumjigi-push-way';
export const noteOwnWay = (id: string): void => {
  try {
    localStorage.setItem(mine, id);
  } catch {
    // Storage is closed in some private windows.
  }
};
export const ownWay = (): string | null => {
  try {
    return localStorage.getItem(mine);
  } catch {
    return null;
  }
};
