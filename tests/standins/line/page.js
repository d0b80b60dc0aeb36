/** The LINE phone: bubbles, quick replies that vanish, templates, flex messages, the rich menu, calls. */
// The server serves this folder and ../phone under the same /page.
import { ask, becomeSomebodyNew, el, linked, live, show, toggle, whoAmI, writing } from './phone.js';

const part = (id) => document.getElementById(id);
const userId = await whoAmI();
const does = (act, how) => ask('POST', `/control/people/${userId}/acts`, { act, how }).then(refreshRecord);
/** As LINE for PC: neither quick replies nor rich menus. */
let isPc = false;
let isMenuOpen = true;
let view;

function act(action) {
  switch (action.type) {
    case 'postback':
      if (action.inputOption === 'openKeyboard') {
        part('write').elements.words.value = action.fillInText ?? '';
        part('write').elements.words.focus();
      }
      return does({
        type: 'postback',
        data: action.data,
        ...(action.displayText ? { displayText: action.displayText } : {}),
      });
    case 'message':
      return does({ type: 'text', text: action.text });
    case 'location':
      return does({ type: 'location' });
    case 'camera':
    case 'cameraRoll':
      return does({ type: 'image' });
    case 'clipboard':
      return navigator.clipboard?.writeText(action.clipboardText);
  }
}

/** An action as what can be tapped: a link when it leaves the chat. */
function deed(action, attributes = {}) {
  const label = action.label ?? action.displayText ?? action.uri ?? action.type;
  if (action.type !== 'uri') return el('button', { type: 'button', onclick: () => act(action), ...attributes }, label);
  const isCall = /^(tel|sms):/.test(action.uri);
  return el(
    'a',
    { className: 'deed', href: action.uri, ...(isCall ? {} : { target: '_blank', rel: 'noopener' }), ...attributes },
    label,
  );
}

function entry(one) {
  if (one.from === 'platform') return el('p', { className: 'note' }, one.text);
  if (one.from === 'me') return mine(one);
  const { message } = one;
  const who = message.sender?.name
    ? el('span', { className: 'who' }, `${message.sender.name} · '${view.accountName}'에서`)
    : null;
  switch (message.type) {
    case 'text':
    case 'textV2':
      return el('div', { className: 'bubble' }, who, linked(message.text));
    case 'template':
      return template(message.template);
    case 'flex':
      return flex(message.contents);
    case 'image':
      return el('img', { src: message.previewImageUrl, alt: '사진', className: 'card' });
    default:
      return el('div', { className: 'bubble' }, who, `(${message.type})`);
  }
}

const kinds = { sticker: '스티커', image: '사진', video: '동영상', audio: '음성', file: '파일', location: '위치' };

function mine({ message, withdrawn }) {
  const text = message.type === 'text' ? message.text : `(${kinds[message.type] ?? message.type})`;
  const takeBack = el(
    'button',
    { type: 'button', className: 'take-back', onclick: () => does({ type: 'unsend', messageId: message.id }) },
    '보내기 취소',
  );
  return el(
    'div',
    { className: withdrawn ? 'bubble mine withdrawn' : 'bubble mine' },
    text,
    withdrawn ? null : takeBack,
  );
}

function template(given) {
  if (given.type === 'carousel') return el('div', { className: 'carousel' }, given.columns.map(block));
  if (given.type === 'image_carousel')
    return el(
      'div',
      { className: 'carousel' },
      given.columns.map(({ action }) => deed(action)),
    );
  return block(given);
}

function block({ type, title, text, actions }) {
  const said = el('div', { className: 'said' }, title ? el('strong', { className: 'said-title' }, title) : null, text);
  return el(
    'div',
    { className: 'card' },
    said,
    el(
      'div',
      { className: type === 'confirm' ? 'stack side' : 'stack' },
      actions.map((action) => deed(action)),
    ),
  );
}

function flex(container) {
  if (container.type === 'carousel') return el('div', { className: 'carousel' }, container.contents.map(flex));
  const { header, hero, body, footer } = container;
  return el(
    'div',
    { className: 'card' },
    [header, hero, body, footer].filter(Boolean).map((piece) => el('div', { className: 'said' }, component(piece))),
  );
}

function component(piece) {
  switch (piece.type) {
    case 'box':
      return el('div', { className: piece.layout === 'vertical' ? 'flex-v' : 'flex-h' }, piece.contents.map(component));
    case 'text': {
      const words = piece.contents ? piece.contents.map(({ text }) => text).join('') : piece.text;
      return el(piece.weight === 'bold' ? 'strong' : 'span', {}, words);
    }
    case 'button':
      return deed(piece.action);
    case 'image':
      return el('img', { src: piece.url, alt: '' });
    case 'separator':
      return el('hr');
    default:
      return null;
  }
}

