import type { Lang } from '../flows/protocol.ts';
import { sorry } from '../triage/say.ts';

/** What a browser shows instead of an error: the safety text and a way back. Says nothing about what was asked for. */
export function kindPage(lang: Lang): string {
  const { text, links } = sorry(lang);
  const back = lang === 'ko' ? '마음지기로 돌아가기' : 'Back to Maumjigi';
  const items = [...links, { label: back, href: '/chat' }];
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>마음지기</title>
<h1>마음지기</h1>
<p>${text}</p>
<ul>${items.map(({ label, href }) => `<li><a href="${href}">${label}</a></li>`).join('')}</ul>
</html>
`;
}
