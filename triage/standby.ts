/** What a process of this machine needs to hear residents though the database does not answer at its start: the installation's keys, the
 *  centres, and whom to call. Written each minute by those that hear them, sealed; read by one that begins while the records are away. */
import { z } from 'zod';
import { CallCopy } from './callList.ts';
import { Center } from './store/centers.ts';
import { type Secrets, secretNames } from './store/secrets.ts';
import type { StandbyFile } from './store/standbyFile.ts';

const Bytes = z.base64().transform((text): Buffer => Buffer.from(text, 'base64'));
const Known = z.object({
  /** Another shape is another number, and is not read. */
  version: z.literal(1),
  /** By the database's clock, and how far this machine's own was ahead of it. */
  at: z.coerce.date(),
  driftMs: z.number(),
  centerId: z.string(),
  centers: z.array(Center),
  secrets: z.record(z.enum(secretNames), Bytes) satisfies z.ZodType<Secrets>,
  calls: CallCopy,
});
export type Known = Omit<z.infer<typeof Known>, 'version'>;

export const writeStandby = ({ write }: Pick<StandbyFile, 'write'>, { secrets, ...known }: Known): Promise<void> => {
  const texts = Object.entries(secrets).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return write({ version: 1, ...known, secrets: Object.fromEntries(texts) });
};

/** null: there is none, or it cannot be read, which `fault` is told of. */
export async function readStandby(
  { read }: Pick<StandbyFile, 'read'>,
  fault: (error: unknown) => void,
): Promise<Known | null> {
  try {
    const content = await read();
    return content === null ? null : Known.parse(content);
  } catch (error) {
    fault(error);
    return null;
  }
}
