import { type Deployment, readApp, readDeployment, record, type RunningApp } from "./app-data";
import { VendorApiError } from "./vendor-error";
import type { Body, WorkspaceApi } from "./workspace-api";

/** As many as anybody looks back; older ones are not asked for. */
const MOST_PAGES = 10;

/** The calls about one app. */
export class AppApi {
  private readonly path: string;

  constructor(
    readonly api: WorkspaceApi,
    readonly name: string,
  ) {
    this.path = `/api/2.0/apps/${encodeURIComponent(name)}`;
  }

  /** Undefined: there is no such app. */
  async app(): Promise<RunningApp | undefined> {
    const { body } = await this.api.get(this.path);
    if (body === undefined) return undefined;
    const app = readApp(body);
    if (app?.name !== this.name) throw this.unexpected(this.path, "an app");
    return app;
  }

  async start(): Promise<void> {
    await this.api.post(`${this.path}/start`, {});
  }

  async stop(): Promise<void> {
    await this.api.post(`${this.path}/stop`, {});
  }

  async deploy(request: Body): Promise<Deployment> {
    const path = `${this.path}/deployments`;
    const { body } = await this.api.post(path, request);
    const deployment = readDeployment(body ?? {});
    if (deployment === undefined) throw this.unexpected(path, "a deployment", true);
    return deployment;
  }

  /** Undefined: there is no such deployment. */
  async deployment(id: string): Promise<Deployment | undefined> {
    const { body } = await this.api.get(`${this.path}/deployments/${encodeURIComponent(id)}`);
    return body === undefined ? undefined : readDeployment(body);
  }

  /** The newest first. */
  async deployments(): Promise<readonly Deployment[]> {
    const found: Deployment[] = [];
    let token = "";
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = token === "" ? "" : `?page_token=${encodeURIComponent(token)}`;
      const { body = {} } = await this.api.get(`${this.path}/deployments${query}`);
      const list = Array.isArray(body.app_deployments) ? body.app_deployments : [];
      found.push(...list.flatMap((each) => readDeployment(record(each)) ?? []));
      token = typeof body.next_page_token === "string" ? body.next_page_token : "";
      if (token === "") break;
    }
    return [...found].sort((a, b) => (b.createTime ?? "").localeCompare(a.createTime ?? ""));
  }

  private unexpected(path: string, lacks: string, unclear = false): VendorApiError {
    const message = `${path} at ${this.api.origin} answered without ${lacks}: is the host that of a workspace?`;
    return new VendorApiError(message, unclear ? { unclear } : {});
  }
}
