/** English words of risk: recognised, never shown. See lexicon.ts for how a row is read. Apostrophes are gone ("dont"), as are spaces;
 *  so a row whose first letters also end other words ("he", "si") is edged, and one whose last letters begin other words looks ahead. */
import { type Entry, either, type Lexicon, type Mask, type RiskClass, rules, usage } from './lexicon.ts';

// === Who

const family =
  'boyfriend|girlfriend|bf|gf|husband|wife|fiance|fiancee|mom|mum|mommy|mother|dad|daddy|father|parents?|sons?' +
  '|daughters?|brothers?|sisters?|kids?|child|children|grandma|grandpa|grandmother|grandfather|cousin|uncle' +
  '|aunt|auntie|nephew|niece|grandson|granddaughter|stepson|stepdaughter|stepfather|stepmother|fatherinlaw' +
  '|motherinlaw|brotherinlaw|sisterinlaw|mama|papa|twin|exhusband|exwife|exboyfriend|exgirlfriend' +
  '|ex|baby';
const others =
  'friends?|roommate|flatmate|housemate|neighbou?r|colleague|coworkers?|partner|students?|classmate|boss|teacher' +
  '|workers?|employee|soldier|patient|client|user|lady|people|someone|somebody|person|stranger|guys?|girls?|boys?' +
  '|dormmate|bunkmate|teammate|labmate|mate|buddy|pal|sergeant|officer|tenant|customer|passenger' +
  '|senior|junior|landlord|landlady|professor|pastor' +
  '|teen|teenager|men|women|man|woman';
const kin = `(?:${family}|${others})`;
/** Read backwards from a hit there is no edge, so short words ("son", "ex") need one of these before them. */
const determined =
  `(?:(?:my|a|an|the|this|that|our|his|her|your|one|some|another|best|old|older|younger|little)${kin}` +
  '|friends?|boyfriend|girlfriend|husband|wife|daughters?|brothers?|sisters?|mother|father|roommate' +
  '|someone|somebody)';
const somebody = `(?:he|she|they|${kin})`;
const their = '(?:his|her|their|hers)';
const themself = '(?:himself|hisself|herself|themsel(?:f|ves)|theirself)';

// === Doing words, in the shapes people type them

const adv =
  '(?:just|really|only|so|badly|always|still|also|actually|honestly|simply|sometimes|kinda|truly|literally' +
  '|fucking|finally|often|seriously|desperately|probably|even|maybe|definitely|soon|simply){0,2}';
const die = '(?:d[i1]{1,2}[e3]{1,2}|dei)';
const dying = '(?:dying|dieing|dyeing|diying)';
const dead = '(?:dead|ded|daed|deda|de4d)';
/** "going to", and what phones and learners make of it. */
const going = '(?:goingto|gonna|gunna|goignto|goingto|gointo|willgo|bouttogo|imma|ima)';
/** Up to a verb: will, be about to, plan to, have decided to. */
const will =
  `(?:${going}|willjust|willsoon|will|ishall|ill|aboutto|bouttot?o?|(?<!no)planningto|(?<!no)planto|(?<!no)plan` +
  '|decidedto|havedecidedto|decided|readyto|preparingto|preparedto|intendto|intendingto|chosento|choseto' +
  '|madeupmymindto|mymindismadeupto|leaveto|letme|im|iam)';
const wantTo =
  '(?:want(?:ed|ing)?(?:to|2|too)?|wan(?:na|a|to)|wouldliketo|idliketo|wishto|wishedto|needto|neededto|liketo' +
  '|loveto|longto|longingto|readyto|hopeto|hopingto|prefer(?:red)?to|itstimeto|itistimeto|willingto|crave' +
  '|prayto|begto|beggingto|desireto|urgeto|deserve(?:d)?to|tempted(?:to)?|cantwaitto)';
const no = '(?:dont|donot|didnt|didnot|doesnt|nolonger|never|dontthinki|dontfeellikei|idont|idonot|no|not|dnt|don)';
const cannot = '(?:cant|cannot|cnt|cannt|couldnt|couldnot|cantto|unableto|notableto|nolongerableto)';
const longer = '(?:any(?:more|longer)|muchlonger|longer|nomore)';
const today = '(?:tonight|today|tonite|2night|rightnow|now|tomorrow|thisweekend|thisevening|thisnight)';
const myLife =
  '(?:(?:my|mine)(?:own|whole|miserable|stupid|fucking|shitty|useless)?(?:life|lief|lives|existence|misery' +
  '|suffering|pain|days|live(?!stream|chat|location))|(?:this|the)(?:miserable|stupid|fucking|shitty)?(?:lief' +
  '|existence|misery|suffering)|thislife|allthispain)';

// === Means and places

const pills =
  '(?:(?:sleeping|sleep|heart|bloodpressure|diabetes|pain|my|prescription)?(?:pills?|pilz|tablets?|meds|medications?' +
  '|medicines?|capsules|drugs)|antidepressants?|tylenol|paracetamol|painkillers?|xanax|benzos|ambien|zolpidem' +
  '|insulin|opioids|fentanyl|aspirin|ibuprofen|stilnox)';
const poison =
  '(?:rat)?(?:poison|bleach|pesticides?|insecticide|herbicide|weedkiller|paraquat|antifreeze|detergent|draincleaner' +
  '|cyanide|gramoxone)';
const blade = '(?:knife|knives|razors?|razorblades?|blades?|boxcutter|cutter|scissors|scalpel)';
const means = `(?:${blade}|gun|pistol|rifle|rope|noose|belt|bottleof${pills}|${pills}|charcoal|${poison})`;
const many =
  '(?:all|toomany|waytoomany|fartoomany|somany|waymorethan|alotof|lotsof|abunchof|ahandfulof|handfulsof|handfulof|abottleof|awholebottleof|awholepackof' +
  '|awholeboxof|thewhole|thewholebottle|wholebottle|awhole|halfabottleof|awholebottle|thebottle|theentire' +
  '|everysingle|way2many|[0-9]{2,3}|(?:about|like|around|over)[0-9]{2,3}|ten|fifteen|twenty|thirty|forty|fifty' +
  '|sixty|hundred|ahundred|dozens|dozensof|2many)';
const high =
  '(?:rooftop|roof|bridge|ledge|railings?|cliff|balcony|windowsill|windowledge|rails|traintracks|railwaytracks|tracks' +
  '|subwaytracks|parapet|topofthebuilding|highbuilding|tallbuilding)';
/** The bridges and river people name here, and any name of a bridge or building of up to twelve letters. */
const place =
  '(?:(?:the|a|this|my|our|some|an)?(?:edgeof(?:the|a)?|sideof(?:the|a)?|topof(?:the|a)?)?(?:(?!have' +
  `|had)[a-z]{0,12})${high}|theedge)`;
const leisure =
  'bar|cafe|party|with(?:coffee|tea|beer|wine|abook|mybook|acoffee|abeer|mycat|mydog|myfamily|mywife' +
  '|mykids|laundry)|garden|terrace|restaurant|lounge|pool|having|withfriends|withmyfriends|fix|repair' +
  '|clean|hanging' +
  '|drying|barbecu|bbq|grill|smok|watching|taking(?:a)?p|picnic|cook|eating|walk|run|bike|bicycle|busstop|view|tomeet' +
  '|waitingforyou|waitingforthebus|jogging|install|paint|wash|work|asusual|ofmouth|look(?:ingat)?the';

/** A row of usage; its class is the second part of its id. */
const row = (
  id: `en.${RiskClass}.${string}`,
  level: Entry['level'],
  example: string,
  pattern: string,
  more: Pick<Entry, 'about' | 'edge' | 'unless'> = {},
): Entry => ({ id, class: id.split('.')[1] as RiskClass, level, pattern, example, provenance: usage, ...more });

/** A harmless word of usage. */
const calm = (id: `en.${Mask['class']}.${string}`, example: string, pattern: string): Mask => ({
  id,
  class: id.split('.')[1] as Mask['class'],
  pattern,
  example,
  provenance: usage,
});

/** Work, lessons, games and stories: with these a bare word says nothing of the writer. */
const elsewhere =
  'essay|guideline|newsroom|training|research|lecture|durkheim|novel|movie|film|drama|song|lyrics|episode|chapter|game|boss|healer' +
  '|respawn|raid|level|quest|match|goal|testing|chatbot|qateam|paramedic|vacation|holiday|beach|wedding|exam|shift|semester';

