import type { NumberedMessage } from "./frames";

/** Puts frames in order of `seq`: functions send in parallel, so a later frame may arrive first. */
export class FrameOrder {
  private next = 0;
  private readonly waiting = new Map<number, NumberedMessage>();

  /** The last `seq` returned by `accept`, after which a resumed connection goes on; -1 before the first. */
  get last(): number {
    return this.next - 1;
  }

  /** Takes a frame and returns those that are next in order; none if one is missing or the frame came before. */
  accept(frame: NumberedMessage): NumberedMessage[] {
    if (frame.seq < this.next) return [];
    this.waiting.set(frame.seq, frame);
    const ready: NumberedMessage[] = [];
    for (let next = this.waiting.get(this.next); next; next = this.waiting.get(this.next)) {
      this.waiting.delete(this.next++);
      ready.push(next);
    }
    return ready;
  }
}
