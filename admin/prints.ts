/** What is printed: the words of a poster with the facts of the centre, addresses and their QR codes. */
import { posterText } from '../flows/invitation.ts';
import { Refused } from '../triage/errors.ts';
import { readCampaign } from '../triage/store/campaigns.ts';
import { readCenter } from '../triage/store/centers.ts';
import { type PlacementRow, placementsByCode, readPlacement, readPlacements } from '../triage/store/placements.ts';
import type { Prints } from './contract.ts';
import type { DeskDeps, Handlers } from './handler.ts';
import { qrOf, qrPng, qrSvg } from './qr.ts';

/** Sheets of one print job: more is a stack nobody checks. */
const sheets = 100;

export function printHandlers({ db, publicUrl }: DeskDeps): Pick<Handlers, 'poster' | 'posters' | 'qrSvg' | 'qrPng'> {
  const addressOf = ({ code }: PlacementRow): string => `${publicUrl}/c/${code}`;

  const found = async (centerId: string, id: string): Promise<PlacementRow> => {
    const row = await readPlacement(db, centerId, id);
    if (!row) throw notFound();
    return row;
  };

  async function prints(
    centerId: string,
    campaignId: string,
    placements: readonly PlacementRow[],
    lang: 'ko' | 'en' = 'ko',
  ): Promise<Prints> {
    const campaign = await readCampaign(db, centerId, campaignId);
    const center = await readCenter(db.query, centerId);
    if (!campaign || !center) throw notFound();
    return {
      campaign: { id: campaign.id, name: campaign.name },
      lang,
      words: posterText(lang, { center: center.name, phone: center.phone, hours: center.hours }),
      placements: placements.map((one) => ({
        id: one.id,
        name: one.name,
        spot: one.spot,
        code: one.code,
        address: addressOf(one).replace(/^https?:\/\//, ''),
        qr: qrOf(addressOf(one)),
      })),
    };
  }

  return {
    async poster({ session, id, query }) {
      const placement = await found(session.centerId, id);
      return prints(session.centerId, placement.campaignId, [placement], query.lang);
    },

    async posters({ session, id, query }) {
      const { centerId } = session;
      if (query.codes !== undefined) {
        return prints(centerId, id, await placementsByCode(db, centerId, id, query.codes.split(',')), query.lang);
      }
      const { rows, next } = await hanging(centerId, id, Number(query.after ?? 0));
      return { ...(await prints(centerId, id, rows, query.lang)), ...(next ? { next } : {}) };
    },

    async qrSvg({ session, id }) {
      const placement = await found(session.centerId, id);
      return { name: `qr-${placement.code}.svg`, bytes: qrSvg(addressOf(placement)) };
    },

    async qrPng({ session, id }) {
      const placement = await found(session.centerId, id);
      return { name: `qr-${placement.code}.png`, bytes: qrPng(addressOf(placement)) };
    },
  };

  /** The next hundred that were not taken down. */
  async function hanging(centerId: string, campaignId: string, after: number) {
    const rows = await readPlacements(db, centerId, campaignId, after, sheets + 1, true);
    const shown = rows.slice(0, sheets);
    return { rows: shown, next: rows.length > sheets ? String(shown.at(-1)?.nth) : null };
  }
}

const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such placement');
