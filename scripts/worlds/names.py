"""Names by origin, commonest first. `Latin/Native` where a script of its own is in use.

A family name is one of the listed ones, or made of a stem and an ending: so that a few are common and
most are rare, as everywhere.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from random import Random


@dataclass(frozen=True, slots=True)
class Written:
    """A name in Latin letters and, where there is one, in its own script."""

    latin: str
    native: str = ""

    def __add__(self, other: Written) -> Written:
        return Written(self.latin + other.latin, self.native and self.native + other.native)


@dataclass(frozen=True, slots=True)
class Origin:
    """`rare` is the share of family names that are made up of stem and ending. `family_first` people put the
    family name first; `double` ones carry two. `first_parts` and `last_parts` make the rarer given names."""

    given: tuple[Written, ...]
    family: tuple[Written, ...]
    stems: tuple[Written, ...]
    endings: tuple[Written, ...]
    rare: float
    cities: tuple[str, ...]
    dial: str
    family_first: bool = False
    double: bool = False
    first_parts: tuple[Written, ...] = ()
    last_parts: tuple[Written, ...] = ()
    rare_given: float = 0.0

    def a_given(self, chance: Random) -> Written:
        if chance.random() < self.rare_given:
            return chance.choice(self.first_parts) + chance.choice(self.last_parts)
        return self.given[_place(chance, len(self.given))]

    def a_family(self, chance: Random) -> Written:
        if chance.random() < self.rare and self.stems:
            return chance.choice(self.stems) + chance.choice(self.endings)
        return self.family[_place(chance, len(self.family))]


def fold(text: str) -> str:
    """Lower case without marks: what two spellings of one name have in common."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(letter for letter in plain if letter.isalnum())


def plain(text: str) -> str:
    """A name as someone types it who has no marks on the keyboard."""
    spelled = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    decomposed = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def formal_of(nickname: str) -> frozenset[str]:
    """The folded formal names a folded short form may stand for."""
    return frozenset(fold(formal) for formal, short in NICKNAMES.items() if nickname in map(fold, short.split()))


def _place(chance: Random, count: int) -> int:
    """A place in a list ordered by frequency, the shares falling as 1/(place + 3)."""
    return min(int(3 * (1 + count / 3) ** chance.random() - 3), count - 1)


def _names(text: str) -> tuple[Written, ...]:
    return tuple(Written(*word.replace("_", " ").split("/", 1)) for word in text.split())


NICKNAMES = {
    "Robert": "Bob Rob Bobby", "William": "Bill Will Liam", "Richard": "Rick Dick Rich", "James": "Jim Jimmy",
    "Michael": "Mike", "Thomas": "Tom Tommy", "Christopher": "Chris", "Daniel": "Dan Danny", "Matthew": "Matt",
    "Anthony": "Tony", "Joseph": "Joe", "Charles": "Charlie Chuck", "Edward": "Ed Ted", "Andrew": "Andy Drew",
    "Elizabeth": "Liz Beth Betty", "Katherine": "Kate Kathy Katie", "Margaret": "Maggie Peggy Meg",
    "Jennifer": "Jen Jenny", "Patricia": "Pat Tricia", "Susan": "Sue", "Rebecca": "Becky", "Deborah": "Deb Debbie",
    "Victoria": "Vicky Tori", "Samantha": "Sam", "Samuel": "Sam", "Alexander": "Alex Sasha", "Alexandra": "Alex Sandra",
    "Benjamin": "Ben", "Nicholas": "Nick", "Jonathan": "Jon", "Gregory": "Greg", "Timothy": "Tim", "Steven": "Steve",
    "Kenneth": "Ken", "Francisco": "Paco Pancho", "José": "Pepe", "Guadalupe": "Lupe", "Dolores": "Lola",
    "Ignacio": "Nacho", "Isabel": "Isa", "Maximilian": "Max", "Johannes": "Hannes Hans", "Katharina": "Kathi",
    "Giuseppe": "Beppe Peppe", "Alessandro": "Sandro Alex", "Francesca": "Franca", "Małgorzata": "Gosia",
    "Katarzyna": "Kasia", "Aleksandra": "Ola", "Tomasz": "Tomek", "Dmitri": "Dima", "Ekaterina": "Katya",
    "Mikhail": "Misha", "Ivan": "Vanya", "Mohammed": "Mo", "Abdullah": "Abdul", "João": "Joãozinho",
}  # fmt: skip

