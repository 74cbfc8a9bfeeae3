import { SignedOut, idToken } from "./session";

/** Gives tokens, and lets whoever needs one wait while the user signs in again: nothing that was asked is lost. */
export class SignInGate {
  private waiting: (() => void)[] = [];
  private readonly watchers = new Set<() => void>();

  constructor(private readonly token: (refused?: boolean) => Promise<string> = idToken) {}

  /** Whether somebody waits for the user to sign in. */
  readonly isShut = (): boolean => this.waiting.length > 0;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly pass = async (refused = false): Promise<string> => {
    try {
      return await this.token(refused);
    } catch (cause) {
      if (!(cause instanceof SignedOut)) throw cause;
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        this.tell();
      });
      return this.token();
    }
  };

  /** The user has signed in: everyone who waits goes on. */
  open(): void {
    const waiting = this.waiting;
    this.waiting = [];
    this.tell();
    for (const resolve of waiting) resolve();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
