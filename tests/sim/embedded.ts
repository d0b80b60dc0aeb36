/** Postgres inside this process and in memory only, reached by the driver of the house through a stream that is no socket: no thread, no
 *  timer, no chance between a statement and its answer. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

const migrations = join(import.meta.dirname, '../../triage/store/migrations');

/** What `pg` writes is answered before it writes again. */
class Wire extends Duplex {
  readonly #pglite: PGlite;
  constructor(pglite: PGlite) {
    super();
    this.#pglite = pglite;
  }
  /** `pg` takes it for a socket. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}
  override _read(): void {}
  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.push(Buffer.from(this.#pglite.execProtocolRawSync(chunk)));
    done();
  }
  override _final(done: () => void): void {
    this.push(null);
    done();
  }
}

/** A migrated database, and one session of its owner in it. */
export async function openEmbedded(): Promise<{ client: pg.Client; close(): Promise<void> }> {
  const pglite = await PGlite.create();
  // The runner's own table: what follows grants the right to read it.
  await pglite.exec('create table pgmigrations (id serial primary key, name text not null, run_on timestamp not null)');
  for (const file of readdirSync(migrations).sort()) {
    if (file.endsWith('.sql')) await pglite.exec(readFileSync(join(migrations, file), 'utf8'));
  }
  const client = new pg.Client({ user: 'postgres', database: 'postgres', stream: () => new Wire(pglite) } as never);
  client.on('error', () => {});
  await client.connect();
  return { client, close: () => pglite.close() };
}
