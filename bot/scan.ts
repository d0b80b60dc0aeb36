/** GET /c/:code: somebody scanned a poster or typed its address. They get a page that leads on whatever the code is and whatever is
 *  broken behind it; that it was opened is counted afterwards, without who or from where. */
import type { Request, RequestHandler, Response } from 'express';
import { isbot } from 'isbot';
import type { Facts } from '../flows/invitation.ts';
import type { Lang } from '../flows/protocol.ts';
import type { Clock, NewId } from '../triage/clock.ts';
import { readCode } from '../triage/code.ts';
import { dayOf } from '../triage/days.ts';
import type { Center } from '../triage/store/centers.ts';
import type { Scan } from '../triage/store/scans.ts';
import type { Door } from './channels/channel.ts';
import { langOf } from './failure.ts';
import { landingPage } from './landing.ts';
import type { Log } from './log.ts';
import { faultOf } from './log.ts';
import type { Pace } from './pace.ts';
import { withinMs } from './within.ts';

export interface ScanDeps {
  center: () => Promise<Pick<Center, 'id' | 'name' | 'phone' | 'hours'>>;
  /** See rememberedPlacements in placements.ts. */
  placementFor: (code: string) => Promise<string | null>;
  scanned: (scan: Scan) => Promise<void>;
  pace: Pick<Pace, 'network'>;
  /** Ways into the messengers that are set up. */
  doors: readonly Door[];
  clock: Clock;
  newId: NewId;
  log: Log;
  pageDir: string;
}

const factsMs = 1_000;
const unknown: Facts = { center: null, phone: null, hours: null };

/** What a code turned out to be. `away`: nobody could be asked, so it is taken for a good one. */
type Found = { placementId: string } | 'nobody' | 'away';

/** Answers 200 with the page, always. `:code` may be missing. */
export function scanLanding(deps: ScanDeps): RequestHandler {
  const draw = landingPage(deps.pageDir);
  return async (req, res) => {
    const typed = typedOf(req);
    const code = readCode(typed);
    const [found, facts] = await Promise.all([find(deps, code), factsOf(deps)]);
    const old = typed !== '' && found === 'nobody';
    const html = await draw({ lang: langOfPage(req), facts, code: old ? null : code, old, doors: deps.doors });
    if (typed !== '' && isCounted(req) && (await deps.pace.network(req.ip ?? '')) === 0) {
      res.once('finish', () => void count(deps, code, found, deviceOf(req.get('user-agent') ?? '')));
    }
    res.type('html').set('content-language', langOfPage(req)).send(html);
  };
}

const typedOf = (req: Request): string => [req.params.code ?? []].flat().join('/');

async function find({ placementFor, log }: ScanDeps, code: string | null): Promise<Found> {
  if (code === null) return 'nobody';
  try {
    const placementId = await placementFor(code);
    return placementId === null ? 'nobody' : { placementId };
  } catch (error) {
    log.warn(faultOf(error), 'a code could not be looked up; its page comes all the same');
    return 'away';
  }
}

async function factsOf({ center }: ScanDeps): Promise<Facts> {
  try {
    const { name, phone, hours } = await withinMs(factsMs, center());
    return { center: name, phone, hours };
  } catch {
    return unknown;
  }
}

/** The answer is on its way: a count that fails costs nobody anything. */
async function count(deps: ScanDeps, code: string | null, found: Found, device: Scan['device']): Promise<void> {
  try {
    const id = deps.newId();
    const again = found === 'away' && code !== null ? await deps.placementFor(code) : null;
    const placementId = typeof found === 'object' ? found.placementId : again;
    const { id: centerId } = await deps.center();
    await deps.scanned({ id, day: dayOf(deps.clock()), centerId, placementId, device });
  } catch (error) {
    deps.log.warn(faultOf(error), 'an opened page could not be counted');
  }
}

/** A person's browser that shows the page now. Not: HEAD, programs and link previews, pages fetched before anybody asked, and the
 *  same page once more in another language. */
function isCounted(req: Request): boolean {
  const agent = req.get('user-agent') ?? '';
  if (req.method !== 'GET' || req.query.lang !== undefined) return false;
  if (agent === '' || isbot(agent)) return false;
  const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => req.get(name) ?? '').join(' ');
  return !/prefetch|prerender|preview/i.test(purpose);
}

/** No more than which of the two phones. An iPad that says it is a Mac counts as other. */
function deviceOf(agent: string): Scan['device'] {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  return agent.includes('Android') ? 'android' : 'other';
}

function langOfPage(req: Request): Lang {
  const { lang } = req.query;
  return lang === 'ko' || lang === 'en' ? lang : langOf(req.get('accept-language'));
}

/** The frame of the page is no page of its own. */
export const noFrame = (_req: Request, res: Response): void => res.redirect(302, '/chat');
