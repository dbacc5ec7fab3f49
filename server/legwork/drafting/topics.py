"""Personal topics: what somebody wrote of illness, grief, family, faith, politics or the loss of their work may be
read, and is never asked about. The list errs on the side of silence."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Illness, grief, family, faith, politics, dismissal, and what else is nobody's business: each a whole word, or with a
# star the beginning of one; accents and case do not count.
_WORDS: Final = """
ill illness sick sickness disease cancer tumor tumour chemo* leukemia leukaemia depress* burnout anxiety therapy
diagnos* hospice disabilit* miscarr* suicid* addict* rehab surgery dementia autis* adhd krank* maladie
enfermedad doenca malattia
grief griev* mourn* funeral* condolence* obituar* death deaths died dying bereave* widow* eulogy trauer*
beerdigung tod deuil mort duelo muerte luto morte
family families mother father mom mum dad parent parents parenting wife husband son daughter sister brother
child baby pregnan* newborn maternity paternity parental wedding marriage married divorc* custody familie
famille familia mutter vater scheidung
faith church* pray* god jesus bible quran koran mosque synagogue ramadan relig* muslim* islam* jewish hindu*
glaube kirche eglise iglesia igreja
politic* election* elected vote votes voting democrat* republican* immigration refugee* war genocide abortion
protest protests politik wahlkampf politique elecciones eleicoes
layoff* redundan* fired sacked dismiss* severance unemploy* terminated entlass* kundigung licenci* despid*
demiss*
racis* harass* abuse abused assault bankrupt* gay lesbian queer transgender
"""
_PHRASES: Final = (
    r"mental health|burn out|burned out|burnt out|passed away|loss of (?:my|a|our)|laid off|lay offs?|let go|"
    r"lost (?:my|his|her|their) job|coming out"
)


def _pattern() -> re.Pattern[str]:
    words = [word.replace("*", r"\w*") for word in _WORDS.split()]
    return re.compile(rf"\b(?:{'|'.join(words)}|{_PHRASES})\b")


_PERSONAL: Final = _pattern()


def is_personal(text: str) -> bool:
    """Whether a text touches on something personal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _PERSONAL.search(" ".join(letters.replace("-", " ").split())) is not None
