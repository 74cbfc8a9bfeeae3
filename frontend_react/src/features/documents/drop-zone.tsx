import { useRef, useState, type DragEvent } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { chosenFiles, droppedFiles } from "./dropped-files";
import type { NamedFile } from "./upload-queue";

/** Takes files and folders, dropped or chosen. */
export function DropZone({ onFiles }: { onFiles: (files: NamedFile[]) => void }) {
  const [isOver, setIsOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void droppedFiles(event.dataTransfer.items).then(onFiles);
  }
  function over(event: DragEvent) {
    event.preventDefault();
    setIsOver(true);
  }
  function take(input: HTMLInputElement) {
    if (input.files) onFiles(chosenFiles(input.files));
    input.value = "";
  }
  return (
    <div
      className={isOver ? "drop-zone drop-over" : "drop-zone"}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <p>{t("upload.drop")}</p>
      <Button kind="primary" onClick={() => files.current?.click()}>
        {t("upload.files")}
      </Button>
      <Button onClick={() => folder.current?.click()}>{t("upload.folder")}</Button>
      <input ref={files} type="file" multiple hidden aria-label={t("upload.files")} onChange={(e) => take(e.currentTarget)} />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={t("upload.folder")}
        // React has no name for the attribute that lets an input take a folder.
        {...{ webkitdirectory: "" }}
        onChange={(e) => take(e.currentTarget)}
      />
    </div>
  );
}
