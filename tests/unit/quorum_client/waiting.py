"""A module of the checkout that works until it is interrupted."""

import time

if __name__ == "__main__":
    print("waiting", flush=True)
    time.sleep(600)
