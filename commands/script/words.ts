/** Plain words for everything the machine and the rule table name. A name without its words fails tests/commands: add a line here.
 *
 *  The names are the code's own; what leads where is never written here, it is read from the machine (paths.ts). */
import type { RiskClass } from '../../flows/lexicon.ts';
import type { TextKey } from '../../flows/wording.ts';

export interface Words {
  readonly ko: string;
  readonly en: string;
}
type Table<More = unknown> = Readonly<Record<string, Words & More>>;

/** The diagrams, in the order of a conversation. */
export const parts = {
  beginning: { ko: '시작: 첫인사에서 동의까지', en: 'Beginning: from the greeting to consent' },
  questions: { ko: '질문과 결과', en: 'Questions and result' },
  danger: { ko: '위험할 때', en: 'Danger' },
  people: { ko: '기다림과 사람', en: 'Waiting and people' },
  end: { ko: '쉬기, 돌아오기, 마침', en: 'Rest, coming back, the end' },
} as const;
export type Part = keyof typeof parts;

export const states: Table<{ part: Part }> = {
  new: { part: 'beginning', ko: '아직 아무 말도 없음', en: 'Nothing said yet' },
  greeting: { part: 'beginning', ko: '첫인사', en: 'Greeting' },
  hard: { part: 'beginning', ko: '지금 많이 힘든 분', en: 'Struggling now' },
  worried: { part: 'beginning', ko: '다른 분을 걱정하는 분', en: 'Worried about someone' },
  age: { part: 'beginning', ko: '나이', en: 'Age' },
  visit: { part: 'beginning', ko: '검사를 시작해도 되는지', en: 'May the questions begin?' },
  shut: { part: 'beginning', ko: '검사 대신 사람', en: 'A person instead of questions' },
  helper: { part: 'beginning', ko: '누가 누르는지(65세부터)', en: 'Who is tapping (from 65)' },
  child: { part: 'beginning', ko: '13세 이하', en: '13 or under' },
  consent: { part: 'beginning', ko: '동의', en: 'Consent' },
  item: { part: 'questions', ko: '검사 질문', en: 'Questionnaire items' },
  handOver: { part: 'questions', ko: '휴대폰을 본인에게', en: 'Hand over the phone' },
  settling: { part: 'questions', ko: '모두 답함', en: 'All is answered' },
  result: { part: 'questions', ko: '결과', en: 'Result' },
  next: { part: 'questions', ko: '연락을 원하는지', en: 'Contact wanted?' },
  needs: { part: 'questions', ko: '더 필요한 도움', en: 'What else is needed' },
  again: { part: 'questions', ko: '안부를 남길지', en: 'A reminder?' },
  crisisNext: { part: 'danger', ko: '안전 카드와 세 갈래', en: 'Crisis card, three ways on' },
  check: { part: 'danger', ko: '죽고 싶은 마음이 드는지', en: 'Asked about dying' },
  danger: { part: 'danger', ko: '지금 위험', en: 'Danger now' },
  endangered: { part: 'danger', ko: '위험, 사람을 기다림', en: 'In danger, people are called' },
  contact: { part: 'people', ko: '전화해도 되는지', en: 'May we call?' },
  contactNumber: { part: 'people', ko: '전화번호', en: 'The number' },
  contactWhen: { part: 'people', ko: '언제 전화할지', en: 'When to call' },
  reached: { part: 'people', ko: '연락 방법을 정함', en: 'Contact is settled' },
  thirdParty: { part: 'people', ko: '다른 기관에 알려도 되는지', en: 'May an agency be told?' },
  waiting: { part: 'people', ko: '상담사를 기다림', en: 'Waiting for a counsellor' },
  worse: { part: 'people', ko: '더 힘들어짐', en: 'It got worse' },
  resumeCase: { part: 'people', ko: '상담사의 글이 와 있음', en: 'A counsellor’s words wait' },
  onward: { part: 'end', ko: '하던 데로', en: 'Back to where it was' },
  paused: { part: 'end', ko: '쉬는 중', en: 'Paused' },
  resume: { part: 'end', ko: '다시 옴(하루 안)', en: 'Back within a day' },
  resumeOld: { part: 'end', ko: '다시 옴(하루 뒤)', en: 'Back after a day' },
  rest: { part: 'end', ko: '마침', en: 'At rest' },
};

