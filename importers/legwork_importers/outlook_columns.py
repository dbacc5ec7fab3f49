"""What Outlook calls its columns, language by language.

Each language has the blocks of `FIELDS` in the same order, a name for each field, `|` between them and `~` between
two names of one field; a place that is empty or left off is a field with no name of its own there. Exports mix
languages: what Outlook did not translate stands there in English, so English names count everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from legwork_importers.columns import folded

_STREETS = "street|street 2|street 3|city|region|postcode|country|formatted"

FIELDS: tuple[tuple[str, ...], ...] = tuple(
    tuple(f"{start}{each}" for each in names.split("|"))
    for start, names in (
        ("", "prefix|given|middle|family|suffix|nickname"),
        ("", "company|department|job title|profession"),
        ("business 1 - ", _STREETS),
        ("home 1 - ", _STREETS),
        ("other 1 - ", _STREETS),
        ("phone 1 - ", "mobile|business|business 2|home|home 2|other|primary|car|radio"),
        ("e-mail 1 - ", "address|type|display"),
        ("e-mail 2 - ", "address|type|display"),
        ("e-mail 3 - ", "address|type|display"),
        ("", "birthday|anniversary|notes|categories|location|web page|personal web page"),
        ("", "gender|priority|private|sensitivity"),
    )
)

_ENGLISH = """
Title|First Name|Middle Name|Last Name|Suffix|Nickname
Company|Department|Job Title|Profession
Business Street|Business Street 2|Business Street 3|Business City|Business State|Business Postal Code\
|Business Country/Region~Business Country|Business Address
Home Street|Home Street 2|Home Street 3|Home City|Home State|Home Postal Code|Home Country/Region~Home Country\
|Home Address
Other Street|Other Street 2|Other Street 3|Other City|Other State|Other Postal Code|Other Country/Region~Other Country\
|Other Address
Mobile Phone|Business Phone|Business Phone 2|Home Phone|Home Phone 2|Other Phone|Primary Phone|Car Phone|Radio Phone
E-mail Address|E-mail Type|E-mail Display Name
E-mail 2 Address|E-mail 2 Type|E-mail 2 Display Name
E-mail 3 Address|E-mail 3 Type|E-mail 3 Display Name
Birthday|Anniversary|Notes|Categories|Location|Web Page|Personal Web Page
Gender|Priority|Private|Sensitivity
"""

_GERMAN = """
Anrede|Vorname|Weitere Vornamen|Nachname|Suffix|Spitzname
Firma|Abteilung|Position|Beruf
Straße geschäftlich|Straße geschäftlich 2|Straße geschäftlich 3|Ort geschäftlich|Region geschäftlich\
|Postleitzahl geschäftlich|Land/Region geschäftlich~Land geschäftlich
Straße privat|Straße privat 2|Straße privat 3|Ort privat|Bundesland/Kanton privat|Postleitzahl privat\
|Land/Region privat~Land privat
Weitere Straße|Weitere Straße 2|Weitere Straße 3|Weiterer Ort|Weiteres/r Bundesland/Kanton|Weitere Postleitzahl\
|Weiteres/e Land/Region~Weiteres Land
Mobiltelefon|Telefon geschäftlich|Telefon geschäftlich 2|Telefon (privat)~Telefon privat\
|Telefon (privat 2)~Telefon privat 2|Weiteres Telefon|Haupttelefon|Autotelefon|Mobiltelefon 2
E-Mail-Adresse|E-Mail-Typ|E-Mail: Angezeigter Name
E-Mail 2: Adresse|E-Mail 2: Typ|E-Mail 2: Angezeigter Name
E-Mail 3: Adresse|E-Mail 3: Typ|E-Mail 3: Angezeigter Name
Geburtstag|Jahrestag|Notizen|Kategorien|Ort|Webseite
Geschlecht|Priorität|Privat|Vertraulichkeit
"""

_FRENCH = """
|Prénom|Deuxième prénom||Suffixe|Surnom
Société|Service||Profession
Rue (bureau)|Rue (bureau) 2|Rue (bureau) 3|Ville (bureau)|Dép/Région (bureau)|Code postal (bureau)|Pays (bureau)
Rue (domicile)|Rue (domicile) 2|Rue (domicile) 3|Ville (domicile)|Dép/Région (domicile)|Code postal (domicile)\
|Pays (domicile)
Rue (autre)|Rue (autre) 2|Rue (autre) 3|Ville (autre)|Dép/Région (autre)|Code postal (autre)|Pays (autre)
Tél. mobile|Téléphone (bureau)|Téléphone 2 (bureau)|Téléphone (domicile)|Téléphone 2 (domicile)|Téléphone (autre)\
|Téléphone principal|Téléphone (voiture)|Radio téléphone
Adresse de messagerie|Type de messagerie|Nom complet de l'adresse de messagerie
Adresse de messagerie 2|Type de messagerie 2|Nom complet de l'adresse de messagerie 2
Adresse de messagerie 3|Type de messagerie 3|Nom complet de l'adresse de messagerie 3
Anniversaire|Anniversaire de mariage ou fête|Notes|Catégories|Emplacement|Page Web
Sexe|Priorité|Privé|Critère de diffusion
"""

_SPANISH = """
Título|Nombre|Segundo nombre|Apellidos|Sufijo|Sobrenombre
Organización|Departamento|Puesto|Profesión
Calle del trabajo|Calle del trabajo 2|Calle del trabajo 3|Ciudad de trabajo|Provincia o estado de trabajo\
|Código postal del trabajo|País o región del trabajo
Calle del domicilio|Calle del domicilio 2|Calle del domicilio 3|Ciudad del domicilio|Provincia o estado del domicilio\
|Código postal del domicilio|País o región del domicilio
Otra calle|Otra calle 2|Otra calle 3|Otra ciudad|Otra provincia o estado|Otro código postal|Otro país o región
Teléfono móvil|Teléfono del trabajo|Teléfono del trabajo 2|Particular~Teléfono particular|Teléfono particular 2\
|Otro teléfono|Teléfono principal|Teléfono del automóvil|Radioteléfono
Dirección de correo electrónico|Tipo de correo electrónico|Nombre de pantalla de correo electrónico
Dirección de correo electrónico 2|Tipo de correo electrónico 2|Nombre de pantalla de correo electrónico 2
Dirección de correo electrónico 3~Dirección del correo electrónico 3|Tipo de correo electrónico 3\
|Nombre de pantalla de correo electrónico 3
Cumpleaños|Aniversario|Notas|Categorías|Ubicación|Página web
Género~Sexo|Prioridad|Privado|Confidencialidad
"""

_ITALIAN = """
Titolo|Nome|Secondo nome|Cognome|Titolo straniero|Soprannome
Società|Reparto|Qualifica~Posizione|Professione
Via (uff.)|Via (uff.) 2|Via (uff.) 3|Città (uff.)|Provincia (uff.)|CAP (uff.)|Paese (uff.)
Via (ab.)|Via (ab.) 2|Via (ab.) 3|Città (ab.)|Provincia (ab.)|CAP (ab.)|Paese (ab.)
Altra via|Altra via 2|Altra via 3|Altra città|Altra provincia|Altro CAP|Altro paese
Telefono Mobile~Cellulare|Ufficio|Ufficio 2|Abitazione|Abitazione 2|Altro telefono|Telefono principale\
|Telefono auto|Radiotelefono
Indirizzo E-mail~Indirizzo posta elettronica|Tipo posta elettronica|Nome visualizzato posta elettronica
Indirizzo E-mail 2~Indirizzo posta elettronica 2|Tipo posta elettronica 2|Nome visualizzato posta elettronica 2
Indirizzo E-mail 3~Indirizzo posta elettronica 3|Tipo posta elettronica 3|Nome visualizzato posta elettronica 3
Compleanno|Anniversario|Note|Categorie|Luogo|Pagina Web
Sesso|Priorità|Privato|Riservatezza
"""

_POLISH = """
Tytuł|Imię|Drugie imię|Nazwisko|Sufiks|Pseudonim
Firma|Dział|Stanowisko|Zawód
Adres służbowy - ulica|Adres służbowy - ulica 2|Adres służbowy - ulica 3|Adres służbowy - miejscowość\
|Adres służbowy - województwo|Adres służbowy - kod pocztowy|Adres służbowy - kraj/region
Adres domowy - ulica|Adres domowy - ulica (2)|Adres domowy - ulica (3)|Adres domowy - miejscowość\
|Adres domowy - województwo|Adres domowy - kod pocztowy|Adres domowy - kraj/region
Inny adres - ulica|Inny adres - ulica 2|Inny adres - ulica 3|Inny adres - miejscowość|Inny adres - województwo\
|Inny adres - kod pocztowy|Inny adres - kraj/region
Telefon komórkowy|Telefon służbowy|Telefon służbowy 2|Telefon domowy|Telefon domowy 2|Inny telefon\
|Telefon podstawowy|Telefon w samochodzie|Radiotelefon
Adres e-mail|Typ poczty e-mail|Wyświetlana nazwa e-mail
Adres e-mail 2|Rodzaj e-mail 2|Wyświetlana nazwa e-mail 2
Adres e-mail 3|Rodzaj e-mail 3|Wyświetlana nazwa e-mail 3
Urodziny|Rocznica|Notatki|Kategorie|Lokalizacja|Strona sieci Web
Płeć|Priorytet|Prywatne|Charakter
"""

_PORTUGUESE = """
Tratamento|Primeiro nome|Segundo nome|Sobrenome~Último nome|Sufixo|Apelido
Empresa|Departamento|Cargo|Profissão
Rua do endereço comercial|Rua do endereço comercial 2|Rua do endereço comercial 3|Cidade do endereço comercial\
|Estado do endereço comercial|CEP do endereço comercial|País/Região da Empresa
Endereço residencial|Endereço residencial 2|Endereço residencial 3|Cidade do endereço residencial|Estado\
|CEP do endereço residencial|País/Região de Residência
Outro endereço|Outro endereço 2|Outro endereço 3|Cidade|Outro Estado|CEP|Outro País/Região
Celular~Telefone celular|Telefone comercial|Telefone comercial 2|Telefone residencial|Telefone residencial 2\
|Outro telefone|Telefone principal|Telefone do carro|Radiofone
Endereço de email|Tipo de email|Nome para exibição do email
Endereço de email 2|Tipo de email 2|Nome para exibição do email 2
Endereço de email 3|Tipo de email 3|Nome para exibição do email 3
Aniversário|Datas especiais|Notas~Anotações|Categorias|Local|Página da Web
Sexo|Prioridade|Particular|Sensibilidade
"""

_SLOVAK = """
Titul|Krstné meno|Ďalšie meno|Priezvisko|Prípona|Prezývka
Spoločnosť|Oddelenie|Funkcia|Profesia
Ulica (práca)|Ulica (práca) 2|Ulica (práca) 3|Mesto (práca)|Okres (práca)|PSČ (práca)|Krajina alebo oblasť (práca)
Ulica (domov)|Ulica 2 (domov)|Ulica 3 (domov)|Mesto (domov)|Okres (domov)|PSČ (domov)|Krajina alebo oblasť (domov)
Iná ulica|Iná ulica 2|Iná ulica 3|Iné mesto|Iný kraj|Iné PSČ|Krajina alebo oblasť (iné)
Mobilný telefón|Telefón do práce|Telefón do práce 2|Telefón domov|Telefón domov 2|Iný telefón|Primárny telefón\
|Autotelefón|Rádiotelefón
E-mailová adresa|Typ e-mailu|Zobrazované meno príjemcu e-mailu
E-mailová adresa 2|Typ e-mailu 2|Zobrazované meno príjemcu e-mailu 2
E-mailová adresa 3|Typ e-mailu 3|Zobrazované meno príjemcu e-mailu 3
Narodeniny|Výročie|Poznámky|Kategórie|Umiestnenie|Webová stránka
Pohlavie|Priorita|Súkromné|Citlivosť
"""

_RUSSIAN = """
Обращение|Имя|Отчество|Фамилия|Суффикс|Псевдоним
Организация|Отдел|Должность|Профессия
Улица (раб. адрес)|Улица 2 (раб. адрес)|Улица 3 (раб. адрес)|Город (раб. адрес)|Область (раб. адрес)\
|Индекс (раб. адрес)|Страна или регион (раб. адрес)
Улица (дом. адрес)|Улица 2 (дом. адрес)|Улица 3 (дом. адрес)|Город (дом. адрес)|Область (дом. адрес)\
|Почтовый код (дом.)|Страна или регион (дом. адрес)
Улица (другой адрес)|Улица 2 (другой адрес)|Улица 3 (другой адрес)|Город (другой адрес)|Область (другой адрес)\
|Индекс (другой адрес)|Страна или регион (другой адрес)
Телефон переносной|Рабочий телефон|Телефон раб. 2|Домашний телефон|Телефон дом. 2|Другой телефон\
|Основной телефон|Телефон в машине|Радиотелефон
Адрес эл. почты|Тип эл. почты|Краткое имя эл. почты
Адрес 2 эл. почты|Тип 2 эл. почты|Краткое 2 имя эл. почты
Адрес 3 эл. почты|Тип 3 эл. почты|Краткое 3 имя эл. почты
День рождения|Годовщина|Заметки|Категории|Расположение|Веб-страница
Пол|Важность|Частное|Пометка
"""

LANGUAGES = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "sk": _SLOVAK,
    "ru": _RUSSIAN,
}

# French has two columns of each of these names; the second is the one that every other program calls so.
_TWICE = {"nom": ("whole", "family"), "titre": ("prefix", "job title")}


def language_of(header: Sequence[str]) -> str:
    """The language in which a header names both parts of a name, or empty."""
    names = {folded(cell) for cell in header}
    for language in LANGUAGES:
        own = names_in(language)
        found = {own[name] for name in names & own.keys()}
        if "given" in found and ("family" in found or (language == "fr" and "nom" in names)):
            return language
    return ""


def declared(header: Sequence[str], language: str) -> list[str]:
    """The field of each column, empty where it is none of `FIELDS`."""
    known = names_in("en") | names_in(language)
    names = [folded(cell) for cell in header]
    fields = [known.get(name, "") for name in names]
    if language == "fr":
        for name, pair in _TWICE.items():
            places = [place for place, each in enumerate(names) if each == name]
            for place, field in zip(places, _alone(names, name) if len(places) == 1 else pair, strict=False):
                fields[place] = field
    return fields


def names_of_columns() -> frozenset[str]:
    """Every name in every language, folded."""
    return frozenset().union(*map(names_in, LANGUAGES))


def _alone(names: Sequence[str], name: str) -> tuple[str]:
    """What a column of a doubled name is where only one is left: a title before the first name is a salutation."""
    first, second = _TWICE[name]
    is_salutation = name == "titre" and names.index(name) < names.index("prénom")
    return (first if is_salutation else second,)


@cache
def names_in(language: str) -> dict[str, str]:
    """The folded names of one language's own, and the field of each."""
    return dict(_named(LANGUAGES[language]))


def _named(text: str) -> Iterator[tuple[str, str]]:
    for fields, line in zip(FIELDS, text.strip("\n").split("\n"), strict=True):
        for field, names in zip(fields, line.split("|"), strict=False):
            yield from ((folded(name), field) for name in names.split("~") if name)
