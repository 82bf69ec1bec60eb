import * as fs from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { consumerFolder } from "../support/package";

/** The declarations of the packed package, as an editor shows them in a hover. */
let folder: string;
let dist: string;
let program: ts.Program;
let checker: ts.TypeChecker;
let exported: ReadonlyMap<ts.Symbol, string>;

beforeAll(() => {
  folder = consumerFolder();
  dist = path.join(folder, "node_modules/databricks-apps-constructs/dist");
  const entries = ["index.d.ts", "testing.d.ts"].map((file) => path.join(dist, file));
  program = ts.createProgram(entries, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
    strict: true,
    skipLibCheck: true,
  });
  checker = program.getTypeChecker();
  exported = new Map(entries.flatMap((entry) => exportsOf(entry)));
}, 60_000);

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function exportsOf(entry: string): [ts.Symbol, string][] {
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${entry} exports nothing`);
  return checker.getExportsOfModule(module).map((symbol) => [target(symbol), symbol.name]);
}

function target(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOurs(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes("/node_modules/databricks-apps-constructs/dist/");
}

function nodesOf(root: ts.Node): ts.Node[] {
  const found: ts.Node[] = [root];
  ts.forEachChild(root, (child) => {
    found.push(...nodesOf(child));
  });
  return found;
}

/** Every node of every public declaration, with the name under which it is exported. */
function publicNodes(): { readonly name: string; readonly node: ts.Node }[] {
  return [...exported].flatMap(([symbol, name]) =>
    (symbol.declarations ?? []).filter(isOurs).flatMap((root) => nodesOf(root).map((node) => ({ name, node }))),
  );
}

test("what is looked at is the whole public API", () => {
  const names = [...exported.values()];
  for (const name of ["App", "AppResource", "Permission", "ScalingConfig", "BoundApp", "synthesize"]) {
    expect(names).toContain(name);
  }
  expect(program.getSemanticDiagnostics()).toEqual([]);
});

test("no public declaration says any", () => {
  const anys = publicNodes().filter(({ node }) => node.kind === ts.SyntaxKind.AnyKeyword);
  expect(anys.map(({ name, node }) => `${name}: ${node.parent.getText()}`)).toEqual([]);
});

test("every type that a public declaration names can be imported by that name", () => {
  const hidden = publicNodes().flatMap(({ name, node }) => {
    const named = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = named && checker.getSymbolAtLocation(named);
    if (symbol === undefined) return [];
    const type = target(symbol);
    const ours = type.declarations?.some(
      (declaration) => isOurs(declaration) && !ts.isTypeParameterDeclaration(declaration),
    );
    return ours === true && !exported.has(type) ? [`${name} uses ${type.name}`] : [];
  });
  expect([...new Set(hidden)].sort()).toEqual([]);
});

test("every exported value has a type with a name", () => {
  const anonymous = publicNodes().filter(
    ({ node }) => ts.isVariableDeclaration(node) && !(node.type !== undefined && ts.isTypeReferenceNode(node.type)),
  );
  expect(anonymous.map(({ name }) => name)).toEqual([]);
});
