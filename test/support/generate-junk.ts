import * as fc from "./random";
import { type Draw, copyOf, membersAt, placesIn, put } from "./generate-draw";
import { brokenDraw } from "./generate-broken";
import { validDraw } from "./generate-program";

/** Keys that every object seems to have, and others that trip programs. */
const key = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "length", "", "0", "kind", "name", "id"),
  fc.string({ maxLength: 4 }),
);

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 0.1, "", " ", "__proto__"),
  fc.constantFrom<unknown>(undefined, NaN, Infinity),
  fc.string({ maxLength: 8 }),
  fc.integer(),
);

const members = (value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, value), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));

/** Any plain data, as a hand-written file or plain JavaScript may hold it. */
export const junk: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie("any"), { maxLength: 3 }) },
    { weight: 2, arbitrary: members(tie("any")) },
  ),
})).any;

const program = fc.oneof(
  validDraw,
  brokenDraw.map(({ draw }) => draw),
);

/** A program with junk in up to three of its places: instead of a value, or as a further member. */
export const junkDraw: fc.Arbitrary<Draw> = fc
  .tuple(program, fc.array(fc.tuple(fc.nat(), fc.option(key, { freq: 2 }), junk), { minLength: 1, maxLength: 3 }))
  .map(([drawn, junks]) => {
    const draw = copyOf(drawn);
    for (const [number, further, drawnValue] of junks) {
      const value = copyOf(drawnValue);
      const places = placesIn(draw).filter((place) => place.length > 0);
      const place = places[number % places.length] ?? ["stage"];
      const holder = membersAt(draw, ...place);
      if (further === null) put(draw, place, value);
      else put(draw, [...place, Array.isArray(holder) ? holder.length : further], value);
    }
    return draw;
  });