const entries: Entry[] = [
  // === The wish, plainly
  {
    id: 'en.wish.want-die',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      `${wantTo}${adv}(?:to)?${adv}(?:${die}|${dying}|be${dead}|passaway|perish|bekilled|croak)`,
      `(?:want(?:ed)?to|wanna|wana|feel(?:s|ing)?like|felt(?:like)?|needtobe|wishiwas)${adv}(?:${dead}(?!inside)` +
        `|${dying})`,
      '(?:want|crave|cravefor|longfor|longingfor|prayfor|prayingfor|wishfor|beggingfor|waitingfor' +
        '|welcome)(?:my)?death(?!penalty|note)',
      '(?:waitingto|waitto|hurryupand|hopei|hopethati|prayi|praythati|hopingi|begi)(?:can|will|could' +
        `|would|may)?${adv}${die}`,
    ),
    example: 'I want to die',
    provenance: rules,
    edge: 'both',
  },
  {
    id: 'en.wish.fused',
    class: 'wish',
    level: 'crisis',
    pattern: 'i(?:just|really)?(?:wan(?:tto|na|ato)|wana)die',
    example: 'iwanttodie',
    provenance: rules,
    edge: 'both',
  },
  {
    id: 'en.wish.should-die',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:ishould|imust|ihaveto|igotta|imightaswell|imayaswell|mightaswell|iought|ioughtto|maybei(?:should' +
        `|could|can)|whycanti|whycantijust|whydonti|letme|pleaseletme)${adv}(?:be)?(?:${die}|${dead})`,
      '(?:ishouldhave|ishouldve|ishouldof|itshouldhavebeenmewho|ishouldbetheonewho|wishihad|wishid|ifonlyihad)(?:just' +
        '|been)?(?:died|dead)',
      'whydidnti(?:just)?die|whywonti(?:just)?die|whyarenti(?:dead)|whyaminotdead|whyaminotdeadyet|whyimnotdead' +
        '|shouldjustdie',
    ),
    example: 'I should just die',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.wish.wish-dead',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      `wish(?:ed|ing|es)?(?:that)?i(?:d|m|am|was|were|could|would|can|had){0,2}${adv}(?:be)?(?:${dead}` +
        `|died|${die}|kms)`,
      'wish(?:ed|ing)?(?:that)?i(?:wasnt|werent|wasnot|werenot|didnt|wouldnt|couldnot|couldstop|wasnever' +
        '|werenever)(?:be)?(?:alive|here|around|live|living|exist|existing|breathing)',
      `(?:shouldbe|beingbetteroff|betteroff|ratherbe|betterbe|better)${dead}|rather(?:just)?${die}(?:$` +
        `|than)|better(?:for(?:me|everyone|us|all))?to(?:just)?(?:be${dead}|${die})|betterifi(?:just)?${die}`,
      `rather(?:to)?(?:just)?${die}(?!t)`,
      `deserve(?:d|s)?(?:to)?(?:be)?(?:${die}|${dead}|death)(?!line)`,
      `would(?:be|rather)(?:better|happier)(?:off)?${dead}`,
    ),
    example: 'I wish I were dead',
    provenance: usage,
  },
  {
    id: 'en.wish.death-better',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      `(?:${dying}|todie|beingdead|death|suicide|killingmyself)(?:would|woud|wud|will|is|seems?|sounds?` +
        '|feels?|looks?|mightbe|couldbe)(?:be|like|so|much|really|just|such)?(?:a|the|my|to)?(?:better' +
        '|beter|easier|easyer|nicer|nice|good|great|relief|peaceful|comfort|release|answer|solution|escape' +
        '|wayout|way|(?:only|best|last)(?:option|way|wayout|answer|choice|solution|escape|hope|thing))',
      '(?:only|best|last|no(?:other)?)(?:wayout|way|option|choice|escape|answer|solution)(?:left)?(?:for(?:me)?)?(?:is' +
        `|but|thanis|except|besides)(?:to)?(?:${dying}|${die}|death|suicide|killing|bedead|end)`,
      'comedeath|deathcome(?:for|to)?me|deathplease|pleasedeath|sweetdeath',
    ),
    example: 'dying would be better than this',
    provenance: usage,
  },
  {
    id: 'en.wish.kill-myself',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:kill|killing|killed|kil1ing|unalive|unaliving|unalived|unaliveing|off|offing|offed|murder' +
        '|murdering|destroy)myself',
      '(?:neck|necking|top|topping|rope|roping|execute|terminate|gameend|gameending|selfdelete|delete' +
        '|deleting|erase|erasing|strangle|suffocate|choke)(?:ing)?myself',
      '(?:finish|finishing)myself(?:off)?|(?:do|doing)myselfin|putmyself(?:down|tosleep|outof(?:my|this)?misery)' +
        '|(?:put|putting)meoutofmymisery',
      '(?<!s|will|ll|would|goingto|gonna|might|could|wantsto|tryto|tryingto|triedto)killme(?:now|please' +
        '|already|$)|pleasekillme|(?:justkill|someonekill|somebodykill|godkill)me|(?:want|wish|hope)(?:someone' +
        '|somebody|anyone|theywould|theyd|hewould)?(?:to|would|will|could)?(?:just)?kill(?:s)?me(?!time)',
    ),
    example: 'I might kill myself',
    provenance: rules,
  },
  {
    id: 'en.wish.end-life',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:end|ends|ending|ended|finish|finishing|finished|take|taking|stop|stopping|quit|quitting|terminate' +
        `|close|cutshort|cut(?=mylifeshort)|leave|leaving|exit|exiting|escape)${myLife}`,
      '(?:end|ending)(?:itall|everythingforgood|everythingforever|allofthis|allofit|myself)',
      '(?:finish|finishing|stop|stopping)(?:itall|everything(?:forever|forgood))',
      '(?:leave|leaving|depart|departfrom|departing|exit|quit)(?:from)?(?:this|the)(?:cruel|bad|ugly)?(?:world' +
        '|earth|life)(?!cup|of(?!suffer|pain)|long)',
      '(?:say|saying)goodbyeto(?:this|the|my)?(?:world|life)',
    ),
    example: 'I want to end my life',
    provenance: rules,
  },
  {
    id: 'en.wish.end-it-want',
    class: 'wish',
    level: 'check',
    pattern:
      `(?:wantto|wanna|wana|needto|shouldjust|readyto|mightjust|couldjust|${going}|letme|ijust)(?:just` +
      '|really)?(?:end(?:it|this|everything)|finish(?:it|everything)now|stopexist)(?!er|ems|here|chat' +
      '|conversation|call|form|test|survey|session|relationship|contract)',
    example: 'I want to end it',
    provenance: usage,
  },
  {
    id: 'en.wish.suicidal',
    class: 'wish',
    level: 'crisis',
    pattern: '(?:was|were|been|felt|feltso|became|got)?suicid(?:al|a1|le|el|ial|ual|all)(?!ideationscale)',
    example: 'I feel suicidal',
    provenance: usage,
  },
  {
    id: 'en.wish.suicide-want',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:comm?it|comm?itt?ing|comm?itted|comitting|attempt|wantto|wantsuicide|want|wanting|wanna|needto' +
        '|should|might|may|attempting|do|doing|consider|considering|considered|contemplate|contemplating' +
        '|contemplated|plan|planning|choose|choosing)(?:do|to|a|my|make|go|on)?(?:suicide|sudoku(?!puzzle)' +
        '|toasterbath|selfdeletion)',
      '(?:think|thinking|thinks|thought|thoughts|dream|dreaming|fantasi[sz]e|fantasi[sz]ing|obsessed' +
        `|obsessing|daydream|daydreaming|idea|ideas|ideation|urge|urges|feelings?|talk)${adv}(?:of|about` +
        '|with|alot|about|on|to)(?:my|myown|own|committing|comitting|doing|a|alot)?(?:suicide|suicid3' +
        `|${dying}(?!ofl)|beingdead|mydeath|myowndeath|nolongerliving|notbeing(?:alive|here)|notexisting` +
        '|notwakingup)',
      'suicid(?:e|3)(?:ison|isin|isalways|keeps|ideation|ideas|thoughts?|urges?|feelings?|istheonly' +
        '|ismyonly|isanoption|everyday|isallithink|wouldbe|soundsgood)',
    ),
    example: 'I am thinking about suicide',
    provenance: usage,
  },
  {
    id: 'en.wish.suicide-alone',
    class: 'wish',
    level: 'crisis',
    pattern: '^(?:i|just|me|want)?suicide(?:me)?$',
    example: 'suicide',
    provenance: usage,
  },
  {
    id: 'en.wish.suicide-masked',
    class: 'wish',
    level: 'crisis',
    pattern:
      '(?:s[iu]?c[iu]?[iu]?de|suide|suic|uicide|sui)(?:al)?(?:thoughts|ideation|feelings?|mood|allthetime' +
      '|everyday|again|now)|(?:s[iu]c[iu]de|siucide|suide)(?:al)?',
    example: 'thinking of s*icide',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.wish.initials',
    class: 'wish',
    level: 'crisis',
    pattern: '(?:kms|kmsing|kmself|ctb|catchthebus|catchingthebus(?=soon|tonight|forever|forgood))',
    example: 'kms',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.wish.ideation-short',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:my|the)?si(?:is|was|hasbeen|s|got|getting|feels)(?:really|so|very|been|getting|gotten|pretty' +
        '|super|too|extremely|much|quite){0,2}(?:bad|worse|strong|back|high|loud|intense|heavy|hard)',
      '(?:passive|active|having|have|chronic|constant|severe)si(?:thoughts)?|suithoughts?|suiideation',
    ),
    example: 'si is bad again',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.wish.no-day-without',
    class: 'wish',
    level: 'crisis',
    pattern:
      '(?:notaday|notasingleday|noday|nonight|notanight|hardlyaday|everyday|everynight|allday|allnight' +
      '|constantly|always|daily)[a-z]{0,16}(?:without|dont|not|i)?(?:me)?(?:thinks?|thinking|thought' +
      '|dream|dreaming)(?:of|about)(?:my)?(?:death|dying|suicide|theend)(?!note|star|metal)',
    example: 'not a day without thinking about death',
    provenance: usage,
  },
  {
    id: 'en.wish.ending-it',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:thinking(?:of|about)|thoughtof|thoughtsof|thoughtabout|thinkabout|thinkof|planningon|considering' +
        `|dreamof|thoughtsabout|keepthinkingof)${adv}(?:ending(?:it|things|everything|mylife|all)|jumping(?!on` +
        '|to|into|rope|ship)|overdosing|hangingmyself|disappearingforever)',
      `(?:wanna|wantto|want|wana|${going}|shouldjust|might|mightjust|goand|aboutto|temptedto)(?:just)?(?:unalive` +
        '|unaliving|selfdelete|toasterbath|rope(?=$|myself|tonight|now))',
      '(?:commit|committing)unalive|unaliveme|(?:be|get|getting|being)unalived|unaliv(?:e|ing)thoughts' +
        '|sewersl[iy]de|sewerslid',
    ),
    example: 'I am thinking of ending it',
    provenance: usage,
  },
  {
    id: 'en.wish.log-off',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:log|logging|sign|signing|check|checking|clock|clocking|opt|opting|logged)(?:off|out|meout)(?:of' +
        '|from)?(?:my|this|the)?(?:life|world|earth|existence|planet)',
      '(?:uninstal{1,2}|unsubscribefrom|quit|quitting|altf4|ragequit|unsubfrom|exit|cancel)(?:from)?(?:this' +
        '|my)?(?:life|(?<=uninstal)ife|existence)(?!insurance|s)',
      'loggingoffforever|logoffforever|logoutforever|permanentlogoff|(?:delete|deleting|erase|erasing)(?:my)?(?:self' +
        '|existence)fromth(?:is|e)(?:world|earth|life)',
    ),
    example: 'I wish I could log out of life',
    provenance: usage,
  },
  {
    id: 'en.wish.slang',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:commit|kermit|committing|commited|do|did)(?:a)?(?:die(?!t)|death(?!note)|notalive|notliving' +
        '|aliv(?:e)?nt|deceased|sewercide|suislide|sewerside|suey|anhero|selfyeet|selfdelete|selfcheckout' +
        '|toaster)|kermitsuicide|sewer(?:c|s)ide|suislide|suicycle|alivent|(?:become|be|go|getting|going)(?:an)?(?:unalive' +
        '|unlive|unliving|anhero|anhero)|unliv(?:e|ing)myself|(?:want|wanna|wantto|gonna|goingto)(?:to)?(?:unlive' +
        '|anhero)',
      '(?:yeet|yeeting|chuck|throw|throwing|fling|hurl|launch|toss)myself(?:off|from|out|infront|under' +
        '|into(?:the|a)?(?:river|sea|traffic|sun|void|ocean|han)|in(?:the|a)?(?:river|han)|down(?:the' +
        '|a)?(?:stairs|well|cliff))|altf4(?:ing)?(?:myself|life|mylife)|(?:ctrl|control)altdeletemyself' +
        '|pulltheplugon(?:myself|me|mylife)|(?:turn|switch)(?:ing)?myselfoff(?:forever|forgood)?',
      '(?:wantto|wanna|wana|gonna|goingto|readyto|aboutto|wishicould|needto|timeto|wantan?|need(?:an?' +
        '|the)?|takingthe|takethe|takean?)(?:just|take|have|get|go|for|the|my|an?|to){0,3}(?:kickthebucket' +
        '|bitethedust|meetmymaker|dirtnap|forevernap|eternalnap|permanentnap|eternalsleep|permanentsleep' +
        '|foreversleep|foreverbox|finalexit|permanentsolution|pushupdaisies|pushingupdaisies|bewormfood' +
        '|returntothevoid|godieinahole|dieinahole|rot(?=inhell|intheground|away$|$)|croak|tapoutoflife' +
        '|nopeout(?:of)?(?:life|existence|this)|peaceout(?:of|from)(?:life|this|theworld|existence)|punchmyticket' +
        '|clockoutforever|leavethisplane|(?:be)?sixfeetunder|gosixfeetunder|respawninanotherlife|speedrundeath' +
        '|speedrunlife|logoffpermanently|logoffforever|gamemyselfover|endme(?!ntal|m)|cashout(?=of(?:life' +
        '|this)))',
      '(?:bored|so|too|life|with|was|im){0,2}doneexisting|(?:get|take|remove)me(?:out|off)(?:of)?(?:this)?(?:planet' +
        '|earth|life|existence|mortal)|(?:beam|send)metoheaven|stopthe(?:ride|world)iwant(?:to)?(?:get)?off' +
        '|someonesho?otme|shootme(?:now|please|inthehead|dead|already)|(?:please)?endme(?:now|please|already' +
        '|$)|(?:sh|selfh)(?:urges?|relapse|relapsed|again|scars)(?<=(?:my|the|had|having|have|bad|and' +
        '|on)(?:sh|selfh)(?:urges?|relapse|relapsed|again|scars))|relapsed(?:on|with|into|to)?sh(?=$|again' +
        '|last|to|yes)',
    ),
    example: 'gonna yeet myself off a bridge',
    provenance: usage,
  },
  {
    id: 'en.wish.accident',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:hope|wish|want|pray|praying|hoping|wishing|wanted)(?:that|for|to|ed)?(?:a|some|the|i|id|my' +
        '|would|could){0,2}(?:just)?(?:car|truck|bus|train|plane|meteor|lightning|get|getting|be|cancer' +
        '|accident|hit|heartattack|got)(?:hit|would|will|could|crash|to|hits|struck|killed|cancer|murdered' +
        '|run|ran|just|by|accident|shot|over|terminal|a){1,4}(?:me|cancer|by(?:a|the)?(?:car|bus|truck' +
        '|train|lightning)|over|crash(?:es)?|killed|shot|illness|$)',
      '(?:walk|walking|step|stepping|run|running|jump|jumping|throwing|throw)(?:myself)?(?:out)?(?:in' +
        '|into|infrontof|infront|onto|under)(?:of)?(?:the|a|an)?(?:oncoming|moving)?(?:traffic|train|subway' +
        '|bus|truck|car(?!pet|e)|tracks)',
      '(?:hit|runover|struck|killed)(?:by)(?:a|the)(?:bus|car|truck|train)(?:and|so|then)?(?:everything' +
        '|it|iwould|die|dead)',
    ),
    example: 'I hope a car hits me',
    provenance: usage,
  },
  {
    id: 'en.wish.god-take',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:god|lord|jesus|allah|he|heaven|death|angels?|universe|someone)(?:please|to|would|will|can' +
        '|could|just|that|should){0,2}(?:takes?|took|taking|call)me(?!n|to(?!heaven|him|your)|for|on|seriously' +
        '|back|out|home(?=now|by|from))(?:away|soon|now|home|with|inmysleep|already|from)?',
      '(?:pleasetakeme|takemeaway|takemelord|takemehomelord|takemelordjesus|takemenow|takemegod)(?:god' +
        '|lord|soon|from(?:this|here)|$)?',
      '(?:called|come)hometo(?:the)?(?:lord|god)|(?:wanttobe|wannabe|wanttogo|gotobe|wanttorest|readytogo)(?:with' +
        '|to)(?:god|heaven|jesus|thelord|theangels)(?!schurch|park|lake)',
    ),
    example: 'I pray that God takes me',
    provenance: usage,
    edge: 'start',
  },
  {
    id: 'en.wish.voices',
    class: 'wish',
    level: 'crisis',
    pattern: either(
      '(?:voices?|demons?|ghosts?|satan|devil|hallucinations?)(?:in(?:side)?myhead)?(?:that|which|keeps?' +
        '|is|are|i|hear|always|just|still|start(?:ed)?|s|he|she|it){0,4}(?:tell|tells|told|telling|say' +
        '|says|said|saying|order|orders|ordering|command|commands|commanding|want|wants|scream|screams' +
        '|ask|asks|urge|shout|shouting|whisper|whispers)(?:s|ing)?(?:me|to|that|i|at|should|must|haveto' +
        `|need){0,5}(?:just)?(?:${die}|kill|jump|hurt|harm|cut|end|hang|doit|burn|stab|attack)`,
      '(?:hear|hearing|heard)(?:a|the|these)?voices?(?:inmyhead|inside|telling|thattell|that(?:say|said)' +
        '|saying|when(?:iam|im|no(?:body|one))|no(?:body|one))',
    ),
    example: 'The voices tell me to jump',
    provenance: usage,
  },

  // === The same in other words
  {
    id: 'en.euphemism.not-live',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      `${no}${adv}(?:want|wanna|wana|wannato|wish|feellike|careto|desire|deserve|need|intend|plan|carefor` +
        `|seeareason|seeany(?:reason|point))(?:ed|ing)?(?:to|too|2|for|in)?${adv}(?:live|living|life|wakeup` +
        '|exist|existing|be(?:alive|livinganymore|around(?!smok|people|him|her|them|my)|here(?!theclass)' +
        '|on(?:this|the)(?:earth|planet)|inthisworld|ofthisworld)|goon(?!this|a(?!ny)|the|vac|hol|trip' +
        '|stage|mon|tue|wed|thu|fri|sat|sun|line|foot|with(?!life|my|this)|date|in)|keep(?:living|going(?!to)' +
        '|on)|carryon|continue(?:living|mylife|tolive|thislife|anymore)|stayalive|stayinthisworld|breathe' +
        '|see(?:tomorrow|anotherday|themorning|thenextday))(?!(?:in|at|near|with|on|byy?)(?!this(?:world' +
        '|life|body|pain|planet|hell|earth)|pain|peace|suchpain)|with|ap(?:art|t)|together|alone|abroad' +
        '|inaplace|near|early|late|tomyalarm|my(?:baby|husband|wife|kid|room)|forit|the|him|her|so(?:early' +
        '|late)|before|off|up|stream|show|concert|chat|music|toearly|tooearly)',
      `${cannot}(?:live|exist|survive)(?:like|this|any|without(?:him|her|them|my)|inthisworld|on|withth(?:is` +
        '|e)pain|withmyself|withthis)',
    ),
    example: 'I don’t want to live anymore',
    provenance: rules,
  },
  {
    id: 'en.euphemism.no-reason',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:(?:dont|donot|cant|cannot|didnt|never|nolonger)(?:really|even)?)?(?:no|any|a|single|other' +
        '|one|see|find)(?:more|any|the|a)?(?:reasons?|point|purpose|motivation|meaning)(?:left|anymore)?(?:for(?:me' +
        '|myself))?(?:to|in|of|for){0,2}(?:keep|stay|continue|go|be|me)?(?:to|on)?(?:(?<!the)liv(?:e|ing)(?!in(?!thisworld' +
        '|thislife|pain)|with|ingroom|room|stream|there|here)|alive|exist|goon|goingon|wak(?:e|ing)up(?!early)' +
        '|beinghere|beinalive|behere|inlife|carryon)',
      'nothing(?:left|more|else)?(?:to|worth)(?:live|living)(?:for)?|nothingleftforme(?:here|inthis' +
        '|in)|nothing(?:is)?(?:keeps|keeping|holding|holds)mehere',
      '(?:life|living|it)(?:is)?(?:not|isnt|isnot|no)(?:reallys?|even)?(?:worth)(?:living|tolive|goingon)' +
        '|(?:not|isnt)worthliving|lifeisntworth(?:it|living)|nolongerworthliving',
      '(?:(?:dont|donot|cant|cannot|didnt|never|nolonger)(?:really|even)?)?(?:see|no|any)(?:t)?(?:the' +
        '|any)?pointin?(?:of)?(?:me)?(?:living|goingon|beingalive|existing|tolive)',
      '(?:lost|losing|lose|no|havent|without|losingall|lostall|lostthe|lackthe)(?:my|the|all|any)?(?:more)?(?:will' +
        '|wish|desire|willing|reason|strength|courage|energy|hope|motivation)(?:left)?(?:to|for|of)(?:live' +
        '|living|survive|goon|keepliving|keepgoing|stayalive|life)',
    ),
    example: 'no reason to live',
    provenance: usage,
  },
  {
    id: 'en.euphemism.vanish',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      `(?:wantto|wantedto|want|wanna|wana|wouldliketo|idliketo|needto|${going}|goingto|might|ishould` +
        `|shouldjust|rather|better)${adv}(?:disappear(?:forever|from(?:this|the)(?:world|earth|life|planet)` +
        '|completely|$)?|vanish|evaporate|fadeaway|dissolve|ceasetoexist|ceaseexisting|notexist(?:anymore)?' +
        '|stopexisting|stopliving|stopbeing(?:alive|here)|stopbreathing|notbe(?:here|alive|around)(?:anymore)?' +
        '|beerased|begone(?:forever|from|now|$)|goneforever|beno(?:more|longer)|becomenothing|benothing' +
        '|bebur?ied|beintheground|besixfeetunder|beunderground)(?!fora(?:while|few|week|day|bit|month' +
        '|year)|onvacation|into(?:my|the)(?:room|bed|couch)|to(?:an|the|my|a)island|before|toomuch|bythe)',
      'wish(?:ed)?(?:that)?i(?:could|would|can)?(?:just|simply)?(?:(?:disappear|vanish|fadeaway)(?:forever' +
        '|from(?:this|the)(?:world|earth|life|face)|completely)|ceasetoexist|notexist|stopexisting|didntexist' +
        '|didnotexist|neverexisted|notbehere|notbealive|begone|wasgone|weregone|wasnthere)',
      'could(?:just)?ceasetoexist|disappearfrom(?:this|the)(?:world|earth|planet)|(?:goneforever|vanishforever' +
        '|disappearforever)',
      `(?:wantto|wanna|wana|wishicould|letme|could|wantto|needto|liketo|justwant(?:to)?)${adv}(?:(?:go(?:to)?` +
        '|fallto|fall)?a?sleep(?:ing)?(?:and)?(?:forever|eternally|foreternity|forgood|never|not(?!well' +
        '|good|enough)|without(?:ever)?waking|dontwake|dieinmysleep)|closemyeyes(?:and)?(?:forever|never' +
        '|not)|restforever|eternal(?:sleep|rest|peace)|rest(?:in)?peace|dieinmysleep|neverwake(?:up)?)',
      '(?:ifi|iti|betterthati|betteri)(?:just|simply)?(?:did(?:not|nt)|never|do(?:not|nt)|was(?:not' +
        '|nt)|were(?:not|nt))(?:ever)?(?:exist(?:ed|ing)?|bealive|alive|hereanymore|aroundanymore)',
      'deserve(?:to)?(?:live|exist|bealive)(?<=(?:dont|donot|not|nt)deserve(?:to)?(?:live|exist|bealive))' +
        '|(?:dont|donot|not|never)(?:really|even)?(?:deserve)(?:to)?(?:live|life|exist|bealive|behere' +
        '|breathe)',
    ),
    example: 'I want to disappear',
    provenance: rules,
  },
  {
    id: 'en.euphemism.vanish-wish',
    class: 'euphemism',
    level: 'check',
    pattern:
      '(?:wish(?:ed)?(?:that)?i(?:could|would)?|could|would|might)(?:just|simply)?(?:disappear|vanish' +
      '|fadeaway|evaporate|sleepforever|benothing|beinvisible)(?!ing|soquick|sofast|into)',
    example: 'I wish I could just vanish',
    provenance: usage,
  },
  {
    id: 'en.euphemism.not-wake',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:not|never|dont|didnt|wouldnt|hadnt|wont)(?:to|ever|haveto|even|just)?(?:havetow|w)[ao]k(?:e' +
        '|en|ing)?up(?:again|tomorrow|anymore|ever|fromthis|fromit|inthemorning(?=again)|$)',
      '(?:hope|hoping|hoped|wish|wished|wishing|pray|praying|prayed|dream|rather|nice|better|happy|glad' +
        '|relief|great|good|fine|okay|ok|mind|care)(?:that|if|to|of|ing|every(?:night|day)|god|about|lah)?(?:i)?(?:just' +
        '|could|would|can|will|simply|to|had){0,2}(?:dont|donot|didnt|didnot|wouldnt|wouldnot|wont|willnot' +
        '|never|not|cant|hadnt)(?:just|simply|haveto|to|ever|even){0,2}w[ao]k(?:e|en|ing)?(?:up|n)(?!early' +
        '|late|at|in(?!the|my)|my|the|him|her|so)',
      'gotosleepandnever|(?:sleep|asleep|bed|eyes)and(?:i)?(?:just)?(?:not|never|dont|wont)(?:to|ever' +
        '|havetow)?(?:wake|open|getup)|notwakingup(?!early|late|at|in(?!themorning)|ontime|before)|without(?:ever)?wakingup',
    ),
    example: 'I hope I never wake up',
    provenance: rules,
  },
  {
    id: 'en.euphemism.not-born',
    class: 'euphemism',
    level: 'crisis',
    pattern:
      'neverbeenborn|wasneverborn|wereneverborn|hadnt(?:been)?born|hadnotbeenborn|shouldnthavebeenborn' +
      '|shouldnothavebeenborn|wasntborn|werentborn|wasnotborn|neverborn|shouldnt(?:be|of)(?:been)?born' +
      '|notbeenborn|notbe(?:en)?born|regretbeingborn|hatethatiwasborn|whywasievenborn|whywasiborn|whydidmy(?:mother' +
      '|mom|mum|parents)(?:give(?:birth|bore)|have)me',
    example: 'I wish I had never been born',
    provenance: rules,
  },
  {
    id: 'en.euphemism.others-better',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:betteroff|easier|happier|better|beter|best|relieved|fine|finer|peaceful|lighter|richer)(?:place' +
        '|life|world|for(?:everyone|everybody|all|them|my(?:family|kids|wife|husband|children|parents' +
        '|mom)|him|her|us|theworld))?(?:if|when|once)?(?:without(?:me(?!at|dic|n|ssi|m)|myself|mybeing)' +
        '|i(?:just)?(?:was|were|wasnt|werent|am|m|wouldbe)(?:just|not|nolonger)?(?:dead|gone|nothere|here(?!now)' +
        '|alive|around)|ifi(?:just|simply)?(?:was|were|am|m|wasnt|werent|amnot|didnt|didnot|couldjust)?(?:not' +
        '|nolonger)?(?:dead|gone|nothere|here|died|die|disappear(?:ed)?|vanish(?:ed)?|exist|leftthisworld' +
        '|alive))',
      'withoutme(?:everyone|theworld)|withoutme(?:everyone|everybody|theworld|they|people|myfamily|thingsw)(?:would' +
        '|will|ll|d|is|are|wouldall)(?:be)?(?:better|happier|easier|fine)',
    ),
    example: 'everyone would be better off without me',
    provenance: rules,
  },
  {
    id: 'en.euphemism.if-dead',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:no(?:body|one)|noonewould|who|anyone|anybody|whether|dont|doesnt|wouldnt)(?:in(?:the|this)world' +
        '|here)?(?:would|will|d|ll|really|even)?(?:not)?(?:care|notice|noticed|cry|miss|mind|matter|missed' +
        '|mourn)(?:s|d)?(?:to(?:me|anyone))?(?:me)?(?:if|when|whether)i(?:just)?(?:die|died|was(?:dead' +
        '|gone|nolonger)|were(?:dead|gone)|am(?:dead|gone)|m(?:dead|gone)|disappear(?:ed)?|kill|live(?:d)?or)',
      '(?:wouldnt|wouldnot|dont|donot|didnt)mind(?:just)?(?:dying|beingdead|ifi(?:just)?(?:die|died' +
        '|dropdead|droppeddead|gothit|didntwake|wasdead|nolonger))',
      '(?:dont|donot|nolonger|not|stopped|idc|didnt|doesnt)(?:really|even|care|mind|matter|ing|to|me' +
        '|anymore){0,3}(?:if|whether)i(?:just)?(?:live|die|am|m|get|survive|wakeup)(?:or)?(?:die|live' +
        '|alive|dead|killed|hit|not)?(?!late|fat|pay|visa)',
    ),
    example: 'nobody would care if I died',
    provenance: usage,
  },
  {
    id: 'en.euphemism.no-more',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      `${cannot}(?:really|even|just)?(?:do|take|bear|stand|handle|endure|tolerate|face)(?:with)?(?:this` +
        '|it|life|living|mylife|thispain|thelife)(?:life|pain)?(?:any)(?:more|longer)',
      `${cannot}(?:goon|keepgoing|keepliving|keeponliving|continueliving|livelikethis|carryonliving)(?:anymore` +
        '|anylonger|likethis|living|withlife|with(?:my|this)life|alone|$)',
      `${cannot}(?:carryon|continue)(?:anymore|anylonger|likethis|living)|${cannot}(?:do|bear|face|handle)life(?!guard)` +
        '|nolonger(?:able)?(?:to)?(?:bear|stand|endure)(?:life|living|this)',
      '(?:life|lief|living|live|existence|beingalive|existing|stayingalive)(?:is|has|are|feels?|hasbecome' +
        '|became|s)?(?:just|so|really|only|become|very)?(?:too|to|so|very)?(?:unbearable|torture|hell' +
        '|hurts|painful|tiring|exhausting|hard(?:forme|to(?:live|bear))|heavy|hevy|muchforme|toomuch|pain' +
        '|suffering)(?!for(?:farmers|plants|students)|ish|hath)',
    ),
    example: 'I can’t go on anymore',
    provenance: rules,
  },
  {
    id: 'en.euphemism.burden',
    class: 'euphemism',
    level: 'check',
    pattern: either(
      '(?:im|iam|beinga|justa|sucha|amonlya|feellikea|onlya|nothingbuta|ifeellikeim|likea|becomea|becominga' +
        '|justabig|suchabig|ifeela|abig|tobea)(?:just|such|only|nothingbut|a|big|heavy|huge|becoming|become' +
        '|being){0,3}(?:burden|wasteofspace|wasteofair|wasteofoxygen|deadweight|wasteoflife)(?:some)?',
      '(?:burden|burdens)(?:to|on|for)(?:everyone|everybody|myfamily|my(?:parents|kids|children|wife' +
        '|husband|friends|mom|mother)|them|others|people|theworld|you|society|him|her)',
      'burdening(?:everyone|people|my|others|them)',
    ),
    example: 'I am a burden',
    provenance: usage,
  },
  {
    id: 'en.euphemism.tired-of-living',
    class: 'euphemism',
    level: 'crisis',
    pattern: either(
      '(?:tired|sick|done|exhausted|weary|fedup|tiredandsick|bored|enough)(?:of|with|from|by)(?:all)?(?:this' +
        '|my|the)?(?:living|being(?:alive|here|inthisworld)|life(?!guard|style|insur)|world|existing|existence' +
        '|lief|wakingup(?=every|andbeing|alive)|breathing)(?!in(?!this|pain)|with|here|room|alone|abroad' +
        '|costs|cost)',
      'hate(?:being|to|tobe|that(?:im|iam)|thatimstill|iamstill)(?:be|still)?alive|hate(?:to)?(?:living' +
        '|existing|wakingupalive)(?!in|with|here|room|alone)|(?:tired|hate)(?:to|for)live(?!in|with|stream)' +
        '|(?:disappointed|sad|angry|annoyed|upset|sorry|regret)(?:that|when|because|every(?:day|morning)' +
        '|to)?i?(?:woke|wake|wokeup|wakeup|still|am|m|be|survived)(?:up)?(?:still)?(?:alive|thismorning' +
        '|again)',
    ),
    example: 'tired of living',
    provenance: usage,
  },
  {
    id: 'en.euphemism.hopeless',
    class: 'euphemism',
    level: 'check',
    pattern: either(
      '(?:nohope(?!fully)|losthope|lostallhope|lostallmyhope|nomorehope|hopeless(?!roman)|withouthope' +
        '|whyam(?:i)?(?:still|even)?(?:alive|living|here(?!again))|whydoi(?:even|still)?live|whyi(?:still' +
        '|am|m)?(?:live|alive)|whylive|whygoon|whyshouldi(?:even|still|keep)?(?:live|living|goon|stay)' +
        '|whybother(?:living|goingon)|wantitallto(?:stop|end)|want(?:this|the|my|all(?:the|this|my)?)?(?:pain' +
        '|suffering|everything|noise)to(?:stop|end|goaway|beover)',
      'want(?:it|this|everything|thisall)(?:all)?(?:to)?be(?:over|done|finished)|(?:give|giving|gave' +
        '|given|wanttogive)(?:ing)?up(?:on)?(?:life|living|everything|onmyself|all)|(?<!dont|donot|never' +
        '|not|wont|cant)giveup(?:onlife|$)|whats?(?:is)?the(?:point|purpose|meaning|use)(?:of|in|to|for)?(?:living' +
        '|life(?!insurance)|live|beingalive|goingon|wakingup|mylife|existing|anything|itall|allthis|trying' +
        '|anymore)|whatdoilivefor|whatamilivingfor',
      'nobody(?:would|will|d|ll)?miss(?:es)?me|noone(?:would|will|d|ll)?miss(?:es)?me|no(?:body|one)(?:would' +
        '|will)(?:even)?(?:notice|care)(?!that|about(?:the|this|my(?:hair|shoes)))|no(?:body|one)needsme' +
        '|nofuture(?:forme|left|$)|seenofuture|dont(?:see|have)(?:a|any|my)future|nowayout|no(?:other)?wayout' +
        '|trappedwithnoway|cantseeawayout|nothingmattersanymore|nothingleftforme|nothingleftto(?:lose' +
        '|give)|iamworthless|world(?:is)?betterwithoutme)',
    ),
    example: 'there is no hope left',
    provenance: usage,
  },
  {
    id: 'en.euphemism.pointless',
    class: 'euphemism',
    level: 'check',
    pattern: either(
      '(?:my)?life(?:is|has|feels|seems|s|itselfis)(?:just|so|completely|totally|really|no|all|already' +
        '|like)?(?:pointless|meaning(?:less)?|over(?!seas|there|here|whelm)|nothing|empty(?!nest)|finished' +
        '|ruined|destroyed|nomeaning|nopurpose|worthless|useless|nopoint|hopeless|done)',
      'hate(?:my)?life|hate(?:my)?self|hatemyself|want(?:it)?(?:all)?to(?:end|stop)(?=$|now|so|please' +
        '|i)|wantitto(?:end|stop)',
      '(?:my)?life(?:ended|stopped)(?:when|after|since|that)',
    ),
    example: 'life is pointless',
    provenance: usage,
  },
  {
    id: 'en.euphemism.hold-on',
    class: 'euphemism',
    level: 'check',
    pattern: either(
      `(?:${cannot}|dontthinkican|notsure(?:if)?ican|dontknow(?:if|how(?:much|long)?(?:longer|more)?)ican` +
        '|howlong(?:more|er)?(?:can)?i(?:can)?|idoubtican|dontknowhowmuchlongerican|hardto|barely|wontbeableto' +
        '|nolonger|struggleto|no(?:more)?(?:strength|energy|power)(?:left)?to|donthavestrengthto|donthave(?:the)?(?:strength' +
        '|energy)to)(?:keep)?(?:hold(?:ing)?(?:on|out|ittogether)|hang(?:ing)?on|cope|coping|survive|endure' +
        '|bear(?:it|this)|last|carry(?:ing)?on|go(?:ing)?on(?!long|a(?!ny)|the|walk|hik)|keep(?:ing)?going' +
        '|makeit|standit|stand(?:this|it)|continue|takeit(?!home|with)|takethis|go(?:any)?(?:further|farther)' +
        '|fight(?:ing)?(?:anymore|on)?|doit(?!myself|today|tomorrow|on|at|in)|dothis(?!form|test|on|at' +
        '|myself|in|today|tomorrow|survey|question)|live)(?!on|theline|thephone|mon|tue|wed|thu|fri|sat' +
        '|sun|vac|hol|trip|stage|tothe|tomy(?:hand|arm|bag)|amoment|asecond|aminute|(?:to)?(?:the)?(?:call' +
        '|work|meeting|class|event|party|appointment|interview|inlast|weekend)|minute|trip|till(?:six' +
        `|five)|forsure|tonight(?:for|because)|my(?:screening|form|test)|inperson|at[0-9])(?:${longer}` +
        '|anymore|likethis)?',
      '(?:barely|hardly|onlyjust)(?:holdingon|hangingon|survive|surviving|hangingin)|(?:hanging|holding)on(?:by' +
        '|to)?(?:a|mylast)?(?:thread|last)|(?:at|reached|reaching|hit|hitting|pastmy|beyondmy|past)(?:my' +
        '|the)?(?:very)?(?:limit|breakingpoint|endofmy(?:rope|tether)|rockbottom|lowestpoint)(?!of(?:the' +
        '|my)?(?:card|data|phone|credit|speed))|(?:end|edge)ofmy(?:rope|tether|strength)|thisistheend(?:of(?:me' +
        '|it)|forme)|(?:its|itis)(?:all)?overforme|iveh?ad?enoughof(?:this|life|everything)|ihavehadenoughof(?:this' +
        '|life|everything)|ivehadenoughof(?:this|life|everything)|cantfightanymore|icanttakeit|icanttakethis(?!class' +
        '|test|course|bus|train)|icantgoon(?!line|the|a|mon|tue|wed|thu|fri|sat|sun|vac|hol|trip|stage' +
        '|in)|idonthavestrength(?:left|anymore)|tootiredto(?:live|goon|keepgoing|fight)|breakingdown(?!in' +
        '|on|the)|fallingapart|losingit(?!s)|losingmymind|goingcrazywithpain',
    ),
    example: 'I can’t hold on much longer',
    provenance: usage,
  },
  {
    id: 'en.euphemism.join-dead',
    class: 'euphemism',
    level: 'check',
    pattern: either(
      `(?:wantto|wanna|wana|wishicould|wishi|${going}|iwill|ill|readyto|soon|liketo)(?:just|soon|be` +
        '|go)?(?:join|follow|bewith|with|seeagain|see|meet|goto)(?:my)?(?:late|dead|deceased|lost)?(?:him' +
        `|her|them|${family}|angels?|mymom|god|heaven)(?:in(?:heaven|thesky|theafterlife|theotherworld` +
        '|paradise)|inthenextlife|intheotherlife|ontheotherside|there(?:soon)?indeath|indeath)',
      '(?:join|follow|bewith)my(?:late|dead|deceased)[a-z]{3,8}|(?:bewith|follow|join)(?:him|her|them)(?:in(?:heaven' +
        '|death|thegrave)|todeath|tothegrave)|beinheaven|gotoheaven(?:now|soon)|(?:wantto|wanna)(?:be)?(?:in)?(?:heaven' +
        '|thegrave)|notlongforthisworld',
    ),
    example: 'I want to be with my mother in heaven',
    provenance: usage,
  },
  {
    id: 'en.euphemism.dark-thoughts',
    class: 'euphemism',
    level: 'check',
    pattern:
      '(?:dark|bad|scary|terrible|dangerous|horrible|evil|ugly|black)thoughts(?!on)|thoughtsof(?:death' +
      '|ending|mydeath|notbeing|notliving|self)|think(?:ing)?(?:alot|always|often|only|constantly|everyday' +
      '|somuch)?(?:of|about)(?:my)?(?:own)?death(?!note|star|metal|penalty|valley)|(?:write|writing' +
      '|wrote|planning|plan|planned|imagine|imagining|picture)(?:ing)?my(?:own)?(?:funeral|death)|myownfuneral',
    example: 'I have dark thoughts',
    provenance: usage,
  },

  // === Says that they will
  {
    id: 'en.intent.will',
    class: 'intent',
    level: 'crisis',
    pattern:
      `${will}(?:just|really|finally|actually|now|soon|definitely|go|and|try|trying|to){0,3}(?:kill(?:ing)?myself` +
      `|end(?:ing)?${myLife}|end(?:ing)?(?:itall|allofthis|allofit|everythingtonight)|tak(?:e|ing)my(?:own)?life(?!back` +
      '|serious|into|toa|ina)|finish(?:ing)?(?:my(?:own)?life|myself)|comm?it(?:t?ing)?(?:a)?(?:suicide' +
      '|sudoku|sewerslide)|hang(?:ing)?myself|shoot(?:ing)?myself(?!inthefoot)|unaliv(?:e|ing)(?:myself)?' +
      '|drown(?:ing)?myself|poison(?:ing)?myself|off(?:ing)?myself|overdos(?:e|ing)|kms|ctb|suicide(?!prev' +
      '|watch|squad|risk|attempt|screen|hot)|leav(?:e|ing)this(?:world|life|earth)|beno(?:more|longeralive)' +
      '|(?:cut|slit)(?:ting)?my(?:wrists?|veins|throat)|jump(?:off|from|infrontof)(?:of)?(?:the|a|my' +
      '|this)?[a-z]{0,10}(?:roof|bridge|building|balcony|train|subway|window|cliff|car|bus|truck|apartment))',
    example: 'I am going to kill myself',
    provenance: rules,
  },
  {
    id: 'en.intent.die-now',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:goingto|gonna|iwill|will|ishall|ill|planningto|decidedto|imaboutto|aboutto|wantto|wanna|wana' +
        `|needto|readyto|must|ihaveto|can|should|letme)${adv}${die}${today}(?!and|of|laugh)`,
      `(?:today|tonight|tomorrow|now)i(?:m|am)?(?:will|shall|ll|goingto|gonna|must)?(?:finally|just)?${die}(?!t)`,
      '(?:today|tonight|tomorrow)i(?:will|shall|ll|amgoingto|mgoingto|mgonna|goingto|gonna)(?:finally' +
        `|just)?${die}(?!t)`,
      '(?:i)?(?:am|m|have|ve)?(?:decided|choose|chosen|chose|determined|resolved|resolvedto|decide|madeupmymind' +
        `|madeupmymindto)(?:that|to|on|its|itis|i){0,3}(?:will|shall|wantto|want|must|should)?(?:${die}(?!t)` +
        '|death(?!penalty)|suicide(?!prev)|endit|notlive|bedead|gothroughwithit|leavethis(?:world|life))',
    ),
    example: 'I am going to die tonight',
    provenance: usage,
  },
  {
    id: 'en.intent.be-dead',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:iwill|ill|illbe|imgoingto|iamgoingto|imgonna|ishall|goingto|gonna|willsoon|ican)(?:soon|probably' +
        '|already|finally|just|all)?be(?:already)?(?:dead|ded|acorpse|gone(?:by(?:tomorrow|morning|then' +
        '|tonight|midnight|thetime)|forever|fromthisworld|soon|tomorrow(?=and|$)|inthemorning)|nolongeralive' +
        '|intheground|inmygrave|inheaven(?:soon|tonight|tomorrow|by))(?!ifi(?:m|am)?late|serious|tired' +
        '|inside|lastinthe|meat|onmyfeet)',
      '(?:by)?(?:tomorrow|nextweek|morning|midnight|tonight|thetimeyouread(?:this)?)i(?:ll|will|wont' +
        '|willnot|shall|am|m)?(?:all|already)?(?:be)?(?:dead|gone|nolonger(?:here|alive)|bealive|notbe(?:here' +
        '|alive)|nomore)(?!toth|for|to|on)',
      '(?:wont|willnot|notgoingto|notgonna|dontplanto|dontintendto|neverplanto)be(?:(?:alive|inthisworld' +
        '|livinganymore)(?:by|anymore|tomorrow|much|nextweek|nextmonth|inthemorning|long|whenyou|forlong' +
        '|tosee|after|$)|(?:here|around)(?:anymore|much|inthemorning|whenyou|forlong|longer|tosee))(?!noon' +
        '|at|for(?:the|my)(?:meeting|class|appointment)|because|work|school)',
      '(?:youwillnever|youllnever|youwont|nobodywill|noonewill|theywont|theyllnever)(?:ever)?(?:see' +
        '|hearfrom)me(?:again|anymore|alive)',
      '(?:do)?(?:nt|not)?planon(?:living|being(?:here|alive|around))(?:(?:past|after|until|beyond|tomorrow' +
        '|much)|$)|dontplanonbeing(?:here|alive|around)|(?:not)?plan(?:ning)?tosurvive(?:thisnight|tonight)' +
        '|ifinallyhavethecourage(?:to)?(?:die|do|end)',
    ),
    example: 'I will be dead tomorrow',
    provenance: usage,
  },
  {
    id: 'en.intent.end-it',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:goingto|gonna|gunna|will|ill|iwill|aboutto|readyto|planningto|planto|wantto|wanna|decidedto' +
        '|im|iam|needto|letme|timeto|haveto)(?:just|finally|really|so){0,2}(?:end|ending)(?:it|this|things' +
        `|everything|all)(?:all)?(?:${today}|for(?:good|ever|myself)|onceandforall|with(?:the|a|my)?${means}` +
        '|myway|by(?:jumping|hanging|midnight))(?!is|was)',
      '(?:goingto|gonna|will|ill)(?:just)?finish(?:it|this|everything)(?:all)?(?:forever|forgood|onceandforall' +
        `|with(?:the|a|my)?${means})`,
      '(?:tonight|today|now|tomorrow)i(?:m|am|will|ll|amgoingto|mgoingto|mgonna|gonna)?(?:finally|just)?(?:end(?:ing)?)(?:it' +
        '|everything|thisall|all)(?!er|ems|athome|afterwork|by[0-9])',
    ),
    example: 'I’m gonna end it tonight',
    provenance: usage,
  },
  {
    id: 'en.intent.do-it',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:imgoingto|iamgoingto|imgonna|iwill|ill|im|iam|goingto|gonna|readyto|abouttto|aboutto)(?:really' +
        '|finally|actually|definitely|seriously|forreal|thistime){1,2}(?:do|doing|goingtodo|gonnado)(?:it' +
        '|this)(?:thistime|tonight|rightnow|now|tomorrow|$)',
      '(?:gonna|goingto|will|ill)(?:do|trydo|try|trytodo)(?:it)?(?:again)?(?:thistime|forreal|properly)(?:i)?(?:wont' +
        '|will|not|successful|succeed)?(?:fail)?',
      '(?:will|ill|gonna|goingto|wantto|wanna|planningto)(?:just)?try(?:it)?again(?:and|until|tonight' +
        '|soon)?(?:i)?(?:die|succeed|suicide|wontfail|itworks|totdie)',
      '(?:nexttime|thistime)i(?:will|ll|m|am|wont|willnot)?(?:not|goingto|gonna)?(?:fail|succeed|makesure(?:i)?(?:die' +
        '|itworks)|die|doitproperly|doitright|finishit)',
      '(?:tonight|today|thisnight)(?:is|s)?(?:the|my)(?:last)?(?:night|day)(?:i(?:die|killmyself|end' +
        '|finally|leave|do(?:it)?)|to(?:die|end)|ofmydeath|imgoingtodie|tosayg)',
      '(?:i)?(?:cant|cannot|couldnt)stopmyself(?:fromdoing(?:it)?|fromdying|from(?:jump|kill|cutt|tak' +
        '|hurt|end)[a-z]{2,4})',
    ),
    example: 'I am really going to do it this time',
    provenance: usage,
  },
  {
    id: 'en.intent.try-again',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      '(?:attempt|attempted|attempts|killmyself|suicide|overdosed?|hangmyself|hanged|pills|todie|died' +
        '|failed|survived|didntwork|wokeup|savedme|foundme|stoppedme|jump|lastnight|endmylife|endit)[a-z]{0,40}(?:will' +
        '|ll|goingto|gonna|wantto|planningto|planto|iam|im|aboutto|might|keep)(?:just|definitely|surely' +
        '|probably)?(?:try|do|trying|attempt|doing)(?:it|to(?:die|killmyself|doit)|suicide)?(?:again|oncemore' +
        '|anothertime)',
      '(?:will|ll|goingto|gonna|wantto|planningto|planto)(?:just)?(?:attempt(?:it|suicide)?|trytodie' +
        '|trytokillmyself|tryto(?:end|jump|hang)[a-z]{0,8})again',
    ),
    example: 'the attempt failed and I will try again',
    provenance: usage,
  },
  {
    id: 'en.act.just-tried',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:just(?:now)?|today|tonight|thismorning|anhourago|minutesago|tenminutesago)i?(?:ve|have)?(?:just)?(?:tried' +
        '|attempted)(?:to)?(?:kill(?:ing)?myself|end(?:ing)?(?:mylife|itall)|hang(?:ing)?myself|suicide' +
        '|die|overdose|jump|drown(?:ing)?myself|commitsuicide|takemylife)',
      '(?:tried|attempted)(?:to)?(?:kill(?:ing)?myself|end(?:ing)?(?:mylife|itall)|hang(?:ing)?myself' +
        '|suicide|die|overdose|jump|drown(?:ing)?myself|commitsuicide|takemylife)(?:justnow|now|today' +
        '|tonight|thismorning|anhourago|[a-z]{2,6}minutesago|fewhoursago|afewhoursago)',
    ),
    example: 'I just tried to hang myself',
    provenance: usage,
  },
  {
    id: 'en.intent.do-it-soon',
    class: 'intent',
    level: 'check',
    pattern: either(
      '(?:imgoingto|iamgoingto|imgonna|goingto|gonna|imreadyto|iamreadyto)(?:just)?(?:do|doing)(?:it)(?:tonight' +
        '|rightnow|now|soon)(?!after(?:work|dinner|class)|withmy|when|please)',
      '(?:no(?:body|one)|you|they)(?:can|could|will|ll|cant|cannot|wont)(?:cant|not)?(?:ever)?stopme(?:from' +
        '|$|now|this|i|any)|(?:dont|donot)(?:eventry|tryto|youdareto|try|you)?stopme|tonightisthenight' +
        '|todayistheday|(?:ready|want|time|going)(?:forme)?(?:to)?go(?:now)?(?:forever|tothe(?:otherside' +
        '|nextlife|otherworld))|finallyatpeace|be(?:at|in)peace(?:soon|finally|now|atlast|forever)|soonitwillbeover' +
        '|soonitllbeover|(?:itwill|itll)(?:all)?(?:soon)?beover(?:soon|tonight|tomorrow)(?=$|and|for(?:me' +
        '|good|ever)|i|bye|goodbye)(?!if|isthe)|dosomething(?:stupid|bad|terrible|drastic|crazy|ican|irreversible' +
        '|illregret|tomyself)|(?:scared|afraid|terrified|frightened)of(?:what(?:im|imight|i|iwill|ill' +
        '|icould|imay)[a-z]{0,12}do|myself|beingalonewithmyself)|donttrustmyself(?=$|now|alone|tonight' +
        '|withthe|around|tostay|tobe|i)|imightdoit',
    ),
    example: 'I am going to do it tonight',
    provenance: usage,
  },
  {
    id: 'en.intent.last-day',
    class: 'intent',
    level: 'crisis',
    pattern: either(
      'last(?:day|night|hour|hours|days|moment|moments|morning|sunrise|sunset|week|minutes|birthday' +
        '|christmas|chuseok)(?:forme|onthis|on|in|of|iam|im|illbe|tobe|thati)?(?:this|the|my)?(?:earth' +
        '|planet|world(?!cup)|alive|livingonearth|life(?!guard))',
      '(?:tonight|today|this|tomorrow)(?:will|is|s)?(?:be)?my(?:final|last)(?:day|night|hour|sunset' +
        '|sunrise|evening)(?=$|i(?:made|have|will|wont|decided|cant|want|am|m(?!port|mi|tired))|andiw' +
        '|goodbye|bye|sorry|please|alive|here$)',
    ),
    example: 'This is my last day on earth',
    provenance: usage,
  },

  // === Prepares
  {
    id: 'en.plan.note',
    class: 'plan',
    level: 'crisis',
    pattern: either(
      '(?:wrote|writing|written|write|finished|finishedwriting|finishing|left|leaving|have|leave|posted' +
        '|readywith|prepared)(?:down)?(?:a|my|the|them|all|out|an|some)?(?:suicide(?:note|letters?)|(?:goodbye' +
        '|farewell|final|last|death)(?:notes?|letters?|messages?)(?!tomy(?:co|team|class|student|teacher' +
        '|boss|company|colleague)|fora(?:co|coll)|onthe|in(?:the)?class|from))',
      '(?:my|the)(?:suicide|goodbye|farewell|death|final|last)(?:note|letter|letters|notes)(?:is|are' +
        '|hasbeen|were|toeveryone|tomy(?:family|kids|mother|mom|parents))(?:all|already|now|just)?(?:written' +
        '|finished|done|ready|onthe|signed|sealed|inthe|next|here|under|complete)?',
      '(?:wrote|written|writing|made|making|updated|signed)mywill(?=$|and(?:im|iam|bought|now)|alreadyandi|tonight)',
    ),
    example: 'I wrote my suicide note',
    provenance: rules,
  },
  {
    id: 'en.plan.way',
    class: 'plan',
    level: 'crisis',
    pattern: either(
      '(?:howto|howdoi|howdoyou|waysto|wayto|howcani|howshouldi|howwouldi|bestwayto|wayof|methodsto' +
        `|methodto|placeto|(?<!no)planto|painless(?:ly)?(?:wayto)?|(?:easiest|quickest|fastest|painless)way(?:to)?)${adv}(?:painlessly` +
        `|quickly|easily|peacefully|fast|withoutpain)?(?:killmyself|unalive|${die}(?:painlessly|quickly` +
        '|fast|without|inmysleep|peacefully|alone|easily|from|by|tonight|$|on(?:her|his|my|the)|please' +
        '|bytak|with)|comm?itsuicide|end(?:my|a)(?:own)?life|suicide|overdose|hangmyself|ctb|kms|tieanoose' +
        '|makeanoose|gowithoutpain|dieing|slit)',
      'suicide(?:methods?|plan|pact|kit|attemptplan|bag)(?!ning|ned)|(?<!no)(?:have|got|made|making' +
        '|make|having|finished)(?:a|my|the|suicide|detailed|clear|real|specific){0,2}plan(?:s|ned)?(?:on' +
        '|to|for|of|how)?(?:how|when|to|i)?(?:die|kill|end|hang|jump|doit|suicide|commit|takemy|overdose' +
        '|mydeath)',
      '(?:how|what)(?:many|much|dose|amount)(?:of)?(?:the|my)?[a-z]{0,14}(?:do|does|would|will|should' +
        '|shall|is|are|it|i|need|have|must|take|takes|can|you|to){1,6}(?:die(?!t)|killme|killmyself|overdose' +
        '|lethal|fatal|kill(?=apers|some|$))',
      '(?:lethal|fatal|deadly)(?:dose|amount|dosage|quantity)(?!of(?:radiation|cute|thedrug|caffeine))' +
        '|howlongdoesittaketo(?:die|bleed|drown|suffocate|hang)',
    ),
    example: 'how to kill myself',
    provenance: usage,
  },
  {
    id: 'en.plan.decided-how',
    class: 'plan',
    level: 'crisis',
    pattern: either(
      '(?:decided|know|planned|figured(?:out)?|chosen|chose|picked|sure(?:of)?|worked(?:out)?|settled(?:on)?' +
        '|arranged|exactly)(?:out|already|exactly|on|now|and){0,2}(?:how|when|where|the(?:way|method|day' +
        '|place|time|date)|which(?:way|day)|exactlyhow)(?:and(?:when|where|how))?(?:i|to|im|iam|thati)(?:will' +
        '|ll|would|wantto|shall|should|am|m|goingto|gonna){0,2}(?:do(?:it)?(?:and|$|when|how|tonight|tomorrow' +
        '|iwill)|die|dying|kill|end(?:it|my)|suicide|jump|hang|go(?=$|andwhen)|leavethisworld)(?!her|t)',
      '(?:know|chose|picked|found|chosen|decided|checked|visited|choose)(?:out|on)?(?:already)?(?:which' +
        '|the|a|what|my|that)(?:perfect|high|tall|best|right)?(?:bridge|building|roof|rooftop|tree|floor' +
        '|window|balcony|river|train|cliff|station|spot|place|branch)(?:where|that|which|from|to|for|i' +
        '|im|with){0,3}(?:will|ll|would|goingto|gonna|wantto|can|could|shall|ill|am){0,2}(?:jump|die(?!t)' +
        '|hang|fall|use(?=tojump)|kill|end|drown|go(?=under))',
      '(?:set|picked|chose|chosen|decided|fixed|have|marked)(?:on)?(?:a|the|my)(?:date|day|deadline' +
        '|time|place)(?:of|for|to|when)(?:my|me|i)?(?:to)?(?:will|ll)?(?:death|suicide|die(?!t)|dying' +
        '|kill|end(?:my|it))',
      '(?:planning|planned|prepared|preparing|preparingfor|arranged|arranging|rehearsed|rehearsing|plan)(?:for)?(?:my' +
        '|tomy)(?:own)?(?:suicide|death|hanging)|(?:everything|allis|itsall|im)(?:is)?(?:ready|prepared' +
        '|arranged|inplace)(?:for)?(?:me)?(?:tomy|to|for)(?:my)?(?:death|die(?!t)|suicide|hang|jump|endmy)',
      'icandie(?!t)|soi(?:can|could|will|ll|would)(?:finally|just|quietly)?die(?!t)',
      '(?:researched|researching|googled|googling|searched|searching|looked|lookedup|lookingup|readingabout' +
        '|readabout|searchingfor)(?:for|up|on|about|online|the|all|different){0,3}(?:suicide|(?:ways?' +
        '|methods?|how)(?:to)?(?:of)?(?:die|kill|suicide|dying|endmy|hang|overdose))',
    ),
    example: 'I have decided how I will do it',
    provenance: usage,
  },
  {
    id: 'en.plan.affairs',
    class: 'plan',
    level: 'check',
    pattern:
      '(?:put|putting|get|getting|got|settled|settling|arranging|arranged)(?:all)?my(?:affairs|things)inorder' +
      '|(?:have|got|made)aplanfor(?:tonight|whenitgetstoo|myend)(?!dinner)|stopeverything(?:tonight' +
      '|forever)|(?:gave|giving|given|give|giveaway|gaveaway)(?:away)?(?:all|everything)?(?:of)?my(?:things' +
      '|stuff|belongings|pets?|cat|dog|books|clothes|possessions|phone|jewell?ery|savings|everything' +
      '|favou?rite)(?:and[a-z]{0,14})?(?:away|tofriends|tomyfriend)',
    example: 'I put my affairs in order',
    provenance: usage,
  },

  // === Has the means at hand
  {
    id: 'en.means.pills',
    class: 'means',
    level: 'crisis',
    pattern: either(
      '(?:saved|saving|stashed|stashing|hoarding|hoarded|stockpiled|collected|collecting|stockpiling' +
        '|gathered|gathering|hid|hiding|kept|keeping|storing|stored|stashof|stockpileof|bought)(?:up)?(?:all' +
        '|enough|some|many|lots|alot|somany|100|up|extra|manyof|a)?(?:of)?(?:my|the|these|stashof)?(?:old' +
        `|leftover|extra|unused|mothers|moms)?${pills}(?!in(?:a|the)(?:box|fridge|drawer|organizer)|awayfrom` +
        '|organi|box|fromthe|for(?:my(?!self)|the|a|head|cold|him|her))(?:to(?:die|kill|overdose|take)' +
        `|for(?:this|that|theday|when)|sincemonths)?(?<!boughtpills|bought${pills}|boughtsome${pills}` +
        `|boughtthe${pills}|boughtmy${pills}|keptmy${pills}|keepingmy${pills}|keptthe${pills})`,
      `(?:enough|somany|allthe|plentyof|abottleof|bottlesof|a(?:whole)?boxof|alotof|lotsof)${pills}(?:to` +
        '|here|for|in|that|and|saved|next|infront)(?:die|kill|overdose|endmy|end|takemy|myself|doit|with' +
        '|mydrawer|front|finish)',
    ),
    example: 'I saved up my pills',
    provenance: rules,
  },
  {
    id: 'en.means.at-hand',
    class: 'means',
    level: 'crisis',
    pattern: either(
      '(?:bought|got|have|found|loaded|ordered|prepared|tied|made|own|making|tying|hung|hanging|stole' +
        '|borrowed|getting|buying|holding|hold)(?:up)?(?:a|my|the|his|some|myselfa|dads|myfathers|myhusbands)?(?:rope(?!skip' +
        '|jump|class)|gun(?!dam|kim)|noose|pistol|rifle|handgun|shotgun|helium(?!ball)|nitrogentank)(?!in(?:the)?game' +
        '|skin|climb|swing|forclimbing|license|show)',
      '(?:i|im|iam|ive|just|ijust|alreadyi|already|have|ihave)(?:just|already)?(?:bought|got|have|lit' +
        '|lighting|burning|prepared|ordered|burned|light|lighted)(?:the|some|a|enough|bagof|abagof|3)?(?:charcoal' +
        '|briquettes?|coalbriquettes?|burningcoal)(?!mask|forthe|for(?:bbq|barbecue|grill|samgy|the|our' +
        '|camping|a)|toothpaste|pencil|drawing|filter|grill|soap)',
      `${means}(?:is|are|s|was)?(?:right|already|now|just|here)?(?:in|on|at|and|next|beside|infrontof` +
        '|closeto|by|near|around|under|againstt?)(?:my|to|of|me|t|the)?(?:(?:left|right|two|both)?hands?' +
        '|neck|wrists?|throat|head|mouth|me|my(?:side|bed|hand|neck|wrist|throat|bedside|pillow|lap|arm)' +
        '|lap|bedside|pillow|bed|pocket(?=and|now|$)|fist)(?!work|ling|made|dicine|ache|phone|als|nu|band' +
        '|eting|ssage|et)',
      '(?:ihave|ivegot|igot|ihold|imholding|iamholding|holding|withme|have|got|sittingwith|hereis|lookingat' +
        '|staringat)(?:the|a|my|all(?:the|my)?|these|[0-9]{2,3}|this|some|enough|an|bottleof|abottleof' +
        `|fifty|thirty|ahandfulof|huge|sharp|kitchen|big|loaded|two|bottlesof|packsof|boxesof){0,3}${means}(?:right)?(?:here(?!inmy(?:shop` +
        '|bag))|ready|withme|next|infrontof|inmy(?:hand|mouth|pocket)|onmylap|infrontofme|laidout|now(?:and' +
        '|in|$)|beside|thatican|totake|to(?:kill|die|endmy|hang|cut(?=my(?:wri|arm|vein))|doit)|andi(?:will' +
        '|want|am|ll|m)(?:to|goingto|gonna)?(?:take|use|swallow|cut|drink|die|kill|end)|andim(?:goingto' +
        '|gonna)(?:take|use|cut|swallow|drink|die|kill))',
      `${means}(?:is|are|areall|s)(?:all|already)?(?:ready(?!topick|for(?:pick|cook))|waitingfor(?:me)` +
        '|laidout|calling(?:me|tome))',
      '(?:noose|rope|belt|bag|cord|scarf|plasticbag)(?:is|already|now)?(?:around|over|on|round|tiedaround)my(?:neck' +
        '|head)|(?:rope|noose|belt|cord)(?:is)?(?:tied|hanging|hung|attached)(?:up)?(?:to|from|on)the(?:ceiling' +
        '|door|beam|fan|tree|pipe|hook|bar)|(?:knife|razor|blade|gun|scissors)(?:to|at|on|in|against)my(?:wrists?' +
        '|throat|neck|head|skin|veins|mouth|chest|hand|temple|arm|stomach)',
      `(?:i)?(?:will|wantto|wanna|${going}|ill|amgonna|aboutto|readyto|thinkill)(?:just|now)?(?:take` +
        '|swallow|drink|down|eat|taking|overdoseon)(?:all)?(?:of)?(?:them|these|those|it|the|my|this|all' +
        `|everything|every|whole|entire|bottle|pack|box){1,4}(?:all|atonce|${pills}|bottle|of${pills}` +
        `|${poison})(?!to(?:the|my)(?:pharm|zoo|park|home|doctor)|home|for(?:my|the)|afterfood|afterdinner` +
        '|withwater(?!and)|as(?:the|my)|regular|on(?:time|vacation))',
      '(?:turned|turning|opened|left|open)(?:on)?(?:the)?gas(?:on|valve|and(?:closed|shut|locked|sealed)' +
        '|iscoming|ison|pipe)(?!stove|range)|gasison(?:and)?(?:the|i)(?:windows?|doors?|want|closed|locked)' +
        '|(?:sealed|taped|taping|sealing|covered)(?:up)?(?:the|all|allthe|my)?(?:windows?|doors?|room' +
        '|bathroom|car)(?:and|with|shut|tape|so)',
    ),
    example: 'I bought a gun',
    provenance: usage,
  },

  // === Is doing it, or is at the place
  {
    id: 'en.act.took',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:took|taken|swallowed|taking|swallowing|downed|ate|eaten|drank|popped|swalowed|tooked|swallow)(?:just' +
        `|about|like|almost)?${many}(?:of)?(?:my|the|these|those|them|it)?(?:whole|full|entire|different)?(?:bottleof` +
        `|packof|boxof|bottlesof)?(?:my|the)?${pills}(?!aday|adaysince|perday|overtheyear|inmylife)`,
      '(?:took|swallowed|taken|downed|ate|taking|swallowing|havetaken|drank)(?:all(?:of)?(?:them|it' +
        '|these|those)|themall|everythinginthe(?:bottle|cabinet|box|medicine)|every(?:single)?(?:pill' +
        '|tablet)|thewhole(?:bottle|pack|box|thing)|the(?:entire|full)(?:bottle|pack|box))(?!to(?:the' +
        '|my|a|our)|home|back|out|with(?:him|her|us|me)|for(?:a|the)(?:walk|trip|day)|serious|well|ofmy(?:test' +
        '|exam|class)|tests?|down|off|in(?:photo|pic))',
      `(?:i|ive|just|have|im|am|ihave|ijust|ithinki)overdos(?:e|ed|ing|ied|sed)|(?:${going}|will|wantto` +
        '|wanna|aboutto|planto|triedto)overdose|(?:took|taken|taking|had|did)(?:a|an|my)?(?:over?dose' +
        `|overdose|od(?=$|on|last|two|when))|(?:i|ive|just|im|ijust)(?:od)(?:ed|d|ing)?(?:on|with)${pills}`,
      '(?:^|i|ive|ijust|just|ihave|and|ialready)(?:just|already|have)?(?:dr[aiu]nk|dr[au]nked|swallowed' +
        '|drinking|swallow|ate)(?:a|an|the|some|all|of|my|whole|bottle|cup|glass|lot|bit|full|rat|bottleof' +
        `|acupof){0,4}${poison}(?!damage|mushroomin|ivy|edapple)|tookpoison(?!damage|ing)`,
      '(?:pills|tablets|drugs|poison)(?:are|is)(?:already|now|starting|starttowork|kicking|working|takingeffect' +
        '|inmy(?:body|stomach|blood|system)){1,3}(?:in|to(?:work|kick)|tokickin)?(?!well|fine|forme)',
    ),
    example: 'I took all my pills',
    provenance: rules,
  },
  {
    id: 'en.act.took-fused',
    class: 'act',
    level: 'crisis',
    pattern:
      'i(?:just|ve|have|ihave){0,2}(?:took|taken|swallowed|swalowed)(?:some|somany|somuch|many|a|too' +
      `|much|alot|whole){1,2}(?:of)?(?:my|the)?${pills}(?!forthe|for(?:my|a)|yesterdayformy|afterthe` +
      '|becauseof(?:my|a)(?:head|cold|tooth|back)|as)',
    example: 'I just swallowed so many pills',
    provenance: usage,
  },
  {
    id: 'en.act.there',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:im|iam|standing|sitting|stand|sit|leaning|walking|climbed|climbing|climb|icame|came|lying' +
        '|laying|imhere|waiting|imstill|imnow|iamnow|imalone|crying|iamhere|went|iwent|igot|arrived|gone' +
        '|got|go){1,3}(?:up|now|already|alone|right|here|out|over|still|outside|rightnow){0,2}(?:on|at' +
        `|onto|over|to(?!meet)|off|by|behind)${place}(?!${leisure}|s(?:top|ide(?:cafe|restaurant))|construct)`,
      '(?:on|at|over)(?:the)?(?:other|wrong|outer)sideof(?:the)?(?:railing|fence|barrier|rail|guardrail' +
        '|balcony)|feet(?:are)?(?:hanging|dangling|over)(?:over)?(?:the)?(?:edge|ledge|railing|water)' +
        '|(?:onthe|climbed)(?:window(?:sill|ledge)|openwindow)(?!plant)',
      `(?:${going}|aboutto|wantto|wanna|wana|iwill|ill|will|readyto|bouttoo?|ishould|temptedto|illjust` +
        '|feellike|thinkiwill|ithinkill|planto|needto|imust)(?:just|finally|really|now){0,2}(?:jump|jumping' +
        '|throwmyself|leap|diveoff)(?<!(?:prices?|rates?|value|stock|bitcoin|shares|cat|dog|rent|sales)(?:is' +
        '|are)?(?:goingto|gonna|aboutto|will|readyto)(?:jump|jumping|leap))(?!s?(?:on|in(?!front)|in(?!tothe(?:river' +
        '|water|han))to|rope|to(?:my(?!death)|a|the|con|an|next|an)|at|around|over(?!the(?:rail|edge|bridge' +
        '|fence|balcony))|up|right|through|aboard|ahead|back|start|scare|forjoy|ship|the(?:gun|shark|queue' +
        '|line)|higher|s|off(?:the|this|a)?(?:bed|bus|train|call|phone|topic|boat|swing|divingboard|zoom' +
        '|meeting|sofa|couch|wagon)|from(?:job|one|topic|this(?:job|topic)|company)|out(?:of)?(?:bed|aplane' +
        '|theplane|theshower|thecar|mychair)|with(?!out)|training))',
      'gun(?:to|in)my(?:head|mouth|hand)',
      '(?:i)?(?:just)?(?:jumped)(?:off|from|outof|infrontof)(?:the|a|my|our)?[a-z]{0,10}(?:roof|rooftop' +
        '|bridge|building|balcony|window|train|car|bus|truck|floor)(?!in(?:fortnite|gta|minecraft|the(?:game' +
        '|movie|drama)|pubg|roblox|a(?:game|dream)|zelda|mygame))',
      '(?:walking|walked|walk|wading|going|go)(?:deeper)?into(?:the)?(?:deep)?(?:river|hanriver|sea' +
        '|ocean|water)(?:to|and|now)(?:die|drown|never|notcome|disappear|i)|(?:in|inside)(?:the' +
        '|my)car(?:with)?(?:the)?(?:engine(?:on|running)|burningcharcoal|charcoal|briquette)',
    ),
    example: 'I am on the roof',
    provenance: rules,
  },
  {
    id: 'en.act.neck',
    class: 'act',
    level: 'crisis',
    pattern: either(
      '(?:hang|hanged|hanging|hung|shoot|shooting|drown|drowning|drowned|poison|poisoning|electrocute' +
        '|suffocate|suffocating|strangling|strangle|behead|gas)myself(?!in(?:the)?foot|out|up|around|with(?:work' +
        '|love))',
      '(?:slit|slitted|slitting|slash|slashed|slashing|cut|cutting|open|opening|slice|slicing)(?:open)?my(?:own' +
        '|left|right|both|two)?(?:wrists?|veins?|throat|artery|arteries|neck)(?!hair)',
      '(?:cut|cutting)(?:myself)?(?:so|too|really|very|my(?:arm|leg|thigh)s?(?:so|too|very|really)?)?deep(?:er' +
        '|ly)?(?!into|discount)|my(?:wrists?|arms?|veins?)(?:is|are|keeps?)?(?:bleeding|stillbleeding' +
        '|fullofblood|bleed)|(?:bloodiseverywhere|blood(?:is)?everywhere|bleeding(?:out|alot|somuch)|bleedingwont(?:stop)' +
        '|cantstopthebleeding)(?!period)|imbleeding(?:andi|i)(?:cut|slit|dont|want)|iambleeding(?:andi' +
        '|i)(?:cut|slit|dont|want)',
    ),
    example: 'I want to hang myself',
    provenance: usage,
  },

  // === Says that they are in danger, or begs
  {
    id: 'en.danger.now',
    class: 'danger',
    level: 'crisis',
    pattern: either(
      '(?:iam|im|me)(?:really|now)?in(?:real|serious|great|immediate)?danger',
      'notsafe(?:withmyself|alone|rightnow|frommyself|tobealone|tobeleftalone|bymyself)',
      'dontfeelsafe(?:withmyself|alone|frommyself)|dangertomyself|(?:cant|cannot|dontknowificanor|dontknowifican' +
        '|notsureifican|unableto|notableto|dontthinkican)(?:keep|stay)(?:myself)?safe(?!from(?:virus|cold))' +
        '|riskto(?:myself)|(?:afraid|scared|worried)(?:that)?i(?:will|ll|might|may|could|amgoingto|mgoingto' +
        '|mgonna)(?:really|actually)?(?:hurt|kill|harm|die)(?:myself)(?:tonight|rightnow|now)',
    ),
    example: 'Yes, I am in danger',
    provenance: rules,
  },
  {
    id: 'en.plea.save-me',
    class: 'plea',
    level: 'crisis',
    pattern: '(?:please)?saveme(?!time|money|aseat|some|from)|(?:someone|somebody|god)(?:please)?saveme',
    example: 'please save me',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.distress.help-me',
    class: 'distress',
    level: 'check',
    pattern: either(
      '(?:please|pls|plz)helpme(?!(?:to)?(?:fill|find|with(?:my|the|this)|understand|sign|translat|write' +
        '|read|book|make|register|log|change|choose|get|move|check|cancel|answer|open|reset|apply|send' +
        '|learn|set|call))|helpme(?:please|pls|plz|now|$)|(?:somebody|someone|anyone|anybody|god)(?:please' +
        '|pls)?help(?:me)?(?!ed|s|ful|ing|me|(?:to)?(?:fill|find|with|understand|sign|translat|write|read' +
        '|book|make|regist|log|change|choose|get|move|check|cancel|answer|open|reset|apply|send|learn' +
        '|set|call|himw|desk))|helpmeim|helpmei(?:m|am|cant|dont|want)',
      '(?:i)?(?:really|badly|desperately|urgently)needhelp(?!with|to(?:fill|find|trans|move)|ing)|needhelp(?:now' +
        '|rightnow|badly|urgently|immediately|asap|tonight|please|before)(?!with)|need(?:urgent|immediate)help' +
        '|ineedtotalktosomeone(?:now|rightnow|urgently|tonight|please)|(?:im|iam)(?:begging|beging)(?:you)?(?:for)?(?:help' +
        '|talk|please|someone)?|(?:pleasetalktome|dontleaveme(?:alone)?|staywithme)(?=$|please|now|tonight' +
        '|i)|iamdesperate|imdesperate(?!for(?:a|coffee))|imsodesperate|emergency(?=please|helpme|$)|^sos$',
    ),
    example: 'please help me',
    provenance: rules,
  },

  // === Has tried
  {
    id: 'en.attempt.tried',
    class: 'attempt',
    level: 'crisis',
    pattern: either(
      '(?:tried|attempted|attempting|trying|try|trie|tryed|wastryingto|almost|nearly|failed)(?:to|sohardto)?(?:kill(?:ed' +
        `|ing)?myself|unaliv(?:e|ing)(?:myself)?|end(?:ed|ing)?${myLife}|end(?:ing)?(?:itall)|tak(?:e` +
        '|en|ing)my(?:own)?life(?!back|serious)|tookmy(?:own)?life|comm?it(?:t?ing)?suicide|comm?ittedsuicide' +
        '|suicide|die(?!d|of|laugh|from(?!an))|died(?!laugh|of|in|from(?!an))|hang(?:ed|ing)?myself|drown(?:ed' +
        '|ing)?myself|overdos(?:e|ed|ing)|jump(?:ing|ed)?off(?:the|a)(?:bridge|roof|building)|cut(?:ting)?mywrists?' +
        '|poison(?:ing)?myself|shoot(?:ing)?myself|kms|ctb)(?!t)',
      '(?:(?:made|had|have|survived|my|after|since|did|with|historyof|from)(?:a|an|my|one|two|three' +
        '|several|multiple|failed|serious|last|first|previous|past|another|recent|[0-9]){0,3})?suicideattempts?' +
        '|attemptedsuicide|suicideisattempted|(?:survived|survivorof)(?:a|an|my|one|two|three|several' +
        '|multiple|[0-9])?(?:suicide|overdose)?attempts?|(?:my|an|failed|previous|last|one|two|three)attempts?(?:failed' +
        '|to(?:die|kill|suicide|end)|onmy(?:own)?life)|(?:failed|survived)(?:my)?(?:attempt|suicide|overdose)' +
        '|attemptonmy(?:own)?life',
      '(?:tried|attempted)(?:it|todoit|that)?(?:once|twice|again|before|[0-9]times?|threetimes|manytimes' +
        '|severaltimes|yesterday|lastnight|lastweek|thismorning)(?:and|but)?(?:i)?(?:failed|survived|woke' +
        '|didntwork|theyfound|wasfound|wassaved|amstillhere|mstillhere|stillalive)',
    ),
    example: 'I tried to kill myself',
    provenance: usage,
  },
  {
    id: 'en.attempt.hospital',
    class: 'attempt',
    level: 'check',
    pattern:
      '(?:had|got)(?:my)?stomachpumped|(?:rescued|saved|pulled|brought|stopped|found)(?:me)?(?:down)?(?:from' +
      '|off)(?:of)?(?:the|a)(?:bridge|roof|ledge|railing|rope|river|noose)|(?:wokeup|survived)(?:in(?:the' +
      '|a)?(?:icu|hospital|er))?after(?:taking|swallowing|theoverdose|overdos|thepills|jumping|hanging)',
    example: 'I woke up after taking the pills',
    provenance: usage,
  },

  // === Hurts oneself
  {
    id: 'en.harm.self',
    class: 'harm',
    level: 'crisis',
    pattern: either(
      '(?:hurt|hurted|hurting|hurts|harm|harmed|harming|cut|cutting|cuts|cutt|burn|burned|burning|burnt' +
        '|stab|stabbed|stabbing|scratch|scratching|punch|punching|punish|punishing|hit|hitting|beat|beating' +
        '|bite|biting|injure|injuring|injured|starve|starving|mutilate|mutilating|choking|choke|carve' +
        '|carving|slap|slapping|bleed)myself(?!s(?:ome|lack)|off|out|short|up(?!and)|a(?:slice|piece|bit' +
        '|break|deal|tan)|shav|cook|whil|when(?:cook|i(?:was)?(?:cook|shav|chop|fell|slip))|play|at(?:the)?(?:gym' +
        '|work|bad|soccer|foot|basket)|onthe(?:stove|oven|iron|pan|paper|glass|sun|tin|can)|withhot|in(?:the' +
        '|a)(?:game|sun|kitchen|accident)|falling|lifting|ski|run(?:ning)|by(?:accident|mistake)|accident' +
        '|chopping|peeling|over(?:it|this|that)|intheleg|athome(?:with)?cooking|inthemirror|cheese)',
      '(?:cut|cutting|burn|burning|slice|slicing|scratch|scratching|carve|carving|stab|stabbing)(?:on)?(?:up)?my(?:own' +
        '|left|right|inner|upper|both)?(?:arms?|thighs?|legs?|skin|stomach|body|forearms?|hands?)(?=$' +
        '|again|with|to|every|when|because|at|so|until|now|sometimes|and|last|i|tonight|deep)(?!withhot' +
        '|and(?:hand)?(?:it|they)h|whil|bymis|accid|when(?:i(?:was)?)?(?:cook|fell|shav)|onthe|with(?:the' +
        '|a|hot)(?:oil|water|iron|pan|oven|tin|can|soup))',
      '(?:bang|banging|hit|hitting|smash|smashing|beat|slam|slamming)my(?:own)?(?:head|fists?|hand)(?:again' +
        '|into|(?<!(?:ihit|andhit)myhead)on|to|until)(?:s?t)?(?:the|a)?(?:wall|floor|door|table)|(?:started' +
        '|start|begin|began|stop|wantto|needto|urgeto|urgesto|relapsedon|relapsedwith|backto|still|been' +
        '|keep|am|im)cutting(?:again|myself|everyday|everynight|atnight|mywrist|tofeel|$)|(?:started|been' +
        '|gonebackto|backto|wantto|wanna|urgeto|urgesto|needto|temptedto)cut(?:ting)?(?:again|$|sobad' +
        '|tonight)|relapsed(?:on|with|into)?(?:self|cut)',
      '(?:i|ive|been|started|startedto|keep|still|wantto|wanna|needto|urgeto|urgesto|urgetodo|doing' +
        '|did|do|thinkingof|thinkingabout|stop|stopped|relapsed)(?:to)?self?(?:harm|injur|mutilat)(?:ing' +
        '|ed|e|y)?(?!prev|visits|stat)',
    ),
    example: 'I want to hurt myself',
    provenance: usage,
  },
  {
    id: 'en.harm.word',
    class: 'harm',
    level: 'check',
    pattern:
      'selfharm(?:ing|ed)?|selfinjur|selfmutilat|(?:scars?|cuts?|burns|marks|burnmarks)(?:all)?(?:over' +
      '|on|from|up)my(?:own)?(?:arms?|wrists?|thighs?|legs?|body)(?!from(?:the)?(?:surgery|inj|vacc' +
      '|need|iv|ekg|cook|work|theacc|bike|football|child|mosq))|(?:hide|hiding|hid|cover|covering)my(?:scars' +
      '|cuts)',
    example: 'self-harm',
    provenance: usage,
  },

  // === Takes leave
  {
    id: 'en.farewell.last',
    class: 'farewell',
    level: 'check',
    pattern: either(
      '(?:good?bye|bye|farewell|adieu)(?:forever|to(?:everyone|youall|all|theworld|thisworld)|everyone(?!see' +
        '|till|un|have|tomorrow|enjoy)|everybody|world|cruelworld|my(?:love|dear|friends?|family|kids' +
        '|children|son|daughter|mom)(?!see)|foralways|allofyou)|(?:my|the|a|one|our|this|say|lastly)(?:last' +
        '|final)(?:goodbye|farewell|message|words|letter|text|bye|chat|conversation)(?!today|fortoday' +
        '|ofthe|fromthe|tomyb|tomylandl|from(?:you|him|her)|i(?:got|received)|was)|(?:this|it)is(?:really' +
        '|my|the|a|our)?(?:goodbye|farewell)(?!party|lunch|dinner|gift)|(?:this|it|so)s(?:my)?goodbyeforever',
      '(?:see|meet)(?:you|u|all|yall|them|him|her|youall|everyone)(?:all|soon)?(?:on|in)(?:the)?(?:otherside' +
        '|next(?:life|world)|heaven|another(?:life|world)|afterlife|myotherlife)|(?:another|next)life(?:maybe' +
        '|perhaps|time)|maybeinanotherlife',
      '(?:thankyou|thanks|thx)(?:all|everyone|somuch)?for(?:everything|all|your(?:love|kindness)|beingthere' +
        '|beingmy|loving)(?:you(?:did|vedone|havedone))?(?:and|so|but|i|now|my|all|its|itis|this)?(?:goodbye' +
        '|farewell|sorry|imsorry|iamsorry|forgive|itsover|ihavetogo|icant|ilove|bye(?:forever|$))|(?:sorry' +
        '|apologi[sz]e)(?:to(?:everyone|all|you))?for(?:all|everything|being|thetrouble|thepain' +
        '|allthetrouble)[a-z]{0,28}(?:goodbye|farewell|forgive|bye|anymore|forgood)|(?<=^|[a-z])farewell$(?<!(?:bid' +
        '|s|wish|say|his|her|party)farewell)',
      '(?:sorry|forgive|pleaseforgive|pardon)(?:me)?(?:every(?:one|body)|mom|mum|mama|mother|dad|papa' +
        '|all|my(?:son|daughter|kids|children|love|family|parents|wife|husband|baby|friends?))(?:for(?:leaving' +
        '|everything|what|doing|beingsuch)|i(?:cant|couldnt|failed|have|love|had|tried|mtired|mustgo|amtired)' +
        '|forgive|goodbye|sorry)',
      `(?:tell|let|pleasetell)(?:my|them|him|her|every)?(?:${family}|mom|family|everyone|everybody|all` +
        '|one|him|her|them|friends|wife)(?:know)?(?:and(?:my)?[a-z]{0,10})?(?:in[a-z]{3,12}|backhome)?(?:that' +
        '|howmuch|know)?i(?:have|ve)?(?:always)?(?:will|really|did|do|have|am|m|was)?(?:always)?(?:love' +
        '|loved|sorry|lovethem|tried)',
      '(?:take|takegood|pleasetake|look|pleaselook)(?:care|after)(?:of)?(?:my|them|mykids|each|him|her)[a-z]{0,12}(?:when' +
        '|after|once|if)(?:im|iam|i)(?:gone|dead|nothere|notaround|die|nolonger|leave)(?!on|to|for|at' +
        '|home|in|abroad)|after(?:i|im|iam)(?:die(?!t|in(?:the|a)game)|dead|gone(?!to))|(?:when|once|if)(?:im' +
        '|iam)(?:dead|nolonger(?:here|alive|around)|notherenomore|nomore|notaroundanymore)(?!tired|line)' +
        '|aftermydeath|when(?:you|u)(?:read|see|get|find)this(?:i|message|letter|note)?(?:i)?(?:will|ll' +
        '|wont|am|m|maybe|might|may)?(?:be|not|already|probably)?(?:be)?(?:dead|gone|here|alive)|remember(?:me)(?:when' +
        '|as|fondly|always|kindly|well|afterim)(?!word)|(?:dont|donot)(?:be)?(?:sad|cry|mourn|blame)(?:forme' +
        '|yourself|yourselves|anyone)?(?:when|after|if)i(?:m|am|die|leave)?(?:gone|dead|die|go)?|nobodyistoblame' +
        '|(?:no(?:body|one)sfault|isno(?:body|one)sfault|dontblameyoursel(?:f|ves))',
      '(?:gave|giving|given|give)(?:away)?(?:my|all)[a-z]{0,40}(?:away)[a-z]{0,12}(?:goodbye|farewell' +
        '|bye|sorry|wontneed|dontneed)|(?:wont|dont|willnot)(?:be)?need(?:ing)?(?:it|them|anything|this' +
        '|money|that)(?:anymore|whereim|afterto|afterthis|soon)(?!thanks|because|thx)',
      '(?:came|come|here|want|wanted|wanna|just|time|need)(?:ed)?(?:here)?(?:to)?say(?:my|a|the|you' +
        '|one|all)?(?:last|final)?(?:goodbyes?|farewell)(?!to(?:him|her|my(?:team|cowork|class|old|friendwho' +
        '|grand))|before(?:they|he|she|my))|sayingmygoodbyes|saidmygoodbyes',
    ),
    example: 'goodbye forever',
    provenance: rules,
  },

  // === The word alone; distress that may hide a wish
  {
    id: 'en.mention.suicide',
    class: 'mention',
    level: 'check',
    pattern: 'suicid(?:e|3)',
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
    pattern: '^(?:just)?(?:die|dead|death|dying|todie|deadnow)$',
    example: 'die',
    provenance: usage,
  },
  {
    id: 'en.mention.kys',
    class: 'mention',
    level: 'check',
    pattern:
      'kys|killyoursel[fv]|(?:tell|tells|told|telling|says|said|wants?|wanted|wish|wishes|asked|want)(?:me' +
      '|s|ed|that|to|i|should|were|was){1,4}(?:(?:go)?(?:and)?die|dead|killmyself|jump(?:off|from)|hangmyself)',
    example: 'they told me kys',
    provenance: usage,
    edge: 'both',
  },
  {
    id: 'en.distress.dying-inside',
    class: 'distress',
    level: 'check',
    pattern: either(
      '(?:dying|dead|died|rotting|crying|screaming)(?:onthe)?inside(?!the|of|my(?:pc|phone|car))|feellikedying' +
        '|(?:feellikeiam|feellikeim|thinkim|thinkiam|afraidim|scaredim)(?:going|gonna|about)?(?:to)?(?:die' +
        '|dying)(?!t)|^goingtodie',
      'i(?:m|am)(?:just|really|literally|slowly)?(?:goingto|gonna)die(?!t|of(?!lone|sad|grief|stress' +
        '|heart)|laugh|from(?!lone|sad|grief|stress))|(?:dont|donot|didnt|doesnt)wantto(?:die|bedead|killmyself)(?!t)',
      `${dying}(?:slowly)?(?:of|from|with|by)(?:my|this|the|somuch|all)?(?:loneliness|lonely|sadness` +
        '|sorrow|grief|heartache|heartbreak|heartbroken|brokenheart|stress|despair|exhaustion|anxiety' +
        '|guilt|shame|pain|worry|depression|homesick(?:ness)?|isolation|regret|fear|misery|missing|being(?:alone' +
        '|lonely))',
      '(?:im|iam|feellike(?:im|iam)|ibeen|slowly)(?:slowly|just|literally)?dying(?:in(?:this|that|my)(?:marriage' +
        '|house|home|family|job|place|country|life|relationship|room|city|apartment|hell|factory|dorm' +
        '|loneliness)|slowly(?!of(?:hunger|boredom|heat))|everyday|alittleevery|alittle(?:more|bit)?every' +
        '|andno(?:body|one)|alone)',
      '(?:stress(?:ed)?|lonely|loneliness|sad|depress(?:ed|ion)|ashamed|shame|miserable|tired|exhaust(?:ed' +
        '|ion)|hurts?|pain|anxious|guilty|guilt|heartbroken|unhappy|humiliated|hopeless|homesick|broken' +
        '|grief|worried|overwhelmed|muchpain|misery|scared|alone|empty)(?:out|here)?(?:that|so|and)?i(?:just)?(?:could' +
        '|can|might|may|will|feellike|think|couldjust|swearicould)(?:just|really|im)?(?:die(?!t)|dying)',
      '(?:loneliness|pain|guilt|grief|sadness|anxiety|depression|this(?:marriage|pain|loneliness|life' +
        '|house|silence|family|place|debt)|debts?|shame|stress|silence|life|heartbreak|emptiness|isolation' +
        '|missing(?:him|her|them)|the(?:pain|loneliness|debt|guilt|silence|stress|pressure))(?:is|are' +
        '|s|will|isslowly|slowly|isliterally)(?:slowly|literally|goingto|gonna|really|just)?kill(?:ing)?me(?!trics)',
      '(?:could|can)(?:just|really)?die(?!t)(?=$|and(?:no|i)|rightnow|now|here|of(?:shame|lone|sad))(?<!(?:cute' +
        '|funny|happy|good|hungry|hot|cold|delicious|embarrassed|sweet|excited|full|pretty|beautiful|bored' +
        '|thirsty|sleepy|awesome|handsome|cool|laughing)(?:that)?i?(?:could|can)(?:just|really)?die)|drowning(?:in(?:my' +
        '|this|these)?(?:life|sadness|sorrow|debts?|pain|grief|darkness|despair|thoughts|depression)|inside)',
      '(?:im|iam|feel|already|been|beeing|like|am)(?:already|been|dead)?(?:dead|awalkingcorpse|azombiealive' +
        '|alivebutnotliving)(?:already|anyway|longago|to(?:everyone|theworld|them|myfamily)|alive|since)' +
        '|imalreadydead|iamalreadydead|(?:not|isnt|no)(?:really)?living(?:just|only|im|iam|imjust)?(?:surviving' +
        '|existing)|existnotlive|likeaghost|alivebutdead',
    ),
    example: 'I feel dead inside',
    provenance: rules,
  },

  {
    id: 'en.distress.killing-me',
    class: 'distress',
    level: 'check',
    pattern: either(
      '(?:my|the|this|a|that)?(?:job|work|boss|factory|marriage|husband|wife|inlaws|motherinlaw|family' +
        '|divorce|school|exams?|army|military(?:life)?|pressure|secret|memories|memory|thoughts?|situation' +
        '|relationship|breakup|loss|livinghere|beingalone|hatred|abuse|bullying|bullies|everything|insomnia' +
        '|worry|worries|regret|fear|trauma|it|life|nights?|darkness)(?:is|are|s|keeps|isslowly|isreally' +
        '|isliterally|slowly)(?:slowly|literally|actually|really|just|always)?kill(?:ing|s)?me(?:inside' +
        '|slowly|fromtheinside|fromwithin|everyday|alive)?(?=inside|slowly|from(?:the|with)|everyday|$' +
        '|and|i|no|(?<=inside|slowly|inside))(?!nu)(?<!(?:it|s|work|school|exams?|job)(?:is|are|s)?(?:really' +
        '|just|literally|actually)?killingme)',
      '(?:job|work|boss|factory|school|army|exams?|it|its|itis|this|that)(?:is|are|s)?(?:slowly|literally' +
        '|really)?(?:killing|kills)me(?:inside|slowly|fromthe|fromwithin|everyday|tobealone|tolive)',
      '(?:tired|exhausted|lonely|sad|miserable|stressed|ashamed|depressed|homesick|suffering|sick|workingmyself' +
        '|workmyself|workedmyself|working|worked|starving|drinking(?:myself)?|drinkmyself|lonesome|unhappy' +
        '|cried|crying|grieving)todeath(?!ofthis(?:song|food))|(?:sick|tired)(?:and(?:tired|sick))?(?:todeath)?of(?:everything' +
        '|itall|allthis|myself)|(?:will|gonna|goingto)bethedeathofme',
      '(?:part|apart|piece|half|something|everything)(?:of|in|inside)(?:me|my(?:heart|soul))(?:has|is' +
        '|have|already|s|that){0,2}(?:died|dead|dying|dies)|(?:myheart|mysoul|myspirit)(?:has|is|have' +
        '|already|just|s|feels?|hasbeen){0,2}(?:died|dead|dying|stoppedbeating)|idied(?:theday|inside' +
        '|when(?:he|she|my|they)|with(?:him|her|my))|(?:living|alive)(?:dead(?!lift)|hell|corpse)(?!inthegame)' +
        '|deadmanwalking|walkingdead(?=inside|person)|(?:not|isnt)(?:a)?(?:really)?(?:life)(?:just|anymore' +
        '|its)(?:surviv|exist)|(?:so|completely|totally|im|iam)donewith(?:everything|itall|everyone)' +
        '|dead(?:ly)?tiredof(?:everything|it|this|all|life)|wits?end|(?:crushed|suffocating|choking|suffocated)(?:by' +
        '|under|in|with)(?:this|my|the|all)?(?:marriage|debt|life|house|pain|guilt|loneliness|grief|sadness' +
        '|everything|weight|home)',
      '(?:it|this|that)(?:all)?hurts(?:so|too)(?:much|bad|badly)(?:to|that|i|$)(?:live|breathe|wanttodie' +
        '|goon|exist|cant|wish)?(?!walk|sit)|(?:pain|ache|suffering)(?:in(?:my|side)[a-z]{2,6})?(?:is)?(?:unbearable' +
        '|toomuchto(?:bear|live))|unbearable(?:pain|sadness|loneliness|life)',
    ),
    example: 'this is killing me inside',
    provenance: usage,
  },

  // === Somebody else
  {
    id: 'en.mention.other',
    class: 'mention',
    level: 'check',
    about: 'other',
    pattern: either(
      '(?:wants|wishesto|threatensto|threateningto|tryingto|triedto|goingto|wantsto|might|will|could' +
        '|may)?(?:to)?(?:kill(?:s|ed|ing)?|hurt(?:s|ing)?|harm(?:s|ed|ing)?|cut(?:s|ting)?|hang(?:ed|s' +
        '|ing)?|hung(?=himself|herself|themsel)|unalive[sd]?|unaliving|burn(?:s|ed|ing)?|shot|shoot(?:ing' +
        '|s)?|drown(?:ed|s|ing)?|starv(?:es|ing)|poison(?:s|ed|ing)?|off(?:ed|ing)?|beat(?:s|ing)?|stab(?:s' +
        `|bed|bing)?|end(?:ed|ing)?|jump(?:ed)?(?:offa|offthe)(?=andkilled))${themself}(?!(?:at|on|in)(?:badminton` +
        '|soccer|football|thestove|basketball|thegym|thekitchen|pe)|play|some|up|short|a(?:slice|piece' +
        '|bit|picture|name))',
      '(?:wants|wishesto|hopes|threatens|threatening|threatened|says?|said|saying|tells?|told|texted)(?:me' +
        '|us|that|to|he|she|they|will|ll|d|would|just|only|really|doesnt|dont|is|s){1,6}(?:going|gonna' +
        `|want|wants)?(?:to)?(?:${die}(?!t(?!o|h)|hard)|end${their}life|enditall|bedead|comm?itsuicide` +
        `|suicide|disappear(?=$|from|forever|and)|take${their}(?:own)?life|not(?:be)?(?:alive|live|exist` +
        `|wakeup)|kill${themself})`,
      '(?:he|she|they)wish(?:es|ed)?(?:that)?(?:he|she|they)?(?:was|were|could|had|wasnt|werent|would' +
        '|d|just|never|been|never|be|been){1,4}(?:dead|die(?!t)|died|born|alive|disappear|gone)|(?:end' +
        `|ended|ending|took|take|takes|taking)${their}(?:own)?life(?!style|time)|(?:died|death|dies|dead` +
        '|lost)(?:by|of|from|to)suicide|committ?edsuicide|comm?itssuicide|(?:attempted|attempts)(?:to)?(?:suicide' +
        '|kill)',
      '(?:doesnt|dont|didnt|nolonger|doesnot)(?:really|even)?(?:wants?|feellike)(?:ed|to|s)?(?:live' +
        `|bealive|exist|living|behere)(?:any)?(?:more)?(?<=(?:he|she|they|${kin}|who|says|said)(?:says` +
        '|said)?(?:he|she|they)?(?:doesnt|didnt|nolonger|doesnot|dont)[a-z]{4,30})',
    ),
    example: 'my friend wants to die',
    provenance: rules,
  },
  {
    id: 'en.mention.other-speaks',
    class: 'mention',
    level: 'check',
    about: 'other',
    pattern: either(
      `${somebody}(?:in(?:my|our|the|this)[a-z]{3,14}|who|at(?:my|our|the)?[a-z]{3,10}|also|ofmine|that` +
        '|from(?:my|the)?[a-z]{3,10}){0,2}(?:has|have|had|been|was|is|s|are|keeps?|kept|started?|always' +
        '|often|sometimes|just|now|suddenly|again|still|feels?|seems?|might|maybe|may|be|must|because' +
        '|constantly|only|really|looks|sounds|became|getting|getsso|so|very){0,4}(?:said|say|says|saying' +
        '|talks?|talked|talking|thinks?|thinking|thought|wrote|writes|writing|posted|posts|posting|searched' +
        '|searching|searches|googled|googling|googles|looked|looking|lookedup|mentioned|mentions|mentioning' +
        '|texted|texting|told|tells|telling|asked|asks|joked|jokes|joking|drew|draws|drawing|typed|reads' +
        '|reading|messaged|sent|sends|searchingfor|obsessed|spoke|speaks|speaking|considering|contemplating' +
        '|planning|hinted|hints|threatened|threatens|threatening|confessed|admitted|has)(?:me|us|to(?:me' +
        `|us|${their}[a-z]{3,8}|my[a-z]{3,8}|the[a-z]{3,8})?|about|of|for|on|up|that|how|it|alot|ways` +
        '|online|things|like|a|the|with|in|instagram|facebook|discord|something|only|lot|always|twice' +
        `|${their}(?:diary|notebook|phone)){0,5}(?:he|she|they|d|ll|s|be|is|are|would|will|wants?|might` +
        `|was|were|had|has|feels?|${their}|own|to|not|no|committing|doing|could|should|just|i|wish|wished` +
        '|shed|hed|theyd|it|better|if|everyone|nobody|off|easier|for){0,8}(?:suicid(?:e|al)|die(?!t|go' +
        `|sel)|died(?!in)|dying|death(?!note|metal)|dead(?!line)|endit(?:all)?|end(?:ing)?${their}life` +
        `|ending(?:it|everything)|kill(?:ing)?(?:${themself})|selfharm|disappear(?:ing)?(?=$|from|forever` +
        '|and)|didntexist|didnotexist|doesntexist|notexist(?:ing)?|notbe(?:ing)?(?:here|alive|around)' +
        '|wasnt(?:here|alive|born)|nobodywouldmiss|neverbeenborn|neverborn|burden|noreasontolive|nothingtolivefor' +
        '|goodbye(?:message|letter|note)|betteroffwithout|betterwithout(?:him|her|them)|tiredof(?:living' +
        '|life|beingalive)|(?:dont|doesnt|didnt|doesnot)wantto(?:live|wakeup|bealive|exist|behere))',
      '(?:better|easier|happier)(?:off)?(?:foreveryone|forus|forall)?(?:if|without)(?:he|she|they|him$' +
        '|her$|them$)?(?:didnt|didnot|wasnt|werent|was|were|hadnever|nolonger)(?:exist|alive|here|dead' +
        '|gone|born|beenborn|around)',
    ),
    example: 'my son keeps talking about death',
    provenance: usage,
    edge: 'start',
  },
  {
    id: 'en.mention.other-signs',
    class: 'mention',
    level: 'check',
    about: 'other',
    pattern: either(
      `${somebody}(?:has|have|had|is|are|s|was|were|been|always|keeps?|started|again|feels?|seems?|mightbe` +
        '|maybe|veryandmaybe|very|so|really|probably|couldbe|maybe){0,4}(?:suicidal|depressedandsuicidal' +
        `|selfharm(?:s|ing|ed)?|selfharming|cuts${their}(?:arms?|wrists?|legs?)|cutting(?:again|${their}(?:arms?` +
        `|wrists?|legs?|skin))|hoarding(?:pills|meds)|saving(?:up)?${their}?pills|goingto(?:endit|doit(?:tonight))` +
        `|suicidethoughts|suicidalthoughts|gaveaway(?:all)?${their}(?:things|stuff|belongings)|givingaway${their}` +
        `|givingaway(?:all)?${their}|saidgoodbye(?:toeveryone|forever))`,
      `(?:cuts|scars|marks|burns)(?:all)?(?:on|over|up)(?:my|${their})(?:${kin}s)?(?:arms?|wrists?|thighs?` +
        '|legs?)(?<!onmy(?:arms?|wrists?|thighs?|legs?)|overmy(?:arms?|legs?)|upmy(?:arms?|legs?))|(?:found' +
        `|saw|discovered)(?:my${kin}s?|${their}|a)(?:suicide|goodbye|farewell)(?:note|letter|plan)|(?:afraid` +
        `|worried|scared|fear|terrified|concerned)(?:that|for|about)?(?:my)?${somebody}(?:s|will|might` +
        `|may|could|ll|isgoingto|would){1,3}(?:dosomething(?:stupid|bad|to)|kill(?:${themself})|hurt(?:${themself})` +
        '|die(?!t|from|of)|jump|suicide|attempt)',
    ),
    example: 'she is suicidal',
    provenance: usage,
    edge: 'start',
  },
  {
    id: 'en.danger.other',
    class: 'danger',
    level: 'crisis',
    about: 'other',
    pattern: `${somebody}(?:is|are|re|s)(?:really|now)?in(?:real|serious|great|immediate)?danger`,
    example: 'They are in danger now',
    provenance: usage,
  },
  {
    id: 'en.danger.other-means',
    class: 'danger',
    level: 'crisis',
    about: 'other',
    pattern: either(
      `${somebody}(?:who|in(?:my|the|our)[a-z]{3,10}|has|have|had|is|are|s|just|now|already|right|currently` +
        '|got|still|and){0,4}(?:holding|has|have|hold|holds|took|grabbed|got|picked(?:up)?|with|carries' +
        `|putting|put)(?:a|the|got|up|out|an|big|kitchen|${their}|some){0,3}(?:${blade}|gun|pistol|rope` +
        `|noose|charcoal(?!grill|for)|${poison}(?!ing)|razorto|bottleof${pills}|pillsin(?:his|her|their)hand)(?!skill` +
        '|set|sharp|shop|case|collect|brand|block|store|in(?:the|this|his|her)?(?:fortnite|gta|minecraft' +
        '|pubg|game|shop|store|kitchen|film|movie|bag$)|for(?:cook|cutt|class|fish)|factory|class|course' +
        '|permit|licen|job|salad|scar|wound|bearing|swing|jump|skipping|sharpener|phase)',
      `${somebody}(?:just|has|have|had|already|is|now|s|think|ithink|and|who){0,3}(?:took|taken|swallowed` +
        `|taking|swallowing|ate|drank|downed|overdosed|overdosing|odd)(?:just|now|already)?(?:${many}` +
        `|[0-9]{2,3})?(?:of)?(?:sleeping|some|a|${their}|the|them|lotof|whole|bottle|full|bottleof|mothers){0,3}(?:${pills}` +
        `|${poison}|on(?:${their})?${pills}|$)(?<!(?:took|taking|taken|ate)(?:${their}|the|a|some)(?:[a-z]{0,13})(?:pills?` +
        '|tablets?|meds|medications?|medicines?|capsules|antidepressants?|painkillers?|insulin|aspirin' +
        '|ibuprofen|tylenol|xanax))(?<!(?:took|taken|taking|ate|drank|downed|odd|swallowed|overdosing' +
        '|is|had))(?!for|as(?:the|pre)|with(?:food|water)|every|in(?:the|a)(?:morning|evening|bag)|everyday' +
        '|after(?:din|lun|bre|mea)|because(?:of)?(?:a|her|his)?(?:head|tooth|back|cold)|pres|damage|yesterdayforh' +
        '|regularly|dailyfor|twice|before(?:bed|sleep|flight))',
      `${somebody}(?:has|have|just|already){0,2}(?:took|taken|swallowed|ate|downed|swallow)(?:${many}` +
        `|all(?:of)?(?:${their}|the|them)?)(?:of)?(?:${their}|the|them)?(?:whole)?(?:${pills}|bottle|$)`,
    ),
    example: 'my friend has a knife',
    provenance: usage,
    edge: 'start',
  },
  {
    id: 'en.act.other',
    class: 'act',
    level: 'crisis',
    about: 'other',
    pattern: either(
      `(?:${somebody}|who|that)(?:onthe[a-z]{4,10}|in(?:the|my|our)[a-z]{4,12}|at(?:the)?[a-z]{4,12}` +
        '|here|there|upthere|outside|nextdoor|nearme|inthestreet|frommy[a-z]{4,10}){0,2}(?:is|are|s|re' +
        '|was)?(?:rightnow|now|currently|just|really|standing|up|there|crying|screaming|and|sitting){0,3}(?:aboutto' +
        '|goingto|gonna|tryingto|readyto|threateningto|wantingto|preparingto|attemptingto|going|trying' +
        `|about)(?:go)?(?:to)?(?:jump(?!to(?!${their}death)|on|in(?!front)|rope|ship|up|around|with|into)` +
        `|kill(?:ing)?(?:${themself})|hang(?:ing)?(?:${themself})|shoot${themself}|end(?:ing)?(?:${their}life` +
        `|itall)|take(?:${their}(?:own)?life|all|pills|poison|thepills)|cut${themself}|cut${their}(?:wrists?` +
        '|throat|veins)|overdose|comm?itsuicide|suicide|die(?!t|of|from|soon|anyway|inthe))',
      `(?:kill(?:ing)?|hurt(?:ing)?|cut(?:ting)?|hang(?:ing)?|harm(?:ing)?|stab(?:bing)?|end(?:ing)?)(?:${themself}` +
        `|${their}life)(?:rightnow|now|tonight|today|atthemoment|aswespeak|infrontof(?:me|us))`,
      '(?:is|are|s|was)(?:trying|about|going|ready|attempting|threatening)(?:to)(?:hang|kill|shoot|drown' +
        `|stab)${themself}`,
      `${somebody}(?:says?|said|texted|wrote|messaged|tells?|told|posted|screams|shouts)(?:me|that|us` +
        '|to){0,2}(?:he|she|they)?(?:is|s|are|re|will|ll|would|d|wants?)(?:going|about|gonna)?(?:to)?(?:jump(?!in(?!front)' +
        `|on|to)|doit|(?:kill|hang|shoot)${themself}|die|end(?:${their}life|it)|suicide|comm?itsuicide` +
        '|take(?:thepills|all))(?:tonight|now|rightnow|today|thisevening|inanhour|soon|infront)',
    ),
    example: 'he is about to jump',
    provenance: usage,
    edge: 'start',
  },
  {
    id: 'en.act.other-there',
    class: 'act',
    level: 'crisis',
    about: 'other',
    pattern: either(
      `${somebody}(?:is|are|s|re|has|just|went|climbed|who|stands|sits|sitting|standing|now|up){1,4}(?:been)?(?:rightnow` +
        '|now|currently|crying|alone|up|out|over|hanging|just){0,3}(?:stand|standing|stands|sitting|sits' +
        '|sit|climbing|climbed|went|leaning|lying|hanging|walking)?(?:alone|there|out|up|crying|over|now){0,2}(?:on' +
        `|at|onto|over|off|from|to)${place}(?!${leisure})(?=[a-z]{0,30}(?:rightnow|now|says|saying|said` +
        '|tell|wont|will|wants|scream|cry|jump|threat|die|doesnt|doesn|didnt|not(?:answer|pick|listen' +
        '|mov|com)|please|help|hurry|police|refus|drunk|alone|kill|goodbye|$))',
      `(?:hes|shes|theyre|heis|sheis|theyare|${kin}(?:is|are|s))(?:now|rightnow|just|alone|crying){0,2}(?:standing` +
        `|sitting|climbing|hanging|leaning)(?:up|out|alone|over)?(?:on|at|onto|over|off|from)${place}(?!${leisure})`,
      '(?:shell|hell|theyll|shewill|hewill|theywill|shesgoingto|hesgoingto|shesgonna|hesgonna|sheisgoingto' +
        '|heisgoingto|says?sheisgoingto)jump(?!in(?!front)|on|to|at|into|up|rope|for|with|around|s)',
      `(?:found|see|saw|find)(?:my|a|our|the)?(?:${somebody}|him|her|them)(?:hanging(?!out|up|around` +
        '|laundry|clothes)|unconscious|withpills|with(?:empty)?(?:pill|bottles)|bleeding|unresponsive' +
        '|not(?:breathing|moving|responding)|inblood|hanged|onthe(?:roof|ledge|railing|bridge))',
      `(?:${somebody})(?:is|are|isnt|s|wont|doesnt|not|cant|didnt|has|just|been){0,3}(?:not)?(?:breathing(?!exer)` +
        '|unconscious(?!about|of)|unresponsive|wak(?:e|ing)up(?=$|and|after|please|from|help|i)|bleeding(?=$' +
        `|from${their}?(?:wrist|arm|neck)|alot|badly|out|and)|responding(?=and|after|$|tome)|respond(?:to)?(?=afterp` +
        `|andp)|(?:just)?(?:cut|slit|slashed|cutting|slitting)${their}(?:own)?(?:wrists?|throat|veins)` +
        `|hang(?:ing|ed)from|hung${themself}|jumped(?:off|from|outof|infrontof)(?:the|a|our|${their})?[a-z]{0,10}(?:roof` +
        '|bridge|building|balcony|window|floor)(?!in(?:gta|fortn|the(?:game|movie|drama)|pubg)))(?<!isnotwakingup' +
        '|isntwakeup|not(?:is|been)breathing|isbreathing|sbreathing|arebreathing)',
      `${somebody}(?:has|have|just|s|also|now){0,3}(?:sent|send|left|wrote|posted|texted|leaving|writing` +
        `|text)(?:me|us|everyone|behind|on(?:instagram|facebook)){0,2}(?:a|the|${their}|an)?(?:suicidenotes?` +
        '|suicideletter|(?:goodbye|farewell)(?:text|message|letter|note)s?(?!tohis(?:team|cow)|tohercow))(?:and' +
        `|then|now|,)?(?:disappeared|isnt|isnot|doesnt|wont|vanished|left|went|${their}phone|turned|not` +
        '|phoneoff|ran|locked|is|i|cant)',
    ),
    example: 'My boyfriend is standing on the bridge',
    provenance: usage,
    edge: 'start',
  },

  // === Towards others
  {
    id: 'en.violence.kill',
    class: 'violence',
    level: 'check',
    pattern: either(
      '(?:wantto|wanna|goingto|gonna|iwill|ill|icould|urgeto|thoughtsof|thinkingof|thinkingabout|thinkabout' +
        '|planto|aboutto|might)(?:just|really)?(?:kill(?:ing)?|murder(?:ing)?|stab(?:bing)?|shoot(?:ing)?' +
        '|strangle|strangling|hurt(?:ing)?|poison|harm(?:ing)?|beatup|smother|burndown)(?:him|her|them(?!esong' +
        '|usic)|you|everyone|people|someone|somebody|everybody|(?:my|the|this|that)(?:own)?(?:new|old' +
        `|ex)?(?:${family}|boss|roommate|neighbou?rs?|coworkers?|colleague|manager|classmates?|teacher` +
        '|landlord|family|guy|man|supervisor|foreman))(?!self|time|e(?:ng|m)|ntires|sfeelings|feelings' +
        '|at(?:chess|go|tennis|baduk|mario|league|overwatch)|inthegame|ingame|withkindness|softly)',
      '(?:afraid|scared|worried)(?:that)?i(?:will|ll|might|may|could|amgoingto|mgoingto|mgonna)(?:hurt' +
        '|kill|harm|drop|smother|shake)(?:my|the|him|her|them|someone|somebody|you|people)(?!self|sfeel' +
        '|feel|back|knee|chances)',
    ),
    example: 'I want to kill him',
    provenance: usage,
  },
  {
    id: 'en.violence.at-home',
    class: 'violence',
    level: 'check',
    pattern: either(
      `(?:${family}|partner|he|she|they|boss)(?:has|had|is|was|s|always|often|sometimes|keeps?|just` +
        '|started|still|again|getsdrunkand|drinksand|drunkand|everyday|and|who|used|to|everynight|whendrunk){0,4}(?:hits?' +
        '|hitting|beats?|beating|beaten|choked?|chokes|choking|strangled?|strangles|strangling|punche?[sd]?' +
        '|punching|kicks?|kicked|slaps?|slapped|slapping|stabbed|rapes?|raped|raping|abuses?|abused|abusing' +
        '|hurts?|hurting|burned|burns|attacked|attacks|tortures|threatens|threatened|threatening)me(?!up(?!every' +
        '|and|bad)|at(?!night|home)|in(?:the|a)?(?:game|chess|mario|football|race)|to(?!kill|the(?:ground' +
        '|floor)|death|hurt|point)|every(?:time)?(?:we|i)?play|with(?:a)?(?:question|joke|thebill|news' +
        '|kindness)|thatthis|dicine|ssage|ntal|ssages|mory|mber)',
      `(?:(?:he|she|they|${family}|partner|boss)(?:has|had|always|often|once|just|keeps)?)?(?:threat(?:en` +
        '|ens|ened|ening)?s?|says?|said|told|saying|swore|swears|promised|wants?|tried|tries|trying)(?:me' +
        '|that|he|she|they|d|ll|will|would|to|is|s|going|gonna|hes){1,6}(?:kill|killing|murder|stab|strangle' +
        '|choke|burn|shoot)(?:s)?(?:me|us|ourkids|mykids|mychild(?:ren)?|mychild|thekids|thechildren|mybaby)(?!nu' +
        '|rchandise|email|anemail|amessage|withkindness|laugh)',
      '(?:afraid|scared|fear|feared|terrified|worried|frightened|sure|think|believe|know)(?:that|of' +
        `|my|the|one?day|oneday|someday){0,3}(?:${family}|partner|he|she|they)?(?:will|ll|might|may|could` +
        '|is|s|goingto|gonna|wants|to|would|really|one?day|oneday|tonight|someday|actually|finally|coming){1,5}(?:kill' +
        '|killing|murder|hurt|beat|stab|strangle)(?:me|us|mychild(?:ren)?|mykids|thekids|ourbaby|mybaby)(?!ifi(?:dont(?:finish' +
        '|clean)|forget|eat|buy|spend|fail)|whenhe(?:hear)|nu|rch)',
      `(?:he|she|${family}|partner)(?:will|ll|isgoingto|sgoingto|sgonna|isgonna|wouldntstopuntilhe|almost` +
        '|nearly|triedto|wantsto|could)(?:really|actually|probably)?kill(?:s|ed)?(?:me|us)(?:if(?:i)?(?:leave' +
        '|go(?!tos?hop)|tell|try|run|call|talk|divorce)|tonight|oneday|someday|thistime|when(?:he|i)(?:finds' +
        '|get|comes|leave)|fornothing|thistime|with)|(?:notsafe|dontfeelsafe|unsafe|notsafetobe|donotfeelsafe)(?:at' +
        '|in)?(?:my|our)?(?:own)?(?:home|house|with(?:my|him|her))|domesticviolence|(?:afraid|scared' +
        '|terrified)of(?:my(?:husband|boyfriend|father|dad|stepfather|partner|ex|brother|boss)|him(?=$' +
        '|he|and|when))|locked(?:me)in(?:the|a|my)(?:room|house|container|dorm)',
    ),
    example: 'I am afraid my husband will kill me',
    provenance: usage,
    edge: 'start',
  },
  // === By composition
  row(
    'en.means.on-myself',
    'crisis',
    'the rope is in the garage and I want to use it on myself',
    either(
      '(?:use|using|used)(?:it|them|this|that|one)on(?:my|me)self',
      '(?:bought|got|have|ordered|found|collected)(?:everything|all|what|whatever|thethings?|thestuff)i(?:ll|will)?need(?:ed)?to(?:die|end|do)',
      `(?:the|my|a)(?:rope|noose|gun|charcoal|helium|pills)(?:is|are)(?:already|all|right|here|ready|nextto|infront|inmy|onmy|inthe|hidden|waiting)(?![a-z]{0,10}(?:camp|climb|boat|tow|hik|swing|tent))`,
    ),
  ),
  row(
    'en.plan.which-place',
    'crisis',
    'I know which bridge and what time',
    either(
      'i(?:already)?know(?:exactly)?(?:which|what)(?:bridge|building|roof|train|tree|floor|cliff|pills|night)',
      '(?:picked|chosen|chose|set|decidedon|marked)(?:the|a|my)(?:spot|bridge|building|date(?:todie|toend|for(?:my|it)death))',
      '(?:so|until|then)(?:that)?ican(?:finally)?(?:end(?:it|myself|mylife|everything)|die|do(?:it)?inpeace|kill)',
      '(?:wrote|written|finished|left)(?:the|my|a)note(?:and|for|on|to)(?:left|it|my|the|mum|mom|dad|everyone|them)',
    ),
  ),
  row(
    'en.plan.picked-date',
    'check',
    'I have picked the date',
    '(?:picked|chosen|set|marked)(?:the|a|my)(?:date|day|time)(?=$|its|it|after|already|and|for)|(?:had|have|got)a(?:suicide)?plan(?=$|lastw|but|oranything|and(?:the|a|i)|already|for(?:it|how))|crosse[sd]mymind|(?:left|wrote)(?:letters?|notes?)(?:for|to)(?:my|everyone|each)',
    { edge: 'start', unless: `${elsewhere}|trip|dinner|appointment|meeting|party|birthday(?!its)|idea|lunch|move` },
  ),
  row(
    'en.act.swallowed',
    'crisis',
    'I already swallowed them',
    either(
      '(?:i|ive|already|just)(?:have)?(?:already|just)?swallowed(?:them|itall|all|everything|the(?:whole|bottle|pills)|bleach|too)',
      'took(?:way|far|so)?(?:too)?(?:many|everything)(?:pills|tablets|meds|of|on|tonight|just|i)(?!photos|notes)',
      '(?:pills|tablets|meds|overdose|overdosed)onpurpose',
    ),
  ),
  row(
    'en.intent.nothing-stops',
    'crisis',
    'nothing you say will stop me from doing it tonight',
    either(
      '(?:nothing|noone|nobody|youcant|youwont)[a-z]{0,12}stopmefrom(?:doing|end|jump|kill|dy|go)',
      '(?:tonight|tomorrow|thisweekend|thistime|today)i?(?:will|ll)?(?:wont|willnot|not)(?:be)?(?:wake(?:up)?|wakingup|fail|survive)',
      '(?:my|the)last(?:night|day|evening|hour)(?:alive|onearth|onthisearth|ive|i(?:ve|have)?decided|here|andi)',
    ),
    { edge: 'start' },
  ),
  row(
    'en.danger.other-place',
    'crisis',
    'there is a man on the ledge threatening to jump',
    either(
      `(?:man|woman|guy|girl|boy|someone|somebody|person|student|friend|kid|lady|teen|hes|heis|shes|sheis|theyre|${family})(?:is|s)?(?:up)?(?:standing|sitting|hanging|out)?(?:on|off|at|over)(?:the|a)?(?:edgeof(?:the|a)?)?[a-z]{0,8}(?:ledge|roof|bridge|railing|tracks|balcony|window)[a-z]{0,20}(?:jump|threat|cry|talk|yell|goodbye|wont|saying)`,
      '(?:text(?:ed|s)?|sent|messag(?:ed|es)|called|dm(?:ed|d))me(?:a)?(?:to)?(?:say)?(?:goodbye|bye|asuicidenote)[a-z]{0,20}(?:photo|picture|pic|bridge|roof|pills|knife|rope|and(?:now|then|turn|isnt|wont)|nowhe|nowshe|phone)',
      '(?:says?|said|told[a-z]{0,12})(?:he|she|they)(?:took|swallowed|has?taken)(?:everything|allof|all|them|the|abunch|toomany|awhole)',
      '(?:livestream(?:ing)?|onlive|streaming|oncamera|onvideo)[a-z]{0,14}(?:overdos|suicide|cutting|hanging|jump|wrists)',
      '(?:locked)(?:himself|herself|themself|themselves|thebathroom|thedoor)[a-z]{0,24}(?:knife|pills|took|razor|rope|answer|goodbye|blood|die|kill)',
    ),
    { about: 'other', edge: 'start' },
  ),

  // === The last net: a question, no more
  row(
    'en.mention.gone',
    'check',
    'would anyone notice me gone',
    either(
      '(?:anyone|anybody|noone|nobody|they|people|everyone)(?:would|will|d|ll|even|ever|might|really){0,3}(?:notice|care|miss|cry|mind|besad)(?:me|if)?(?:i|im|iam|were|was|me)?(?:gone|disappear|died|dead|werent|wasnt|vanish|left)',
      '(?:dont|donot|cant|cannot|never)(?:really)?see(?:myself|me|a)(?:being|living|alive|here|future|making|past|growing|around|reaching)',
      '(?:want|need|wish|ready)(?:for)?(?:it|this|allofit|everything|thepain|things)(?:all)?to(?:just|finally)?(?:be)?(?:over|end|stop)|wantout(?:$|of(?:this|my|here|life)|forgood)',
      '(?:goto|fallto|fall)?(?:a)?sleep(?:and|n)(?:have(?:that|it)be(?:it|the)|never|not|dontwake|forever|thatsit|stayasleep)',
      '(?:go|be|am|im|want)?(?:to)?(?:be|go)(?:with|to)(?:my)?late(?:wife|husband|mom|mum|dad|mother|father|son|daughter)',
      '(?:fine|okay|ok|dontmind|wouldntmind|happy|glad|care|relieved)(?:if|when)(?:a|some|the)(?:bus|car|truck|train|plane|lorry)(?:just)?(?:hit|ranover|killed|crashed|took)',
    ),
    { edge: 'start', unless: elsewhere },
  ),
  row(
    'en.distress.no-longer',
    'check',
    'I can’t carry this any longer',
    either(
      '(?:cant|cannot|couldnt|canteven|dontwantto|donotwantto)(?:really|even|just)?(?:carry|take|bear|handle|stand|endure|do|live|goon|keepgoing|keepdoing|holdon|fight)(?:it|this|on|with|life|like|all|pain){0,3}(?:any(?:more|longer)|nomore|muchlonger)',
      'no(?:real)?point(?:to|in|of)(?:any(?:thing|ofit|ofthis)|it(?:all)?|goingon|living|life|me|being|trying)|what(?:s|is)thepoint(?:$|of(?:living|life|me|being|allthis|goingon|anything|it))',
      '(?:lonely|loneliness|sad|sadness|grief|depress(?:ion|ed)|anxiety|stress|heartbreak|heartbroken|shame|guilt|pain|exhaust(?:ion|ed)|miserable|empty|despair|hopeless)[a-z]{0,18}(?:killingme|killsme|killme|(?:could|might|will|gonna)(?:just)?die|todeath|deathofme)',
      '(?:dying|die|died)(?:of|from)(?:loneliness|sadness|grief|shame|heartbreak|stress|anxiety|pain|depression|abrokenheart|sorrow|despair|misery)|eatingmealive|drowninginside|deadinside',
    ),
    { edge: 'start', unless: `${elsewhere}|spicy|traffic|homework|commercial|ads|noise` },
  ),
  row(
    'en.mention.tried-before',
    'check',
    'I was in hospital after an attempt',
    '(?:after|since)(?:an|my|the)(?:last|first|second)?attempt(?!to(?:call|log|pay|reach|fix))|itried(?:it)?once(?:before)?(?=$|and(?:i)?(?:wish|failed|regret|it))|wish(?:ed)?ithad(?:worked|succeeded|killed)|wishihad(?:succeeded|nt(?:survived|wokenup|beenfound))|(?:scratches|cuts|scars|marks|burns)on(?:his|her|their|my)(?:wrists?|arms?|thighs?|legs?)',
    {
      edge: 'start',
      unless: `${elsewhere}|cat|kitten|rose|bike|injection|needle|vaccine|bloodtest|tattoo|surgery|mosquito`,
    },
  ),
  row(
    'en.mention.means-seen',
    'check',
    'I have been looking at the knives a lot',
    `(?:looking|staring|lookingback|thinking|look|stare|gaze)(?:at|about)(?:the|my|those)?(?:kitchen)?(?:${blade}|pills|rope|rooftops?|bridges?|traintracks|ledge|thewater)(?!view|photo|set|sale)[a-z]{0,20}(?:alot|again|allday|allnight|forhours|toomuch|differently|everyday|wonder|keep|and)|(?:cant|keep|couldnt)(?:stop)?(?:looking|staring)at(?:the|my)(?:${blade}|pills|rope|bridge)`,
    { edge: 'start', unless: elsewhere },
  ),
];

