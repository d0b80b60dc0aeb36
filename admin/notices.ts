/** What every role sees for as long as it stands: questionnaires that nobody has signed for. */
import { wanted } from '../triage/gate.ts';
import { signedVersions } from '../triage/store/signoffs.ts';
import type { Notices } from './contract.ts';
import type { DeskDeps, Handlers } from './handler.ts';

export function noticeHandlers({ db, nodeEnv }: DeskDeps): Pick<Handlers, 'notices'> {
  const production = nodeEnv === 'production';
  return {
    async notices(): Promise<Notices> {
      const open = wanted(await signedVersions(db.query));
      return {
        production,
        notices: open.map(({ instrument, title, lang, wordingVersion, why, command }) => ({
          code: 'unsigned',
          level: production ? 'stop' : 'warn',
          instrument,
          title,
          lang,
          version: wordingVersion,
          why: [...why],
          command,
        })),
      };
    },
  };
}
