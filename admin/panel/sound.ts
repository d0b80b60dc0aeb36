import { useEffect, useSyncExternalStore } from 'react';
import { readPreference, usePreference } from './preference.ts';

// Browsers let a page sound only after a gesture. Until then the panel says so instead of staying silently mute.
let context: AudioContext | null = null;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

const unlock = (): void => {
  if (readPreference('maumjigi-sound', 'on') !== 'on') return;
  if (!context) {
    context = new AudioContext();
    context.onstatechange = tell;
  }
  if (context.state !== 'running') void context.resume().then(tell, tell);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export type Sound = 'on' | 'off' | 'blocked';

/** Whether a new case will be heard, and the switch for it. The first gesture anywhere in the panel unblocks it. */
export const useSound = (): [Sound, (on: boolean) => void] => {
  const [wanted, want] = usePreference('maumjigi-sound', 'on');
  const running = useSyncExternalStore(subscribe, () => context?.state === 'running');
  const set = (on: boolean) => {
    want(on ? 'on' : 'off');
    if (!on) return;
    unlock();
    ring(2);
  };
  return [wanted === 'off' ? 'off' : running ? 'on' : 'blocked', set];
};

/** Listens for the first gesture. Stands at the root, so that typing the password counts. */
export const useSoundGesture = (): void =>
  useEffect(() => {
    // Signing in was a gesture already; a reload was not.
    if (navigator.userActivation?.hasBeenActive) unlock();
    document.addEventListener('pointerdown', unlock, true);
    document.addEventListener('keydown', unlock, true);
    return () => {
      document.removeEventListener('pointerdown', unlock, true);
      document.removeEventListener('keydown', unlock, true);
    };
  }, []);

// Rising for 긴급, two even tones for 빠른, one soft tone as the answer to switching the sound on.
const tunes: Record<0 | 1 | 2, number[]> = { 0: [784, 988, 1175, 784, 988, 1175], 1: [659, 784], 2: [659] };

/** Rings for a priority; silent when switched off or not yet allowed. */
export const ring = (priority: 0 | 1 | 2): void => {
  if (!context || readPreference('maumjigi-sound', 'on') !== 'on') return;
  const out = context;
  tunes[priority].forEach((pitch, place) => {
    const from = out.currentTime + 0.02 + place * 0.19;
    const tone = out.createOscillator();
    const loudness = out.createGain();
    tone.type = 'triangle';
    tone.frequency.value = pitch;
    // Ramps, because a tone that starts at full loudness clicks.
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(priority === 0 ? 0.5 : 0.3, from + 0.02);
    loudness.gain.linearRampToValueAtTime(0, from + 0.17);
    tone.connect(loudness).connect(out.destination);
    tone.start(from);
    tone.stop(from + 0.18);
  });
};
