/** The KakaoTalk phone: bubbles folded at 500, cards with buttons, list rows, quick replies that vanish, calls, consultation. */
// The server serves this folder and ../phone under the same /page.
import { ask, becomeSomebodyNew, el, linked, live, show, toggle, whoAmI, writing } from './phone.js';

const part = (id) => document.getElementById(id);
const userId = await whoAmI();
const does = (act, how) => ask('POST', `/control/people/${userId}/acts`, { act, how }).then(refreshRecord);
const foldedBeyond = 500;
/** On a PC there are no phone buttons. */
let isPc = false;
let view;

/** A button, row or quick reply as what can be tapped; null where the device shows none. */
function deed(on, what, ...words) {
  const label = words.length > 0 ? words : [what.label ?? what.title];
  if (what.action === 'phone')
    return isPc ? null : el('a', { className: 'deed', href: `tel:${what.phoneNumber}` }, label);
  if (what.action === 'webLink')
    return el('a', { className: 'deed', href: what.webLinkUrl, target: '_blank', rel: 'noopener' }, label);
  return el('button', { type: 'button', onclick: () => does({ type: 'tap', on, what }) }, label);
}

function output(one) {
  const [name, body] = Object.entries(one)[0];
  switch (name) {
    case 'simpleText':
      return text(body.text);
    case 'simpleImage':
      return el('img', { className: 'card', src: body.imageUrl, alt: body.altText });
    case 'carousel':
      return el(
        'div',
        { className: 'carousel' },
        body.items.map((item) => card(body.type, item)),
      );
    default:
      return card(name, body);
  }
}

function text(words) {
  if (words.length <= foldedBeyond) return el('div', { className: 'bubble' }, linked(words));
  const whole = () => {
    part('whole').replaceChildren(words, el('form', { method: 'dialog' }, el('button', {}, '닫기')));
    part('whole').showModal();
  };
  return el(
    'div',
    { className: 'bubble' },
    linked(words.slice(0, foldedBeyond)),
    ' … ',
    el('button', { type: 'button', onclick: whole }, '전체보기'),
  );
}

function card(name, body) {
  const head = name === 'listCard' ? body.header.title : body.title;
  const said = [head ? el('strong', { className: 'said-title' }, head) : null, body.description ?? null];
  const rows = name === 'listCard' ? body.items : [];
  const facts = (body.itemList ?? []).map(({ title, description }) => el('div', {}, `${title} ${description}`));
  return el(
    'div',
    { className: 'card' },
    el('div', { className: 'said' }, said, facts),
    rows.length > 0 && el('div', { className: 'stack' }, rows.map(row)),
    body.buttons?.length > 0 &&
      el(
        'div',
        { className: body.buttonLayout === 'horizontal' ? 'stack side' : 'stack' },
        body.buttons.map((button) => deed('button', button)),
      ),
  );
}

function row(item) {
  const words = [item.title, item.description ? el('small', { className: 'row-note' }, item.description) : null];
  if (!item.action) return el('div', { className: 'said' }, words);
  const made = deed('listItem', item, ...words);
  made?.classList.add('rows');
  return made;
}

const kinds = { sticker: '(이모티콘)', photo: '(사진)' };

function entry(one) {
  switch (one.from) {
    case 'me':
      return [el('div', { className: 'bubble mine' }, kinds[one.kind] ?? one.text)];
    case 'channel':
      return one.outputs.map(output);
    default:
      return [el('p', { className: one.from === 'tester' ? 'note tester' : 'note' }, one.text)];
  }
}

const beginning = () =>
  el(
    'div',
    { className: 'welcome' },
    el('p', {}, `${view.accountName} 채널을 추가하고 대화방에 들어가요.`),
    el('button', { type: 'button', onclick: () => does({ type: 'enter' }) }, '채널 추가'),
  );

function draw(now) {
  view = now;
  part('name').textContent = now.accountName;
  part('quick').replaceChildren(...now.quickReplies.map((one) => deed('quickReply', one)));
  part('quick').hidden = now.quickReplies.length === 0;
  // After what stands below it, so that the newest is in sight.
  show(part('chat'), now.chat.length === 0 ? [beginning()] : now.chat.flatMap(entry));
  const deeds = [
    el('button', { type: 'button', onclick: becomeSomebodyNew }, '새 사람으로'),
    el(
      'button',
      { type: 'button', onclick: () => does({ type: 'text', text: '' }, { again: true }) },
      '다시 보내기 (두 번 누름)',
    ),
    toggle('느린 망 (3초)', now.slowMs > 0, () => settings({ slowMs: now.slowMs > 0 ? 0 : 3_000 })),
    toggle('PC에서 보기', isPc, () => {
      isPc = !isPc;
      draw(view);
    }),
    now.isConsulting &&
      el('button', { type: 'button', onclick: () => settings({ isConsulting: false }) }, '상담 끝내기'),
  ];
  part('deeds').replaceChildren(...deeds.filter(Boolean));
}

async function settings(body) {
  await ask('POST', `/control/people/${userId}/settings`, body);
  await again();
}

/** The last calls of the skill, and what was wrong with them. */
async function refreshRecord() {
  const { exchanges, violations, notes } = await ask('GET', '/control/record');
  part('record').replaceChildren(
    ...violations.slice(-3).map((words) => el('li', { className: 'wrong' }, words)),
    ...notes.slice(-2).map((words) => el('li', {}, words)),
    ...exchanges
      .slice(-6)
      .reverse()
      .map((one) =>
        el(
          'li',
          { className: one.outcome === 'shown' ? '' : 'wrong' },
          `스킬 ${one.status} ${one.outcome} · ${one.ms}ms`,
        ),
      ),
  );
}

writing(part('write'), (words) => does({ type: 'text', text: words }));
part('moreToggle').addEventListener('click', () => {
  part('more').hidden = !part('more').hidden;
});
part('more').append(
  el('button', { type: 'button', onclick: () => does({ type: 'sticker' }) }, '이모티콘'),
  el('button', { type: 'button', onclick: () => does({ type: 'photo' }) }, '사진'),
);
const again = await live(userId, draw);
await refreshRecord();
