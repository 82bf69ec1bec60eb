import { tomlSettings } from "../../src/source/toml-settings";

describe("settings of a flat TOML file", () => {
  test.each([
    ["port = 8501", "port", "8501"],
    ["port=8501", "port", "8501"],
    ["  port   =   8501   # ours", "port", "8501"],
    ['address = "0.0.0.0"', "address", '"0.0.0.0"'],
    ["address\t='a#b' # ours", "address", "'a#b'"],
  ])("stand where their values begin: %s", (line, key, written) => {
    const text = `# first\n[server]\n${line}\n`;
    const [{ at, ...setting } = { at: -1 }, ...others] = tomlSettings(text);
    expect([setting, others]).toEqual([{ table: "server", key, value: written.replaceAll(/^["']|["']$/g, "") }, []]);
    expect(text.slice(at)).toMatch(written);
    expect(text.indexOf(written)).toBe(at);
  });

  test("may have dotted keys, before any table and in one", () => {
    const settings = tomlSettings("server.port = 1\n[browser]\na.b = 2\n").map(({ at: _, ...setting }) => setting);
    expect(settings).toEqual([
      { table: "server", key: "port", value: "1" },
      { table: "browser.a", key: "b", value: "2" },
    ]);
  });

  test("are read beside lines that are none", () => {
    const settings = tomlSettings("[server]\nport 1\nlist = [\n  1,\n]\nport = 2\n").map(({ key, value }) => [
      key,
      value,
    ]);
    expect(settings).toEqual([["port", "2"]]);
  });
});
