import { expect, it } from "vitest";
import { chosenFiles, droppedFiles } from "./dropped-files";

/** What a browser gives for a dropped file; without content it cannot be read. */
function file(fullPath: string, content?: string) {
  const read = (resolve: (file: File) => void, reject: (cause: Error) => void) =>
    content === undefined ? reject(new Error("It cannot be read.")) : resolve(new File([content], fullPath));
  return { isFile: true, name: fullPath.split("/").at(-1), fullPath, file: read };
}

/** What a browser gives for a dropped folder: its entries one by one, and nothing at the end. */
function folder(fullPath: string, ...entries: object[]) {
  const left = [...entries];
  const readEntries = (resolve: (batch: object[]) => void) => resolve(left.splice(0, 1));
  return { isFile: false, name: fullPath.split("/").at(-1), fullPath, createReader: () => ({ readEntries }) };
}

const dropped = (...entries: object[]) =>
  droppedFiles(entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList);

it("takes the files of folders with their paths, and leaves hidden ones out", async () => {
  const git = folder("/papers/.git", file("/papers/.git/HEAD", "ref"));
  const papers = folder("/papers", git, file("/papers/a.md", "a"), folder("/papers/b", file("/papers/b/c.md", "c")));
  expect((await dropped(papers, file("/d.md", "d"))).map(({ path }) => path)).toEqual(["papers/a.md", "papers/b/c.md", "d.md"]);
});

it("says which file cannot be read, and takes the others", async () => {
  const files = await dropped(folder("/papers", file("/papers/gone.md"), file("/papers/a.md", "a")));
  expect(files.map(({ path, unreadable }) => [path, unreadable])).toEqual([
    ["papers/gone.md", "It cannot be read."],
    ["papers/a.md", undefined],
  ]);
});

it("leaves hidden files of a chosen folder out, but takes one that is chosen itself", () => {
  const named = (name: string, webkitRelativePath = "") => Object.assign(new File([""], name), { webkitRelativePath });
  const list = [named(".env"), named("HEAD", "papers/.git/HEAD"), named("a.md", "papers/a.md")];
  expect(chosenFiles(list as unknown as FileList).map(({ path }) => path)).toEqual([".env", "papers/a.md"]);
});
