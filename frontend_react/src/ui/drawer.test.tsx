// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Drawer } from "./drawer";

function Opener() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button onClick={() => setIsOpen(true)}>Open</button>
      <Drawer title="Details" side="right" open={isOpen} onOpenChange={setIsOpen}>
        <p>Inside</p>
      </Drawer>
    </>
  );
}

it("returns the focus to what opened it, so that the keyboard goes on from there", async () => {
  render(<Opener />);
  const opener = screen.getByRole("button", { name: "Open" });
  await userEvent.click(opener);
  expect(document.activeElement).not.toBe(opener);
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => document.activeElement).toBe(opener);
});
