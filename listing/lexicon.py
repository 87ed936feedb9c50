"""The words under which people look for themes, places and languages, in all languages of the interface.

Themes and cities bring their names and the other words that curators keep, regions the names that they have in each
language; names of countries and languages come from CLDR (through Babel). To them comes what people say instead, and
the endings that a sentence gives them.
"""

from functools import cache
from itertools import chain

from babel import Locale
from django.conf import settings
from django.utils.translation import override

from entries.discovery import tables_of_apps
from entries.models import all_names
from listing.inflected import inhabitants, language_forms, other_forms, place_forms
from search.reading import ANY_ENDING, VERBATIM, Lexicon, Reading, Sense
from taxonomy.languages import language_codes
from taxonomy.regions import REGIONS

NEED, CITY, REGION, COUNTRY, LANGUAGE = "theme", "city", "region", "country", "language"
PLACES = (CITY, REGION, COUNTRY)
# Kinds of which the phrases are names, which count within others as well.
NAMED = (*PLACES, LANGUAGE)
OF_ORGANISATIONS = ("kind", "size")
# Whom something is for, where that is those for whom the whole directory is: said, but it narrows nothing.
FOR_ALL = "for-all"
NEWCOMERS = (
    "refugee*, migrant*, immigrant*, newcomer*, new arrivals, asylum seeker, asylum seekers, foreigner*, displaced, "
    "displaced people, syrians, afghans, ukrainians, people, persons, "
    "Flüchtling, Flüchtlinge, Flüchtlingen, Geflüchtet*, Migrant*, Zugewandert*, Zuwander*, Einwander*, Ausländer, "
    "Ausländern, Neuankommende*, Neuzugewandert*, Asylsuchende*, Vertriebene*, Schutzsuchende*, Syrer, Syrern, "
    "Syrerin*, Afghanen, Ukrainer, Ukrainern, Ukrainerin*, Menschen, Leute, "
    "réfugié*, migrant*, exilé*, immigré*, primo-arrivant*, nouveaux arrivants, étranger, étrangers, étrangère*, "
    "déplacés, demandeurs d'asile, Syriens, Ukrainiens, Afghans, personnes, gens, "
    "لاجئ, لاجئة, لاجئين, لاجئون, لاجئات, مهاجر, مهاجرين, مهاجرون, نازحين, وافدين, قادمين جدد, القادمين الجدد, "
    "سوريين, للسوريين, السوريين, أوكرانيين, أجانب, الأجانب, ناس, "
    "біжен*, мігрант*, переселен*, емігрант*, іммігрант*, іноземц*, новоприбул*, українц*, сирійц*, людей, людям"
)
# Where the reader is, as far as the directory can tell: in the city that it is for.
HERE = (
    "here, near me, near here, nearby, close by, close to me, around me, around here, in my area, "
    "in my city, in my town, "
    "hier, in der Nähe, in meiner Nähe, hier in der Nähe, bei mir in der Nähe, in meiner Umgebung, in meiner Stadt, "
    "ici, près d'ici, près de moi, près de chez moi, autour de moi, à proximité, dans ma ville, dans mon quartier, "
    "هنا, قريب مني, قريبة مني, بالقرب مني, بقربي, في مدينتي, في منطقتي, "
    "тут, поруч, поруч зі мною, поблизу, поблизу мене, біля мене, неподалік, у моєму місті, в моєму місті"
)
# What people call a language beside its names in CLDR.
OTHER_LANGUAGE_NAMES = {
    "fa": "Farsi, Parsi, Persian, Persisch, persan, persanophone*, فارسي, фарсі, перськ*",
    "prs": "Dari, دري, داري, الدارية, дарі",
    "ku": "Kurdish, Kurdisch, kurde, kurdophone*, كردي",
    "ckb": "Sorani, Soranî, Zentralkurdisch, Central Kurdish, سوراني, السورانية, сорані, центральнокурдськ*",
    "kmr": "Kurmanji, Kurmandschi, Kurmancî, Northern Kurdish, Nordkurdisch, كرمانجي, الكرمانجية, курмандж*",
    "rom": "Romani, Romanes, Romanesk, tsigane, لغة الروما, غجري, الغجرية, ромськ*",
    "ti": "Tigrinya, Tigrigna, Tigrinisch, tigrigna, tigrinya, تغرينية, تيغرينيا, тигринья",
    "ps": "Pashto, Pashtu, Paschtu, Pushto, pachto, بشتو, باشتو, пушту",
    "ar": "Arabic, Arabisch, arabe, arabophone*, عربي, арабськ*, арабомовн*",
    "so": "Somali, somalien, صومالي, сомалі*",
    "am": "Amharic, Amharisch, أمهري, амхарськ*",
    "sr": "Serbo-Croatian, BKS, Bosnisch Kroatisch Serbisch",
    "tl": "Tagalog, Filipino, Philippinisch, تاغالوغ, тагальськ*",
    "zh": "Mandarin, Chinese, Chinesisch, chinois, mandarin, صيني, китайськ*",
    "pa": "Punjabi, Panjabi",
    # Who speaks it, where that is not made of its name by rule.
    "uk": "ukrainophone*, україномовн*",
    "en": "anglophone*, англомовн*",
    "de": "germanophone*, німецькомовн*",
    "fr": "francophon*, франкомовн*",
    "es": "hispanophone*, іспаномовн*",
    "ru": "russophone*, російськомовн*, русскоязычн*, по-русски",
    "tr": "turcophone*, туркомовн*, турецькомовн*",
    "pt": "lusophone*, португаломовн*",
    "ro": "roumanophone*, румуномовн*",
    "pl": "polonophone*, польськомовн*",
}
# What people call a country beside its names in CLDR.
OTHER_COUNTRY_NAMES = {
    "GB": "UK, U.K., England, Great Britain, Britain, Großbritannien, Vereinigtes Königreich, Angleterre, Royaume-Uni, "
    "Grande-Bretagne, بريطانيا, إنجلترا, المملكة المتحدة, Британі*, Англі*",
    "US": "USA, U.S.A., America, United States, Amerika, Vereinigte Staaten, États-Unis, Amérique, أمريكا, أميركا, "
    "الولايات المتحدة, Америк*, США",
    "NL": "Holland, the Netherlands, Niederlande, Pays-Bas, هولندا, Голланді*, Нідерланд*",
    "CZ": "Czech Republic, Czechia, Tschechien, République tchèque, التشيك, Чехі*",
    "TR": "Turkey, Türkei, Turquie, تركيا, Туреччин*",
    "XK": "Kosovo, كوسوفو, Косов*",
    "DE": "Germany, Deutschland, Allemagne, ألمانيا, المانيا, Німеччин*",
    "AT": "Austria, Österreich, Autriche, النمسا, Австрі*",
    "CH": "Switzerland, Schweiz, Suisse, سويسرا, Швейцарі*",
}
# What people call a region beside its names in the catalogues of the interface.
OTHER_REGION_NAMES = {
    "DE-BB": "brandenburgisch*, brandebourgeois*, براندنبورج, براندنبرغ, бранденбурзьк*",
    "DE-BW": "BaWü, Württemberg, Wurttemberg, Wurtemberg, بادن فورتمبرغ, Вюртемберг, баден-вюртемберзьк*",
    "DE-BY": "bavarian*, bayerisch*, bayrisch*, bavarois*, بايرن, بافارية, البافارية, баварськ*",
    "DE-HE": "hessisch*, hessois*, هيسن, ولاية هسن, Гесен, гессенськ*",
    "DE-MV": "Mecklenburg, Mecklenburg-Vorpommern, Mecklenburg-Pomerania, MeckPomm, Meck-Pomm, McPomm, Mecklembourg, "
    "Mecklembourg-Poméranie, مكلنبورغ, ميكلنبورغ, ميكلنبورغ فوربومرن, Мекленбург",
    "DE-NI": "niedersächsisch*, Niedersaxen, نيدرزاكسن, سكسونيا السفلى, нижньосаксонськ*",
    "DE-NW": "NRW, North-Rhine Westphalia, Nordrhein, Westfalen, Westphalia, Westphalie, "
    "نوردراين فستفالن, شمال الراين, وستفاليا, Вестфалія, ПРВ",
    "DE-RP": "RLP, Pfalz, pfälzisch*, Palatinate, Palatinat, راينلاند بفالتس, Пфальц",
    "DE-SH": "Holstein, schleswig-holsteinisch*, شليسفيغ هولشتاين, Гольштейн",
    "DE-SL": "saarländisch*, Saar, سارلاند, ولاية سار, Саарланд",
    "DE-SN": "sächsisch*, سكسونيا, زاكسن, саксонськ*",
    "DE-ST": "sachsen-anhaltisch*, Anhalt, سكسونيا أنهالت, زاكسن أنهالت, Саксонія-Анхальт",
    "DE-TH": "thüringisch*, Thuringen, تورنغن, تورينجن, تورنجيا, Тюрінгія, тюринзьк*",
    "GB-X-GTM": "Großraum Manchester, مانشستر الكبير, Більший Манчестер",
    "GB-X-TWR": "Tyneside, Wearside, تاين اند وير, Тайн і Вір",
    "IQ-KR": "Kurdistan, Iraqi Kurdistan, Kurdistan Iraq, Irakisch-Kurdistan, Kurdistan irakien, South Kurdistan, "
    "Südkurdistan, Başûrê Kurdistanê, كردستان, كوردستان, كردستان العراق, إقليم كوردستان, Курдистан, "
    "Іракський Курдистан",
}
# What people call a city, by its English name, beside the names that curators keep.
OTHER_CITY_NAMES = {
    "Aachen": "Aken, Akwizgran",
    "Athens": "Athina, Atina, Athinai, Атени, Афины",
    "Barcelona": "Barça, Barcelone",
    "Basel": "Bâle, Basle, Basilea",
    "Berlin": "Berlín, Berlino, Berlim, Berlijn, Берлин",
    "Brussels": "Brussel, Bruselas, Bruksela, بروكسيل",
    "Bucharest": "București, Bukarest, Bukareszt, Бухарест",
    "Budapest": "Budapeszt, Будапешт",
    "Cologne": "Koeln, Colonia, Kolonia, Keulen, كولن, كيلن, Кёльн",
    "Copenhagen": "København, Kobenhavn, Copenhague, Kopenhaga, Копенгаген",
    "Dresden": "Drezno, Dresda, درسدن",
    "Duisburg": "دويسبورج",
    "Frankfurt am Main": "Francfort, Frankfort, Ffm, فرانكفورت, Франкфурт",
    "Geneva": "Ginevra, Ginebra, Genewa, Женева",
    "Gothenburg": "Göteborg, Goteborg",
    "Hamburg": "Hamburgo, Amburgo, هامبورج, هامبورك, هامبرغ",
    "Hanover": "Hannover, Hanower, هانوفر",
    "Istanbul": "Stamboul, Constantinople, استنبول, اسطنبول",
    "Kyiv": "Kiev, Kiew, Kief, Kijów, كييف, Киев",
    "Leipzig": "Lipsk, Lipsia, لايبزيك, Лейпциг",
    "Lisbon": "Lisboa, Lissabon, Lisbonne, لشبونة, Лісабон",
    "London": "Londra, Londyn, Londen",
    "Lviv": "Lvov, Lemberg, Lwów, Львов",
    "Lyon": "Lyons, ليون",
    "Milan": "Milano, Mailand, ميلانو, Мілан",
    "Moscow": "Moskau, Moskva, Moscou, موسكو, Москва",
    "Munich": "Muenchen, Minga, Monachium, Monaco di Baviera, ميونيخ, Мюнхен",
    "Nuremberg": "Norimberga, Norymberga, نورمبرغ, نورنبيرغ",
    "Odesa": "Odessa, أوديسا, Одесса",
    "Paris": "Parigi, Paryż, Parijs, Париж",
    "Prague": "Praha, Praga, Прага",
    "Rome": "Roma, Rzym, Рим",
    "Thessaloniki": "Saloniki, Salonica, Thessalonique, سالونيك, Салоніки",
    "Vienna": "Wenen, Wiedeń, Viena, Viyana, Bécs, فينا, Вена",
    "Warsaw": "Warszawa, Varsovia, Varsavia, فارسوفيا, Варшава",
    "Zurich": "Zürich, Zuerich, Zurigo, زيورخ, Цюрих",
}


