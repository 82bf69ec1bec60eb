import { findFolder } from "./find-folder";
import { type SourceFolder, readSource } from "./read-source";

/** The folders of one synthesis: each is read once, however many stages and definitions it is deployed for. */
export class Sources {
  private readonly folders = new Map<string, SourceFolder>();
  private readonly known = new Map<object, SourceFolder>();

  /** Undefined for an app without a folder. */
  of(definition: { readonly source?: unknown }): SourceFolder | undefined {
    const known = this.known.get(definition);
    if (known !== undefined) return known;
    const place = findFolder(definition);
    if (place === undefined) return undefined;
    // The same folder may be called by several names.
    const read = this.folders.get(place.root) ?? readSource(place);
    this.folders.set(place.root, read);
    const named = { ...read, folder: place.folder };
    this.known.set(definition, named);
    return named;
  }

  get all(): readonly SourceFolder[] {
    return [...this.known.values()];
  }
}
