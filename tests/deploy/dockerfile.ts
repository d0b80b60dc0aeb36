/** Runs the steps of our Dockerfile without an engine: each stage is a folder, `/app` inside it the working folder. It knows FROM, WORKDIR,
 *  COPY and RUN as our file uses them and refuses anything else that would change what is built. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Step {
  word: string;
  rest: string;
}

/** Comments gone, continued lines joined. */
export function stepsOf(text: string): Step[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
    return word !== undefined && rest !== undefined ? [{ word, rest }] : [];
  });
}

/** The exec form of a CMD or HEALTHCHECK CMD: ["node", …]. */
export function execForm(rest: string): string[] {
  return JSON.parse(rest.slice(rest.indexOf('['))) as string[];
}

interface Stage {
  name: string;
  folder: string;
}

/** source: what COPY takes from (the build context, as .dockerignore leaves it). instead: commands for which another is run. Answers with
 *  the last stage's /app. */
export function build(
  steps: readonly Step[],
  {
    source,
    into,
    env,
    instead,
  }: { source: string; into: string; env: NodeJS.ProcessEnv; instead: Record<string, string> },
): string {
  const stages: Stage[] = [];
  const present = (): Stage => {
    const stage = stages.at(-1);
    if (!stage) throw new Error('A Dockerfile begins with FROM.');
    return stage;
  };
  for (const { word, rest } of steps) {
    if (word === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? `stage${stages.length}`;
      const stage = { name, folder: join(into, name) };
      mkdirSync(join(stage.folder, 'app'), { recursive: true });
      stages.push(stage);
    } else if (word === 'WORKDIR') {
      if (rest !== '/app') throw new Error(`WORKDIR ${rest}: only /app is known here.`);
    } else if (word === 'COPY') {
      copy(rest.split(/\s+/), source, stages, present());
    } else if (word === 'RUN') {
      execFileSync('sh', ['-c', withoutUsers(instead[rest] ?? rest)], {
        cwd: join(present().folder, 'app'),
        env,
        stdio: 'pipe',
      });
    } else if (!['ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'CMD'].includes(word)) {
      throw new Error(`${word}: not known here, so it would go untested.`);
    }
  }
  return join(present().folder, 'app');
}

/** The image's user `node` need not exist on this machine; who owns the folder is set by the test. */
const withoutUsers = (command: string): string => command.replace(/ -o node -g node/g, '');

function copy(words: string[], source: string, stages: readonly Stage[], to: Stage): void {
  const from = words[0]?.startsWith('--from=') ? words.shift()?.slice('--from='.length) : undefined;
  const stage = from === undefined ? undefined : stages.find(({ name }) => name === from);
  if (from !== undefined && !stage) throw new Error(`COPY --from=${from}: no such stage.`);
  const target = words.pop() ?? '.';
  const base = stage ? stage.folder : source;
  for (const word of words) {
    const path = join(base, word);
    if (!existsSync(path)) throw new Error(`COPY ${word}: there is no such file.`);
    const isFolder = statSync(path).isDirectory();
    const end = target.endsWith('/') || target === '.' ? (isFolder ? target : join(target, basename(word))) : target;
    const at = join(to.folder, 'app', end);
    // What an earlier stage made is moved: it is wanted once, and twenty thousand files take their time.
    if (stage) moved(path, at);
    else cpSync(path, at, { recursive: true, verbatimSymlinks: true });
  }
}

function moved(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** The build context: a copy of the project without what .dockerignore names. */
export function context(project: string, into: string): void {
  const ignored = readFileSync(join(project, '.dockerignore'), 'utf8').split('\n').filter(Boolean).map(asPattern);
  cpSync(project, into, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === project || !ignored.some((pattern) => pattern.test(path.slice(project.length + 1))),
  });
}

/** The few forms our .dockerignore uses: a name at the top, `**` + name anywhere, `*.log`, `.env*`. */
const asPattern = (line: string): RegExp =>
  new RegExp(
    `^${line
      .replace(/[.+]/g, '\\$&')
      .replace(/^\*\*\//, '(?:.*/)?#')
      .replace(/\*/g, '[^/]*')
      .replace(/#/, '')}$`,
  );
