import { useSyncExternalStore } from 'react';

// A choice of this browser (language, sound, shortcuts). Kept in memory too, because storage may be closed to us.
const kept = new Map<string, string>();
const listeners = new Set<() => void>();

export const readPreference = (name: string, otherwise: string): string => {
  const known = kept.get(name);
  if (known !== undefined) return known;
  try {
    return localStorage.getItem(name) ?? otherwise;
  } catch {
    return otherwise;
  }
};

export const writePreference = (name: string, value: string): void => {
  kept.set(name, value);
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the page is closed.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const usePreference = (name: string, otherwise: string): [string, (value: string) => void] => [
  useSyncExternalStore(subscribe, () => readPreference(name, otherwise)),
  (value) => writePreference(name, value),
];
