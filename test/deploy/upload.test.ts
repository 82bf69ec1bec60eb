import { sha256 } from "../../src/definition/digest";
import { type Label, labelFile, verifyRelease } from "../../src/deploy/release-folder";
import { type SourceFile, upload } from "../../src/deploy/upload";
import { AppsError } from "../../src/errors";
import { releaseOf, shortRelease } from "../../src/promotion/release";
import { sourceDigest } from "../../src/source/source-digest";
import { Killed } from "./fake-app";
import { FakeFiles } from "./fake-files";

const TEXTS = { "app.yaml": "command: [node]", "lib/deep/a b.js": "1", "lib/b.js": "2", "z.bin": "\u0000ÿ" };
const FILES = Object.entries(TEXTS).map(([path, text]): SourceFile => {
  const bytes = Buffer.from(text, "latin1");
  return { path, size: bytes.length, sha256: sha256(bytes), bytes };
});
const LABEL: Label = { schemaVersion: 1, definition: "d", source: sourceDigest(FILES), libraryVersion: "1" };
const RELEASE = shortRelease(releaseOf(LABEL));
const ROOT = "/Workspace/Shared/.dbapps/orders";
const FOLDER = `${ROOT}/${RELEASE}`;

let calls: FakeFiles;
beforeEach(() => {
  calls = new FakeFiles();
  calls.folders.add(ROOT);
});

const run = (files: readonly SourceFile[] = FILES): Promise<boolean> =>
  upload(calls, { folder: FOLDER, files, label: LABEL, report: () => undefined });

/** Paths of what is refused. */
async function refused(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof AppsError)) throw new Error(`not refused: ${String(error)}`);
  expect(error.issues.map(({ code }) => code)).toEqual(error.issues.map(() => "deploy.folder"));
  return error.issues.map(({ path }) => path[0]);
}

describe("an upload", () => {
  test("writes every byte, and the label last", async () => {
    expect(await run()).toBe(true);
    for (const { path, bytes } of FILES) expect(calls.files.get(`${FOLDER}/${path}`)).toEqual(bytes);
    expect(calls.written.at(-1)).toBe(labelFile(FOLDER));
    expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(true);
  });

  test("that is complete is never written again", async () => {
    await run();
    const before = calls.written.length;
    expect(await run()).toBe(false);
    expect(calls.written).toHaveLength(before);
  });

  test("that was killed at any call is finished by the next run, and labelled only when it is whole", async () => {
    let count = 0;
    calls.around = () => (count += 1);
    await run();
    expect(count).toBeGreaterThan(15);
    for (let at = 1; at <= count; at += 1) {
      calls = new FakeFiles();
      calls.folders.add(ROOT);
      let seen = 0;
      calls.around = () => {
        seen += 1;
        if (seen === at) throw new Killed();
      };
      await expect(run()).rejects.toThrow(Killed);
      calls.around = () => undefined;
      if (calls.files.has(labelFile(FOLDER))) expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(true);
      await run();
      expect([at, await verifyRelease(calls, FOLDER, RELEASE)]).toEqual([at, true]);
    }
  });

  test("two at once end with one whole folder", async () => {
    await Promise.all([run(), run()]);
    expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(true);
  });

  test("fills up over what is wrong in a folder without a label", async () => {
    calls.folders.add(FOLDER);
    calls.files.set(`${FOLDER}/app.yaml`, Buffer.from("half"));
    await run();
    expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(true);
  });

  test("fails on a file of somebody else, before it writes anything", async () => {
    calls.folders.add(FOLDER);
    calls.files.set(`${FOLDER}/evil.js`, Buffer.from("x"));
    expect(await refused(run())).toEqual(["evil.js"]);
    expect(calls.written).toEqual([]);
  });

  test.each<[what: string, change: () => void, paths: readonly string[]]>([
    ["a byte", () => calls.files.set(`${FOLDER}/lib/b.js`, Buffer.from("3")), ["lib/b.js"]],
    ["a size", () => calls.files.set(`${FOLDER}/lib/b.js`, Buffer.from("22")), ["lib/b.js"]],
    ["a file less", () => calls.files.delete(`${FOLDER}/z.bin`), ["z.bin"]],
    ["a file more", () => calls.files.set(`${FOLDER}/lib/c.js`, Buffer.from("")), ["lib/c.js"]],
  ])("fails on a complete folder with %s changed, and so does going back to it", async (_, change, paths) => {
    await run();
    change();
    expect(await refused(run())).toEqual(paths);
    expect(await refused(verifyRelease(calls, FOLDER, RELEASE))).toEqual([FOLDER]);
  });
});

describe("going back to a folder", () => {
  test("is not possible where it is gone or was never complete", async () => {
    expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(false);
    await run();
    calls.files.delete(labelFile(FOLDER));
    expect(await verifyRelease(calls, FOLDER, RELEASE)).toBe(false);
  });

  test.each([
    ["another source", { ...LABEL, source: sourceDigest([]) }],
    ["another version", { ...LABEL, libraryVersion: "2" }],
    ["less", { schemaVersion: 1, source: LABEL.source }],
  ])("fails where its label says %s: it has another name then", async (_, label) => {
    await run();
    calls.files.set(labelFile(FOLDER), Buffer.from(JSON.stringify(label)));
    expect(await refused(verifyRelease(calls, FOLDER, RELEASE))).toEqual([labelFile(FOLDER)]);
  });
});
