"""Every setting has a field with a label, and only what changed is sent on."""

from __future__ import annotations

from legwork.desk.preferring import NAMES, Preferences
from legwork.web import forms


def test_every_setting_has_one_field_in_one_group() -> None:
    placed = [name for _, _, names in forms.GROUPS for name in names]
    assert sorted(placed) == sorted(NAMES)
    assert forms.BY_NAME.keys() == set(NAMES)
    assert all(field.label for field in forms.BY_NAME.values())


def test_lists_read_as_they_are_typed() -> None:
    texts = forms.as_text(Preferences(schools=("Porto", "Lisbon"), new_per_day=3))
    assert (texts["schools"], texts["new_per_day"], texts["name"]) == ("Porto, Lisbon", "3", "")


def test_only_what_changed_is_a_change() -> None:
    present = {"name": "Priya", "region": "PT"}
    assert forms.changes(("name", "region"), {"name": " Priya ", "region": "US", "x": "y"}, present) == {"region": "US"}
    assert forms.changes(("name", "region"), {}, present) == {}


def test_groups_carry_the_values() -> None:
    groups = forms.groups({"name": "Priya"})
    assert groups[0]["fields"][0]["value"] == "Priya"
