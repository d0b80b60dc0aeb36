/** E-mail, by the centre's own mail server. */
import { createTransport, type Transporter } from 'nodemailer';
import type { MailConfig } from '../config/notices.ts';
import { isMailAddress } from '../mailAddress.ts';
import { withinMs } from '../within.ts';
import type { Delivery, Notifier } from './notice.ts';
import { mailWords } from './words.ts';

export function mailNotifier(mail: MailConfig): Notifier {
  const host = mail.from.slice(mail.from.indexOf('@') + 1);
  return {
    kind: 'email',
    read(typed) {
      const address = typeof typed === 'string' && typed.length <= 254 ? typed.trim() : '';
      if (!isMailAddress(address)) return { wrong };
      return { to: address, same: address.toLowerCase(), label: masked(address) };
    },
    async send(to, notice, deadlineMs): Promise<Delivery> {
      // Once more, beside the library's own care: what stands in the store was checked when it was typed.
      if (!isMailAddress(to)) return { type: 'refused', why: 'not an address' };
      const { subject, text } = mailWords(notice);
      const transport = transportOf(mail, deadlineMs);
      const sent = transport.sendMail({
        from: mail.from,
        to,
        subject,
        text,
        // The same page again is the same letter: readers show it once.
        messageId: `<${notice.key ?? notice.id}@${host}>`,
        priority: 'high',
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      try {
        const { messageId } = await withinMs(deadlineMs, sent);
        return { type: 'accepted', providerId: messageId };
      } catch (error) {
        return deliveryOf(error);
      } finally {
        transport.close();
      }
    },
  };
}

/** Connects and signs in, and sends nothing. null: all is well. */
export async function mailFault(mail: MailConfig, deadlineMs: number): Promise<string | null> {
  return await faultOf(transportOf(mail, deadlineMs), deadlineMs);
}

/** As mailFault, of any mail server. */
export async function faultOf(transport: Pick<Transporter, 'verify' | 'close'>, deadlineMs: number) {
  try {
    await withinMs(deadlineMs, transport.verify());
    return null;
  } catch (error) {
    const delivery = deliveryOf(error);
    return 'why' in delivery ? delivery.why : 'it refused';
  } finally {
    transport.close();
  }
}

/** A connection for each letter: one that hangs holds nothing else up, and ends by itself. */
const transportOf = (mail: MailConfig, deadlineMs: number) =>
  createTransport({
    host: mail.host,
    port: mail.port,
    secure: mail.tls === 'implicit',
    requireTLS: mail.tls === 'required',
    ignoreTLS: mail.tls === 'none',
    ...(mail.login ? { auth: { user: mail.login.user, pass: mail.login.password } } : {}),
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

const wrong = {
  ko: '이메일 주소 하나를 적어 주세요. 예: kim@center.example.kr',
  en: 'Write one e-mail address, e.g. kim@center.example.kr',
};

/** k…@center.example.kr */
const masked = (address: string): string => `${address.slice(0, 1)}…${address.slice(address.indexOf('@'))}`;

/** RFC 5321, 3463: 5yz is for good, and x.1.x is about the address; everything else may be better later. */
function deliveryOf(error: unknown): Delivery {
  const { responseCode, response, code } = error as { responseCode?: number; response?: string; code?: string };
  const why = responseCode ? `the mail server said ${responseCode}` : plain(code);
  const isAboutAddress =
    code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 550 && responseCode < 560;
  if (isAboutAddress && /^5\d\d[ -]5\.1\.[1-36]/.test(response ?? '')) return { type: 'gone', why };
  if (isAboutAddress || code === 'EMESSAGE') return { type: 'refused', why };
  return { type: 'later', why };
}

const plain = (code: string | undefined): string =>
  code !== undefined && /^[A-Z]{2,20}$/.test(code) ? code : 'no answer in time';
