import * as fs from "node:fs";
import * as path from "node:path";
import { BROKEN, DeployProject, GOOD, SERVER } from "./deploy-project";
import { runCli } from "./run-cli";

const TWO = { ...GOOD, "server.js": SERVER.replace('"one"', '"two"') };
const FOLDER = "/Workspace/Shared/.dbapps/orders";

jest.setTimeout(60_000);

let project: DeployProject;
beforeEach(async () => {
  project = await DeployProject.open();
});
afterEach(() => project.close());

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What the stage ran, of a command's document. */
function runs(document: ReturnType<typeof JSON.parse>): unknown {
  const [{ outcome, runs: now }] = document.apps;
  return [outcome, now?.active?.release];
}

describe("dbapps deploy", () => {
  test("brings a stopped app to the release, with the stage's variables, and does nothing when run again", async () => {
    const first = await project.json("deploy", "dev");
    expect(first.code).toBe(0);
    expect(first.document.apps).toMatchObject([
      {
        app: "orders",
        stage: "dev",
        release: project.release,
        folder: `${FOLDER}/${project.release}`,
        outcome: "running",
        deployed: true,
        uploaded: true,
        runs: { state: "Running", matches: "assembly", active: { release: project.release } },
      },
    ]);
    expect(await project.page("dev")).toEqual({ version: "one", catalog: "dev" });
    const again = await project.json("deploy", "dev");
    expect(again).toMatchObject({ code: 0, document: { apps: [{ deployed: false, uploaded: false }] } });
    expect(await project.deployments("dev")).toHaveLength(1);
  });

  test("uploads the bytes of the assembly, and beside them the mark of a complete folder", async () => {
    await project.dbapps("deploy", "dev");
    const { release } = project;
    expect(await project.entries("dev", FOLDER)).toEqual(
      [`${FOLDER}/${release}`, `${FOLDER}/${release}.json`].map((name) => name.replace("/Workspace", "")),
    );
    expect(await project.entries("dev", `${FOLDER}/${release}/lib/deep`)).toEqual([
      `${FOLDER}/${release}/lib/deep/a b.txt`.replace("/Workspace", ""),
    ]);
  });

  test("deploys again where only a variable of the stage has changed, without another upload", async () => {
    await project.dbapps("deploy", "dev");
    project.synth(GOOD, { dev: "other" });
    expect((await project.json("status", "dev")).document.apps[0].runs.matches).toBe("other variables");
    const { document } = await project.json("deploy", "dev");
    expect(document.apps).toMatchObject([{ deployed: true, uploaded: false, outcome: "running" }]);
    expect(await project.page("dev")).toEqual({ version: "one", catalog: "other" });
  });

  test("fails on a broken release with the vendor's message and the last lines, and names what still runs", async () => {
    await project.dbapps("deploy", "dev");
    const good = project.release;
    const broken = project.synth(BROKEN);
    const { code, err } = await project.dbapps("deploy", "dev");
    expect(code).toBe(1);
    expect(err).toContain("exited with code 1");
    expect(err).toContain("| Error: two");
    expect(err).toContain(`active is ${good}, not ${broken}`);
    const { document } = await project.json("deploy", "dev");
    expect(runs(document)).toEqual(["failed", good]);
    expect(document.apps[0].logs.join("\n")).toContain("Error: two");
    expect(document.apps[0].logs.join("\n")).not.toContain("listens");
    expect((await project.json("status", "dev")).document.apps[0].runs.active.release).toBe(good);
    expect(await project.page("dev")).toMatchObject({ version: "one" });
  });

  test("fails before the first call where a byte of the source has changed, and names the file", async () => {
    const id = project.promotion.definitions[0]?.source?.id ?? "";
    const file = path.join(project.assembly, "sources", id, "server.js");
    fs.appendFileSync(file, "// changed\n");
    const before = project.plane.inspect().requests.length;
    const { code, out } = await project.dbapps("deploy", "dev", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).issues).toMatchObject([{ code: "source.changed", path: [`sources/${id}/server.js`] }]);
    expect(project.plane.inspect().requests).toHaveLength(before);
  });

  test("fails where promotion.json names another release than its source and definition make", async () => {
    const file = path.join(project.assembly, "promotion.json");
    const { release } = project.promotion.apps[0] ?? { release: "" };
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll(release, "0".repeat(64)));
    const { code, out } = await project.dbapps("deploy", "dev", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).issues).toMatchObject([{ code: "deploy.release" }]);
  });

  test("fails for an app whose definition has no source, which status still shows", async () => {
    const file = path.join(project.assembly, "promotion.json");
    const { definitions, ...rest } = project.promotion;
    const without = definitions.map(({ source: _source, ...each }) => each);
    fs.writeFileSync(file, JSON.stringify({ ...rest, definitions: without }));
    const { code, out } = await project.dbapps("deploy", "dev", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out).issues).toMatchObject([{ code: "deploy.no-source" }]);
    expect((await project.json("status", "dev")).document.apps).toMatchObject([{ assembly: null, runs: {} }]);
  });

  test("fails where somebody put a file into the folder of a release, and deploys nothing", async () => {
    await project.dbapps("deploy", "dev");
    await project.write("dev", `${FOLDER}/${project.release}/evil.js`, "x");
    await project.dbapps("stop", "dev");
    const { code, document } = await project.json("deploy", "dev");
    expect(code).toBe(1);
    expect(document.apps[0].issues).toMatchObject([{ code: "deploy.folder", path: ["evil.js"] }]);
    expect(await project.deployments("dev")).toHaveLength(1);
  });

  test("fails where somebody changed a byte of a complete folder, also without changing its size", async () => {
    await project.dbapps("deploy", "dev");
    await project.write("dev", `${FOLDER}/${project.release}/lib/deep/a b.txt`, "y");
    await project.dbapps("stop", "dev");
    const { code, document } = await project.json("deploy", "dev");
    expect(code).toBe(1);
    expect(document.apps[0].issues).toMatchObject([{ code: "deploy.folder", path: ["lib/deep/a b.txt"] }]);
  });

  test("fills up a folder that an earlier run left half full", async () => {
    const folder = `${FOLDER}/${project.release}`;
    await project.call("dev", "POST", "/api/2.0/workspace/mkdirs", { path: folder });
    await project.write("dev", `${folder}/server.js`, "x");
    expect((await project.dbapps("deploy", "dev")).code).toBe(0);
    expect(await project.page("dev")).toMatchObject({ version: "one" });
  });

  test("lets the app's service principal read its folders where not everybody may, and nobody else", async () => {
    // An admin took /Shared from the users; who deploys may still write there.
    const { object_id: id } = await project.call("dev", "GET", "/api/2.0/workspace/get-status?path=/Shared");
    const { creator } = await project.app("dev");
    const access_control_list = [{ user_name: creator, permission_level: "CAN_MANAGE" }];
    await project.call("dev", "PUT", `/api/2.0/permissions/directories/${id}`, { access_control_list });
    expect(await project.dbapps("deploy", "dev")).toMatchObject({ code: 0 });
    const workspace = project.plane.state.workspaces["1111"];
    const grants = Object.values(workspace?.objects ?? {}).flatMap((object) => object.grants);
    const readers = grants.filter(({ level }) => level === "CAN_READ");
    const name = workspace?.apps.orders?.servicePrincipal.clientId;
    expect(readers).toEqual([{ principal: { kind: "servicePrincipal", name }, level: "CAN_READ" }]);
  });

  test("keeps the last releases, and never removes what runs", async () => {
    const releases: string[] = [];
    for (const version of ["1", "2", "3"]) {
      releases.push(project.synth({ ...GOOD, "server.js": SERVER.replace('"one"', `"${version}"`) }));
      await project.dbapps("deploy", "dev", "--keep", "2");
    }
    const names = (await project.entries("dev", FOLDER)).map((name) => path.posix.basename(name));
    const kept = releases.slice(1).flatMap((release) => [release, `${release}.json`]);
    expect(names).toEqual(kept.sort());
  });

  test("two at once make one deployment", async () => {
    const both = await Promise.all([project.json("deploy", "dev"), project.json("deploy", "dev")]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await project.deployments("dev")).toHaveLength(1);
  });

  test("ends with 3 where the time is up first, and goes on when it is run again", async () => {
    project.plane.faults.deployments = [{ buildLooks: 7 }];
    const first = await project.json("deploy", "dev", "--timeout", "0.01");
    expect(first.code).toBe(3);
    expect(first.document.apps[0]).toMatchObject({
      outcome: "unfinished",
      runs: { pending: { state: "IN_PROGRESS" } },
    });
    expect(await project.dbapps("deploy", "dev")).toMatchObject({ code: 0 });
    expect(await project.deployments("dev")).toHaveLength(1);
  });

  test("fails where compute does not start, with what to do about that, which works", async () => {
    project.plane.faults.failStarts = 1;
    const { code, document } = await project.json("deploy", "dev");
    expect([code, document.apps[0].outcome]).toEqual([1, "refused"]);
    expect(document.apps[0].message).toContain("dbapps stop");
    for (const command of ["stop", "start", "deploy"])
      expect(await project.dbapps(command, "dev")).toMatchObject({ code: 0 });
  });

  test("fails for a stage that is not there, an app that terraform did not make, and numbers that are none", async () => {
    expect((await project.dbapps("deploy", "prd")).err).toContain("did you mean prod?");
    await project.call("prod", "DELETE", "/api/2.0/apps/orders");
    expect(await project.dbapps("deploy", "prod")).toMatchObject({ code: 1 });
    for (const option of ["--timeout", "--keep"]) {
      expect((await project.dbapps("deploy", "dev", option, "soon")).err).toContain(option);
    }
  });
});

