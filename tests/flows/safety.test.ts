import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { en } from '../../flows/lexicon.en.ts';
import { ko } from '../../flows/lexicon.ko.ts';
import { detect, readAtEachEnd, stronger } from '../../flows/safety.ts';
import { expectEach, outcome } from './heard.ts';

test('digits alone are an answer: no row of either lexicon is about them', () => {
  for (let n = 0; n < 10_000; n += 1) {
    expect(detect(String(n)).level).toBe('none');
    // Read through every row: the sign keeps it from being taken for an answer at once.
    expect(detect(`${n}·`).level).toBe('none');
  }
});

describe('crisis, in plain words', () => {
  expectEach(
    'P1',
    `
    죽고 싶다
    죽고 싶어요
    너무 힘들고 죽고만 싶네요
    자살하고 싶어
    목숨을 끊고 싶다
    죽어버릴까
    그냥 죽을까
    죽는 게 나을 것 같아요
    차라리 죽었으면 좋겠어요
    빨리 죽어야지
    자살
    자살 충동이 들어요
    자해하고 싶어요
    자살 시도 했어요
    불안 죽고 싶어요
    죽고 싶은데 아무도 없어요
    죽고 싶은 마음밖에 없어요
    엄마한테 죽고 싶다고 했어요
    제가 죽고 싶다고 했더니 엄마가 울었어요
    남자친구가 헤어지자고 해서 죽고 싶어요
    살려주세요
    I want to die
    i wanna die so bad
    I might kill myself
    i want to commit suicide
    I feel suicidal
    No, I want to die
    I'm not okay, I want to die
    I wish I were dead
    please save me
    I cut myself
    나 kms 할래
    자살하고 싶다 I don't know
    `,
  );
});

describe('crisis, spaced out, misspelt, disguised', () => {
  expectEach(
    'P1',
    `
    죽 고 싶 다
    죽 고 싶
    죽.고.싶.다
    죽고... 싶어
    나 죽 고싶 어
    죽구싶다
    죽고 시퍼
    죽고시퍼요
    주꼬시퍼
    쥭고싶어
    죽고싶당
    죽고오오오 싶어어어어
    죽고ㅠㅠ싶어
    죽1고2싶다
    ㅈ살
    ㅈㅏㅅㅏㄹ
    ㅈㅜㄱㄱㅗ싶다
    ㅈr살
    자1살
    자@살
    나 ㅈ살 마렵다
    ㅈㅅ하고 싶다
    wnrrh tlvek
    죽고 싶다
    s u i c i d e
    su1cide
    k1ll mys3lf
    k.i.l.l myself
    KILL MYSELF
    ｋｉｌｌ ｍｙｓｅｌｆ
    𝓀𝒾𝓁𝓁 𝓂𝓎𝓈𝑒𝓁𝒻
    kіll mуsеlf
    i want to dieeeeee
    iwanttodie
    kms
    `,
  );
  it('hears Hangul sent as separate jamo', () => {
    expect(outcome(detect('죽고 싶다'.normalize('NFD')))).toBe('P1');
    expect(detect('나 죽고 싶다'.normalize('NFD')).span?.[0]).toBe('나 '.normalize('NFD').length);
  });
  expectEach('P2', 'ㅈㅅ\nㅈㅅ요');
});

describe('crisis, in other words', () => {
  expectEach(
    'P1',
    `
    사라지고 싶다
    살기 싫다
    이 세상에서 살기 싫어요
    다 끝내고 싶다
    영원히 잠들고 싶다
    눈 안 떴으면
    태어나지 말았어야
    내가 없어지면 다들 편할 텐데
    더는 못 버티겠어
    살 이유가 없어요
    살고 싶지 않아요
    그만 살고 싶어요
    영감 곁으로 가고 싶어
    세상에서 지워지고 싶어요
    죽지 못해 살아요
    극단적인 선택을 하고 싶어요
    I don't want to live anymore
    I don’t want to be here anymore
    I want to disappear
    everyone would be better off without me
    I wish I was never born
    can't do this anymore
    no reason to live
    `,
  );
  expectEach(
    'P2',
    '왜 사는지 모르겠어요\n요즘 자꾸 나쁜 생각이 들어요\n살아갈 자신이 없어요\n오늘이 마지막이에요\n가족에게 짐만 돼요\n못 버티겠어요\nI am a burden\nnobody would miss me',
  );
});

