"""Splink's side of a comparison; runs with the Python of `.venv-bench` and knows nothing of Legwork.

    .venv-bench/bin/python scripts/benches/splink_side.py link records.csv clusters.csv

Prints a line of JSON with the seconds of each step. The model is the plain unsupervised one of Splink's own
tutorial for persons: comparisons with frequency tables where it offers them, u from random pairs, m by EM.
"""

from __future__ import annotations

import csv
import json
import logging
import resource
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import splink
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

_EXACT = {"street": [0.9], "city": [0.9]}
_RULES = (
    ("given", "family"),
    ("family", "postcode"),
    ("given", "postcode"),
    ("birthday", "family"),
    ("birthday", "given"),
    ("birthday", "postcode"),
    ("email",),
    ("phone",),
    ("street", "postcode"),
)
_CERTAIN = (("given", "family", "birthday"), ("email",))
_TRAINING = (("given", "family"), ("birthday",), ("postcode", "street"))
_THRESHOLD = 0.9


def main(what: str, given: Path, out: Path) -> None:
    logging.disable(logging.WARNING)
    answer = link(given, out) if what == "link" else weigh(given, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"version": splink.__version__, "peak": peak, **answer}))


def link(given: Path, out: Path) -> dict[str, Any]:
    """Reads a CSV of flat records, links them, and writes `number,cluster` lines."""
    api = DuckDBAPI()
    table = read(given)
    columns = [name for name in table.column_names if table[name].null_count < len(table)]
    started, worked = time.perf_counter(), time.process_time()
    linker = Linker(api.register(table), settings(columns))
    train(linker, columns)
    trained = time.perf_counter()
    pairs = linker.inference.predict(threshold_match_probability=_THRESHOLD)
    predicted = time.perf_counter()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, _THRESHOLD)
    rows = clusters.as_pyarrow_table()
    clustered, cpu = time.perf_counter(), time.process_time() - worked
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows(zip(rows["number"].to_pylist(), rows["cluster_id"].to_pylist(), strict=True))
    return {"train": trained - started, "predict": predicted - trained, "cluster": clustered - predicted, "cpu": cpu}


def read(given: Path) -> Any:
    """Every column as text, what is empty as missing."""
    sql = "SELECT * FROM read_csv(?, header = true, all_varchar = true, nullstr = '')"
    return duckdb.sql(sql, params=[str(given)]).to_arrow_table()


def settings(columns: list[str]) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="number",
        comparisons=[comparison for name in columns if (comparison := compared(name)) is not None],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES if set(rule) <= set(columns)],
    )


def compared(column: str) -> Any:
    if column in ("given", "family"):
        return cl.NameComparison(column).configure(term_frequency_adjustments=True)
    if column == "birthday":
        return cl.DateOfBirthComparison(column, input_is_string=True)
    if column == "email":
        return cl.EmailComparison(column)
    if column in ("phone", "postcode"):
        return cl.LevenshteinAtThresholds(column, [1, 2])
    if column in _EXACT:
        return cl.JaroWinklerAtThresholds(column, _EXACT[column])
    return None


def train(linker: Linker, columns: list[str]) -> None:
    certain = [block_on(*rule) for rule in _CERTAIN if set(rule) <= set(columns)]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in _TRAINING:
        if set(rule) <= set(columns):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))


def weigh(given: Path, out: Path) -> dict[str, Any]:
    """Weights of given pairs under a given model, in bits by comparison; `total` includes the prior.

    `given` holds `prior` in bits, `comparisons` (name to levels, each with its SQL condition, m and u), `shares`
    (name to value to population share, which takes u's place where values are equal) and `records`.
    """
    asked = json.loads(given.read_text(encoding="utf-8"))
    api = DuckDBAPI()
    odds = 2.0 ** asked["prior"]
    comparisons = [
        {
            "output_column_name": name,
            "comparison_levels": [
                {"sql_condition": f'"{name}_l" IS NULL OR "{name}_r" IS NULL', "is_null_level": True},
                *levels,
            ],
        }
        for name, levels in asked["comparisons"].items()
    ]
    model = {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": ["l.pair = r.pair"],
        "comparisons": comparisons,
        "retain_intermediate_calculation_columns": True,
    }
    linker = Linker(api.register(pa.Table.from_pylist(asked["records"])), model, log_level=None)
    for name, shares in asked["shares"].items():
        table = pa.table({name: list(shares), f"tf_{name}": list(shares.values())})
        linker.table_management.register_term_frequency_lookup(api.register(table), name)
    rows = linker.inference.predict().as_record_list()
    out.write_text(json.dumps([_weights(row, asked["comparisons"]) for row in rows]), encoding="utf-8")
    return {"pairs": len(rows)}


def _weights(row: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    bits = {name: row[f"mw_{name}"] + row.get(f"mw_tf_adj_{name}", 0.0) for name in names}
    return {"pair": row["id_l"].split("/")[0], "total": row["match_weight"], "bits": bits}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
