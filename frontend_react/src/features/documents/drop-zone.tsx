import { useRef } from "react";
import { DOCUMENT_TYPES } from "../../api/generated/document-types";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { chosenFiles } from "./dropped-files";
import type { NamedFile } from "./upload-queue";
import { useDroppedFiles } from "./use-dropped-files";

/** Takes files and folders, dropped on the page or chosen. */
export function DropZone({ onFiles }: { onFiles: (files: NamedFile[]) => void }) {
  const isOver = useDroppedFiles(onFiles);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take(input: HTMLInputElement) {
    if (input.files) onFiles(chosenFiles(input.files));
    input.value = "";
  }
  return (
    <div className={isOver ? "drop-zone drop-over" : "drop-zone"}>
      <p>{t("upload.drop")}</p>
      <Button kind="primary" onClick={() => files.current?.click()}>
        {t("upload.files")}
      </Button>
      <Button onClick={() => folder.current?.click()}>{t("upload.folder")}</Button>
      <FileTypes />
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

/** The file names that can be added, on demand. */
function FileTypes() {
  return (
    <details className="file-types">
      <summary>{t("upload.types")}</summary>
      <dl>
        {DOCUMENT_TYPES.map(([name, extensions]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{extensions}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
