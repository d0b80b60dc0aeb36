/** 대기 and 사례: who waits, one person's case, and what a counsellor does about it. */
import { z } from 'zod';
import { Id, Named, NoticeState, noteOf, Time, WayKind } from './common.ts';

/** SCRIPT 3.2: nine classes of reason, never the item itself. */
export const reasons = [
  'danger-now',
  'risk-words',
  'recent-thoughts',
  'past-attempt',
  'item9',
  'stopped',
  'high-score',
  'worried-other',
  'asked-human',
] as const;
export const Reason = z.enum(reasons);
export type Reason = z.infer<typeof Reason>;

/** SCRIPT 3.4. */
export const outcomes = [
  'safety-confirmed',
  'crisis-intervention',
  'handed-119-112',
  'medical-referral',
  'gatekeeper-follow-up',
  'welfare-referral',
  'other-center',
  'declined-safe',
  'unreachable-three',
  'mistake-or-practice',
] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

export const callOutcomes = [
  'reached',
  'no-answer',
  'message-left',
  'wrong-number',
  'declined',
  'reached-family',
] as const;
export const CallOutcome = z.enum(callOutcomes);
export type CallOutcome = z.infer<typeof CallOutcome>;

export const bestTimes = ['now', 'morning', 'afternoon', 'evening', 'text'] as const;
export const BestTime = z.enum(bestTimes);
export type BestTime = z.infer<typeof BestTime>;

/** A way to reach the resident. Of a number only the last four digits are shown, until it is revealed with a reason;
 *  `ending` is empty where what is stored does not open. `best` null: they chose no time. */
export const Way = z.discriminatedUnion('way', [
  z.object({
    way: z.literal('chat'),
    works: z.enum(['here-now', 'when-they-return', 'any-time', 'cannot-write-first', 'blocked']),
  }),
  z.object({
    way: z.literal('phone'),
    ending: z.string().max(4),
    best: BestTime.nullable(),
    givenAt: Time,
    deleteBy: Time,
  }),
]);
export type Way = z.infer<typeof Way>;

export const needs = ['money', 'work', 'health', 'lonely', 'family', 'home'] as const;
export const Need = z.enum(needs);
export type Need = z.infer<typeof Need>;

export const revealReasons = ['call', 'text', 'emergency', 'correct'] as const;
export const RevealReason = z.enum(revealReasons);
export type RevealReason = z.infer<typeof RevealReason>;

export const tiers = ['low', 'potential', 'high'] as const;
/** 비위험군 · 잠재위험군 · 고위험군 */
export const Tier = z.enum(tiers);
export type Tier = z.infer<typeof Tier>;

export const services = ['119', '112'] as const;
export const Service = z.enum(services);
export type Service = z.infer<typeof Service>;

export const Channel = z.enum(['web', 'line', 'kakao']);

/** One row of 대기. `waitingSince` counts up; `claimBy` is the deadline; both against `now` of the answer (the server's clock). */
export const QueueRow = z.object({
  id: Id,
  /** 훈련: nobody real. */
  drill: z.boolean(),
  priority: z.number().int().min(0).max(3),
  tier: Tier.nullable(),
  reason: Reason,
  /** helper: somebody else taps. same-answers: 답이 모두 같음. declined: they wish no contact. missed: a promised time passed and
   *  they were told. delete-wanted: everything is to be deleted once the case is closed. */
  flags: z.array(z.enum(['helper', 'minor', 'corrected', 'same-answers', 'declined', 'missed', 'delete-wanted'])),
  ageBand: z.string().nullable(),
  channel: Channel,
  /** Their page is in front of them / it is not / their messenger takes words at any time, read or not / never first / they have
   *  blocked us. */
  reach: z.enum(['here-now', 'left', 'any-time', 'cannot-write-first', 'blocked']),
  /** They left a number: when they wish to be called; `text`: a text message first; `any`: they chose no time. Null: no number. */
  phone: z.enum([...bestTimes, 'any']).nullable(),
  openedAt: Time,
  waitingSince: Time,
  /** When it last rang: opened, raised, or a promised time passed. Later than what you know: ring. */
  rangAt: Time,
  claimBy: Time,
  owner: Named.nullable(),
  firstWordAt: Time.nullable(),
  /** Of a case nobody has: how many people were called, and when somebody is called next. */
  called: z.number().int(),
  nextCallAt: Time.nullable(),
  /** When the claim ends unless its owner speaks to them; null: they have, or nobody has it. */
  lapseAt: Time.nullable(),
  /** The owner asked this one to take over, and is responsible until they do. */
  offeredTo: Named.nullable(),
});
export type QueueRow = z.infer<typeof QueueRow>;
/** 긴급, 빠른 and 일반, and a 후속 that somebody has claimed, a hundred at a time. `next`: there are more; ask again with `?after=<next>`.
 *  `waiting`, `emergencies`: how many nobody has claimed, of all pages; counted up to 1,000, which then means "or more". */
