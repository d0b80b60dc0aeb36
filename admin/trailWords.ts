/** What stands in the audit trail, in words of the work. tests/admin/trail.test.ts looks through the sources for acts that have none. */
import type { ReferralBasis, RevealReason } from './contract.ts';
import { sentences } from './messages.ts';

interface InWords {
  ko: string;
  en: string;
}

/** By the name of the act; in this order it can be chosen from. */
export const actionWords: Readonly<Record<string, InWords>> = {
  'queue.read': { ko: '대기 목록을 봄', en: 'looked at the queue' },
  'case.read': { ko: '사례를 읽음', en: 'read a case' },
  'case.talk': { ko: '대화를 읽음', en: 'read the conversation' },
  'contact.reveal': { ko: '전화번호를 봄', en: 'saw the phone number' },
  'case.claim': { ko: '사례를 맡음', en: 'claimed a case' },
  'case.say': { ko: '주민에게 말을 보냄', en: 'wrote to the resident' },
  'case.call': { ko: '통화를 기록함', en: 'logged a call' },
  'case.note': { ko: '메모를 남김', en: 'wrote a note' },
  'case.judge': { ko: '위험군을 확인하거나 바꿈', en: 'confirmed or changed the tier' },
  'case.askThirdParty': { ko: '다른 기관에 알리는 동의를 여쭘', en: 'asked for consent to tell another agency' },
  'case.summon': { ko: '119·112를 함께 부름', en: 'called 119 or 112 together' },
  'case.handBack': { ko: '대화를 자동 프로그램에 돌려줌', en: 'handed the talk back to the program' },
  'case.release': { ko: '사례를 대기로 돌려보냄', en: 'gave a case back to the queue' },
  'case.offer': { ko: '동료에게 사례를 맡아 달라고 함', en: 'asked a colleague to take a case over' },
  'case.accept': { ko: '동료의 사례를 넘겨받음', en: 'took a case over from a colleague' },
  'case.endOffer': { ko: '넘겨주기를 거두거나 사양함', en: 'took an offer back or declined it' },
  'case.check': { ko: '책임자가 사례를 확인함', en: 'checked a case as lead' },
  'case.close': { ko: '사례를 닫음', en: 'closed a case' },
  'case.open': { ko: '사례를 새로 엶', en: 'opened a case' },
  'follow-ups.read': { ko: '후속 목록을 봄', en: 'looked at the follow-ups' },
  'follow-up.read': { ko: '후속을 읽음', en: 'read a follow-up' },
  'follow-up.add': { ko: '후속을 더함', en: 'added a follow-up' },
  'follow-up.assign': { ko: '후속을 맡김', en: 'gave a follow-up to somebody' },
  'follow-up.postpone': { ko: '후속을 미룸', en: 'put off a follow-up' },
  'follow-up.done': { ko: '후속을 마침', en: 'finished a follow-up' },
  'plan.start': { ko: '8주 계획을 시작함', en: 'began the eight-week plan' },
  'referral.request': { ko: '연계를 부탁함', en: 'asked for a referral' },
  'referral.move': { ko: '연계 진행을 적음', en: 'moved a referral on' },
  'resource.add': { ko: '기관·지킴이를 더함', en: 'added to the directory' },
  'resource.change': { ko: '기관·지킴이를 고침', en: 'changed the directory' },
  'resident.forgotten': { ko: '기록을 모두 지움', en: 'deleted everything of a person' },
  'shift.add': { ko: '당직에 넣음', en: 'added a shift' },
  'shift.cover': { ko: '당직을 대신하기로 함', en: 'covered a shift' },
  'shift.return': { ko: '당직을 돌려줌', en: 'gave a shift back' },
  'shift.remove': { ko: '당직에서 뺌', en: 'removed a shift' },
  'shift.offer': { ko: '당직을 부탁함', en: 'asked a colleague to take a shift' },
  'shift.accept': { ko: '부탁받은 당직을 맡음', en: 'accepted a shift' },
  'shift.decline': { ko: '부탁받은 당직을 거절함', en: 'declined a shift' },
  'shift.withdraw': { ko: '당직 부탁을 거둠', en: 'took back a request for a shift' },
  'handover.read': { ko: '인수인계를 읽음', en: 'read the handover' },
  'handover.write': { ko: '인수인계 메모를 남김', en: 'wrote a handover note' },
  'handover.accept': { ko: '인수인계를 받음', en: 'accepted the handover' },
  'rotation.add': { ko: '당직 순번을 만듦', en: 'made a rotation' },
  'rotation.change': { ko: '당직 순번을 고침', en: 'changed a rotation' },
  'rotation.end': { ko: '당직 순번을 끝냄', en: 'ended a rotation' },
  'alert.add': { ko: '알림 받을 방법을 더함', en: 'added a way to be told' },
  'alert.code': { ko: '확인 번호를 새로 받음', en: 'asked for a new code' },
  'alert.verify': { ko: '알림 받을 방법을 확인함', en: 'proved a way to be told' },
  'alert.order': { ko: '알림 순서를 바꿈', en: 'changed when a way is used' },
  'alert.remove': { ko: '알림 받을 방법을 뺌', en: 'removed a way to be told' },
  'alert.test': { ko: '시험 호출을 함', en: 'paged themselves as a test' },
  'hook.add': { ko: '문자·전화 업체를 더함', en: 'added a provider of texts or calls' },
  'hook.remove': { ko: '문자·전화 업체를 뺌', en: 'removed a provider of texts or calls' },
  'drill.start': { ko: '훈련을 시작함', en: 'started a drill' },
  'center.change': { ko: '센터 정보를 고침', en: 'changed the centre’s facts' },
  'ladder.change': { ko: '단계를 바꿈', en: 'changed the ladder' },
  'missed.read': { ko: '지키지 못한 시간을 봄', en: 'looked at missed deadlines' },
  'campaign.add': { ko: '캠페인을 만듦', en: 'made a campaign' },
  'campaign.change': { ko: '캠페인을 고침', en: 'changed a campaign' },
  'placement.add': { ko: '게시물을 더함', en: 'added a placement' },
  'placement.change': { ko: '게시물을 고침', en: 'changed a placement' },
  'placement.repoint': { ko: '게시물의 코드를 돌림', en: 'repointed a code' },
  'staff.add': { ko: '계정을 만듦', en: 'made an account' },
  'staff.invite': { ko: '초대 링크를 새로 만듦', en: 'renewed an invite' },
  'staff.rename': { ko: '계정의 이름을 바꿈', en: 'renamed an account' },
  'staff.disable': { ko: '계정을 끔', en: 'switched an account off' },
  'signoff.record': { ko: '검사 문구에 서명함', en: 'signed for the words of a questionnaire' },
  login: { ko: '로그인함', en: 'signed in' },
  'login.tried': { ko: '로그인을 시도함', en: 'tried to sign in' },
  'invite.accepted': { ko: '초대를 받아 들어옴', en: 'accepted an invite' },
  logout: { ko: '나감', en: 'signed out' },
  denied: { ko: '거절됨', en: 'refused' },
  'counts.export': { ko: '집계를 파일로 받음', en: 'took the counts as a file' },
  'indicators.export': { ko: '월간 지표를 파일로 받음', en: 'took the monthly indicators as a file' },
  'target.set': { ko: '한 해 목표를 정함', en: 'set a target of the year' },
  'audit.read': { ko: '열람 기록을 봄', en: 'looked at the access log' },
  'audit.report': { ko: '점검표를 봄', en: 'looked at the month report' },
  'audit.export': { ko: '열람 기록을 파일로 받음', en: 'exported the access log' },
};

