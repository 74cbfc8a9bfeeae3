import type { NumberedMessage } from "./frames";

/** Gives frames out by `seq` without gaps: functions send in parallel, so a later one may come first. */
export class FrameOrder {
  private next = 0;
  private readonly waiting = new Map<number, NumberedMessage>();

  /** The last `seq` given out; what a resumed connection asks to continue after. */
  get last(): number {
    return this.next - 1;
  }

  accept(frame: NumberedMessage): NumberedMessage[] {
    if (frame.seq < this.next) return [];
    this.waiting.set(frame.seq, frame);
    const ready: NumberedMessage[] = [];
    for (let found = this.waiting.get(this.next); found; found = this.waiting.get(this.next)) {
      this.waiting.delete(this.next++);
      ready.push(found);
    }
    return ready;
  }
}