export const events: Table = {
  ANSWER: { ko: '답을 고름', en: 'an answer' },
  OPENED: { ko: '화면을 엶', en: 'the page is opened' },
  AGED: { ko: '질문 중에 하루 넘게 지나 돌아옴', en: 'back after more than a day, in the middle of the questions' },
  RISK: { ko: '위험한 글', en: 'risk words' },
  DANGER: { ko: '‘지금 위험해요’ 버튼', en: 'button: I am in danger now' },
  OTHER_DANGER: { ko: '‘그분이 지금 위험해요’ 버튼', en: 'button: they are in danger now' },
  LATE: { ko: '지나간 질문에서 위험 신호인 답을 누름', en: 'an alarming answer tapped at an earlier question' },
  WORSE: { ko: '‘더 힘들어졌어요’ 버튼', en: 'button: it got worse' },
  HUMAN: { ko: '‘상담사’', en: '“counsellor”' },
  HELP: { ko: '‘도움’', en: '“help”' },
  DELETE: { ko: '‘삭제’', en: '“delete”' },
  FORGET: { ko: '‘모두 지워 주세요’ 버튼', en: 'button: delete all' },
  REPEAT: { ko: '‘다시’', en: '“repeat”' },
  RESUME: { ko: '‘이어하기’', en: '“go on”' },
  START: { ko: '‘시작’', en: '“start”' },
  BACK: { ko: '‘이전’', en: '“back”' },
  STALE: { ko: '지나간 질문의 다른 버튼', en: 'any other old button' },
  PAUSE: { ko: '‘쉬기’', en: '“pause”' },
  MEDIA: { ko: '사진·스티커·음성', en: 'a picture, sticker or voice' },
  STOP: { ko: '‘그만’', en: '“stop”' },
  RESTART: { ko: '‘처음’', en: '“start over”' },
  WORDS: { ko: '답도 명령도 아닌 글', en: 'words that are neither answer nor command' },
  SILENCE: { ko: '말이 없음', en: 'silence' },
  CLAIMED: { ko: '상담사가 맡음', en: 'a counsellor claims it' },
  SPOKE: { ko: '상담사가 글을 씀', en: 'a counsellor writes' },
  CLOSED: { ko: '상담사가 마치고 닫음', en: 'a counsellor closes the case' },
  ROUTED: { ko: '규칙표가 다음을 정함', en: 'the rule table decides what is next' },
  NUMBER: { ko: '전화번호를 씀', en: 'a phone number is written' },
  LATE_PROMISE: { ko: '약속한 시간이 됨', en: 'a promised time has come' },
  LAPSED: { ko: '맡은 상담사가 사례를 내놓음', en: 'a case was given back' },
  AGAIN: { ko: '안부를 여쭙기로 한 때', en: 'the reminder is due' },
  EXPIRED: { ko: '더 간직할 수 없는 때', en: 'nothing may be kept any longer' },
  ASKS: { ko: '상담사가 다른 기관에 알려도 될지 물음', en: 'a counsellor asks whether to tell an agency' },
  /** Not an event: a step the machine takes by itself. */
  '': { ko: '저절로', en: 'by itself' },
};

