import { probeFolder, probeOf, probeSource } from "../../src/source/probe";
import { placeOf } from "../../src/source/find-folder";
import { readSource } from "../../src/source/read-source";
import { temporaryFolder } from "./folder";

const probe = (base: string, source: string) => probeFolder(placeOf(source, base));

describe("what an app's folder says of its build", () => {
  test("is the dependency files at its top", () => {
    const base = temporaryFolder({
      "app/requirements.txt": "",
      "app/package.json": "",
      "app/main.py": "",
      "app/lib/pyproject.toml": "",
    });
    const expected = { folder: "app", found: true, manifests: ["package.json", "requirements.txt"] };
    expect(probe(base, "./app")).toEqual(expected);
    expect(probeOf(readSource(placeOf("app", base)))).toEqual(expected);
  });

  test("is about files: neither a folder nor another case is a dependency file", () => {
    const base = temporaryFolder({ "app/package.json/x": "", "app/Requirements.txt": "" });
    expect(probe(base, "app").manifests).toEqual([]);
    expect(probeOf(readSource(placeOf("app", base))).manifests).toEqual([]);
  });

  test("is that nothing is known where there is no folder, or a file", () => {
    const base = temporaryFolder({ file: "" });
    expect(probe(base, "app")).toEqual({ folder: "app", found: false, manifests: [] });
    expect(probe(base, "file").found).toBe(false);
  });

  test("is unknown where the definition names none", () => {
    expect(probeSource({})).toBeUndefined();
  });
});
