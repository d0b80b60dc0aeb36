/** Holds a SkillResponse against limits.ts. A violation means that KakaoTalk may show nothing; a note, that it shows less than was said. */
import {
  bubbleBytes,
  buttonActions,
  buttons,
  type Component,
  carouselCards,
  carouselTypes,
  descriptionInCarousel,
  foldedBeyond,
  itemListRows,
  listItemActions,
  listItems,
  outputsAtMost,
  quickRepliesAtMost,
  quickReplyActions,
  quickReplyLabel,
  type TextLimit,
  texts,
  titleAndDescription,
} from './limits.ts';

export type Thing = Record<string, unknown>;
export interface Judged {
  violations: string[];
  notes: string[];
}

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const things = (value: unknown): Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);
const isComponent = (name: string): name is Component => Object.hasOwn(texts, name);

/** mayCallBack: the request had a callbackUrl, so that "useCallback" is an answer. */
export function judge(response: unknown, mayCallBack = false): Judged {
  if (!isThing(response)) return { violations: ['the answer is no JSON object'], notes: [] };
  if (response.version !== '2.0')
    return { violations: [`version must be "2.0", and is ${JSON.stringify(response.version)}`], notes: [] };
  if (response.useCallback === true) {
    return { violations: mayCallBack ? [] : ['useCallback without a callbackUrl in the request'], notes: [] };
  }
  if (!isThing(response.template)) return { violations: ['template is missing'], notes: [] };
  const outputs = things(response.template.outputs);
  const counted = outputs.length >= 1 && outputs.length <= outputsAtMost;
  return {
    violations: [
      ...(counted ? [] : [`outputs are ${outputs.length}, allowed are 1 to ${outputsAtMost}`]),
      ...outputs.flatMap((output, index) => outputFaults(output, `outputs[${index}]`)),
      ...quickReplyFaults(response.template.quickReplies),
    ],
    notes: outputs.flatMap(foldedText),
  };
}

function foldedText(output: Thing, index: number): string[] {
  const text = isThing(output.simpleText) ? output.simpleText.text : undefined;
  return typeof text === 'string' && text.length > foldedBeyond
    ? [`outputs[${index}].simpleText has ${text.length} characters: folded beyond ${foldedBeyond}`]
    : [];
}

function outputFaults(output: Thing, at: string): string[] {
  const names = Object.keys(output);
  const [name = ''] = names;
  if (names.length !== 1 || !isComponent(name))
    return [`${at} must hold exactly one known component, and holds ${names.join(', ')}`];
  const body = output[name];
  if (!isThing(body)) return [`${at}.${name} is no object`];
  const bytes = Buffer.byteLength(JSON.stringify(output));
  return [
    ...(bytes > bubbleBytes ? [`${at} has ${bytes} bytes, allowed are ${bubbleBytes}`] : []),
    ...componentFaults(name, body, `${at}.${name}`, false),
  ];
}

function componentFaults(name: Component, body: Thing, at: string, inCarousel: boolean): string[] {
  return [
    ...texts[name].flatMap((limit) => textFaults(body, limit, at)),
    ...togetherFaults(name, body, at),
    ...(inCarousel ? describedFaults(name, body, at) : []),
    ...shapeFaults(name, body, at, inCarousel),
    ...buttonFaults(body, at),
    ...(body.forwardable === true
      ? [`${at}.forwardable: what a resident reads here is not to be passed on (our own rule)`]
      : []),
  ];
}

function textFaults(owner: Thing, { field, max, required }: TextLimit, at: string): string[] {
  const text = owner[field];
  if (text === undefined || text === '') return required ? [`${at}.${field} is missing`] : [];
  if (typeof text !== 'string') return [`${at}.${field} is no text`];
  return text.length > max ? [`${at}.${field} has ${text.length} characters, allowed are ${max}`] : [];
}

const lengthOf = (text: unknown): number => (typeof text === 'string' ? text.length : 0);

function togetherFaults(name: Component, body: Thing, at: string): string[] {
  const most = titleAndDescription[name];
  if (most === undefined) return [];
  const together = lengthOf(body.title) + lengthOf(body.description);
  return together > most
    ? [`${at}: title and description have ${together} characters, allowed are ${most} together`]
    : [];
}

function describedFaults(name: Component, body: Thing, at: string): string[] {
  const most = descriptionInCarousel[name];
  return most !== undefined && lengthOf(body.description) > most
    ? [`${at}.description has ${lengthOf(body.description)} characters, allowed are ${most} in a carousel`]
    : [];
}

