"""What a column of a table can be, and what such columns are called in several languages."""

from __future__ import annotations

from functools import cache

from legwork_importers.columns import folded
from legwork_importers.outlook_columns import LANGUAGES, names_in

PLACES = (
    "name",
    "given",
    "middle",
    "family",
    "prefix",
    "suffix",
    "nickname",
    "maiden",
    "email",
    "phone",
    "linkedin",
    "link",
    "company",
    "title",
    "department",
    "location",
    "street",
    "city",
    "region",
    "postcode",
    "country",
    "birthday",
    "connected",
    "labels",
    "notes",
)
"""The places of a claim that a column can fill, as the command line names them."""

SEVERAL = frozenset({"email", "phone", "linkedin", "link", "labels", "notes"})
ENOUGH = frozenset({"name", "given", "family", "nickname", "email", "phone", "linkedin"})

_CALLED = {
    "name": "full name|display name|contact name|contact|person|vollständiger name|ganzer name|nom complet|"
    "nombre completo|nome completo|nome e cognome|imię i nazwisko|celé jméno|volledige naam|fullständigt namn|"
    "фио|полное имя|氏名|姓名|名前|이름",
    "given": "first name|first|given name|given|forename|christian name|vorname|rufname|prénom|prenom|nombres|"
    "primer nombre|primeiro nome|imię|imie|křestní jméno|krstné meno|voornaam|förnamn|fornavn|etunimi|keresztnév|"
    "prenume|ad|όνομα",
    "middle": "middle name|middle initial|middle|zweiter vorname|weitere vornamen|deuxième prénom|segundo nombre|"
    "secondo nome|drugie imię|tussenvoegsel|отчество",
    "family": "last name|last|family name|surname|nachname|familienname|zuname|nom de famille|apellido|apellidos|"
    "cognome|apelido|sobrenome|último nome|nazwisko|příjmení|priezvisko|achternaam|efternamn|etternavn|efternavn|"
    "sukunimi|vezetéknév|nume de familie|soyad|фамилия|επώνυμο",
    "prefix": "salutation|honorific|name prefix|anrede|civilité|tratamiento|tratamento|appellativo|обращение",
    "suffix": "suffix|name suffix|credentials|namenszusatz|suffixe",
    "nickname": "nickname|alias|spitzname|surnom|apodo|soprannome|pseudonim|bijnaam|smeknamn|kælenavn",
    "maiden": "maiden name|birth name|geburtsname|nom de jeune fille|nom de naissance|nome da nubile",
    "email": "email|e-mail|email address|e-mail address|mail|email 1|work email|personal email|primary email|"
    "email (work)|email (personal)|email id|e-mail-adresse|mailadresse|adresse e-mail|courriel|adresse électronique|"
    "correo|correo electrónico|dirección de correo|posta elettronica|indirizzo email|endereço de email|"
    "adres e-mail|e-mailadres|e-post|epost|sähköposti|почта|эл. почта|メール|邮箱|이메일",
    "phone": "phone|telephone|phone number|tel|mobile|mobile phone|mobile number|cell|cell phone|cellphone|"
    "work phone|home phone|telefon|telefonnummer|mobil|mobiltelefon|handy|handynummer|téléphone|portable|"
    "numéro de téléphone|teléfono|móvil|celular|telefono|cellulare|telefone|telemóvel|numer telefonu|komórka|"
    "telefoon|mobiel|puhelin|телефон|мобильный|電話番号|电话|전화번호",
    "linkedin": "linkedin|linkedin url|linkedin profile|linkedin profile url|profile url|linkedin-profil|"
    "profil linkedin|li url|person linkedin url",
    "link": "url|website|web site|web page|homepage|web|blog|webseite|site web|página web|sito web|strona www|"
    "twitter|github|portfolio|сайт",
    "company": "company|company name|current company|organization|organisation|employer|workplace|firm|account|"
    "firma|unternehmen|arbeitgeber|entreprise|société|empresa|compañía|organización|azienda|società|"
    "organizacja|spoločnost|bedrijf|werkgever|företag|virksomhed|yritys|компания|организация|会社|会社名|公司|회사",
    "title": "job title|position|role|current title|current role|occupation|headline|funktion|jobtitel|stelle|beruf|"
    "berufsbezeichnung|poste|fonction|intitulé du poste|cargo|puesto|ocupación|ruolo|posizione|qualifica|função|"
    "stanowisko|funkce|funkcia|functie|titel|befattning|stilling|tehtävä|должность|役職|职位|직책",
    "department": "department|team|abteilung|service|département|departamento|reparto|dział|afdeling|avdelning|отдел",
    "location": "location|place|based in|city/country|standort|wohnort|ort|lieu|localisation|ubicación|luogo|"
    "localização|lokalizacja|locatie|plats",
    "street": "street|address|street address|address line 1|straße|strasse|adresse|anschrift|rue|calle|dirección|"
    "via|indirizzo|rua|endereço|ulica|adres|straat|gata|улица|адрес",
    "city": "city|town|stadt|ville|ciudad|città|cidade|miasto|město|mesto|plaats|stad|stadt/ort|город",
    "region": "state|province|region|state/region|county|bundesland|kanton|région|provincia|estado|województwo|область",
    "postcode": "zip|zip code|zipcode|postal code|postcode|plz|postleitzahl|code postal|código postal|cap|cep|"
    "kod pocztowy|psč|индекс",
    "country": "country|country/region|nation|land|pays|país|paese|kraj|země|krajina|страна",
    "birthday": "birthday|birth date|date of birth|dob|geburtstag|geburtsdatum|anniversaire|date de naissance|"
    "cumpleaños|fecha de nacimiento|compleanno|data di nascita|data de nascimento|urodziny|data urodzenia|"
    "geboortedatum|födelsedatum|день рождения|дата рождения",
    "connected": "connected on|connected|met on|date met|verbunden am|date de connexion",
    "labels": "tags|tag|labels|label|categories|category|groups|group|kategorien|kategorie|gruppe|schlagwörter|"
    "étiquettes|catégories|etiquetas|categorías|etichette|categorie|categorias|kategorie|категории",
    "notes": "notes|note|comments|comment|remarks|memo|description|notizen|notiz|bemerkung|bemerkungen|kommentar|"
    "remarques|commentaires|notas|comentarios|observaciones|commenti|observações|notatki|uwagi|poznámky|opmerkingen|"
    "anteckningar|заметки|комментарий|примечание",
}