def lexicon(vocabularies):
    """Return the Lexicon of all themes, cities, countries and languages; vocabularies: those of today."""
    if _kept.get("state") != vocabularies.state:
        said = (*_of_themes(vocabularies.themes.values()), *_of_cities(vocabularies.cities.values()))
        # What it was made of is compared by its hash, as it takes as much room as a part of the lexicon.
        if _kept.get("said") != hash(said):
            _kept.update(said=hash(said), lexicon=Lexicon(said, NAMED, NAMED, PLACES).followed_by(standard_lexicon()))
        _kept["state"] = vocabularies.state
    return _kept["lexicon"]


# The latest one: each list that is searched needs it, and making it takes longer than the rest.
_kept = {}


@cache
def standard_lexicon():
    """Return the Lexicon of what is the same in every state of the directory, such as countries and languages."""
    newcomers = ((phrase, Sense(FOR_ALL, "")) for phrase in NEWCOMERS.split(","))
    here = ((VERBATIM + phrase.strip(), Sense(CITY, settings.HOME_CITY)) for phrase in HERE.split(","))
    return Lexicon(chain(_of_regions_countries_and_languages(), newcomers, here, _of_facets()), NAMED, NAMED, PLACES)


def as_meant(read):
    """Return what a list goes by of a Reading."""
    reading = read.without(FOR_ALL).with_first(*OF_ORGANISATIONS)
    if not reading:
        return Reading()
    if "language" in reading.keys(NEED) and not any(part.is_introduced for part in reading.parts):
        # Who wants to learn German needs no offer in German.
        reading = reading.without(LANGUAGE)
    # A city says where better than its region, and that better than its country; but “here in Germany” says which.
    named = {part.sense.kind for part in reading.parts if not part.sense.is_weak}
    places = [kind for kind in (CITY, REGION, COUNTRY) if reading.keys(kind)]
    exact = next((kind for kind in places if kind in named), next(iter(places), None))
    return reading.without(*(kind for kind in places if kind != exact))


