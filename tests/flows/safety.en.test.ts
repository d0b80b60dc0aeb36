import { describe, expect, it, test } from 'vitest';
import { en } from '../../flows/lexicon.en.ts';
import { detect } from '../../flows/safety.ts';
import { expectEach } from './heard.ts';

describe('a wish, in plain or other words, misspelt, in slang, denied twice', () => {
  expectEach(
    'P1',
    `
    I wanna be dead already
    I wish I was never alive
    i no want live anymore
    i dont want wake up tomorrow
    I wish I wouldn't wake up tomorrow
    I go to bed hoping I won't wake up
    It would be so nice to just not wake up
    My family would be happier if I was gone
    The world would be better off without me in it
    nobody would care if i died
    no one would even notice if I was dead
    I see no reason to go on
    There's nothing left to live for
    I have lost the will to live
    i lost my will to live
    I'm done with life
    so tired of existing
    I'm sick of living like this
    I can't live anymore
    i cannot live like this anymore
    I can't do this anymore
    I'd rather be dead than live like this
    I'd be better off dead
    death is the only way out
    Dying feels easier than living
    I fantasize about killing myself
    I think about killing myself every day
    constantly thinking about ending my life
    having thoughts of suicide
    I have suicidal ideation
    I've been having suicidal thoughts
    suicidal
    im sucidal
    I wanna kil my self
    kill mysefl plz
    I wnat to dei
    i want to dye, life is pain
    want 2 die
    i wanna d!e
    k1ll my53lf
    su*cide sounds good
    unalive me please
    i wanna be unalived
    thinking about sewerslide
    I want to off myself
    I wanna rope
    i want to delete myself from existence
    wish I could uninstall life
    kms frfr
    I hope a truck hits me on the way home
    I wish a car would run me over
    I want to be hit by a bus
    God please take me
    Lord, take me home
    I pray every night not to wake up
    I don't deserve to live
    I should not have been born
    It should have been me who died
    why can't I just die
    I don't care if I live or die
    I wouldn't mind dying
    I want everything to end, I want to die
    I no longer wish to live
    life is not worth living
    I don't see the point in living
    no point in going on
    The voices tell me to kill myself
    voices tell me to hurt my baby
    I relapsed, cut again
    I started self-harming again
    I want to cut
    I burn my skin when I feel bad
    I scratch myself until I bleed
    there is no day I don't think of suicide
    I'd be lying if I said I don't want to die
    I can't stop thinking about killing myself
    Not a day goes by without thinking about death and suicide
    I'm trying not to kill myself
    I was fine before but now I want to die
    I never wanted to die until this year
    `,
  );
});

describe('now: plan, means, act, intent', () => {
  expectEach(
    'P0',
    `
    I will kill myself
    I'll kill myself tomorrow
    i am gonna end my life tonight
    I decided to die today
    I've made up my mind to die
    tonight I will die
    I'll be dead by tomorrow
    by tomorrow I will be gone
    You won't see me again, I will be dead
    This is my last night alive
    today is the day I end it all
    I know how I'm going to kill myself
    I've chosen the day I will die
    I picked the place where I will jump
    I have the rope ready
    the rope is ready
    There is a noose around my neck
    I have a gun next to me
    I'm holding a razor blade to my wrist
    pills in front of me
    I have 50 sleeping pills and I'm going to take them all
    I swallowed a whole bottle of Tylenol
    took all of them
    i took 40 pills
    took twenty sleeping pills
    I just took an overdose
    I'm standing on the ledge
    I am standing on Mapo bridge
    standing on the rooftop of my building
    sitting on the railing
    I'm at the Han River and I'm going to jump
    I'm going to hang myself
    I cut my wrists
    I slit my wrist and it won't stop
    I lit the charcoal
    I drank bleach
    I opened the gas valve
    wrote goodbye letters to my kids, I end it today
    Next time I will not fail
    how do I die without pain
    what's the best way to kill myself
    how many pills does it take to die
    `,
  );
});