/** What each component needs by its nature. */
function shapeFaults(name: Component, body: Thing, at: string, inCarousel: boolean): string[] {
  switch (name) {
    case 'textCard':
      return body.title === undefined && body.description === undefined ? [`${at} needs a title or a description`] : [];
    case 'basicCard':
      return isThing(body.thumbnail) && typeof body.thumbnail.imageUrl === 'string'
        ? []
        : [`${at}.thumbnail.imageUrl is missing`];
    case 'commerceCard':
      return Number.isInteger(body.price) ? [] : [`${at}.price must be a whole number`];
    case 'listCard':
      return listFaults(body, at, inCarousel ? listItems.inCarousel : listItems.alone);
    case 'itemCard':
      return itemFaults(body, at, inCarousel ? itemListRows.inCarousel : itemListRows.alone);
    case 'carousel':
      return carouselFaults(body, at);
    case 'simpleText':
    case 'simpleImage':
      return [];
  }
}

function listFaults(body: Thing, at: string, most: number): string[] {
  const items = things(body.items);
  return [
    ...(isThing(body.header) && lengthOf(body.header.title) > 0 ? [] : [`${at}.header.title is missing`]),
    ...(items.length < 1 || items.length > most ? [`${at}.items are ${items.length}, allowed are 1 to ${most}`] : []),
    ...items.flatMap((item, index) => {
      const here = `${at}.items[${index}]`;
      return [
        ...(lengthOf(item.title) > 0 ? [] : [`${here}.title is missing`]),
        ...(item.action === undefined ? [] : actionFaults(item, listItemActions, here)),
      ];
    }),
  ];
}

function itemFaults(body: Thing, at: string, most: number): string[] {
  const rows = things(body.itemList);
  return [
    ...(rows.length < 1 || rows.length > most
      ? [`${at}.itemList has ${rows.length} rows, allowed are 1 to ${most}`]
      : []),
    ...rows.flatMap((row, index) =>
      textFaults(row, { field: 'title', max: itemListRows.title, required: true }, `${at}.itemList[${index}]`),
    ),
    ...(body.head !== undefined && body.profile !== undefined ? [`${at}: head and profile exclude each other`] : []),
    ...(body.description !== undefined && body.title === undefined ? [`${at}.description needs a title`] : []),
  ];
}

function carouselFaults(body: Thing, at: string): string[] {
  const type = String(body.type);
  const cards = things(body.items);
  if (!carouselTypes.has(type) || !isComponent(type))
    return [`${at}.type must be one of ${[...carouselTypes].join(', ')}`];
  const most = type === 'listCard' ? carouselCards.listCard : carouselCards.most;
  return [
    ...(cards.length < 1 || cards.length > most ? [`${at}.items are ${cards.length}, allowed are 1 to ${most}`] : []),
    ...cards.flatMap((card, index) => componentFaults(type, card, `${at}.items[${index}]`, true)),
  ];
}

function buttonFaults(body: Thing, at: string): string[] {
  const all = things(body.buttons);
  const isHorizontal = body.buttonLayout === 'horizontal';
  const most = isHorizontal ? buttons.horizontal : buttons.vertical;
  const label = isHorizontal && all.length === 2 ? buttons.labelOfTwoHorizontal : buttons.label;
  return [
    ...(all.length > most ? [`${at}.buttons are ${all.length}, allowed are ${most}`] : []),
    ...all.flatMap((button, index) => {
      const here = `${at}.buttons[${index}]`;
      return [
        ...textFaults(button, { field: 'label', max: label, required: true }, here),
        ...actionFaults(button, buttonActions, here),
      ];
    }),
  ];
}

function actionFaults(owner: Thing, allowed: Readonly<Record<string, string | null>>, at: string): string[] {
  const action = String(owner.action);
  if (!Object.hasOwn(allowed, action))
    return [`${at}.action must be one of ${Object.keys(allowed).join(', ')}, and is ${action}`];
  const needs = allowed[action];
  return [
    ...(needs && lengthOf(owner[needs]) === 0 ? [`${at}.${needs} is missing`] : []),
    ...(owner.extra !== undefined && !isThing(owner.extra) ? [`${at}.extra must be an object`] : []),
    ...(action === 'share' ? [`${at}: share passes a resident's words on (our own rule)`] : []),
    ...(action === 'phone' && !/^[\d-]{3,20}$/.test(String(owner.phoneNumber))
      ? [`${at}.phoneNumber must be digits and hyphens`]
      : []),
    ...(action === 'webLink' && !/^https?:\/\//.test(String(owner.webLinkUrl))
      ? [`${at}.webLinkUrl must be an address`]
      : []),
  ];
}

function quickReplyFaults(quickReplies: unknown): string[] {
  const all = things(quickReplies);
  return [
    ...(all.length > quickRepliesAtMost ? [`quickReplies are ${all.length}, allowed are ${quickRepliesAtMost}`] : []),
    ...all.flatMap((one, index) => {
      const here = `quickReplies[${index}]`;
      return [...textFaults(one, quickReplyLabel, here), ...actionFaults(one, quickReplyActions, here)];
    }),
  ];
}
