import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaches, type SourceFile } from './harness/floors.ts';

const top = join(import.meta.dirname, '..');
const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);

function readTree(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readTree(path);
    const isCode = /\.[cm]?[jt]sx?$/.test(entry.name);
    return [{ path: relative(top, path).replaceAll(sep, '/'), text: isCode ? readFileSync(path, 'utf8') : '' }];
  });
}

test('every file of the house stands on its floor', () => {
  const tree = readTree(top);
  expect(tree.map((file) => file.path)).toContain('flows/protocol.ts');
  expect(breaches(tree)).toEqual([]);
});

describe('what is allowed', () => {
  test.for([
    ['flows/step.ts', `import { setup } from 'xstate'; import type { Reply } from './protocol.ts';`],
    [
      'flows/step.ts',
      `// no Date here; select nothing from anywhere\nconst at = event.at; const x = { Date: 1, process: 2 };`,
    ],
    [
      'triage/store/db.ts',
      `import pg from 'pg'; import { Redis } from 'ioredis'; import { randomBytes } from 'node:crypto';`,
    ],
    ['triage/store/turns.ts', "import type { Reply } from '../../flows/protocol.ts'; query(`select 1 from turn`);"],
    ['triage/turn.ts', `import { load } from './store/turns.ts'; import { step } from '../flows/step.ts';`],
    ['triage/config.ts', 'process.env.PORT;'],
    [
      'bot/channels/line/send.ts',
      `import { Refused } from '../../../triage/errors.ts'; import express from 'express';`,
    ],
    ['admin/queue.ts', `import { open } from '../triage/store/escalations.ts';`],
    ['admin/panel/src/app.tsx', `import type { Me } from '../../contract.ts'; import { useState } from 'react';`],
    ['admin/panel/src/app.tsx', `import { type Me, type Role } from '../../contract.ts'; import './app.css';`],
    ['bot/channels/web/page/chat.tsx', `import type { Reply } from '../../../../flows/protocol.ts';`],
    ['commands/staff.ts', `import { a } from '../admin/a.ts'; import { b } from '../bot/b.ts'; process.env.X;`],
    ['main.ts', `import './bot/app.ts'; import './admin/app.ts';`],
    ['tests/harness/postgres.ts', `import { Client } from 'pg'; process.env.X; 'select 1 from x';`],
    ['admin/panel/src/list.tsx', `export const hint = 'Please select one from the list';`],
  ] as const)('%s: %s', ([path, text]) => {
    expect(breaches([{ path, text }])).toEqual([]);
  });
});

describe('what is found', () => {
  test.for([
    ['flows/step.ts', `import { z } from 'zod';`, 'imports "zod"'],
    ['flows/step.ts', `import type { Turn } from '../triage/turn.ts';`, 'imports "../triage/turn.ts"'],
    ['flows/step.ts', `export { x } from '../bot/x.ts';`, 'imports "../bot/x.ts"'],
    ['flows/step.ts', `import { readFile } from 'node:fs/promises';`, 'imports "node:fs/promises"'],
    ['flows/step.ts', `import fs from 'fs';`, 'imports "fs"'],
    ['flows/step.ts', `const fs = require('fs');`, 'imports "fs"'],
    ['flows/step.ts', 'const at = Date.now();', 'uses Date'],
    ['flows/step.ts', 'const at = new Date();', 'uses Date'],
    ['flows/step.ts', 'const luck = Math.random();', 'uses Math.random'],
    ['flows/step.ts', `const luck = Math['random']();`, 'uses Math.random'],
    ['flows/step.ts', 'process.exit(1);', 'uses process'],
    ['flows/step.ts', 'setTimeout(() => {}, 1);', 'uses setTimeout'],
    ['triage/store/db.ts', `import { Refused } from '../errors.ts';`, 'imports "../errors.ts"'],
    ['triage/store/db.ts', `import { x } from '../../bot/x.ts';`, 'imports "../../bot/x.ts"'],
    ['triage/turn.ts', `import { app } from '../bot/app.ts';`, 'imports "../bot/app.ts"'],
    ['triage/turn.ts', `const app = await import('../admin/app.ts');`, 'imports "../admin/app.ts"'],
    ['triage/turn.ts', `let app: import('../admin/app.ts').App;`, 'imports "../admin/app.ts"'],
    ['triage/turn.ts', `export * from '../main.ts';`, 'imports "../main.ts"'],
    ['triage/turn.ts', `import { world } from '../tests/harness/world.ts';`, 'imports "../tests/harness/world.ts"'],
    ['bot/app.ts', `import { Me } from '../admin/contract.ts';`, 'imports "../admin/contract.ts"'],
    ['admin/app.ts', `import { x } from '../bot/scan.ts';`, 'imports "../bot/scan.ts"'],
    ['admin/app.ts', `import { x } from './panel/src/x.ts';`, 'imports "./panel/src/x.ts"'],
    ['admin/panel/src/app.tsx', `import { Me } from '../../contract.ts';`, 'imports "../../contract.ts"'],
    ['admin/panel/src/app.tsx', `import { type Me, Role } from '../../contract.ts';`, 'imports "../../contract.ts"'],
    ['admin/panel/src/app.tsx', `import type { X } from '../../auth.ts';`, 'imports "../../auth.ts"'],
    ['bot/channels/web/page/chat.tsx', `import { ageBands } from '../../../../flows/protocol.ts';`, 'types from flows'],
    ['bot/channels/web/page/chat.tsx', `import type { X } from '../../channel.ts';`, 'imports "../../channel.ts"'],
    ['triage/turn.ts', `import { Pool } from 'pg';`, 'only triage/store imports pg'],
    ['main.ts', `import { Redis } from 'ioredis';`, 'only triage/store imports ioredis'],
    ['bot/app.ts', `import { PGlite } from '@electric-sql/pglite';`, 'only triage/store imports @electric-sql/pglite'],
    ['admin/queue.ts', 'query(`select id from escalation where id = $1`);', 'holds SQL'],
    ['admin/queue.ts', 'query(`with x as (select 1 from y) update z set a = 1`);', 'holds SQL'],
    ['triage/ladder.ts', `query('insert into page values ($1)');`, 'holds SQL'],
    ['bot/app.ts', 'const port = process.env.PORT;', 'reads process.env'],
    ['triage/turn.ts', `const port = process['env'].PORT;`, 'reads process.env'],
    ['triage/utils.ts', '', 'is called "utils.ts"'],
    ['tests/helpers/clock.ts', '', 'is called "helpers"'],
    ['bot/turn.ts', 'const = ;', 'cannot be read'],
  ] as const)('%s: %s', ([path, text, sentence]) => {
    const found = breaches([{ path, text }]);
    expect(found).not.toEqual([]);
    expect(found.join('\n')).toContain(path);
    expect(found.join('\n')).toContain(sentence);
  });

  test('all of it, not the first only', () => {
    const file = { path: 'flows/x.ts', text: `import 'pg'; import 'zod';\nDate.now();` };
    expect(breaches([file, { ...file, path: 'flows/y.ts' }])).toHaveLength(6);
  });
});