describe('asked about: leave, burden, end of strength, distress, denial, past, violence', () => {
  expectEach(
    'P2',
    `
    Goodbye world
    Farewell my friends
    This is my last message
    I love you all, goodbye forever
    see you on the other side
    please take care of my kids when I'm gone
    I came to say goodbye
    I'm so sorry mom, I love you
    I'm a burden to my family
    I can't hold on anymore
    I don't know how much longer I can do this
    I'm at the end of my rope
    I have reached my limit
    somebody help me please
    I need help right now please
    please talk to me, I'm begging
    I might do something stupid
    I'm dying inside
    This loneliness is killing me
    I'm so lonely I could die
    I am dying from loneliness
    my life is finished
    there is no future for me
    I feel like I'm drowning in debt
    the stress is killing me slowly
    I attempted suicide when I was 16
    I tried to end my life in 2015
    When I was a teenager I cut myself
    Years ago I overdosed on pills
    I had suicidal thoughts in high school
    in my twenties I was suicidal
    I used to be suicidal
    I used to cut myself
    Back in 2018 I wanted to die but I got better
    I survived a suicide attempt five years ago
    I am not suicidal
    I don't have suicidal thoughts
    I have no plans to kill myself
    I'm not thinking about suicide
    Never thought about killing myself
    I don't want to kill myself, just tired
    suicide is not an option for me
    I haven't had any suicidal thoughts
    my husband says he will kill me
    I'm afraid my husband will kill me
    my boyfriend beats me and I fear for my life
    my husband chokes me when he drinks
    he threatened to kill me and the kids
    I want to kill my boss
    `,
  );
});

describe("somebody else's wish", () => {
  expectEach(
    'P2 other',
    `
    My sister says she wants to die
    my roommate told me he wants to kill himself
    My son cuts himself
    my coworker is suicidal
    I think my brother is suicidal
    My student wrote that she wants to disappear
    My mother says she doesn't want to live anymore
    My friend said everyone would be better off without him
    my wife talks about dying a lot
    I'm afraid my friend will kill himself
    How do I help someone who is suicidal
    My classmate tried to kill himself last year
    my nephew keeps saying he wishes he was dead
    `,
  );
});

describe("somebody else's danger now", () => {
  expectEach(
    'P0 other',
    `
    My friend is about to kill himself
    She is standing on the roof
    my wife just swallowed all her pills
    She took pills and she won't wake up
    My son is holding a knife and crying
    my friend texted goodbye and says she will die tonight
    There's a woman on the bridge about to jump
    He is trying to kill himself right now
    My brother has a rope and locked the door
    someone is going to jump off the building
    my roommate cut her wrists
    my girlfriend took a whole bottle of pills
    `,
  );
});

