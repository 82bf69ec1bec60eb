/**
 * A member by a name that somebody wrote, in a table of facts or in data: what every object inherits, such as
 * `constructor`, is none.
 */
export function own<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
