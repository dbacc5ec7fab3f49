"""Invented pages, shown under addresses as true ones have: a person's own, a profile, a team, a blog, one to hurt."""

from __future__ import annotations

import json
from html import escape

LINKEDIN = "https://www.linkedin.com/in/ana-souza-7/"
SECRET = "a line of the profile that only the full reader may take"


def person(name: str, title: str = "Data Lead", company: str = "Globex", **more: str) -> str:
    """Somebody's own page, with what a reader needs in its JSON-LD."""
    said = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "name": name,
            "jobTitle": title,
            "worksFor": {"@type": "Organization", "name": company},
            **({"address": {"@type": "PostalAddress", "addressLocality": more["place"]}} if "place" in more else {}),
            **({"alumniOf": {"@type": "CollegeOrUniversity", "name": more["school"]}} if "school" in more else {}),
            **({"description": more["headline"]} if "headline" in more else {}),
        },
    }
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    return page(name, f"<h1>{escape(name)}</h1><p>{escape(title)} at {escape(company)}</p>", head)


def profile(name: str) -> str:
    """A profile on LinkedIn as a member sees it."""
    lines = f"<h1>{escape(name)}</h1><p>Director of Data at Initech</p><p>{SECRET}</p>"
    body = f"<main><section>{lines}</section></main>"
    return page(f"(3) {name} | LinkedIn", body)


def team(*names: str) -> str:
    """A team: several people, each with a card."""
    cards = "".join(
        f'<div class="h-card"><span class="p-name">{escape(name)}</span>, '
        f'<span class="p-job-title">Engineer</span> at <span class="p-org">Initech</span></div>'
        for name in names
    )
    return page("Our team", f"<h1>Our team</h1>{cards}")


def blog() -> str:
    return page("Rivers in autumn", "<p id='said'>Bo Lind gave a talk on rivers.</p><p>Much else.</p>")


def hostile() -> str:
    """Ten million characters, fifty thousand elements, and data made to break a reader."""
    nasty = {
        "@type": "Person",
        "name": "Mal\u202eory\u0000 \u2066Hurt",
        "jobTitle": "T" * 100_000,
        "url": "javascript:alert(1)",
        "sameAs": ["javascript:alert(2)", "data:text/html,x", "https://mallory.example/"],
        "__proto__": {"name": "polluted"},
        "constructor": {"prototype": {"name": "polluted"}},
    }
    text = json.dumps(nasty).replace("</", "<\\/")
    deep = '{"a":' * 20_000
    scripts = f'<script type="application/ld+json">{deep}</script><script type="application/ld+json">{text}</script>'
    return page("Hurt", f"{'<p>x</p>' * 50_000}<!--{'y' * 9_000_000}-->", scripts)


def page(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )
