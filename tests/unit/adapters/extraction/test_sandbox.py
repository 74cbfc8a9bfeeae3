"""What native code that took over a parser could reach: nothing of the parent, no other file, no process."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from genai_core.adapters.extraction import sandbox
from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.extraction.file_access import readable_roots
from genai_core.adapters.extraction.sandbox import Limits, confine
from genai_core.errors import Misconfigured

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")


def run(program: str, folder: Path, **environment: str) -> str:
    """Runs a program whose first statement confines it; returns what it printed."""
    head = f"""
import ctypes, os, sys
from pathlib import Path
sys.path[:0] = {sys.path!r}
from genai_core.adapters.extraction.sandbox import Limits, confine
libc = ctypes.CDLL(None, use_errno=True)
def refused(call):
    try: call()
    except OSError: return True
    return False
confine(Limits(), Path({str(folder)!r}))
"""
    done = subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_native_code_opens_no_socket_and_starts_or_signals_no_process(tmp_path: Path) -> None:
    program = """
    assert libc.socket(2, 1, 0) == -1 and ctypes.get_errno() == 1
    assert libc.socket(1, 1, 0) == -1
    assert libc.fork() == -1
    assert libc.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"/bin/true", None)) == -1
    assert libc.kill(os.getppid(), 0) == -1
    assert libc.kill(1, 0) == -1
    assert libc.ptrace(16, os.getppid(), 0, 0) == -1
    assert libc.unshare(0) == -1
    print("held")
    """
    assert run(program, tmp_path) == "held"


def test_native_code_cannot_make_the_kernel_signal_or_slow_its_parent(tmp_path: Path) -> None:
    program = """
    ends = (ctypes.c_int * 2)()
    libc.pipe(ends)
    set_flags, set_owner, set_signal, o_async = 4, 8, 10, 0x2000
    assert libc.fcntl(ends[0], set_owner, os.getppid()) == -1
    assert libc.fcntl(ends[0], set_signal, 9) == -1
    assert libc.fcntl(ends[0], set_flags, o_async) == 0
    assert libc.setpriority(0, os.getppid(), 19) == -1
    assert libc.shmget(1234, 4096, 0o1666) == -1
    print("held")
    """
    assert run(program, tmp_path) == "held"


def test_native_code_cannot_change_mode_owner_or_times_of_another_document(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other.txt"
    own.mkdir()
    other.write_text("another document")
    before = other.stat()
    program = f"""
    other = {str(other)!r}.encode()
    assert libc.chmod(other, 0) == -1
    assert libc.chown(other, 1, 1) == -1
    assert libc.utimensat(-100, other, None, 0) == -1
    assert libc.setxattr(other, b"user.mark", b"1", 1, 0) == -1
    print("held")
    """
    assert run(program, own) == "held"
    after = other.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime_ns) == (
        before.st_mode,
        before.st_uid,
        before.st_mtime_ns,
    )


def test_no_other_file_can_be_read_or_written_and_the_own_folder_can(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (own / "body").write_text("mine")
    (other / "secret").write_text("another document")
    program = f"""
    own, other = Path({str(own)!r}), Path({str(other)!r})
    assert (own / "body").read_text() == "mine"
    (own / "result.json").write_text("done")
    assert refused(lambda: (other / "secret").read_text())
    assert refused(lambda: (own / "../other/secret").read_text())
    assert refused(lambda: (other / "new").write_text("x"))
    assert refused(lambda: os.listdir(other))
    assert refused(lambda: Path("/etc/passwd").read_text())
    assert refused(lambda: Path({__file__!r}).read_text())
    os.symlink(other / "secret", own / "link")
    assert refused(lambda: (own / "link").read_text())
    print("held")
    """
    assert run(program, own) == "held"
    assert (own / "result.json").read_text() == "done"


def test_nothing_of_the_parent_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = """
    for name in ("environ", "maps", "mem", "cmdline"):
        assert refused(lambda: Path(f"/proc/{os.getppid()}/{name}").read_bytes()), name
    print("held")
    """
    assert run(program, tmp_path) == "held"


def test_threads_and_peak_memory_still_work(tmp_path: Path) -> None:
    program = """
    import threading
    from genai_core.adapters.extraction.sandbox import peak_memory_bytes
    thread = threading.Thread(target=print, args=("held",))
    thread.start()
    thread.join()
    assert peak_memory_bytes() > 5_000_000
    """
    assert run(program, tmp_path) == "held"


def test_it_is_not_read_at_all_if_the_network_cannot_be_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("restrict_files", "deny_system_calls", "deny_by_profile", "_leave_network"):
        monkeypatch.setattr(sandbox, name, lambda *_: False)
    monkeypatch.setattr(sandbox, "_limit", lambda *_: None)
    monkeypatch.setattr(sandbox.signal, "alarm", lambda _: None)
    with pytest.raises(Misconfigured, match="cannot deny a parser network access"):
        confine(Limits())


def test_without_landlock_python_code_is_kept_from_other_files(tmp_path: Path) -> None:
    refusal = sandbox._Refusal((*readable_roots(), tmp_path))
    refusal("open", (str(tmp_path / "body"), "r", 0))
    refusal("open", (3, "r", 0))
    for path in ("/etc/passwd", str(tmp_path / "../other"), b"/etc/passwd"):
        with pytest.raises(PermissionError):
            refusal("open", (path, "r", 0))
    with pytest.raises(PermissionError):
        refusal("os.listdir", ("/etc",))


def test_a_checkout_is_not_among_what_may_be_read() -> None:
    root = Path(__file__).parents[4]
    assert not any(root == path or path in root.parents for path in readable_roots())
    assert not any((root / ".local").is_relative_to(path) for path in readable_roots())


def test_the_extracting_process_hides_itself_from_its_children() -> None:
    """A parent of the same user that is not dumpable keeps its environment to itself."""
    program = f"""
import ctypes, sys
sys.path[:0] = {sys.path!r}
from genai_core.adapters.extraction.extractor import LimitedExtractor
LimitedExtractor().extract(b"Some text.", file_name="a.txt")
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_a_document_is_read_under_all_of_it() -> None:
    extraction = LimitedExtractor().extract(b"# Title\n\nSome text.", file_name="a.md")
    assert [block.text for block in extraction.document.blocks] == ["Title", "Some text."]