describe('crisis now: plan, means, act, danger', () => {
  expectEach(
    'P0',
    `
    유서 썼어
    유서를 쓰고 있어요
    이제 가자 유서 썼어
    놀자. 유서 썼어
    번개탄
    약 모아놨어
    수면제를 한꺼번에 먹었어요
    수면제 몇 알 먹으면 죽어요
    밧줄 샀어요
    옥상에 왔어
    다리 난간에 서 있어
    목을 매려고 해요
    손목을 그었어요
    나 오늘 죽을 거예요
    자살할 거예요
    죽으려고 해요
    뛰어내리려고 해요
    죽는 방법 알려줘
    지금 당장 죽고 싶어요
    지금 위험해요
    네, 지금 위험해요
    I wrote my suicide note
    I took all my pills
    I am going to kill myself
    I want to kill myself tonight
    I am on the roof
    how to kill myself
    Yes, I am in danger
    `,
  );
  expectEach('P2', '그동안 고마웠어요\n다들 잘 있어요\ngoodbye forever');
});

describe('what an outsider found unheard', () => {
  expectEach(
    'P0',
    `
    타이레놀 30알 먹었어요
    게보린 스무 알을 한꺼번에 먹었어요
    혈압약 40알 삼켰어요
    서른 알 먹었어
    수면유도제 한 통 다 먹었어요
    가스 틀었어요
    가스 틀어 놨어
    칼 들고 있어요
    창문에 걸터앉았어요
    목을 조르고 있어요
    한강 왔어요
    죽고 싶어 한강 왔어요
    저 지금 한강에 있어요
    지금 한강이야
    지금 한강 다리야
    마포대교 왔어요
    지금 마포대교야
    한강 라면 먹고 목을 조르고 있어요
    지금 한강이야. 운동화 벗었어
    칼 들고 있어요. 엄마한테 사과하고 싶어요
    가스 틀었어요. 밥해 놓고 갈게요
    밤새 창문에 걸터앉았어요
    어젯밤 30알 먹었어요
    `,
  );
  expectEach(
    'P1',
    `
    환청이 자꾸 죽으래요
    환청이 들리는데 자꾸 죽으라고 해요
    목소리가 자꾸 뛰어내리라고 해요
    이제 그만 살래
    유언장을 써 놨어요
    차에 치이고 싶어
    왜 안 죽는지 모르겠어
    시체가 되고 싶다
    인생 로그아웃
    주글래
    나 주글래
    주거버릴래
    뒤질래
    죽고 싶어 한숨만 나와요
    내일 다 끝내고 싶다
    목소리가 죽어라고 해요
    혼자 그만 살래
    `,
  );
  expectEach(
    'P2',
    `
    엄마 따라가고 싶어요
    작별 인사 드리러 왔어요
    끝내고 싶어요
    내일 끝내고 싶어요
    죽을 용기가 안 나
    타이레놀 8알 먹었어요
    작년에 죽으려다 실패했어요
    남편이 죽이겠대요
    남편이 때려요
    아빠가 술 먹고 때려요
    저보고 죽으래요
    `,
  );
  expectEach('P0 other', '친구가 타이레놀 30알 먹었어요\n남편이 칼 들고 있어요');
  expectEach('P2 other', '친구가 죽고 싶어한대요\n친구가 죽고 싶어해요');
  expectEach('P0 other', '친구가 지금 칼 들고 있어요');
  describe('and the everyday beside it', () => {
    expectEach(
      'none',
      `
      한강 놀러 왔어요
      놀러 한강 왔어요
      친구들이랑 한강 왔어요
      한강에 자전거 타러 왔어요
      한강 라면 먹었어요
      한강 이야기 해 주세요
      좋아하는 작가는 한강이에요
      가스 요금 틀렸어요
      가스 불 켜고 라면 끓였어요
      칼 들고 요리하고 있어요
      드라마에서 칼 들고 있어요
      창문에 걸터앉은 고양이
      고양이가 창문에 걸터앉았어요
      넥타이가 목을 졸라요
      빚이 목을 조르고 있어요
      타이레놀 한 알 먹었어요
      약 두 알 먹었어요
      포도 30알 먹었어요
      하루에 12알씩 드세요
      작별 인사하고 퇴사했어요
      시험 끝내고 싶어요
      숙제 끝내고 싶어요
      오늘 일 끝내고 싶어요
      게임 로그아웃
      로그아웃했어요
      엄마 따라 시장에 가고 싶어요
      옷은 이제 그만 살래
      바퀴벌레가 왜 안 죽지
      주거 환경이 나빠요
      쭈글쭈글해요
      열정을 다 털어 넣었어요
      목소리가 죽어라고 안 나와요
      가방 뒤질래
      너 뒤질래
      남편이 때려치웠어요
      유언장 공증이 뭐예요
      `,
    );
  });
});

