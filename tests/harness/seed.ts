/** Property tests draw the same cases in every run, so that a red run is about the change and not about chance.
 *  `FC_SEED=$RANDOM npm test` looks elsewhere; what it finds becomes a case of its own. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_122) });
