/** The small parts the printed script is made of. */
import { type Html, html, join } from './html.ts';
import type { Words } from './words.ts';

export const both = ({ ko, en }: Words): Html =>
  html`<span lang="ko">${ko}</span> <span class="en" lang="en">${en}</span>`;
export const lined = ({ ko, en }: Words): Html =>
  ko === en ? html`${ko}` : html`<span lang="ko">${ko}</span><br><span class="en" lang="en">${en}</span>`;

export const grid = (heads: readonly string[], rows: readonly (readonly Html[])[]): Html =>
  html`<table class="grid"><thead><tr>${join(
    heads.map((head) => html`<th>${head}</th>`),
  )}</tr></thead><tbody>${join(rows.map((cells) => html`<tr>${join(cells.map((cell) => html`<td>${cell}</td>`))}</tr>`))}</tbody></table>`;

export const remarks = html`<p class="remarks"><span lang="ko">☐ 그대로 좋음 ☐ 고칠 곳:</span><span class="rule"></span></p>`;

export const value = (name: string): Html => html`<span class="value">{${name}}</span>`;
