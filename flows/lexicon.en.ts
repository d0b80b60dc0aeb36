/** English words of risk: recognised, never shown. See lexicon.ts for how a row is read. Apostrophes are gone ("dont"), as are spaces. */
import { type Entry, either, type Lexicon, type Mask, rules, usage } from './lexicon.ts';

const mine = '(?:my|mine|myown)';
const pills = '(?:pills|tablets|meds|medication|sleepingpills|antidepressants|tylenol|paracetamol)';
const kin =
  '(?:friend|friends|boyfriend|girlfriend|husband|wife|mom|mum|mother|dad|father|son|daughter|brother' +
  '|sister|kid|child|grandma|grandpa|grandmother|grandfather|roommate|neighbou?r|colleague|coworker' +
  '|partner|student|cousin|uncle|aunt|someone|somebody|person|guy|girl|boy)';

const entries: Entry[] = [
  // === The wish, plainly
  {
    id: 'en.wish.want-die',
    class: 'wish',
    level: 'crisis',
    pattern:
      '(?:want(?:ed|ing)?to|wanna|wann|wishto|needto|feellike|readyto|liketo|loveto|hopeto|hopei)(?:just' +
      '|really|only)?(?:die|dying|bedead|dead)',
    example: 'I want to die',
    provenance: rules,
    edge: 'both',
  },
  {
    id: 'en.wish.fused',
    class: 'wish',
    level: 'crisis',
    pattern: 'iwan(?:tto|na)die',
    example: 'iwanttodie',
    provenance: rules,
    edge: 'both',
  },
  {
    id: 'en.wish.wish-dead',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      'wish(?:ed)?(?:that)?i(?:was|were|could)(?:just)?(?:be)?(?:dead|die)',
      '(?:shouldbe|beingbetteroff|betteroff|ratherbe)dead|ratherdie|shouldjustdie|deservetodie',
    ),
    example: 'I wish I were dead',
    provenance: usage,
  },
  {
    id: 'en.wish.kill-myself',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:kill|killing|unalive|unaliving|offing|murder)(?:mysel[fv]|mself|meself)',
      'killme(?:now|please|already)|pleasekillme',
    ),
    example: 'I might kill myself',
    provenance: rules,
  },
  {
    id: 'en.wish.end-life',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      `(?:end|ending|take|taking)(?:${mine}(?:own)?life|itall|everythingforgood)`,
      '(?:end|ending)mysel[fv]',
    ),
    example: 'I want to end my life',
    provenance: rules,
  },
  {
    id: 'en.wish.suicidal',
    class: 'wish',
    level: 'crisis',
    pattern: 'suicid(?:al|le|el|ial)(?!ideationscale)',
    example: 'I feel suicidal',
    provenance: usage,
  },
  {
    id: 'en.wish.suicide-want',
    class: 'wish',
    level: 'crisis',
    pattern:
      '(?:commit|committing|wantto|wanna|thinkingof|thinkingabout|thoughtsof|thoughtsabout|considering' +
      '|contemplating|thinkof|thinkabout)(?:a)?(?:suicide|dying)',
    example: 'I am thinking about suicide',
    provenance: usage,
  },
  {
    id: 'en.wish.suicide-alone',
    class: 'wish',
    level: 'crisis',
    pattern: '^(?:i|just|me)?suicide$',
    example: 'suicide',
    provenance: usage,
  },
  {
    id: 'en.wish.initials',
    class: 'wish',
    level: 'crisis',
    pattern: '(?:kms|ctb)',
    example: 'kms',
    provenance: usage,
    edge: 'both',
  },

  // === The same in other words
  {
    id: 'en.euphemism.not-live',
    class: 'euphemism',
    level: 'crisis',
    pattern:
      '(?:dont|donot|didnt|nolonger|never)(?:really|even)?(?:want|wanna|wish|feellike|careto)(?:to)?(?:live' +
      '|living|wakeup|exist|bealive|behereanymore|behere|goonliving|keepliving|goon)(?!inaplace|near|with' +
      '|in)',
    example: 'I don’t want to live anymore',
    provenance: rules,
  },
  {
    id: 'en.euphemism.no-reason',
    class: 'euphemism',
    level: 'crisis',
    pattern:
      '(?:noreasons?(?:left)?to(?:live|goon|bealive)|nothing(?:left)?tolivefor|lifeisnotworthliving|(?:not' +
      '|isnt)worthliving|nopointin?(?:living|livinganymore|goingon))',
    example: 'no reason to live',
    provenance: usage,
  },
  {
    id: 'en.euphemism.vanish',
    class: 'euphemism',
    level: 'crisis',
    pattern:
      '(?:want(?:ed)?to|wanna|wishicould|wishi|couldjust)(?:just)?(?:disappear(?:forever)?|vanish' +
      '|ceasetoexist|notexist|stopexisting|didntexist|notbehere|sleepforever|fallasleepforever' +
      '|neverwake(?:up)?)',
    example: 'I want to disappear',
    provenance: rules,
  },
  {
    id: 'en.euphemism.not-wake',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:not|never|dont|didnt|wouldnt|hadnt)(?:to)?(?:havetow|w)[ao]k(?:e|en)up(?:again|tomorrow|anymore' + '|$)',
      'gotosleepandnever|sleepandnotwake',
    ),
    example: 'I hope I never wake up',
    provenance: rules,
  },
  {
    id: 'en.euphemism.not-born',
    class: 'euphemism',
    level: 'crisis',
    pattern: 'neverbeenborn|wasneverborn|wereneverborn|hadntbeenborn|shouldnthavebeenborn|wasntborn',
    example: 'I wish I had never been born',
    provenance: rules,
  },
  {
    id: 'en.euphemism.others-better',
    class: 'euphemism',
    level: 'crisis',
    pattern:
      '(?:betteroff|easier|happier|better)(?:if)?(?:without(?:me(?!at|dic|n)|myself)|i(?:was|were|am|m)(?:dead|gone|nothere)' +
      '|ifi(?:was|were|am|m)?(?:dead|gone|nothere|died))',
    example: 'everyone would be better off without me',
    provenance: rules,
  },
  {
    id: 'en.euphemism.no-more',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:cant|cannot)(?:do|take|bear|stand)(?:this|it|life|living)(?:any)(?:more|longer)',
      '(?:cant|cannot)(?:goon|keepgoing)(?:anymore|anylonger|likethis|living|$)',
    ),
    example: 'I can’t go on anymore',
    provenance: rules,
  },
  {
    id: 'en.euphemism.burden',
    class: 'euphemism',
    level: 'check',
    pattern: '(?:im|iam|beinga|justa|sucha|amonlya|feellikea|onlya)(?:just|such|only|nothingbut)?(?:a)?burden',
    example: 'I am a burden',
    provenance: usage,
  },
  {
    id: 'en.euphemism.tired-of-living',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:tired|sick|done)(?:of|with)(?:living|beingalive|life)(?!in|with|here)',
      'hate(?:being|to)(?:be)?alive|hateliving(?!in|with|here)',
    ),
    example: 'tired of living',
    provenance: usage,
  },
  {
    id: 'en.euphemism.hopeless',
    class: 'euphemism',
    level: 'check',
    pattern:
      '(?:nohope|hopeless|whyamialive|whydoilive|wantitallto(?:stop|end)|wantthepaintostop' +
      '|wantit(?:all)?tobeover|giveuponlife|givinguponlife|gaveuponlife|whatsthepointof(?:living|life)' +
      '|nobody(?:would|will)missme|noone(?:would|will)missme)',
    example: 'there is no hope left',
    provenance: usage,
  },
  {
    id: 'en.wish.ending-it',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:thinkingof|thinkingabout|planningon|considering)endingit',
      '(?:wanna|wantto|gonna|goingto)unalive',
    ),
    example: 'I am thinking of ending it',
    provenance: usage,
  },
  {
    id: 'en.euphemism.pointless',
    class: 'euphemism',
    level: 'check',
    pattern: 'lifeis(?:pointless|meaningless|over|nothing)|hatemylife|wantit(?:all)?to(?:end|stop)',
    example: 'life is pointless',
    provenance: usage,
  },

  // === Says that they will; prepares; is doing it
  {
    id: 'en.intent.will',
    class: 'intent',
    level: 'crisis',
    pattern:
      '(?:goingto|gonna|willjust|ill|iwill|abouttojust|aboutto|planningto|planto|plan|decidedto' +
      '|im)(?:just)?(?:kill(?:ing)?mysel[fv]|end(?:ing)?(?:my(?:own)?life|itall)|tak(?:e|ing)my(?:own)?life' +
      '|commit(?:ting)?suicide|hang(?:ing)?mysel[fv]|shoot(?:ing)?mysel[fv]|unaliv(?:e|ing)mysel[fv])',
    example: 'I am going to kill myself',
    provenance: rules,
  },
  {
    id: 'en.intent.die-now',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:goingto|gonna|iwill|planningto|decidedto|imaboutto)(?:just)?dietonight',
      '(?:wantto|wanna|goingto|gonna)die(?:tonight|today|rightnow|now)',
    ),
    example: 'I am going to die tonight',
    provenance: usage,
  },
  {
    id: 'en.plan.note',
    class: 'plan',
    level: 'crisis',
    pattern:
      '(?:wrote|writing|written|write|finished|left|leaving|have)(?:a|my|the|them)?(?:suicidenote' +
      '|goodbyeletters?|finalletter|lastletter|goodbyenote)',
    example: 'I wrote my suicide note',
    provenance: rules,
  },
  {
    id: 'en.plan.way',
    class: 'plan',
    level: 'crisis',
    pattern: either(
      '(?:howto|howdoi|waysto|wayto|howcani|bestwayto|methodsto|planto)(?:painlessly' +
        '|quickly)?(?:killmysel[fv]|die(?:painlessly|quickly|fast|without|$)|commitsuicide|endmylife|suicide)',
      'suicide(?:methods?|plan|pact)|haveaplanto(?:die|kill|end)',
    ),
    example: 'how to kill myself',
    provenance: usage,
  },
  {
    id: 'en.means.pills',
    class: 'means',
    level: 'crisis',
    pattern:
      '(?:saved|saving|stashed|hoarding|hoarded|stockpiled|collected|stockpiling)(?:up)?(?:all|enough' +
      `|some)?(?:of)?(?:my|the)?${pills}`,
    example: 'I saved up my pills',
    provenance: rules,
  },
  {
    id: 'en.act.took',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:took|taken|swallowed|taking|swallowing|downed)(?:all|toomany|abunchof|thewhole|awholebottleof' +
        `|abottleof|[0-9]{2,3}|lotsof|alotof)(?:of)?(?:my|the|these|those)?(?:bottleof)?${pills}`,
      '(?:i|ive|just|have|im|am)overdos(?:e|ed|ing)|goingtooverdose|wanttooverdose',
    ),
    example: 'I took all my pills',
    provenance: rules,
  },
  {
    id: 'en.act.there',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:im|iam|standing|sitting)(?:up)?(?:now)?(?:on|at)the(?:edgeofthe)?(?:roof|rooftop|bridge|ledge' +
        '|railing|edge|tracks)(?!bar|cafe|party)',
      '(?:goingto|gonna|aboutto|wantto|wanna|iwill|ill)(?:just)?jump(?:off|from|infrontof|$)',
      'gun(?:to|in)my(?:head|mouth|hand)',
    ),
    example: 'I am on the roof',
    provenance: rules,
  },
  {
    id: 'en.act.neck',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:hang|hanging|shoot|shooting|drown|drowning)mysel[fv]',
      '(?:slit|slitting|cut|cutting)my(?:wrists?|veins|throat)',
    ),
    example: 'I want to hang myself',
    provenance: usage,
  },
  {
    id: 'en.danger.now',
    class: 'danger',
    level: 'crisis',
    pattern: either(
      '(?:iam|im|me)(?:really|now)?in(?:real|serious|great|immediate)?danger',
      'notsafe(?:withmysel[fv]|alone|rightnow|frommysel[fv])',
      'dontfeelsafe(?:withmysel[fv]|alone|frommysel[fv])|dangertomysel[fv]',
    ),
    example: 'Yes, I am in danger',
    provenance: rules,
  },
  {
    id: 'en.danger.other',
    class: 'danger',
    level: 'crisis',
    about: 'other',
    pattern: `(?:they|he|she|${kin})(?:is|are|re|s)(?:really|now)?in(?:real|serious|great|immediate)?danger`,
    example: 'They are in danger now',
    provenance: usage,
  },
  {
    id: 'en.plea.save-me',
    class: 'plea',
    level: 'crisis',
    pattern: '(?:please)?saveme(?!time|money|aseat|some|from)',
    example: 'please save me',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.distress.help-me',
    class: 'distress',
    level: 'check',
    pattern: '(?:please|pls|plz)helpme|helpme(?:please|pls|plz|now|$)|somebodyhelp|someonehelp',
    example: 'please help me',
    provenance: rules,
  },
  {
    id: 'en.means.at-hand',
    class: 'means',
    level: 'crisis',
    pattern: '(?:bought|got|have|found|loaded)(?:a|my|the)(?:rope|gun|noose|pistol)',
    example: 'I bought a gun',
    provenance: usage,
  },

  // === Has tried; hurts oneself; takes leave
  {
    id: 'en.attempt.tried',
    class: 'attempt',
    level: 'crisis',
    pattern: either(
      '(?:tried|attempted|trying|try)(?:to)?(?:kill(?:ing)?mysel[fv]|end(?:ing)?(?:my(?:own)?life|itall)' +
        '|commit(?:ting)?suicide|suicide|die|hang(?:ing)?mysel[fv])(?!t)',
      'suicideattempt|attemptedsuicide',
    ),
    example: 'I tried to kill myself',
    provenance: usage,
  },
  {
    id: 'en.harm.self',
    class: 'harm',
    level: 'crisis',
    pattern:
      '(?:hurt|hurting|harm|harming|cut|cutting|burn|burning|stab|stabbing|cutt)mysel[fv](?!some|off|short' +
      '|abit|shaving|cooking)',
    example: 'I want to hurt myself',
    provenance: usage,
  },
  {
    id: 'en.harm.word',
    class: 'harm',
    level: 'check',
    pattern: 'selfharm(?:ing|ed)?|selfinjur',
    example: 'self-harm',
    provenance: usage,
  },
  {
    id: 'en.farewell.last',
    class: 'farewell',
    level: 'check',
    pattern: either(
      'goodbye(?:forever|everyone|world|cruelworld)|(?:my|the)lastgoodbye',
      '(?:see|meet)youontheotherside|thankyouforeverythinggoodbye|thisisgoodbye',
    ),
    example: 'goodbye forever',
    provenance: rules,
  },

  // === The word alone; someone else; others
  {
    id: 'en.mention.suicide',
    class: 'mention',
    level: 'check',
    pattern: 'suicide',
    example: 'a question about suicide',
    provenance: usage,
  },
  {
    id: 'en.mention.overdose',
    class: 'mention',
    level: 'check',
    pattern: 'overdos(?:e|ed|ing)',
    example: 'is this an overdose',
    provenance: usage,
  },
  {
    id: 'en.mention.die-alone',
    class: 'mention',
    level: 'check',
    pattern: '^(?:just)?(?:die|dead|death)$',
    example: 'die',
    provenance: usage,
  },
  {
    id: 'en.mention.kys',
    class: 'mention',
    level: 'check',
    pattern: 'kys|killyoursel[fv]',
    example: 'they told me kys',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.mention.other',
    class: 'mention',
    level: 'check',
    about: 'other',
    pattern: either(
      '(?:wants|wishesto|threatensto|threateningto|tryingto|triedto|goingto|wantsto)?(?:to)?(?:kill(?:s|ed' +
        '|ing)?|hurt(?:s|ing)?|harm(?:s|ed|ing)?|cut(?:s|ting)?|hang(?:ed|ing)?)(?:himself|herself' +
        '|themsel(?:f|ves)|theirself)',
      'wantsto(?:die|endhislife|endherlife|enditall|bedead)',
      '(?:end|took|take)(?:his|her|their)(?:own)?life|(?:died|death)(?:by|of|from)suicide',
      'committedsuicide',
    ),
    example: 'my friend wants to die',
    provenance: rules,
  },
  {
    id: 'en.act.other',
    class: 'act',
    level: 'crisis',
    about: 'other',
    pattern: either(
      `(?:he|she|they|${kin})(?:is|are|s|re)(?:rightnow|now|currently|aboutto|goingto)(?:going|trying` +
        '|about)?(?:to)?(?:jump|kill(?:ing)?(?:himself|herself|themsel(?:f|ves)))',
      '(?:kill(?:ing)?|hurt(?:ing)?)(?:himself|herself|themsel(?:f|ves))(?:rightnow|now|tonight)',
    ),
    example: 'he is about to jump',
    provenance: usage,
  },
  {
    id: 'en.distress.dying-inside',
    class: 'distress',
    level: 'check',
    pattern: either(
      'dyinginside|deadinside|feellikedying|(?:going|feellikeiam|feellikeim)todie',
      'i(?:m|am)goingtodie(?!t)|dontwanttodie',
    ),
    example: 'I feel dead inside',
    provenance: rules,
  },
  {
    id: 'en.violence.kill',
    class: 'violence',
    level: 'check',
    pattern:
      '(?:wantto|wanna|goingto|gonna|iwill|ill)(?:kill|murder|stab|shoot)(?:him|her|them|you|everyone' +
      '|people|someone|my)(?!self|time)',
    example: 'I want to kill him',
    provenance: usage,
  },
];

