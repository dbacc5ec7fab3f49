"""What can be said of the extension without a browser: its manifests, its words, its types, its zips."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

import checkout
import draw_icons
import legwork
import pack_extension
from legwork.api.status import API
from legwork.outreach.acts import OFFERED
from legwork.outreach.cards import LANES
from legwork.outreach.stages import STATES

SOURCE = pack_extension.SOURCE
WORDS: dict[str, str] = {
    name: entry["message"] for name, entry in json.loads((SOURCE / "_locales/en/messages.json").read_text()).items()
}
# Families of words, of which the ending is a value: in which file, and what it may be.
FAMILIES = {
    "state_": STATES,
    "wanted_": OFFERED.keys(),
    "lane_": LANES,
    "problem_": {"off", "barred", "other", "old", "unpaired", "broken"},
    "page_": {"waiting", "saved", "today"},
    "saved_": {"created", "joined", "unchanged"},
    "reason_": {"wrong_field", "too_senior", "hardly_known", "talked_already", "just_no"},
    "open_": {"brief", "debrief"},
    "command_": {"execute_action", "quick_save"},
    "field_": {"name", "title", "company", "location", "headline"},
}
SCREENS = [
    path for path in sorted(SOURCE.rglob("*.html")) if "node_modules" not in path.parts and "tests" not in path.parts
]


def scripts() -> str:
    packed = pack_extension.contents("chromium")
    return "\n".join(data.decode() for name, data in packed.items() if name.endswith(".js"))


def test_the_manifest_asks_for_the_open_tab_and_the_desk_and_nothing_more() -> None:
    chromium, firefox = pack_extension.manifest("chromium"), pack_extension.manifest("firefox")
    assert chromium == json.loads((SOURCE / "manifest.json").read_text(encoding="utf-8"))
    assert set(chromium["permissions"]) == {
        "activeTab", "alarms", "declarativeContent", "scripting", "sidePanel", "storage",
    }  # fmt: skip
    assert set(firefox["permissions"]) == {"activeTab", "alarms", "scripting", "storage"}
    assert chromium["host_permissions"] == ["http://127.0.0.1:8765/*"]
    assert firefox["host_permissions"] == ["http://127.0.0.1/*"]
    assert chromium["optional_host_permissions"] == ["http://127.0.0.1/*"]
    assert chromium["externally_connectable"] == {"ids": []}
    for manifest in (chromium, firefox):
        assert manifest["manifest_version"] == 3
        assert manifest["commands"]["_execute_action"]["suggested_key"]["default"] == "Alt+L"
        assert not {"content_scripts", "web_accessible_resources", "content_security_policy"} & manifest.keys()
    gecko = firefox["browser_specific_settings"]["gecko"]
    assert gecko["data_collection_permissions"] == {"required": ["personallyIdentifyingInfo", "websiteContent"]}
    assert "openPanelOnActionClick" not in scripts()  # the browser would not give the open tab then


def test_the_extension_and_the_desk_have_one_version_and_one_protocol() -> None:
    assert pack_extension.manifest("chromium")["version"] == legwork.__version__
    said = re.search(r"export const API = (\d+);", (SOURCE / "legwork-api.js").read_text(encoding="utf-8"))
    assert said is not None
    assert int(said[1]) <= API


def test_every_word_is_there_and_used() -> None:
    screens = "\n".join(path.read_text(encoding="utf-8") for path in SCREENS)
    code = scripts()
    manifests = json.dumps([pack_extension.manifest(browser) for browser in pack_extension.BROWSERS])
    wanted = {*re.findall(r'data-i18n="(\w+)"', screens), *re.findall(r"__MSG_(\w+)__", manifests)}
    wanted |= set(re.findall(r'\bsay\("(\w+)"', code))
    wanted |= {f"{name}_{end}" for name in re.findall(r'\bsayCounted\("(\w+)"', code) for end in ("one", "other")}
    wanted |= {f"{family}{ending}" for family, endings in FAMILIES.items() for ending in endings}
    assert wanted - WORDS.keys() == set()
    named = set(re.findall(r'"(\w+)"', code))  # handed on to where it is said, alone or as a title and its text
    used = wanted | named | {f"{name}_{end}" for name in named for end in ("title", "text")}
    assert WORDS.keys() - used == set()


def test_words_are_sentences_without_markup() -> None:
    for name, text in WORDS.items():
        assert text == text.strip(), name
        assert not re.search(r"[<>]|  |'", text), name


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.name)
def test_a_screen_carries_no_code_and_no_words_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\bsrc=)|https?://", text)
    shown = re.sub(r"<[^>]+>", " ", text.partition("<body>")[2])
    assert set(shown.split()) <= {"Legwork", "LinkedIn", "Enter", "g", "u"}


def test_scripts_write_no_markup_and_fetch_from_the_desk_alone() -> None:
    code = scripts()
    for word in (
        "innerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "localStorage",
        "importScripts",
    ):
        assert word not in code, word
    callers = {
        name
        for name, data in pack_extension.contents("chromium").items()
        if re.search(rb"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon", data)
    }
    assert callers == {"legwork-api.js", "icon.js"}  # the second reads its own pictures


def test_the_colours_are_the_desks() -> None:
    desk = (checkout.ROOT / "server/legwork/web/static/desk.css").read_text(encoding="utf-8")
    ours = (SOURCE / "look.css").read_text(encoding="utf-8")
    for name in ("paper", "sheet", "ink", "soft", "rule", "edge", "accent", "on-accent", "wash", "serif", "sans"):
        value = re.search(rf"--{name}: ([^;]+);", desk)
        assert value is not None
        assert f"--{name}: {value[1]};" in ours, name


def test_the_icons_are_as_they_are_drawn() -> None:
    for state, sizes in draw_icons.SIZES.items():
        for size in sizes:
            data = (SOURCE / "icons" / f"{state}-{size}.png").read_bytes()
            assert struct.unpack(">II", data[16:24]) == (size, size)
    pictures = {(SOURCE / "icons" / f"{state}-16.png").read_bytes() for state in draw_icons.SIZES}
    assert len(pictures) == len(draw_icons.SIZES)
    assert draw_icons.png(16, draw_icons.layers("today"))[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("browser", pack_extension.BROWSERS)
def test_the_zip_is_the_same_each_time_and_holds_what_runs_alone(browser: str, tmp_path: Path) -> None:
    files = pack_extension.contents(browser)
    one = pack_extension.write_zip(files, tmp_path / "one.zip").read_bytes()
    assert pack_extension.write_zip(pack_extension.contents(browser), tmp_path / "again.zip").read_bytes() == one
    with zipfile.ZipFile(io.BytesIO(one)) as packed:
        names = packed.namelist()
        assert names == sorted(names)
        assert json.loads(packed.read("manifest.json")) == pack_extension.manifest(browser)
    assert not [
        name for name in names if re.search(r"node_modules|tests/|package|tsconfig|firefox\.json|(^|/)\.", name)
    ]
    assert {"background.js", "popup/popup.html", "panel/panel.html", "options/options.html", "readers/index.js"} <= set(
        names
    )
    for name in names:
        for used in re.findall(
            r'^import (?:[^"]* from )?"([^"]+)"', files[name].decode("utf-8", "replace"), re.MULTILINE
        ):
            assert (Path("/") / Path(name).parent / used).resolve().as_posix().lstrip("/") in files, (name, used)


def test_mozillas_linter_finds_no_error(tmp_path: Path) -> None:
    folder = pack_extension.write_folder(pack_extension.contents("firefox"), tmp_path / "extension")
    words = ["node_modules/web-ext/bin/web-ext.js", "lint", "--source-dir", str(folder), "--output", "json"]
    ran = subprocess.run(
        [shutil.which("node") or "node", *words, "--no-config-discovery"],
        cwd=SOURCE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(ran.stdout)
    assert found["summary"]["errors"] == 0, found["errors"]
    # Chromium's own calls, each made only where the browser has them
    assert {warning["code"] for warning in found["warnings"]} <= {"UNSUPPORTED_API"}
    assert {warning["message"].split()[0].split(".")[0] for warning in found["warnings"]} <= {
        "declarativeContent",
        "sidePanel",
    }
