"""Data files: what a dataclass describes is read, and every mistake is one clear error."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import pytest

from tracker import toml
from tracker.toml import DataFileError, Known


class Colour(Enum):
    red = "red"
    green = "green"


@dataclass(frozen=True, kw_only=True)
class Page:
    number: int
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Book:
    title: str
    author: Annotated[str, Known("person", {"ida", "bo"})]
    slug: str = ""
    price: float | None = None
    is_new: bool = False
    colour: Colour = Colour.red
    pages: tuple[Page, ...] = ()
    copies: dict[Annotated[str, Known("room", {"hall"})], int] | None = None

    def __post_init__(self):
        if self.is_new and not self.price:
            raise ValueError("a new one has a price")


LEAST = 'title = "T"\nauthor = "ida"\n'


@pytest.fixture
def book(tmp_path):
    def read(text: str) -> Book:
        path = tmp_path / "book.toml"
        path.write_text(text, encoding="utf-8")
        return toml.read(path, Book, slug="book")

    return read


def test_a_file_becomes_a_dataclass(book):
    text = (
        LEAST + 'price = 3\ncolour = "green"\n[copies]\nhall = 2\n[[pages]]\nnumber = 1'
    )
    assert book(text) == Book(
        title="T",
        author="ida",
        slug="book",
        price=3,
        colour=Colour.green,
        copies={"hall": 2},
        pages=(Page(number=1),),
    )


def test_a_backslash_at_the_end_of_a_line_goes_on_without_a_break(book):
    text = 'author = "ida"\ntitle = """\nOne \\\ntwo.\nThree."""'
    assert book(text).title == "One two.\nThree."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('author = "ida"', "book.toml: missing key “title”"),
        (LEAST + 'titel = "x"', "book.toml: unknown key “titel”"),
        (LEAST + 'slug = "x"', "book.toml: unknown key “slug”"),
        ('title = "T"\nauthor = "eva"', "book.toml: author: there is no person “eva”"),
        ('title = 1\nauthor = "bo"', "book.toml: title: 1 should be of type str"),
        (LEAST + "price = true", "book.toml: price: True should be of type float"),
        (LEAST + "is_new = 1", "book.toml: is_new: 1 should be of type bool"),
        (LEAST + "is_new = true", "book.toml: a new one has a price"),
        (LEAST + 'colour = "blue"', "book.toml: colour: “blue” is none of red, green"),
        (LEAST + "pages = 1", "book.toml: pages: 1 should be a list"),
        (LEAST + "pages = [1]", "book.toml: pages 1: 1 should be a table"),
        (LEAST + "copies = 1", "book.toml: copies: 1 should be a table"),
        (
            LEAST + "[copies]\nroof = 1",
            "book.toml: copies: there is no room “roof”",
        ),
        (
            LEAST + "[[pages]]\nnumber = 1\n[[pages]]\nnumber = 2.5",
            "book.toml: pages 2: number: 2.5 should be of type int",
        ),
        (
            LEAST + '[[pages]]\nnumber = 1\ntitle = "First"',
            "book.toml: pages 1 (First): unknown key “title”",
        ),
        (
            'title = " T"\nauthor = "bo"',
            "book.toml: title: begins or ends with a space or an empty line",
        ),
    ],
)
def test_a_mistake_names_file_and_entry(book, text, error):
    with pytest.raises(DataFileError) as caught:
        book(text)
    assert str(caught.value) == error


def test_what_is_no_toml_names_the_file_and_the_line(book):
    with pytest.raises(DataFileError, match=r"^book\.toml: .*line 2"):
        book('title = "T"\nauthor ida\n')
