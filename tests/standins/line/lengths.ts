/** The lengths and counts LINE's documentation gives and its OpenAPI leaves out, as data. Sources: Messaging API reference
 *  (developers.line.biz/en/reference/messaging-api), "Character counting in a text" (text counts in UTF-16 units, everything else in
 *  grapheme clusters); gathered in CHANNELS A2. */

export interface Length {
  field: string;
  min?: number;
  max: number;
  unit: 'utf16' | 'graphemes';
}

const utf16 = (field: string, max: number): Length => ({ field, min: 1, max, unit: 'utf16' });
const graphemes = (field: string, max: number, min = 0): Length => ({ field, min, max, unit: 'graphemes' });

/** By `type` of a message. */
export const messageLengths: Readonly<Record<string, readonly Length[]>> = {
  text: [utf16('text', 5000)],
  textV2: [utf16('text', 5000)],
  template: [graphemes('altText', 1500, 1)],
  flex: [graphemes('altText', 1500, 1)],
  imagemap: [graphemes('altText', 1500, 1)],
  location: [graphemes('title', 100, 1), graphemes('address', 100, 1)],
};

/** By `type` of a template; `withHead`: it has an image or a title, and less room for text. */
export const templateTexts: Readonly<Record<string, { plain: number; withHead: number }>> = {
  buttons: { plain: 160, withHead: 60 },
  confirm: { plain: 240, withHead: 240 },
  carousel: { plain: 120, withHead: 60 },
};
export const titleLength = graphemes('title', 40);
/** How many actions: [least, most]. */
export const actionCounts: Readonly<Record<string, [number, number]>> = {
  buttons: [1, 4],
  confirm: [2, 2],
  carousel: [1, 3],
};
export const columnsAtMost = 10;

/** Where an action stands decides how long its label may be, and whether it needs one. */
export type Place = 'quickReply' | 'template' | 'imageCarousel' | 'flexButton' | 'flex' | 'richMenu';
export const labels: Readonly<Record<Place, { max: number; required: boolean }>> = {
  quickReply: { max: 20, required: true },
  template: { max: 20, required: true },
  imageCarousel: { max: 12, required: false },
  flexButton: { max: 40, required: true },
  flex: { max: 40, required: false },
  richMenu: { max: 20, required: false },
};
/** By `type` of an action. */
export const actionLengths: Readonly<Record<string, readonly Length[]>> = {
  postback: [
    graphemes('data', 300, 1),
    graphemes('displayText', 300),
    graphemes('text', 300),
    graphemes('fillInText', 300),
  ],
  message: [graphemes('text', 300, 1)],
  uri: [graphemes('uri', 1000, 1)],
  clipboard: [graphemes('clipboardText', 1000, 1)],
  datetimepicker: [graphemes('data', 300, 1)],
};
/** Only here do these make sense. */
export const onlyInQuickReplies = new Set(['camera', 'cameraRoll', 'location']);
export const uriSchemes = new Set(['http:', 'https:', 'line:', 'tel:']);

export const senderName = graphemes('name', 20);
export const flexBubbleBytes = 30 * 1024;
export const flexCarousel = { bubbles: 12, bytes: 50 * 1024 };
export const bodyBytes = 2 * 1024 * 1024;

export const richMenu = {
  width: [800, 2500],
  leastHeight: 250,
  leastRatio: 1.45,
  areas: 20,
  imageBytes: 1024 * 1024,
  lengths: [graphemes('chatBarText', 14, 1), graphemes('name', 300, 1)],
} as const;

const clusters = new Intl.Segmenter('ko', { granularity: 'grapheme' });

/** How long LINE finds a text. */
export function lengthOf(text: string, unit: Length['unit']): number {
  return unit === 'utf16' ? text.length : [...clusters.segment(text)].length;
}

/** One sentence when the field is there and too long, or is empty where it may not be. */
export function lengthFault(
  owner: Record<string, unknown>,
  { field, min = 0, max, unit }: Length,
  at: string,
): string[] {
  const text = owner[field];
  if (typeof text !== 'string') return [];
  const long = lengthOf(text, unit);
  const words = unit === 'utf16' ? 'UTF-16 units' : 'graphemes';
  if (long > max) return [`${at}.${field} has ${long} ${words}, allowed are ${max}`];
  return long < min ? [`${at}.${field} may not be empty`] : [];
}
