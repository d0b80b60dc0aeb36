import type { Sound, Texts } from './wording.ts';

const texts = {
  greet: {
    text: 'Hello, this is Maumjigi[ of {center}]: an automatic program, not a person. Let us look at how you have been lately. About 5 minutes, no name needed.',
    choices: {
      start: 'Start',
      hard: 'I am struggling right now',
      worried: 'I worry about someone',
      language: '한국어',
    },
  },
  'greet.limits':
    'This is not a diagnosis, and nobody watches it 24 hours. If it is urgent call 109 (24 h); if life is in danger, 119.',
  'hard.ask': {
    text: 'Thank you for telling me. Do you feel you might harm yourself now?',
    choices: { danger: 'Yes, I am in danger', notDanger: 'Not in danger', unsure: 'Not sure' },
  },
  worried: {
    text: 'Thank you for caring. You may ask them directly about thoughts of dying; asking does not make it worse. Stay with them and call 109 together.',
    choices: { tell: 'Tell a counsellor', otherDanger: 'They are in danger now', self: 'Check on myself' },
  },
  'crisis.other': 'Call 119 or 112 now. Stay beside them and keep dangerous things out of reach. 119 takes texts too.',
  age: {
    text: 'So that I ask the right questions, please choose your age.',
    choices: {
      '13-': '13 or under',
      '14-18': '14–18',
      '19-34': '19–34',
      '35-49': '35–49',
      '50-64': '50–64',
      '65-74': '65–74',
      '75+': '75 or over',
    },
  },
  child: {
    text: 'Up to 13 it is best to see a counsellor with a parent. If it is hard now, call or text 1388, day and night. In danger: 119.',
    choices: { tell: 'Tell a counsellor', restart: 'Start over' },
  },
  'helper.ask': {
    text: 'Who is tapping the screen?',
    choices: { self: 'I am', helping: 'I am helping someone' },
  },
  'helper.on':
    'Thank you for helping. Read each question as it stands and tap what the person says. Please do not guess.',
  'helper.private': {
    text: 'The next questions are private. Please hand over the phone and step aside for a moment.',
    choices: { handed: 'They answer themselves', keep: 'I keep helping' },
  },
  'consent.human':
    'If an answer looks dangerous, a counsellor[ of {center}] reads it. If life is at stake we may tell 119 or 112. Counsellors read: {hours}',
  'consent.minor': 'Up to 18 we may also tell your parents when there is danger; if we can, we talk with you first.',
  'consent.screen': {
    text: 'May we store your answers about mental health (sensitive data)?\nWhy: to look at how you are and help in danger.\nWhat: age band, answers, a mark of this chat.\nUntil: {retention}.\nYou may refuse; then we give contacts instead.',
    choices: { agree: 'I agree', refuse: 'I do not', more: 'Tell me more' },
  },
  'consent.more': `Here it is in full.
Who: counsellors[ of {center}]. Fixed rules sort out whom to help first; a person decides.
What: age band, your choices, what you write here, the time of each answer, a mark of this chat. We do not ask your name.
Why: to look at how you are, to help in danger, and to find the right place with you.
[Until: {retention}. Then it is deleted.
]Refusing: that is fine. You can still talk to a counsellor; only the questions are left out.
Stopping: write stop at any time to stop, delete to delete. While a counsellor is checking on your safety, we delete once you are safe.
Telling others: if life is at stake 119 or 112, and up to 18 your parents when there is danger. Anyone else only after asking you.[
Questions: call {center}, {phone}.]`,
  'consent.no':
    'Understood, nothing is stored. To talk: 109 or 1577-0199 (24 h)[, or {center} {phone}]. If you change your mind, write start.',
  'consent.no.open':
    'Understood. No questions, and no answers are stored. A counsellor looks at what you said before. To talk: 109 or 1577-0199 (24 h)[, or {center} {phone}].',
  shut: 'The questions are being prepared just now. A counsellor will help you in person instead.',
  'phq9.intro': 'Nine questions now. Think of the last 2 weeks. There is no right or wrong. You may skip any.',
  'phq9.item': '[{n}/9 · ]Over the last 2 weeks\n{item}',
  'phq9.difficulty': 'One more.\n{item}',
  'sgds.intro':
    'Fifteen questions now. Think of the last week and choose yes or no. Some ask about good things, some about hard things. Take your time.',
  'sgds.item': '[{n}/15 · ]The last week\n{item}',
  'asq.intro':
    'A few last questions. We ask everyone the same. They may feel heavy. Please answer as openly as you are comfortable with.',
  'asq.more': 'Thank you. Yes or no is enough. A counsellor will use these answers to help you.',
  'asq.item': '{item}',
  'asq.when': {
    text: 'Thank you for telling me. When was that?',
    choices: {
      months3: 'Last 3 months',
      year1: '3–12 months ago',
      older: 'Over a year ago',
      skip: "I'd rather not say",
    },
  },
  'crisis.first':
    'Thank you for being open. It must have been very hard. You need not bear it alone. These answer 24 hours: 109 · 1577-0199 · in danger 119',
  'crisis.next': {
    text: 'A few short questions are left. What would you like?',
    choices: { goOn: 'Go on', human: 'Talk to a counsellor', danger: 'I am in danger now' },
  },
  'crisis.again': 'Thank you for telling me. You can call 109 (24 h) at any time. In danger: 119.',
  'crisis.now':
    'You seem to be in danger now. I stop the questions. Please call 119 or 109 now. Ask someone close to stay with you. If anything dangerous is near, move away from it.',
  'crisis.text': 'If speaking is hard, you can text 109. 119 and 112 take texts too.',
  'check.ask': {
    text: 'You seem to be having a hard time. May I ask: are you thinking of dying now?',
    choices: { yes: 'Yes', no: 'No', skip: "I'd rather not say" },
  },
  'staff.paged': 'We have just alerted the counsellor on duty. You will see here when it is read.',
  'staff.will': 'A counsellor[ of {center}] reads this[ by {by}].',
  'staff.none': 'No counsellor can read this right now[; they read from {nextOpen}]. Please do not wait: call 109.',
  'contact.ask': {
    text: 'May a counsellor call you? The number is used only for that and deleted after {contactRetention}. You can go on here without it.',
    choices: { number: "I'll leave a number", chat: 'In this chat', no: 'No, thank you' },
  },
  'contact.kakao':
    'In KakaoTalk a counsellor cannot write first. Please leave a number, or go on at the address below.',
  'carry.code':
    'To go on somewhere else, write these letters in the chat there.\n{code}\nThey work once, within 30 minutes. Please show them to nobody. The button below leads on at once on the web.',
  'carry.here': 'Here you are. We go on with what you began.',
  'carry.unknown':
    'I could not find your conversation by these letters. They may be older than 30 minutes, or used already. Write move where you were to get new ones.',
  'carry.other':
    'There is another record here already, so the two were not joined. Both stay as they are. If you need help, write counsellor.',
  'carry.often':
    'Letters that do not fit were written several times. Please try again in 10 minutes. You can talk here as well. Urgent: 109 (24 h), in danger: 119.',
  'contact.number': 'Please write the number. Example: 010 1234 5678',
  'contact.bad': { text: 'I could not read it. Digits only, please.', choices: { no: 'No, thank you' } },
  'contact.skip':
    'That is fine. We go on in this chat without a number. Write what you would like to say; a counsellor reads it.',
  'contact.when': {
    text: 'When may we call?',
    choices: { now: 'Now', morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening', text: 'Text me first' },
  },
  'contact.done':
    'Thank you. [A counsellor reads this by {by} and then contacts you.|A counsellor contacts you once they have read this.] If someone else answers we will not say what it is about.',
  'contact.chat': 'Yes, we go on in this chat. Write what you would like to say; a counsellor reads it.',
  'contact.none': 'All right. If you change your mind, write counsellor at any time.',
  'wait.open': {
    text: 'Waiting for a counsellor. If it gets worse, press here.',
    choices: { worse: 'It got worse', help: 'Help' },
  },
  'wait.time': 'Usually read within {minutes} minutes.',
  'wait.closed':
    '[We are closed. We read and contact you at {nextOpen}. Until then|No counsellor can read this right now. If it is hard,] 109 and 1577-0199 answer 24 hours.',
  'wait.late':
    'We are sorry to keep you waiting. Nobody has read it yet. We alerted {others} too. You need not wait: you can call 109.',
  'wait.worse': {
    text: 'Thank you for telling us. We alerted again as more urgent. Do you feel you might harm yourself now?',
    choices: { danger: 'Yes, I am in danger', no: 'Not that bad' },
  },
  'wait.text': 'I have kept your words. The counsellor will read all of it.',
  'human.request':
    'Passed on to a counsellor[, who reads it by {by} and then contacts you]. You may write what you want to talk about. Urgent: 109.',
  'human.claimed': '[Counsellor {counsellor}|A counsellor] has taken this conversation and will write soon.',
  'third.ask': {
    text: '[Counsellor {counsellor}|A counsellor] would like to put you in touch with {agency}. May we tell them what they need to know?\nTo whom: {agency}.\nWhy: to bring you the right help.\nWhat: your contact and why you need help.\nUntil: that help has ended.\nYou may refuse and still talk with us.',
    choices: { agree: 'I agree', refuse: 'I do not' },
  },
  'third.done': 'Thank you. I passed your answer on to the counsellor.',
  'human.pull':
    'Passed on to the counsellor. The answer is shown here when you next write. To talk without waiting, go on at the address below.',
  'human.first': 'Hello, this is {counsellor} of {center}. I have read what you wrote. Could we talk for a moment?',
  'human.lapsed':
    'The counsellor had to step away. [We alerted {others} again.|Another one will read on.] If it is hard, call 109.',
  'human.back': 'The talk with the counsellor has ended; I am the automatic program. To talk again write counsellor.',
  'result.asq.yes':
    'Thank you for telling us about these thoughts. A counsellor would like to talk with you about them in person.',
  'result.asq.no': 'Thank you for answering. If things get heavy later, 109 is there 24 hours.',
  'result.phq9.minimal': 'It seems the last 2 weeks were not too hard on you.',
  'result.phq9.mild': 'It seems you were somewhat worn out. That happens to everyone.',
  'result.phq9.moderate': 'It seems the last 2 weeks were quite hard. Talking may help.',
  'result.phq9.severe': 'It seems the last 2 weeks were very hard. Please do not struggle alone; do talk with someone.',
  'result.sgds.ok': 'It seems you were mostly at ease this week.',
  'result.sgds.watch': 'It seems you were a little low. Take it gently.',
  'result.sgds.low': 'It seems you felt quite low this week. It may not be just age. Talking could help.',
  'result.sgds.severe': 'It seems this week was very hard. You need not endure it. Please talk with someone.',
  'result.part':
    'Some questions were skipped, so I cannot tell the whole result. That is fine. A counsellor can do it with you by phone.',
  'result.note': 'This is not a diagnosis. Write counsellor and a person will explain.',
  'next.low': 'Walk in the daylight once a day and greet someone you like. You may check again in {again}.',
  'next.watch':
    'Mind your sleep and meals first. Please check again in a month or two; if it gets hard before, write counsellor.',
  'next.mid': {
    text: 'Counselling[ at {center}] is free. May a counsellor contact you[ by {by}]?',
    choices: { contact: 'Yes, please', call: "I'll call", no: 'No, thank you' },
  },
  'next.high':
    'A counsellor[ reads this by {by} and] will contact you to talk in person. Before that 109 answers 24 hours.',
  'next.high.chat':
    'We will not call you. A counsellor [reads this by {by} and ]writes to you in this chat. Before that 109 answers 24 hours.',
  'needs.ask': {
    text: 'Is there anything else you need help with? Choose the most urgent.',
    choices: {
      money: 'Money, debt',
      work: 'Work',
      health: 'Health',
      lonely: 'Loneliness, care',
      family: 'Family',
      home: 'Housing',
      none: 'Nothing',
    },
  },
  'needs.done': 'Thank you. A counsellor will look for the right place with you.',
  'again.ask': {
    text: 'Shall we leave a short greeting in this chat in {again}? If you agree we keep the mark of this chat until then.',
    choices: { yes: 'Yes, please', no: 'No, thank you' },
  },
  'again.done': 'Good, we will ask how you are then. To stop it, write delete.',
  'again.due':
    'Hello, this is Maumjigi[ of {center}]. It is time to ask how you are, as agreed. When you like, write start.',
  youth: '1388 for youth: by phone or text, 24 hours.',
  outside: '[If you live outside {area}, call 1577-0199; they tell you your own centre.]',
  end: 'That is all for today. Write start over or counsellor at any time.',
  'end.messenger': 'This chat stays on the phone. If you share it, please delete the chat.',
  'end.web': 'If someone might see this, press Leave now.',
  help: 'Help now: 109 suicide prevention line (24 h) · 1577-0199 crisis counselling (24 h) · 119 emergency[ · {center} {phone}[ ({hours})]]',
  pause: 'Please rest. Your answers are kept. Write go on to go on from here. If it is hard: 109.',
  resume: {
    text: 'Welcome back. Go on where you were?',
    choices: { resume: 'Go on', restart: 'Start over', stop: 'Stop' },
  },
  'resume.old': {
    text: 'More than a day has passed. These ask about recent days, so let us start again.',
    choices: { restart: 'Start over', human: 'Counsellor' },
  },
  'resume.case': {
    text: '[{center}|The centre] has something to tell you.',
    choices: { show: 'Show', restart: 'Start over' },
  },
  'back.alarm':
    'Changed. A counsellor will still look at your earlier answer once. If it was a slip, just say so then.',
  stop: 'Stopped. Your answers are kept; write delete to delete them. To talk: 109.',
  'stop.open':
    'No more questions. A counsellor will check your earlier answers and may contact you. If it is hard, call 109 now.',
  unclear: 'I did not understand. Please tap one, or write its number.',
  'unclear.2': 'That is fine. If it is difficult press Counsellor; a person will help.',
  media: 'I cannot read pictures or stickers. Please use words or buttons.',
  stale: 'That button belongs to an earlier question. This is the present one.',
  error: 'Sorry, I could not answer just now. Please write again in a moment. Urgent: 109 (24 h), in danger: 119.',
  lost: 'Sorry, because of a change on our side we cannot go on where you were. Your answers are kept. Let us start again. Urgent: 109 (24 h), in danger: 119.',
  rate: 'So many messages came at once that I could not keep up. Please take a breath and write again. If it is urgent do not wait: 109 (24 h), in danger: 119.',
  busy: 'Many people are writing just now and I could not answer at once. If no answer comes in a moment, please send it again. If it is urgent do not wait: 109 (24 h), in danger: 119.',
  'delete.ask': {
    text: 'Delete everything? It cannot be undone.',
    choices: { delete: 'Delete all', keep: 'Keep' },
  },
  'delete.done': 'All deleted. Please delete the chat left on your phone yourself.',
  'delete.open': 'A counsellor must first see that you are safe. Then we delete it at once[, at the latest {by}].',
  'delete.soon': 'As you asked, we now delete everything. Please delete the chat left on your phone yourself.',
  'delete.late':
    'The day we told you has come and it is not deleted yet. We are sorry. We delete it as soon as the counsellor has finished checking.[ Questions: {center} {phone}.]',
  yes: 'Yes',
  no: 'No',
  skip: "I'd rather not say",
  'ui.leave': 'Leave now',
  'ui.larger': 'Larger text',
  'ui.listen': 'Listen',
  'ui.call': 'Call 109',
  'ui.carry': 'Go on: web',
  'ui.back': 'Back',
  'ui.repeat': 'Repeat',
  'ui.pause': 'Pause',
  'ui.stop': 'Stop',
  'ui.restart': 'Start over',
  'ui.counsellor': 'Counsellor',
  'ui.help': 'Help',
  'ui.menu': 'Menu',
} as const satisfies Texts;

export const en: Texts = texts satisfies Sound<typeof texts>;
