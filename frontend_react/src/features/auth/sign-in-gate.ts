import { SignedOut, idToken } from "./session";

/** Provides tokens. While the user signs in again, callers wait, so that no request is lost. */
export class SignInGate {
  private waiting: (() => void)[] = [];
  private readonly watchers = new Set<() => void>();

  constructor(private readonly token: (refused?: boolean) => Promise<string> = idToken) {}

  /** True while a caller waits for the sign-in. */
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

  /** Call after the sign-in: waiting callers get the new token. */
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
