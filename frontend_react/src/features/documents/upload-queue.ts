import { explain } from "../../api/problem";
import type { Upload } from "../../api/upload";

export interface QueuedFile {
  id: number;
  path: string;
  size: number;
  state: "queued" | "sending" | "sent" | "refused";
  /** The share that is sent, from 0 to 1. */
  share: number;
  /** Why it is refused. */
  reason: string;
}

export interface NamedFile {
  path: string;
  file?: File;
  /** Why the file is missing. */
  unreadable?: string;
}

type Send = (upload: Omit<Upload, "workspaceId">) => Promise<void>;

const AT_ONCE = 3;

/** Uploads files to a workspace, three at a time, and keeps the reason for each refused one. */
export class UploadQueue {
  private files: QueuedFile[] = [];
  private readonly sources = new Map<number, File>();
  private readonly sending = new Map<number, AbortController>();
  private readonly watchers = new Set<() => void>();
  private lastId = 0;
  private paused = false;

  /** `onSent` is called after each file that has arrived. */
  constructor(
    private readonly send: Send,
    private readonly onSent: () => void,
  ) {}

  readonly list = (): QueuedFile[] => this.files;
  readonly isPaused = (): boolean => this.paused;
  readonly isSending = (): boolean => this.files.some(({ state }) => state === "queued" || state === "sending");
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  add(files: NamedFile[]): void {
    const added = files.map(({ file, path, unreadable = "" }): QueuedFile => {
      const id = ++this.lastId;
      if (file) this.sources.set(id, file);
      return { id, path, size: file?.size ?? 0, state: file ? "queued" : "refused", share: 0, reason: unreadable };
    });
    this.files = [...this.files, ...added];
    this.goOn();
  }

  /** Stops the uploads; `resume` starts them from the beginning. */
  pause(): void {
    this.paused = true;
    for (const [id, controller] of this.sending) {
      this.change(id, { state: "queued", share: 0 });
      controller.abort();
    }
    this.sending.clear();
    this.notify();
  }

  resume(): void {
    this.paused = false;
    this.goOn();
  }

  /** Removes a file from the queue in any state. */
  cancel(id: number): void {
    this.sending.get(id)?.abort();
    this.sending.delete(id);
    this.sources.delete(id);
    this.files = this.files.filter((file) => file.id !== id);
    this.goOn();
  }

  /** Whether a refused file can be sent again. */
  canRetry(id: number): boolean {
    return this.sources.has(id);
  }

  retry(id: number): void {
    this.change(id, { state: "queued", share: 0, reason: "" });
    this.goOn();
  }

  /** Removes the files that were sent. */
  clear(): void {
    this.files = this.files.filter(({ state }) => state !== "sent");
    this.notify();
  }

  private goOn(): void {
    for (const { id, state } of this.files) {
      if (this.paused || this.sending.size >= AT_ONCE) break;
      if (state === "queued") void this.start(id);
    }
    this.notify();
  }

  private async start(id: number): Promise<void> {
    const [file, entry] = [this.sources.get(id), this.files.find((each) => each.id === id)];
    if (!file || !entry) return;
    const controller = new AbortController();
    this.sending.set(id, controller);
    this.change(id, { state: "sending" });
    const onProgress = (share: number) => this.change(id, { share });
    try {
      await this.send({ file, path: entry.path, signal: controller.signal, onProgress });
      this.change(id, { state: "sent", share: 1 });
      this.sources.delete(id);
      this.onSent();
    } catch (cause) {
      if (controller.signal.aborted) return;
      this.change(id, { state: "refused", reason: explain(cause) });
    }
    this.sending.delete(id);
    this.goOn();
  }

  private change(id: number, changes: Partial<QueuedFile>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...changes } : file));
    this.notify();
  }

  private notify(): void {
    for (const watcher of this.watchers) watcher();
  }
}
