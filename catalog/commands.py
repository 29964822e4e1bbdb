"""Run a command line so that every error is one line on standard error: what, where, and the mend.

Exit codes: 0 done, 1 the work failed and said why, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer


def run(
    app: typer.Typer, errors: tuple[type[Exception], ...], name: str, arguments: Sequence[str] | None = None
) -> int:
    """Run a command of the app and return its exit code. `errors` are those that say what went wrong themselves."""
    command = typer.main.get_command(app)
    try:
        code = command.main(args=None if arguments is None else list(arguments), prog_name=name, standalone_mode=False)
        sys.stdout.flush()
    except (typer.Abort, KeyboardInterrupt):
        return _failed(f"{name}: stopped", 1)
    except typer.TyperException as error:
        message = error.format_message().strip(" .") or "no command given"  # str() would not name the option
        return _failed(f"{name}: {message}; `{name} --help` says what there is", 2)
    except BrokenPipeError:  # the reader of a pipe went away, such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except errors as error:
        return _failed(str(error), 1)
    return code if isinstance(code, int) else 0


def _failed(message: str, code: int) -> int:
    print(" ".join(message.split()), file=sys.stderr)
    return code