export const Queue = z.object({
  now: Time,
  rows: z.array(QueueRow),
  next: z.string().optional(),
  waiting: z.number().int(),
  emergencies: z.number().int(),
});
export type Queue = z.infer<typeof Queue>;
export const QueueQuery = z.object({
  after: z
    .string()
    .regex(/^[0-3]\.\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
});

/** Why, in their own answer. `question` and `answer` are the wording shown to the resident, in their language. */
export const Why = z.object({
  at: Time,
  kind: z.enum([
    'answer',
    'words',
    'button',
    'silence',
    'score',
    'request',
    'missed-promise',
    'delete-wanted',
    'third-party',
  ]),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  rules: z.array(z.string()),
  corrected: z.string().nullable(),
  /** Of `delete-wanted`: the date they were told. */
  deleteBy: Time.optional(),
  /** Of `third-party`: may this agency be told of them? */
  thirdParty: z.object({ agency: z.string(), given: z.boolean() }).optional(),
});
/** A notice that went with an event. `to` null: the team's chat; `way` null: they had none that works. */
export const CaseNotice = z.object({
  to: z.string().nullable(),
  way: WayKind.nullable(),
  state: NoticeState,
});
/** What was heard that is no alarm. `promiseMissed`, `lapsed`: the resident was told so. */
export const News = z.enum([
  'asqNegative',
  'corrected',
  'sameAnswers',
  'declined',
  'promiseMissed',
  'lapsed',
  'thirdParty',
  'deleteWanted',
  'deleteKept',
]);
export const CaseEvent = z.object({
  at: Time,
  kind: z.enum([
    'opened',
    'raised',
    'noted',
    'claimed',
    'spoke',
    'asked',
    'called',
    'judged',
    'wrote',
    'summoned',
    'handed-back',
    'released',
    'checked',
    'closed',
    'paged',
    'unreached',
    'exhausted',
    'lapsed',
    'offered',
    'offer-ended',
    'promise-missed',
  ]),
  priority: z.number().int().nullable(),
  tier: z.string().nullable(),
  rules: z.array(z.string()),
  by: z.string().nullable(),
  /** What the counsellor wrote down with it: a note, or the reason of a judged tier, a case given back, a closing. */
  note: z.string().optional(),
  /** Of `summoned`: who was called together. */
  services: z.array(Service).optional(),
  /** Of `offered`: who was asked. */
  to: z.string().optional(),
  /** Of `noted`. */
  news: News.optional(),
  /** Who was told with it, and what came of it. */
  notices: z.array(CaseNotice).optional(),
});
/** `answers[].was`: the answer that alarmed first, when it was changed with 이전. */
export const ScreeningSummary = z.object({
  instrument: z.string(),
  title: z.string(),
  status: z.enum(['running', 'finished', 'stopped']),
  startedAt: Time,
  endedAt: Time.nullable(),
  total: z.number().nullable(),
  max: z.number().nullable(),
  band: z.string().nullable(),
  /** Of an instrument without a total, once it is finished: any yes, and a yes to the acute question. */
  screen: z.enum(['negative', 'positive', 'acute']).nullable(),
  missing: z.number().nullable(),
  brokeAt: z.string().nullable(),
  rules: z.array(z.string()),
  instrumentVersion: z.string(),
  wordingVersion: z.string(),
  /** Somebody else tapped; whether the phone was handed back before the private questions (null: not asked). */
  helped: z.boolean(),
  handedOver: z.boolean().nullable(),
  /** 답이 모두 같음, though some items are asked the other way round. */
  sameAnswers: z.boolean(),
  answers: z.array(
    z.object({
      key: z.string(),
      question: z.string(),
      answer: z.string(),
      at: Time,
      alarm: z.boolean(),
      was: z.string().optional(),
    }),
  ),
});
/** An instrument with its cut-offs as drawn: a band reaches from its `from` up to the next one. Without a total: no bands. */
export const Scale = z.object({
  instrument: z.string(),
  title: z.string(),
  max: z.number().nullable(),
  bands: z.array(z.object({ from: z.number().int(), band: z.string() })),
});
/** Another case of the same person. */
export const OtherCase = z.object({
  id: Id,
  openedAt: Time,
  closedAt: Time.nullable(),
  outcome: Outcome.nullable(),
  tier: Tier.nullable(),
  reason: Reason,
});
/** What must be so before some outcomes: `attempts` calls that did not reach the person themself, and whoever may (`leads`) has
 *  looked after the last of them, for `unreachable-three`; the eight weeks for `crisis-intervention`. */
export const Closing = z.object({
  attempts: z.number().int(),
  checked: z.object({ by: z.string(), at: Time }).nullable(),
  leads: z.array(z.string()),
  hasPlan: z.boolean(),
});
export const CallRow = z.object({ at: Time, by: z.string(), outcome: CallOutcome, note: z.string().nullable() });

export const Case = z.object({
  now: Time,
  row: QueueRow,
  /** The fence of the present claim; every write carries it. */
  fence: z.number().int(),
  /** How far the conversation has gone in what is shown here; a close and a hand-back say it, and are refused (409 `news_since`) if there is more. So
   *  does a judged tier, and is refused (409 `alarm_since`) if something rang after it. */
  rev: z.number().int(),
  mine: z.boolean(),
  closedAt: Time.nullable(),
  outcome: Outcome.nullable(),
  /** Since when the program has the talk again, though the case is still its owner's. */
  handedBackAt: Time.nullable(),
  /** Who confirmed or set the tier as it stands; null: only the program has. */
  judged: z.object({ by: z.string(), at: Time, reason: z.string().nullable() }).nullable(),
  /** The poster or plate whose code they came by. */
  place: z.object({ campaign: z.string(), placement: z.string() }).nullable(),
  /** The person's other cases, the newest first. */
  others: z.array(OtherCase),
  closing: Closing,
  why: z.array(Why),
  events: z.array(CaseEvent),
  screenings: z.array(ScreeningSummary),
  /** Of every instrument among the screenings. */
  scales: z.array(Scale),
  calls: z.array(CallRow),
  /** When the resident's page or channel was last heard of. */
  seenAt: Time.nullable(),
  /** Every way to reach them, the one to use first at the top. */
  ways: z.array(Way),
  /** By when they were told that somebody will have read it; null: nothing promised, or it is over. */
  promisedBy: Time.nullable(),
  /** What they answered when asked how to be contacted; null: not asked yet. */
  contactWish: z.enum(['phone', 'chat', 'none']).nullable(),
  needs: z.array(z.object({ about: Need, at: Time, done: z.boolean() })),
  lang: z.enum(['ko', 'en']),
  /** Draft offered for the first word (SCRIPT human.first). */
  firstWord: z.string(),
});
export type Case = z.infer<typeof Case>;

/** The talk, oldest first: what the resident wrote or tapped, what the program said, what a person said. */
export const TalkLine = z.object({
  rev: z.number().int(),
  at: Time,
  from: z.enum(['resident', 'program', 'counsellor']),
  name: z.string().nullable(),
  text: z.string(),
  /** For a counsellor's words: when they reached the resident's screen; null where nobody tells. */
  shownAt: Time.nullable(),
  /** For a counsellor's words by a messenger that takes them at any time: when it took them (null: not yet). Whether they were seen it does
   *  not tell. */
  taken: z.object({ by: Channel, at: Time.nullable() }).nullable(),
});
/** from, to: the first and last turn of this page (0 without any), which may have no line. */
export const Talk = z.object({
  lines: z.array(TalkLine),
  more: z.boolean(),
  from: z.number().int(),
  to: z.number().int(),
});
export type Talk = z.infer<typeof Talk>;
/** Turns before this `rev` (`from` of the page you have); without it the last ones. A page holds the lines of 100 turns. */
export const TalkQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
});