ENGLISH = Origin(
    _names(
        """James Mary Robert Jennifer Michael Elizabeth William Linda David Patricia Richard Susan Joseph Jessica
        Thomas Sarah Christopher Karen Charles Lisa Daniel Nancy Matthew Margaret Anthony Sandra Mark Ashley Steven
        Emily Andrew Katherine Paul Deborah Kenneth Rebecca Kevin Laura Brian Amy Timothy Victoria Gregory Samantha
        Samuel Alexander Alexandra Benjamin Nicholas Jonathan Edward Olivia Hazel Otis Maeve Rufus Imogen Silas Thea"""
    ),
    _names(
        """Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee
        Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Hall"""
    ),
    _names(
        """Ash Black Cald Dun El Fair Gar Hart Kirk Lang Marl North Ox Pem Rad Sel Thorn Under Whit York Brad Cor
        Den Hol Stan Wex Trem Hadd Lyd Mor Alder Birk Chil Dray Eger Frod Gris Hink Ing Jer Kel Lud Mid Nun Oak
        Pres Quen Ridd Sed Tat Upp Ver Wal Ax Bux Cuth Dod Fen Glad Hux"""
    ),
    _names("ford ton ley well more wood worth by ham field combe stead brook hurst den bury shaw wick"),
    0.82,
    ("Boston", "Chicago", "Seattle", "Austin", "Denver", "Atlanta", "Portland", "Columbus"),
    "+1",
    first_parts=_names("Bra Ka Jay Mar Ty Ari Eli Del Lor Shan Cam Kel Ro Tam Win Cor"),
    last_parts=_names("den lyn son a iah elle ton ra ley ice well nor mond vina"),
    rare_given=0.35,
)
GERMAN = Origin(
    _names(
        """Maximilian Anna Johannes Katharina Thomas Sabine Michael Petra Andreas Claudia Stefan Susanne Jürgen Birgit
        Wolfgang Ursula Matthias Julia Tobias Franziska Lukas Jana Jörg Heike Günther Grete Florian Änne Ruprecht"""
    ),
    _names(
        """Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf
        Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Krause"""
    ),
    _names(
        "Alten Bieber Dorn Eich Finken Grün Hohen Kessel Linden Moos Neuen Ostern Rauh Stein Tannen Vogel Wald Zell"
    ),
    _names("bach berg mann hofer meier hausen thaler brecht rath stein dörfer au feld wald kamp"),
    0.78,
    ("Berlin", "München", "Köln", "Hamburg", "Leipzig", "Nürnberg"),
    "+49",
    first_parts=_names("Hans- Karl- Eva- Anna- Klaus- Ulrich- Marie-"),
    last_parts=_names("Peter Heinz Maria Lena Dieter Luise Joachim"),
    rare_given=0.15,
)
SPANISH = Origin(
    _names(
        """María José Carmen Antonio Francisco Isabel Manuel Dolores Javier Lucía Carlos Guadalupe Miguel Ana Ignacio
        Elena Rafael Sofía Andrés Pilar Joaquín Inés Álvaro Noelia Xavier Jimena"""
    ),
    _names(
        """García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz
        Moreno Muñoz Álvarez Romero Alonso Gutiérrez"""
    ),
    _names("Alb Bar Cam Del Esc Font Gal Hur Iri Land Mont Nav Olm Peñ Quir Riv Sol Tor Urr Vill"),
    _names("ado ales arena ares astro ejo era izo olar ona oso uela uri anza ario"),
    0.7,
    ("Madrid", "Sevilla", "Bogotá", "Valencia", "Lima"),
    "+34",
    double=True,
    first_parts=_names("Juan_ Luis_ Ana_ Luz_ Rosa_ José_ Marta_ Eva_"),
    last_parts=_names("Pablo Alberto Enrique Belén Marina Ramón Teresa Esteban"),
    rare_given=0.3,
)
PORTUGUESE = Origin(
    _names("João Maria Pedro Ana Tiago Inês Rui Catarina Nuno Beatriz Gonçalo Mafalda Duarte Leonor Simão Graça"),
    _names("Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes"),
    _names("Abr Bacel Carv Dom Esp Fig Gou Lour Mend Nor Pal Quint Ros Sar Tav Vil"),
    _names("alho eira edo ais inha osa ães ado ão oso"),
    0.65,
    ("Lisboa", "Porto", "Coimbra", "São Paulo"),
    "+351",
    double=True,
)
FRENCH = Origin(
    _names("Jean Marie Pierre Nathalie Michel Isabelle François Céline Élodie Hélène Benoît Chloé Rémi Zoé Anaïs"),
    _names("Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre Roux Fournier"),
    _names("Beau Char Dela Fon Gran Haute Lam Mont Per Roche Saint Val Ville"),
    _names("bois champ court croix fort lieu mare pré rive tais vigne neuve ville"),
    0.78,
    ("Paris", "Lyon", "Nantes", "Lille"),
    "+33",
    first_parts=_names("Jean- Marie- Anne- Pierre- Paul-"),
    last_parts=_names("Marc Claude Laure Yves Louise Henri Rose"),
    rare_given=0.2,
)
POLISH = Origin(
    _names("Anna Piotr Katarzyna Tomasz Małgorzata Krzysztof Agnieszka Andrzej Aleksandra Paweł Łukasz Zofia Wojciech"),
    _names("Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski"),
    _names("Bor Cis Dęb Głow Jar Kal Lip Mal Niez Ol Rad Sob Trz Wol Zar"),
    _names("owski ewicz czak ński icki ecki ula aszek"),
    0.75,
    ("Warszawa", "Kraków", "Gdańsk"),
    "+48",
)
NORDIC = Origin(
    _names("Anders Anna Lars Kristina Erik Ingrid Søren Astrid Jørgen Linnéa Björn Sigrid Nils Tuva Henrik Åsa"),
    _names("Johansson Andersson Hansen Nielsen Larsen Karlsson Nilsson Eriksson Olsen Pedersen Berg Lund Dahl"),
    _names("Alm Berg Ek Fors Gran Hag Lind Nord Ros Sjö Sund Wall Öst"),
    _names("qvist ström gren berg dal holm lund mark stedt vik"),
    0.65,
    ("Stockholm", "Oslo", "København", "Göteborg"),
    "+46",
)
CHINESE = Origin(
    _names(
        """Wei/伟 Fang/芳 Xiaoming/小明 Yan/燕 Jie/杰 Xiuying/秀英 Lei/磊 Jing/静 Tao/涛 Xin/欣 Haoran/浩然 Yuxuan/宇轩
        Zihan/子涵 Minghua/明华 Xiaoli/晓丽 Guoqiang/国强 Ruolan/若兰 Shuang/爽 Qiang/强 Meiling/美玲"""
    ),
    _names(
        "Wang/王 Li/李 Zhang/张 Liu/刘 Chen/陈 Yang/杨 Huang/黄 Zhao/赵 Wu/吴 Zhou/周 Xu/徐 Sun/孙 Ma/马 Zhu/朱 Hu/胡 "
        "Guo/郭 He/何 Gao/高 Lin/林 Luo/罗 Zheng/郑 Xie/谢 Song/宋 Tang/唐 Deng/邓 Feng/冯 Han/韩 Cao/曹 Zeng/曾"
    ),
    (),
    (),
    0.0,
    ("Shanghai", "Beijing", "Shenzhen", "Singapore"),
    "+86",
    family_first=True,
    first_parts=_names(
        "Xiao/晓 Yu/雨 Jian/建 Hai/海 Mei/美 Zhi/志 Wen/文 Guo/国 Shu/淑 Yong/永 Si/思 Ming/明 Ru/如 Bao/宝"
    ),
    last_parts=_names(
        "hua/华 long/龙 ting/婷 feng/峰 rong/蓉 bin/斌 lin/琳 qing/清 ping/平 hong/红 an/安 cheng/成 ying/英 jun/军"
    ),
    rare_given=0.8,
)
KOREAN = Origin(
    _names(
        "Minjun/민준 Seoyeon/서연 Jiho/지호 Jiwoo/지우 Hyunwoo/현우 Soojin/수진 Youngho/영호 Eunji/은지 Taeyang/태양"
    ),
    _names("Kim/김 Lee/이 Park/박 Choi/최 Jung/정 Kang/강 Cho/조 Yoon/윤 Jang/장 Lim/임 Han/한"),
    (),
    (),
    0.0,
    ("Seoul", "Busan", "Incheon"),
    "+82",
    family_first=True,
    first_parts=_names("Min/민 Seo/서 Ji/지 Hyun/현 Soo/수 Young/영 Eun/은 Tae/태 Dong/동 Sang/상"),
    last_parts=_names("jun/준 yeon/연 ho/호 woo/우 jin/진 hee/희 mi/미 seok/석 kyung/경 ah/아"),
    rare_given=0.8,
)
INDIAN = Origin(
    _names(
        "Priya Rahul Anjali Amit Deepa Sanjay Neha Vijay Kavita Arjun Lakshmi Suresh Meera Ravi Ishaan Divya Karthik"
    ),
    _names("Sharma Patel Singh Kumar Gupta Reddy Shah Mehta Rao Nair Iyer Verma Joshi Das Agarwal"),
    _names("Bhat Chak Desh Gan Jay Kul Mad Nar Pad Ram Sub Tri Venk"),
    _names("ani atari hara kar murthy pande rajan swamy wala esh"),
    0.65,
    ("Bengaluru", "Mumbai", "Delhi", "Hyderabad"),
    "+91",
    first_parts=_names("Ab An Di Har Ji Ka Ma Ni Pra Ra Sa Shi Su Vi"),
    last_parts=_names("nesh jendra nika vita jit mal rani dav deep vanth"),
    rare_given=0.5,
)
RUSSIAN = Origin(
    _names(
        """Dmitri/Дмитрий Ekaterina/Екатерина Ivan/Иван Olga/Ольга Mikhail/Михаил Anna/Анна Sergei/Сергей Irina/Ирина
        Pavel/Павел Natalia/Наталья Boris/Борис Svetlana/Светлана"""
    ),
    _names("Ivanov/Иванов Smirnov/Смирнов Kuznetsov/Кузнецов Popov/Попов Petrov/Петров Sokolov/Соколов Volkov/Волков"),
    _names("Bel/Бел Grom/Гром Kras/Крас Lis/Лис Mor/Мор Rod/Род Star/Стар Tum/Тум Vor/Вор"),
    _names("ov/ов in/ин sky/ский enko/енко anov/анов"),
    0.75,
    ("Riga", "Almaty", "Tbilisi"),
    "+371",
)
ARABIC = Origin(
    _names("Mohammed Fatima Ahmed Aisha Omar Layla Yusuf Mariam Abdullah Noor Khalid Salma Hassan Zainab Tariq Rania"),
    _names("Al-Sayed Hassan Haddad Khalil Mansour Nasser Saleh Aziz Farouk Rahman Hussein Najjar Darwish"),
    _names("Bak Dab Far Hab Jab Kan Maj Qas Sab Zay"),
    _names("ani awi bash diri eddin our ouri"),
    0.6,
    ("Dubai", "Cairo", "Amman"),
    "+971",
)
