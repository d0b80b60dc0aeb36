/** Draws menu.png anew, in the chat page's colours and its font. For who changes the menu: node commands/line/picture.ts */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../tests/harness/chromium.ts';
import { areas, picturePath, size } from './menu.ts';

const icons = [
  '<path d="M12 20s-7-4.4-9.3-8.7C1 8 2.6 4.5 6 4.5c2.3 0 4.300 1.400 6 3.700 1.700-2.300 3.700-3.700 6-3.700 3.400 0 5 3.500 3.300 6.800C19 15.600 12 20 12 20z"/>',
  '<path d="M5 4.500v15M9 12h11m-4.500-4.500L20 12l-4.500 4.500"/>',
  '<path d="M20.500 12a8 8 0 0 1-11.700 7.100L4 20.500l1.400-4.500A8 8 0 1 1 20.500 12zM8.500 11h7M8.500 14h4.500"/>',
  '<path d="M6.500 3.500h3l1.500 4.500-2.200 1.600a12 12 0 0 0 5.600 5.600l1.600-2.200 4.500 1.500v3c0 1.500-1.200 2.500-2.600 2.400C10.600 19.400 4.600 13.400 4.100 6.100 4 4.700 5 3.500 6.500 3.500z"/>',
];

const font = async (weight: string) => {
  const file = join(
    import.meta.dirname,
    `../../node_modules/pretendard/dist/web/static/woff2/Pretendard-${weight}.woff2`,
  );
  return `data:font/woff2;base64,${(await readFile(file)).toString('base64')}`;
};

const tiles = areas.map(
  ({ label, hint }, at) => `<div class="tile${at === areas.length - 1 ? ' help' : ''}">
    <svg viewBox="0 0 24 24">${icons[at]}</svg><b>${label}</b><span>${hint}</span></div>`,
);
const html = `<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: P; font-weight: 400; src: url(${await font('Medium')}) }
@font-face { font-family: P; font-weight: 700; src: url(${await font('Bold')}) }
* { box-sizing: border-box; margin: 0 }
body { width: ${size.width}px; height: ${size.height}px; display: flex; background: #f5f6f4; font-family: P; color: #1b2426 }
.tile { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 34px; border-left: 3px solid #d9e0dc }
.tile:first-child { border: 0 }
svg { width: 210px; height: 210px; fill: none; stroke: #0d655d; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
b { font-size: 122px; letter-spacing: -2px }
span { font-size: 68px; color: #55636a }
.help { background: #fbeceb }
.help svg { stroke: #b3141f }
.help b { color: #b3141f }
</style><body>${tiles.join('')}</body>`;

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { ...size } });
  await page.setContent(html);
  await page.evaluate('document.fonts.ready');
  await writeFile(picturePath, await page.screenshot({ type: 'png' }));
} finally {
  await browser.close();
}
