import type { RestClient } from "../../api/rest-client";
import { FrameOrder } from "./frame-order";
import { isFrame, type Frame } from "./frames";
import type { Filters } from "./filter-choice";

export interface Ask {
  request_id: string;
  workspace_id: string;
  session_id: string;
  query: string;
  mode: "quorum" | "cascade" | "single" | "compare";
  filters?: Filters;
}

interface Listener {
  onFrame: (frame: Frame) => void;
  onFailure: (reason: string) => void;
}

const RECONNECTS = 4;
const BACKOFF_MS = 500;

/** One question over one socket. A dropped socket is opened again and resumes after the last frame. */
export class AnswerSocket {
  private socket: WebSocket | undefined;
  private readonly order = new FrameOrder();
  private over = false;
  private attempts = 0;

  constructor(
    private readonly websocketUrl: string,
    private readonly rest: RestClient,
    private readonly ask: Ask,
    private readonly listener: Listener,
  ) {}

  async open(): Promise<void> {
    try {
      const { ticket } = await this.rest.call<{ ticket: string }>("POST", "/ws-ticket");
      if (this.over) return;
      // The ticket works once and for a minute; the token itself never stands in an address.
      const socket = new WebSocket(`${this.websocketUrl}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      socket.onopen = () => socket.send(JSON.stringify(this.firstMessage()));
      socket.onmessage = (event) => this.receive(String(event.data));
      socket.onclose = () => this.reopen("The connection was lost.");
    } catch (cause) {
      this.reopen(cause instanceof Error ? cause.message : String(cause));
    }
  }

  cancel(): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ action: "cancel", request_id: this.ask.request_id }));
    }
    this.close();
  }

  close(): void {
    this.over = true;
    this.socket?.close();
  }

  private firstMessage() {
    return this.order.last < 0 ? { action: "ask", ...this.ask } : this.resumeMessage();
  }

  private resumeMessage() {
    return { action: "resume", request_id: this.ask.request_id, after_seq: this.order.last };
  }

  private receive(data: string): void {
    const message: unknown = JSON.parse(data);
    if (!isFrame(message) || message.request_id !== this.ask.request_id) return;
    this.attempts = 0;
    for (const frame of this.order.accept(message)) {
      this.listener.onFrame(frame);
      if (frame.type === "done" || frame.type === "error") this.close();
    }
  }

  private reopen(reason: string): void {
    if (this.over) return;
    if (++this.attempts > RECONNECTS) {
      this.over = true;
      this.listener.onFailure(`${reason} Ask again.`);
      return;
    }
    setTimeout(() => void this.open(), BACKOFF_MS * 2 ** this.attempts);
  }
}
