/** The Messaging API as LINE answers it: token, schema, lengths, reply-token and retry-key rules, quota. One function per operation. */
import { createHash } from 'node:crypto';
import { isUserId, newMessageId, newRichMenuId, newToken } from './ids.ts';
import { bodyBytes, richMenu as menuRules } from './lengths.ts';
import type { OpenApi } from './openapi.ts';
import type { Platform, Thing } from './platform.ts';
import { messageFaults, richMenuFaults } from './rules.ts';
import { deliver } from './webhooks.ts';

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
  requestId: string;
}

export interface Answered {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** What the documentation does not allow. */
  violations?: string[];
  /** Bytes instead of JSON. */
  raw?: { type: string; bytes: Buffer };
}

/** What an operation gets: the parts of its path and its JSON. `silent`: nothing is to be shown to anybody. */
interface Given {
  asked: Asked;
  parts: string[];
  json: Thing;
  silent: boolean;
}

type Operation = (given: Given) => Answered | Promise<Answered>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ok = (body: unknown = {}, status = 200): Answered => ({ status, body });
const refused = (status: number, message: string, violations: string[] = [], details: Thing[] = []): Answered => ({
  status,
  body: { message, ...(details.length > 0 ? { details } : {}) },
  violations,
});
const header = (asked: Asked, name: string): string | undefined => {
  const value = asked.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export function messagingApi(line: Platform, schemas: OpenApi | null) {
  /** Messages of a reply, push, multicast or validate call, by the rules of our own. */
  const checked = (json: Thing): Answered | null => {
    const faults = messageFaults(json.messages);
    if (faults.length === 0) return null;
    const details = faults.map((message) => ({ message, property: message.split(' ')[0] }));
    return refused(400, `The request body has ${faults.length} error(s)`, faults, details);
  };

  const sent = (messages: unknown): Thing[] =>
    (messages as Thing[]).map(() => ({ id: newMessageId(), quoteToken: newToken() }));

  function reply({ asked, json, silent }: Given): Answered {
    if (header(asked, 'x-line-retry-key') !== undefined) {
      return refused(400, 'The retry key is not supported for this endpoint', [
        'X-Line-Retry-Key with reply: LINE answers 400',
      ]);
    }
    const wrong = checked(json);
    if (wrong) return wrong;
    // An expired or used token is a thing that happens; an unknown one is a bug of ours.
    const known = line.tokens.has(String(json.replyToken));
    const person = line.spend(String(json.replyToken));
    if (!person) return refused(400, 'Invalid reply token', known ? [] : ['a reply token LINE never gave out']);
    if (!silent) void line.shows(person, json.messages as Thing[]);
    return ok({ sentMessages: sent(json.messages) });
  }

  /** Push and multicast: repeated with the same key they are accepted once. */
  function keyed(given: Given, send: (given: Given) => Answered): Answered {
    const key = header(given.asked, 'x-line-retry-key');
    if (key === undefined) return send(given);
    if (!uuid.test(key)) return refused(400, 'Invalid retry key', [`X-Line-Retry-Key is no UUID: "${key}"`]);
    const body = createHash('sha256').update(given.asked.bytes).digest('hex');
    const before = line.retryKeys.get(key);
    if (before) {
      return {
        ...refused(
          409,
          'The retry key is already accepted',
          before.body === body ? [] : ['the same retry key with another body'],
        ),
        body: { message: 'The retry key is already accepted', sentMessages: before.sentMessages },
        headers: { 'x-line-accepted-request-id': before.requestId },
      };
    }
    const answer = send(given);
    if (answer.status === 200) {
      const sentMessages = ((answer.body as Thing).sentMessages ?? []) as Thing[];
      line.retryKeys.set(key, { requestId: given.asked.requestId, body, sentMessages });
    }
    return answer;
  }

  function to(userIds: readonly string[], { json, silent }: Given): Answered | null {
    const wrong = checked(json);
    if (wrong) return wrong;
    const strange = userIds.filter((id) => !isUserId(id));
    if (strange.length > 0) {
      return refused(400, "The property, 'to', in the request body is invalid", [`no user id: ${strange.join(', ')}`]);
    }
    const reached = userIds.filter((id) => line.people.get(id)?.state !== 'blocked');
    if (line.quota.limit !== null && line.quota.used + reached.length > line.quota.limit) {
      return refused(429, 'You have reached your monthly limit.');
    }
    if (silent) return null;
    // Per person, not per message; who blocked the account is not counted and not shown anything, and LINE says 200.
    line.quota.used += reached.length;
    for (const id of reached)
      void line.shows(line.people.get(id) ?? line.newPerson({ userId: id }), json.messages as Thing[]);
    return null;
  }

  const push: Operation = (given) =>
    keyed(given, (one) => to([String(one.json.to)], one) ?? ok({ sentMessages: sent(one.json.messages) }));
  const multicast: Operation = (given) => keyed(given, (one) => to(one.json.to as string[], one) ?? ok());
  const validate: Operation = ({ json }) => checked(json) ?? ok();

  const loading: Operation = ({ json }) => {
    const seconds = Number(json.loadingSeconds ?? 20);
    const person = line.people.get(String(json.chatId));
    if (!isUserId(json.chatId)) return refused(400, 'Invalid chatId', ['loading animation for no user id']);
    if (seconds % 5 !== 0) return refused(400, 'Invalid loadingSeconds', ['loadingSeconds must be a multiple of 5']);
    if (person) {
      person.loadingUntil = Date.now() + seconds * 1000;
      line.changed(person.userId);
    }
    return ok({}, 202);
  };

  const profile: Operation = ({ parts: [userId = ''] }) => {
    const person = line.people.get(userId);
    if (!person || person.state === 'blocked') return refused(404, 'Not found');
    return ok({ userId, displayName: person.name, language: person.language });
  };

  const info: Operation = () =>
    ok({
      userId: line.settings.botUserId,
      basicId: '@000standin',
      displayName: line.settings.accountName,
      chatMode: line.settings.chatMode,
      markAsReadMode: line.settings.chatMode === 'bot' ? 'auto' : 'manual',
    });

  const testWebhook: Operation = async ({ json }) => {
    const url = String(json.endpoint ?? line.settings.webhookUrl);
    const { secret, botUserId } = line.settings;
    const { status, reason, body } = await deliver({ url, secret, destination: botUserId }, []);
    return ok({
      success: reason === 'ok',
      timestamp: new Date().toISOString(),
      statusCode: status,
      reason: reason === 'ok' ? 'OK' : reason.toUpperCase(),
      detail: reason === 'ok' ? String(status) : body.slice(0, 200),
    });
  };

  const setWebhook: Operation = ({ json }) => {
    const endpoint = String(json.endpoint);
    if (!endpoint.startsWith('https://') && !/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(endpoint)) {
      return refused(400, 'Invalid webhook endpoint URL', ['a webhook URL must be https']);
    }
    line.settings.webhookUrl = endpoint;
    return ok();
  };

  const makeMenu: Operation = ({ json }) => {
    const faults = richMenuFaults(json);
    if (faults.length > 0)
      return refused(
        400,
        'The rich menu is invalid',
        faults,
        faults.map((message) => ({ message })),
      );
    const richMenuId = newRichMenuId();
    line.richMenus.set(richMenuId, { ...json, richMenuId });
    return ok({ richMenuId });
  };
  const checkMenu: Operation = ({ json }) => {
    const faults = richMenuFaults(json);
    return faults.length > 0 ? refused(400, 'The rich menu is invalid', faults) : ok();
  };
  const withoutImage = ({ image: _, ...menu }: Thing): Thing => menu;
  const menus: Operation = () => ok({ richmenus: [...line.richMenus.values()].map(withoutImage) });
  const menuOf = (
    id: string | undefined,
    then: (menu: Thing & { image?: { type: string; bytes: Buffer } }) => Answered,
  ): Answered => {
    const menu = line.richMenus.get(id ?? '');
    return menu ? then(menu) : refused(404, 'Not found', [`no such rich menu: ${id}`]);
  };
  const dropMenu: Operation = ({ parts: [id] }) =>
    menuOf(id, () => {
      line.richMenus.delete(id ?? '');
      if (line.defaultRichMenu === id) line.defaultRichMenu = null;
      return ok();
    });
  const setImage: Operation = ({ parts: [id], asked }) =>
    menuOf(id, (menu) => {
      const faults = imageFaults(asked, menu);
      if (faults.length > 0) return refused(400, 'Invalid image', faults);
      menu.image = { type: header(asked, 'content-type') ?? '', bytes: asked.bytes };
      return ok();
    });
  const getImage: Operation = ({ parts: [id] }) =>
    menuOf(id, ({ image }) => (image ? { status: 200, body: {}, raw: image } : refused(404, 'Not found')));
  const setDefault: Operation = ({ parts: [id] }) =>
    menuOf(id, ({ image }) => {
      if (!image)
        return refused(400, 'must upload richmenu image before applying it to user', ['a rich menu without a picture']);
      line.defaultRichMenu = id ?? null;
      for (const userId of line.people.keys()) line.changed(userId);
      return ok();
    });
  const linkMenu: Operation = ({ parts: [userId, id] }) =>
    menuOf(id, () => {
      const person = line.people.get(userId ?? '');
      if (person) person.richMenuId = id ?? '';
      return ok();
    });

  const operations: [method: string, path: RegExp, run: Operation][] = [
    ['POST', /^\/v2\/bot\/message\/reply$/, reply],
    ['POST', /^\/v2\/bot\/message\/push$/, push],
    ['POST', /^\/v2\/bot\/message\/multicast$/, multicast],
    ['POST', /^\/v2\/bot\/message\/validate\/(?:reply|push|multicast|broadcast|narrowcast)$/, validate],
    ['GET', /^\/v2\/bot\/profile\/([^/]+)$/, profile],
    ['GET', /^\/v2\/bot\/info$/, info],
    [
      'GET',
      /^\/v2\/bot\/message\/quota$/,
      () => ok(line.quota.limit === null ? { type: 'none' } : { type: 'limited', value: line.quota.limit }),
    ],
    ['GET', /^\/v2\/bot\/message\/quota\/consumption$/, () => ok({ totalUsage: line.quota.used })],
    ['POST', /^\/v2\/bot\/chat\/loading\/start$/, loading],
    ['POST', /^\/v2\/bot\/chat\/markAsRead$/, () => ok()],
    ['POST', /^\/v2\/bot\/(?:group|room)\/[^/]+\/leave$/, () => ok()],
    ['GET', /^\/v2\/bot\/channel\/webhook\/endpoint$/, () => ok({ endpoint: line.settings.webhookUrl, active: true })],
    ['PUT', /^\/v2\/bot\/channel\/webhook\/endpoint$/, setWebhook],
    ['POST', /^\/v2\/bot\/channel\/webhook\/test$/, testWebhook],
    ['POST', /^\/v2\/bot\/richmenu$/, makeMenu],
    ['POST', /^\/v2\/bot\/richmenu\/validate$/, checkMenu],
    ['GET', /^\/v2\/bot\/richmenu\/list$/, menus],
    ['GET', /^\/v2\/bot\/richmenu\/([^/]+)$/, ({ parts: [id] }) => menuOf(id, (menu) => ok(withoutImage(menu)))],
    ['DELETE', /^\/v2\/bot\/richmenu\/([^/]+)$/, dropMenu],
    ['POST', /^\/v2\/bot\/richmenu\/([^/]+)\/content$/, setImage],
    ['GET', /^\/v2\/bot\/richmenu\/([^/]+)\/content$/, getImage],
    ['POST', /^\/v2\/bot\/user\/all\/richmenu\/([^/]+)$/, setDefault],
    [
      'GET',
      /^\/v2\/bot\/user\/all\/richmenu$/,
      () => (line.defaultRichMenu ? ok({ richMenuId: line.defaultRichMenu }) : refused(404, 'no default richmenu')),
    ],
    [
      'DELETE',
      /^\/v2\/bot\/user\/all\/richmenu$/,
      () => {
        line.defaultRichMenu = null;
        return ok();
      },
    ],
    ['POST', /^\/v2\/bot\/user\/([^/]+)\/richmenu\/([^/]+)$/, linkMenu],
    [
      'DELETE',
      /^\/v2\/bot\/user\/([^/]+)\/richmenu$/,
      ({ parts: [userId] }) => {
        delete line.people.get(userId ?? '')?.richMenuId;
        return ok();
      },
    ],
  ];

  /** `silent`: everything is checked and answered as usual, and nobody is shown anything. */
  return async (asked: Asked, silent = false): Promise<Answered> => {
    if (header(asked, 'authorization') !== `Bearer ${line.settings.token}`) {
      const message = 'Authentication failed. Confirm that the access token in the authorization header is valid.';
      return refused(401, message, ['a call without the right channel access token']);
    }
    if (asked.bytes.length > bodyBytes) return refused(413, 'Request Entity Too Large', ['a body over 2 MB']);
    const operation = operations.find(([method, path]) => method === asked.method && path.test(asked.path));
    if (!operation)
      return refused(404, 'Not found', [`${asked.method} ${asked.path} is no operation of this stand-in`]);
    const parts = operation[1].exec(asked.path)?.slice(1) ?? [];
    const schema = schemas?.bodyOf(asked.method, asked.path) ?? null;
    const wantsJson = asked.method !== 'GET' && !asked.path.endsWith('/content') && asked.bytes.length > 0;
    if (!wantsJson && schema === null) return operation[2]({ asked, parts, json: {}, silent });
    const read = readJson(asked, schema !== null || wantsJson);
    if ('status' in read) return read;
    const faults = schema === null ? [] : (schemas?.faults(schema, read.json) ?? []);
    if (faults.length > 0) {
      const details = faults.map((message) => ({ message, property: message.split(' ')[0] }));
      return refused(400, `The request body has ${faults.length} error(s)`, faults, details);
    }
    return operation[2]({ asked, parts, json: read.json, silent });
  };
}

function readJson(asked: Asked, needed: boolean): { json: Thing } | Answered {
  if (asked.bytes.length === 0 && !needed) return { json: {} };
  if (!(header(asked, 'content-type') ?? '').startsWith('application/json')) {
    return refused(415, 'Unsupported Media Type', ['a body that is not application/json']);
  }
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(asked.bytes));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { json: json as Thing };
  } catch {
    // Told below.
  }
  return refused(400, 'The request body could not be parsed as JSON', ['a body that is no JSON object']);
}

/** The picture of a rich menu: PNG or JPEG, at most 1 MB, of the size the menu says. */
function imageFaults(asked: Asked, menu: Thing): string[] {
  const type = header(asked, 'content-type') ?? '';
  const { width, height } = (menu.size ?? {}) as { width?: number; height?: number };
  const isPng = asked.bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  const isJpeg = asked.bytes.subarray(0, 2).equals(Buffer.from('ffd8', 'hex'));
  const measured = isPng ? [asked.bytes.readUInt32BE(16), asked.bytes.readUInt32BE(20)] : null;
  return [
    ...(menu.image ? ['a picture once uploaded cannot be replaced'] : []),
    ...(asked.bytes.length > menuRules.imageBytes
      ? [`the picture has ${asked.bytes.length} bytes, allowed are ${menuRules.imageBytes}`]
      : []),
    ...((isPng && type === 'image/png') || (isJpeg && type === 'image/jpeg')
      ? []
      : [`the picture is no PNG or JPEG, or its type is not told: ${type}`]),
    ...(measured && (measured[0] !== width || measured[1] !== height)
      ? [`the picture has ${measured.join('×')} points, the menu says ${width}×${height}`]
      : []),
  ];
}