# A whole name, or the part of it that the other column does not hold.
HALVES = frozenset(
    map(folded, ("name", "nom", "nome", "nombre", "naam", "namn", "navn", "nimi", "név", "meno", "jméno", "имя", "ime"))
)

# A job title, or a salutation where another column is the job title.
TITLES = frozenset(map(folded, ("title", "titel", "titre", "título", "titolo", "tytuł", "titul")))

_OUTLOOKS = {
    "given": "given",
    "middle": "middle",
    "family": "family",
    "prefix": "prefix",
    "suffix": "suffix",
    "nickname": "nickname",
    "company": "company",
    "department": "department",
    "job title": "title",
    "birthday": "birthday",
    "notes": "notes",
    "categories": "labels",
    "location": "location",
    "web page": "link",
}


@cache
def places_by_name() -> dict[str, str]:
    """A folded column name to the place it most likely means."""
    known: dict[str, str] = {}
    for language in LANGUAGES:
        for name, outlooks in names_in(language).items():
            place = _outlook_place(outlooks)
            if place:
                known.setdefault(name, place)
    own = {folded(name): place for place, names in _CALLED.items() for name in names.split("|")}
    return known | own


def _outlook_place(outlooks: str) -> str:
    if outlooks.startswith("phone"):
        return "phone"
    if outlooks.startswith("e-mail"):
        return "email" if outlooks.endswith("address") else ""
    return _OUTLOOKS.get(outlooks, "")
