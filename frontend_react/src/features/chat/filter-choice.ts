/** The documents that a question may be answered from, as chosen in the menu. */
export interface FilterChoice {
  types: string[];
  tags: string[];
  /** First and last day, as 2024-05-17; empty for no bound. */
  from: string;
  to: string;
}

export const NO_FILTER: FilterChoice = { types: [], tags: [], from: "", to: "" };

export type Filters = Record<string, unknown>;

/** The filters that are sent; undefined if nothing is chosen. */
export function toFilters({ types, tags, from, to }: FilterChoice): Filters | undefined {
  const filters: Filters = {};
  if (types.length > 0) filters.type = { in: types };
  if (tags.length > 0) filters.tags = { in: tags };
  if (from || to) filters.date = { ...(from && { gte: from }), ...(to && { lte: to }) };
  return Object.keys(filters).length > 0 ? filters : undefined;
}

export interface Chip {
  label: string;
  /** The choice without this chip. */
  without: FilterChoice;
}

/** One chip for each part of the choice. */
export function chipsOf(choice: FilterChoice): Chip[] {
  const chips: Chip[] = [
    ...choice.types.map((type) => ({ label: type, without: toggled(choice, "types", type) })),
    ...choice.tags.map((tag) => ({ label: `#${tag}`, without: toggled(choice, "tags", tag) })),
  ];
  if (choice.from) chips.push({ label: `from ${choice.from}`, without: { ...choice, from: "" } });
  if (choice.to) chips.push({ label: `to ${choice.to}`, without: { ...choice, to: "" } });
  return chips;
}

export function toggled(choice: FilterChoice, name: "types" | "tags", value: string): FilterChoice {
  const chosen = choice[name];
  const next = chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value];
  return { ...choice, [name]: next };
}