/** Of a claim; a database integer. */
const Fence = z.number().int().min(0).max(2_147_483_647);
export const Claimed = z.object({ fence: z.number().int() });
/** The case's `rev` when the call was made, or the words were written: what has rung since goes on ringing. */
const ReadRev = z.number().int().min(0).max(2_147_483_647);
export const Say = z.strictObject({
  fence: Fence,
  text: z.string().trim().min(1).max(2000),
  rev: ReadRev.optional(),
});
export const LogCall = z.strictObject({
  fence: Fence,
  outcome: CallOutcome,
  note: z.string().max(2000).optional(),
  rev: ReadRev.optional(),
});
export const Close = z.strictObject({
  fence: Fence,
  outcome: Outcome,
  note: z.string().max(2000).optional(),
  rev: z.number().int().min(0).optional(),
});

/** A person confirms the tier, or sets another one; only a person lowers it. */
export const Judge = z.strictObject({
  fence: Fence,
  tier: Tier,
  reason: noteOf(500),
  rev: ReadRev.optional(),
});
export const WriteNote = z.strictObject({ fence: Fence, text: noteOf(2000) });
/** 119 or 112 was called together: logged each time, with the ground of urgent life. */
export const Summon = z.strictObject({
  fence: Fence,
  services: z.array(Service).min(1).max(2),
  note: noteOf(2000).optional(),
  rev: ReadRev.optional(),
});
export const HandBack = z.strictObject({ fence: Fence, rev: z.number().int().min(0).optional() });
export const Release = z.strictObject({ fence: Fence, reason: noteOf(200) });
/** Asks a colleague who takes duty to take the case over. */
export const OfferCase = z.strictObject({ fence: Fence, staffId: Id, note: noteOf(500).optional() });
/** `fence`: of the claim that was offered. */
export const AcceptCase = z.strictObject({ fence: Fence });
/** Whom a case may be offered to: counsellors and leads whose account works, without whoever asks. */
export const Takers = z.object({ takers: z.array(Named.extend({ onDuty: z.boolean() })) });
/** Whoever decides where a counsellor may not alone has looked at a person nobody reaches. */
export const Check = z.strictObject({ note: noteOf(2000).optional() });

