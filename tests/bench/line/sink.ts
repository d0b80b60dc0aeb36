/** LINE's end of the wire, as cheap as it can be: takes every message and says so. */
import { serve } from '../served.ts';

let taken = 0;
await serve(
  (req, res) => {
    req.resume();
    req.on('end', () => {
      taken += 1;
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('{"sentMessages":[],"userId":"Uffffffffffffffffffffffffffffffff"}');
    });
  },
  () => taken,
);
