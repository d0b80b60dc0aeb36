/** The contract as an OpenAPI 3.1 document, made from the same table as the routes: it cannot say something else. */
import { z } from 'zod';
import { ApiError, type Route, routes } from './contract.ts';

/** What `GET /api/openapi.json` answers. baseUrl: where this desk is. */
export function openapi(baseUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '마음지기 desk',
      version: '1',
      description: 'What the staff desk and its server say to each other.',
    },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      schemas: { ApiError: schemaOf(ApiError, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: baseUrl.startsWith('https:') ? '__Host-desk' : 'desk' },
      },
    },
  };
}

function operation(operationId: string, route: Route): object {
  const content = route.file ?? (route.streams ? 'text/event-stream' : 'application/json');
  const out = route.file
    ? { type: 'string', contentMediaType: route.file }
    : route.out && schemaOf(route.out, 'output');
  return {
    operationId,
    summary: route.needs === null ? 'Open to everybody' : `Needs: ${route.needs}`,
    security: route.needs === null ? [] : [{ session: [] }],
    parameters: parametersOf(route),
    ...(route.csv ? { requestBody: { required: true, content: { 'text/csv': { schema: { type: 'string' } } } } } : {}),
    ...(route.body === null
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
        }),
    responses: {
      ...(out === null
        ? { 204: { description: 'Done' } }
        : {
            200: {
              description: route.streams ? 'Events `case`' : 'OK',
              content: { [content]: { schema: out } },
            },
          }),
      default: {
        description: 'Refused or failed',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ApiError' } } },
      },
    },
  };
}

function parametersOf(route: Route): object[] {
  const string = { type: 'string' };
  const parameters: object[] = [];
  if (route.path.includes(':id')) {
    parameters.push({ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } });
  }
  if (route.query) {
    const { properties = {} } = schemaOf(route.query, 'input');
    for (const [name, schema] of Object.entries(properties))
      parameters.push({ name, in: 'query', required: false, schema });
  }
  if (route.method !== 'get') {
    parameters.push({
      name: 'Origin',
      in: 'header',
      required: false,
      description: 'Or Sec-Fetch-Site',
      schema: string,
    });
    if (route.path.includes(':id')) {
      parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: string });
    }
  }
  if (route.streams) parameters.push({ name: 'Last-Event-ID', in: 'header', required: false, schema: string });
  return parameters;
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): { properties?: object } {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
