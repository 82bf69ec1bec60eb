import * as fs from "node:fs";

/** Is told the bytes of a member, with what stands before it; they are good for that call only. */
export type Told = (bytes: Uint8Array) => void;

/** Few enough that their text is small, and enough that nobody counts the calls. */
const ITEMS = 32;
/** Of a buffer that most pieces fit into. */
const BYTES = 2 ** 19;

/**
 * Writes a large object as `JSON.stringify` with two spaces and a line's end do, member by member and a long list piece
 * by piece: its text never stands in memory as a whole, and whoever digests a member has the bytes that are written.
 */
export function writeJson(
  file: string,
  writeMembers: (write: (name: string, value: unknown, told?: Told) => void) => void,
): void {
  const to = new TextFile(file);
  try {
    let before = "{\n";
    writeMembers((name, value, told) => {
      if (!putMember(to, before, name, value, told)) return;
      to.flush(told);
      before = ",\n";
    });
    to.put(before === "{\n" ? "{}\n" : "\n}\n");
    to.flush();
  } finally {
    to.close();
  }
}

/** The lines of a member; false where JSON leaves it out. */
function putMember(to: TextFile, before: string, name: string, value: unknown, told?: Told): boolean {
  const isLong = Array.isArray(value) && value.length > ITEMS;
  if (!isLong) {
    const text = JSON.stringify({ [name]: value }, null, 2);
    if (text === "{}") return false;
    to.put(before, told);
    to.put(text.slice("{\n".length, -"\n}".length), told);
    return true;
  }
  const opening = `{\n  ${JSON.stringify(name)}: [`;
  to.put(before, told);
  to.put(opening.slice("{\n".length), told);
  for (let start = 0; start < value.length; start += ITEMS) {
    const text = JSON.stringify({ [name]: value.slice(start, start + ITEMS) }, null, 2);
    if (start > 0) to.put(",", told);
    to.put(text.slice(opening.length, -"\n  ]\n}".length), told);
  }
  to.put("\n  ]", told);
  return true;
}

/** One buffer for everything: a new one for each piece costs more than to fill it. */
class TextFile {
  private readonly descriptor: number;
  private buffer = Buffer.allocUnsafe(BYTES);
  private used = 0;

  constructor(file: string) {
    this.descriptor = fs.openSync(file, "w");
  }

  put(text: string, told?: Told): void {
    // The most that UTF-8 takes for a unit of a text.
    const most = 3 * text.length;
    if (this.used + most > this.buffer.length) this.flush(told);
    if (most > this.buffer.length) this.buffer = Buffer.allocUnsafe(most);
    this.used += this.buffer.write(text, this.used);
  }

  flush(told?: Told): void {
    const bytes = this.buffer.subarray(0, this.used);
    fs.writeFileSync(this.descriptor, bytes);
    told?.(bytes);
    this.used = 0;
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }
}
