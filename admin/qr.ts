/** QR codes as squares, as a drawing and as a picture. Black on white with the four quiet modules a reader needs around it, and a
 *  quarter of it may be dirty or torn. */
import { encode } from 'fast-png';
import { encodeQR } from 'qr';

const quiet = 4;
const leastPixels = 1_000;

/** path: the dark squares in a box of `size` × `size`, the quiet zone in it. */
export function qrOf(address: string): { size: number; path: string } {
  const rows = modulesOf(address);
  const path = rows.flatMap((row, y) => runsOf(row).map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`));
  return { size: rows.length, path: path.join('') };
}

export function qrSvg(address: string): string {
  const { size, path } = qrOf(address);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${leastPixels}" height="${leastPixels}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>\n`;
}

/** At least 1,000 pixels wide, each module a whole number of them. */
export function qrPng(address: string): Buffer {
  const rows = modulesOf(address);
  const scale = Math.ceil(leastPixels / rows.length);
  const width = rows.length * scale;
  const data = new Uint8Array(width * width).fill(255);
  for (let y = 0; y < width; y += 1) {
    for (const { x, width: run } of runsOf(rows[Math.floor(y / scale)] ?? [])) {
      data.fill(0, y * width + x * scale, y * width + (x + run) * scale);
    }
  }
  return Buffer.from(encode({ width, height: width, data, channels: 1, depth: 8 }));
}

const modulesOf = (address: string): boolean[][] => encodeQR(address, 'raw', { ecc: 'quartile', border: quiet });

/** Dark modules of a row that lie side by side. */
function runsOf(row: readonly boolean[]): { x: number; width: number }[] {
  const runs: { x: number; width: number }[] = [];
  row.forEach((dark, x) => {
    if (!dark) return;
    const last = runs.at(-1);
    if (last && last.x + last.width === x) last.width += 1;
    else runs.push({ x, width: 1 });
  });
  return runs;
}