describe('harmless words', () => {
  expectEach(
    'none',
    `
    What documents do I need for the D-2 visa
    I live near Banpo bridge with my cousin
    Can I take the bus from the station to your centre?
    My son hit his head on the table and cried
    I took two tablets for my headache this morning
    I took the pills the doctor gave me
    My mother took her blood pressure pills this morning
    She took some aspirin for her headache
    my husband is on the roof fixing the antenna
    My brother has a knife set from Germany
    I want to diet before summer
    I'd rather die than eat natto
    I finished my last day at work yesterday
    Today is my last day of school
    I will do the questionnaire tonight after work
    I'm going to finish it tomorrow
    I'll do it tomorrow
    I want to finish it tomorrow
    I don't want to live in a dormitory
    I don't want to live with my in-laws
    I don't want to wake up early tomorrow
    The baby did not wake up all night
    My life is over there in Vietnam with my kids
    My battery is dying
    My phone is dead
    Who killed the lights?
    I could kill for a burger
    That joke killed me
    I am killing it at my new job
    You're killing it!
    I love you to death
    The deadline is killing me
    this homework is killing me
    My feet are killing me
    I nearly died laughing
    I'm dying for a coffee
    I'm dying to know what happened
    we are hanging out at the bridge
    I sat on the bridge bench and ate kimbap
    My boss will kill me if I'm late
    I hate my job but it pays
    I want to end the call now
    How do I end this chat
    I want to stop the test
    please delete my account
    I want to quit this life insurance plan
    I want to leave this company
    I need help with the form
    Can someone help me find the bus stop
    help me fill the form please
    The counsellor helped me a lot
    I said goodbye to my colleagues at the party
    Thank you for everything, see you next week
    thanks for your help, bye
    See you tomorrow everyone
    Take care of yourself
    Take care of my cat while I am on vacation
    Tell my counsellor that I will be late
    I gave my old clothes to charity
    I sold my books before moving
    The singer died by accident
    Our neighbour died of cancer
    In the movie she dies
    the plant died because of the frost
    I got killed in round two
    I respawn after I die in the game
    He has a gun in the game
    I bought a rope for climbing
    I bought charcoal for the barbecue
    I bought rat poison for the kitchen
    I bought sleeping bag and knife for camping
    I have a knife for cooking
    I cut my finger while cooking
    I cut my hair yesterday
    I burned my hand on the stove
    I hurt my knee at football
    I hurt myself at the gym
    I hit my head on the door
    I lost my will to study
    I lost my wallet
    There is no reason to worry
    There is no point in arguing
    I have no plan for the weekend
    no plans tonight
    I have a plan for the summer
    I decided to dye my hair
    I have decided to move to Busan
    I made up my mind to quit smoking
    I can't take this class next semester
    I can't do this form on my phone
    I can't hold on the line, call me later
    I can't go on Monday
    I cannot come tomorrow
    I'm at the limit of my data plan
    I'm tired of cooking every day
    I'm sick of this weather
    I am tired of living alone
    I'm done with work
    I am done with my homework
    What is the meaning of this question
    What's the point of this test
    My friend has a car
    My friend talks about K-pop all the time
    She talks a lot about dinosaurs dying out
    He said he wants to go home
    He is about to jump on a call
    The cat is about to jump on the table
    My wife wants to end her contract
    the price is about to jump
    The train jumped the tracks in the news
    Someone jumped the queue
    My husband hits the gym every day
    He beat me at chess
    She hit me up on Instagram
    My teacher asked me a question
    I was born in 1994
    I have been in Korea since 2019
    I used to live in Daegu
    When I was young I liked swimming
    God takes care of us
    God bless you
    I hear voices from the neighbours at night because the wall is thin
    Voice calls are too loud
    I want to sleep more
    I just want to sleep
    I want to rest
    I want to go to heaven park in Seoul
    I want to be with my mother this Chuseok
    I want to follow him on Instagram
    It's okay if I don't get the job
    I don't care if it rains
    I don't mind waiting
    basic idea is fine
    I study suicide statistics at university
    The lecture on suicide was interesting
    My thesis is about suicidal ideation among students
    What does "passive SI" mean?
    I saw a documentary about suicide on Netflix
    The newspaper wrote about a suicide bomber
    Self-harm rates are rising, says the report
    We had a training on suicide prevention
    How do you translate "self-harm" into Nepali?
    kms away from here
    It is 12 kms from my house
    I'll shoot you a message
    shoot me a text when you arrive
    I could die of embarrassment
    so funny I could die
    I'm so hungry I could die
    This cake is to die for
    It's a matter of life and death
    My life is not easy but fine
    life is hard for farmers
    Life in Korea is too hard for beginners
    I don't want to exist in two databases, merge my files
    I'd like to disappear to an island for a week
    I want to jump rope
    I'm going to jump in the shower
    My daughter wants to jump on the trampoline
    wake me up at seven
    I never wake up before nine
    I hope I don't wake up late
    I hope I don't wake the baby
    I don't need it anymore, thanks
    I need medicine for my cold
    how many pills should I take a day
    what is the dose of tylenol for children
    he is in the hospital but fine
    My father is unconscious about fashion
    my husband died two years ago
    I miss my late husband
    My mother is in heaven
    dead battery again
    dead tired today
    half dead after the night shift
    I feel empty today
    It hurts when I walk
    nobody came to my party
    nobody noticed my new hair
    I am nobody's fool
    the meeting is over
    It will be over soon, the winter
    I will be gone for the weekend
    I won't be here next week, I'm on holiday
    I will be away tomorrow
    I won't be there tomorrow
    I'm leaving this country next month
    I'm leaving Korea next week
    I want to leave this room
    I finished my letter to my mother
    I wrote a letter to my family
    I wrote a goodbye letter to my coworkers
    My will to learn is strong
    I signed my will with a notary
    My doctor changed my antidepressants last month
    I take all my pills with breakfast
    I take all my medication on time
    I took half a pill because it was too strong
    I forgot to take my pills
    How many pills do I take per day?
    Should I take them all at once or after meals?
    I have sleeping pills at home from the doctor
    I have pills for my thyroid next to my bed
    The pharmacist gave me a bottle of cough syrup
    I keep my pills in the fridge
    My mother keeps her medicine in a box next to her bed
    I cut myself shaving
    I hurt myself when I fell off my bike
    I got stitches because the knife slipped at work
    My hand is bleeding a little, where is the nearest clinic
    I am bleeding during pregnancy, where to go
    My wrist is swollen
    I have marks on my arm from the injection
    The nurse put a needle in my arm
    can you overdose on vitamin c?
    my father died of an overdose of radiation treatment... no, he had cancer
    overdose awareness training for nurses
    Naloxone is for opioid overdose
    The ambulance took my neighbour to hospital
    My heart stopped for a second when I saw the bill
    The baby won't wake up for his milk
    My grandmother can't go on long walks anymore
    I was unconscious during the operation
    The dentist will kill the nerve
    I'm allergic to painkillers
    My daughter swallowed a coin
    My son swallowed some toothpaste
    Does this medicine make me tired of life insurance forms
    We are training gatekeepers for suicide prevention
    I teach a class about suicide prevention at the factory
    I translate brochures on suicide for the city
    What is the suicide rate in Korea?
    I am a counsellor, my client asked about self-harm
    our team discusses risk assessment for suicide
    as a volunteer I answer the suicide hotline
    my research is on suicidal behaviour in soldiers
    The survey has an item on suicidal thoughts
    The item about suicidal thoughts is hard to translate
    I'm a journalist writing about suicide reporting guidelines
    Can the chatbot detect suicidal messages?
    Do you share my answers with police if I say suicide?
    Kill Bill is on TV tonight
    I watched Dead Poets Society
    The song "Gloomy Sunday" is old
    I finished reading The Book Thief, Death is the narrator
    Death Note is my favourite anime
    "Die Another Day" is a Bond movie
    We watched "The Sea Inside" in class
    "Girl, Interrupted" is a good film
    Final Destination scared me
    I listened to "Suicide is Painless" again
    The band Suicide Silence plays in Seoul
    My favorite kdrama is "Goodbye Mr. Black"
    "Goodbye My Love" is a sad song
    the poem "Because I could not stop for Death"
    My uncle's last words were kind
    The last train leaves at eleven
    This is the last question, right?
    This is my last message today, good night
    It's my last night in Korea, flying home tomorrow
    Tonight is my last night shift
    My last day on the job is Friday
    I want to end my subscription
    I'm ready to go home now
    I'm ready to go to sleep
    I will be gone until Monday
    I'm going to jump into the shower
    we jumped off the boat and swam
    The kids jumped from the sofa
    My window looks over the river
    I am on the bridge walking home with my wife
    I'm at the Han River eating ramen
    I'm standing at the bus stop
    Sitting on the balcony with coffee
    I am sitting on the roof terrace with friends
    Going up to the roof to hang laundry
    I climbed Seoraksan to the top of the cliff with a guide
    The rope is in my car for camping
    I have a razor but it's dull
    where can I buy a knife for kitchen
    My husband bought a knife for the kitchen
    He took all the cookies
    She took her pills after dinner
    My wife took them all to the zoo
    He is leaving this world of finance
    My daughter won't answer the phone because she is in class
    My son is going to hang his picture
    she's hanging out with friends
    He is going to end the lease
    My boyfriend hits the drums
    My teacher is killing me with homework
    you can do it, don't give up
    I almost gave up learning Korean
    I give up, this form is too hard
    I gave up smoking
    I don't see any reason to change jobs
    I have no energy today
    I have no appetite
    I can't sleep
    I don't feel like eating
    I don't feel like going out
    I don't want to go on this trip
    I don't want to be here, the class is boring
    I don't want to be around smokers
    I never want to live in Seoul again
    I'd like to live alone
    My will is done, the notary was nice
    I'd love to be buried in work again
    the traffic is killing me
    My back is killing me
    this heat is killing me
    My new shoes are killing me
    I'm dead, that was so funny
    I'm dead lol
    omg dying
    we're so dead if the teacher finds out
    I'm a dead man if my wife sees this receipt
    I stopped cutting carbs
    I started cutting sugar
    I am cutting down on smoking
    I want to cut my hair short
    he cut the line
    I'm done for today
    I'm so done with this homework
    Please don't leave me on hold
    emergency exit is where?
    is there an emergency room near here
    I feel hopeful
    I was hoping to wake up early
    I hope I can wake up on time
    What time do you wake up?
    nobody wakes up that early
    It would be better if I came on Monday
    It is better without the sauce
    It would be easier if I had an interpreter
    they would be happier in the countryside
    I disappeared for a while because of exams
    The stain will disappear
    I want to be a better person
    My sister says she wants to dye her hair
    My brother says he will do it tomorrow
    My husband said he will take all the kids to school
    My friend is on the roof garden taking pictures
    `,
  );
});

