import { explain } from "./problem";
import type { RestClient } from "./rest-client";
import { openTicket } from "./socket-ticket";

export type SocketState = "closed" | "connecting" | "open" | "waiting";

/** A lost connection. */
export interface Loss {
  reason: string;
  /** The socket's close code; 0 if it was never open. */
  code: number;
  /** Consecutive losses. */
  failures: number;
}

export interface SocketListener {
  onOpen?: () => void;
  onMessage: (message: unknown) => void;
  /** A message is not JSON. */
  onUnreadable?: (reason: string) => void;
  onLost?: (loss: Loss) => void;
}

const BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;

/** The page's only WebSocket: open while it has listeners, and opened again if it is lost. */
export class LiveSocket {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  /** Counts attempts, so that late events of an earlier one are ignored. */
  private tries = 0;
  private current: SocketState = "closed";
  private readonly listeners = new Set<SocketListener>();
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly websocketUrl: string,
    private readonly rest: RestClient,
  ) {}

  /** Adds a listener; returns a function that removes it. The socket closes with its last listener. */
  listen(listener: SocketListener): () => void {
    this.listeners.add(listener);
    if (this.current === "closed") void this.open();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  }

  /** Sends a message; returns false if the socket is not open: send it again in `onOpen`. */
  send(message: object): boolean {
    if (this.current !== "open") return false;
    this.socket?.send(JSON.stringify(message));
    return true;
  }

  /** Opens a lost socket now instead of after the pause. */
  retry(): void {
    if (this.timer !== undefined) void this.open();
  }

  /** Opens the socket now: a connection from before the network was lost may be dead without a notice. */
  reconnect(): void {
    if (this.current === "open") this.renew();
    else this.retry();
  }

  /** Closes the connection and opens another one. */
  renew(): void {
    this.socket?.close();
  }

  readonly state = (): SocketState => this.current;

  /** Calls `watcher` after each change of `state`; returns a function that stops it. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private async open(): Promise<void> {
    const current = ++this.tries;
    this.forgetTimer();
    if (this.failures === 0) this.become("connecting");
    try {
      const ticket = await openTicket(this.rest);
      if (current !== this.tries) return;
      // A one-time ticket, valid for a minute: URLs are logged, so the token itself is never in one.
      const socket = new WebSocket(`${this.websocketUrl}?ticket=${encodeURIComponent(ticket)}`);
      this.socket = socket;
      socket.onopen = () => this.opened();
      socket.onmessage = (event) => this.receive(String(event.data));
      socket.onclose = (event) => {
        if (current === this.tries) this.lose("The connection was lost.", event.code);
      };
    } catch (cause) {
      if (current === this.tries) this.lose(explain(cause), 0);
    }
  }

  private opened(): void {
    this.become("open");
    for (const listener of [...this.listeners]) listener.onOpen?.();
  }

  private receive(data: string): void {
    this.failures = 0;
    let message: unknown;
    try {
      message = JSON.parse(data);
    } catch (cause) {
      for (const listener of [...this.listeners]) listener.onUnreadable?.(explain(cause));
      return;
    }
    for (const listener of [...this.listeners]) listener.onMessage(message);
  }

  private lose(reason: string, code: number): void {
    this.socket = undefined;
    const loss = { reason, code, failures: ++this.failures };
    for (const listener of [...this.listeners]) listener.onLost?.(loss);
    if (this.listeners.size === 0) return;
    this.become("waiting");
    const pause = Math.min(BACKOFF_MS * 2 ** (this.failures - 1), LONGEST_BACKOFF_MS);
    this.timer = setTimeout(() => void this.open(), pause);
  }

  private close(): void {
    this.tries++;
    this.forgetTimer();
    this.socket?.close();
    this.socket = undefined;
    this.failures = 0;
    this.become("closed");
  }

  private forgetTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private become(state: SocketState): void {
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }
}