def other_words(theme):
    """Return the other words of a theme in all languages, as a list, each as it was written."""
    texts = [getattr(theme, f"other_words_{code}") or "" for code, _label in settings.LANGUAGES]
    return [
        word.strip() for text in texts for word in text.replace("\n", ",").replace("،", ",").split(",") if word.strip()
    ]


def _of_themes(themes):
    for theme in themes:
        sense = Sense(NEED, theme.slug)
        for phrase in (*all_names(theme), *other_words(theme)):
            yield from ((form, sense) for form in (phrase, *other_forms(phrase)))


def _of_cities(cities):
    for city in cities:
        sense = Sense(CITY, city.slug)
        others = OTHER_CITY_NAMES.get(city.name_en or "", "").split(",")
        for name in (*all_names(city), *city.other_names.splitlines(), *others):
            yield from ((phrase, sense) for phrase in place_forms(name))
        yield from ((phrase, sense) for phrase in inhabitants(city.name_de or ""))


def _of_facets():
    """Yield what the apps declare in `search_words.py`: (facet, option) -> what people call it, with commas between."""
    for table in tables_of_apps("search_words", "SEARCH_WORDS"):
        for (facet, option), phrases in table.items():
            yield from ((phrase, Sense(facet, option)) for phrase in phrases.split(","))


