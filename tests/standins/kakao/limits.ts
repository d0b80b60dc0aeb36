/** What a SkillResponse may hold, as data. Source: kakaobusiness.gitbook.io, skill_guide/answer_json_format (docs), unless a line says
 *  otherwise; gathered in CHANNELS B2. Lengths are counted in UTF-16 units, the strictest reading: the guide only says "자". */

export interface TextLimit {
  field: string;
  max: number;
  required?: boolean;
}

export const outputsAtMost = 3;
export const quickRepliesAtMost = 10;
/** By practice; the guide gives no number for quick replies. */
export const quickReplyLabel: TextLimit = { field: 'label', max: 14, required: true };
/** A longer text is folded behind "전체보기": nothing that must be read may stand beyond. */
export const foldedBeyond = 500;
/** Beyond this a bubble is not sent. */
export const bubbleBytes = 30_720;

export type Component =
  | 'simpleText'
  | 'simpleImage'
  | 'textCard'
  | 'basicCard'
  | 'commerceCard'
  | 'listCard'
  | 'itemCard'
  | 'carousel';

export const texts: Readonly<Record<Component, readonly TextLimit[]>> = {
  simpleText: [{ field: 'text', max: 1000, required: true }],
  simpleImage: [
    { field: 'imageUrl', max: 1000, required: true },
    { field: 'altText', max: 50, required: true },
  ],
  textCard: [{ field: 'title', max: 50 }],
  basicCard: [
    { field: 'title', max: 50 },
    { field: 'description', max: 230 },
  ],
  commerceCard: [
    { field: 'title', max: 30 },
    { field: 'description', max: 40, required: true },
  ],
  listCard: [],
  itemCard: [{ field: 'title', max: 50 }],
  carousel: [],
};

/** title and description together. */
export const titleAndDescription: Readonly<Partial<Record<Component, number>>> = { textCard: 400, itemCard: 200 };
/** description, when the card stands in a carousel. */
export const descriptionInCarousel: Readonly<Partial<Record<Component, number>>> = { textCard: 128, itemCard: 100 };

export const listItems = { alone: 5, inCarousel: 4 };
export const itemListRows = { alone: 10, inCarousel: 5, title: 6 };
export const carouselCards = { most: 10, listCard: 5 };
export const carouselTypes = new Set<string>(['textCard', 'basicCard', 'commerceCard', 'listCard', 'itemCard']);

export const buttons = { vertical: 3, horizontal: 2, label: 14, labelOfTwoHorizontal: 8 };

/** What an action needs beside itself. */
export const buttonActions: Readonly<Record<string, string | null>> = {
  webLink: 'webLinkUrl',
  message: 'messageText',
  phone: 'phoneNumber',
  block: 'blockId',
  share: null,
  operator: null,
};
export const quickReplyActions: Readonly<Record<string, string | null>> = { message: 'messageText', block: 'blockId' };
export const listItemActions = quickReplyActions;
