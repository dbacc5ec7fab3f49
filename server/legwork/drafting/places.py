"""The time zone of a place as people write it: `Lisbon, Portugal`, `Greater Boston`. Cities we are sure of."""

from __future__ import annotations

import re
from typing import Final

_CITIES: Final = {
    "Europe/Lisbon": "lisbon lisboa porto braga coimbra",
    "Europe/London": "london manchester edinburgh glasgow bristol leeds oxford",
    "Europe/Dublin": "dublin cork galway",
    "Europe/Madrid": "madrid barcelona valencia sevilla bilbao",
    "Europe/Paris": "paris lyon marseille toulouse bordeaux nantes lille",
    "Europe/Brussels": "brussels bruxelles antwerp ghent",
    "Europe/Amsterdam": "amsterdam rotterdam utrecht eindhoven",
    "Europe/Berlin": "berlin hamburg munich münchen cologne köln frankfurt stuttgart leipzig dresden",
    "Europe/Zurich": "zurich zürich geneva genève basel lausanne",
    "Europe/Vienna": "vienna wien graz",
    "Europe/Prague": "prague praha brno",
    "Europe/Warsaw": "warsaw warszawa krakow kraków wrocław gdańsk",
    "Europe/Budapest": "budapest",
    "Europe/Rome": "rome roma milan milano turin torino bologna naples",
    "Europe/Copenhagen": "copenhagen københavn aarhus",
    "Europe/Oslo": "oslo trondheim",
    "Europe/Stockholm": "stockholm gothenburg göteborg malmö",
    "Europe/Helsinki": "helsinki espoo tampere",
    "Europe/Athens": "athens thessaloniki",
    "Europe/Bucharest": "bucharest cluj",
    "Europe/Kyiv": "kyiv kiev lviv",
    "Europe/Istanbul": "istanbul ankara izmir",
    "Africa/Lagos": "lagos abuja",
    "Africa/Nairobi": "nairobi",
    "Africa/Johannesburg": "johannesburg pretoria",
    "Africa/Cairo": "cairo",
    "Asia/Jerusalem": "jerusalem haifa",
    "Asia/Dubai": "dubai",
    "Asia/Karachi": "karachi lahore islamabad",
    "Asia/Kolkata": "mumbai delhi bangalore bengaluru hyderabad chennai pune kolkata",
    "Asia/Bangkok": "bangkok",
    "Asia/Jakarta": "jakarta",
    "Asia/Singapore": "singapore",
    "Asia/Hong_Kong": "hongkong",
    "Asia/Shanghai": "shanghai beijing shenzhen hangzhou",
    "Asia/Taipei": "taipei",
    "Asia/Seoul": "seoul",
    "Asia/Tokyo": "tokyo osaka kyoto",
    "Australia/Sydney": "sydney canberra",
    "Australia/Melbourne": "melbourne",
    "Australia/Brisbane": "brisbane",
    "Australia/Perth": "perth",
    "Pacific/Auckland": "auckland wellington",
    "America/New_York": "newyork brooklyn boston philadelphia washington atlanta miami pittsburgh baltimore",
    "America/Toronto": "toronto ottawa montreal montréal",
    "America/Chicago": "chicago houston austin dallas minneapolis milwaukee nashville",
    "America/Denver": "denver boulder",
    "America/Phoenix": "phoenix tucson",
    "America/Los_Angeles": "losangeles sanfrancisco seattle sandiego oakland sacramento sanjose",
    "America/Vancouver": "vancouver",
    "America/Mexico_City": "mexicocity",
    "America/Bogota": "bogota bogotá medellín",
    "America/Lima": "lima",
    "America/Sao_Paulo": "sãopaulo saopaulo riodejaneiro curitiba",
    "America/Argentina/Buenos_Aires": "buenosaires",
}
_ZONES: Final = {city: zone for zone, cities in _CITIES.items() for city in cities.split()}
_AROUND: Final = re.compile(r"\b(greater|metropolitan|metro|area|region|city of|bay)\b")


def zone_of(place: str) -> str:
    """The IANA zone of the city a place begins with, empty when we are not sure of it."""
    city = _AROUND.sub(" ", place.casefold().split(",")[0])
    return _ZONES.get("".join(filter(str.isalpha, city)), "")
