/** Korean words of risk: recognised, never shown. See lexicon.ts for how a row is read and what `rules` and `usage` mean. */
import { type Entry, type Lexicon, type Mask, rules, usage } from './lexicon.ts';

const drug = '(?:수면제|알약|진통제|안정제|두통약|처방약|약)(?:을|를|도|이|만)?';
const someone =
  '(?:친구|남친|여친|애인|남편|아내|와이프|신랑|엄마|아빠|어머니|아버지|어머님|아버님|어무이|할머니|할아버지|영감|아들|딸|아이|애|동생|오빠' +
  '|형|형님|누나|언니|이모|삼촌|고모|조카|손자|손녀|손주|사위|며느리|선배|후배|동료|이웃|이웃분|옆집|지인|사람|그분|분|걔|쟤|얘|누가|누군|학생|제자' +
  '|환자|어르신|룸메|팀장|부장|사장님|선생님|그녀|내담자|회원|주민|친척|부모님)';

const entries: Entry[] = [
  // === The wish, plainly
  { id: 'ko.wish.want-die', class: 'wish', level: 'crisis', pattern: '죽고(?:만|도|는)?싶', example: '죽고 싶다', provenance: rules },
  { id: 'ko.wish.want-die-short', class: 'wish', level: 'crisis', pattern: '죽[고구]파', example: '죽고파', provenance: usage },
  { id: 'ko.wish.die-away', class: 'wish', level: 'crisis', pattern: '죽어버(?:리고싶|릴까|릴래|릴거|릴게|릴꺼|려야|렸으면|리면|리자|리려)', example: '죽어버릴까', provenance: rules },
  { id: 'ko.wish.must-die', class: 'wish', level: 'crisis', pattern: '죽어야(?:겠|지|돼|되|할|만|해|편|끝)', example: '빨리 죽어야지', provenance: usage },
  { id: 'ko.wish.shall-i', class: 'wish', level: 'crisis', pattern: '죽을까(?!봐|바)', example: '그냥 죽을까', provenance: usage },
  { id: 'ko.wish.i-will-die', class: 'wish', level: 'crisis', pattern: '죽을(?:래|란다|께요|게요)', example: '나 죽을래', provenance: usage },
  { id: 'ko.wish.better-dead', class: 'wish', level: 'crisis', pattern: '죽는(?:게|것이|것도|거가|편이|쪽이)(?:더|차라리|훨씬|제일)?(?:낫|나을|나아|편하|편할|좋)', example: '죽는 게 낫겠어요', provenance: usage },
  { id: 'ko.wish.rather', class: 'wish', level: 'crisis', pattern: '차라리(?:내가|제가|그냥|확)?죽', example: '차라리 죽었으면', provenance: usage },
  { id: 'ko.wish.if-dead', class: 'wish', level: 'crisis', pattern: '죽었(?:으면|음)(?:좋|하|싶|해)', example: '죽었으면 좋겠어요', provenance: usage },
  { id: 'ko.wish.when-dead', class: 'wish', level: 'crisis', pattern: '죽으면(?:다|모두|전부)?(?:좋|편|끝|되|그만|돼|될|보험)', example: '죽으면 다 끝나겠지', provenance: usage },
  { id: 'ko.wish.think-die', class: 'wish', level: 'crisis', pattern: '죽(?:을|는|고싶은|고싶다는|자는)생각', example: '죽을 생각만 해요', provenance: usage },
  { id: 'ko.wish.days-to-die', class: 'wish', level: 'crisis', pattern: '죽을날(?:만|을|이나)', example: '죽을 날만 기다려요', provenance: usage },
  { id: 'ko.wish.die-softly', class: 'wish', level: 'crisis', pattern: '(?:아프게|아프지않게|고통없이|편하게|편히|쉽게|조용히)죽', example: '안 아프게 죽는 거', provenance: usage },
  { id: 'ko.wish.kill-me', class: 'wish', level: 'crisis', pattern: '죽여(?:줘|주세|주라|달라|줬으면)', example: '나 좀 죽여줘', provenance: usage },
  { id: 'ko.wish.me-too', class: 'wish', level: 'crisis', pattern: '죽고싶(?:대|다)[가-힣]{0,12}?[저나]도(?:요|그래|그런생각|같은생각|똑같|마찬가지)', example: '친구가 죽고 싶대요 저도 그래요', provenance: usage },
  { id: 'ko.wish.end-life', class: 'wish', level: 'crisis', pattern: '(?:목숨|명줄)(?:을|도)?(?:스스로)?(?:끊|버리|포기)', example: '목숨을 끊고 싶다', provenance: rules },
  { id: 'ko.wish.close-life', class: 'wish', level: 'crisis', pattern: '(?:생|삶|인생|생애)(?:을)?(?:이제|그만|여기서|다)?(?:마감|마치고싶|끝내|하직|포기하고싶|놓고싶|놓아버)', example: '생을 마감하고 싶어요', provenance: usage, edge: 'start' },
  { id: 'ko.wish.leave-world', class: 'wish', level: 'crisis', pattern: '(?:세상|이승)(?:을)?(?:그만|이제|먼저)?(?:하직|등지|떠나고싶|뜨고싶|떠나버|떠나려|떠날)', example: '세상을 떠나고 싶어요', provenance: usage },
  { id: 'ko.wish.suicide', class: 'wish', level: 'crisis', pattern: '자살(?:을|이나)?(?:하고싶|하고파|할까|할래|할지도|해버|하는게|마렵|각이|각임|하자)', example: '자살하고 싶어', provenance: rules },
  { id: 'ko.wish.suicide-thought', class: 'wish', level: 'crisis', pattern: '자살(?:에대한|하는|할|하고싶은|하고싶다는)?(?:생각|충동|욕구|사고만)', example: '자살 생각이 나요', provenance: usage },
  { id: 'ko.wish.suicide-alone', class: 'wish', level: 'crisis', pattern: '^(?:나|저|난|전|걍|그냥|진짜|아|하|이제|오늘|내일|확)?자살(?:요|함|해|할|고고|ㄱㄱ|ㄱ)?$', example: '자살', provenance: usage },
  { id: 'ko.wish.suicide-hidden', class: 'wish', level: 'crisis', pattern: 'ㅈ살|ㅈㅏ살|ㅈr살|쟈살|자샬|자[0-9a-z]살|자ㅅㅏ', example: 'ㅈ살', provenance: rules, edge: 'start' },
  { id: 'ko.wish.initials', class: 'wish', level: 'crisis', pattern: 'ㅈㅅ(?:하고싶|하고파|할래|할까|하려|하러|할거|할꺼|각|마렵|해버)|ㅈㄱㅅ[ㄷㅇ]|ㅈㄱ싶', example: 'ㅈㅅ하고 싶다', provenance: usage },
  { id: 'ko.wish.keyboard', class: 'wish', level: 'crisis', pattern: 'wnrrhtlv|wnrrntlv|wktkf(?:gk|$)', example: 'wnrrh tlvek', provenance: usage },
  { id: 'ko.wish.follow', class: 'wish', level: 'crisis', pattern: '(?:따라|뒤따라|같이|함께|곁으로가서)죽', example: '영감 따라 죽고 싶어', provenance: usage },

  // === The same in other words
  { id: 'ko.euphemism.vanish', class: 'euphemism', level: 'crisis', pattern: '(?:사라지|없어지|사라져버리|없어져버리)고(?:만)?싶|(?:내가|나|제가)(?:그냥)?(?:사라졌|없어졌)(?:으면|음)', example: '사라지고 싶다', provenance: rules },
  { id: 'ko.euphemism.hate-living', class: 'euphemism', level: 'crisis', pattern: '살기(?:가|도)?(?:너무|정말|진짜)?싫', example: '살기 싫다', provenance: rules },
  { id: 'ko.euphemism.not-live', class: 'euphemism', level: 'crisis', pattern: '살고싶지(?:가|는|도)?(?:않|안)|살고싶은(?:마음|생각|맘)(?:이|도|은)?(?:없|안|하나도없)|안살고싶|그만살고싶|살아있(?:는게|는것이|기)(?:싫|고통|지옥)', example: '살고 싶지 않아요', provenance: usage },
  { id: 'ko.euphemism.end-all', class: 'euphemism', level: 'crisis', pattern: '(?:다|모두|전부|모든걸|모든것을|이제|그냥|그만|이쯤에서)끝내(?:고싶|버리|야겠|려|고파)|끝내버리고싶', example: '다 끝내고 싶다', provenance: rules },
  { id: 'ko.euphemism.sleep-forever', class: 'euphemism', level: 'crisis', pattern: '(?:영원히|영영)(?:잠|자고싶|쉬고싶|떠나|눈감)', example: '영원히 잠들고 싶다', provenance: rules },
  { id: 'ko.euphemism.not-wake', class: 'euphemism', level: 'crisis', pattern: '눈(?:을|이)?(?:다시)?(?:안|못)(?:떴|떠졌|뜨고싶|뜨면|떠지면|떳)|눈(?:을)?뜨(?:기싫|지않|고싶지않|지말)|(?:깨어나|깨)지(?:도)?(?:않았|말았|않고싶|못했|않으면)(?!다)|안깨(?:어났|났|고싶|면좋)', example: '눈 안 떴으면', provenance: rules },
  { id: 'ko.euphemism.not-born', class: 'euphemism', level: 'crisis', pattern: '태어나지(?:를|도)?(?:말|않|안)|태어난(?:게|것이|걸)(?:후회|죄|잘못|싫|원망)', example: '태어나지 말았어야', provenance: rules },
  { id: 'ko.euphemism.others-better', class: 'euphemism', level: 'crisis', pattern: '(?:내가|제가|나만|저만|나하나|저하나|나|저)(?:하나)?(?:없어지|사라지|죽|없으|없)(?:으면|면|어야|는게)(?:다|다들|모두|가족|가족들|가족이|식구들|애들|아이들|남편|엄마|세상)?(?:이|은|도|더)?(?:다|더)?(?:편|나을|낫|좋|행복|될|돼)', example: '내가 없어지면 다들 편할 텐데', provenance: rules },
  { id: 'ko.euphemism.no-reason', class: 'euphemism', level: 'crisis', pattern: '살(?:아야할|아갈|아있을)?(?:이유|의미|가치|의욕|자격|까닭|필요)(?:가|이|도|를|조차)?(?:하나도|더는|더이상|전혀)?(?:없|모르|못찾|잃)', example: '살 이유가 없어요', provenance: usage },
  { id: 'ko.euphemism.no-more', class: 'euphemism', level: 'crisis', pattern: '(?:더는|더이상|이제더|이제는|이젠|도저히)(?:은|는)?(?:살|못살|못버티|버틸|버티지|견딜|못견디|견디지|살아갈|숨쉬기싫)', example: '더는 못 버티겠어', provenance: rules },
  { id: 'ko.euphemism.heaven', class: 'euphemism', level: 'crisis', pattern: '(?:하늘나라|저승|저세상|천국)(?:으로|로|에)?(?:나|좀|빨리|그냥|얼른)?(?:가고싶|갈래|가야겠|갈거|가버리|데려)', example: '하늘나라로 가고 싶어요', provenance: usage },
  { id: 'ko.euphemism.beside-dead', class: 'euphemism', level: 'crisis', pattern: '(?:곁|옆)으로(?:나도|저도|빨리|얼른|그만)?(?:가고싶|갈래|갈게|가야겠)', example: '영감 곁으로 가고 싶어', provenance: usage },
  { id: 'ko.euphemism.living-empty', class: 'euphemism', level: 'crisis', pattern: '(?:사는|살아가는|산다는)(?:게|것이|것)(?:다|너무|정말)?(?:의미가?없|무의미|싫|고통이|지옥)|삶(?:에|의)(?:의미|미련|희망|이유)(?:가|이|도)?없', example: '사는 게 의미가 없어요', provenance: usage },
  { id: 'ko.euphemism.take-me', class: 'euphemism', level: 'check', pattern: '(?:빨리|얼른|어서|그만|날|저를|나를)(?:좀)?데려(?:갔|가줬|가셨)', example: '하느님이 얼른 데려갔으면', provenance: usage },
  { id: 'ko.euphemism.burden', class: 'euphemism', level: 'check', pattern: '짐(?:만|밖에|덩어리)(?:이)?(?:되|돼|될|된|안되|안돼|인|예|에|같|이에|입)|(?:가족|자식|자식들|애들|남편|엄마|모두|남|식구)(?:한테|에게|들한테|들에게)(?:는)?(?:너무)?(?:짐|폐|민폐)', example: '가족에게 짐만 돼요', provenance: usage },
  { id: 'ko.euphemism.why-live', class: 'euphemism', level: 'check', pattern: '왜(?:이렇게)?(?:사는지|사는걸|살아야|살고있|사나|사는건|태어났)', example: '왜 사는지 모르겠어요', provenance: usage },
  { id: 'ko.euphemism.cannot-bear', class: 'euphemism', level: 'check', pattern: '못(?:버티겠|견디겠|버텨|견뎌|살겠)|버틸(?:수(?:가)?없|힘이없)|견딜수(?:가)?없|버티기(?:가)?(?:힘|어려)', example: '못 버티겠어요', provenance: rules },
  { id: 'ko.euphemism.let-go', class: 'euphemism', level: 'check', pattern: '(?:다|모두|전부|모든걸|모든것을)(?:이제|그냥)?(?:포기하고싶|내려놓고싶|놓고싶|놓아버|그만두고싶|그만하고싶|정리하고싶)|편해지고싶|증발하고싶|(?:희망|소망)(?:이|도|은)?(?:하나도|전혀|다)?(?:없어|없다|없네|없습|사라|안보)', example: '다 내려놓고 싶어요', provenance: usage },
  { id: 'ko.euphemism.assisted', class: 'euphemism', level: 'check', pattern: '안락사|존엄사|조력자살|조력사', example: '안락사 하고 싶어요', provenance: usage },
  { id: 'ko.euphemism.follow-dead', class: 'euphemism', level: 'check', pattern: '(?:남편|영감|할멈|아내|죽은[가-힣]{1,3}|먼저간[가-힣]{1,3})(?:을|를|한테)?(?:따라|뒤따라)(?:서)?(?:가고싶|갈래|가야|가려)', example: '영감 따라가고 싶어요', provenance: usage },

  // === Says that they will
  { id: 'ko.intent.going-to-die', class: 'intent', level: 'crisis', pattern: '죽으(?:려고|려구|려한|려해|려합|려는|려했|러가|러갈|러왔|러갑|러간)|죽을라(?:고|구)', example: '죽으려고 해요', provenance: usage },
  { id: 'ko.intent.will-die', class: 'intent', level: 'crisis', pattern: '(?:나|저|내가|제가|난|전|오늘|내일|지금|이제|그냥|진짜|정말|꼭|반드시|이따|오늘밤|확)죽을(?:거|것|꺼)(?!같)', example: '나 오늘 죽을 거예요', provenance: usage },
  { id: 'ko.wish.will-die', class: 'wish', level: 'crisis', pattern: '죽을(?:거|꺼)(?:야|예|에|다|임|라고|라구|니까)|죽을것(?:이다|입|임)|죽는다(?:고|니까|진짜|안녕)?$', example: '죽을 거야', provenance: usage },
  { id: 'ko.intent.decided', class: 'intent', level: 'crisis', pattern: '죽(?:기로|겠다고)(?:했|결심|마음|맘|작정|결정|정했)|죽을(?:결심|작정)', example: '죽기로 했어요', provenance: usage },
  { id: 'ko.intent.suicide', class: 'intent', level: 'crisis', pattern: '자살(?:을)?(?:하려|하러|할라|할거|할것|할꺼|할게|할께|하겠|해야겠|하기로|하고올|할예정|합니다|할겁)', example: '자살할 거예요', provenance: usage },
  { id: 'ko.intent.together', class: 'intent', level: 'crisis', pattern: '동반자살|같이자살|함께자살', example: '동반자살 하려고요', provenance: usage },
  { id: 'ko.intent.jump', class: 'intent', level: 'crisis', pattern: '뛰어내(?:리고싶|리려|리러|릴까|릴래|릴거|릴꺼|릴게|리면|려버|려야|릴것|린대|린다|리겠)|투신(?:하고|하려|할|해버|해서)|(?:몸을|나를)던(?:지고싶|지려|져버|질까|질거)', example: '뛰어내리려고 해요', provenance: usage },

  // === Prepares, or has it at hand
  { id: 'ko.plan.note', class: 'plan', level: 'crisis', pattern: '유서(?:를|는|도|까지)?(?:다|미리|이미|방금|벌써|지금)?(?:썼|썻|쓰고|써놨|써놓|써뒀|써두|써둔|쓴다|쓰는중|쓸|써야|적었|적고|적어|남겼|남기|작성|준비)', example: '유서 썼어', provenance: rules, edge: 'start' },
  { id: 'ko.plan.way', class: 'plan', level: 'crisis', pattern: '죽는(?:방법|법)|죽을(?:방법|계획|준비|장소)|자살(?:하는|할|하기)?(?:방법|법|계획|준비|장소|사이트|도구)', example: '죽는 방법 알려줘', provenance: usage },
  { id: 'ko.means.store', class: 'means', level: 'crisis', pattern: `${drug}(?:좀|다|잔뜩|많이|계속|몰래|지금)?(?:모아|모으|모았|모은|쟁여|숨겨)`, example: '약 모아놨어', provenance: rules, edge: 'start' },
  { id: 'ko.means.fire', class: 'means', level: 'crisis', pattern: '번개탄|착화탄', example: '번개탄', provenance: rules },
  { id: 'ko.act.took', class: 'act', level: 'crisis', pattern: `${drug}(?:다)?(?:한꺼번에|한번에|한움큼|한주먹|왕창|몽땅|잔뜩|너무많이|수십알|[0-9]{2,3}알|[0-9]{1,2}통|통째로|과다|치사)(?:을)?(?:다)?(?:먹|삼키|삼켰|복용|털)|(?:수면제|안정제)(?:를)?(?:다|전부|많이)(?:먹었|삼켰|먹어버|털)|(?:농약|제초제|락스)(?:을|를)?(?:먹|마시|마셨|들이)`, example: '수면제를 다 먹었어요', provenance: usage, edge: 'start' },
  { id: 'ko.attempt.took', class: 'attempt', level: 'crisis', pattern: `${drug}(?:다|전부|많이)(?:먹었|삼켰|먹어버|털어)`, example: '약 다 먹었어', provenance: usage, edge: 'start' },
  { id: 'ko.act.roof', class: 'act', level: 'crisis', pattern: '(?:옥상|난간)(?:에|으로|위|위에|앞|끝에|에서)?(?:지금|나|막|혼자)?(?:왔|와있|와서|올라왔|올라가|올라와|올라갔|있어|있다|있습|있음|있네|서있|섰|이야|이에|예요|가고있|가는중|뛰|떨어)', example: '옥상에 왔어', provenance: rules },
  { id: 'ko.act.bridge', class: 'act', level: 'crisis', pattern: '(?:대교|한강다리|다리난간)(?:에|위|위에|로|난간|난간에)?(?:지금|나|혼자)?(?:왔|와있|있어|있다|있습|서있|예요|이야|위예|위야|에요|가고있|가는중|뛰|매달)|한강(?:에|에서|으로|다리)(?:뛰어|빠져|투신|몸)|(?:강|바다|물|저수지)에(?:뛰어들|빠져죽|몸)', example: '다리 난간에 서 있어', provenance: usage },
  { id: 'ko.act.fall', class: 'act', level: 'crisis', pattern: '(?:창문|베란다|아파트|[0-9]{1,2}층|건물|철로|선로|지하철|차도|차|열차)(?:에|에서|로|으로|밖으로|난간에)(?:지금)?(?:뛰어내|뛰어들|떨어지고싶|떨어져죽|떨어지려|몸을던)', example: '창문에서 뛰어내려', provenance: usage },
  { id: 'ko.act.neck', class: 'act', level: 'crisis', pattern: '목(?:을)?(?:매고|매려|매달고|매달았|매달려고|매달까|맬|맸|매버|매서|맨다|매야|조르고싶)', example: '목을 매려고', provenance: usage, edge: 'start' },
  { id: 'ko.act.bleed', class: 'act', level: 'crisis', pattern: '(?:손목|팔목|동맥|팔)(?:을|를)?(?:칼로|지금|또)?(?:긋고있|그었|긋는중|그어버)|피가(?:안멈|멈추지)', example: '손목을 그었어요', provenance: usage },
  { id: 'ko.intent.now', class: 'intent', level: 'crisis', pattern: '(?:지금|이제|오늘밤|오늘|곧)(?:나|저)?(?:실행|결행|시도)(?:하|할|해)', example: '오늘 밤 실행할 거야', provenance: usage },

  // === Danger said outright
  { id: 'ko.danger.now', class: 'danger', level: 'crisis', pattern: '(?:지금|당장|너무|많이|정말|진짜|매우|[나저]|제가|내가)위험(?:해(?!보|질)|합니다|한상황|한것같|한거같)|^위험해(?:요)?$', example: '지금 위험해요', provenance: rules },
  { id: 'ko.plea.save-me', class: 'plea', level: 'crisis', pattern: '살려(?:주|줘|달라|죠|쥬)', example: '살려주세요', provenance: rules },
  { id: 'ko.distress.help-me', class: 'distress', level: 'check', pattern: '도와(?:주세|주십|주셔|주시|주라|줘|달라|죠)|(?:[저나날절]|저를|나를)(?:좀)?구해(?:주|줘)', example: '도와주세요', provenance: rules },

  // === Has tried; hurts oneself
  { id: 'ko.attempt.suicide', class: 'attempt', level: 'crisis', pattern: '자살(?:을)?(?:시도|기도)', example: '자살 시도 했어요', provenance: usage, edge: 'start' },
  { id: 'ko.attempt.failed', class: 'attempt', level: 'crisis', pattern: '죽지(?:도)?못했|죽는것도(?:실패|못)|죽(?:는거|는것|기)(?:에)?실패', example: '죽지도 못했어요', provenance: usage },
  { id: 'ko.harm.want', class: 'harm', level: 'crisis', pattern: '자해(?:를)?(?:하고싶|할까|할래|충동|할거|하려|할것|마렵|생각)|(?:손목|팔목|팔)(?:을|를)?(?:긋|그을|그으)|(?:나를|저를|내몸을|제몸을|스스로를|나자신을|제자신을)(?:해치|해칠|해하|찌르|죽이)', example: '자해하고 싶어요', provenance: usage },
  { id: 'ko.harm.done', class: 'harm', level: 'crisis', pattern: '자해(?:를|도)?(?:또|다시)?(?:했|해요|합니|한다|함|해버|하게|하는|한지|중)', example: '자해를 했어요', provenance: usage, edge: 'start' },
  { id: 'ko.harm.word', class: 'harm', level: 'check', pattern: '자해', example: '자해 흉터가 있어요', provenance: usage, edge: 'start' },

  // === Leave-taking
  { id: 'ko.farewell.thanks', class: 'farewell', level: 'check', pattern: '그동안(?:정말|너무|다들|모두|많이)?(?:고마|감사|미안|죄송|즐거|행복)', example: '그동안 고마웠어요', provenance: rules },
  { id: 'ko.farewell.last', class: 'farewell', level: 'check', pattern: '마지막(?:인사|편지|메시지|메세지|부탁|밤|유언)|(?:다들|모두|여러분|얘들아)(?:안녕히|잘있|잘살|잘지내|행복하)|(?:신변|주변|유품)(?:을)?정리|(?:내|제)(?:장례|영정|유언)|(?:다음생|다음세상)(?:에|에는|에선)', example: '다들 잘 있어요', provenance: usage },

  // === The word alone, feelings, others
  { id: 'ko.mention.suicide', class: 'mention', level: 'check', pattern: '자살', example: '자살에 대해 묻고 싶어요', provenance: usage, edge: 'start' },
  { id: 'ko.mention.initials', class: 'mention', level: 'check', pattern: 'ㅈㅅ', example: 'ㅈㅅ', provenance: rules },
  { id: 'ko.mention.keyboard', class: 'mention', level: 'check', pattern: 'wktkf', example: 'wktkf', provenance: usage },
  { id: 'ko.mention.loss', class: 'mention', level: 'check', about: 'other', pattern: '자살(?:했|하셨|로(?:죽|떠나|떠났|돌아가|잃|세상))', example: '친구가 자살했어요', provenance: usage, edge: 'start' },
  { id: 'ko.mention.note', class: 'mention', level: 'check', pattern: '유서', example: '유서', provenance: usage, edge: 'start' },
  { id: 'ko.mention.bridge', class: 'mention', level: 'check', pattern: '한강(?:물온도|물따뜻|물차|갈까|가고싶|가야겠|가야지|각)', example: '한강 가야겠다', provenance: usage },
  { id: 'ko.mention.afraid-to-die', class: 'mention', level: 'check', pattern: '죽(?:기싫|을까봐|는게무|는것이무)', example: '죽기 싫어요', provenance: usage },
  { id: 'ko.distress.dying-of', class: 'distress', level: 'check', pattern: '죽(?:겠|겟|을것같|을거같|을꺼같|을만큼|을지경|을정도)', example: '힘들어 죽겠어요', provenance: rules },
  { id: 'ko.violence.kill', class: 'violence', level: 'check', pattern: '죽이고싶|죽여버리|죽여버릴|죽일거|죽일꺼|죽여야', example: '죽이고 싶어요', provenance: usage },
];

