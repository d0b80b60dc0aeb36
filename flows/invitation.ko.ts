/** What hangs on the wall and what stands behind its code, in Korean: the words of SCRIPT.md 4, letter by letter. */
import type { Invitation } from './invitation.ts';

export const ko: Invitation = {
  poster: {
    headline: '요즘, 마음은 좀 어떠세요?',
    lead: '혈압을 재듯, 마음도 5분쯤 살펴보세요.',
    how: '휴대폰 카메라로 네모 그림을 비추고, 뜨는 주소를 누르세요.',
    promise: '이름 없이 · 무료 · 설치 없이',
    staff: '어려우시면 옆 직원에게 말씀해 주세요. 함께 해 드려요.',
    crisis: '많이 힘드시면 검사보다 전화가 먼저예요.',
    always: '(24시간)',
    center: '{center}',
    phone: '[☎ {phone}]',
    hours: '[({hours})]',
    limits: '진단이 아니며, 24시간 지켜보는 서비스가 아니에요.',
    picture: '네모 그림(QR 코드)',
  },
  landing: {
    title: '마음지기',
    welcome: '잘 오셨어요.',
    old: '오래된 QR이지만 여기서 그대로 하실 수 있어요.',
    what: '[{center} ]마음지기예요. 몇 가지 질문으로 요즘 마음을 살펴봐요. 5분쯤 걸리고 이름은 쓰지 않아요.',
    start: '여기서 시작하기',
    kakao: '카카오톡에서 하기',
    line: 'LINE에서 하기',
    crisis: '지금 많이 힘드시면 전화가 먼저예요.',
    limits: '진단이 아니에요. 24시간 지켜보지 않아요.',
    center: '[{center}]',
    hours: '[({hours})]',
    counted: '이 주소를 연 횟수만 세고, 누구신지는 남기지 않아요.',
    other: 'English',
  },
  booth: '혈압 재듯 마음도 한번 살펴보고 가세요. 혼자 하셔도 되고, 도와드려도 돼요.',
};
