import * as fs from "node:fs";

/** Writes one member; `told` gets the bytes of it, its name and its value. */
export type WriteMember = (name: string, value: unknown, told?: (bytes: Uint8Array) => void) => void;

/** Few enough that their text is small, and enough that nobody counts the calls. */
const ITEMS = 128;

/**
 * Writes a large object as `JSON.stringify` with two spaces and a line's end do, member by member and a long list piece
 * by piece: its text never stands in memory as a whole, and whoever digests a member has the bytes that are written.
 */
export function writeJson(file: string, writeMembers: (write: WriteMember) => void): void {
  const to = fs.openSync(file, "w");
  try {
    let before = "{\n";
    writeMembers((name, value, told) => {
      for (const piece of memberPieces(name, value)) {
        const bytes = Buffer.from(before + piece);
        fs.writeFileSync(to, bytes);
        told?.(bytes);
        before = "";
      }
      if (before === "") before = ",\n";
    });
    fs.writeFileSync(to, before === "{\n" ? "{}\n" : "\n}\n");
  } finally {
    fs.closeSync(to);
  }
}

/** The lines of a member, without a comma; none where JSON leaves it out. */
function* memberPieces(name: string, value: unknown): Generator<string> {
  const isLong = Array.isArray(value) && value.length > ITEMS;
  if (!isLong) {
    const text = JSON.stringify({ [name]: value }, null, 2);
    if (text !== "{}") yield text.slice(2, -2);
    return;
  }
  const opening = `{\n  ${JSON.stringify(name)}: [`;
  for (let start = 0; start < value.length; start += ITEMS) {
    const text = JSON.stringify({ [name]: value.slice(start, start + ITEMS) }, null, 2);
    const items = text.slice(opening.length, -"\n  ]\n}".length);
    yield start === 0 ? opening.slice(2) + items : `,${items}`;
  }
  yield "\n  ]";
}
