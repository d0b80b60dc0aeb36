/** Reads a source tree and says where it breaks the house (ARCHITECTURE, "Floors"). Pure: files in, sentences out. */
import { posix } from 'node:path';
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the top folder, with slashes: `triage/store/db.ts`. */
  path: string;
  text: string;
}

type Floor = 'flows' | 'store' | 'triage' | 'bot' | 'admin' | 'page' | 'panel' | 'door';

/** The longest beginning wins. `door` opens everything: main.ts and the commands. Tests and configuration files stand outside. */
const floors: [beginning: string, floor: Floor][] = [
  ['bot/channels/web/page/', 'page'],
  ['admin/panel/', 'panel'],
  ['triage/store/', 'store'],
  ['triage/', 'triage'],
  ['flows/', 'flows'],
  ['bot/', 'bot'],
  ['admin/', 'admin'],
  ['commands/', 'door'],
  ['main.ts', 'door'],
];

interface Rule {
  sees: Floor[];
  /** The one file outside `sees` of which the types may be used. */
  typesOf?: string;
  /** Only these packages, and nothing of Node. Absent: any package. */
  packages?: string[];
  /** The rule as one says it. */
  words: string;
}

const rules: Record<Exclude<Floor, 'door'>, Rule> = {
  flows: { sees: ['flows'], packages: ['xstate'], words: 'flows imports flows and xstate, nothing else' },
  store: { sees: ['store', 'flows'], words: 'triage/store imports triage/store and flows' },
  triage: { sees: ['triage', 'store', 'flows'], words: 'triage imports triage, triage/store and flows' },
  bot: { sees: ['bot', 'triage', 'store', 'flows'], words: 'bot imports bot and the floors below, never admin' },
  admin: { sees: ['admin', 'triage', 'store', 'flows'], words: 'admin imports admin and the floors below, never bot' },
  page: {
    sees: ['page'],
    typesOf: 'flows/protocol.ts',
    words: 'the chat page imports only its own files and types from flows/protocol.ts',
  },
  panel: {
    sees: ['panel'],
    typesOf: 'admin/contract.ts',
    words: 'the panel imports only its own files and types from admin/contract.ts',
  },
};

const storePackages = ['pg', 'ioredis', '@electric-sql/pglite', '@electric-sql/pglite-socket'];

/** What would let a conversation depend on anything but its snapshot and its event. */
const impure = new Set(
  'Date process performance crypto fetch console globalThis setTimeout setInterval setImmediate require'.split(' '),
);

const sql = /(^|\()\s*(select|SELECT)\b[\s\S]*?\bfrom\b|\binsert\s+into\b/i;

/** Every breach as a sentence that names the file and what stands in it. Empty: the house stands. */
export function breaches(tree: SourceFile[]): string[] {
  return tree.flatMap((file) => [...misnamed(file.path), ...misplaced(file)]);
}

function misnamed(path: string): string[] {
  const vague = path.split('/').find((part) => /^(utils?|helpers?)(\.|$)/i.test(part));
  return vague ? [`${path} is called "${vague}": a file is named after what it says`] : [];
}

function misplaced({ path, text }: SourceFile): string[] {
  const floor = floors.find(([beginning]) => path.startsWith(beginning))?.[1];
  if (!floor || !/\.[cm]?[jt]sx?$/.test(path)) return [];
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) return [`${path} cannot be read: ${errors[0]?.message}`];

  const seen = look(program as unknown as Node);
  const found = seen.imports.flatMap((line) => wrongImport(path, floor, line));
  if (floor === 'flows') {
    for (const name of seen.names) if (impure.has(name)) found.push(`${path} uses ${name}: flows is pure`);
    if (seen.members.has('Math.random')) found.push(`${path} uses Math.random: flows is pure`);
  }
  if (seen.members.has('process.env') && floor !== 'door' && path !== 'triage/config.ts') {
    found.push(`${path} reads process.env: only triage/config.ts, main.ts and commands do`);
  }
  if (floor !== 'store') {
    for (const words of seen.texts.filter((words) => sql.test(words))) {
      found.push(`${path} holds SQL ("${words.trim().slice(0, 40)}"): only triage/store does`);
    }
  }
  return found;
}

interface ImportLine {
  from: string;
  /** Gone at run time. */
  typeOnly: boolean;
}

function wrongImport(path: string, floor: Floor, { from, typeOnly }: ImportLine): string[] {
  const breach = (words: string) => [`${path} imports "${from}": ${words}`];
  const file = from.startsWith('.') ? posix.join(posix.dirname(path), from.replace(/\?.*$/, '')) : undefined;
  if (file === undefined) {
    if (floor !== 'store' && storePackages.includes(packageOf(from))) {
      return breach(`only triage/store imports ${packageOf(from)}`);
    }
    if (floor === 'door') return [];
    const { packages, words } = rules[floor];
    return packages && !packages.includes(packageOf(from)) ? breach(words) : [];
  }
  if (floor === 'door') return [];
  const { sees, typesOf, words } = rules[floor];
  const target = floors.find(([beginning]) => file.startsWith(beginning))?.[1];
  if (target && sees.includes(target)) return [];
  return typesOf === file && typeOnly ? [] : breach(words);
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

interface Node {
  type: string;
  [key: string]: unknown;
}

interface Seen {
  imports: ImportLine[];
  /** Names that stand for something outside a property: `Date`, not `x.Date`. */
  names: Set<string>;
  /** `Math.random`, `process.env`. */
  members: Set<string>;
  /** Every text the file holds, with `?` where a value is put in. */
  texts: string[];
}

function look(program: Node): Seen {
  const seen: Seen = { imports: [], names: new Set(), members: new Set(), texts: [] };
  walk(program, seen);
  return seen;
}

function walk(value: unknown, seen: Seen): void {
  if (Array.isArray(value)) for (const each of value) walk(each, seen);
  if (!isNode(value)) return;
  if (note(value, seen)) return;
  for (const [key, child] of Object.entries(value)) {
    // `x.Date` and `{ Date: 1 }` name a property, not the global.
    const isPlainKey = (key === 'property' || key === 'key') && value.computed === false;
    if (!isPlainKey) walk(child, seen);
  }
}

/** true when there is nothing more to see inside. */
function note(node: Node, seen: Seen): boolean {
  const source = sourceOf(node);
  if (source !== undefined) {
    seen.imports.push({ from: source, typeOnly: isTypeOnly(node) });
    return true;
  }
  if (node.type === 'Identifier') seen.names.add(String(node.name));
  if (node.type === 'Literal' && typeof node.value === 'string') seen.texts.push(node.value);
  if (node.type === 'TemplateLiteral') seen.texts.push(templateText(node));
  if (node.type === 'MemberExpression') seen.members.add(`${nameOf(node.object)}.${nameOf(node.property)}`);
  return false;
}

function sourceOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node.source);
    case 'TSExternalModuleReference':
      return literal(node.expression);
    case 'CallExpression':
      return nameOf(node.callee) === 'require' ? literal((node.arguments as unknown[])[0]) : undefined;
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = (node.specifiers ?? []) as Node[];
  return specifiers.length > 0 && specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type');
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function literal(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined;
}

function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  return value.type === 'Identifier' ? String(value.name) : (literal(value) ?? '');
}

function templateText(node: Node): string {
  const quasis = node.quasis as { value: { raw: string } }[];
  return quasis.map((quasi) => quasi.value.raw).join('?');
}
