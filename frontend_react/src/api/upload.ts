import { readUploadTicket, type UploadWish } from "./generated/documents";
import type { RestClient } from "./rest-client";

export interface Upload {
  workspaceId: string;
  file: File;
  /** Path in the workspace; may contain folders. */
  path: string;
  signal: AbortSignal;
  /** Called with the share that is sent, from 0 to 1. */
  onProgress: (share: number) => void;
}

/** Uploads straight to the bucket; the signature of the ticket limits size and type. */
export async function uploadFile(rest: RestClient, { workspaceId, file, path, signal, onProgress }: Upload): Promise<void> {
  const request: UploadWish = { workspace_id: workspaceId, filename: path, size_bytes: file.size };
  const ticket = await rest.call("POST", "/presigned-url", readUploadTicket, request);
  signal.throwIfAborted();
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", file);
  await post(ticket.url, form, signal, onProgress);
}

/** XMLHttpRequest, because `fetch` reports no upload progress. */
function post(url: string, form: FormData, signal: AbortSignal, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Error(`The file was not taken (${request.status}). Check its size and type.`));
    };
    request.onerror = () => reject(new Error("The connection was lost while the file was sent. Try it again."));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", url);
    request.send(form);
  });
}