/** Conditions. `{x}` is what the machine names there: a choice, a place, a route. */
export const guards: Table = {
  handOverNext: { ko: '도와주는 분이 있고 다음이 ASQ', en: 'with a helper, and ASQ is next' },
  handOverFirst: {
    ko: '도와주는 분이 있고 휴대폰을 아직 건네지 않음',
    en: 'with a helper, the phone not yet handed over',
  },
  elder: { ko: '65세 이상', en: '65 or over' },
  shut: { ko: '이 언어의 질문지에 아직 서명이 없음', en: 'nobody has signed for the questions in this language' },
  shutForAge: { ko: '이 나이의 질문지에 아직 서명이 없음', en: 'nobody has signed for the questions of this age' },
  routed: { ko: '모두 답했고 규칙표가 답함', en: 'all is answered and the rule table has spoken' },
  contactFirst: {
    ko: '모두 답했고 상담사가 연락할 분인데 아직 묻지 않음',
    en: 'all is answered, a counsellor will contact them, not asked how yet',
  },
  mayAskContact: { ko: '14세부터, 연락 방법을 아직 묻지 않음', en: 'from 14, not asked yet how to reach them' },
  mayAskNeed: { ko: '위험 신호 없이 결과까지 들은 분', en: 'after a result without any alarm' },
  misreadThrice: { ko: '세 번 읽지 못함', en: 'could not be read three times' },
  goesTo: { ko: '{x}', en: '{x}' },
  unreached: { ko: '연락 방법을 아직 묻지 않음', en: 'not asked yet how to reach them' },
  deletable: {
    ko: '지워 달라고 했거나 기록할 것이 없었고, 열린 사례 없음',
    en: 'deletion was asked for or nothing was recorded, and no case is open',
  },
  deleteWanted: { ko: '지워 달라고 함', en: 'deletion was asked for' },
  resting: { ko: '열린 사례도 하던 질문도 없음', en: 'no open case, nothing going on' },
  chose: { ko: '{x}', en: '{x}' },
  betweenVisits: { ko: '질문 중이 아님', en: 'not in the middle of the questions' },
  acute: { ko: 'ASQ 5번에 ‘예’', en: 'yes on ASQ 5' },
  firstAlarm: { ko: '이번 일의 첫 위험 신호인 답', en: 'the first alarming answer of the episode' },
  lastItem: { ko: '마지막 질문이었음', en: 'it was the last item' },
  hasPrevious: { ko: '앞 질문이 있음', en: 'there is an item before' },
  midVisit: { ko: '질문 중', en: 'in the middle of the questions' },
  midVisitOld: { ko: '질문 중에 하루 넘게 지남', en: 'in the middle of the questions, more than a day ago' },
  visitInDoubt: {
    ko: '질문 중이고 위험 신호나 열린 사례가 있음',
    en: 'in the questions, with an alarm or an open case',
  },
  leftOff: { ko: '하던 질문이 있음', en: 'a question waits behind' },
  visitComplete: { ko: '모든 질문에 답함', en: 'everything is answered' },
  carded: { ko: '이번 일에 안전 카드를 이미 봄', en: 'the crisis card was shown this episode' },
  child: { ko: '13세 이하', en: '13 or under' },
  unread: { ko: '보지 못한 상담사의 글이 있음', en: 'a counsellor’s words were never shown' },
  riskNow: { ko: '본인이 지금 위험하다는 글', en: 'their own danger, now' },
  riskOfOtherNow: { ko: '다른 분이 지금 위험하다는 글', en: 'somebody else’s danger, now' },
  riskOfOther: { ko: '다른 분에 관한 글', en: 'about somebody else' },
  firstDoubt: {
    ko: '뜻이 분명하지 않고, 이번 일에 아직 묻지 않았고 안전 카드도 없었음',
    en: 'unclear, not asked and no card yet this episode',
  },
  knownRisk: {
    ko: '뜻이 분명하지 않거나, 안전 카드를 이미 봄',
    en: 'unclear, or the crisis card was shown already',
  },
  lateAcute: { ko: 'ASQ 5번의 ‘예’', en: 'a yes on ASQ 5' },
  openCase: { ko: '위험 신호나 열린 사례가 있음', en: 'an alarm or an open case' },
  told: { ko: '상담사가 안다고 들었고 기다리는 중', en: 'waiting, and told that a counsellor knows' },
  untold: { ko: '상담사 이야기를 아직 듣지 않음', en: 'not told of a counsellor yet' },
  waitedFor: { ko: '상담사를 기다리는 중', en: 'waiting for a counsellor' },
  attended: { ko: '상담사가 맡고 있음', en: 'a counsellor has it' },
  attendedCrisis: {
    ko: '상담사가 맡고 있고, 본인의 분명한 위험이거나 13세 이하',
    en: 'a counsellor has it; clear own risk, or 13 or under',
  },
  alone: { ko: '열린 사례 없음', en: 'no open case' },
  unattended: { ko: '상담사가 맡고 있지 않음', en: 'no counsellor has it' },
  wasAt: { ko: '있던 곳: {x}', en: 'was at: {x}' },
  awaits: { ko: '아직 답하지 않음: {x}', en: 'still unanswered: {x}' },
  to: { ko: '{x}', en: '{x}' },
  silenceCounts: { ko: '세는 침묵일 때(아래 시간표)', en: 'where silence counts (see the timers)' },
};