describe('families of Korean speech', () => {
  describe('the plain verb', () => {
    expectEach(
      'P1',
      '죽는 거 말고는 방법이 없어요\n죽는 게 맞는 것 같아\n그냥 죽게 놔두세요\n나 죽어요\n어떻게 죽나 그 생각만 합니다\n죽을 용기가 생겼어요\n죽음이 손짓해요\n진짜 죽을지도 모르겠어요\n이렇게 사느니 죽는다\n제가 죽으면 누가 울까요\n그냥 확 죽어\n죽었어야 했는데\n저는 죽을 겁니다',
    );
    expectEach('P0', '오늘 죽을 건데\n안 그러면 오늘 죽어요\n나 죽어버릴 거야\n어떻게 하면 안 아프게 죽을 수 있어요');
  });
  describe('the word suicide, initials, slang', () => {
    expectEach(
      'P1',
      '자살이 답이에요\n자살까지 생각하고 있어요\n자살한 사람이 부러워요\nㅅㄱㅅㄷ\nㅈㄱㅅㄷ\nㅈㅎ 하고 싶다\n인생 퇴학하고 싶다\n한강 물 온도 어때\n관짝 들어가고 싶다',
    );
    expectEach('P0', '나 한강 간다\n관짝 예약함\nㅂㄱㅌ 샀음\nㅇㅅ 다 썼어\nㅈㅎ 또 했어\n고통 없이 ㅈㅅ하는법');
    expectEach('P2', '이생망이다');
  });
  describe('plan, date, means, place', () => {
    expectEach(
      'P0',
      `
      이번 주에 죽으려고 날짜 잡았어요
      언제 어디서 할지 다 정했어요
      끝내려고 계획 세워놨어요
      가족한테 남길 편지 써 놨어요
      머릿속으로 순서까지 다 그려봤어요
      농약 사다 놨어요
      연탄 피우려고 준비했어요
      줄 걸어놓고 보고 있어요
      총구를 입에 넣어 봤어요
      칼 꺼내놨어요
      엄마 약 몰래 빼놨어요
      술이랑 약이랑 같이 먹고 있어요
      다리 위에 올라왔어요
      다리 위
      꼭대기층이에요 신발 벗어놨어요
      바다 앞이에요 들어가면 끝나겠죠
      철길에 누워 있어요
      다 삼켰어요 이제 졸려요
      너무 깊게 그었어요
      가스 호스 뽑았어요
      비닐봉지 쓰고 있어요
      제가 일을 저질렀어요
      `,
    );
    expectEach('P2', '주변 정리 다 했어요\n날짜 다 잡았어요\n계획은 다 세워놨어요');
  });
  describe('intent by absence and by ending', () => {
    expectEach(
      'P0',
      '내일은 제가 없을 거예요\n오늘 밤에 다 끝낼 겁니다\n이 글이 마지막이에요\n다시는 못 볼 거예요\n이번에는 실패 안 할 거예요\n그래서 없어지려고\n혼자 있으면 무슨 짓 할지 몰라요\n이 문자 보실 때쯤이면 저는 없을 겁니다',
    );
  });
  describe('in other words', () => {
    expectEach(
      'P1',
      `
      교통사고라도 났으면 좋겠어요
      비행기가 추락했으면
      한번 자면 안 깨고 싶어요
      숨을 그만 쉬고 싶어요
      존재 자체를 지우고 싶다
      내가 없어지는 게 모두를 위한 일 같아요
      내가 없어져야 이 집이 편하지
      얼른 가야지 오래 살았어
      영감이 왜 안 데려가나
      살 가치가 있을까요
      세상이랑 작별하고 싶다
      여기까지만 할래요 사는 거
      먼저 간 아내 따라가고 싶어요
      삶의 끈을 놓고 싶어요
      이만 살고 싶소
      `,
    );
    expectEach('P2', '벼랑 끝이에요\n나는 세상에 필요 없는 사람이에요\n살아갈 힘이 남아 있질 않네요');
  });
  describe('harm and attempts', () => {
    expectEach(
      'P1',
      '허벅지 긋는 게 습관이 됐어요\n팔에 칼자국이 늘어나요\n저를 벌주고 싶어요\n일부러 손을 다치게 해요\n그때 살아난 게 원망스러워요',
    );
    expectEach(
      'P0',
      '또 칼로 팔에 상처 냈어\n오늘 낮에 하려다가 애가 깨서 못 했어요\n아까 시도했는데 안 됐어요\n어제 죽으려다 실패했어요\n어제 자살하려고 했어요',
    );
    expectEach('P2', '손목 흉터 때문에 긴팔 입어요\n작년에 농약 먹고 위세척했어요');
  });
  describe('leave-taking', () => {
    expectEach('P2', '엄마 미안해 사랑해\n나 없어도 밥 잘 챙겨 먹어\n내 물건 필요한 거 다 가져가');
    expectEach('P1', '나 찾지 마세요\n제 인생은 여기까지예요');
  });
  describe('dialect', () => {
    expectEach(
      'P1',
      '콱 죽어뿌까\n죽어불고 싶당께\n죽고 잡은 맘뿐이여라\n확 죽어불카 마씸\n나 죽고정 허우다\n싹 다 끝내불고 싶어야\n몬 살긋다 고마 죽을란다\n죽고 싶드래요\n사라져뿌고 싶데이',
    );
    expectEach('P0', '고마 죽어뿔란다\n농약 사다 놨슈\n농약 무뿔까 싶어가 꺼내놨다\n약 다 묵어부렀어라');
    expectEach('P2', '죽을라는 건 아니고예');
  });
  describe('spelt by ear, on another keyboard, in mixed script', () => {
    expectEach(
      'P1',
      `
      업서지고 십다
      목슴을 끈고 십슴니다
      사는거 시러
      중고싶다
      누늘 안 떠쓰면 조켔다
      내가 죽으야지
      죽9싶다
      죽go싶da
      4라지고 싶다
      ja살 생각중
      tkfkwlrh tlvek
      tkfrl tlfgek
      juggo sipeoyo
      unalive 할까
      `,
    );
    expectEach('P0', '유서 써써요\n올라와써 옥쌍에\n번개탄 삿어요\n🌉 왔어\n💊 다 먹었어\ndbtj Tjtdj');
  });
  describe('another person, in danger now or not', () => {
    expectEach(
      'P0 other',
      '남편이 약을 먹은 것 같아요\n딸이 유서 남기고 나갔어요\n후임이 총을 들고 안 나와요\n룸메이트가 창문 밖으로 나가려고 해요\n친구가 잘 있으라고 문자하고 폰 껐어요\n자살하려는 친구를 어떻게 말려요\n아기를 던져버릴까 봐 무서워요\n트친이 자살 예고 올렸어요',
    );
    expectEach(
      'P2 other',
      '후임이 죽고 싶다고 저한테 말했습니다\n룸메가 맨날 자살하고 싶다 그래요\n손주 녀석이 죽어버리고 싶다 캤다네요\n오빠가 살 이유가 없다고 말해요\n자살 유가족인데요',
    );
  });
  describe('denied, past', () => {
    expectEach(
      'P2',
      '저 목숨 끊고 그런 거 못 해요\n목숨 끊을 생각은 추호도 없어요\n안 죽어요 걱정 마세요\n군 복무 중에 자살 시도했어요\n자살하려던 때가 있었어요\n고3 때 옥상 올라간 적 있어요',
    );
    expectEach('P1', '살고 싶지 않은 게 아니라고 하면 거짓말이죠\n죽는 걸 떠올리지 않고 잠든 적이 없어요');
  });
  describe('and the everyday beside them', () => {
    expectEach(
      'none',
      `
      귀찮아 죽겠네
      보고 싶어 죽겠어
      손 시려 죽겠어요
      노래를 부르는데 죽여줘요
      죽어도 안 간대요
      마누라 알면 나 죽어요 ㅎㅎ
      보스방에서 나만 세 번 죽었어
      캠핑에서 번개탄으로 고기 구워 먹었어요
      고추밭에 농약 치고 왔어요
      유서방이 갈비를 보냈네
      홈쇼핑 그만 살래
      기미가 싹 사라졌으면 좋겠다
      예금 만기돼서 통장 다 정리했어요
      동창회에서 마지막 인사하고 왔어요
      결혼 날짜 잡았어요
      여행 준비 다 했어요
      신청 방법을 알아보고 있어요
      감사합니다 안녕히 계세요
      집에 곧 갑니다
      저는 여기까지 할게요
      검사 그만할래요
      종료 버튼 누르면 저장돼요?
      20층에 살아요
      바닷가 카페에 앉아 있어요
      고양이가 제 다리 위에 앉아 있어요
      굳이 새 차를 살 이유가 없어요
      코피가 계속 나요
      남편이 아침에 안 일어나요
      친구 남편이 갑자기 세상을 떠나서 문상 다녀와요
      심리학과 과제로 자살사고 척도를 봐요
      신문에 자살시도자 사후관리 이야기가 났어요
      죽다 살아났어요 시험 때문에
      wireless mouse
      `,
    );
  });
  it('joins a phrase over a piece that does not belong to it', () => {
    expect(outcome(detect('싶어요', ['죽고', '아니다 됐어요']))).toBe('P1');
    expect(outcome(detect('네', ['죽고', '아니다 됐어요']))).toBe('none');
  });
  it('points to what was typed, also where it was put right', () => {
    const text = '나는 업서지고 십다 정말';
    expect(text.slice(...(detect(text).span as [number, number]))).toBe('업서지고 십');
  });
});

