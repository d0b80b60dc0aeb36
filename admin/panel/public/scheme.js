// Runs before the first paint so that a dark desk never flashes white; a file, because inline script is not allowed.
(() => {
  var root = document.documentElement;
  var scheme = 'auto';
  try {
    scheme = localStorage.getItem('mantine-color-scheme-value') || 'auto';
    root.lang = localStorage.getItem('maumjigi-lang') === 'en' ? 'en' : 'ko';
  } catch {
    // Storage is closed in some private windows: the system's choice then.
  }
  var dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
