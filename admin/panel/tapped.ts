/** A notification was tapped while a desk is open: it goes where the notice leads, without loading anew. */
export const watchNotices = (): void => {
  // Absent on plain http.
  navigator.serviceWorker?.addEventListener('message', ({ data }: MessageEvent<{ open?: unknown } | null>) => {
    const path = data?.open;
    if (typeof path === 'string' && /^\/(?!\/)/.test(path)) history.pushState(null, '', path);
  });
};
