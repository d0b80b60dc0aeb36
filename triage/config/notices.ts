/** How staff are told outside the desk: the mail server, and where notices may go. */
import { z } from 'zod';
import { isMailAddress } from '../mailAddress.ts';
import {
  type Fault,
  type Given,
  isHost,
  isUrl,
  mailServer,
  missing,
  nullable,
  oneOf,
  type ValuesOf,
} from './setting.ts';

export interface NoticeConfig {
  /** null: no mail is sent. */
  mail: MailConfig | null;
  /** Whom a push service may write to about us (VAPID `sub`): `mailto:…` or `https://…`. */
  contact: string;
  /** Names and addresses inside the centre's network that hooks and team chats may lead to, lower case. */
  privateHosts: string[];
}

export interface MailConfig {
  host: string;
  port: number;
  login: { user: string; password: string } | null;
  /** implicit: TLS from the first byte. required: STARTTLS or nothing is sent. none: plain, inside a machine or a closed network. */
  tls: 'implicit' | 'required' | 'none';
  from: string;
}

export const noticeSettings = {
  SMTP_URL: nullable({
    schema: mailServer,
    allowed:
      'smtps://user:password@host:465 (TLS from the start) or smtp://user:password@host:587 (STARTTLS), with special characters of the password percent-encoded',
    remedy: 'copy it from your mail provider, or leave it unset: then no mail is sent',
  }),
  SMTP_TLS: oneOf(['required', 'none'] as const, 'required'),
  SMTP_FROM: nullable({
    schema: z.string().refine(isMailAddress, 'is not one e-mail address'),
    allowed: 'one e-mail address, without a name, e.g. notice@center.example.kr',
    remedy: 'write the address the mail server lets you send from',
  }),
  NOTICE_CONTACT: nullable({
    schema: z.string().refine(isContact, 'is neither mailto: and an address nor an https address'),
    allowed: 'mailto:somebody@center.example.kr or https://…',
    remedy: 'write where push services may reach whoever looks after this installation, or leave it unset',
  }),
  NOTICE_PRIVATE_HOSTS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim().toLowerCase()))
      .refine((all) => all.every(isHost), 'is no list of hosts'),
    fallback: [] as string[],
    allowed: 'host names or addresses with commas between, without ports',
    remedy: 'name only gateways inside your own network that staff are told through, or leave it unset',
  },
};

export const noticeFaults = (given: Given<typeof noticeSettings>): Fault[] =>
  given('SMTP_URL') && !given('SMTP_FROM') ? [missing('SMTP_FROM', 'SMTP_URL is set', noticeSettings.SMTP_FROM)] : [];

export const noticesOf = (values: ValuesOf<typeof noticeSettings>, deskUrl: string): NoticeConfig => ({
  mail:
    values.SMTP_URL && values.SMTP_FROM ? mailOf(new URL(values.SMTP_URL), values.SMTP_TLS, values.SMTP_FROM) : null,
  contact: values.NOTICE_CONTACT ?? contactOf(deskUrl, values.SMTP_FROM),
  privateHosts: values.NOTICE_PRIVATE_HOSTS,
});

function mailOf(url: URL, tls: 'required' | 'none', from: string): MailConfig {
  const isImplicit = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isImplicit ? 465 : 587),
    login: user ? { user, password: decodeURIComponent(url.password) } : null,
    tls: isImplicit ? 'implicit' : tls,
    from,
  };
}

/** Push services want one; some refuse what is no public address. */
function contactOf(deskUrl: string, from: string | null): string {
  if (from !== null) return `mailto:${from}`;
  return deskUrl.startsWith('https:') ? deskUrl : 'mailto:nobody@example.com';
}

function isContact(text: string): boolean {
  return text.startsWith('mailto:') ? isMailAddress(text.slice('mailto:'.length)) : isUrl(text, ['https:']);
}