const masks: Mask[] = [
  {
    id: 'en.idiom.die-of',
    class: 'idiom',
    pattern:
      'i?(?:wantto|wanna|goingto|gonna|feellike)(?:just)?(?:die|dying)(?:of)?(?=embarrassment|laugh' +
      '|laughter|boredom|cute)',
    example: 'I wanted to laugh, I could just die laughing',
    provenance: usage,
  },
  { id: 'en.idiom.kilometres', class: 'idiom', pattern: '(?<=[0-9])kms', example: 'I ran 5 kms', provenance: usage },
  { id: 'en.idiom.killing-me', class: 'idiom', pattern: 'endmyselfie', example: 'send my selfie', provenance: usage },
  {
    id: 'en.homograph.career',
    class: 'homograph',
    pattern: '(?:career|political|financial|commercial|social)suicide',
    example: 'that would be career suicide',
    provenance: usage,
  },
  {
    id: 'en.homograph.doors',
    class: 'homograph',
    pattern: 'suicide(?:door|squeeze|bomb|wing|burnout)',
    example: 'a car with suicide doors',
    provenance: usage,
  },
  {
    id: 'en.homograph.spend',
    class: 'homograph',
    pattern: '(?<=[psbtm])end(?:ing)?(?:itall|mysel[fv])',
    example: 'I will spend it all',
    provenance: usage,
  },
  {
    id: 'en.title.works',
    class: 'title',
    pattern: 'suicidesquad|virginsuicides|suicideforest|suicideismyjob',
    example: 'I watched Suicide Squad',
    provenance: rules,
  },
  {
    id: 'en.title.tteokbokki',
    class: 'title',
    pattern: 'i?wanttodie(?=buti(?:want|wanna)toeat)',
    example: 'I Want to Die but I Want to Eat Tteokbokki',
    provenance: rules,
  },
  {
    id: 'en.work.prevention',
    class: 'work',
    pattern:
      'suicide(?:prevention|hotline|lifeline|helpline|awareness|rates?|statistics|survivors?group|research' + '|news)',
    example: 'I work at a suicide prevention centre',
    provenance: rules,
  },
  {
    id: 'en.homograph.sell-me',
    class: 'homograph',
    pattern: 'cutmyself(?:aslice|apiece)',
    example: 'I cut myself a slice of cake',
    provenance: usage,
  },
];