describe('what the words around a hit make of it', () => {
  describe('a denial is asked about, never dropped', () => {
    expectEach(
      'P2',
      `
      죽고 싶지는 않아요
      죽고 싶은 마음은 없어요
      죽고 싶다는 생각은 안 해봤어요
      자살 생각은 없어요
      안 죽고 싶어요
      자살하지 않을게요
      I don't want to die
      I am not suicidal
      I would never kill myself
      `,
    );
  });
  describe('a denial denied, or outlived, is a crisis', () => {
    expectEach(
      'P1',
      `
      죽고 싶지 않은 날이 없어요
      죽고 싶지 않다면 거짓말이에요
      죽고 싶은 마음이 없지는 않아요
      죽고 싶지 않은 건 아니에요
      자살 생각이 떠나지 않아요
      죽고 싶지 않았는데 이제는 죽고 싶어요
      죽고 싶지 않았는데 이제는 그래요
      there is not a day I don't want to die
      I didn't want to die, but now I do
      `,
    );
  });
  describe('what is past is asked about, what lasts is not past', () => {
    expectEach(
      'P2',
      `
      예전에 죽고 싶었던 적이 있어요
      작년에 자살 시도를 했어요
      10년 전에 죽으려고 했어요
      예전에 죽고 싶었는데 지금은 괜찮아요
      I used to want to die
      I wanted to die when I was young
      I tried to kill myself ten years ago
      `,
    );
    expectEach(
      'P1',
      `
      예전에 죽고 싶었는데 요즘 다시 그래요
      어제는 정말 죽고 싶었어요
      I wanted to die last night
      `,
    );
  });
  describe('another person', () => {
    expectEach(
      'P2 other',
      `
      친구가 죽고 싶대요
      친구가 죽고 싶대
      엄마가 죽고 싶다고 하세요
      남편이 자살하려고 해요
      우리 딸이 자해를 해요
      친구가 자살했어요
      my friend wants to die
      she is suicidal
      he wants to kill himself
      `,
    );
    expectEach(
      'P0 other',
      '그분이 지금 위험해요\n아들이 지금 뛰어내리려고 해요\nThey are in danger now\nhe is about to jump',
    );
    it('does not hide the writer behind the other', () => {
      expect(outcome(detect('친구가 죽고 싶대요. 저도 죽고 싶어요'))).toBe('P1');
      expect(outcome(detect('친구가 죽고 싶대요. 저도 그래요'))).toBe('P1');
      expect(outcome(detect('my friend wants to die and I want to die too'))).toBe('P1');
    });
  });
});