def names_of_region(region):
    """Return what people call a RegionOfCountry in all languages, as a list: first its English name."""
    names = []
    for code in (settings.LANGUAGE_CODE, *(code for code, _label in settings.LANGUAGES)):
        with override(code):
            names.append(str(region.name))
    others = OTHER_REGION_NAMES.get(region.key, "").split(",")
    return list(dict.fromkeys([*names, *(name.strip() for name in others if name.strip())]))


def _of_regions_countries_and_languages():
    for code, _label in settings.LANGUAGES:
        locale = Locale.parse(code)
        for country, name in locale.territories.items():
            if len(country) == 2 and country.isalpha():
                sense = Sense(COUNTRY, country)
                yield from ((phrase, sense) for phrase in place_forms(name))
        for language in language_codes():
            # The others are named in the table above.
            if len(language) == 2 and (name := locale.languages.get(language)):
                sense = Sense(LANGUAGE, language)
                yield from ((phrase, sense) for phrase in language_forms(name))
    for table, kind in ((OTHER_LANGUAGE_NAMES, LANGUAGE), (OTHER_COUNTRY_NAMES, COUNTRY)):
        for key, names in table.items():
            sense = Sense(kind, key)
            yield from ((name, sense) for name in names.split(","))
    for region in REGIONS.values():
        sense = Sense(REGION, region.key)
        for name in names_of_region(region):
            yield from ((phrase, sense) for phrase in ([name] if name.endswith(ANY_ENDING) else place_forms(name)))