/** An act nobody has named yet is shown as it is written. */
export const whatWords = (action: string): InWords =>
  (Object.hasOwn(actionWords, action) ? actionWords[action] : undefined) ?? { ko: action, en: action };

const revealWords: Readonly<Record<RevealReason, InWords>> = {
  call: { ko: '전화 걸기', en: 'to call' },
  text: { ko: '문자 보내기', en: 'to send a text' },
  emergency: { ko: '긴급 신고에 필요', en: 'for an emergency call' },
  correct: { ko: '번호 확인', en: 'to check the number' },
};

/** On what ground another agency was told: of a referral, and of 119·112. */
const groundWords: Readonly<Record<ReferralBasis, InWords>> = {
  consent: { ko: '이 대화에서 본인이 동의함', en: 'they agreed in this chat' },
  'spoken-consent': { ko: '전화나 만남에서 말로 동의함', en: 'they agreed on the phone or face to face' },
  'urgent-life': { ko: '목숨이 급해 동의를 기다릴 수 없음', en: 'life is at stake and consent cannot be waited for' },
  'no-name': { ko: '누구인지 알리지 않고 문의만', en: 'asked without saying who it is' },
};
const codes: Readonly<Record<string, Readonly<Record<string, InWords>>>> = {
  denied: sentences,
  'contact.reveal': revealWords,
  'case.summon': groundWords,
  'referral.request': groundWords,
};

/** Why, in words: a chosen reason, the sentence of a refusal, or what somebody wrote as a reason. */
export function whyWords(action: string, reason: string | null): InWords | null {
  if (reason === null || reason === '') return null;
  const known = (Object.hasOwn(codes, action) ? codes[action] : undefined) ?? {};
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? { ko: reason, en: reason };
}
