import type { RestClient } from "../../api/rest-client";
import { isStatusFrame, type StatusFrame } from "./documents";

interface Listener {
  onStatus: (frame: StatusFrame) => void;
  /** Whether frames come; after a gap, what was missed must be asked for. */
  onConnected: (connected: boolean) => void;
}

const BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 60_000;

/** Listens to a workspace's documents as long as the page shows them; a dropped socket is opened again. */
export class StatusSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private over = false;
  private attempts = 0;

  constructor(
    private readonly websocketUrl: string,
    private readonly rest: RestClient,
    private readonly workspaceId: string,
    private readonly listener: Listener,
  ) {}

  async open(): Promise<void> {
    try {
      const { ticket } = await this.rest.call<{ ticket: string }>("POST", "/ws-ticket");
      if (this.over) return;
      const socket = new WebSocket(`${this.websocketUrl}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      socket.onopen = () => {
        this.attempts = 0;
        this.listener.onConnected(true);
      };
      socket.onmessage = (event) => this.receive(String(event.data));
      socket.onclose = () => this.reopen();
    } catch {
      this.reopen();
    }
  }

  close(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private receive(data: string): void {
    const message: unknown = JSON.parse(data);
    if (isStatusFrame(message, this.workspaceId)) this.listener.onStatus(message);
  }

  private reopen(): void {
    if (this.over) return;
    this.listener.onConnected(false);
    const pause = Math.min(BACKOFF_MS * 2 ** this.attempts++, LONGEST_BACKOFF_MS);
    this.timer = setTimeout(() => void this.open(), pause);
  }
}
