/** Rules of our own over messages and rich menus: what LINE refuses and its OpenAPI does not say. Sentences out, empty: nothing wrong. */
import {
  actionCounts,
  actionLengths,
  columnsAtMost,
  flexBubbleBytes,
  flexCarousel,
  labels,
  lengthFault,
  messageLengths,
  onlyInQuickReplies,
  type Place,
  richMenu,
  senderName,
  templateTexts,
  titleLength,
  uriSchemes,
} from './lengths.ts';

type Thing = Record<string, unknown>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const things = (value: unknown): Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);

export function messageFaults(messages: unknown): string[] {
  return things(messages).flatMap((message, index) => {
    const at = `messages[${index}]`;
    const type = String(message.type);
    return [
      ...(messageLengths[type] ?? []).flatMap((length) => lengthFault(message, length, at)),
      ...urlFaults(message, ['originalContentUrl', 'previewImageUrl', 'baseUrl'], at),
      ...(isThing(message.template) ? templateFaults(message.template, `${at}.template`) : []),
      ...(isThing(message.contents) ? flexFaults(message.contents, `${at}.contents`) : []),
      ...quickReplyFaults(message.quickReply, `${at}.quickReply`),
      ...senderFaults(message.sender, `${at}.sender`),
    ];
  });
}

function quickReplyFaults(quickReply: unknown, at: string): string[] {
  if (!isThing(quickReply)) return [];
  const items = things(quickReply.items);
  return [
    ...(items.length === 0 ? [`${at}.items may not be empty`] : []),
    ...items.flatMap((item, index) => {
      const here = `${at}.items[${index}]`;
      return [
        ...(item.type === 'action' ? [] : [`${here}.type must be "action"`]),
        ...(isThing(item.action)
          ? actionFaults(item.action, 'quickReply', `${here}.action`)
          : [`${here}.action is missing`]),
      ];
    }),
  ];
}

function senderFaults(sender: unknown, at: string): string[] {
  if (!isThing(sender)) return [];
  const named = typeof sender.name === 'string' ? sender.name : '';
  return [
    ...lengthFault(sender, senderName, at),
    ...(/line/i.test(named) ? [`${at}.name contains a word LINE refuses: ${named}`] : []),
    ...urlFaults(sender, ['iconUrl'], at),
  ];
}

function templateFaults(template: Thing, at: string): string[] {
  const type = String(template.type);
  if (type === 'image_carousel') {
    return things(template.columns).flatMap((column, index) =>
      isThing(column.action) ? actionFaults(column.action, 'imageCarousel', `${at}.columns[${index}].action`) : [],
    );
  }
  if (type !== 'carousel') return blockFaults(template, type, at);
  const columns = things(template.columns);
  const counts = new Set(columns.map((column) => things(column.actions).length));
  const heads = new Set(
    columns.map((column) => `${column.title !== undefined} ${column.thumbnailImageUrl !== undefined}`),
  );
  return [
    ...(columns.length < 1 || columns.length > columnsAtMost
      ? [`${at}.columns: 1 to ${columnsAtMost} are allowed`]
      : []),
    ...(counts.size > 1 ? [`${at}.columns must all have the same number of actions`] : []),
    ...(heads.size > 1 ? [`${at}.columns must all have a title and image, or none of them`] : []),
    ...columns.flatMap((column, index) => blockFaults(column, type, `${at}.columns[${index}]`)),
  ];
}

/** A buttons or confirm template, or one column: a text, perhaps a title, and actions. */
function blockFaults(block: Thing, type: string, at: string): string[] {
  const room = templateTexts[type];
  if (!room) return [];
  const [least, most] = actionCounts[type] ?? [1, 4];
  const hasHead = block.title !== undefined || block.thumbnailImageUrl !== undefined;
  const text = { field: 'text', min: 1, max: hasHead ? room.withHead : room.plain, unit: 'graphemes' } as const;
  const actions = things(block.actions);
  return [
    ...lengthFault(block, text, at),
    ...lengthFault(block, titleLength, at),
    ...urlFaults(block, ['thumbnailImageUrl'], at),
    ...(actions.length < least || actions.length > most
      ? [`${at}.actions are ${actions.length}, allowed are ${least} to ${most}`]
      : []),
    ...actions.flatMap((action, index) => actionFaults(action, 'template', `${at}.actions[${index}]`)),
  ];
}

function flexFaults(container: Thing, at: string): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(container));
  if (container.type === 'carousel') {
    const bubbles = things(container.contents);
    return [
      ...(bubbles.length < 1 || bubbles.length > flexCarousel.bubbles
        ? [`${at}: 1 to ${flexCarousel.bubbles} bubbles are allowed`]
        : []),
      ...(bytes > flexCarousel.bytes ? [`${at} has ${bytes} bytes, allowed are ${flexCarousel.bytes}`] : []),
      ...bubbles.flatMap((bubble, index) => flexFaults(bubble, `${at}.contents[${index}]`)),
    ];
  }
  return [
    ...(bytes > flexBubbleBytes ? [`${at} has ${bytes} bytes, allowed are ${flexBubbleBytes}`] : []),
    ...flexParts(container, at),
  ];
}