/** What `chose`, `wasAt`, `to` … name, where it is neither a choice on screen nor a state. */
export const names: Table = {
  low: { ko: '비위험군', en: 'low' },
  watch: { ko: '비위험군이지만 지켜봄', en: 'low, to be watched' },
  mid: { ko: '잠재위험군, 또는 전화를 권할 분', en: 'potential, or a call is offered' },
  high: { ko: '고위험군', en: 'high' },
};

/** Acts of flows/acts.ts by their name there. says: the texts they may say. Empty words: only something is remembered. */
export const acts: Table<{ says?: readonly TextKey[] }> = {
  noteHelper: { ko: '누가 누르는지 기록', en: 'notes who is tapping', says: ['helper.on'] },
  noteHandOver: { ko: '', en: '' },
  forgetSoon: {
    ko: '하루 뒤 모두 지움(기록에 동의하지 않았으면)',
    en: 'forgets everything after a day, unless something is recorded',
  },
  takeNumber: { ko: '번호를 잠가 보관', en: 'keeps the number, sealed' },
  misread: { ko: '', en: '' },
  takeBestTime: { ko: '언제 전화할지 기록', en: 'notes when to call', says: ['contact.done'] },
  takeNeed: { ko: '필요한 도움을 기록', en: 'notes the need', says: ['needs.done'] },
  takeReminder: { ko: '안부를 약속', en: 'a reminder is agreed', says: ['again.done'] },
  noteThirdParty: { ko: '', en: '' },
  takeThirdParty: {
    ko: '답을 기록하고 상담사에게 전함',
    en: 'records the answer and passes it on',
    says: ['third.done'],
  },
  putOffDeletion: {
    ko: '삭제를 미루고 상담사에게 알림',
    en: 'deletion waits, the counsellor is told',
    says: ['delete.open'],
  },
  deleteNow: { ko: '미룬 삭제가 있으면 곧 지움', en: 'a deletion that waited is done', says: ['delete.soon'] },
  noteRoute: { ko: '', en: '' },
  sayNextLow: { ko: '스스로 돌보는 법', en: 'self-care', says: ['next.low', 'next.watch'] },
  sayShut: {
    ko: '도움받을 곳과 사람을 알림',
    en: 'where to find help, and a person',
    says: ['help', 'crisis.text', 'human.request', 'outside'],
  },
  settled: { ko: '', en: '' },
  newVisit: { ko: '새 검사로 셈', en: 'counts as a new screening' },
  sayBeforeConsent: {
    ko: '누가 언제 읽는지 알림',
    en: 'says who reads it and when',
    says: ['consent.human', 'consent.minor'],
  },
  startScale: {
    ko: '동의를 기록하고 나이에 맞는 검사를 시작',
    en: 'records consent and starts the scale for the age',
    says: ['phq9.intro', 'sgds.intro'],
  },
  breakOff: { ko: '하던 검사를 거기까지로 기록', en: 'records the questionnaires as broken off' },
  takeAnswer: {
    ko: '답을 받음, 위험 신호·거절·고친 답은 곧바로 알림',
    en: 'takes the answer; an alarm, refusal or correction is told at once',
    says: ['crisis.again', 'back.alarm'],
  },
  goBack: { ko: '앞 질문으로', en: 'one item back' },
  putItem: { ko: '질문', en: 'puts the item', says: ['asq.intro', 'asq.more'] },
  putItemAgain: { ko: '안내문과 질문을 다시', en: 'stem and item again' },
  tellRisk: { ko: '규칙표에 알림', en: 'tells the rule table' },
  tellLate: { ko: '규칙표에 알림', en: 'tells the rule table' },
  tellSilence: { ko: '규칙표에 알림', en: 'tells the rule table' },
  showCard: {
    ko: '안전 카드(처음은 긴 것, 다음은 짧은 것)',
    en: 'crisis card (the full one first, then the short one)',
    says: ['crisis.first', 'crisis.again'],
  },
  showCardAndPromise: {
    ko: '안전 카드와, 직원이 지금 무엇을 하는지',
    en: 'crisis card, and what staff do now',
    says: ['crisis.first', 'crisis.again', 'staff.paged', 'staff.will', 'staff.none'],
  },
  showRedCard: { ko: '붉은 안전 카드', en: 'the red card', says: ['crisis.now', 'crisis.text'] },
  sayPassedOn: { ko: '상담사에게 전했다고 알림', en: 'says that it was passed on', says: ['human.request', 'outside'] },
  sayClaimed: { ko: '누가 맡았는지 알림', en: 'says who has it', says: ['human.claimed'] },
  sayWords: { ko: '상담사의 글을 보여 줌', en: 'shows the counsellor’s words' },
  endEpisode: { ko: '이번 일을 끝냄: 안전 카드를 처음부터 다시', en: 'ends the episode: the full card may come again' },
  sayResult: {
    ko: '결과를 말로',
    en: 'the result in words',
    says: [
      'result.asq.yes',
      'result.asq.no',
      'result.phq9.minimal',
      'result.phq9.mild',
      'result.phq9.moderate',
      'result.phq9.severe',
      'result.sgds.ok',
      'result.sgds.watch',
      'result.sgds.low',
      'result.sgds.severe',
      'result.part',
      'youth',
      'result.note',
    ],
  },
};

