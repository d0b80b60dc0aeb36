import { defineConfig } from 'vite';

/** The desk listener serves `dist` at `/`; `vite admin/panel` beside a running desk is for working on the panel. */
export default defineConfig({
  base: '/',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Nothing may become a data: address: the page's policy allows only files of its own host.
    assetsInlineLimit: 0,
    // Every current browser preloads modules itself; the polyfill would only add script.
    modulePreload: { polyfill: false },
    // One script on purpose: about 165 kB gzipped, 200 is the limit we hold.
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // Libraries mark files for server components; here the mark means nothing and would bury real warnings.
      onLog: (level, log, print) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : print(level, log)),
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3001' } },
});
