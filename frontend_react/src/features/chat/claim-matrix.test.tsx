// @vitest-environment jsdom
import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ClaimRow } from "../../api/generated/answers";
import { ClaimMatrix } from "./claim-matrix";

const contested: ClaimRow = {
  claim: "It is 330 m tall.",
  verdict: "supported",
  evidence: "The tower stands 330 metres tall.",
  models: [
    { model_id: "a", stance: "says", value: "It is 330 m tall." },
    { model_id: "b", stance: "says_otherwise", value: "334 m" },
    { model_id: "c", stance: "denies", value: "It is not tall." },
    { model_id: "d", stance: "silent", value: "" },
  ],
};
const agreed: ClaimRow = {
  claim: "It opened in 1889.",
  verdict: "unchecked",
  evidence: "",
  models: contested.models.map(({ model_id }) => ({ model_id, stance: "says", value: "1889" })),
};

const cells = (claim: string) => {
  const row = screen.getByRole("rowheader", { name: claim }).closest("tr");
  return within(row as HTMLElement).getAllByRole("cell").map((cell) => cell.textContent);
};

it("shows for each claim the documents' own words, who says it, who says another value, who denies, who is silent", () => {
  render(<ClaimMatrix claims={[contested, agreed]} disputed={[]} />);
  expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["Claim", "Your documents", "a", "b", "c", "d"]);
  expect(cells(contested.claim)).toEqual([
    "supportedThe tower stands 330 metres tall.",
    "✓ says so",
    "✗ says otherwise334 m",
    "✗ denies itIt is not tall.",
    "– silent",
  ]);
  expect(cells(agreed.claim)[0]).toBe("not checked");
});

it("has a name for its columns and is open only if something is contested", () => {
  const { rerender } = render(<ClaimMatrix claims={[agreed]} disputed={[]} />);
  const table = screen.getByRole("table", { hidden: true });
  expect(table.querySelector("caption")?.textContent).toMatch(/what your documents say/);
  expect(table.closest("details")?.open).toBe(false);
  expect(screen.getByText(/1 claim, 4 models/)).toBeTruthy();
  rerender(<ClaimMatrix claims={[contested, agreed]} disputed={[]} />);
  expect(table.closest("details")?.open).toBe(true);
  expect(screen.getByText(/1 contested/)).toBeTruthy();
});

it("names what is said instead, and shows nothing if there are no claims", () => {
  const { rerender } = render(<ClaimMatrix claims={[contested]} disputed={["b: It is 334 m."]} />);
  expect(screen.getByText("b: It is 334 m.")).toBeTruthy();
  rerender(<ClaimMatrix claims={[]} disputed={["b: It is 334 m."]} />);
  expect(screen.queryByText("b: It is 334 m.")).toBeNull();
});