/** Effects that are neither a text nor a finding. Empty words: bookkeeping. */
export const effects: Table<{ says?: readonly TextKey[] }> = {
  kept: { ko: '글을 상담사에게 남김', en: 'keeps the words for the counsellor', says: ['wait.text', 'wait.closed'] },
  late: { ko: '늦었다고 알림', en: 'says that it is late', says: ['wait.late'] },
  goodbye: { ko: '마지막 말', en: 'the last words', says: ['end', 'end.messenger', 'end.web'] },
  contact: { ko: '연락 방법을 기록', en: 'notes how to reach them' },
  bestTime: { ko: '', en: '' },
  need: { ko: '', en: '' },
  stem: { ko: '검사지의 안내문', en: 'the form’s own stem' },
  ask: { ko: '질문을 (다시) 함', en: 'puts the question (again)' },
  promise: {
    ko: '직원이 지금 무엇을 하는지 알림',
    en: 'says what staff do now',
    says: ['staff.paged', 'staff.will', 'staff.none'],
  },
  route: { ko: '', en: '' },
  record: { ko: '', en: '' },
  consent: { ko: '동의 여부를 기록', en: 'records consent or refusal' },
  schedule: { ko: '', en: '' },
  cancel: { ko: '', en: '' },
  human: { ko: '상담사의 글을 보여 줌', en: 'shows a counsellor’s words' },
  unread: { ko: '밀린 상담사의 글을 보여 줌', en: 'shows the words that waited' },
  forget: { ko: '기록과 열쇠를 없앰', en: 'destroys key and records' },
};

