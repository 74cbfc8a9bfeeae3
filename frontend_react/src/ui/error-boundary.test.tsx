// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { Boundary } from "./error-boundary";

// React reports what a boundary catches on the console too.
beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());

function Part({ text }: { text: string | null }) {
  return <p>{(text as string).trim()}</p>;
}

it("shows a sentence instead of the part that fails, and its neighbours stay", () => {
  render(
    <>
      <Boundary name="The first"><Part text={null} /></Boundary>
      <Boundary name="The second"><Part text="whole" /></Boundary>
    </>,
  );
  expect(screen.getByRole("alert").textContent).toMatch(/^The first cannot be shown: .*null/);
  expect(screen.getByText("whole")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

it("shows the part again on demand", async () => {
  const part = { text: null as string | null };
  const Changing = () => <Part text={part.text} />;
  render(<Boundary name="The list" retry="Show it again"><Changing /></Boundary>);
  part.text = "fixed";
  await userEvent.click(screen.getByRole("button", { name: "Show it again" }));
  expect(screen.getByText("fixed")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("shows the part again by itself when what it shows has changed", () => {
  const shown = (text: string | null) => <Boundary name="The turn" shownFor={text}><Part text={text} /></Boundary>;
  const { rerender } = render(shown(null));
  rerender(shown("later"));
  expect(screen.getByText("later")).toBeTruthy();
});

it("leaves it to the caller what its button does", async () => {
  const reload = vi.fn();
  render(<Boundary name="The page" retry="Load it again" onRetry={reload}><Part text={null} /></Boundary>);
  await userEvent.click(screen.getByRole("button", { name: "Load it again" }));
  expect(reload).toHaveBeenCalledOnce();
});
