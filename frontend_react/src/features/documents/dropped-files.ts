import { explain } from "../../api/problem";
import type { NamedFile } from "./upload-queue";

/** The dropped files, including those in folders, each with its path relative to the drop. */
export async function droppedFiles(items: DataTransferItemList): Promise<NamedFile[]> {
  // The list is emptied after the event, so all entries are taken before the first wait.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesOf))).flat();
}

/** The files of an input, which may take a folder; in folders, hidden ones are left out. */
export function chosenFiles(files: FileList): NamedFile[] {
  const named = [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return named.filter(({ path }) => !path.split("/").slice(1).some(isHidden));
}

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  const path = entry.fullPath.replace(/^\//, "");
  try {
    if (entry.isFile) return [{ file: await fileOf(entry as FileSystemFileEntry), path }];
    const inside: NamedFile[] = [];
    for (const each of await entriesOf(entry as FileSystemDirectoryEntry)) {
      if (!isHidden(each.name)) inside.push(...(await filesOf(each)));
    }
    return inside;
  } catch (cause) {
    // It cannot be read, or was deleted since: its row says so, and the others are sent.
    return [{ path, unreadable: explain(cause) }];
  }
}

/** True for files of programs, such as those in `.git`. */
function isHidden(name: string): boolean {
  return name.startsWith(".");
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const read = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  const entries: FileSystemEntry[] = [];
  // A reader returns a folder in batches, and an empty batch at the end.
  for (let batch = await read(); batch.length > 0; batch = await read()) entries.push(...batch);
  return entries;
}