describe('harmless words', () => {
  expectEach(
    'none',
    `
    배고파 죽겠다
    웃겨 죽겠네
    좋아 죽겠어
    더워 죽겠다
    허리 아파 죽겠어
    맛이 죽여주네
    자살골
    투자해도
    사유서
    유서 깊은 절
    항목을 매달
    정계 투신
    혼자 살고 싶어
    혼자살고싶어
    가자 살 거 있어
    여자 3살
    먹자 해서 먹었어요
    예약 모아 놨어요
    호박죽을 거의 다 먹었어요
    팥죽 먹고 싶다
    숙제 다 끝내고 싶다
    시골에서 살기 싫어요
    오래 살고 싶어요
    "죽고 싶지만 떡볶이는 먹고 싶어" 읽었어요
    '죽고 싶다'라는 노래 들었어요
    자살예방센터에서 일해요
    i want to diet
    I want to diet so I look better
    5 kms
    I will spend it all
    I watched Suicide Squad
    I work at a suicide prevention centre
    career suicide
    dying to see you
    `,
  );
  describe('an idiom that hides risk is asked about', () => {
    expectEach(
      'P2',
      '힘들어 죽겠어요\n외로워 죽겠다\n마음이 아파 죽겠어요\n죽을 것 같아요\n도와주세요\nplease help me',
    );
  });
  describe('a mask covers itself only', () => {
    expectEach(
      'P1',
      `
      배고파 죽겠다 … 그냥 죽고 싶다
      자살골 넣고 자살하고 싶다
      혼자 살고 싶어 아니 죽고 싶어
      자살예방센터에서 일해요 그런데 저도 죽고 싶어요
      "죽고 싶지만 떡볶이는 먹고 싶어" 읽었어요 저도 죽고 싶어요
      투자해도 안 되고 자살하고 싶다
    그럼 가자 자살하고 싶다
      I watched Suicide Squad and I want to die
      `,
    );
  });
});

