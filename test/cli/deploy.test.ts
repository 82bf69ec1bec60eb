import { DeployProject } from "./deploy-project";

let project: DeployProject;
beforeAll(async () => {
  project = await DeployProject.open();
});
afterAll(() => project.close());

describe("dbapps deploy", () => {
  test("brings a stopped app to a running release", async () => {
    expect((await project.dbapps("deploy", "dev")).code).toBe(0);
    expect(await project.page("dev")).toEqual({ version: "one", catalog: "dev" });
  });
});