const filler =
  '(?:really|even|actually|ever|think|feel|that|ithink|meani|mean|thati|saidi|want|wantto|have|any|to' +
  '|planning|planningto|going|goingto|gonna|being|feeling|like|amnot|thoughtsof|thinkingof' +
  '|thinkingabout|desireto|a|about|at|all){0,4}';

export const en: Lexicon = {
  lang: 'en',
  entries,
  masks,
  spelling: {
    suicid: '(?:suicid|sucid|suicd|suiside|suicied|suecid|sewerslid|sewacid)',
    kill: 'k(?:il{1,2}|ll|yl{1,2})',
    mysel: '(?:my?se?l)',
    iwill: '(?:iwill|ill)',
  },
  context: {
    negatedAfter: '^(?:isnot|isnt|arenot)(?:what|something|an?option|onmymind|mything)|^(?:no|not)$|^never$',
    negatedBefore:
      '(?:dont|donot|didnt|doesnt|wouldnt|wont|willnot|never|(?<!why)(?<!or)not|nointentionof|nointentionto' +
      `|nothoughtsof|nodesireto|noplansto|noplanto|without|nolonger|stopped)${filler}$`,
    doubledAfter: '(?!)',
    doubledBefore:
      '(?:notaday|noday|neveraday|hardlyaday|isntaday|cantsay|cannotsay|cantsaythat|lieifi|lyingifi' +
      '|lieifisaid|liewhenisay|notthat|isntthat|cantpretend)[a-z]{0,24}(?:dont|donot|didnt|not' +
      '|never)[a-z]{0,10}$',
    changedLater:
      '^[a-z]{0,20}?(?:butnowi(?:do|am|feel|want)|nowido|nowiwant|butido|untilnow|untiltoday|untilrecently' +
      '|untillastnight)',
    pastAfter: '^[a-z]{0,6}?(?:wheniwasyoung|inthepast|yearsago|backthen|backinhighschool)',
    pastWish: '(?!)',
    pastBefore: 'usedto(?:really|just)?$',
    pastForm: 'wanted|tried|was|were|had|thought|attempted|wished|used|felt|did|took|wrote|cut(?!ting)|saved',
    pastNear: '(?!)',
    remote: either(
      'yearsago|yearago|monthsago|monthago|longago|lastyear|inthepast',
      'wheniwas(?:young|akid|achild|ateen|inschool|incollege|younger|[0-9]{1,2})|asakid|asateen',
      'asachild|inhighschool|incollege|usedto|backthen|onceuponatime|ihadaphase',
    ),
    still: either(
      'stilldo|istill|stillam|stillfeel|today|yesterday|lastnight|tonight|thismorning|rightnow|lately',
      'recently|again|everyday|thisweek|allthetime|andnowi|butnowi',
    ),
    over: either(
      'notanymore|butnotnow|nolonger|imfine|iamfine|imbetter|iambetter|imok|amok|imokay|betternow',
      'notnow|dontanymore|nowimgood',
    ),
    soon: 'tonight|rightnow|rightaway|thisminute|rnow|today|thisevening',
    now: 'now|rightnow|abouttojump|tonight|currently',
    otherSubject: either(
      `(?:my|a|this|the|his|her|our)${kin}|they|(?:^|[^t])he(?:is|s|said|says|told|was|wants|keeps)`,
      'she',
    ),
    otherAdjacent:
      `(?:${kin}|she|(?:^|[^t])he|they|people|who|(?:^|and|but|if|when|that|think|because)he)(?:is|are|s|re` +
      '|was|were|feels|felt|seems|has|had|have|hasbeen|keeps|says|saidhe|saidshe|saidthey)?(?:feeling' +
      '|really|very|also|so|now|always|talkingabout|thinkingabout){0,2}$',
    selfSubject: '(?:^|[a-z])(?:im|iam|ive|ifeel|iwas|ihave)$',
    wishIsOwn: false,
    reported: '(?!)',
    reportedWord: '(?!)',
    reportedBy: '(?!)',
    workQuoted:
      '^[a-z]{0,6}?(?:isa|thebook|thesong|themovie|thefilm|thenovel|book|song|movie|film|novel|album' + '|isatitle)',
    workNamed: '^(?:thebook|thesong|themovie|thefilm|thenovel)',
  },
};
