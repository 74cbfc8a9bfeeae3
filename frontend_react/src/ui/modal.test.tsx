// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Modal } from "./modal";

function Opener() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button onClick={() => setIsOpen(true)}>Delete</button>
      <Modal title="Are you sure?" open={isOpen} onClose={() => setIsOpen(false)}>
        <input autoFocus aria-label="Name" />
      </Modal>
    </>
  );
}

it("returns the focus to what opened it, even if a field in it took the focus at once", async () => {
  render(<Opener />);
  const opener = screen.getByRole("button", { name: "Delete" });
  await userEvent.click(opener);
  expect(document.activeElement).toBe(screen.getByLabelText("Name"));
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => document.activeElement).toBe(opener);
});
