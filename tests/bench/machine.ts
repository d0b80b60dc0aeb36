/** The machine a bench runs on, in words. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { postgresPrograms, redisProgram } from '../harness/services.ts';

/** Above this share of its cores the machine is at work for somebody else. */
const quiet = 0.25;

export function machine(): string {
  const all = cpus();
  const load = loadavg()[0] ?? 0;
  const memory = `${(totalmem() / 1024 ** 3).toFixed(0)} GiB`;
  const lines = [
    `${all.length} × ${all[0]?.model.trim() ?? 'unknown CPU'}, ${memory}, ${type()} ${release()}`,
    `Node ${process.version}, ${versionOf(postgresPrograms()[1])}, ${versionOf(redisProgram())}`,
    `load ${load.toFixed(1)} at the start, ${new Date().toISOString()}`,
  ];
  if (load > quiet * all.length)
    lines.push('NOT QUIET: other programs are at work. Trust no time, and ratios less than they look.');
  return lines.join('\n');
}

const versionOf = (program: string): string =>
  /^[^(]*?\d[\w.]*|^.*v=[\d.]+/.exec(
    execFileSync(program, ['--version'])
      .toString()
      .replace(/\(PostgreSQL\) /, ''),
  )?.[0] ?? program;
