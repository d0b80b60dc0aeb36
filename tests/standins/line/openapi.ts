/** LINE's own OpenAPI as a judge: `../shared/line-openapi/messaging-api.yml` (what we send), `webhook.yml` (what we receive).
 *
 *  The files express polymorphism by `discriminator.mapping` and `allOf`, without `oneOf`: a plain validator checks a text message
 *  against the base `Message` only, and one without `text` passes. So each reference to such a base becomes "the base, of a known
 *  type, and the schema its type maps to"; that holds at every depth, from message to template to action. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

interface Document {
  paths: Record<string, Record<string, { requestBody?: Json }>>;
  components: { schemas: Record<string, Schema> };
}

export interface OpenApi {
  /** What is wrong with a value by the schema of this name; empty: nothing. Throws when there is no such schema. */
  faults(schema: string, value: unknown): string[];
  /** The schema of the JSON body of an operation, or null when it has none. */
  bodyOf(method: string, path: string): string | null;
}

/** Beside the project; not part of it. */
export const openApiFolder = join(import.meta.dirname, '../../../../shared/line-openapi');

/** null where the folder is absent: say so, and check by the rules of our own alone. */
export function openApi(file: 'messaging-api.yml' | 'webhook.yml', folder = openApiFolder): OpenApi | null {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  const document = parse(readFileSync(path, 'utf8')) as Document;
  const ajv = judge(document.components.schemas);
  const compiled = new Map<string, ValidateFunction>();
  const operations = Object.entries(document.paths).map(([template, methods]) => ({
    path: asPattern(template),
    methods,
  }));
  return {
    faults(schema, value) {
      const validate =
        compiled.get(schema) ?? ajv.compile({ $ref: `api#/components/schemas/${ofEvery(document, schema)}` });
      compiled.set(schema, validate);
      return validate(value) ? [] : (validate.errors ?? []).filter(tells).map(asSentence);
    },
    bodyOf(method, path) {
      const operation = operations.find((one) => one.path.test(path))?.methods[method.toLowerCase()];
      const ref = JSON.stringify(operation?.requestBody ?? null).match(/"#\/components\/schemas\/(\w+)"/);
      return ref?.[1] ?? null;
    },
  };
}

const asPattern = (template: string): RegExp => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);

/** Where a base has a mapping, the schema that follows it. */
const concrete = (base: string): string => `${base}…`;
const ofEvery = ({ components }: Document, name: string): string =>
  mappingOf(components.schemas[name]) ? concrete(name) : name;

const mappingOf = (schema: Schema | undefined): Record<string, string> | undefined =>
  (schema?.discriminator as { mapping?: Record<string, string> } | undefined)?.mapping;

function judge(schemas: Record<string, Schema>): Ajv {
  const bases = new Set(Object.keys(schemas).filter((name) => mappingOf(schemas[name])));
  const all: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(schemas)) all[name] = followed(schema, bases);
  for (const base of bases) all[concrete(base)] = chosen(mappingOf(schemas[base]) ?? {});
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('int32', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('uuid', (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text));
  ajv.addFormat('binary', true);
  ajv.addSchema({ components: { schemas: all } }, 'api');
  return ajv;
}

/** Points every reference to a base at what follows its mapping, except the one by which a concrete schema builds on its base. */
function followed(value: Json, bases: Set<string>, buildsOn = false): Json {
  if (Array.isArray(value)) return value.map((each) => followed(each, bases, buildsOn));
  if (typeof value !== 'object' || value === null) return value;
  const ref = typeof value.$ref === 'string' ? value.$ref : undefined;
  const name = ref?.replace('#/components/schemas/', '') ?? '';
  if (ref !== undefined) return { $ref: bases.has(name) && !buildsOn ? `#/components/schemas/${concrete(name)}` : ref };
  const { discriminator: _, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, followed(each, bases, key === 'allOf')]));
}

const chosen = (mapping: Record<string, string>): Schema => ({
  type: 'object',
  required: ['type'],
  properties: { type: { enum: Object.keys(mapping) } },
  allOf: Object.entries(mapping).map(([type, $ref]) => ({
    if: { type: 'object', properties: { type: { const: type } }, required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema, not a promise.
    then: { $ref },
  })),
});

/** "must match then" only repeats what another error says better. */
const tells = ({ keyword }: ErrorObject): boolean => keyword !== 'if';

function asSentence({ instancePath, message, params }: ErrorObject): string {
  const allowed = params.allowedValues ? ` (${(params.allowedValues as unknown[]).join(', ')})` : '';
  return `${instancePath || '/'} ${message ?? 'is wrong'}${allowed}`;
}