const masks: Mask[] = [
  {
    id: 'ko.idiom.dying-of', class: 'idiom', provenance: rules, example: '배고파 죽겠다',
    pattern:
      '(?:배고파|고파|배불러|배터져|웃겨|웃기어|좋아|더워|추워|졸려|졸리어|심심해|궁금해|귀여워|예뻐|이뻐|부러워|부끄러워|쪽팔려|창피해|짜증나|짜증|화나' +
      '|열받아|얄미워|아까워|매워|맛있어|바빠|시끄러워|간지러워|가려워|목말라|재밌어|재미있어|신나|뿌듯해|떨려|설레|느끼해|설레어|급해|무거워)(?:서|가지고)?' +
      '(?:진짜|정말|아주|막|완전)?죽(?:겠|겟|을것같|을거같|을꺼같|을지경|을정도|을만큼)',
  },
  {
    id: 'ko.idiom.body-aches', class: 'idiom', provenance: usage, example: '허리 아파 죽겠어',
    pattern: '(?:허리|다리|머리|배|이빨|목|발|무릎|어깨|팔|손|눈|등|치아|골반|관절)(?:이|가|도)?(?:너무|진짜|정말)?아파(?:서)?(?:진짜|정말|아주)?죽(?:겠|겟|을것같|을거같)',
  },
  { id: 'ko.idiom.cannot-live', class: 'idiom', pattern: '(?:더워|추워|시끄러워|웃겨|귀여워|짜증나|못말려)(?:서)?(?:진짜|정말)?못살겠', example: '더워서 못 살겠다', provenance: usage },
  { id: 'ko.idiom.superb', class: 'idiom', pattern: '죽여(?:주네|준다|줬다|주는맛|주는데)', example: '맛이 죽여주네', provenance: usage },
  { id: 'ko.idiom.threat', class: 'idiom', pattern: '(?:너|니가|네가)(?:진짜|정말)?죽을래', example: '너 죽을래', provenance: usage },
  { id: 'ko.idiom.things-die', class: 'idiom', pattern: '(?:배터리|폰|핸드폰|나무|꽃|화분|화초|물고기|벌레|모기|바이러스|세균|캐릭터)(?:이|가|은|는|도)?(?:다|곧|금방)?죽(?:을거|을것|을꺼)', example: '화분이 곧 죽을 거예요', provenance: usage },
  { id: 'ko.idiom.insects', class: 'idiom', pattern: '(?:모기|바퀴벌레|벌레|파리|개미)(?:를|을|좀)?(?:다)?죽(?:이고싶|여버리|일거|여줘|여주)', example: '모기 죽이고 싶다', provenance: usage },
  { id: 'ko.homograph.own-goal', class: 'homograph', pattern: '자살(?:골|슛|특공|폭탄|테러|행위)', example: '자살골 넣었어', provenance: rules },
  { id: 'ko.homograph.live-alone', class: 'homograph', pattern: '[혼각]자(?:서)?살', example: '혼자 살고 싶어', provenance: rules },
  { id: 'ko.homograph.live-where', class: 'homograph', pattern: '(?:혼자|여기|여기서|거기|거기서|서울|시골|도시|지방|같이|함께|따로)살(?:기(?:가)?싫|고싶지)|(?<=[가-힣]에서)(?<!세상에서|이승에서|지구에서)살(?:기(?:가)?싫|고싶지)', example: '시골에서 살기 싫어', provenance: usage },
  { id: 'ko.homograph.live-how', class: 'homograph', pattern: '(?:이렇게|그렇게)(?:는)?(?:안)살고싶지', example: '이렇게는 안 살고 싶지', provenance: usage },
  { id: 'ko.homograph.snack', class: 'homograph', pattern: '(?:과자|피자|의자|상자|모자|여자|남자|투자|[동이]자)살(?=[까래거게것수돈])', example: '과자 살 거야', provenance: usage },
  { id: 'ko.homograph.do-it', class: 'homograph', pattern: '(?:투|혼|각|부|여|남|하|가|먹|놀|보|만나|쉬|공|피|의|사|과)자해', example: '투자해도 될까요', provenance: rules },
  { id: 'ko.homograph.statement', class: 'homograph', pattern: '(?:사유|이유|자유|경위|소유|공유|보유)서', example: '사유서 냈어요', provenance: rules },
  { id: 'ko.homograph.long-history', class: 'homograph', pattern: '유서(?:가)?(?:깊|있는)', example: '유서 깊은 절', provenance: rules },
  { id: 'ko.homograph.item', class: 'homograph', pattern: '(?:항|과|제|종|품|덕|세|주|안)목(?:을)?매', example: '항목을 매달 확인해요', provenance: rules },
  { id: 'ko.homograph.obsess', class: 'homograph', pattern: '에(?:만)?목(?:을)?매(?!달)', example: '점수에 목매고 있어', provenance: usage },
  { id: 'ko.homograph.devote', class: 'homograph', pattern: '(?:계|운동|사업|현장|전선|혁명|정치|교육)(?:에)?투신', example: '정계 투신', provenance: rules },
  { id: 'ko.homograph.chores', class: 'homograph', pattern: '(?:숙제|과제|공부|업무|검사|설문|작업|질문|빨래|설거지|회사일|집안일|시험|이거|문제)(?:을|를|도|만)?(?:빨리|얼른|어서)?(?:다|이제|그냥|그만)?끝내', example: '숙제 다 끝내고 싶다', provenance: usage },
  { id: 'ko.homograph.rooftop', class: 'homograph', pattern: '옥상(?=[가-힣]{0,8}(?:빨래|고추|텃밭|화분|상추|장독|채소|고기|바베큐|카페))', example: '옥상에 올라가서 고추를 널었어요', provenance: usage },
  { id: 'ko.homograph.grill', class: 'homograph', pattern: '번개탄(?=[가-힣]{0,5}(?:고기|삼겹|구워|구웠|캠핑|조개))', example: '번개탄에 고기 구워 먹었어요', provenance: usage },
  { id: 'ko.homograph.sleep-well', class: 'homograph', pattern: '(?:[재깨]어|잠)?자살빼', example: '자 살 빼야지', provenance: usage },
  { id: 'ko.homograph.wake', class: 'homograph', pattern: '(?:아기|애기|아이|애|강아지|고양이)(?:가|는|도)?(?:안깨|깨지)', example: '아기가 안 깨면 좋겠어요', provenance: usage },
  { id: 'ko.title.tteokbokki', class: 'title', pattern: '죽고싶지만떡볶이(?:는)?먹고싶', example: '"죽고 싶지만 떡볶이는 먹고 싶어" 읽었어요', provenance: rules },
  { id: 'ko.title.works', class: 'title', pattern: '자살(?:론|토끼|클럽|가게(?!가))|수어사이드스쿼드|젊은베르테르', example: '뒤르켐의 자살론', provenance: usage },
  { id: 'ko.work.prevention', class: 'work', pattern: '자살(?:예방|방지|유족|유가족|률|율|통계|보도|사건|사고뉴스|뉴스|기사|관련(?:뉴스|기사|책|법))', example: '자살예방센터에서 일해요', provenance: rules },
  { id: 'ko.work.helping', class: 'work', pattern: '도와주(?:시는|시던|셔서)', example: '도와주셔서 감사해요', provenance: usage },
];

