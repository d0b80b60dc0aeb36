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
  too_large: {
    ko: '보낸 내용이 너무 커요(64KB까지, CSV 파일은 2MB까지).',
    en: 'The body is too large (64 KB at most, a CSV file 2 MB).',
  },
  csv_wanted: { ko: 'CSV 파일(text/csv)로 보내 주세요.', en: 'Please send a CSV file, as text/csv.' },
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
  closed: { ko: '이미 닫힌 사례예요.', en: 'This case is already closed.' },
  no_number: {
    ko: '남긴 번호가 없어요. 이미 지워졌거나 이 대화로 하기로 하셨어요.',
    en: 'There is no number: none was left, or it has been deleted.',
  },
  too_many_streams: {
    ko: '열린 화면이 너무 많아요. 다른 창을 닫아 주세요.',
    en: 'Too many open desks. Close another tab.',
  },
  busy: {
    ko: '지금 요청이 몰려 급한 일부터 하고 있어요. 잠시 뒤 다시 해 주세요.',
    en: 'Very busy just now; urgent work goes first. Please try again shortly.',
  },
  unavailable: { ko: '잠시 연결이 어려워요. 곧 다시 해 주세요.', en: 'Briefly unavailable. Please try again shortly.' },
  internal: {
    ko: '우리 쪽에 문제가 생겼어요. 다시 해 주세요.',
    en: 'Something went wrong on our side. Please try again.',
  },
  // 캠페인
  dates_reversed: {
    ko: '끝나는 날이 시작하는 날보다 빨라요. 두 날짜를 다시 봐 주세요.',
    en: 'The last day lies before the first one. Please check both dates.',
  },
  changed_meanwhile: {
    ko: '그 사이에 내용이 바뀌었어요. 지금 내용을 보고 다시 고쳐 주세요.',
    en: 'Somebody else has changed this meanwhile. Look at it as it is now, then change it again.',
  },
  placement_exists: {
    ko: '이 캠페인에 같은 이름의 게시물이 이미 있어요. 다른 이름을 써 주세요.',
    en: 'This campaign already has a placement of this name. Please use another one.',
  },
  repoint_self: {
    ko: '자기 자신으로는 돌릴 수 없어요. 다른 게시물을 골라 주세요.',
    en: 'A code cannot be repointed to its own placement. Choose another one.',
  },
  repoint_retired: {
    ko: '고르신 게시물은 거둔 것이에요. 걸려 있는 게시물을 골라 주세요.',
    en: 'The placement you chose was taken down. Choose one that hangs.',
  },
  repoint_chain: {
    ko: '고르신 게시물은 이미 다른 게시물로 세고 있어요. 그 게시물을 바로 골라 주세요.',
    en: 'The placement you chose already counts for another one. Choose that one.',
  },
  repoint_is_target: {
    ko: '다른 코드가 이 게시물로 세고 있어요. 그 코드를 먼저 되돌려 주세요.',
    en: 'Other codes count for this placement. Undo those first.',
  },
  csv_empty: {
    ko: '파일에 읽을 줄이 없어요. 한 줄에 게시물 이름 하나씩 적어 주세요.',
    en: 'There is no line in this file. Write the name of one placement on each line.',
  },
  csv_unreadable: {
    ko: 'CSV 파일로 읽을 수 없어요. 엑셀이라면 ‘CSV UTF-8’로 저장해서 올려 주세요.',
    en: 'This cannot be read as a CSV file. In Excel, save it as “CSV UTF-8”.',
  },
  csv_broken: {
    ko: '큰따옴표가 닫히지 않은 줄이 있어요. 그 줄을 고쳐 주세요.',
    en: 'A quotation mark is not closed. Please mend that line.',
  },
  csv_no_name: {
    ko: '‘이름’ 열이 없어요. 첫 줄에 이름, 자리를 적어 주세요.',
    en: 'There is no “name” column. Write name and spot into the first line.',
  },
  csv_too_many: {
    ko: '한 번에 1,000줄까지 만들 수 있어요. 파일을 나누어 주세요.',
    en: 'At most 1,000 lines at a time. Please split the file.',
  },
  csv_faults: {
    ko: '고칠 줄이 있어서 아무것도 만들지 않았어요. 그 줄을 고쳐서 다시 올려 주세요.',
    en: 'Some lines must be mended, so nothing was made. Mend them and send the file again.',
  },

  // 사례
  news_since: {
    ko: '그 사이에 새 소식이 있어요. 읽어 보시고 다시 해 주세요.',
    en: 'Something new has come meanwhile. Please read it and try again.',
  },
  alarm_since: {
    ko: '그 사이에 위험 신호가 새로 왔어요. 읽어 보시고 위험군을 다시 정해 주세요.',
    en: 'Something new has rung meanwhile. Please read it and choose the tier again.',
  },
  attempts_missing: {
    ko: '닿지 않은 통화 기록이 세 번이 되어야 이렇게 닫을 수 있어요.',
    en: 'Three logged calls that did not reach the person are needed before a case is closed like this.',
  },
  check_missing: {
    ko: '마지막 시도 뒤에 책임자의 확인이 아직 없어요. 확인을 부탁해 주세요.',
    en: 'A lead must look at this case after the last attempt. Please ask one of them.',
  },
  plan_missing: {
    ko: '8주 계획이 아직 없어요. 먼저 계획을 시작해 주세요.',
    en: 'There is no eight-week plan yet. Please start it first.',
  },
  offer_pending: {
    ko: '이미 다른 분께 부탁해 두었어요. 먼저 그 부탁을 거두어 주세요.',
    en: 'Somebody was asked already. Take that offer back first.',
  },
  no_offer: {
    ko: '넘겨받을 부탁이 없어요. 부탁을 거두었거나, 그 사이에 담당이 바뀌었어요.',
    en: 'There is no offer to you. It was taken back, or the case changed hands meanwhile.',
  },
  own_offer: {
    ko: '자기 자신에게는 부탁할 수 없어요. 다른 분을 골라 주세요.',
    en: 'You cannot ask yourself. Please choose a colleague.',
  },

  // 후속
  already_done: { ko: '이미 마친 일이에요.', en: 'This was done already.' },
  assigned_now: {
    ko: '그 사이 담당이 바뀌었어요. 새로 확인해 주세요.',
    en: 'It was given to somebody else meanwhile. Please look again.',
  },
  due_past: {
    ko: '지난 날짜로는 할 수 없어요. 앞으로의 날짜를 골라 주세요.',
    en: 'That day is over. Please choose a later one.',
  },
  due_far: { ko: '1년 안의 날짜를 골라 주세요.', en: 'Please choose a day within a year.' },
  plan_start: {
    ko: '8주 계획은 7일 전부터 30일 뒤까지의 날짜에 시작할 수 있어요.',
    en: 'The eight weeks may begin on a day from 7 days ago to 30 days ahead.',
  },
  plan_exists: {
    ko: '이분의 8주 계획이 이미 있어요. 지금 계획의 할 일을 확인해 주세요.',
    en: 'This person has an eight-week plan already. Please see its steps.',
  },
  unknown_assignee: {
    ko: '그분께는 맡길 수 없어요. 우리 센터에서 지금 일하는 상담사나 책임자를 골라 주세요.',
    en: 'This cannot be given to that person. Choose a counsellor or lead who works at this centre now.',
  },
  lead_wanted: {
    ko: '책임자 확인은 책임자에게만 맡길 수 있어요.',
    en: 'What a lead must decide can only be given to a lead.',
  },
  lead_only: {
    ko: '세 번 닿지 않은 일은 책임자가 정해요. 책임자에게 맡겨 주세요.',
    en: 'Where nobody was reached three times, a lead decides. Please give it to one.',
  },
  nobody_named: { ko: '누구에게 맡길지 골라 주세요.', en: 'Please say to whom it is given.' },
  unknown_gatekeeper: {
    ko: '그 지킴이를 찾을 수 없어요. ‘기관과 지킴이’에 있는 분을 골라 주세요.',
    en: 'There is no such gatekeeper. Choose one from the directory.',
  },
  no_gatekeeper_task: {
    ko: '지킴이는 ‘지킴이 살펴보기’에만 정할 수 있어요.',
    en: 'A gatekeeper can only be named for a gatekeeper’s visit.',
  },
  tier_too_high: {
    ko: '고위험군이라 지킴이가 아니라 상담사가 만나야 해요. 상담사가 위험이 낮아졌다고 판단해 기록하면 맡길 수 있어요.',
    en: 'At high risk a counsellor is needed, not a gatekeeper. It is possible once a counsellor has lowered the tier, with a reason.',
  },
  wrong_outcome: {
    ko: '이 일에는 그 결과를 쓸 수 없어요. 목록에서 골라 주세요.',
    en: 'This task does not end like that. Please choose from the list.',
  },
  referral_goes_on: {
    ko: '연계 확인은 연계가 확인되거나 거절되면 저절로 마쳐요. 연계 상태를 바꾸거나 뒤로 미뤄 주세요.',
    en: 'This ends by itself when the referral is confirmed or declined. Change the referral, or put it off.',
  },
  phone_not_dialled: {
    ko: '걸 수 있는 번호가 아니에요. 지역번호까지 숫자와 붙임표(-)로 써 주세요. 예: 02-123-4567, 1577-0199',
    en: 'This number cannot be dialled. Use digits and hyphens with the area code, e.g. 02-123-4567 or 1577-0199.',
  },
  resource_exists: {
    ko: '같은 종류, 이름, 번호로 이미 있어요.',
    en: 'There is an entry of the same kind, name and number already.',
  },
  resource_changed: {
    ko: '그 사이 다른 분이 고쳤어요. 바뀐 내용을 확인하고 다시 고쳐 주세요.',
    en: 'Somebody changed it meanwhile. Please look at it and change it again.',
  },
  unknown_resource: {
    ko: '그 기관을 찾을 수 없거나 지금은 쓰지 않아요. 다른 곳을 골라 주세요.',
    en: 'There is no such entry, or it is not used any more. Please choose another.',
  },
  consent_missing: {
    ko: '이 기관에 알려도 된다는 동의가 아직 없어요. 사례의 ‘다른 기관에 알리기’에서 기관 이름 그대로 여쭈어 주세요.',
    en: 'There is no consent yet to tell this agency. Ask for it in the case under “Telling another agency”, by the same name.',
  },
  referral_exists: {
    ko: '같은 곳에 부탁한 연계가 아직 진행 중이에요.',
    en: 'A referral to the same place is still under way.',
  },
  state_now: {
    ko: '연계 상태가 이미 그 단계이거나 더 나아갔어요. 새로 확인해 주세요.',
    en: 'The referral stands there already, or further on. Please look again.',
  },
  note_wanted: { ko: '이유를 적어 주세요.', en: 'Please write down why.' },
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
  takes_overlap: {
    ko: '그 시간에 이미 다른 근무가 있어요. 겹치지 않는 분이나 근무를 골라 주세요.',
    en: 'There is another shift at that time already. Choose somebody or a shift that does not overlap.',
  },
  ask_back: {
    ko: '근무를 바로 돌려줄 수 없어요. 돌려받을 분께 부탁해 주세요. 받기 전까지는 계속 당직이에요.',
    en: 'A shift cannot simply be given back. Ask its owner; until they accept you stay on duty.',
  },
  not_their_shift: {
    ko: '그 근무를 서기로 한 분만 부탁할 수 있어요. 지금 당직표를 보고 다시 해 주세요.',
    en: 'Only whoever is to be on can ask for it. Look at the roster as it is now, then try again.',
  },
  offer_open: {
    ko: '이 근무는 이미 다른 분께 부탁했어요. 먼저 그 부탁을 거둬 주세요.',
    en: 'Somebody was asked to take this shift already. Take that request back first.',
  },
  offer_gone: {
    ko: '이미 끝난 부탁이에요. 그 사이에 답했거나 근무가 바뀌었어요.',
    en: 'This request is over: it was answered, or the shift has changed.',
  },
  back_begun: {
    ko: '바꾸어 설 근무가 이미 시작했거나 없어졌어요. 앞으로의 근무를 골라 주세요.',
    en: 'The shift to be taken in return has begun or is gone. Choose one that is still to come.',
  },
  handover_passed: {
    ko: '그 사이에 당직이 바뀌었거나 다른 분이 먼저 받았어요. 지금 내용을 다시 봐 주세요.',
    en: 'Duty has passed on meanwhile, or somebody was faster. Please look at it as it is now.',
  },
  not_on_duty: {
    ko: '지금 당직인 분이나 책임자만 인수인계를 받을 수 있어요.',
    en: 'Only whoever is on duty now, or a lead, accepts the handover.',
  },
  handover_late: {
    ko: '당직 중이거나 끝난 지 2시간 안일 때, 또는 책임자만 메모를 남길 수 있어요.',
    en: 'A note is left while on duty, within two hours after it, or by a lead.',
  },
  minute_wrong: {
    ko: '시각은 2026-11-30T03:12처럼 적어 주세요.',
    en: 'Write the minute as 2026-11-30T03:12.',
  },
  rotation_wrong: {
    ko: '순번을 저장하지 않았어요. 맞지 않는 칸을 고쳐 주세요.',
    en: 'The rotation was not saved. Please correct the fields that do not fit.',
  },
  rotation_clashes: {
    ko: '같은 시간에 이미 다른 근무가 있는 분이 있어서 저장하지 않았어요. 겹치는 때를 보고 사람이나 시간을 바꿔 주세요.',
    en: 'Somebody would be in two places at once, and nothing was saved. Look at the times and change the people or the hours.',
  },
  rotation_changed: {
    ko: '그 사이에 다른 분이 순번을 바꾸었어요. 아무것도 바꾸지 않았어요. 지금 내용을 보고 다시 해 주세요.',
    en: 'Somebody has changed this rotation meanwhile, and nothing was saved. Look at it as it is now, then try again.',
  },
  no_such_rotation: {
    ko: '없거나 이미 끝난 순번이에요. 목록을 새로 봐 주세요.',
    en: 'There is no such rotation, or it has ended. Please reload the list.',
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
  // 단계, 훈련
  moment_wrong: {
    ko: '지금부터 석 달 안의 때를 골라 주세요.',
    en: 'Please choose a moment from now on, at most three months ahead.',
  },
  ladder_wrong: {
    ko: '단계에 맞지 않는 곳이 있어요. 표시된 곳을 고쳐 주세요.',
    en: 'Some of the ladder does not fit. Please correct what is marked.',
  },
  ladder_changed: {
    ko: '그 사이에 다른 분이 단계를 바꿨어요. 새로 열어 보시고 다시 고쳐 주세요.',
    en: 'Somebody else has changed the ladder meanwhile. Please open it again and repeat your change.',
  },
  drill_runs: {
    ko: '이분의 훈련이 벌써 진행 중이에요. 끝난 뒤에 다시 시작해 주세요.',
    en: 'A drill of this person is running. Please start again when it is over.',
  },
  drill_no_walk: {
    ko: '훈련 대화를 열지 못했어요. 설치를 맡은 분께 CHAT_URL을 확인해 달라고 해 주세요.',
    en: 'The drill could not open its conversation. Please ask whoever looks after the installation to check CHAT_URL.',
  },
  drill_nobody: {
    ko: '이 센터에서 사례를 맡는 분을 골라 주세요.',
    en: 'Please choose somebody of this centre who takes cases.',
  },
  // 내 알림
  alert_wrong: {
    ko: '더하지 않았어요. 맞지 않는 칸을 고쳐 주세요.',
    en: 'Nothing was added. Please correct the field that does not fit.',
  },
  alert_known: {
    ko: '이미 목록에 있어요. 확인이 남아 있으면 그 줄에서 확인 번호를 새로 받아 주세요.',
    en: 'It is in the list already. If it still has to be confirmed, get a new code there.',
  },
  alert_not_set_up: {
    ko: '이 서버에는 아직 이 방법이 준비되어 있지 않아요. 관리자에게 물어봐 주세요.',
    en: 'This server is not set up for this yet. Please ask your administrator.',
  },
  alert_verified: { ko: '이미 이어진 계정이에요.', en: 'This account is connected already.' },
  too_many_alerts: {
    ko: '방법은 10개까지예요. 쓰지 않는 것을 빼고 다시 더해 주세요.',
    en: 'At most ten ways. Remove one you do not use, then add this one.',
  },
  too_soon: {
    ko: '방금 보냈어요. 1분 뒤에 다시 해 주세요.',
    en: 'One was sent a moment ago. Please wait a minute.',
  },
  code_wrong: {
    ko: '번호가 달라요. 받은 여섯 자리를 다시 확인해 주세요.',
    en: 'That is not the code. Please look at the six digits again.',
  },
  code_over: {
    ko: '번호의 시간이 지났거나 여러 번 틀렸어요. 새 번호를 받아 주세요.',
    en: 'The code is out of time, or was wrong too often. Please get a new one.',
  },
  no_alert_way: {
    ko: '아직 확인을 마친 방법이 없어요. 먼저 하나를 더하고 확인해 주세요.',
    en: 'No way is confirmed yet. Please add one and confirm it first.',
  },
  // 집계, 월간 지표
  months_wrong: {
    ko: '달은 2026-01처럼 적어요. 시작하는 달과 끝나는 달을 다시 골라 주세요.',
    en: 'A month is written as 2026-01. Please choose the first and the last month again.',
  },
  months_reversed: {
    ko: '끝나는 달이 시작하는 달보다 빨라요. 두 달을 다시 골라 주세요.',
    en: 'The last month lies before the first one. Please choose both again.',
  },
  months_too_many: {
    ko: '한 번에 24개월까지 볼 수 있어요. 기간을 줄여 주세요.',
    en: 'At most 24 months at a time. Please choose fewer.',
  },
  target_wrong: {
    ko: '목표는 검진 인원, 고위험군 발굴, 상담 연계, 연계에 0부터 1,000,000까지의 수로 정해요. 0이면 목표가 없는 것으로 봐요.',
    en: 'A target is a whole number from 0 to 1,000,000 for screened, high, counselled or linked, of a year from 2020. 0 means no target.',
  },
};

/** The sentence of `code` in the language asked for. `thrown`: what it was thrown with; where that is Korean it knows more
 *  (who has claimed it), so it goes first for whoever reads Korean. */
export function sentenceOf(code: string, acceptLanguage: string | undefined, thrown: string): string {
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (/^\s*en\b/i.test(acceptLanguage ?? '')) return sentence?.en ?? thrown;
  return /[가-힣]/.test(thrown) ? thrown : (sentence?.ko ?? thrown);
}