describe('a mask covers itself only', () => {
  const direct = ['I want to die', 'I want to kill myself', 'I want to end my life'];
  test.each(en.masks)('$id does not hide a wish before or after it', ({ example }) => {
    for (const said of direct) {
      expect(detect(`${example}. ${said}`).level).toBe('crisis');
      expect(detect(`${said}. ${example}`).level).toBe('crisis');
    }
  });
});

describe('the rows', () => {
  it('are written as the copy of a message is: without spaces, in small letters', () => {
    const patterns = [...en.entries, ...en.masks].map(({ pattern }) => pattern);
    expect(patterns.filter((pattern) => /[\sA-Z']/.test(pattern))).toEqual([]);
  });
  it('say of each that somebody has yet to look at it', () => {
    expect([...en.entries, ...en.masks].filter(({ provenance }) => provenance.review !== 'pending')).toEqual([]);
  });
});

describe('the second round', () => {
  describe('letters in disguise', () => {
    expectEach(
      'P1',
      `
      i feel 5uicidal
      i want to di3
      ki11 myself
      i want to d*e
      i want to k**l myself
      i am s_icidal
      `,
    );
    expectEach(
      'none',
      'we will leave soon\nstill living with my parents\nmy dad is on due date d**n\n9am or 8am\nhelp!!',
    );
  });

  describe('a subject is a word, not the end of one', () => {
    it.each(['there is poison and I want to drink it, I took all my pills', 'I am here on the roof'])('%s', (line) =>
      expect(detect(line).about).toBe('self'),
    );
    expectEach('P0 other', 'she took all her pills\nthere is a man on the ledge threatening to jump');
  });

  describe('what was done just now is urgent', () => {
    expectEach('P0', 'I tried to kill myself last night\ni cut my arms again last night\nI already swallowed them all');
    expectEach('P2', 'I tried to kill myself years ago');
  });

  describe('a question where nothing is certain', () => {
    expectEach(
      'P2',
      `
      would anyone notice me gone
      I can't carry this any longer
      there is no point to any of it
      I have been looking at the knives a lot
      I was in hospital after an attempt
      this loneliness is slowly killing me
      `,
    );
    expectEach(
      'none',
      `
      our newsroom updates its guideline on reporting suicide
      our healer let me die twice
      I want to disappear to a beach for two weeks
      I have marks on my arm from the injection
      The rope is in my car for camping
      we picked the date for dinner
      `,
    );
  });
});
