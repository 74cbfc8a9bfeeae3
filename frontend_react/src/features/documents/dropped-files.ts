import type { NamedFile } from "./upload-queue";

/** The dropped files, including those in folders, each with its path relative to the drop. */
export async function droppedFiles(items: DataTransferItemList): Promise<NamedFile[]> {
  // The list is emptied after the event, so all entries are taken before the first wait.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

/** The files of an input, which may take a folder. */
export function chosenFiles(files: FileList): NamedFile[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: NamedFile[] = [];
  // A reader returns a folder in batches, and an empty batch at the end.
  for (let piece = await read(reader); piece.length > 0; piece = await read(reader)) {
    for (const each of piece) inside.push(...(await filesOf(each)));
  }
  return inside;
}

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