/** Shows the number, with a reason that stays in the audit trail. */
export const Reveal = z.strictObject({ reason: RevealReason });
export const Revealed = z.object({ number: z.string() });
/** Asks the resident, in the conversation, whether another agency may be told (their own consent for it). */
export const AskThirdParty = z.strictObject({
  fence: Fence,
  // It stands in the sentence the resident agrees to: no mark that turns the words around it.
  agency: z
    .string()
    .trim()
    .min(2)
    .max(60)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}<>]*$/u),
});

/** GET /api/stream: `event: case`, `id:` a cursor to send back as Last-Event-ID. Missed changes are replayed, and a change
 *  may come twice. First comes one `event: ready` (data `{ "now": … }`): ask for the queue then, and nothing is missed.
 *  `rings`: since the cursor it was opened, raised, or a promised time passed, and this stream has not said so yet. */
export const StreamCase = z.object({ id: Id, changedAt: Time, priority: z.number().int(), rings: z.boolean() });

export const caseRoutes = {
  queue: { method: 'get', path: '/api/queue', needs: 'queue', query: QueueQuery, body: null, out: Queue },
  stream: { method: 'get', path: '/api/stream', needs: 'queue', body: null, out: StreamCase, streams: true },
  case: { method: 'get', path: '/api/cases/:id', needs: 'case', body: null, out: Case },
  talk: { method: 'get', path: '/api/cases/:id/talk', needs: 'case', query: TalkQuery, body: null, out: Talk },
  claim: { method: 'post', path: '/api/cases/:id/claim', needs: 'claim', body: null, out: Claimed },
  say: { method: 'post', path: '/api/cases/:id/say', needs: 'claim', body: Say, out: null },
  logCall: { method: 'post', path: '/api/cases/:id/calls', needs: 'claim', body: LogCall, out: null },
  reveal: { method: 'post', path: '/api/cases/:id/reveal', needs: 'claim', body: Reveal, out: Revealed },
  askThirdParty: {
    method: 'post',
    path: '/api/cases/:id/ask-third-party',
    needs: 'claim',
    body: AskThirdParty,
    out: null,
  },
  judge: { method: 'post', path: '/api/cases/:id/tier', needs: 'claim', body: Judge, out: null },
  writeNote: { method: 'post', path: '/api/cases/:id/notes', needs: 'claim', body: WriteNote, out: null },
  summon: { method: 'post', path: '/api/cases/:id/summon', needs: 'claim', body: Summon, out: null },
  handBack: { method: 'post', path: '/api/cases/:id/hand-back', needs: 'claim', body: HandBack, out: null },
  release: { method: 'post', path: '/api/cases/:id/release', needs: 'claim', body: Release, out: null },
  check: { method: 'post', path: '/api/cases/:id/check', needs: 'check', body: Check, out: null },
  takers: { method: 'get', path: '/api/takers', needs: 'claim', body: null, out: Takers },
  offer: { method: 'post', path: '/api/cases/:id/offer', needs: 'claim', body: OfferCase, out: null },
  accept: { method: 'post', path: '/api/cases/:id/accept', needs: 'claim', body: AcceptCase, out: Claimed },
  endOffer: { method: 'post', path: '/api/cases/:id/offer/end', needs: 'claim', body: null, out: null },
  close: { method: 'post', path: '/api/cases/:id/close', needs: 'claim', body: Close, out: null },
} as const;
