/** What stand-ins need of HTTP: a server that says where it listens and ends when told, bodies as bytes, streams to phone pages. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Express, Response } from 'express';
import express from 'express';

/** Bodies arrive untouched: what is checked is what was sent. */
export function newApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(express.raw({ type: () => true, limit: '16mb' }));
  return app;
}

export const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The JSON object of a control request. Throws a sentence when it is none. */
export function objectOf(body: unknown): Record<string, unknown> {
  const bytes = bytesOf(body);
  const value: unknown = bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('A JSON object is expected here.');
  return value as Record<string, unknown>;
}

/** Loopback unless told otherwise: whoever reaches a stand-in can speak as anybody. */
export async function listen(app: Express, port = 0, host = '127.0.0.1'): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Ends the process when it is told to; `end`: what the stand-in itself holds open. */
export function endsWhenTold(server: Server, end: () => void): void {
  const over = () => {
    end();
    server.closeAllConnections();
    server.close(() => process.exit(0));
  };
  process.on('SIGTERM', over);
  process.on('SIGINT', over);
}

/** The parts of both phone pages; each page itself stands with its stand-in. */
export function servePages(app: Express, folder: string): void {
  app.get('/', (_req, res) => res.redirect(302, '/phone'));
  app.get('/phone', (_req, res) => res.sendFile('phone.html', { root: folder }));
  app.use('/page', express.static(folder), express.static(join(import.meta.dirname, 'phone')));
}

/** Open pages of each person; they are told that something changed and fetch the chat anew. */
export function watchers() {
  const open = new Map<string, Set<Response>>();
  return {
    watch(id: string, res: Response): void {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      res.write(': open\n\n');
      const pages = open.get(id) ?? new Set();
      open.set(id, pages.add(res));
      res.on('close', () => pages.delete(res));
    },
    tell(id: string): void {
      for (const page of open.get(id) ?? []) page.write('data: changed\n\n');
    },
    end(): void {
      for (const pages of open.values()) for (const page of pages) page.end();
    },
  };
}
