import { useEffect, useRef, useState } from "react";
import { droppedFiles } from "./dropped-files";
import type { NamedFile } from "./upload-queue";

/**
 * Takes files and folders that are dropped anywhere on the page; returns whether some are held over it.
 *
 * Beside a zone of its own, the browser would leave the page and open a dropped file.
 */
export function useDroppedFiles(onFiles: (files: NamedFile[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const leaving = new AbortController();
    const on = (name: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
      window.addEventListener(name, act, { signal: leaving.signal });
    on("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setIsOver(true);
    });
    on("dragleave", ({ relatedTarget }) => relatedTarget === null && setIsOver(false));
    on("drop", (event) => {
      setIsOver(false);
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer.items).then((files) => take.current(files));
    });
    return () => leaving.abort();
  }, []);
  return isOver;
}
