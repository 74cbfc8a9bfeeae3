import { t } from "../i18n/catalogue";

/** The address of a person of the workspace; the id if there is none, and words for one who left. */
export function personName(id: string, people: ReadonlyMap<string, string> | undefined): string {
  if (people === undefined) return id;
  const address = people.get(id);
  return address === undefined ? t("person.former") : address || id;
}
