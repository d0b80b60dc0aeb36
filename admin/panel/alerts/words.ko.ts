import type { AlertPage, AlertWay, DutyReach } from '../../contract.ts';

/** Words of 내 알림. `words.en.ts` must have the same keys. */
export const ko = {
  title: '내 알림',
  lead: '이 화면을 닫아 두어도 대기가 생기면 여기 정한 순서대로 불러 드려요. 알림에는 이름도, 답도, 점수도 나오지 않아요.',
  none: '지금은 나를 부를 방법이 없어요. 아래에서 하나 더하고 확인까지 마쳐 주세요.',
  onlyOne: '방법이 하나뿐이에요. 그것이 안 될 때를 위해 하나 더 두면 좋아요.',

  // A way
  ways: '나를 부르는 순서',
  kind: { push: '이 기기의 알림', line: 'LINE', email: '이메일', team: '팀 대화방' },
  pushOn: (device: string) => `알림: ${device}`,
  here: '이 기기',
  channel: { sms: '문자', voice: '전화', alimtalk: '알림톡' },
  by: (channel: string, provider: string) => `${channel} (${provider})`,
  state: {
    waiting: '확인이 남았어요. 확인 전에는 아무것도 보내지 않아요.',
    untried: '확인했어요. 아직 보낸 적은 없어요.',
    works: '잘 되고 있어요.',
    failing: '계속 실패하고 있어요.',
    gone: '더는 쓸 수 없는 곳이에요. 빼고 새로 더하거나, 새로 확인해 주세요.',
  } satisfies Record<AlertWay['state'], string>,
  worked: (time: string) => `마지막 성공 ${time}`,
  failed: (time: string) => `마지막 실패 ${time}`,
  fault: (code: string) => `까닭: ${code}`,
  when: '언제 부를까요',
  whenOf: (way: string) => `${way}: 언제 부를까요`,
  after: (minutes: number) => (minutes === 0 ? '바로' : `${minutes}분 뒤`),
  remove: '빼기',
  removeOf: (way: string) => `${way} 빼기`,
  removeSure: '정말 뺄까요? 이 길로는 더 부르지 않아요.',
  removeYes: '네, 뺄게요',
  anew: '다시 확인하기',

  // Proving it
  code: '받은 번호 여섯 자리',
  confirm: '확인',
  newCode: '새 번호 받기',
  codeSent: (until: string) => `번호를 보냈어요. ${until}까지 넣어 주세요.`,
  codeOver: '번호의 시간이 지났어요. 새 번호를 받아 주세요.',
  tapPush: '방금 이 기기로 알림을 보냈어요. 그 알림을 누르면 확인이 끝나요.',
  tapOver: '알림을 누를 시간이 지났어요. 새로 보내 주세요.',
  tapAgain: '알림 다시 보내기',
  lineSend: '센터의 LINE 대화방에 아래 글을 그대로 보내 주세요. 10분 안에 보내면 이어져요.',
  lineText: (code: string) => `직원 ${code}`,
  lineFind: (id: string) => `LINE에서 ${id}를 찾아 주세요.`,
  lineHidden: '코드는 받은 그때만 보여요. 놓쳤으면 새 코드를 받아 주세요.',
  lineNew: '새 코드 받기',
  confirmed: '확인됐어요. 이제 여기로도 불러 드려요.',

  // Adding
  add: '방법 더하기',
  addPush: '이 기기에서 알림 받기',
  addEmail: '이메일',
  addLine: 'LINE',
  addHook: (channel: string, provider: string) => `${channel} · ${provider}`,
  address: '이메일 주소',
  addressHint: '예: kim@center.example.kr',
  number: '휴대폰 번호',
  numberHint: '예: 010-1234-5678',
  submit: '더하고 확인 번호 받기',
  push: {
    ask: '누르면 브라우저가 알림을 허락할지 물어요. ‘허용’을 골라 주세요.',
    denied:
      '이 브라우저에서 알림이 막혀 있어요. 주소창 왼쪽의 자물쇠나 설정 단추를 눌러 ‘알림’을 허용으로 바꾼 뒤 다시 눌러 주세요.',
    unable: '이 브라우저는 알림을 지원하지 않아요. 다른 브라우저로 열거나 다른 방법을 더해 주세요.',
    insecure:
      'https가 아닌 주소에서는 브라우저가 알림을 허락하지 않아요. 관리자에게 https 주소를 물어보거나 다른 방법을 더해 주세요.',
    ios: 'iPhone·iPad에서는 먼저 설치가 필요해요(iOS 16.4부터). Safari 아래의 공유 단추 → ‘홈 화면에 추가’를 누르고, 홈 화면의 마음지기를 열어 이 화면에서 다시 눌러 주세요.',
    failed: '브라우저가 알림 주소를 주지 않았어요. 인터넷 연결을 확인하고 다시 눌러 주세요.',
    on: '이 기기는 이미 목록에 있어요.',
    install:
      '휴대폰에서는 브라우저 메뉴의 ‘홈 화면에 추가’나 ‘앱 설치’로 넣어 두면 앱처럼 열리고 알림이 더 확실해요. 무음·방해 금지 중에도 들리게 하려면 휴대폰의 알림 설정에서 마음지기를 예외로 두세요.',
  },

  // Page me now
  test: '지금 나를 불러 보기',
  testLead: '진짜 호출과 똑같은 길로 시험 알림을 보내요. 도착한 시각이 아래에 보여요.',
  pages: '최근에 나를 부른 기록',
  noPages: '아직 없어요.',
  page: {
    case: '대기',
    raised: '더 급해짐',
    lapsed: '다시 대기',
    offer: '동료의 부탁',
    exhausted: '아무도 맡지 않음',
    duty: '당직',
    test: '시험 호출',
    drill: '훈련',
  } satisfies Record<AlertPage['kind'], string>,
  pageState: {
    due: (time: string) => `${time}에 보내요`,
    accepted: (time: string) => `${time} 보냈어요`,
    delivered: (time: string) => `${time} 도착했어요`,
    failed: '보내지 못했어요',
    void: '그 사이 필요 없어졌어요',
  },
  removedWay: '뺀 방법',
  noWay: '방법이 없었어요',

  // The centre's
  center: '센터가 함께 쓰는 알림',
  centerLead: '책임자와 관리자만 봐요.',
  team: '팀 대화방',
  teamHint: 'Slack, 잔디, Teams 같은 대화방의 ‘수신 웹훅’ 주소예요. https://로 시작해요.',
  teamAddress: '웹훅 주소',
  teamLabel: '부르는 이름',
  addTeam: '대화방 더하기',
  hooks: '문자·전화·알림톡 업체',
  hooksLead: '업체를 더하면 직원들이 자기 번호를 그 길로 더할 수 있어요.',
  hookName: '업체 이름',
  hookChannel: '보내는 방식',
  hookUrl: '업체의 훅 주소',
  hookUrlHint: 'https://로 시작해요. 서명 방법은 docs/operating.md에 있어요.',
  addHookButton: '업체 더하기',
  hookSecret: '업체에 넣을 서명 비밀이에요. 지금 한 번만 보여요.',
  hookRemoveSure: '이 업체로 받는 직원은 더 불리지 않아요. 정말 뺄까요?',

  // On 당직
  unreached: '부를 수 없는 당직이 있어요',
  unreachedWhy: {
    none: '알림 방법이 없어요',
    unverified: '확인을 마친 방법이 없어요',
    failing: '방법이 계속 실패해요',
    gone: '방법이 더는 없는 곳이에요',
  } satisfies Record<DutyReach['unreached'][number]['why'], string>,
  unreachedLine: (name: string, from: string, times: number, why: string) =>
    `${name} · ${from}부터${times > 1 ? ` ${times}번` : ''} · ${why}`,
  unreachedMine: '내 알림에서 정하기',
};

export type AlertWords = typeof ko;
