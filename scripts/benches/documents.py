"""What a bench found, put where docs/linkage.md shows it."""

from __future__ import annotations

import checkout

PAGE = checkout.ROOT / "docs" / "linkage.md"
PICTURES = checkout.ROOT / "docs" / "images"


def put(part: str, text: str) -> None:
    """Puts `text` in place of a part of docs/linkage.md."""
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), part, text), encoding="utf-8")
    print(f"\nWritten into {PAGE.relative_to(checkout.ROOT)}: {part}")


def draw(name: str, picture: str) -> None:
    (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


def replaced(page: str, part: str, text: str) -> str:
    """The page with `text` between `<!-- part -->` and `<!-- /part -->`.

    Raises:
        ValueError: the page has no such part.
    """
    before, begin, rest = page.partition(f"<!-- {part} -->")
    _, end, after = rest.partition(f"<!-- /{part} -->")
    if not begin or not end:
        raise ValueError(f"docs/linkage.md lacks the lines `<!-- {part} -->` and `<!-- /{part} -->`.")
    return f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}"