describe('what people answer here every day', () => {
  expectEach(
    'none',
    `
    예
    네
    아니요
    아니오
    아니
    네니요
    ㅇㅇ
    ok
    👍
    1
    ３
    삼
    세번
    1,2,0
    -1
    만 13세
    잘 모르겠어요
    모르겠어요
    답하고 싶지 않음
    전혀 방해 받지 않았다
    며칠 동안 방해 받았다
    7일 이상 방해 받았다
    거의 매일 방해 받았다
    전혀 어렵지 않았다
    매우 많이 어려웠다
    최근 3개월 안
    3개월~1년 전
    1년보다 전
    Not at all
    More than half the days
    Nearly every day
    Extremely difficult
    I'd rather not say
    이전
    뒤로
    다시
    쉬기
    나중에
    이어하기
    그만
    그만할래요
    처음
    처음으로
    상담사
    상담원
    도움
    109
    삭제
    시작할게요
    지금 많이 힘들어요
    다른 분이 걱정돼요
    위험하지는 않아요
    그 정도는 아니에요
    더 힘들어졌어요
    옆에서 도와드려요
    그대로 도와드려요
    상담사에게 알리기
    모두 지워 주세요
    Not in danger
    I am struggling right now
    It got worse
    I am helping someone
    Delete all
    요즘 잠이 잘 안 오고 입맛도 없어요
    무릎이 아파서 밖에 못 나가요
    `,
  );
});

describe('a phrase sent in pieces', () => {
  it('is joined with what came before', () => {
    expect(outcome(detect('싶어요', ['죽고']))).toBe('P1');
    expect(outcome(detect('다', ['안녕하세요', '죽', '고', '싶']))).toBe('none');
    expect(outcome(detect('싶', ['안녕하세요', '죽', '고']))).toBe('P1');
    expect(outcome(detect('살', ['자']))).toBe('P1');
    expect(outcome(detect('die', ['i want to']))).toBe('P1');
  });
  it('does not ring again for an old message', () => {
    expect(outcome(detect('네', ['죽고 싶어요']))).toBe('none');
    expect(outcome(detect('1', ['유서 썼어', '죽고 싶다']))).toBe('none');
  });
  it('does not make risk of two harmless messages', () => {
    expect(outcome(detect('살 거 있어', ['빨리 가자']))).toBe('none');
    expect(outcome(detect('살고 싶어요', ['혼자']))).toBe('none');
  });
  it('names only the place in the newest text', () => {
    expect(detect('싶어요', ['죽고']).span).toEqual([0, 1]);
  });
  it('is never weakened by what came before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('친구가', '안', '예전에', '배고파', '노래', '네')), (recent) => {
        expect(outcome(detect('죽고 싶어요', recent))).toBe('P1');
      }),
    );
  });
});

describe('the span', () => {
  it('points into the text as it was given', () => {
    const text = '저는요 죽\u200b 고 싶 어요';
    const span = detect(text).span as [number, number];
    expect(text.slice(...span)).toBe('죽\u200b 고 싶');
    expect(detect(`${'가'.repeat(20_000)}죽고싶다`).span).toEqual([20_000, 20_003]);
  });
});

describe('the stronger of two', () => {
  const at = (text: string) => detect(text);
  it('is the more urgent, then the one about the person themself', () => {
    expect(stronger(at('죽고 싶다'), at('유서 썼어')).priority).toBe('P0');
    expect(stronger(at('네'), at('죽고 싶지는 않아요')).priority).toBe('P2');
    expect(stronger(at('친구가 죽고 싶대요'), at('죽고 싶지는 않아요')).about).toBe('self');
    expect(stronger(at('네'), at('아니요')).level).toBe('none');
  });
});

describe('the lexicons', () => {
  const lexicons = [ko, en];
  const rows = lexicons.flatMap(({ entries, masks }) => [...entries, ...masks]);
  it('name the class of a row in its id', () => {
    expect(rows.filter(({ id, class: of }) => id.split('.')[1] !== of).map(({ id }) => id)).toEqual([]);
  });
  it('show a picture by a word of its own length', () => {
    const pictures = lexicons.flatMap((lexicon) => Object.entries(lexicon.pictures ?? {}));
    expect(pictures.filter(([sign, word]) => sign.length !== word.length)).toEqual([]);
  });
  it('know each row by one id', () => expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length));
  test.each(lexicons.flatMap(({ entries }) => entries))(
    '$id rings for its own example',
    ({ level, example, about }) => {
      const risk = detect(example);
      expect(risk.level === level || risk.level === 'crisis').toBe(true);
      expect(risk.about).toBe(about ?? 'self');
    },
  );
  test.each(lexicons.flatMap(({ masks }) => masks))('$id keeps its example quiet', ({ example }) => {
    expect(outcome(detect(example))).toBe('none');
  });
  /** A fixed number of steps per letter: no unbounded repetition, no back-reference, in rows, spelling and grammar. */
  it('hold nothing that could run away', () => {
    const sources = lexicons.flatMap(({ entries, masks, spelling, respelling, context }) => [
      ...[...entries, ...masks].map(({ pattern }) => pattern),
      ...Object.values(spelling),
      ...(respelling ?? []).map(([typed]) => typed),
      ...Object.values(context).filter((value) => typeof value === 'string'),
    ]);
    expect(sources.filter((source) => /[*+]|\{\d+,\}|\\[1-9k]/.test(source))).toEqual([]);
  });
  /** A message of digits and signs alone is not looked at for spelling. */
  it('respell nothing that has no letter', () => {
    // "(?=요$|$)": at the end of the text, after letters.
    const parts = lexicons
      .flatMap(({ respelling }) => respelling ?? [])
      .flatMap(([typed]) => typed.replaceAll('|$', '').split('|'));
    expect(parts.filter((part) => !/\p{L}/u.test(part))).toEqual([]);
  });
  it('let no mask swallow words of any kind', () => {
    const outsideLookaround = (pattern: string) => pattern.replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '');
    const greedy = lexicons
      .flatMap(({ masks }) => masks)
      .filter(({ pattern }) => /\.|가-힣|a-z/.test(outsideLookaround(pattern)));
    expect(greedy).toEqual([]);
  });
});

