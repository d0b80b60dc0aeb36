/** What the desk says when it refuses, by code. Korean first: the panel shows `message` as it stands. A code without a
 *  sentence here keeps the one it was thrown with. Says what was wrong and what to do, and never repeats the input. */
export const sentences: Readonly<Record<string, { ko: string; en: string }>> = {
  login_failed: {
    ko: '이메일이나 비밀번호가 맞지 않아요. 다시 확인해 주세요.',
    en: 'The e-mail or the password is not right. Please check both.',
  },
  too_many_attempts: {
    ko: '여러 번 틀려서 잠시 멈췄어요. 15분쯤 뒤에 다시 해 주세요.',
    en: 'Too many attempts. Please try again in about 15 minutes.',
  },
  signed_out: { ko: '로그인이 끝났어요. 다시 로그인해 주세요.', en: 'You are signed out. Please sign in again.' },
  invite_invalid: {
    ko: '초대 링크가 지났거나 이미 쓰였어요. 관리자에게 새 링크를 받아 주세요.',
    en: 'This invite has expired or was used. Ask the administrator for a new one.',
  },
  password_common: {
    ko: '너무 흔한 비밀번호예요. 다른 것으로 정해 주세요.',
    en: 'This password is too common. Please choose another.',
  },
  forbidden: { ko: '이 일을 할 수 있는 권한이 없어요.', en: 'Your role does not allow this.' },
  bad_origin: {
    ko: '다른 주소에서 온 요청이라 받지 않았어요. 이 화면을 새로 열어 주세요.',
    en: 'The request came from another site and was refused. Please reload the desk.',
  },
  not_found: { ko: '찾을 수 없어요.', en: 'Not found.' },
  method_not_allowed: { ko: '이 주소에서는 쓸 수 없는 방식이에요.', en: 'This method is not allowed here.' },
  invalid_body: { ko: '보낸 내용에 빠졌거나 맞지 않는 칸이 있어요.', en: 'Some fields are missing or not valid.' },
  invalid_query: { ko: '주소의 조건이 맞지 않아요.', en: 'The query of the address is not valid.' },
  invalid_json: { ko: '보낸 내용을 읽지 못했어요.', en: 'The body is not valid JSON.' },
  unsupported_media_type: { ko: 'JSON으로 보내 주세요.', en: 'Please send UTF-8 application/json, not compressed.' },
  too_large: { ko: '보낸 내용이 너무 커요(64KB까지).', en: 'The body is too large (64 KB at most).' },
  bad_request: { ko: '요청을 알아들을 수 없어요.', en: 'The request could not be understood.' },
  idempotency_key_invalid: {
    ko: 'Idempotency-Key는 8~100자의 영문, 숫자, -, _로 보내 주세요.',
    en: 'Idempotency-Key must be 8 to 100 letters, digits, - or _.',
  },
  idempotency_mismatch: {
    ko: '같은 요청 번호로 다른 내용을 보냈어요.',
    en: 'The same Idempotency-Key was used with another body.',
  },
  claimed: { ko: '다른 상담사가 이미 맡았어요.', en: 'Another counsellor has already claimed this.' },
  stale_claim: {
    ko: '맡은 시간이 지났거나 담당이 바뀌었어요. 새로 열어 확인해 주세요.',
    en: 'Your claim has lapsed or passed to someone else. Please reload.',
  },
  closed: { ko: '이미 종결된 사례예요.', en: 'This case is already closed.' },
  no_number: {
    ko: '남긴 번호가 없어요. 이미 지워졌거나 이 대화로 하기로 하셨어요.',
    en: 'There is no number: none was left, or it has been deleted.',
  },
  too_many_streams: {
    ko: '열린 화면이 너무 많아요. 다른 창을 닫아 주세요.',
    en: 'Too many open desks. Close another tab.',
  },
  unavailable: { ko: '잠시 연결이 어려워요. 곧 다시 해 주세요.', en: 'Briefly unavailable. Please try again shortly.' },
  internal: {
    ko: '우리 쪽에 문제가 생겼어요. 다시 해 주세요.',
    en: 'Something went wrong on our side. Please try again.',
  },
  // 당직, 센터 정보, 열람 기록
  shift_wrong: {
    ko: '근무를 더하지 않았어요. 맞지 않는 칸을 고쳐 주세요.',
    en: 'Nothing was added. Please correct the fields that do not fit.',
  },
  shift_overlaps: {
    ko: '고른 날에 이미 이분의 근무가 있어요. 아무것도 더하지 않았어요.',
    en: 'This person is on duty already at one of these times. Nothing was added.',
  },
  shift_over: { ko: '이미 끝난 근무라 바꿀 수 없어요.', en: 'This shift is over and cannot be changed.' },
  shift_gone: {
    ko: '방금 바뀐 근무예요. 지금 내용을 보고 다시 해 주세요.',
    en: 'This shift has just changed. Look at it as it is now, then try again.',
  },
  shift_covered: { ko: '다른 상담사가 이미 대신하기로 했어요.', en: 'Somebody else covers this shift already.' },
  own_shift: {
    ko: '이미 이분의 근무예요. 대신할 다른 분을 골라 주세요.',
    en: 'It is this person’s own shift. Choose somebody else to cover it.',
  },
  not_for_duty: {
    ko: '당직은 켜져 있는 상담사나 책임자 계정만 설 수 있어요.',
    en: 'Only counsellors and leads whose account works can be on duty.',
  },
  no_such_staff: {
    ko: '이 센터에 없는 계정이에요. 목록을 새로 보고 골라 주세요.',
    en: 'This centre has no such account. Reload the list and choose again.',
  },
  facts_wrong: {
    ko: '센터 정보를 바꾸지 않았어요. 맞지 않는 칸을 고쳐 주세요.',
    en: 'Nothing was changed. Please correct the fields that do not fit.',
  },
  facts_changed: {
    ko: '그 사이에 센터 정보가 바뀌었어요. 아무것도 바꾸지 않았어요. 지금 값을 보고 다시 해 주세요.',
    en: 'The centre’s facts have changed meanwhile, and nothing was written. Look at them as they are now, then try again.',
  },
  month_wrong: {
    ko: '달은 2026-11처럼 적어 주세요. 이번 달까지 볼 수 있어요.',
    en: 'Write a month as 2026-11, up to the present one.',
  },
  reason_required: {
    ko: '파일로 받는 이유를 200자까지 적어 주세요. 이유는 기록에 남아요.',
    en: 'Say in up to 200 characters what the file is for. The reason is kept.',
  },
};

/** The sentence of `code` in the language asked for. `thrown`: what it was thrown with; where that is Korean it knows more
 *  (who has claimed it), so it goes first for whoever reads Korean. */
export function sentenceOf(code: string, acceptLanguage: string | undefined, thrown: string): string {
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (/^\s*en\b/i.test(acceptLanguage ?? '')) return sentence?.en ?? thrown;
  return /[가-힣]/.test(thrown) ? thrown : (sentence?.ko ?? thrown);
}