const masks: Mask[] = [
  // === Figures of speech
  {
    id: 'en.idiom.die-of',
    class: 'idiom',
    pattern:
      'i?(?:wantto|wanna|wantedto|goingto|gonna|feellike|could|couldjust)(?:just)?(?:die|dying)(?:of' +
      '|from)?(?=embarrassment|laugh|laughter|boredom|cute|hunger|thirst|happiness|heat|curiosity|cringe' +
      '|excitement)',
    example: 'I wanted to laugh, I could just die laughing',
    provenance: usage,
  },
  {
    id: 'en.idiom.rather-die-than',
    class: 'idiom',
    pattern:
      'rather(?:just)?(?:die|bedead)(?=than(?:eat|drink|watch|wear|listen|sing|dance|cook|ride|play' +
      '|taste|try|touch|use|buy|admit|lose|miss|ask|dothedishes|dohomework|go(?:to|back)?(?:school|work' +
      '|theparty|aparty|gym|there|shopping|camping|out)))',
    example: 'I would rather die than eat natto',
    provenance: usage,
  },
  {
    id: 'en.idiom.killing-myself-working',
    class: 'idiom',
    pattern:
      '(?:im|iam|am)?(?:kill|killing|killed|hurt|hurting|beat|beating)myself(?=laugh|tofinish(?!it)' +
      '|tomeet|tomake|atthegym|atwork|working|studying|over(?:this|that|the|it|a)|forthis(?:job|exam' +
      '|company|project|deadline)|with(?:work|overtime|homework)|tryingtofinish|up)',
    example: 'I am killing myself to finish this report',
    provenance: usage,
  },
  {
    id: 'en.idiom.kill-me-if',
    class: 'idiom',
    pattern:
      '(?:boss|mom|mum|mother|dad|wife|husband|teacher|professor|he|she|they)(?:will|isgoingto|isgonna' +
      '|sgoingto|sgonna|ll|wouldliterally|would)(?:kill|murder)me(?=ifi(?:m|am)?(?:late|dont(?:finish' +
      '|clean|do)|forget|eat|buy|spend|fail|break|lose|miss))',
    example: 'My boss will kill me if I am late',
    provenance: usage,
  },
  {
    id: 'en.idiom.kilometres',
    class: 'idiom',
    pattern:
      '(?<=[0-9])kms|kms(?=away|perhour|fromhere|aday|today|everyday|fromhome|run|walk)|(?<=many|few' +
      '|extra|thousand|hundred)kms',
    example: 'I ran 5 kms',
    provenance: usage,
  },
  { id: 'en.idiom.killing-me', class: 'idiom', pattern: 'endmyselfie', example: 'send my selfie', provenance: usage },
  {
    id: 'en.idiom.shoot-you',
    class: 'idiom',
    pattern:
      '(?:wantto|wanna|goingto|gonna|iwill|ill|icould|might)(?:just)?shoot(?:you|him|her|them|mycoworkers' +
      '|myboss|my(?:teacher|colleague|manager))(?=a|over|the|amessage|an|some|my)',
    example: 'I will shoot you an email',
    provenance: usage,
  },
  {
    id: 'en.idiom.kill-it',
    class: 'idiom',
    pattern:
      '(?:icould|gonna|goingto|wanna|wantto)kill(?:him|her|them|you)?(?=fora|forsome|it$|it(?:onstage' +
      '|at|with)|laugh|time|thelights|theprocess|theengine)',
    example: 'I could kill for a cup of coffee',
    provenance: usage,
  },
  {
    id: 'en.idiom.death-will-be',
    class: 'idiom',
    pattern:
      '(?:tired|sick|done)of(?:life)(?=guard)|bored(?:todeath)|worriedtodeath|scaredtodeath|loveyoutodeath' +
      '|beatadeadhorse',
    example: 'bored to death here',
    provenance: usage,
  },

  // === Words that only look alike
  {
    id: 'en.homograph.career',
    class: 'homograph',
    pattern: '(?:career|political|financial|commercial|social|economic|professional|brand)suicide',
    example: 'that would be career suicide',
    provenance: usage,
  },
  {
    id: 'en.homograph.doors',
    class: 'homograph',
    pattern:
      'suicide(?:doors?|squeeze|bomb|wing|burnout|king|drink|soda|mission|drone|vest|grip|sprints?|drills?|runs(?!in))',
    example: 'a car with suicide doors',
    provenance: usage,
  },
  {
    id: 'en.homograph.drill',
    class: 'homograph',
    pattern:
      '(?:ran|run|runs|running|did|do|doing|does|some|more|ofthe|hate|make(?:s)?us(?:run|do)|[0-9])(?:ten' +
      '|five|the|line|of|more|some)?suicides(?!thought)|suicides(?=inpractice|atpractice|inbasketball' +
      '|atbasketball|in(?:football|soccer)?practice|inthegym|attraining|aftertraining)',
    example: 'we ran suicides at practice',
    provenance: usage,
  },
  {
    id: 'en.homograph.spend',
    class: 'homograph',
    pattern:
      '(?:sp|s|l|b|m|t|ext|pret|recomm|att|f|v|def|susp|amb|dep|app|t|bl|bef)end(?:s|ing)?(?:itall|myself' +
      '|mylife|everything|it|this|things|my)',
    example: 'I will spend it all',
    provenance: usage,
    fused: true,
  },
  {
    id: 'en.homograph.take-life',
    class: 'homograph',
    pattern:
      '(?:take|taking)(?:my|mine)(?:own)?life(?=back|serious|into(?:my|own)|toanew|toanother|tothenext' +
      '|ina(?:new|different)|lessons|slow|jacket|insurance|onestep|oneday)|(?:end|stop|cancel|quit|close)(?:my' +
      '|this|the)life(?=insurance|coach|style)|(?:finish|finishing|stop)(?:itall|everything)(?=bynext' +
      '|beforethe|before(?:lunch|dinner|work|six|five)|onmyplate)|(?:quit|exit|leave|finish|stop)thislife(?=hack' +
      '|coach|simulation|game)',
    example: 'I will take my life back',
    provenance: usage,
  },
  {
    id: 'en.homograph.sell-me',
    class: 'homograph',
    pattern: 'cutmyself(?:aslice|apiece|someslack|offfrom)',
    example: 'I cut myself a slice of cake',
    provenance: usage,
  },
  {
    id: 'en.homograph.overdose',
    class: 'homograph',
    pattern:
      '(?<=insulin|opioid|drug|radiation|sugar|caffeine|coffee|cuteness|vitamin|chocolate|kpop|drama' +
      '|serotonin|salt|exos|exo|spice)overdose(?:d|s|ing)?|overdos(?:e|ed|ing)(?=alarm|awareness|prevention' +
      '|byexo|of(?:radiation|chocolate|information)|on(?:vitamins?(?:c|d)?|information|chocolate|coffee' +
      '|sugar|dramas|netflix|cuteness|kpop|icecream|cake|ramen|caffeine|tteokbokki|carbs|sweets))|(?:i' +
      '|ive|just|have|im|am)overdos(?:e|ed|ing)(?=on(?:chocolate|coffee|sugar|dramas|netflix|cuteness' +
      '|kpop|icecream|cake|ramen|caffeine|tteokbokki|carbs|sweets|kimchi))',
    example: 'the insulin overdose alarm rang by mistake',
    provenance: usage,
  },
  {
    id: 'en.homograph.games',
    class: 'homograph',
    pattern:
      '(?:i)?(?:drank|drink|took|ate|swallowed)(?:the|a|some)?poison(?=in(?:the|this|a|that)?(?:game' +
      '|dnd|zelda|skyrim|minecraft|eldenring)|potion)|(?:i)?(?:kill|killed|unalived|killing)myself(?=in(?:the' +
      '|this|a|that)?(?:game|minecraft|fortnite|gta|roblox|zelda)|withmyowngrenade)',
    example: 'I drank poison in the game',
    provenance: usage,
  },

  // === Names of works
  {
    id: 'en.title.works',
    class: 'title',
    pattern:
      'suicidesquad|virginsuicides|suicideforest|suicideismyjob|suicideispainless|suicideboys|suicidekale' +
      '|suicidesilence|suicideshop|suicidenotewithlove|suicidebunn(?:y|ies)|thebookofbunnysuicides|suicideinthe(?:family' +
      '|afternoon)|assistedsuicideofme|betterdeadthanred|notimetodie|livefreeordie|livingdead|waytodieinthewest' +
      '|millionwaystodie|thousandwaystodie|dumbwaystodie|timetodiesoundtrack|todieforfilm',
    example: 'I watched Suicide Squad',
    provenance: rules,
  },
  {
    id: 'en.title.tteokbokki',
    class: 'title',
    pattern: 'i?wanttodie(?=buti(?:want|wanna)(?:to)?eat)',
    example: 'I Want to Die but I Want to Eat Tteokbokki',
    provenance: rules,
  },
  {
    id: 'en.title.ways-to-die',
    class: 'title',
    pattern: '(?:dumb|million|thousand|1000|many)(?:ways?to)die(?=inthewest|game|song|app)',
    example: 'a million ways to die in the west',
    provenance: usage,
  },

  // === Work, news, posters, forms
  {
    id: 'en.work.prevention',
    class: 'work',
    pattern:
      'suicide(?:prevention|hotline|lifeline|helpline|awareness|rates?|statistics|stats|survivors?group' +
      '|research|news|studies|studys|intervention|policy|law|numbers|data|crisisline|prevent|literacy' +
      '|education|training|screening(?!me)|screeners?|riskassessment|riskscreen|assessment|questionnaire' +
      '|postvention|watchshift|hotspots?|contagion|reporting|rumou?rs?|scandal|case(?:in|of|on)(?:the' +
      '|a)(?:news|drama|film|paper)|item|leaflet|poster|module|section|chapter|question(?:s)?(?=each' +
      '|on|in|for|nine|number))',
    example: 'I work at a suicide prevention centre',
    provenance: rules,
  },
  {
    id: 'en.work.prevent-of',
    class: 'work',
    pattern:
      '(?:prevent|preventing|preventionof|study|studying|statistics(?:on|of|about|for)|research(?:on' +
      '|about|into)|paper(?:on|about)|article(?:on|about)|lecture(?:on|about)|(?:items?|brochures?|leaflets?' +
      '|pamphlets?|riskassessments?|assessment|guidelines?|literature|data|figures|module|slides?|interviews?' +
      '|(?:client|patient|resident|caller)s?(?:asked|asks|talks?))(?:on|about|for|of|with)|seminar(?:on' +
      '|about)|training(?:on|about|in)|workshop(?:on|about)|documentary(?:on|about)|presentation(?:on' +
      '|about)|essay(?:on|about)|report(?:on|about)|drama(?:on|about)|film(?:on|about)|movie(?:on|about)' +
      '|book(?:on|about)|thesis(?:on|about)|policyon|class(?:on|about)|course(?:on|about)|denies|denied' +
      '|newsof|newsabout|rateof|ratesof|stigmaof|causeof)(?:teen|youth|the|elderly|student|military)?(?:suicid(?:e' +
      '|alideation|althoughts?|albehaviou?r)|selfharm|overdose|overdoses)',
    example: 'I write a paper on suicide',
    provenance: usage,
  },
  {
    id: 'en.work.term',
    class: 'work',
    pattern:
      '(?:word(?:s)?(?:do(?:i|you)use)?|term(?:s)?|phrase|translate|translation(?:of|for)?|say|spell' +
      '|pronounce|define|definition(?:of)?|meaning(?:of)?|mean(?:s)?by|useforthe|usefor|whatis|whatdoes' +
      '|called|field|fieldnamed|column|variable|label|labelled|category|keyword|heading)(?:for|of|the' +
      '|is|a){0,2}(?:suicid(?:alideation|althoughts?|alintent|e(?:attempt)?)|selfharm|passivesi|overdose)',
    example: 'which word do you use for suicidal ideation',
    provenance: usage,
  },
  {
    id: 'en.work.instrument',
    class: 'work',
    pattern:
      '(?<!(?:have|had|having|has)(?:a|an|my)?)(?:suicid(?:eattempts?|alideation|althoughts?|albehaviou?rs?)' +
      '|selfharm|suicide)(?=history|field|item|scale|score|scales|column|variable|visits|statistics' +
      '|among|amongst|inadolescents|inpatients|inthepopulation|inkorea|inolder|inyoung|inelderly|inteens' +
      '|instudents|insoldiers|cases|figures|policies|questionnaire|screen|assessment|module|section' +
      '|prevention|dataset|registry|trends?)|suicideattempt(?=data|rate)|selfharm(?=data|rates?|training' +
      '|policy|leaflet|workshop)|suicidal(?=messages|posts|users|patients|clients|callers|residents' +
      '|students)',
    example: 'the field "suicide attempt history" of the form',
    provenance: usage,
  },
  {
    id: 'en.work.poster',
    class: 'work',
    pattern:
      'are(?:you|u)(?:currently|having|feeling|thinking|thinkingof|thinkingabout|considering|contemplating' +
      '|planning|hearing){0,2}(?:suicid(?:e|al)(?:thoughts)?|selfharm|killingyourself|endingyourlife' +
      '|dying|voices)|haveyou(?:ever)?(?:had|thought|thoughtof|thoughtabout|attempted|tried|felt|been' +
      '|considered|made){1,2}(?:a|of|about|any)?(?:suicid(?:e|al)(?:thoughts|attempt)?|selfharm|killingyourself' +
      '|attemptedsuicide)',
    example: 'the poster asks: are you thinking of suicide',
    provenance: usage,
  },
  {
    id: 'en.work.better-off-item',
    class: 'work',
    pattern: '(?:thoughts)?(?:that)?(?:you)(?:would|d)be(?:betteroffdead)',
    example: 'thoughts that you would be better off dead',
    provenance: usage,
  },
  calm(
    'en.work.second',
    'our newsroom updates its guideline on reporting suicide',
    '(?:reporting|coverageof|guidelines?on|durkheims?|hume|onthetopicof|topicof)suicid(?:e|al)|selfharm(?=words|detection|content|keywords|classifier)|overdose(?=response|kit|awareness|training|calls)|suicidal(?=defending|tackle|pass|run|driving|pricing|move|ideation[가-힣])',
  ),
  calm(
    'en.idiom.game-death',
    'our healer let me die twice',
    '(?:healer|team|support|tank|duo|squad|teammates?)(?:just|always|keeps)?let(?:s|ting)?medie|let(?:s)?medie(?=twice|again(?:inthe|ingame)|threetimes|everyround)',
  ),
  calm(
    'en.homograph.disappear-holiday',
    'I want to disappear to a beach for two weeks',
    '(?:i)?(?:just)?(?:want(?:to)?|wanna|need(?:to)?)(?:just)?disappear(?=to(?:a|the|an|some)|into(?:a|the)(?:book|forest|mountains|woods)|for(?:a|the|two|three|afew)(?:few)?(?:week|day|weekend|month|hour))',
  ),
];

