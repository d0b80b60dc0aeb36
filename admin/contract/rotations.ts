/** 순번: who takes turns. A rotation lays shifts eight weeks ahead; the roster shows them. */
import { z } from 'zod';
import { Day, Id, Named, Time } from './common.ts';

/** Somebody of a rotation. off: their account does not work, and their turns are gaps. */
export const InTurn = Named.extend({ off: z.boolean() });

/** `until` not after `from` is on the day after; the same time is a whole day. handOver: of `week`; weekday 0 is Monday. */
const shape = {
  turn: z.enum(['day', 'week']),
  days: z.enum(['every', 'working', 'off']),
  backup: z.boolean(),
};

export const Rotation = z.object({
  id: Id,
  rev: z.number().int(),
  name: z.string(),
  ...shape,
  people: z.array(InTurn),
  handOver: z.object({ weekday: z.number().int(), time: z.string() }).nullable(),
  from: z.string(),
  until: z.string(),
  startsOn: Day,
  endsOn: Day.nullable(),
});
export type Rotation = z.infer<typeof Rotation>;

/** knownUntil: the last day of which it is known whether it is a public holiday. staff: who can take turns. */
export const Rotations = z.object({
  now: Time,
  today: Day,
  rotations: z.array(Rotation),
  staff: z.array(Named),
  knownUntil: Day,
});
export type Rotations = z.infer<typeof Rotations>;

const Typed = z.string().max(200);
/** What fits is said field by field, all at once (422 `rotation_wrong`). */
export const TypedRotation = z.strictObject({
  name: Typed,
  ...shape,
  people: z.array(Id).max(200),
  handOver: z.strictObject({ weekday: z.number().int().min(0).max(6), time: Typed }).nullable(),
  from: Typed,
  until: Typed,
  startsOn: Typed,
  endsOn: Typed.nullable(),
});
export type TypedRotation = z.infer<typeof TypedRotation>;

/** rev: what was read; where it is not so any more nothing is changed (409 `rotation_changed`). */
const Rev = z.number().int();

/** Somebody would be in two places: other, by a rotation or (null) put in by hand. */
export const Clash = z.object({
  who: Named,
  startsAt: Time,
  endsAt: Time,
  other: z.object({ startsAt: Time, endsAt: Time, rotation: z.string().nullable() }),
});
export type Clash = z.infer<typeof Clash>;

/** The coming four weeks as they would be. gaps: nobody on duty, whoever lays. clashes: saving is refused while there are any (409
 *  `rotation_clashes`). unknownFrom: from here on it is not known whether people work, and nothing is laid. */
export const RotationPreview = z.object({
  days: z.array(
    z.object({
      day: Day,
      holiday: z.string().nullable(),
      turns: z.array(z.object({ startsAt: Time, endsAt: Time, who: Named })),
    }),
  ),
  gaps: z.array(z.object({ startsAt: Time, endsAt: Time })),
  clashes: z.array(Clash),
  unknownFrom: Day.nullable(),
});
export type RotationPreview = z.infer<typeof RotationPreview>;

/** id: the rotation that is edited; null: a new one. */
export const AskPreview = z.strictObject({ id: Id.nullable(), plan: TypedRotation });
export const AddRotation = z.strictObject({ plan: TypedRotation });
export const ChangeRotation = z.strictObject({ rev: Rev, plan: TypedRotation });
export const EndRotation = z.strictObject({ rev: Rev });

export const rotationRoutes = {
  rotations: { method: 'get', path: '/api/rotations', needs: 'roster', body: null, out: Rotations },
  previewRotation: {
    method: 'post',
    path: '/api/rotations/preview',
    needs: 'center',
    body: AskPreview,
    out: RotationPreview,
  },
  addRotation: {
    method: 'post',
    path: '/api/rotations',
    needs: 'center',
    body: AddRotation,
    out: z.object({ id: Id }),
  },
  changeRotation: { method: 'post', path: '/api/rotations/:id', needs: 'center', body: ChangeRotation, out: null },
  endRotation: { method: 'post', path: '/api/rotations/:id/end', needs: 'center', body: EndRotation, out: null },
} as const;
