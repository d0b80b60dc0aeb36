import { Menu, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useLocation, useRoute } from 'wouter';
import type { Me, Permission } from '../contract.ts';
import { useReachable } from './alerts/reachable.ts';
import { Fault } from './faults.tsx';
import { useDueCount } from './followUps/due.ts';
import { AlertIcon, BellIcon, Mark, MuteIcon, PersonIcon, SoundIcon } from './icons.tsx';
import { KeysHelp, useShortcuts } from './keys.tsx';
import { useLive, useStream } from './live.ts';
import { StandingNotice, useNotices, useSettled } from './notices.tsx';
import { useDutyTasks } from './roster/tasks.ts';
import { useLeave, useMay, useMe } from './session.ts';
import { useSound } from './sound.ts';
import { toSecond } from './time.ts';
import { useArrivals, useQueue } from './waiting.ts';
import type { Words } from './words.ko.ts';
import { useLang, useWords } from './words.ts';

// What the desk has, in order; 사례 opens from 대기 and 후속. Who may not enter a room does not see it.
const rooms: { path: string; name: (words: Words) => string; needs: Permission }[] = [
  { path: '/', name: (words) => words.nav.queue, needs: 'queue' },
  { path: '/follow-ups', name: (words) => words.nav.followUps, needs: 'follow-ups' },
  { path: '/roster', name: (words) => words.nav.roster, needs: 'roster' },
  { path: '/campaigns', name: (words) => words.nav.campaigns, needs: 'counts' },
  { path: '/audit', name: (words) => words.nav.trail, needs: 'audit' },
];
const roomsOf = (me: Me) => rooms.filter(({ needs }) => me.permissions.includes(needs));

/** Where somebody begins who does not see 대기. */
export const homeOf = (me: Me): string => roomsOf(me)[0]?.path ?? '/missing';

/** What stands around every page: where one is, whether the line holds, whether the desk can be heard. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const words = useWords();
  const me = useMe();
  const queue = useQueue();
  const [help, setHelp] = useState(false);
  const arrived = useArrivals(queue.data, words);
  const notices = useNotices();
  // The notice stands above the page: drawn a moment later, it would push a button away from under a finger.
  const settled = useSettled(notices.isFetched);
  const seesQueue = useMay('queue');
  useLive(useQueryClient(), seesQueue);
  const due = useDueCount(useMay('follow-ups')) ?? 0;
  const duty = useDutyTasks(useMay('roster'));
  const { waiting = 0, emergencies = 0 } = queue.data ?? {};
  const counts: { [path: string]: Count } = {
    '/': {
      many: waiting,
      shown: emergencies > 0 ? words.nav.urgent(emergencies) : words.nav.count(waiting),
      heard:
        emergencies > 0
          ? `${words.nav.emergencies(emergencies)}, ${words.nav.waitingCount(waiting)}`
          : words.nav.waitingCount(waiting),
      loud: emergencies > 0,
    },
    '/roster': { many: duty, shown: String(duty), heard: words.nav.dutyCount(duty), loud: false },
    '/follow-ups': { many: due, shown: words.nav.due(due), heard: words.nav.dueCount(due), loud: false },
  };
  const [, go] = useLocation();
  const digits = roomsOf(me).map(({ path }, place) => [`Digit${place + 1}`, () => go(path)] as const);
  useShortcuts({ '?': () => setHelp(true), ...Object.fromEntries(digits) });

  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="top">
        <span className="brand">
          <Mark />
          <span className="brand-words">
            <b>{words.product}</b>
            <span className="quiet">{me.center.name}</span>
          </span>
        </span>
        <nav aria-label={words.nav.label} className="rooms">
          {roomsOf(me).map(({ path, name }) => (
            <Room key={path} path={path} name={name(words)} count={counts[path]} />
          ))}
        </nav>
        {seesQueue && <LineState now={queue.data?.now} lost={queue.isError} />}
        {seesQueue && <SoundSwitch />}
        <AlertsTool />
        <Account onKeys={() => setHelp(true)} />
      </header>
      <StandingNotice of={notices.data} />
      {seesQueue && <LineBanner now={queue.data?.now} lost={queue.isError} />}
      <main id="main" tabIndex={-1}>
        {settled && children}
      </main>
      <p className="only-heard" role="status">
        {arrived}
      </p>
      <KeysHelp opened={help} onClose={() => setHelp(false)} />
    </>
  );
};

/** What waits in a room, as it is read, and as it is heard after the room's name. */
type Count = { many: number; shown: string; heard: string; loud: boolean };

