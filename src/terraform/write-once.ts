import * as fs from "node:fs";
import * as path from "node:path";
import { type IStackSynthesizer, type ISynthesisSession, type Manifest, TerraformStack } from "cdktf";
import { documentText, type Empties } from "./document-text";
import { stackDocument } from "./stack-document";

/**
 * Has a stack's document written by V8's serializer instead of cdktf's, once.
 *
 * cdktf's synthesizer does all that it does, Aspects, validations, annotations, assets, up to its last step: it asks
 * the stack for the document and writes it. There it is stopped, and the same bytes are written. Whether they are the
 * same is not taken for granted: the first file of a process is the engine's own, and shows how it prints.
 */
export function writeOnce(stack: TerraformStack, onWritten: OnWritten = () => undefined): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session) {
      onWritten(undefined);
      if (engine.printsOtherwise) synthesizer.synthesize(session);
      else synthesize(stack, synthesizer, session, onWritten);
    },
  };
}

/** A document as data, and the bytes that were made of it. */
export interface Written {
  readonly document: object;
  readonly text: string;
}

/**
 * Told what was written, so that nobody has to read the file and parse it; before each synthesis that nothing is. What
 * the engine writes itself is never told.
 */
export type OnWritten = (written: Written | undefined) => void;

/** What the engine's own files showed so far. */
const engine: { empties?: Empties; printsOtherwise?: true } = {};
/** Thrown to cdktf's synthesizer, and never further. */
const STOP = Symbol("the document is about to be written");

function synthesize(
  stack: TerraformStack,
  stock: IStackSynthesizer,
  session: ISynthesisSession,
  onWritten: OnWritten,
): void {
  const watched = new WatchedManifest(stack, session.manifest);
  let document: unknown;
  let text: string | undefined;
  const isOurs = stack.toTerraform === TerraformStack.prototype.toTerraform;
  const restore = replaceToTerraform(stack, (make) => {
    if (!watched.isLastStep) return make();
    const made = (document = (isOurs ? stackDocument(stack) : undefined) ?? make());
    text = engine.empties && documentText(document, engine.empties, isOurs);
    if (text !== undefined) throw STOP; // eslint-disable-line @typescript-eslint/only-throw-error -- no error at all
    return made;
  });
  try {
    stock.synthesize({ ...session, manifest: watched.manifest });
  } catch (error) {
    if (error !== STOP) throw error;
  } finally {
    restore();
  }
  if (document === undefined) return; // HCL
  const file = path.join(session.outdir, session.manifest.forStack(stack).synthesizedStackPath);
  if (text !== undefined) {
    fs.writeFileSync(file, text);
    onWritten({ document: document as object, text });
  } else if (engine.empties === undefined) learn(document, fs.readFileSync(file, "utf8"));
}

/** Compares what the engine wrote with what we would have written. A document without empties shows nothing yet. */
function learn(document: unknown, written: string): void {
  const texts = (["on one line", "on two lines"] as const).map((empties) => [empties, documentText(document, empties)]);
  if (texts.some(([, text]) => text === undefined)) return;
  const [same, ...others] = texts.filter(([, text]) => text === written);
  if (same === undefined) engine.printsOtherwise = true;
  else if (others.length === 0) engine.empties = same[0] as Empties;
}

/** Tells cdktf's last step, after which it only writes, from everybody else who asks a stack for its document. */
class WatchedManifest {
  readonly manifest: Manifest;
  private before: unknown;

  constructor(
    private readonly stack: TerraformStack,
    private readonly own: Manifest,
  ) {
    this.manifest = Object.create(own, { forStack: { value: (of: TerraformStack) => this.forStack(of) } }) as Manifest;
  }

  /** cdktf enters the annotations it collected right before it asks for the document. */
  get isLastStep(): boolean {
    return this.before !== undefined && this.own.forStack(this.stack).annotations !== this.before;
  }

  private forStack(of: TerraformStack): ReturnType<Manifest["forStack"]> {
    const entry = this.own.forStack(of);
    if (of === this.stack) this.before ??= entry.annotations;
    return entry;
  }
}

/** Puts a function before a stack's own `toTerraform`, whoever defined that; the result takes it away again. */
function replaceToTerraform(stack: TerraformStack, replacement: (make: () => unknown) => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(stack, "toTerraform");
  const make = stack.toTerraform.bind(stack);
  Object.defineProperty(stack, "toTerraform", { configurable: true, value: () => replacement(make) });
  return () => {
    if (own === undefined) delete (stack as { toTerraform?: unknown }).toTerraform;
    else Object.defineProperty(stack, "toTerraform", own);
  };
}
