import { describe, expect, it } from "vitest";
import { chipsOf, NO_FILTER, toFilters, toggled, type FilterChoice } from "./filter-choice";

const all: FilterChoice = { types: ["pdf", "md"], tags: ["x"], from: "2024-01-01", to: "2024-12-31" };

describe("toFilters", () => {
  it("sends nothing where nothing is chosen", () => {
    expect(toFilters(NO_FILTER)).toBeUndefined();
  });

  it("joins everything chosen in the server's language", () => {
    expect(toFilters(all)).toEqual({
      type: { in: ["pdf", "md"] },
      tags: { in: ["x"] },
      date: { gte: "2024-01-01", lte: "2024-12-31" },
    });
  });

  it("leaves a bound out that is not set", () => {
    expect(toFilters({ ...NO_FILTER, to: "2024-05-01" })).toEqual({ date: { lte: "2024-05-01" } });
  });
});

describe("chipsOf", () => {
  it("shows each part of the choice, and takes exactly that part away", () => {
    const chips = chipsOf(all);
    expect(chips.map((chip) => chip.label)).toEqual(["pdf", "md", "#x", "from 2024-01-01", "to 2024-12-31"]);
    expect(chips[0]?.without).toEqual({ ...all, types: ["md"] });
    expect(chips[4]?.without).toEqual({ ...all, to: "" });
  });
});

describe("toggled", () => {
  it("adds a value, and takes it away again", () => {
    const once = toggled(NO_FILTER, "tags", "a");
    expect(once.tags).toEqual(["a"]);
    expect(toggled(once, "tags", "a")).toEqual(NO_FILTER);
  });
});
