import { networkInterfaces } from 'node:os';

/** This machine's first LAN IPv4 address, `localhost` when it has none. The start and the commands hand it to `readConfig`, so
 *  that all of them name the same addresses. */
export const lanAddress = (): string =>
  Object.values(networkInterfaces())
    .flat()
    .find((address) => address && address.family === 'IPv4' && !address.internal)?.address ?? 'localhost';
