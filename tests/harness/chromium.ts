/** Finds the browser the pages are tried in. Tests get its path by `inject('chromiumPath')`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import * as programs from './programs.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

export default function chromium(project: TestProject): void {
  project.provide('chromiumPath', findChromium());
  offerKoreanFont();
}

export function findChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error('CHROMIUM_PATH is set, but there is no such file. Correct it, or unset it to have one found.');
  }
  const look = () => programs.find(names, ['/usr/bin', '/snap/bin']) ?? (existsSync(macChrome) ? macChrome : undefined);
  const remedy = 'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.';
  return programs.need('Chromium', look, ['chromium'], remedy);
}

/** Our pages bring their own font. This one is for what the system draws itself, so the run goes on without it. */
function offerKoreanFont(): void {
  if (hasKoreanFont()) return;
  try {
    programs.need('a Korean font', () => (hasKoreanFont() ? 'yes' : undefined), ['fontconfig', 'fonts-noto-cjk'], '');
  } catch {
    console.warn('No Korean font on this system: what is not drawn in our own font may show empty boxes.');
  }
}

function hasKoreanFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=ko'], { stdio: ['ignore', 'pipe', 'ignore'] }).length > 0;
  } catch {
    return process.platform === 'darwin';
  }
}
