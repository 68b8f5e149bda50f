"""The smallest Typer application: what every command line pays before it begins."""

import typer

app = typer.Typer()


@app.command()
def hi() -> None:
    print("hi")  # noqa: T201  # the smallest there is


app()
