import { readUploadTicket, type UploadTicket, type UploadWish } from "./generated/documents";
import { ApiProblem } from "./problem";
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
  const ticket = await askForTicket(rest, request, signal);
  signal.throwIfAborted();
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", file);
  await post(ticket.url, form, signal, onProgress);
}

const TOO_MANY = 429;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;

/** Asks for an upload ticket; a server that had too many requests is asked again after a while. */
export async function askForTicket(rest: RestClient, request: UploadWish, signal: AbortSignal): Promise<UploadTicket> {
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    try {
      return await rest.call("POST", "/presigned-url", readUploadTicket, request);
    } catch (cause) {
      if (!(cause instanceof ApiProblem && cause.status === TOO_MANY) || wait > LONGEST_WAIT_MS) throw cause;
    }
    await new Promise((resume) => setTimeout(resume, wait));
    signal.throwIfAborted();
  }
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
