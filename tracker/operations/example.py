"""`tracker example`: prints example files for running the product."""

from __future__ import annotations

from pathlib import Path

import click

HERE = Path(__file__).with_name("deploy")


def names() -> list[str]:
    """The files that there are."""
    return sorted(
        path.name for path in HERE.iterdir() if path.suffix != ".py" and path.is_file()
    )


@click.command()
@click.argument("name", required=False)
def example(name):
    """Print the example file NAME (Containerfile, nginx.conf …), or say which there are."""
    if name is None:
        click.echo("\n".join(names()))
        return
    found = [each for each in names() if each.lower() == name.lower()]
    if not found:
        raise click.UsageError(
            f"there is no example {name}; there are {', '.join(names())}"
        )
    click.echo((HERE / found[0]).read_text(encoding="utf-8"), nl=False)