describe("dbapps rollback", () => {
  test("brings back the release before, and then the one after it", async () => {
    const one = project.release;
    await project.dbapps("deploy", "dev");
    const two = project.synth(TWO);
    await project.dbapps("deploy", "dev");
    project.synth(BROKEN);
    await project.dbapps("deploy", "dev");
    const back = await project.json("rollback", "dev");
    expect([back.code, runs(back.document)]).toEqual([0, ["running", one]]);
    expect(await project.page("dev")).toEqual({ version: "one", catalog: "dev" });
    expect(runs((await project.json("rollback", "dev")).document)).toEqual(["running", two]);
    expect(runs((await project.json("rollback", "dev", "--to", one)).document)).toEqual(["running", one]);
  });

  test("fails where there is nothing to go back to, or its folder is gone", async () => {
    expect((await project.dbapps("rollback", "dev")).err).toContain("nothing to go back to");
    const one = project.release;
    await project.dbapps("deploy", "dev");
    expect((await project.dbapps("rollback", "dev")).err).toContain("nothing to go back to");
    project.synth(TWO);
    await project.dbapps("deploy", "dev", "--keep", "1");
    const { code, err } = await project.dbapps("rollback", "dev");
    expect(code).toBe(1);
    expect(err).toContain(`the folder of release ${one}`);
  });
});