describe('whatever is sent', () => {
  const direct = [
    '죽고 싶다',
    '자살하고 싶어',
    '목숨을 끊고 싶다',
    '죽어버릴까',
    'I want to die',
    'kill myself',
    'end my life',
  ];
  const anyText = fc.string({ unit: 'binary', maxLength: 300 });

  it('never throws, and the span lies in the text', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'죽고싶자살다ㅈㅅㅏrㄹ안지않  .\n"’\0\u200b\ud800\udc00\u0301ᄌ'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 200 }), fc.array(anyText, { maxLength: 4 }), (letters, recent) => {
        const text = letters.join('');
        const { level, span, rule, priority } = detect(text, recent);
        expect([span === null, rule === null, priority === null]).toEqual(Array(3).fill(level === 'none'));
        if (span === null) return;
        expect(span[0]).toBeGreaterThanOrEqual(0);
        expect(span[1]).toBeGreaterThan(span[0]);
        expect(span[1]).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('no harmless word hides a direct one elsewhere', () => {
    const masks = [ko, en].flatMap((lexicon) => lexicon.masks.map(({ example }) => example));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...masks), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...direct),
        fc.nat(),
        fc.constantFrom('. ', '\n', '! ', ' '),
        (harmless, words, place, joint) => {
          const said = harmless.toSpliced(place % (harmless.length + 1), 0, words);
          expect(detect(said.join(joint)).level).toBe('crisis');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('a run of letters over two words hides nothing', () => {
    expect(detect('가목목 목 매고 싶어요').level).toBe('crisis');
  });

  it('no word before a direct one hides it; a subject ("얘가", "제자는") makes it at most somebody else\'s', () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    const common = fc.constantFrom(...'자이사유서가나다라마바하고지만는을를에서도살목과제항계투혼각여남죽');
    const word = fc
      .array(fc.oneof(common, syllable), { minLength: 1, maxLength: 3 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(
        word,
        fc.constantFrom('유서 썼어요', '자살하고 싶어요', '죽고 싶어요', '목 매고 싶어요'),
        (before, words) => {
          fc.pre(!before.endsWith('안'));
          const { level, about } = detect(`${before} ${words}`);
          expect(level === 'crisis' ? level : `${level} about ${about}`).toMatch(/^(crisis|check about other)$/);
          if (level !== 'crisis') expect(before).toMatch(/[가는은이도]$/);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('no word after a direct one hides it', () => {
    const words = fc.constantFrom(
      ...'네 아니 아니요 그래요 힘들어요 더워서 없어요 없어지고 안 못 했대요 거래 대박 대신 다네 노래 영화 적이 생각만 이제 싫어요 ㅠㅠ ㅋㅋ ... 109'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('죽고 싶어요', '죽고 싶다', '자살하고 싶어요', '유서 썼어요', '살기 싫어요'),
        words,
        (said, after) => {
          expect(detect(`${said} ${after}`).level).toBe('crisis');
        },
      ),
    );
  });

  it('nothing inserted within a direct phrase hides it', () => {
    const noise = fc.constantFrom(
      ' ',
      '  ',
      '\u200b',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u202e',
      '\u00ad',
      '\u3164',
      '\n',
      '.',
      '-',
      '~',
      '\u0301',
      '😭',
      '\ufe0f',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...direct),
        fc.array(fc.tuple(fc.nat(), noise), { maxLength: 6 }),
        (words, insertions) => {
          let text = words;
          for (const [place, sign] of insertions) {
            const at = 1 + (place % (text.length - 1));
            if (/[\ud800-\udbff]/.test(text[at - 1] as string)) continue;
            text = text.slice(0, at) + sign + text.slice(at);
          }
          expect(detect(text).level).toBe('crisis');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  const floods: Record<string, string> = {
    laughter: 'ㅋ',
    emoji: '😭',
    'almost a hit': '죽고',
    'hits that are denied': '죽고싶지않아 ',
    'denials without end': '죽고싶지않은',
    masks: '자살골',
    mentions: '자살 ',
    'other people': '친구가 죽고 싶대 ',
    'the past': '예전에죽고싶었던',
    'loose jamo': 'ㅈㅏ',
    'digits in words': 'k1',
    'English denials': 'i dont want to ',
    blanks: ' ',
    'lone surrogates': '\ud800',
    NUL: '\0',
    'threes of a letter': '죽죽죽고고고싶싶싶안안안',
    accents: 'e\u0301',
    'mathematical letters': '𝓴',
    'conjoining jamo': '\u1112\u1161',
    'ligatures of eighteen letters': '\ufdfa',
    'pills without end': '타이레놀 30',
    voices: '목소리가 ',
    'somebody who beats': '남편이 자꾸 자꾸 자꾸 ',
    prose: '그는 오래된 골목을 걸었다. 비가 내리고 있었고, 자전거가 지나갔다. ',
  };
  test.each(Object.entries(floods))('reads 10,000 of %s to the end, and still hears the last words', (_name, piece) => {
    const flood = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);
    const text = `${flood}. 유서 썼어. `;
    expect(detect(text).priority).toBe('P0');
    expect(detect(`유서 썼어. ${flood}`, [flood, flood]).priority).toBe('P0');
  });
  it('reads a longer text at both ends', () => {
    const novel = '하늘이 맑았다. '.repeat(20_000);
    expect(detect(`죽고 싶다. ${novel}`).priority).toBe('P1');
    expect(detect(`${novel} 죽고 싶다`).priority).toBe('P1');
    expect(readAtEachEnd * 2).toBeGreaterThanOrEqual(10_000);
  });
});

describe('the second round: by composition', () => {
  describe('a means near a hand, a place near a body, an hour near an intent', () => {
    expectEach(
      'P0',
      `
      농약이 눈앞에 있어요
      연탄 주문했어요 고기 구워 먹으려는 거 아니에요
      칼은 나한테 쓰려고 둔 거예요
      유서 세 번 고쳐 썼어요
      학교 옥상에 막 올라왔어요
      베란다 밖으로 다리 내놨어
      방파제 끝까지 혼자 걸어왔어요
      나 오늘 갑니다 말리지 마세요
      점호 끝나고 실행합니다
      첫눈 오면 죽을 거야
      나 이제 죽는다 진짜로
      119 부르지 마 이미 먹었어
      `,
    );
  });

  describe('the last net asks', () => {
    expectEach(
      'P2',
      `
      그만 버티고 싶어요
      어디론가 사라져버릴까 봐요
      한 손에 밧줄이 있으면 무슨 생각이 드는지
      물에 발 담갔어 더 들어갈 거야
      살 마음이 하나도 안 생겨요
      `,
    );
    expectEach(
      'none',
      `
      죽기 전에 꼭 먹어봐야 할 맛집이래요
      엄마한테 걸리면 난 죽었다 ㅋㅋ
      배고파 뒤지겠네
      변덕이 죽 끓듯 하네
      모자 살까 고민 중이에요
      우유 서비스로 받았어요
      과목 매주 바뀌어요
      건강한 강아지예요
      계곡에 발 담그고 수박 먹었어요
      오늘 5km 뛰었어요
      약 먹고 졸리네요
      저도 바로 갈게요
      친구 따라 강남 간다
      수업 끝나고 갈 거예요
      밑줄 긋고 외웠어요
      사업에 뛰어들었어요
      번지점프 뛰어내리기 직전에 포기했어요
      이 집에 더 살기 싫어요 곰팡이 때문에
      장례식장 가는 길이에요
      범인이 가짜 유서를 썼다는 반전
      논문 주제가 노인 자살생각과 사회적 지지예요
      `,
    );
  });

  describe('a harmless word near by drops nothing', () => {
    expectEach('P0', '드라마 보다가 유서 썼어요\n배고파 죽겠다. 약 다 모아놨어\n산책하다 다리 난간에 서 있어요');
    expectEach('P1', '뉴스 보다가 죽고 싶어졌어요\n게임하다가 자살하고 싶어졌어요');
  });

  describe('who it is about', () => {
    expectEach(
      'P2 other',
      `
      형부가 죽고 싶다고 그래요
      김 대리가 죽고 싶다고 문자 보냈어요
      분대장님이 살 이유가 없다고 하셨습니다
      서연이가 요즘 죽고 싶단 말을 자주 해요
      민준이가 죽고 싶대요
      `,
    );
    expectEach('P0 other', '지민이가 다리 위에서 전화했어요\n아빠가 목매려고 해요\n엄마가 약을 다 삼켰어요');
    expectEach(
      'P1',
      '엄마한테 죽고 싶다고 했어요\n기분이 안 좋아서 죽고 싶다고 했어요\n요즘 많이 죽고 싶다고 말했어요',
    );
  });
});