/** What triage is told. */
export const findings: Table = {
  item9: { ko: 'PHQ-9 9번', en: 'PHQ-9 item 9' },
  asq: { ko: 'ASQ의 답', en: 'an ASQ answer' },
  asqWhen: { ko: 'ASQ 4번: 언제', en: 'ASQ 4: when' },
  asqNegative: { ko: 'ASQ 모두 아니오', en: 'ASQ all no' },
  score: { ko: '점수', en: 'a score' },
  incomplete: { ko: '건너뛴 질문이 많음', en: 'too many items skipped' },
  danger: { ko: '지금 위험함', en: 'danger now' },
  unsure: { ko: '모르겠다고 답함', en: 'not sure' },
  struggling: { ko: '힘들지만 위험하지는 않음', en: 'struggling, not in danger' },
  textRisk: { ko: '위험한 글', en: 'risk words' },
  childRisk: { ko: '13세 이하의 위험한 글', en: 'risk words of a child' },
  worried: { ko: '다른 사람을 걱정함', en: 'worried about someone' },
  humanWanted: { ko: '상담을 부탁함', en: 'a counsellor is wanted' },
  stopped: { ko: '멈춤', en: 'stopped' },
  silent: { ko: '말이 없음', en: 'silent' },
  worse: { ko: '더 힘들어짐', en: 'it got worse' },
  corrected: { ko: '위험 신호인 답을 고침', en: 'an alarming answer was changed' },
  deleteWanted: { ko: '지워 달라고 함', en: 'deletion is wanted' },
  sameAnswers: { ko: '답이 모두 같음', en: 'all answers are the same' },
  declined: { ko: '연락을 원치 않음', en: 'no contact wanted' },
  promiseMissed: { ko: '약속한 때를 넘김', en: 'a promised time was missed' },
  lapsed: { ko: '맡은 상담사가 내놓음', en: 'the claim was given up' },
  thirdParty: { ko: '다른 기관에 알려도 되는지의 답', en: 'the answer about telling an agency' },
};

/** What fires a rule of triage/tier.ts. */
export const rules: Table = {
  R1: { ko: 'ASQ 5번(지금 생각)에 ‘예’', en: 'yes on ASQ 5 (thoughts right now)' },
  R2: { ko: '‘지금 위험해요’라는 버튼이나 답', en: 'a button or answer: I am in danger now' },
  R2t: {
    ko: '위험한 글: 행동 중, 손에 든 수단, 때가 정해진 계획',
    en: 'risk words: an act, means at hand, a plan with a time',
  },
  R2o: { ko: '다른 분이 지금 위험하다는 버튼이나 글', en: 'somebody else in danger now, by button or words' },
  R2p: {
    ko: '수단이나 계획이 없는 위험한 글, 스스로를 해칠 것 같은지 ‘모르겠어요’, 죽고 싶은 마음이 드는지에 ‘네’',
    en: 'risk words without means or plan; “not sure” whether they might harm themselves; yes to thoughts of dying',
  },
  R2c: { ko: '13세 이하가 쓴 위험한 글', en: 'risk words from somebody of 13 or under' },
  R3: { ko: 'ASQ 3번(지난주의 생각)에 ‘예’', en: 'yes on ASQ 3 (thoughts in the past week)' },
  R3w: { ko: 'ASQ 4번(시도)에 ‘예’, 최근 3개월 안', en: 'yes on ASQ 4 (an attempt), within 3 months' },
  R4: { ko: 'ASQ 1번이나 2번에 ‘예’', en: 'yes on ASQ 1 or 2' },
  R4a: { ko: 'ASQ 4번(시도)에 ‘예’', en: 'yes on ASQ 4 (an attempt)' },
  R5: { ko: 'PHQ-9 9번이 2점 이상', en: 'PHQ-9 item 9 at 2 or more' },
  R6: {
    ko: 'PHQ-9 9번이 1점이고 ASQ에 분명한 ‘아니오’가 아닌 답(순서와 상관없이)',
    en: 'PHQ-9 item 9 = 1 and an ASQ answer that is not a clean no, whichever came first',
  },
  R6s: {
    ko: '등급이 있는 사례가 일반(P2) 이상으로 열려 있는데 그만두거나 말이 없음',
    en: 'stops or falls silent while a case with a tier is open at P2 or above',
  },
  R6r: {
    ko: 'ASQ 5번에 답하지 않음, 또는 ASQ ‘예’ 다음 10분 동안 말이 없음',
    en: 'ASQ 5 refused, or 10 minutes of silence after an ASQ yes',
  },
  R7: { ko: 'PHQ-9 9번이 1점(답한 그때)', en: 'PHQ-9 item 9 = 1, the moment it is given' },
  R8: { ko: 'PHQ-9 20~27점', en: 'PHQ-9 total 20–27' },
  R9: { ko: 'PHQ-9 10~19점', en: 'PHQ-9 total 10–19' },
  R10: { ko: 'SGDS-K 8~11점', en: 'SGDS-K total 8–11' },
  R11: { ko: 'SGDS-K 12~15점', en: 'SGDS-K total 12–15' },
  R12: { ko: 'SGDS-K 6~7점, PHQ-9 5~9점(지켜봄)', en: 'SGDS-K total 6–7, PHQ-9 total 5–9 (to be watched)' },
  R13: {
    ko: '뜻이 분명하지 않은 위험한 글, ‘힘들지만 위험하지는 않아요’',
    en: 'unclear risk words; “struggling, not in danger”',
  },
  R13o: {
    ko: '다른 분에 대한 걱정, 다른 분에 관한 위험한 글',
    en: 'worry about somebody; risk words about somebody else',
  },
  R14: { ko: 'PHQ-9 9번에 답하지 않음', en: 'PHQ-9 item 9 refused' },
  R14a: { ko: 'ASQ 1~4번 가운데 하나에 답하지 않음', en: 'one of ASQ 1–4 refused' },
  R16: { ko: 'ASQ를 마쳤고 모두 ‘아니오’', en: 'ASQ complete, all no' },
  M1: { ko: '건너뛴 질문이 세 개 이상', en: 'three or more items skipped' },
  H1: { ko: '상담사를 부탁함(위험 신호 없음)', en: 'asks for a counsellor, no risk' },
  L1: {
    ko: '약속한 때가 지났고 아직 아무도 읽지 않음(세어 두고 줄에 표시)',
    en: 'a promised time passed unread (counted and shown on the row)',
  },
  W1: { ko: '기다리다가 ‘더 힘들어졌어요’', en: 'waiting, and “it got worse”' },
};