describe("a rollback fails, and deploys nothing,", () => {
  test.each([
    ["to a folder with another byte", "lib/deep/a b.txt", "y"],
    ["to a folder with a file more", "evil.js", "x"],
    [
      "to one whose mark names another source",
      ".json",
      JSON.stringify({ schemaVersion: 1, definition: "a", source: "b", libraryVersion: "c" }),
    ],
    ["to one whose mark is none", ".json", "[]"],
  ])("%s", async (_, file, text) => {
    const one = project.release;
    await project.dbapps("deploy", "dev");
    project.synth(TWO);
    await project.dbapps("deploy", "dev");
    await project.write("dev", `${FOLDER}/${one}${file.startsWith(".") ? "" : "/"}${file}`, text);
    const { code, out } = await project.dbapps("rollback", "dev", "--json");
    expect([code, JSON.parse(out).issues[0].code]).toEqual([1, "deploy.folder"]);
    expect(await project.page("dev")).toMatchObject({ version: "two" });
  });

  test("for a variable of then that this assembly does not have", async () => {
    await project.dbapps("deploy", "dev");
    project.synth(TWO);
    await project.dbapps("deploy", "dev");
    const file = path.join(project.assembly, project.promotion.apps[0]?.deployment ?? "");
    fs.writeFileSync(file, JSON.stringify({ mode: "SNAPSHOT", env_vars: [] }));
    const { code, err } = await project.dbapps("rollback", "dev");
    expect([code, err]).toEqual([1, expect.stringContaining("ran with CATALOG")]);
  });
});

