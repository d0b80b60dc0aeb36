// Runs at the end of `npm ci` and `npm install`: builds the two pages. JavaScript, because of needs-node-24.js.
import './needs-node-24.js';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const npm = (...args) => execFileSync('npm', args, { stdio: 'inherit' });

if (existsSync('node_modules/vite')) {
  // npm leaves out an optional package that the Node it runs on itself is too old for, without a word. On Debian 12's
  // Node 18 that is the bundler's native half. In this script `node` is already 24, and so is it for the npm started here.
  const isWhole = await import('rolldown').then(
    () => true,
    () => false,
  );
  if (!isWhole) npm('install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund');
  npm('run', 'build');
} else {
  console.log('The packages for development were left out: the pages in dist/ stay as they are.');
}
