import { findFolder } from "./find-folder";
import { AppFolder } from "./app-folder";
import { readSource } from "./read-source";

/** The folders of one synthesis: each is read once, however many stages and definitions it is deployed for. */
export class Sources {
  private readonly folders = new Map<string, AppFolder>();
  private readonly known = new Map<object, AppFolder>();

  /** Undefined for an app without a folder. */
  of(definition: { readonly source?: unknown }): AppFolder | undefined {
    const known = this.known.get(definition);
    if (known !== undefined) return known;
    const place = findFolder(definition);
    if (place === undefined) return undefined;
    // By its name too, which needs.json shows.
    const key = JSON.stringify([place.root, place.folder]);
    const read = this.folders.get(key) ?? new AppFolder(readSource(place));
    this.folders.set(key, read);
    this.known.set(definition, read);
    return read;
  }
}