function flexParts(part: Thing, at: string): string[] {
  const empty = part.type === 'text' && part.contents === undefined && (part.text === '' || part.text === undefined);
  return [
    ...(empty ? [`${at}.text may not be empty`] : []),
    ...(isThing(part.action)
      ? actionFaults(part.action, part.type === 'button' ? 'flexButton' : 'flex', `${at}.action`)
      : []),
    ...(part.type === 'image' || part.type === 'icon' ? urlFaults(part, ['url'], at) : []),
    ...['header', 'hero', 'body', 'footer'].flatMap((name) =>
      isThing(part[name]) ? flexParts(part[name], `${at}.${name}`) : [],
    ),
    ...things(part.contents).flatMap((each, index) => flexParts(each, `${at}.contents[${index}]`)),
  ];
}

export function actionFaults(action: Thing, place: Place, at: string): string[] {
  const type = String(action.type);
  const { max, required } = labels[place];
  const labelled = typeof action.label === 'string' && action.label !== '';
  const uri = typeof action.uri === 'string' ? URL.parse(action.uri) : null;
  return [
    ...(required && !labelled ? [`${at}.label is missing`] : []),
    ...lengthFault(action, { field: 'label', max, unit: 'graphemes' }, at),
    ...(actionLengths[type] ?? []).flatMap((length) => lengthFault(action, length, at)),
    ...missing(action, type, at),
    ...(type === 'uri' && !(uri && uriSchemes.has(uri.protocol))
      ? [`${at}.uri must begin with ${[...uriSchemes].join(' ')}`]
      : []),
    ...(onlyInQuickReplies.has(type) && place !== 'quickReply'
      ? [`${at}: ${type} is allowed in quick replies only`]
      : []),
    ...(action.displayText !== undefined && action.text !== undefined
      ? [`${at}: displayText and text exclude each other`]
      : []),
    ...(action.fillInText !== undefined && action.inputOption !== 'openKeyboard'
      ? [`${at}.fillInText needs inputOption "openKeyboard"`]
      : []),
    ...(type === 'datetimepicker' && action.mode === undefined ? [`${at}.mode is missing`] : []),
  ];
}

const needed: Readonly<Record<string, string>> = {
  postback: 'data',
  message: 'text',
  uri: 'uri',
  datetimepicker: 'data',
  richmenuswitch: 'richMenuAliasId',
};

function missing(action: Thing, type: string, at: string): string[] {
  const field = needed[type];
  return field !== undefined && action[field] === undefined ? [`${at}.${field} is missing`] : [];
}

function urlFaults(owner: Thing, fields: readonly string[], at: string): string[] {
  return fields.flatMap((field) => {
    const url = owner[field];
    if (typeof url !== 'string') return [];
    return url.startsWith('https://') && url.length <= 2000
      ? []
      : [`${at}.${field} must be https and at most 2000 characters`];
  });
}

export function richMenuFaults(menu: Thing): string[] {
  const size = isThing(menu.size) ? menu.size : {};
  const [width, height] = [Number(size.width), Number(size.height)];
  const [least, most] = richMenu.width;
  const areas = things(menu.areas);
  return [
    ...(width >= least && width <= most ? [] : [`size.width must be ${least} to ${most}`]),
    ...(height >= richMenu.leastHeight && width / height >= richMenu.leastRatio
      ? []
      : [`size.height must be at least ${richMenu.leastHeight}, and width / height at least ${richMenu.leastRatio}`]),
    ...(['chatBarText', 'name'] as const)
      .filter((field) => typeof menu[field] !== 'string')
      .map((field) => `${field} is missing`),
    ...richMenu.lengths.flatMap((length) => lengthFault(menu, length, 'richMenu')),
    ...(areas.length > richMenu.areas ? [`areas are ${areas.length}, allowed are ${richMenu.areas}`] : []),
    ...areas.flatMap((area, index) => areaFaults(area, width, height, `areas[${index}]`)),
  ];
}

function areaFaults(area: Thing, width: number, height: number, at: string): string[] {
  const bounds = isThing(area.bounds) ? area.bounds : {};
  const inside = Number(bounds.x) + Number(bounds.width) <= width && Number(bounds.y) + Number(bounds.height) <= height;
  return [
    ...(inside ? [] : [`${at}.bounds must lie inside the menu`]),
    ...(isThing(area.action) ? actionFaults(area.action, 'richMenu', `${at}.action`) : [`${at}.action is missing`]),
  ];
}