const numberWord =
  '(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen' +
  '|seventeen|eighteen|nineteen|twenty(?:one|two|three|four|five|six|seven|eight|nine)?|thirty|forty|fifty)';

const filler =
  '(?:really|even|actually|ever|think|feel|that|ithink|meani|mean|thati|saidi|want|wantto|have|having' +
  '|had|any|to|thoughtsabout' +
  '|plan|plans|planto|plansto|urgeto|intention|wishto|reasonto|currently|atall|thought|thinking' +
  '|considered|considering|attempted|tried' +
  '|planning|planningto|going|goingto|gonna|being|feeling|like|amnot|thoughtsof|thinkingof|thinkof' +
  '|thinkabout|thinks|thoughtof' +
  '|thinkingabout|desireto|a|about|at|all|of|im|iam|been|my){0,4}';

export const en: Lexicon = {
  lang: 'en',
  hidden: ['die', 'dead', 'death', 'dying', 'kill', 'killing', 'suicide', 'suicidal', 'myself', 'overdose', 'hang'],
  entries,
  masks,
  spelling: {
    suicid:
      '(?:s?uicid|suidic|sucidi|suicdi|sucid|suicd|suiside?d?|suicied|suecid|suecide|suisid|suicad|suicde|siucid|sewerslid' +
      '|sewacid|suacid|soocid)',
    kill: 'k[i1y]?[l1]{1,2}',
    myself:
      '(?:my?(?:own)?se?l[fv](?:e(?!r))?|m[iy][s5][e3]l[fv]|mysefl|mysef|mysle?f|myselfe|myseld|meself' +
      '|myslef|mself|myselff)',
    alive: '(?:alive|alvie|aliev|alife)',
    want: '(?:want|wnt|wnat|watn|whant|wamt|vant|wantt)',
  },
  context: {
    negatedAfter: either(
      '^(?:is|are|was|does|has)(?:not|nt)(?:what|something|an?option|onmymind|mything|really|crossed' +
        '|the|in|part|i|my|a|who|for)',
      '^(?:isnot|isnt|arenot)(?:what|something|an?option|onmymind|mything)|^(?:no|not|never)$|^never(?:crossed' +
        '|again|would)|^(?:isneveran|isoutofthe)',
    ),
    negatedBefore: either(
      '(?:dontintend|donotintend|dont|donot|didnt|didnot|doesnt|doesnot|wouldnt|wouldnot|wont|willnot|havent|havenot|hasnt' +
        '|hadnt|arent|wasnt|isnt|never|(?<!why)(?<!or)not' +
        '|nointentionof|nointentionto|nointention|nothoughtsof|nothoughts|nothoughtsabout|nodesireto|nowishto' +
        '|noplansto|noplanto|noplans|noplan|noplansfor' +
        '|noplanof|nourgeto|noneedto|noreasonto|without|nolonger|zero|free(?:of|from)|denied|deny|neither' +
        '|(?<!(?:not|never|nt|cant|cannot))stopped)(?<!whydont|whynot|whydidnt|whyhavent|whywouldnt|whodoesnt' +
        `|whowouldnt|cannot|couldnot|whynotjust)${filler}$`,
      '(?:have|has|had|having|got|with|feel|thereis|theres|thereare|are|were|absolutely|currently|experience)(?:absolutely' +
        '|really|currently)?no(?:more|current|active|such|real)?$',
    ),
    doubledAfter: '^(?:would|woud|will)(?:be|notbe)(?:a)?(?:lie|lying|untrue)',
    doubledBefore: either(
      '(?:notaday|noday|neveraday|hardlyaday|hardlyanight|isntaday|isnotaday|notanight|nonight|isntanight' +
        '|notasingle|notonce|notanhour|isntan?hour|notamoment|isntamoment|isnta(?:single)?(?:day|night' +
        '|morning|hour|moment)|isnota(?:single)?(?:day|night|morning|hour|moment)|neveranight|barelyaday' +
        '|rarelyaday|nomorning|cantsay|cannotsay|cantsaythat|couldntsay|lieifi|lieif|lyingifi|lyingif' +
        '|lieifisaid|liewhenisay|lietosay|alietosay|nottruetosay|nottruethat|nottrueto|betruetosay|untruetosay' +
        '|notthat|isntthat|cantpretend|cantdeny|cannotdeny|cantclaim|nottosay|wontsay|wouldntsay|notsayingi' +
        '|itsnotlikei|itisnotlikei|notasifi|dontbelievei|doubti)[a-z]{0,24}(?:dont|donot|didnt|didnot' +
        '|not|never|without|doesnt|havent|wouldnt)[a-z]{0,16}$',
      '(?:cant|cannot|couldnt|unableto)(?:promise|guarantee|swear|say|assure)[a-z]{0,20}(?:wont|willnot' +
        '|not|never|dont|wouldnt)[a-z]{0,12}$',
      '(?:trying|try|tried|hard|struggling|fighting|mybest|difficult|struggle|fight|begging|barely|talkingmyself(?:into' +
        '|out)|promised)(?:so|really|very|hard|myself|me|everyday){0,2}not(?:to)?$',
      '(?:notaday|noday|neveraday|notanight|nonight|isntaday|hardlyaday|isntanight|notanhour|notasingleday' +
        '|notonceaday)[a-z]{0,24}$|(?:cant|cannot|couldnt|dontknowhowto|unableto|neverbeenableto|nothow)(?:stop' +
        '|quit|not|help(?:but)?)[a-z]{0,14}$|(?:havent|hasnt|never|not|nt)(?:yet)?stopped[a-z]{0,14}$' +
        '|donthave[a-z]{0,6}(?:choice|option|otherway|wayout)[a-z]{0,6}but[a-z]{0,6}$|ifi(?:dont|cant)[a-z]{0,4}$',
    ),
    changedLater: either(
      '^[a-z]{0,40}?(?:butnowi(?:do|am|feel|want|cant|think)|nowido|nowiwant|butido|untilnow|untiltoday' +
        '|untilrecently|untillately|untillastnight|untilthis(?:week|month|morning|year|summer|winter|spring' +
        '|autumn)|untilyesterday)',
      '^[a-z]{0,34}?(?:sincethen(?:i|its|all|every)|nowthinkofit|nowitis|nowits|nowiam(?!fine|ok|bet' +
        '|good)|nowim(?!fine|ok|bet|good)|nowi(?:cant|think|have|feel|wish|need|would|will)|thesedaysi(?:do' +
        '|think|want|am|feel|cant)|latelyi(?:do|think|want|am|feel|cant)|nowadaysi|nowevery|nowall|nowthat' +
        '|butthen|but(?:lately|recently|thisweek|today|tonight|thistime|since)|todayido|todayidoto)',
    ),
    pastAfter: either(
      '^[a-z]{0,6}?(?:wheniwasyoung|inthepast|yearsago|backthen|backinhighschool)',
      '^[a-z]{0,10}?(?:alongtimeago|longtimeago|manyyearsago|decadesago|in(?:19|20(?:0|1|20|21|22|23))[0-9]{0,2})(?!andnow' +
        '|still)',
    ),
    pastWish: '(?!)',
    pastBefore: 'usedto(?:really|just|sometimes|often|always|alsoreally|be|feel|befeel|bevery){0,2}$',
    pastForm:
      'wanted|tried|was|were|had|thought|attempted|wished|used|felt|did|took|wrote|cut(?!ting)|saved' +
      '|planned|overdosed|jumped|swallowed|slit|hurt(?!ing)|harmed|drank|bought|made|survived|failed' +
      '|hanged|hung|burn(?:ed|t)|killed|hoped|prayed|considered|ended|lost|hated|almost|nearly|relapsed' +
      '|stood|went|came|got|attempt|could|couldnt|didnt|decided|written|hoarded|kept|dreamed|committed',
    pastNear: '(?!)',
    remote: either(
      'yearsago|yearago|yearsback|monthsago|monthago|longago|longtimeago|agesago|decades?ago|whileago' +
        '|lastyear|yearbefore|inthepast|inmypast|formerly|previously|atthattime|atonepoint|inthosedays',
      'when(?:i|we)(?:was|were)(?:[a-z]{0,3})?(?:young|little|small|akid|akids|achild|ateen|akid|inschool' +
        '|in(?:my|the|high|middle|elementary|college|university|uni|junior)|younger|at(?:school|uni)|astudent' +
        `|${numberWord})|asakid|asateen|asayoung|atage|attheageof|aged(?:[0-9])`,
      'asachild|in(?:high|middle|elementary|junior|secondary)school|incollege|inuniversity|inuni|usedto' +
        '|backthen|onceuponatime|ihadaphase|therewasatime|therewereti?mes|(?:^|i|had|and|did)once(?:[^a-z]' +
        '|i|w|t|h|s|a|c|m|f|o|p|b|e|d|$)',
      '(?:in|since|around|backin|of|during)(?:19[0-9]{2}|20(?:0[0-9]|1[0-9]|2[0-4]))|duringmy(?:military' +
        '|service|school|army|teen|twenties|divorce|first|studies|pregnan|twenty|youth|childhood)|in(?:the' +
        '|my)(?:army|military|navy|teens|twenties|thirties|youth|childhood|early)|before(?:icame|imoved' +
        `|imet|mykids|therapy|ihad(?:kids|therapy))|at(?:${numberWord})yearsold|mycollege(?:days|years)` +
        '|schooldays|afterthebirthofmyfirst',
    ),
    lately:
      'justnow|rightnow|today|tonight|lastnight|thismorning|yesterday|minutesago|minsago|hoursago|hourago|aswespeak|(?:^|i)just(?:cut|burn|tried|took|od)',
    still: either(
      'stilldo|istill|stillam|stillfeel|stillthink|stillwant|stillhave|stillthere|(?<!since)today|yesterday' +
        '|lastnight|tonight|thismorning|rightnow|lately|recently|again(?!st)|everyday(?!back|in(?:my|the))' +
        '|thisweek|thismonth|allthetime|andnowi|butnowi|nowi(?:want|am|m|feel|think)|nowitsback|cameback' +
        '|isback|itsback|comingback|eversince|upto(?:now|today)|tothisday|tilnow|tillnow|untilnow|theseday(?:s)?' +
        '|hourago|minutesago|daysago|dayago|weekago|lastweek|amgoingto(?:try|do)|willtryagain',
    ),
    over: either(
      'notanymore|butnotnow|nolonger|imfine|iamfine|imbetter|iambetter|imok|amok|imokay|betternow',
      'notnow|dontanymore|nowimgood|behindme|(?:been|be|was)(?:ok|okay|fine|good|better|well)(?:since' +
        '|now|after)|therapyhelped|helpedme|gotbetter|recovered|imgood|iamgood|overnow|itspast|itispast' +
        '|passed|amokay|haventsince|neveragain|notsince|imgrateful|gladi|stoppedsince|isover|areover|thosedays' +
        '|feelbetter|muchbetter|lovemylife',
    ),
    soon:
      'tonight|rightnow|rightaway|thisminute|rnow|(?<!bad|worse|strong|heavy|hard)today(?!and)|thisevening' +
      '|immediately|inaminute|inafewminutes|anyminute|thisverynight|beforemorning',
    now: 'now|rightnow|abouttojump|tonight|currently|today|atthemoment|thismoment|thissecond',
    otherSubject: either(`(?:my|a|this|the|his|her|our)${kin}|they|he(?:is|s|said|says|told|was|wants|keeps)`, 'she'),
    otherAdjacent: either(
      `(?:${determined}|she|he(?!re$)|they|people|who)(?:(?:in` +
        '|on|at|from)(?:my|our|the)[a-z]{3,12}(?=(?:is|are|was|keeps?|has|says|said|talks)[a-z]{0,14}$)' +
        '|(?:on|at)the[a-z]{3,9}(?<!i)(?=$))?(?:is|are|s|re|was|were|feels|felt|seems|has|had|have|hasbeen' +
        '|been|keeps|kept|says|said|saidhe|saidshe|saidthey|sayshe|saysshe|saysthey|searched|googled|searching' +
        '|googling|searches|lookedup|typed|asked|asks|askedme|wrote|posted|talks|talking|talked|talkingabout' +
        '|thinking|thinkingabout|thinks|thoughts|mentioned|mentions|texted|might|maybe|may|could|will' +
        '|bealso)?(?:feeling|really|very|also|so|now|always|often|constantly|talkingabout|thinkingabout' +
        '|about|of|for|online|be|been|on){0,3}$',
      `(?:my|a|the|our)(?:${kin})(?:said|says|texted|wrote|messaged|toldme|keepssaying|posted|screamed` +
        '|cried|saidtome)(?:that)?i?$',
    ),
    selfSubject: '(?:^|[a-z])(?:im|iam|ive|ifeel|iwas|ihave|ialso|andi|buti|imyself|metoo)$',
    wishIsOwn: false,
    reported: '(?!)',
    reportedWord: '(?!)',
    reportedBy: '(?!)',
    workQuoted:
      '^(?:is|was|by|the|a|an|my|one|of|first|second|best|favou?rite|called|popular|famous|old|new|kpop' +
      '|korean|hit|korean|from|great|good|which|most|this|that|hard|sad|funny|nice|beautiful|scary|great){0,5}?(?:title' +
      '|thebook|thesong|themovie|thefilm|thenovel|book|song|movie|film|novel|album|podcast|drama|episode' +
      '|series|band|slogan|poem|webtoon|musical|documentary|game|poster|headline|chapter|lyrics|soundtrack' +
      '|webnovel)(?!tome|inmy|forme|thatplaysinmy)',
    workNamed: '^(?:thebook|thesong|themovie|thefilm|thenovel|theband|thealbum|thedrama|thepodcast|themusical)',
  },
};