export const tiers = {
  high: { ko: '고위험군', en: 'high' },
  potential: { ko: '잠재위험군', en: 'potential' },
  low: { ko: '비위험군', en: 'low' },
} as const;

export const priorities = {
  0: { ko: '긴급', en: 'emergency' },
  1: { ko: '빠른', en: 'urgent' },
  2: { ko: '일반', en: 'routine' },
  3: { ko: '후속', en: 'follow-up' },
} as const;

export const riskWords: Readonly<Record<RiskClass, Words>> = {
  wish: { ko: '죽고 싶다는 말', en: 'wants to be dead' },
  euphemism: { ko: '돌려 하는 말', en: 'the same in other words' },
  intent: { ko: '그러겠다는 말', en: 'says that they will' },
  plan: { ko: '준비하는 말', en: 'prepares' },
  means: { ko: '수단이 곁에 있다는 말', en: 'a means at hand' },
  act: { ko: '하고 있거나 그 자리에 있다는 말', en: 'is doing it, or is at the place' },
  danger: { ko: '위험하다는 말', en: 'says that they are in danger' },
  plea: { ko: '살려 달라는 말', en: 'begs for their life' },
  attempt: { ko: '시도했다는 말', en: 'has tried' },
  harm: { ko: '자신을 해치는 말', en: 'hurts themself' },
  farewell: { ko: '작별의 말', en: 'farewell' },
  mention: { ko: '낱말만 나옴', en: 'the word alone' },
  distress: { ko: '견디기 힘들다는 말', en: 'distress' },
  violence: { ko: '남을 해치려는 말', en: 'towards others' },
};

/** What the resident's place in the conversation does not change (SCRIPT 1): the words, as they are typed. */
export const commandWords = [
  '이전',
  '뒤로',
  'back',
  '다시',
  'repeat',
  '쉬기',
  '나중에',
  'pause',
  '이어하기',
  'go on',
  '그만',
  '그만할래요',
  'stop',
  '처음',
  '처음으로',
  'start over',
  '시작',
  'start',
  '상담사',
  '상담원',
  'counsellor',
  '도움',
  '109',
  'help',
  '삭제',
  'delete',
] as const;

export const instrumentStatus = {
  released: { ko: '쓸 수 있음', en: 'released' },
  'sign-off-needed': { ko: '서명 필요', en: 'sign-off needed' },
  provisional: { ko: '개발용, 쓸 수 없음', en: 'provisional, not for use' },
} as const;
