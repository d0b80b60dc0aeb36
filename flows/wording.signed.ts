/** Who signed which words of the safety texts. Written by `npm run script -- sign`, never by hand.
 *  A test compares it with the texts as they stand: a changed text shows here as one that nobody has signed. */

import type { Lang } from './protocol.ts';

/** sha256: of the raw text with its choices, the first 16 hexadecimal digits. by, on: who signed, and on which day
 *  (YYYY-MM-DD); null while the review is pending. */
export interface Signature {
  readonly sha256: string;
  readonly by: string | null;
  readonly on: string | null;
}
export type Signed = Readonly<Record<string, Readonly<Partial<Record<Lang, Signature>>>>>;

export const signed: Signed = {
  'greet.limits': {
    ko: { sha256: '78778d90cdc923a8', by: null, on: null },
    en: { sha256: 'fbd735f078b11f39', by: null, on: null },
  },
  'hard.ask': {
    ko: { sha256: '63d35be35f296878', by: null, on: null },
    en: { sha256: '356747f8c93f4bf9', by: null, on: null },
  },
  worried: {
    ko: { sha256: '6be7bd0ab5acf96a', by: null, on: null },
    en: { sha256: 'd0e95b413423288a', by: null, on: null },
  },
  'crisis.other': {
    ko: { sha256: '76c814479b19888d', by: null, on: null },
    en: { sha256: '0580009d5e1859a4', by: null, on: null },
  },
  child: {
    ko: { sha256: '947bcf7de3a3f89b', by: null, on: null },
    en: { sha256: 'b979319d90b29c0f', by: null, on: null },
  },
  'consent.human': {
    ko: { sha256: '268b5f7a876196c0', by: null, on: null },
    en: { sha256: '83adcc15382acb0d', by: null, on: null },
  },
  'consent.minor': {
    ko: { sha256: '638bc96364f8aaf2', by: null, on: null },
    en: { sha256: '13c57de3ebec2892', by: null, on: null },
  },
  'consent.screen': {
    ko: { sha256: '7850afd9127da90d', by: null, on: null },
    en: { sha256: '064912a1ce19106a', by: null, on: null },
  },
  'consent.more': {
    ko: { sha256: '13402d12b474c0ab', by: null, on: null },
    en: { sha256: '0716c775e1e65539', by: null, on: null },
  },
  'consent.no': {
    ko: { sha256: '7fcc32ece7e5555d', by: null, on: null },
    en: { sha256: 'cb389809161d8e84', by: null, on: null },
  },
  'consent.no.open': {
    ko: { sha256: 'a9f0d84259e94847', by: null, on: null },
    en: { sha256: 'cd03995834041335', by: null, on: null },
  },
  'asq.intro': {
    ko: { sha256: '63fd01a399794745', by: null, on: null },
    en: { sha256: '28e73173c7a7f143', by: null, on: null },
  },
  'asq.more': {
    ko: { sha256: 'f336506f90a75401', by: null, on: null },
    en: { sha256: '9cdb77900cfdd7c6', by: null, on: null },
  },
  'asq.item': {
    ko: { sha256: 'a84155754e48503f', by: null, on: null },
    en: { sha256: 'a84155754e48503f', by: null, on: null },
  },
  'asq.when': {
    ko: { sha256: '9b76f7d08d9d772d', by: null, on: null },
    en: { sha256: '86615bf8e490ffe7', by: null, on: null },
  },
  'crisis.first': {
    ko: { sha256: 'c9abc5994676f858', by: null, on: null },
    en: { sha256: 'b6255a30e8556bea', by: null, on: null },
  },
  'crisis.next': {
    ko: { sha256: 'c34247f62ee690d5', by: null, on: null },
    en: { sha256: 'e294443eab82c462', by: null, on: null },
  },
  'crisis.again': {
    ko: { sha256: 'cd04e95a2a9c1433', by: null, on: null },
    en: { sha256: 'a08306f217b2849a', by: null, on: null },
  },
  'crisis.now': {
    ko: { sha256: '3a830cba014d64a7', by: null, on: null },
    en: { sha256: 'bf894e40418f4a6c', by: null, on: null },
  },
  'crisis.text': {
    ko: { sha256: '437572f2d115f76f', by: null, on: null },
    en: { sha256: '95359bd39bd8c195', by: null, on: null },
  },
  'check.ask': {
    ko: { sha256: 'd02dda1c4284ea6c', by: null, on: null },
    en: { sha256: '828a6f1668da37e8', by: null, on: null },
  },
  'staff.paged': {
    ko: { sha256: 'f463cfc377d5e569', by: null, on: null },
    en: { sha256: 'ed39a3d12c86e561', by: null, on: null },
  },
  'staff.will': {
    ko: { sha256: 'e4a888c93a3f9075', by: null, on: null },
    en: { sha256: '40954166a8f07fbf', by: null, on: null },
  },
  'staff.none': {
    ko: { sha256: 'f350690b3c8c7d56', by: null, on: null },
    en: { sha256: 'd98393445ff167d6', by: null, on: null },
  },
  'carry.often': {
    ko: { sha256: 'd107240545d04970', by: null, on: null },
    en: { sha256: '399e98c54a8f7b3c', by: null, on: null },
  },
  'wait.closed': {
    ko: { sha256: '6a58287dfb9d9d39', by: null, on: null },
    en: { sha256: '663acf69fc989929', by: null, on: null },
  },
  'wait.late': {
    ko: { sha256: '49838687d339980f', by: null, on: null },
    en: { sha256: '4f60f40eedb2441f', by: null, on: null },
  },
  'wait.worse': {
    ko: { sha256: '4c7ce5a0175bfb88', by: null, on: null },
    en: { sha256: '4e708709d9ec9eb7', by: null, on: null },
  },
  'third.ask': {
    ko: { sha256: '48d61245b18d4aab', by: null, on: null },
    en: { sha256: 'c0d7ba4300b23581', by: null, on: null },
  },
  'human.lapsed': {
    ko: { sha256: '5c2140c7c89f727b', by: null, on: null },
    en: { sha256: '7aadfcc70d366564', by: null, on: null },
  },
  'human.back': {
    ko: { sha256: '199a3088ee4c60aa', by: null, on: null },
    en: { sha256: 'dac6f754fda940a0', by: null, on: null },
  },
  'result.asq.yes': {
    ko: { sha256: '450adb1f22db4ae4', by: null, on: null },
    en: { sha256: 'de828b38b80e0d83', by: null, on: null },
  },
  'result.asq.no': {
    ko: { sha256: '54a081adb83a9332', by: null, on: null },
    en: { sha256: '219c9eb8822b1ac6', by: null, on: null },
  },
  'result.note': {
    ko: { sha256: '11c30c4b57b05492', by: null, on: null },
    en: { sha256: 'dc241f3e3abc98b6', by: null, on: null },
  },
  'next.high': {
    ko: { sha256: 'b50a0bac5616db41', by: null, on: null },
    en: { sha256: 'ae75e288a7f6d0ed', by: null, on: null },
  },
  'next.high.chat': {
    ko: { sha256: '8937bd44de77bd2f', by: null, on: null },
    en: { sha256: 'a77d7bcbd784bb96', by: null, on: null },
  },
  help: {
    ko: { sha256: '59d8557c2a71e5df', by: null, on: null },
    en: { sha256: '84a760c28aa60c5f', by: null, on: null },
  },
  'back.alarm': {
    ko: { sha256: '14c6ea3cb13cc1d6', by: null, on: null },
    en: { sha256: '128c25008f51a2cb', by: null, on: null },
  },
  stop: {
    ko: { sha256: 'b077831839b94e75', by: null, on: null },
    en: { sha256: '3a84203939f6b356', by: null, on: null },
  },
  'stop.open': {
    ko: { sha256: 'bf48ace05e75b8d7', by: null, on: null },
    en: { sha256: '1a83998a2c0fcd84', by: null, on: null },
  },
  error: {
    ko: { sha256: 'f123e5902561b8c9', by: null, on: null },
    en: { sha256: 'c072d47d20a60919', by: null, on: null },
  },
  lost: {
    ko: { sha256: 'deafe88d245bf500', by: null, on: null },
    en: { sha256: '13e2266a17b33bd2', by: null, on: null },
  },
  rate: {
    ko: { sha256: '8564185ab63c34a3', by: null, on: null },
    en: { sha256: 'beb31e1644b2da9f', by: null, on: null },
  },
  busy: {
    ko: { sha256: '7810e99ee898feec', by: null, on: null },
    en: { sha256: '5bf1cd35df8aa758', by: null, on: null },
  },
  'delete.ask': {
    ko: { sha256: 'a1c7ae322ad1d93a', by: null, on: null },
    en: { sha256: '86e8a785dd5643d1', by: null, on: null },
  },
  'delete.done': {
    ko: { sha256: '8bacb051f545e92e', by: null, on: null },
    en: { sha256: '2c5a3ec683a4abe4', by: null, on: null },
  },
  'delete.open': {
    ko: { sha256: '72b7b71369aabec4', by: null, on: null },
    en: { sha256: '937039cfbdea2edc', by: null, on: null },
  },
  'delete.soon': {
    ko: { sha256: 'e88350c1b3c53d73', by: null, on: null },
    en: { sha256: '4ec921819bda1933', by: null, on: null },
  },
  'delete.late': {
    ko: { sha256: '7c85f45fd8af4691', by: null, on: null },
    en: { sha256: '19d8802bdbfa29a9', by: null, on: null },
  },
};