export const ko: Lexicon = {
  lang: 'ko',
  entries,
  masks,
  spelling: {
    죽고: '(?:[죽쥭듁줅쥑]|주ㄱ)(?:[고구거꼬코][오옹]?|ㄱ)',
    고싶: '(?:[고구거꼬코][오옹]?|ㄱ)(?:[싶싵십싳싪씹]|심(?=다)|시(?=[퍼포펑펏펐프픈픔풔]))',
    죽: '(?:[죽쥭듁줅쥑]|주ㄱ)',
    싶: '(?:[싶싵십싳싪씹]|심(?=다)|시(?=[퍼포펑펏펐프픈픔풔]))',
    자살: '[자쟈][살샬]',
  },
  context: {
    negatedAfter:
      '^(?:하|하고싶|고싶|려하|려고하|려는건|러가|어버리|하려하|할생각하)?(?:지|진|질)(?:는|도|를|가)?(?:절대|전혀)?(?:않|안|못|아니)' +
      '|^(?:다|단|은|는|을|할|한|하는|하려는|하고싶은|하고싶다는|다는|다고|같은|란|이라는|려는|려고하는)?(?:생각|마음|맘|뜻|의도|의향|계획|충동|느낌|기분|정도|것|건|거|게|적|시도|행동)?' +
      '(?:까지)?(?:같은)?(?:건|것|거)?(?:은|는|이|도|가|를|을|조차)?(?:전혀|절대|별로|아예|이제|지금은|더이상|한번도|결코|해본적){0,2}' +
      '(?:없|아니|아닌|아님|안(?!돼|되|절|타|쓰|녕|죽|없|사라|떠)|않|들지않|나지않|하지않|하지는않|못하)' +
      '|^(?:하|으)?면(?:절대)?안(?:돼|되|될|됩)|^냐고|^기싫',
    negatedBefore: '(?:^|[^가-힣]|[^불동미집제보])안$|절대(?:로)?안$',
    doubledAfter:
      '^.{0,12}?(?:않|없|아니|안)[가-힣]{0,3}?(?:날이?없|날도없|날은없|순간이?없|때가?없|적이?없|[다라]면거짓|[다라]고(?:는|도)?(?:말)?(?:은)?못|[다라]고(?:는|도)?(?:말)?할수|을수(?:가)?없' +
      '|(?:건|것도|것은|게|거는)아니|지(?:는|도)?않|진않|어지지|어지질)',
    doubledBefore: '(?!)',
    changedLater:
      '^.{0,12}?(?:않|없|아니)(?:았|었|였)?(?:었)?(?:는데|지만|다가|거든|어요|습니다|다)(?:요)?.{0,8}?(?:이제|이젠|지금은|지금|요즘|요새|오늘은|달라|바뀌|변했)(?!도?(?:않|안|없|아니)).{0,12}?(?:죽|그래|그렇|달라|싶|들어|생겼|나요|바뀌|변|모르)' +
      '|^(?:지|진)(?:는)?않았(?:었)?는데',
    pastAfter: '^(?:었|엇|던)|^.{0,12}?(?:했었|들었었|났었|한적|은적|던적|본적|했던)|^.{0,10}?적(?:이|도)?(?:있|많|여러)',
    pastForm: '[었았했썼샀봤갔왔였났웠졌렸뒀놨]|려다가|다가',
    remote: '(?:예전|옛날|과거|작년|재작년|년전|달전|개월전|어릴|어렸|학생때|학교때|학창|젊었|젊을|한때|시절|대때|[이삼사오]십대)(?!부터)',
    still: '지금도|지금까지|이제는?|이젠|요즘|요새|오늘|어제|어젯밤|방금|아까|아직|여전|계속|다시|최근|며칠|이번|매일|맨날|항상|지금은?더',
    over: '괜찮|좋아졌|나아졌|나았|안그래|안그럽|아니에|아니예|아닙|없어|없습|잘지내|극복|이겨냈|싶지(?:는|도)?않|안죽|살고싶(?!지)',
    soon: '당장|오늘밤|지금바로|바로지금|오늘죽|내일죽|이따죽|오늘안에',
    now: '지금|방금|당장|현재|막',
    otherSubject: `${someone}(?:들)?(?:이가|이|가|은|는|도|께서|께서는|님이|님은)|어머니|아버지`,
    otherAdjacent:
      `${someone}(?:들)?(?:이가|이|가|은|는|도|께서|께서는|님이|님은|께서도)?` +
      '(?:지금|방금|오늘|어제|아까|자꾸|계속|맨날|매일|또|혼자|진짜|정말|너무|많이|갑자기|자기|스스로|집에서|방에서|학교에서|울면서|술먹고|몰래|이제|곧|막|아파트|작년에|예전에|옛날에|며칠전에){0,3}$',
    selfSubject: '내가|제가|나는|저는|나도|저도|나만|저만|^난|^전|^나$|^저$',
    reported: '^(?:대(?!로|이|교|답)|댔|다네|다더|다는데(?!도)|다는군|다는거예|어하|어해|어한|어했|어함|어합|어하|퍼하|퍼해|퍼한)|^[가-힣]{0,4}?(?:한대|ㄴ대|간대|갔대|했대|었대|았대|겠대|린대|는대|단다고|래요|는다네|거래|꺼래|거라네|려는사람)',
    reportedBy:
      '^[가-힣]{0,5}?(?:다고|라고|려고|다구)(?:자꾸|계속|매일|맨날|또|막|저한테|나한테|제게)?(?:하|해|했|합|한|말|그러|그래|그랬|연락|문자|카톡|전화|톡|울|소리|협박|적|올렸|썼)|^[가-힣]{0,4}?(?:다며|다면서|다하|다해|다길래|다고요?$|려해|려한|려합|려하|려고$|고있)',
    workQuoted: '^[가-힣]{0,4}?(?:라는|이라는|란|이란|는|다는)?(?:제목|책|노래|영화|드라마|소설|웹툰|가사|시집|뉴스|기사|문구|대사|앨범|유튜브|영상)',
    workNamed: '^[가-힣]{0,2}?(?:라는|이라는)(?:제목|책|노래|영화|드라마|소설|웹툰|가사|시집|앨범)',
  },
};