describe("dbapps stop and start", () => {
  test("end what runs and bring it back", async () => {
    await project.dbapps("deploy", "dev");
    expect(await project.json("stop", "dev")).toMatchObject({
      code: 0,
      document: { apps: [{ outcome: "done", runs: { state: "Stopped", compute: "STOPPED" } }] },
    });
    expect((await project.dbapps("stop", "dev")).code).toBe(0);
    const { code, document } = await project.json("start", "dev");
    expect(code).toBe(0);
    expect(document.apps[0].runs).toMatchObject({ state: "Running", active: { release: project.release } });
    expect(await project.page("dev")).toMatchObject({ version: "one" });
  });
});

describe("dbapps status", () => {
  test("shows every stage as the vendor has it, and ends with 2 on request where that is not the assembly", async () => {
    await project.dbapps("deploy", "dev");
    const { code, document } = await project.json("status");
    expect(code).toBe(0);
    expect(document.apps).toMatchObject([
      { stage: "dev", assembly: project.release, runs: { state: "Running", matches: "assembly", instances: 1 } },
      { stage: "prod", assembly: project.release, runs: { state: "Stopped", matches: "nothing" } },
    ]);
    expect((await project.dbapps("status", "dev", "--detailed-exitcode")).code).toBe(0);
    expect((await project.dbapps("status", "--detailed-exitcode")).code).toBe(2);
    const { out } = await project.dbapps("status");
    expect(out).toMatch(new RegExp(`^dev +orders +Running +${project.release} = assembly +now +1 +http`, "m"));
  });

  test("knows no release of what somebody deployed from a folder of their own", async () => {
    await project.dbapps("deploy", "dev");
    const folder = "/Workspace/Shared/mine/0123456789ab";
    await project.call("dev", "POST", "/api/2.0/workspace/mkdirs", { path: folder });
    for (const name of ["app.yaml", "server.js"]) await project.write("dev", `${folder}/${name}`, GOOD[name] ?? "");
    const request = { source_code_path: folder, mode: "SNAPSHOT" };
    await project.call("dev", "POST", "/api/2.0/apps/orders/deployments", request);
    await until(async () => (await project.app("dev")).active_deployment.source_code_path === folder);
    const { document } = await project.json("status", "dev");
    expect(document.apps[0].runs).toMatchObject({ matches: "unknown release", active: { release: null } });
    expect((await project.dbapps("status", "dev")).out).toContain("unknown release");
    // It can be left again.
    expect(runs((await project.json("deploy", "dev")).document)).toEqual(["running", project.release]);
  });

  test("says of one workspace that it cannot be asked, and shows the others", async () => {
    const { DBAPPS_LOCAL_TOKENS: tokens = "", ...env } = project.env;
    const [dev = ""] = tokens.split(",");
    const only = { ...env, DBAPPS_LOCAL_TOKENS: dev };
    const { code, out } = await runCli(["status", "--json"], project.folder, only);
    expect(code).toBe(1);
    const [first, second] = JSON.parse(out).apps;
    expect(first).toMatchObject({ stage: "dev", runs: { state: "Stopped" } });
    expect(second).toMatchObject({ stage: "prod", error: expect.stringContaining("2222=<token>") });
  });
});
