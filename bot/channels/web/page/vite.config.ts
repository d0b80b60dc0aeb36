import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The residents' page, and the frame of the page behind a poster's code. Built into `dist`, served by the bot under /chat. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/chat/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // In-app browsers lag years behind: Android webviews of cheap phones, iOS 14.
    target: ['chrome87', 'safari14', 'firefox88'],
    cssTarget: ['chrome87', 'safari14', 'firefox88'],
    // The content security policy allows no data: addresses, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'landing.html'].map((page) => join(import.meta.dirname, page)),
    },
  },
});
