"""Splink as an oracle: the weights it gives to fixed pairs of records under our m and u.

Written to a file that a test compares our own weights with, so that the test needs no Splink.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from benches import environment
from legwork.linkage.comparing_names import RELATIVES
from legwork.linkage.model import Model, load_model
from legwork.linkage.tables import frequency

DATA = environment.ROOT / "tests" / "linkage" / "data"
PAIRS = DATA / "splink_pairs.json"
WEIGHTS = DATA / "splink_weights.json"
COLUMNS = ("given", "family", "birthday", "email", "phone", "postcode")
# (level of ours, Splink's condition) of each column; the last is what is left over.
_EQUAL = '"{0}_l" = "{0}_r"'
_SLIP = 'damerau_levenshtein("{0}_l", "{0}_r") <= 1'
_LEVELS = {
    "given": (("given", "same", _EQUAL), ("given", "typo", _SLIP), ("given", "different", "ELSE")),
    "family": (("family", "same", _EQUAL), ("family", "typo", _SLIP), ("family", "different", "ELSE")),
    "birthday": (("birthday", "same", _EQUAL), ("birthday", "close", _SLIP), ("birthday", "different", "ELSE")),
    "email": (("email", "same", _EQUAL), ("email", "different", "ELSE")),
    "phone": (("phone", "same", _EQUAL), ("phone", "different", "ELSE")),
    "postcode": (("household", "postcode", _EQUAL), ("household", "different", "ELSE")),
}
_ANY_U = 0.01
"""Splink wants a u for equal names, and then puts the name's own share in its place."""


def write_weights() -> None:
    """Has Splink weigh the fixed pairs and writes what it says, with its version and all it was told."""
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    model = load_model()
    asked = question(pairs, model)
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "question.json", Path(folder) / "answer.json"
        given.write_text(json.dumps(asked), encoding="utf-8")
        ran = environment.beside(Path(__file__).with_name("splink_side.py"), "weigh", str(given), str(out))
        answers = {answer["pair"]: answer for answer in json.loads(out.read_text(encoding="utf-8"))}
    version = json.loads(ran.printed.splitlines()[-1])["version"]
    found = {
        "source": f"Splink {version}, by `python3 scripts/bench.py oracle`",
        "licence": "MIT, as the rest of this project",
        "prior": asked["prior"],
        "parameters": parameters(model),
        "shares": asked["shares"],
        "weights": {pair["what"]: _rounded(answers[str(number)]) for number, pair in enumerate(pairs)},
    }
    WEIGHTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(pairs)} pairs weighed by Splink {version} into {WEIGHTS.relative_to(environment.ROOT)}")


def question(pairs: list[dict[str, Any]], model: Model) -> dict[str, Any]:
    """What Splink is told: prior, levels with m and u, shares of names, and the records of each pair."""
    sides = [(f"{number}/{side}", pair[side]) for number, pair in enumerate(pairs) for side in ("left", "right")]
    records = [
        {"id": name, "pair": name.split("/")[0]} | {column: record.get(column) for column in COLUMNS}
        for name, record in sides
    ]
    return {
        "prior": model.prior,
        "comparisons": {column: [_level(column, *level, model) for level in _LEVELS[column]] for column in COLUMNS},
        "shares": {
            "given": {r["given"]: frequency("given", r["given"]) for r in records if r["given"]},
            "family": {r["family"]: frequency("family", r["family"]) + RELATIVES for r in records if r["family"]},
        },
        "records": records,
    }


def parameters(model: Model) -> dict[str, dict[str, dict[str, float | None]]]:
    """m and u of the levels both programs have, by comparison and level."""
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for levels in _LEVELS.values():
        for comparison, level, _ in levels:
            known = model.parameters[comparison, level]
            found.setdefault(comparison, {})[level] = {"m": known.m, "u": known.u}
    return found


def _level(column: str, comparison: str, level: str, condition: str, model: Model) -> dict[str, Any]:
    said: dict[str, Any] = {"sql_condition": condition.format(column)}
    known = model.parameters[comparison, level]
    if known.u is None:
        said |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}
    return said | {"m_probability": known.m, "u_probability": known.u or _ANY_U}


def _rounded(answer: dict[str, Any]) -> dict[str, Any]:
    bits = {name: round(weight, 6) for name, weight in answer["bits"].items()}
    return {"total": round(answer["total"], 6), "bits": bits}