const Room = ({ path, name, count }: { path: string; name: string; count: Count | undefined }) => {
  const [here] = useRoute(path === '/' ? path : `${path}/*?`);
  return (
    <Link href={path} className="room" aria-current={here ? 'page' : undefined}>
      {name}
      {count && count.many > 0 && (
        <span className="count" data-loud={count.loud || undefined}>
          <span aria-hidden="true">{count.shown}</span>
          <span className="only-heard"> {count.heard}</span>
        </span>
      )}
    </Link>
  );
};

type LineProps = { now: string | undefined; lost: boolean };

const LineState = ({ now, lost }: LineProps) => {
  const words = useWords();
  const [lang] = useLang();
  const stream = useStream();
  const live = stream === true && !lost;
  const word = live ? words.line.live : lost || stream === false ? words.line.lost : words.line.opening;
  return (
    <span className="line-state" data-live={live || undefined} title={word}>
      <span className="dot" aria-hidden="true" />
      <span className="line-words">
        {live ? word : words.line.opening}
        {now ? `${words.separator}${words.line.checked(toSecond(lang, now))}` : ''}
      </span>
    </span>
  );
};

const LineBanner = ({ now, lost }: LineProps) => {
  const words = useWords();
  const [lang] = useLang();
  const stream = useStream();
  if (!lost && stream !== false) return null;
  return (
    <div className="banner lost" role="alert">
      <AlertIcon />
      <span>
        <b>{lost ? words.line.lost : words.line.polling}</b>{' '}
        {lost && now ? words.line.lostSince(toSecond(lang, now)) : ''}
      </span>
    </div>
  );
};

const SoundSwitch = () => {
  const words = useWords();
  const [sound, turn] = useSound();
  const state = { on: words.sound.on, off: words.sound.off, blocked: words.sound.blocked }[sound];
  const does = sound === 'on' ? words.sound.turnOff : words.sound.turnOn;
  return (
    <button
      type="button"
      className="tool sound-tool"
      data-state={sound}
      onClick={() => turn(sound !== 'on')}
      title={does}
      aria-label={`${state}. ${does}`}
    >
      {sound === 'on' ? <SoundIcon /> : <MuteIcon />}
      <span className="tool-word">{state}</span>
    </button>
  );
};

/** One tap to 내 알림; loud while nothing would reach whoever sits here. */
const AlertsTool = () => {
  const words = useWords();
  const reachable = useReachable();
  const [here] = useRoute('/alerts');
  const label = reachable ? words.nav.alerts : words.nav.alertsNone;
  return (
    <Link
      href="/alerts"
      className="tool alerts-tool"
      aria-label={label}
      title={label}
      aria-current={here ? 'page' : undefined}
      data-state={reachable ? 'on' : 'none'}
    >
      <BellIcon />
    </Link>
  );
};

const Account = ({ onKeys }: { onKeys: () => void }) => {
  const words = useWords();
  const me = useMe();
  const leave = useMutation({ mutationFn: useLeave() });
  const [lang, setLang] = useLang();
  const seesQueue = useMay('queue');
  const [sound, turn] = useSound();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      {leave.isError && (
        <div className="leave-fault">
          <Fault of={leave.error} />
        </div>
      )}
      <Menu position="bottom-end" width={230} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className="tool" aria-label={words.menu.label(me.name)}>
            <PersonIcon />
            <span className="tool-word">{me.name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name}
            {words.separator}
            {words.role[me.role]}
            <br />
            {me.center.name}
          </Menu.Label>
          <Menu.Item component={Link} href="/alerts">
            {words.nav.alerts}
          </Menu.Item>
          <Menu.Item onClick={() => setLang(lang === 'ko' ? 'en' : 'ko')} lang={lang === 'ko' ? 'en' : 'ko'}>
            {words.menu.language}
          </Menu.Item>
          {seesQueue && (
            <Menu.Item onClick={() => turn(sound !== 'on')}>
              {sound === 'on' ? words.sound.turnOff : words.sound.turnOn}
            </Menu.Item>
          )}
          <Menu.Item onClick={onKeys}>{words.menu.keys}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{words.menu.scheme}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}>
            {(['light', 'dark', 'auto'] as const).map((scheme) => (
              <Menu.RadioItem key={scheme} value={scheme}>
                {words.menu[scheme]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item onClick={() => leave.mutate()}>{words.menu.logout}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
};

/** The browser asks for a gesture before the first sound; this asks the counsellor, where new cases would appear. */
export const SoundPrompt = () => {
  const words = useWords();
  const [sound, turn] = useSound();
  if (sound !== 'blocked') return null;
  return (
    <div className="banner ask">
      <SoundIcon />
      <span>{words.sound.ask}</span>
      <span className="banner-does">
        <button type="button" className="plain-button strong" onClick={() => turn(true)}>
          {words.sound.turnOn}
        </button>
        <button type="button" className="plain-button" onClick={() => turn(false)}>
          {words.sound.without}
        </button>
      </span>
    </div>
  );
};
