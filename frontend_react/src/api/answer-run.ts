import { FrameOrder } from "./frame-order";
import { isErrorFrame, isGatewayFailure, isNumbered, type ErrorFrame, type NumberedMessage } from "./frames";
import type { Ask, Cancel, DropModel, Resume } from "./generated/client-frames";
import { readFrame, type Frame } from "./generated/frames";
import type { LiveSocket, Loss } from "./live-socket";
import { explain } from "./problem";

export interface RunListener {
  onFrame: (frame: Frame) => void;
  onFailure: (reason: string) => void;
}

/** A new question, or one that was asked before the page was loaded. */
export type Question = Ask | Resume;

const RECONNECTS = 5;
/** Before the passages come, what waits for a database that wakes is kept for whoever asks, and not sent. */
const QUIET_MS = 4000;
/**
 * Later a model may be slow, or what was sent is lost: a page that is loaded again asks what its predecessor asked, and
 * the server can hear the predecessor last. Asking for the frames again names the socket that they are to come by.
 */
const SILENT_MS = 10_000;
/** The code of a socket that is closed for a message longer than the server takes. */
const TOO_LONG = 1009;

/** One question over the page's socket. If the socket is lost, it goes on after the last frame that came. */
export class AnswerRun {
  private readonly order = new FrameOrder();
  private readonly dropped = new Set<string>();
  private over = false;
  private isSent = false;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private readonly leave: () => void;

  /** Asks at once, or, given a `resume`, for everything that came of a question before. */
  constructor(
    private readonly socket: LiveSocket,
    private readonly question: Question,
    private readonly listener: RunListener,
  ) {
    this.leave = socket.listen({
      onOpen: () => this.reopen(),
      onMessage: (message) => this.receive(message),
      onUnreadable: (reason) => this.fail(reason),
      onLost: (loss) => this.lose(loss),
    });
    this.send();
  }

  cancel(): void {
    const cancel: Cancel = { action: "cancel", request_id: this.question.request_id };
    this.socket.send(cancel);
    this.end();
  }

  /** Ends the wait for one model. A lost socket is told when it is open again; the server takes it more than once. */
  drop(model: string): void {
    if (this.over) return;
    this.dropped.add(model);
    this.sendDrop(model);
  }

  private reopen(): void {
    this.send();
    this.dropped.forEach((model) => this.sendDrop(model));
  }

  private sendDrop(model: string): void {
    const drop: DropModel = { action: "drop_model", request_id: this.question.request_id, model };
    this.socket.send(drop);
  }

  private send(silence = SILENT_MS): void {
    this.isSent = this.socket.send(this.nextMessage());
    this.askAfter(silence);
  }

  private nextMessage(): Question {
    if (this.order.last < 0) return this.question;
    return { action: "resume", request_id: this.question.request_id, after_seq: this.order.last };
  }

  private receive(message: unknown): void {
    if (this.over) return;
    try {
      if (isErrorFrame(message)) this.refuse(message);
      else if (isNumbered(message)) this.take(message);
      else if (isGatewayFailure(message)) this.socket.renew();
    } catch (cause) {
      // What cannot be read is shown: a frame that is passed over would leave the question waiting for ever.
      this.fail(explain(cause));
    }
  }

  /** An error ends the run, so it never waits for the frames before it; most have no `seq` to wait by. */
  private refuse(frame: ErrorFrame): void {
    // An error that names no request belongs to a question that nothing has come of yet.
    const isMine = frame.request_id ? frame.request_id === this.question.request_id : this.order.last < 0;
    if (!isMine) return;
    this.end();
    this.listener.onFrame({ code: "", remedy: "", ...frame, request_id: this.question.request_id, type: "error" });
  }

  private take(message: NumberedMessage): void {
    if (message.request_id !== this.question.request_id) return;
    for (const next of this.order.accept(message)) {
      const frame = readFrame(next);
      // A kind of frame that a newer server sends and that this page does not know.
      if (frame === undefined) continue;
      if (frame.type === "done") this.end();
      else this.askAfter(frame.type === "accepted" || frame.type === "waking" ? QUIET_MS : SILENT_MS);
      this.listener.onFrame(frame);
    }
  }

  private askAfter(silence: number): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.send(silence), silence);
  }

  private lose({ reason, code, failures }: Loss): void {
    const isUnheard = this.isSent && this.order.last < 0;
    if (code === TOO_LONG && isUnheard) {
      this.fail("The question is too long to be sent. Shorten it, or put long text into a document.");
    } else if (failures >= RECONNECTS) this.fail(`${reason} Ask again.`);
  }

  private fail(reason: string): void {
    if (this.over) return;
    this.end();
    this.listener.onFailure(reason);
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.quiet);
    this.leave();
  }
}
