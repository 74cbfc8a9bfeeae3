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

/** A new question, or one that an earlier load of the page asked. */
export type Question = Ask | Resume;

const RECONNECTS = 5;
/** Failures of the gateway without a frame between them; each costs about a second, and most end with the load. */
const GATEWAY_FAILURES = 10;
/** Silence before the passages: the server stores that the database is waking, and sends it only when asked. */
const QUIET_MS = 4000;
/** Silence later: a model may be slow, or a frame may be lost, and the server sends missing frames when asked. */
const SILENT_MS = 10_000;
/** Close code for a message that is longer than the server accepts. */
const TOO_LONG = 1009;

/** One question over the page's socket. After a lost connection it resumes behind the last frame received. */
export class AnswerRun {
  private readonly order = new FrameOrder();
  private readonly dropped = new Set<string>();
  private over = false;
  private isSent = false;
  private gatewayFailures = 0;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private readonly leave: () => void;

  /** Sends the question at once; a `resume` asks for the frames of an earlier one. */
  constructor(
    private readonly socket: LiveSocket,
    private readonly question: Question,
    private readonly listener: RunListener,
  ) {
    this.leave = socket.listen({
      onOpen: () => this.reopen(),
      onMessage: (message) => this.receive(message),
      onUnreadable: (reason) => this.fail(reason),
      onLost: (loss) => this.handleLoss(loss),
    });
    this.send();
  }

  cancel(): void {
    const cancel: Cancel = { action: "cancel", request_id: this.question.request_id };
    this.socket.send(cancel);
    this.end();
  }

  /** Ends the wait for one model. Sent again when a lost socket is open again; repeating it does no harm. */
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
      else if (isGatewayFailure(message)) this.repeat();
    } catch (cause) {
      // Shown, because a frame that is skipped would leave the question waiting forever.
      this.fail(explain(cause));
    }
  }

  /** The message did not reach its function: a new socket asks again, or resumes behind the last frame. */
  private repeat(): void {
    if (++this.gatewayFailures > GATEWAY_FAILURES) this.fail("The server is too busy to take the question. Ask again.");
    else this.socket.renew();
  }

  /** An error ends the run, so it does not wait for earlier frames; most errors have no `seq` anyway. */
  private refuse(frame: ErrorFrame): void {
    // An error without a request id belongs to a question that has received nothing yet.
    const isMine = frame.request_id ? frame.request_id === this.question.request_id : this.order.last < 0;
    if (!isMine) return;
    this.end();
    this.listener.onFrame({ code: "", remedy: "", ...frame, request_id: this.question.request_id, type: "error" });
  }

  private take(message: NumberedMessage): void {
    if (message.request_id !== this.question.request_id) return;
    this.gatewayFailures = 0;
    for (const next of this.order.accept(message)) {
      const frame = readFrame(next);
      // A newer server may send frames that this page does not know.
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

  private handleLoss({ reason, code, failures }: Loss): void {
    const isUnanswered = this.isSent && this.order.last < 0;
    if (code === TOO_LONG && isUnanswered) {
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
