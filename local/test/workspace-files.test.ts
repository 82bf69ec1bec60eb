import { ANNA, callerOf, refusal, startPlane, stopPlanes } from "./support/plane";

afterEach(stopPlanes);

const WORKSPACE = "/api/2.0/workspace";
const statusOf = (path: string): string => `${WORKSPACE}/get-status?path=${encodeURIComponent(path)}`;

function multipart(fields: Readonly<Record<string, string>>): readonly [Uint8Array, Record<string, string>] {
  const parts = Object.entries(fields).map(([name, value]) => {
    const file = name === "content" ? '; filename="content"' : "";
    return `--edge\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return [Buffer.from(`${parts.join("")}--edge--\r\n`), { "content-type": "multipart/form-data; boundary=edge" }];
}

test("both upload calls store a file, and a path may begin with /Workspace", async () => {
  const call = callerOf(await startPlane());
  await call("POST", `${WORKSPACE}/mkdirs`, { path: "/Workspace/Shared/orders/app" });
  const [body, headers] = multipart({ path: "/Shared/orders/a.js", format: "RAW", overwrite: "true", content: "one" });
  expect((await call("POST", `${WORKSPACE}/import`, body, headers)).status).toBe(200);
  const raw = await call("POST", "/api/2.0/workspace-files/import-file/Workspace/Shared/orders/b.js", Buffer.from("2"));
  expect(raw.status).toBe(200);
  expect((await call("GET", statusOf("/Workspace/Shared/orders/a.js"))).body).toMatchObject({
    path: "/Shared/orders/a.js",
    object_type: "FILE",
    size: 3,
  });
  const { objects } = (await call("GET", `${WORKSPACE}/list?path=/Shared/orders`)).body as {
    objects: { path: string }[];
  };
  expect(objects.map(({ path }) => path).sort()).toEqual([
    "/Shared/orders/a.js",
    "/Shared/orders/app",
    "/Shared/orders/b.js",
  ]);
});

test("fails to write over a file without being told to", async () => {
  const call = callerOf(await startPlane());
  const put = (query: string) =>
    call("POST", `/api/2.0/workspace-files/import-file/Shared/a${query}`, Buffer.from("1"));
  expect((await put("")).status).toBe(200);
  expect(refusal(await put(""))).toEqual([409, "RESOURCE_ALREADY_EXISTS"]);
  expect((await put("?overwrite=true")).status).toBe(200);
});

test("fails where the folder is not there, which is what makes the provider create it", async () => {
  const call = callerOf(await startPlane());
  const reply = await call("POST", "/api/2.0/workspace-files/import-file/Shared/none/a", Buffer.from("1"));
  expect(refusal(reply)).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
});

test("fails to delete a folder with something in it unless told to", async () => {
  const call = callerOf(await startPlane());
  await call("POST", `${WORKSPACE}/mkdirs`, { path: "/Shared/a/b" });
  expect(refusal(await call("POST", `${WORKSPACE}/delete`, { path: "/Shared/a" }))).toEqual([
    400,
    "DIRECTORY_NOT_EMPTY",
  ]);
  await call("POST", `${WORKSPACE}/delete`, { path: "/Shared/a", recursive: true });
  expect((await call("GET", statusOf("/Shared/a/b"))).status).toBe(404);
});

test("fails to read or write in the home of somebody else", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  const home = `/Users/${ANNA.name}`;
  expect(refusal(await call("POST", `${WORKSPACE}/mkdirs`, { path: `${home}/x` }))[0]).toBe(403);
  expect(refusal(await call("GET", statusOf(home)))[0]).toBe(403);
  expect((await callerOf(plane, ANNA)("POST", `${WORKSPACE}/mkdirs`, { path: `${home}/x` })).status).toBe(200);
});

test.each(["Shared/a", "/Shared/../Users/a", "/Shared/./a"])("fails for the path %s", async (path) => {
  const call = callerOf(await startPlane());
  expect(refusal(await call("POST", `${WORKSPACE}/mkdirs`, { path }))).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("a file comes back byte by byte, as text in JSON or as it is", async () => {
  const plane = await startPlane();
  const call = callerOf(plane);
  const bytes = Buffer.from([0, 13, 10, 255]);
  await call("POST", "/api/2.0/workspace-files/import-file/Shared/a.bin", bytes);
  const { body } = await call("GET", `${WORKSPACE}/export?path=/Workspace/Shared/a.bin&format=AUTO`);
  expect(Buffer.from(body.content as string, "base64")).toEqual(bytes);
  const raw = await fetch(`${plane.url}${WORKSPACE}/export?path=/Shared/a.bin&direct_download=true`, {
    headers: { authorization: `Bearer ${plane.token()}` },
  });
  expect(Buffer.from(await raw.arrayBuffer())).toEqual(bytes);
  expect(refusal(await call("GET", `${WORKSPACE}/export?path=/Shared`))).toEqual([400, "INVALID_PARAMETER_VALUE"]);
});

test("the permissions of a folder show what holds for it from above, and where that comes from", async () => {
  const call = callerOf(await startPlane());
  await call("POST", `${WORKSPACE}/mkdirs`, { path: "/Shared/orders/a" });
  const idOf = async (path: string) => (await call("GET", statusOf(path))).body.object_id as number;
  const { body } = await call("GET", `/api/2.0/permissions/directories/${await idOf("/Shared/orders/a")}`);
  const inherited = { inherited: true, inherited_from_object: [`/directories/${await idOf("/Shared")}`] };
  expect(body.access_control_list).toContainEqual({
    group_name: "users",
    all_permissions: [{ permission_level: "CAN_MANAGE", ...inherited }],
  });
});

test("a file that looks like a notebook becomes one and loses its extension, unless it is sent as it is", async () => {
  const call = callerOf(await startPlane());
  const content = "# Databricks notebook source\nprint(1)\n";
  const send = async (name: string, format: string) => {
    const [body, headers] = multipart({ path: `/Shared/${name}`, format, overwrite: "true", content });
    await call("POST", `${WORKSPACE}/import`, body, headers);
  };
  await send("auto.py", "AUTO");
  await send("raw.py", "RAW");
  await call("POST", "/api/2.0/workspace-files/import-file/Shared/file.py", Buffer.from(content));
  const typeOf = async (path: string) => (await call("GET", statusOf(path))).body.object_type as unknown;
  expect(await typeOf("/Shared/auto")).toBe("NOTEBOOK");
  expect(await typeOf("/Shared/file")).toBe("NOTEBOOK");
  expect(await typeOf("/Shared/raw.py")).toBe("FILE");
  expect(await typeOf("/Shared/auto.py")).toBeUndefined();
});
