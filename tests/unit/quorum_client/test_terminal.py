"""The command line prints names of others as text."""

from io import StringIO

from quorum_client.cli.terminal import SafeConsole, printable


def test_sequences_of_others_are_printed_as_text_and_own_styles_stay() -> None:
    out = StringIO()
    console = SafeConsole(file=out, force_terminal=True, color_system="standard")

    console.print("[bold]drop\x1b]0;PWNED\x07\x1b[31m\u202e.md[/bold]", style="dim")

    printed = out.getvalue()
    assert "\x1b]0" not in printed
    assert "\x1b[31m" not in printed
    assert "\x07" not in printed
    assert "\u202e" not in printed
    assert "\x1b[" in printed, "bold is its own"


def test_lines_tabs_and_every_script_stay() -> None:
    text = "one\ttwo\nGröße 中文 👩\u200d👧"

    assert printable(text) == text
