/** Who reads a text, and when: in plain words, for the person who signs it. Rows stand in the order of a conversation.
 *  A text without its row does not compile. Nothing here is ever shown to a resident. */

import type { TextKey } from './wording.ts';

/** Chapters of the printed script, in order. */
export const chapters = {
  greeting: { ko: '첫인사', en: 'Greeting' },
  age: { ko: '나이', en: 'Age' },
  consent: { ko: '동의', en: 'Consent' },
  questions: { ko: '질문', en: 'Questions' },
  safety: { ko: '안전 카드', en: 'Safety cards' },
  waiting: { ko: '기다림', en: 'Waiting' },
  people: { ko: '사람', en: 'People' },
  result: { ko: '결과', en: 'Result' },
  after: { ko: '그 뒤', en: 'Afterwards' },
  help: { ko: '도움과 권리', en: 'Help and rights' },
  other: { ko: '기타', en: 'Other' },
} as const;
export type Chapter = keyof typeof chapters;

/** ko, en: who sees it and when, a sentence or two. */
export interface When {
  readonly chapter: Chapter;
  readonly ko: string;
  readonly en: string;
}

export const when: Readonly<Record<TextKey, When>> = {
  // === First words
  greet: {
    chapter: 'greeting',
    ko: '처음 들어온 모든 분, 그리고 ‘처음’이라고 쓴 분.',
    en: 'Everyone at the first contact, and whoever writes 처음 (start over).',
  },
  'greet.limits': {
    chapter: 'greeting',
    ko: '첫인사와 같은 때, 첫 선택지 바로 위. 모든 분.',
    en: 'Everyone, in the same turn as the greeting, right above its choices.',
  },
  'hard.ask': {
    chapter: 'greeting',
    ko: '첫 화면에서 ‘지금 많이 힘들어요’를 고른 분. 답에 따라 붉은 안전 카드, 첫 안전 카드, 또는 상담사에게 전달로 이어져요.',
    en: 'Whoever picks “I am struggling right now” on the first screen. Leads to the red card, the first crisis card, or a counsellor.',
  },
  worried: {
    chapter: 'greeting',
    ko: '첫 화면에서 ‘다른 분이 걱정돼요’를 고른 분, 또는 다른 사람이 위험하다는 글을 쓴 분.',
    en: 'Whoever picks “I worry about someone”, or writes that somebody else is at risk.',
  },

  // === Age
  age: {
    chapter: 'age',
    ko: '검사를 시작하려는 모든 분. 동의를 여쭙기 전이에요.',
    en: 'Everyone who begins, before any consent.',
  },
  child: {
    chapter: 'age',
    ko: '13세 이하를 고른 분. 질문지는 없고, 위험한 글이나 상담 요청이 없으면 하루 뒤 아무것도 남기지 않아요.',
    en: 'Whoever picks 13 or under. No questionnaire; without risk or a request nothing is left after a day.',
  },
  'helper.ask': {
    chapter: 'age',
    ko: '65세 이상을 고른 분. 답은 기록해요.',
    en: 'Whoever picks 65 or over. The answer is recorded.',
  },
  'helper.on': {
    chapter: 'age',
    ko: '옆에서 도와주는 분이 화면을 누른다고 답했을 때.',
    en: 'When somebody beside them is tapping the screen.',
  },

  // === Consent
  'consent.human': {
    chapter: 'consent',
    ko: '나이를 고른 모든 분. 동의 질문과 같은 때.',
    en: 'Everyone who has picked an age, in the same turn as the consent question.',
  },
  'consent.minor': {
    chapter: 'consent',
    ko: '14~18세. 동의 질문과 같은 때.',
    en: 'Ages 14–18, in the same turn as the consent question.',
  },
  'consent.screen': {
    chapter: 'consent',
    ko: '첫 질문 앞의 하나뿐인 동의. 보여 드린 글의 지문(해시)을 함께 보관해요.',
    en: 'The only consent, before the first item. A fingerprint (hash) of the words shown is kept.',
  },
  'consent.more': {
    chapter: 'consent',
    ko: '동의 질문에서 ‘자세히 볼게요’를 고른 분. 이어서 같은 동의 질문이 다시 나와요.',
    en: 'Whoever picks “Tell me more” at the consent; the same question follows again.',
  },
  'consent.no.open': {
    chapter: 'consent',
    ko: '동의하지 않았지만 그 전에 위험한 말이나 상담 부탁이 있어 사례가 열려 있는 분. 곧 연락 방법을 여쭤요.',
    en: 'Whoever refuses while a case is open, for risk or a request before. How to reach them is asked next.',
  },
  shut: {
    chapter: 'age',
    ko: '질문지에 아직 책임자의 서명이 없어 검사를 시작하지 않을 때, 도움 카드 다음.',
    en: 'When nobody has signed for the questionnaires yet and none is started; after the help card.',
  },
  'consent.no': {
    chapter: 'consent',
    ko: '동의하지 않은 분. 위험한 글, ‘상담사’, ‘도움’은 그 뒤에도 그대로 통하고, 하루 뒤 남은 것을 모두 지워요.',
    en: 'Whoever refuses. Risk words, 상담사 (counsellor) and 도움 (help) still work; after a day nothing is left.',
  },

  // === Questions
  'phq9.intro': {
    chapter: 'questions',
    ko: '14~64세, 동의한 다음. 이어서 검사지의 안내문이 한 번 나와요.',
    en: 'Ages 14–64, after consent; then the form’s own stem once.',
  },
  'phq9.item': {
    chapter: 'questions',
    ko: '14~64세, PHQ-9의 질문 1~9마다. 답은 검사지의 네 가지와 ‘답하고 싶지 않음’.',
    en: 'Ages 14–64, each of the items 1–9, with the form’s four answers and “I’d rather not say”.',
  },
  'sgds.intro': {
    chapter: 'questions',
    ko: '65세 이상, 동의한 다음.',
    en: 'From 65, after consent.',
  },
  'sgds.item': {
    chapter: 'questions',
    ko: '65세 이상, SGDS-K의 질문 1~15마다. 예/아니오의 순서는 바뀌지 않아요.',
    en: 'From 65, each of the items 1–15. The order of yes and no never changes.',
  },
  'helper.private': {
    chapter: 'questions',
    ko: '옆에서 도와주는 분이 있을 때, ASQ 바로 앞. 답은 기록해요.',
    en: 'With a helper, just before ASQ. The answer is recorded.',
  },
  'asq.intro': {
    chapter: 'questions',
    ko: '우울 질문을 마친 분 가운데 그때까지 위험 신호가 없던 분. ASQ 바로 앞.',
    en: 'After the depression scale, if nothing has alarmed before; just before ASQ.',
  },
  'asq.more': {
    chapter: 'questions',
    ko: '안전 카드를 이미 본 분. ASQ 바로 앞, asq.intro 대신.',
    en: 'Whoever has seen a crisis card already; just before ASQ, instead of asq.intro.',
  },
  'asq.item': {
    chapter: 'questions',
    ko: '모든 분께 ASQ 1~4. 하나라도 ‘예’이거나 답하지 않았거나 PHQ-9 9번이 1점 이상이면 5번도.',
    en: 'Everyone, ASQ 1–4. Item 5 as well after any yes, any refusal, or PHQ-9 item 9 ≥ 1.',
  },
  'asq.when': {
    chapter: 'questions',
    ko: 'ASQ 4번(시도한 적)에 ‘예’라고 답한 분. 방법은 여쭙지 않아요.',
    en: 'After a yes on ASQ item 4 (ever tried). It is never asked how.',
  },
  'phq9.difficulty': {
    chapter: 'questions',
    ko: 'ASQ 다음, 14~64세. 위험 신호가 없고 1점 이상인 질문이 하나라도 있을 때만.',
    en: 'After ASQ, ages 14–64, only if nothing alarmed and some item was above 0.',
  },

  // === Safety cards
  'crisis.first': {
    chapter: 'safety',
    ko: '한 번의 일에서 첫 위험 신호(PHQ-9 9번 1점 이상, ASQ 첫 ‘예’, 위험한 글, 힘드냐는 물음에 ‘모르겠어요’). 전화 버튼이 함께 나오고 18세까지는 1388도.',
    en: 'The first alarm of an episode (item 9 ≥ 1, first ASQ yes, risk words, “not sure” when asked). With phone buttons, and 1388 up to 18.',
  },
  'crisis.next': {
    chapter: 'safety',
    ko: '첫 안전 카드 바로 아래. 답하실 때까지 다른 질문은 나오지 않아요.',
    en: 'Under the first crisis card. Nothing else follows until it is answered.',
  },
  'crisis.again': {
    chapter: 'safety',
    ko: '같은 일에서 그 뒤의 위험 신호마다 나오는 짧은 카드. 다음 질문이 함께 나와요.',
    en: 'The short card at every later alarm of the same episode; the next question comes with it.',
  },
  'crisis.now': {
    chapter: 'safety',
    ko: '지금 위험할 때(ASQ 5번 ‘예’, ‘지금 위험해요’, 수단·계획·행동을 쓴 글)의 붉은 카드. 질문지는 모두 멈춰요.',
    en: 'The red card when danger is now (ASQ 5 yes, the danger button, words of act, means or plan). All questionnaires end.',
  },
  'crisis.text': {
    chapter: 'safety',
    ko: '붉은 카드와 도움 카드의 둘째 줄.',
    en: 'Second line of the red card and of the help card.',
  },
  'crisis.other': {
    chapter: 'safety',
    ko: '다른 분이 지금 위험하다고 누르거나 쓴 분.',
    en: 'Whoever says by button or words that somebody else is in danger now.',
  },
  'check.ask': {
    chapter: 'safety',
    ko: '뜻이 분명하지 않은 위험한 글을 쓴 분께 한 번의 일에 한 번. 답한 뒤 하던 질문으로 돌아가요.',
    en: 'After unclear risk words about oneself, once per episode; then back to the same question.',
  },
  'staff.paged': {
    chapter: 'safety',
    ko: '긴급·빠른(P0·P1)이고 지금 볼 수 있는 상담사가 있을 때, 안전 카드 다음.',
    en: 'P0 or P1 and a counsellor is reachable now; after a crisis card.',
  },
  'staff.will': {
    chapter: 'safety',
    ko: '일반(P2)이고 지금 볼 수 있는 상담사가 있을 때, 안전 카드 다음.',
    en: 'P2 and a counsellor is reachable; after a crisis card.',
  },
  'staff.none': {
    chapter: 'safety',
    ko: '지금 볼 수 있는 상담사가 없거나 알 수 없을 때, 안전 카드 다음.',
    en: 'Nobody is reachable, or it is not known; after a crisis card.',
  },

  // === Waiting
  'contact.ask': {
    chapter: 'waiting',
    ko: '상담사가 연락해야 할 분(P0~P2)께 결과에 앞서, 지금 위험하면 바로, 잠재위험군은 연락을 원한다고 한 뒤. 번호에 대한 별도의 동의예요.',
    en: 'P0–P2 before the result, at once when danger is now, and after “yes, please” of next.mid. A consent of its own for the number.',
  },
  'contact.kakao': {
    chapter: 'waiting',
    ko: '카카오톡에서 쓰는 분, 연락처를 여쭙기 전.',
    en: 'In KakaoTalk, before asking for contact.',
  },
  'carry.code': {
    chapter: 'help',
    ko: '‘옮기기’라고 쓴 분. 어느 대화에서든 한 번만 쓸 수 있는 여덟 글자예요.',
    en: 'Whoever writes move. Eight letters that work once, in any of the channels.',
  },
  'carry.here': {
    chapter: 'help',
    ko: '다른 곳에서 받은 글자를 쓰거나 그 주소를 연 분. 이어서 지금 질문이 나와요.',
    en: 'Whoever wrote the letters of another channel, or opened their address; the present question follows.',
  },
  'carry.unknown': {
    chapter: 'help',
    ko: '쓴 글자가 오래되었거나, 이미 쓰였거나, 없는 것일 때.',
    en: 'When the letters are too old, used already, or none of ours.',
  },
  'carry.other': {
    chapter: 'help',
    ko: '글자를 쓴 곳에 이미 그 사람의 동의나 사례가 있을 때. 기록은 합치지 않아요.',
    en: 'When there is a consent or a case already where the letters were written. Records are not joined.',
  },
  'carry.often': {
    chapter: 'help',
    ko: '10분 동안 맞지 않는 글자를 다섯 번 쓴 분.',
    en: 'Whoever tried five that did not fit within ten minutes.',
  },
  'contact.number': {
    chapter: 'waiting',
    ko: '번호를 남기겠다고 한 분. 번호는 잠가 보관하고 전부를 되풀이해 보여 주지 않아요.',
    en: 'Whoever wants to leave a number. It is sealed and never echoed whole.',
  },
  'contact.bad': {
    chapter: 'waiting',
    ko: '쓴 글에서 전화번호를 읽지 못했을 때.',
    en: 'When no phone number could be read in what was written.',
  },
  'contact.skip': {
    chapter: 'waiting',
    ko: '번호를 세 번 읽지 못했을 때. 번호 없이 대화로 이어 가요.',
    en: 'When a number could not be read three times: it goes on without one.',
  },
  'contact.when': {
    chapter: 'waiting',
    ko: '번호를 남긴 분. ‘지금’은 당직이 있을 때만.',
    en: 'After a number was left. “Now” only if someone is on duty.',
  },
  'contact.done': {
    chapter: 'waiting',
    ko: '번호를 남긴 분. 시각은 급한 일이고 상담사가 화면 앞에 있을 때만 약속해요. 약속한 시각은 상담사 화면에도 나와요.',
    en: 'Whoever left a number. A time is promised only when it is urgent and somebody has a desk open; the desk shows it, too.',
  },
  'contact.chat': {
    chapter: 'waiting',
    ko: '전화 대신 이 대화로 이어 가겠다고 한 분.',
    en: 'Whoever prefers to go on in this chat.',
  },
  'contact.none': {
    chapter: 'waiting',
    ko: '연락을 원하지 않는다고 한 분. 위험 신호가 있으면 사례는 그대로 열려 있어요.',
    en: 'Whoever wishes no contact. A case that is open stays open.',
  },
  'wait.open': {
    chapter: 'waiting',
    ko: '상담사에게 전해졌고 아직 아무도 맡지 않은 분.',
    en: 'While a case is open and nobody has claimed it.',
  },
  'wait.time': {
    chapter: 'waiting',
    ko: 'wait.open과 함께. 당직이 있고 최근 30일의 실제 시간을 잰 값이 있을 때만.',
    en: 'With wait.open, only if someone is on duty and the time was measured (last 30 days).',
  },
  'wait.closed': {
    chapter: 'waiting',
    ko: '지금 볼 수 있는 상담사가 없을 때, 기다리는 분이 글을 쓸 때마다.',
    en: 'While no counsellor is reachable, each time somebody waiting writes.',
  },
  'wait.late': {
    chapter: 'waiting',
    ko: '약속한 시각이 지나도록 아무도 맡지 않았을 때, 약속마다 한 번.',
    en: 'When a promised time has passed and nobody has taken the case: once per promise.',
  },
  'wait.worse': {
    chapter: 'waiting',
    ko: '기다리다가 ‘더 힘들어졌어요’를 누른 분. 한 단계 더 급하게 다시 알려요.',
    en: 'Whoever presses “It got worse” while waiting. Alerted again, one step more urgent.',
  },
  'wait.text': {
    chapter: 'waiting',
    ko: '기다리는 동안 글을 쓴 분. 위험한 글인지는 그때도 살펴요.',
    en: 'Whoever writes while waiting. Risk words are still looked for.',
  },

  // === People
  'human.request': {
    chapter: 'people',
    ko: '어디서든 ‘상담사’라고 쓰거나 상담사에게 알리기를 고른 분. 동의하지 않은 분도.',
    en: 'Whoever asks for a counsellor anywhere, also after refusing consent.',
  },
  outside: {
    chapter: 'people',
    ko: '상담사에게 전했다는 글과 같은 말풍선. 다른 지역에 사는 분을 위한 안내예요.',
    en: 'In the same bubble as “passed on to a counsellor”, for people from elsewhere.',
  },
  'human.claimed': {
    chapter: 'people',
    ko: '상담사가 맡았을 때, 맡은 사람이 바뀔 때 다시. 상담 중에 화면을 새로 열 때도.',
    en: 'When a counsellor claims the conversation, again if the owner changes, and when the page is opened meanwhile.',
  },
  'human.pull': {
    chapter: 'people',
    ko: '먼저 말을 걸 수 없는 곳(카카오톡)에서, 상담사가 맡은 뒤 글을 쓴 분. 바로 주고받을 수 있는 주소와 함께.',
    en: 'Where nobody can write first (KakaoTalk): whoever writes while a counsellor has the conversation, with an address for a live talk.',
  },
  'human.first': {
    chapter: 'people',
    ko: '상담사에게 내미는 첫말의 초안. 상담사가 고쳐서 보내요.',
    en: 'A draft of the first words, offered to the counsellor, who edits and sends it.',
  },
  'human.lapsed': {
    chapter: 'people',
    ko: '맡은 상담사가 이어 갈 수 없게 되어 다른 상담사에게 다시 알렸을 때.',
    en: 'When whoever had the case cannot go on and another counsellor was alerted.',
  },
  'human.back': {
    chapter: 'people',
    ko: '상담사가 이야기를 마치고 자동 프로그램에 돌려주었을 때, 그리고 상담을 마치고 닫았을 때.',
    en: 'When the counsellor has handed the talk back to the program, and when they have closed the case.',
  },
  'third.ask': {
    chapter: 'people',
    ko: '상담사가 다른 기관에 알려도 될지 여쭐 때. 제3자 제공에 대한 별도의 동의예요.',
    en: 'When a counsellor asks whether another agency may be told. A consent of its own.',
  },
  'third.done': {
    chapter: 'people',
    ko: '다른 기관에 알려도 될지에 답한 분, 어느 쪽이든.',
    en: 'Whoever has answered that, either way.',
  },

  // === Result
  'result.asq.yes': {
    chapter: 'result',
    ko: '위험 신호가 하나라도 있던 분의 결과 첫 줄.',
    en: 'First line of the result if anything alarmed.',
  },
  'result.asq.no': {
    chapter: 'result',
    ko: '위험 신호가 없던 분의 결과 첫 줄.',
    en: 'First line of the result if nothing alarmed.',
  },
  'result.phq9.minimal': {
    chapter: 'result',
    ko: '14~64세, PHQ-9 0~4점. 점수는 보여 주지 않아요.',
    en: 'Ages 14–64, PHQ-9 total 0–4. The total is never shown.',
  },
  'result.phq9.mild': {
    chapter: 'result',
    ko: '14~64세, PHQ-9 5~9점.',
    en: 'Ages 14–64, PHQ-9 total 5–9.',
  },
  'result.phq9.moderate': {
    chapter: 'result',
    ko: '14~64세, PHQ-9 10~19점.',
    en: 'Ages 14–64, PHQ-9 total 10–19.',
  },
  'result.phq9.severe': {
    chapter: 'result',
    ko: '14~64세, PHQ-9 20~27점.',
    en: 'Ages 14–64, PHQ-9 total 20–27.',
  },
  'result.sgds.ok': {
    chapter: 'result',
    ko: '65세 이상, SGDS-K 0~5점. 점수는 보여 주지 않아요.',
    en: 'From 65, SGDS-K total 0–5. The total is never shown.',
  },
  'result.sgds.watch': {
    chapter: 'result',
    ko: '65세 이상, SGDS-K 6~7점.',
    en: 'From 65, SGDS-K total 6–7.',
  },
  'result.sgds.low': {
    chapter: 'result',
    ko: '65세 이상, SGDS-K 8~11점.',
    en: 'From 65, SGDS-K total 8–11.',
  },
  'result.sgds.severe': {
    chapter: 'result',
    ko: '65세 이상, SGDS-K 12~15점.',
    en: 'From 65, SGDS-K total 12–15.',
  },
  'result.part': {
    chapter: 'result',
    ko: '세 개 이상 건너뛰어 결과를 낼 수 없는 분. 점수 대신 나와요.',
    en: 'Three or more items skipped: said instead of a band.',
  },
  youth: {
    chapter: 'result',
    ko: '14~18세의 모든 결과에.',
    en: 'Ages 14–18, with every result.',
  },
  'result.note': {
    chapter: 'result',
    ko: '모든 결과의 마지막 줄.',
    en: 'Last line of every result.',
  },
  'next.low': {
    chapter: 'result',
    ko: '비위험군, 결과 다음.',
    en: 'Low tier, after the result.',
  },
  'next.watch': {
    chapter: 'result',
    ko: '비위험군이지만 지켜볼 분(PHQ-9 5~9점, SGDS-K 6~7점), 결과 다음.',
    en: 'Low tier to be watched (PHQ-9 5–9, SGDS-K 6–7), after the result.',
  },
  'next.mid': {
    chapter: 'result',
    ko: '잠재위험군, 결과 다음. 원치 않는다고 하면 그렇게 적혀요.',
    en: 'Potential tier, after the result. A “no” is noted as such.',
  },
  'next.high.chat': {
    chapter: 'result',
    ko: '고위험군인데 전화를 원하지 않은 분, 결과 다음.',
    en: 'High tier, but no call is wished; after the result.',
  },
  'next.high': {
    chapter: 'result',
    ko: '고위험군, 결과 다음(지금 위험한 분은 빼고).',
    en: 'High tier, after the result (not when danger is now).',
  },

  // === Afterwards
  'needs.ask': {
    chapter: 'after',
    ko: '잠재위험군과 전화를 권한 분, 결과와 연락 방법 다음. 긴급·빠른 일이 열려 있을 때는 여쭙지 않아요.',
    en: 'Potential tier and whoever is offered a call, after the result and contact. Never while a P0 or P1 case is open.',
  },
  'needs.done': {
    chapter: 'after',
    ko: '도움이 필요한 일을 고른 분.',
    en: 'Whoever has named a need.',
  },
  'again.ask': {
    chapter: 'after',
    ko: '비위험군, 결과와 권유 다음. 그때까지 표시를 간직하는 데 대한 별도의 동의예요.',
    en: 'Low tier, after the result and its advice. A consent of its own for being remembered.',
  },
  'again.done': {
    chapter: 'after',
    ko: '안부를 남겨 달라고 한 분.',
    en: 'Whoever wishes to be reminded.',
  },
  'again.due': {
    chapter: 'after',
    ko: '약속한 때(지켜볼 분은 6주, 그 밖에는 6개월 뒤). 그사이 다른 일이 없을 때만.',
    en: 'At the time agreed (6 weeks if to be watched, else 6 months), if nothing else is going on.',
  },
  end: {
    chapter: 'after',
    ko: '마지막 말. 모든 분.',
    en: 'The last words, for everyone.',
  },
  'end.messenger': {
    chapter: 'after',
    ko: '메신저(카카오톡·LINE)에서 쓰는 분, 마지막 말 다음.',
    en: 'In a messenger (KakaoTalk, LINE), after the last words.',
  },
  'end.web': {
    chapter: 'after',
    ko: '웹 화면에서 쓰는 분, 마지막 말 다음.',
    en: 'On the web page, after the last words.',
  },

  // === Help and rights
  help: {
    chapter: 'help',
    ko: '어디서든 ‘도움’ 또는 ‘109’라고 쓴 분. 이어서 하던 질문이 다시 나와요.',
    en: 'Whoever writes 도움 (help) or 109 anywhere; then the same question again.',
  },
  pause: {
    chapter: 'help',
    ko: '어디서든 ‘쉬기’라고 쓴 분.',
    en: 'Whoever writes 쉬기 (pause).',
  },
  resume: {
    chapter: 'help',
    ko: '질문 중에 나갔다가 24시간 안에 다시 연 분. 앞선 질문이나 답은 저절로 보이지 않아요.',
    en: 'Whoever comes back within 24 hours in the middle of the questions. Nothing earlier is shown by itself.',
  },
  'resume.old': {
    chapter: 'help',
    ko: '질문 중에 나갔다가 24시간이 지나 돌아온 분.',
    en: 'Whoever comes back to unfinished questions after more than 24 hours.',
  },
  'resume.case': {
    chapter: 'help',
    ko: '상담사의 글이 와 있는데 화면을 새로 연 분. ‘보기’를 누르기 전에는 글을 감춰요.',
    en: 'Whoever opens the page while a counsellor’s words wait. They stay hidden until “Show”.',
  },
  stop: {
    chapter: 'help',
    ko: '‘그만’이라고 쓴 분, 열린 위험 신호가 없을 때.',
    en: 'Whoever writes 그만 (stop) with nothing open.',
  },
  'stop.open': {
    chapter: 'help',
    ko: '‘그만’이라고 쓴 분, 위험 신호가 열려 있을 때. 더 급한 일로 올라가요.',
    en: 'Whoever writes 그만 (stop) while a case is open. It becomes more urgent.',
  },
  'back.alarm': {
    chapter: 'help',
    ko: '위험 신호였던 답을 ‘이전’으로 고친 분. 사례는 열린 채 ‘고침’ 표시가 붙어요.',
    en: 'Whoever goes back and changes an answer that alarmed. The case stays open, flagged as changed.',
  },
  'delete.ask': {
    chapter: 'help',
    ko: '어디서든 ‘삭제’라고 쓴 분.',
    en: 'Whoever writes 삭제 (delete) anywhere.',
  },
  'delete.done': {
    chapter: 'help',
    ko: '모두 지우겠다고 답했고 열린 사례가 없을 때. 기록과 열쇠를 없앤 다음.',
    en: 'After “Delete all” with no open case, once key and records are destroyed.',
  },
  'delete.open': {
    chapter: 'help',
    ko: '모두 지우겠다고 답했지만 상담사가 아직 확인하는 중일 때.',
    en: 'After “Delete all” while a counsellor still has an open case.',
  },
  'delete.soon': {
    chapter: 'help',
    ko: '삭제를 미룬 분의 사례를 상담사가 닫았을 때. 1분 뒤에 지워요.',
    en: 'When the case closes of somebody whose deletion had to wait. Done a minute later.',
  },
  'delete.late': {
    chapter: 'help',
    ko: '지우겠다고 한 날이 되었는데 사례가 아직 열려 있을 때.',
    en: 'When the day told for the deletion has come and the case is still open.',
  },

  // === Other
  unclear: {
    chapter: 'other',
    ko: '질문에 맞지 않는 글을 쓴 분. 답은 바뀌지 않고 같은 질문이 다시 나와요.',
    en: 'Any other text at a question. The answer stays unchanged and the question comes again.',
  },
  'unclear.2': {
    chapter: 'other',
    ko: '두 번째로 알아듣지 못했을 때 덧붙여요.',
    en: 'Added the second time in a row.',
  },
  media: {
    chapter: 'other',
    ko: '사진, 스티커, 음성을 보낸 분. 같은 질문이 다시 나와요.',
    en: 'Whoever sends a picture, sticker or voice; then the same question.',
  },
  stale: {
    chapter: 'other',
    ko: '지나간 질문의 버튼을 누른 분. 위험을 알리는 버튼은 그때도 통해요.',
    en: 'Whoever taps a button of an earlier question. Buttons that report danger still count.',
  },
  error: {
    chapter: 'other',
    ko: '고장이 나거나 제때 답하지 못했을 때.',
    en: 'After a fault or a missed deadline.',
  },
  lost: {
    chapter: 'other',
    ko: '하던 데를 읽을 수 없어 처음부터 다시 할 때.',
    en: 'When the place they were at cannot be read and they start again.',
  },
  rate: {
    chapter: 'other',
    ko: '한꺼번에 너무 많은 글이 왔을 때. 위험한 글은 막지 않아요.',
    en: 'When too many messages come at once. Risk words are never refused.',
  },
  busy: {
    chapter: 'other',
    ko: '여러 분의 글이 한꺼번에 몰려 받지 못했을 때. 위험할 수 있는 분의 글은 맨 나중까지 받아요.',
    en: 'When so many people write at once that a message cannot be taken. Whoever may be in danger is taken to the last.',
  },
  yes: {
    chapter: 'other',
    ko: '예/아니오 질문의 답 버튼.',
    en: 'Answer button of yes-or-no questions.',
  },
  no: {
    chapter: 'other',
    ko: '예/아니오 질문의 답 버튼.',
    en: 'Answer button of yes-or-no questions.',
  },
  skip: {
    chapter: 'other',
    ko: '검사 질문마다 마지막 답 버튼(PHQ-9 10번은 빼고).',
    en: 'Last answer button of every item (not of PHQ-9 item 10).',
  },
  'ui.leave': {
    chapter: 'other',
    ko: '웹 화면의 버튼: 바로 다른 화면으로.',
    en: 'Button on the web page: leave at once.',
  },
  'ui.larger': { chapter: 'other', ko: '웹 화면의 버튼.', en: 'Button on the web page.' },
  'ui.listen': { chapter: 'other', ko: '웹 화면의 버튼.', en: 'Button on the web page.' },
  'ui.call': { chapter: 'other', ko: '웹 화면과 메뉴의 전화 버튼.', en: 'Phone button on the web page and in menus.' },
  'ui.carry': {
    chapter: 'other',
    ko: '카드의 버튼: 인터넷 대화에서 이어 가기.',
    en: 'Button on a card: go on in the web chat.',
  },
  'ui.back': { chapter: 'other', ko: '메뉴: 앞 질문으로.', en: 'Menu: to the question before.' },
  'ui.repeat': { chapter: 'other', ko: '메뉴: 같은 질문을 다시.', en: 'Menu: the same question again.' },
  'ui.pause': { chapter: 'other', ko: '메뉴: 쉬었다가 나중에.', en: 'Menu: rest and go on later.' },
  'ui.stop': { chapter: 'other', ko: '메뉴: 그만하기.', en: 'Menu: stop.' },
  'ui.restart': { chapter: 'other', ko: '메뉴: 처음부터.', en: 'Menu: start over.' },
  'ui.counsellor': { chapter: 'other', ko: '메뉴: 상담사 부르기.', en: 'Menu: ask for a counsellor.' },
  'ui.help': { chapter: 'other', ko: '메뉴: 도움받을 곳.', en: 'Menu: where to find help.' },
  'ui.menu': { chapter: 'other', ko: '메뉴를 여는 버튼.', en: 'Opens the menu.' },
};