function menu(richMenu) {
  const image = el('img', {
    className: 'menu-picture',
    src: `/control/richmenus/${richMenu.richMenuId}/picture`,
    alt: richMenu.chatBarText,
  });
  const share = (value, whole) => `${((100 * value) / whole).toFixed(3)}%`;
  const areas = richMenu.areas.map(({ bounds, action }) => {
    const made = deed(action, { 'aria-label': action.label ?? action.displayText ?? action.text ?? action.uri });
    made.className = 'menu-area';
    Object.assign(made.style, {
      left: share(bounds.x, richMenu.size.width),
      top: share(bounds.y, richMenu.size.height),
      width: share(bounds.width, richMenu.size.width),
      height: share(bounds.height, richMenu.size.height),
    });
    return made;
  });
  return [image, ...areas];
}

const beginning = () =>
  el(
    'div',
    { className: 'welcome' },
    el('p', {}, `${view.accountName} 계정을 친구로 추가하면 대화가 시작돼요.`),
    el('button', { type: 'button', onclick: () => does({ type: 'follow' }) }, '친구 추가'),
  );

function draw(now) {
  view = now;
  part('name').textContent = now.accountName;
  part('quick').replaceChildren(...now.quickReplies.map(({ action }) => deed(action)));
  part('quick').hidden = isPc || now.quickReplies.length === 0;
  const hasMenu = now.richMenu !== null && !isPc;
  part('menuToggle').hidden = !hasMenu;
  part('menu').hidden = !hasMenu || !isMenuOpen;
  if (hasMenu) part('menu').replaceChildren(...menu(now.richMenu));
  // After what stands below it, so that the newest is in sight.
  const isNew = now.state === 'stranger' && now.chat.length === 0;
  const loading = now.isLoading ? [el('p', { className: 'note' }, '입력 중 …')] : [];
  show(part('chat'), isNew ? [beginning()] : [...now.chat.map(entry), ...loading]);
  part('deeds').replaceChildren(
    el('button', { type: 'button', onclick: becomeSomebodyNew }, '새 사람으로'),
    now.state === 'blocked'
      ? el('button', { type: 'button', onclick: () => does({ type: 'follow', isUnblocked: true }) }, '차단 해제')
      : el('button', { type: 'button', onclick: () => does({ type: 'unfollow' }) }, '차단'),
    el(
      'button',
      { type: 'button', onclick: () => does({ type: 'unsend', messageId: '0' }, { again: true }) },
      '다시 보내기 (redelivery)',
    ),
    toggle('느린 망 (3초)', now.slowMs > 0, slow),
    toggle('PC에서 보기', isPc, () => {
      isPc = !isPc;
      draw(view);
    }),
  );
}

async function slow() {
  await ask('POST', `/control/people/${userId}/network`, { slowMs: view.slowMs > 0 ? 0 : 3_000 });
  await again();
}

/** The last webhooks and calls, and what was wrong with them. */
async function refreshRecord() {
  const { calls, deliveries, schema, violations } = await ask('GET', '/control/record');
  const lines = [
    ...deliveries.map((one) => ({
      at: one.at,
      text: `웹훅 ${one.status || one.reason} · ${one.ms}ms`,
      isWrong: one.reason !== 'ok',
    })),
    ...calls.map((one) => ({
      at: one.at,
      text: `${one.path} ${one.status}`,
      isWrong: one.status >= 400 && one.status !== 409,
    })),
  ].sort((one, other) => other.at - one.at);
  part('record').replaceChildren(
    el(
      'li',
      {},
      schema === 'checked' ? 'LINE의 OpenAPI로 확인하고 있어요.' : 'LINE의 OpenAPI가 없어 우리 규칙으로만 확인해요.',
    ),
    ...violations.slice(-3).map((text) => el('li', { className: 'wrong' }, text)),
    ...lines.slice(0, 6).map(({ text, isWrong }) => el('li', { className: isWrong ? 'wrong' : '' }, text)),
  );
}

writing(part('write'), (text) => does({ type: 'text', text }));
part('menuToggle').addEventListener('click', () => {
  isMenuOpen = !isMenuOpen;
  draw(view);
});
part('moreToggle').addEventListener('click', () => {
  part('more').hidden = !part('more').hidden;
});
part('more').append(
  ...['sticker', 'image', 'location'].map((type) =>
    el('button', { type: 'button', onclick: () => does({ type }) }, kinds[type]),
  ),
);
const again = await live(userId, draw);
await refreshRecord();
