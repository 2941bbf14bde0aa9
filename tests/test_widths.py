"""The sizes that keep a file readable: the width of its lines and their number."""

from pathlib import Path

from tests.examples import for_each

HOME = Path(__file__).parent.parent
LONGEST_FILE = 350
WIDTHS = {
    "tracker/**/*.py": 100,
    "migrations/*.py": 100,
    "templates/**/*.html": 120,
    "static/css/**/*.css": 120,
    "static/js/**/*.js": 100,
}


@for_each(WIDTHS)
def test_no_line_is_wider_than_its_kind_allows(pattern):
    paths = list(HOME.glob(pattern))
    assert paths, f"no file is named {pattern}"
    wide = [place for path in paths for place in wide_lines(path, WIDTHS[pattern])]
    assert not wide, "break these lines"


def test_no_file_of_code_is_too_long():
    lengths = {
        path.relative_to(HOME).as_posix(): len(path.read_text().splitlines())
        for path in HOME.glob("tracker/**/*.py")
    }
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert not long, "split these by meaning"


def test_a_wide_line_is_found(tmp_path):
    path = tmp_path / "a.css"
    path.write_text(f"{'a' * 120}\n{'ø' * 120}\n{'a' * 121}\n")
    assert wide_lines(path, 120) == ["a.css:3"]


def wide_lines(path: Path, most: int) -> list[str]:
    """The places of the lines that are wider than `most` characters."""
    name = path.name
    if path.is_relative_to(HOME):
        name = path.relative_to(HOME).as_posix()
    return [
        f"{name}:{number}"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > most
    ]
