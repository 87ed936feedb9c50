import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries.actions import save_entry, withdraw
from entries.texts import give_texts
from organisations.models import Organisation
from projects.models import Project
from search.corrections import resolve
from search.documents import remove_documents, update_documents
from search.index import current_index
from search.models import BARRIER, SearchDocument, SearchWord
from search.query import Query, parse
from search.results import Finder, find
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def ranked(text, queryset=None):
    """Return the names of the published projects that a search finds, the best first."""
    queryset = Project.objects.published() if queryset is None else queryset
    return [entry.name for entry in find(queryset, resolve(parse(text), Project).query)]


def found(text, queryset=None):
    """Return the same in alphabetical order."""
    return sorted(ranked(text, queryset))


def corrections(text, model=Project):
    return list(resolve(parse(text), model).corrections)


def offers(text):
    return list(resolve(parse(text), Project).offers)


def test_a_word_is_found_whatever_its_case():
    make_project("Kiron")
    make_project("Refugeeks")
    assert found("KIRON") == found("kiron") == ["Kiron"]


@pytest.mark.parametrize("typed", ["café", "cafe", "CAFÉ", "cafe\u0301"])
def test_accents_make_no_difference(typed):
    make_project("Café Übersee")
    make_project("Cabaret")
    assert found(typed) == ["Café Übersee"]


@pytest.mark.parametrize("typed", ["München", "Muenchen", "Munchen", "MÜNCHEN", "mu\u0308nchen"])
@pytest.mark.parametrize("written", ["München hilft", "Muenchen hilft", "Munchen hilft"])
def test_german_spellings_of_umlauts_are_one(typed, written):
    make_project(written)
    make_project("Berlin hilft")
    assert found(typed) == [written]


@pytest.mark.parametrize("typed", ["Straße", "Strasse", "STRASSE", "strass", "straß"])
def test_sharp_s_and_double_s_are_one(typed):
    make_project("Straßenschule")
    make_project("Nachbarn")
    assert found(typed) == ["Straßenschule"]


@pytest.mark.parametrize("typed", ["اللغة", "اللغه", "اللُّغَةُ", "اللـــغة", "الل"])
def test_arabic_text_is_found_with_and_without_its_marks(typed):
    make_project("تعلم اللغة الألمانية")
    make_project("سكن")
    assert found(typed) == ["تعلم اللغة الألمانية"]


@pytest.mark.parametrize("typed", ["سكن", "السكن", "والسكن", "بالسكن", "للسكن", "سك", "الس", "السك"])
def test_arabic_words_are_found_with_and_without_their_article(typed):
    make_project("برنامج السكن")
    make_project("تعلم اللغة")
    assert found(typed) == ["برنامج السكن"]


@pytest.mark.parametrize("written", ["سكن", "والسكن", "كالسكن", "فالسكن", "للسكن"])
def test_an_arabic_word_with_an_article_finds_it_without_and_with_another(written):
    make_project(written)
    make_project("لغة")
    assert found("السكن") == found("سكن") == found('"السكن"') == [written]


@pytest.mark.parametrize("typed", ["لاجئين", "اللاجئين", "للاجئين", "للاج"])
@pytest.mark.parametrize("written", ["لاجئين", "اللاجئين", "للاجئين"])
def test_a_letter_that_merged_with_the_article_is_looked_for_as_well(typed, written):
    make_project(written)
    make_project("السكن")
    assert found(typed) == [written]
    assert corrections(typed) == []


def test_a_phrase_of_arabic_stands_together_whatever_its_articles_and_ends_with_the_text():
    make_project("تعلم اللغة للاجئين")
    make_project("لاجئين تعلم لغة")
    assert found('"لغة لاجئين"') == found('"تعلم اللغة لاجئين"') == []
    assert found('"تعلم لغة"') == found('"تعلم اللغة"') == ["تعلم اللغة للاجئين", "لاجئين تعلم لغة"]
    assert found("تعلم -للاجئين") == ["لاجئين تعلم لغة"]


def test_a_typo_in_arabic_is_mended_in_the_spelling_of_the_entries():
    make_project("تعلم الترجمة")
    assert found("ترحمة") == ["تعلم الترجمة"]
    assert corrections("ترحمة") == [("ترحمة", "الترجمة")]


def test_forms_of_alef_are_one():
    make_project("أهلا وسهلا")
    assert found("اهلا") == found("إهلا") == ["أهلا وسهلا"]


@pytest.mark.parametrize("typed", ["Українська", "українськ", "УКРАЇНСЬКА", "украінська"])
def test_cyrillic_text_is_found(typed):
    make_project("Українська громада")
    make_project("Русский клуб")
    assert found(typed) == ["Українська громада"]


def test_what_is_being_typed_finds_words_by_their_beginning():
    make_project("Programming for all")
    for length in range(2, len("programming") + 1):
        assert found("programming"[:length]) == ["Programming for all"]


def test_a_single_letter_stands_for_itself():
    make_project("Plan B")
    make_project("Berlin")
    assert found("b") == ["Plan B"]


def test_all_the_words_have_to_be_there_in_whatever_column():
    make_project("Code Door", summary="Coding school", cities=["berlin"])
    make_project("Code Club", summary="Coding school", cities=["hamburg"])
    make_project("Cooking", summary="Kitchen", cities=["berlin"])
    assert found("berlin coding") == ["Code Door"]


def test_words_that_only_hold_a_question_together_need_not_be_there():
    make_project("Workeer", summary="Work for all", cities=["berlin"])
    make_project("Kitchen", cities=["berlin"])
    assert found("find work in Berlin") == found("I need work in Berlin") == ["Workeer"]
    assert found("for") == ["Workeer"]
    assert found('"in Berlin"') == []


def test_function_words_are_not_corrected():
    make_project("Four hours")
    assert corrections("your") == corrections("hack your hours") == []


def test_a_phrase_has_to_stand_together_and_in_order():
    make_project("One", summary="A job for newcomers")
    make_project("Two", summary="For newcomers a job")
    make_project("Three", summary="For all newcomers")
    assert found('"for newcomers"') == ["One", "Two"]
    assert found('"newcomers for"') == []


def test_a_phrase_does_not_reach_from_one_column_into_the_next():
    make_project("Open door", summary="School of code")
    assert found('"door school"') == []
    assert found('"open door"') == ["Open door"]


def test_a_minus_leaves_out_what_has_the_word():
    make_project("Coding Berlin")
    make_project("Coding Kids")
    assert found("coding -kids") == ["Coding Berlin"]


def test_a_minus_leaves_out_a_phrase():
    make_project("Job fair")
    make_project("Fair job")
    assert found('job -"job fair"') == ["Fair job"]


def test_a_minus_alone_shows_all_the_rest():
    make_project("Kids")
    make_project("Adults")
    assert found("-kids") == ["Adults"]


@pytest.mark.parametrize("typed", ["job-matching", "Job‑Match", "job-matching -wifi"])
def test_the_pieces_of_a_word_with_a_hyphen_stand_together_or_are_one_word(typed):
    make_project("Job-Matching")
    make_project("Jobmatchings")
    make_project("Job matching")
    make_project("Matching jobs", summary="For any job, by matching")
    make_project("Matching job-")
    assert found(typed) == ["Job matching", "Job-Matching", "Jobmatchings"]
    assert corrections(typed) == []


def test_a_typo_in_a_piece_of_a_word_with_a_hyphen_still_finds():
    make_project("Job-Matching")
    make_project("Jobs")
    assert found("job-matchnig") == ["Job-Matching"]
    assert corrections("job-matchnig") == [("job-matchnig", "job-matching")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refugess", "refugees"),
        ("progamming", "programming"),
        ("Berln", "berlin"),
        ("brelin", "berlin"),
        ("Mncehn", "münchen"),
        ("украинська", "українська"),
    ],
)
def test_a_typo_still_finds(typed, meant):
    make_project("Refugees programming", summary="Українська громада у München", cities=["berlin"], themes=["housing"])
    make_project("Cooking", summary="Kitchen", cities=["hamburg"], themes=["health"])
    assert found(typed) == ["Refugees programming"]
    assert corrections(typed) == [(typed.lower(), meant)]


def test_a_typo_in_a_word_that_is_not_typed_to_its_end_still_finds():
    make_project("Programming for all")
    assert found("progrma") == ["Programming for all"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("buddies", "buddy"), ("ukrainians", "ukrainian"), ("classes", "class"), ("mentorings", "mentoring")],
)
def test_a_plural_that_no_entry_has_is_looked_for_as_the_singular(typed, meant):
    make_project("One", summary=f"A {meant}")
    make_project("Other", summary="Bundles, glasses and monitoring")
    assert found(typed) == ["One"]
    assert corrections(typed) == [(typed, meant)]


def test_what_is_left_of_a_plural_is_more_than_the_beginning_of_some_words():
    make_project("Families write with a typewriter")
    assert corrections("ties familes") == [("familes", "families")]


@pytest.mark.parametrize(
    "typed",
    ["lawyer", "mental", "nendor", "heslth"],  # several words; several; another first letter; a beginning alone
)
def test_two_mistakes_in_six_or_seven_letters_are_not_mended_where_there_is_doubt(typed):
    make_project("Later", summary="A laser in the central meal for a mentor, heartily")
    assert found(typed) == []
    assert corrections(typed) == []


@pytest.mark.parametrize("typed", ["migant", "mirgnt", "migrnta", "mirants", "hosuign"])
def test_two_mistakes_in_six_or_seven_letters_are_mended_where_there_is_none(typed):
    make_project("Housing for migrants", summary="A migrant")
    make_project("Laser")
    assert found(typed) == ["Housing for migrants"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ovn", None),  # one mistake in three letters
        ("ovem", "oven"),
        ("ozem", None),  # two in four
        ("breab", "bread"),
        ("brzab", None),  # two in five
        ("buxxer", "butter"),
        ("vuzter", None),  # two in six, of which one is the first letter
        ("kizzhen", "kitchen"),
        ("vizchen", None),  # the same in seven
        ("sazdwizh", "sandwich"),
        ("sazzzich", None),  # three in eight
    ],
)
def test_the_length_of_a_word_says_how_many_mistakes_it_may_have(typed, meant):
    make_project("Bread and butter", summary="A sandwich from the kitchen oven")
    assert corrections(typed) == ([(typed, meant)] if meant else [])


def test_what_is_uncertain_is_offered_and_not_carried_out():
    make_project("Hunter and hunger", cities=["berlin"])
    # Equally near words, and another first letter.
    assert (found("hunxer"), corrections("hunxer"), offers("hunxer")) == ([], [], [("hunxer", "hunger")])
    assert (found("xerlin"), corrections("xerlin"), offers("xerlin")) == ([], [], [("xerlin", "berlin")])


@pytest.mark.parametrize("typed", ["artz", "dari", "zands"])  # loses a letter; too far; another first letter
def test_short_words_keep_their_first_letter_and_lose_none(typed):
    make_project("Daily art", summary="Bands and a lad")
    assert corrections(typed) == offers(typed) == []


def test_what_a_language_knows_as_a_word_is_not_corrected():
    make_project("Later", summary="Kitchens")
    assert corrections("latter") == corrections("kitten") == corrections("küchen") == offers("latter") == []


def test_a_correction_is_shown_in_the_spelling_of_the_entries():
    make_project("Frauen lernen")
    assert corrections("Fraunlern Frauwn") == [("frauwn", "frauen")]


@pytest.mark.parametrize("typed", ["berlin", "berl", "bxy", "2014"])
def test_known_words_beginnings_short_words_and_numbers_are_not_corrected(typed):
    make_project("Berlin box", summary="Since 2015")
    assert corrections(typed) == []


def test_words_of_drafts_are_neither_found_nor_suggested_as_corrections():
    make_project("Secretive", published=False)
    assert found("secretive", Project.objects.all()) == []
    assert corrections("secretve") == []
    assert not SearchWord.objects.filter(word="secretive").exists()


def test_corrections_come_from_entries_of_the_same_kind():
    make_organisation("Helpers Alliance")
    assert corrections("Aliance") == []
    assert corrections("Aliance", Organisation) == [("aliance", "alliance")]


def test_a_withdrawn_entry_is_no_longer_found():
    project = make_project("Gone")
    withdraw(project, by=None)
    assert found("gone", Project.objects.all()) == []
    assert not SearchWord.objects.filter(word="gone").exists()


def test_columns_weigh_in_the_order_name_summary_description_organisations_themes_cities():
    word = "compass"
    make_city(word)
    make_theme(word)
    make_project("In the city", cities=[word], themes=["housing"])
    make_project("In the theme", cities=[], themes=[word])
    make_project("In the organisation", organisations=[make_organisation("Compass")])
    make_project("In the description", description=f"Our {word}. " + "Many more words follow here. " * 60)
    make_project("In the summary", summary=f"The {word}")
    make_project(f"The {word} in the name", description="Many more words follow here. " * 60)
    assert ranked(word) == [
        "The compass in the name",
        "In the summary",
        "In the description",
        "In the organisation",
        "In the theme",
        "In the city",
    ]


def test_many_hits_in_a_lighter_column_do_not_outweigh_one_in_a_heavier():
    make_project("Name of a guide")
    make_project("Other", summary="Guide guide guide", description="Guide " * 40)
    assert ranked("guide") == ["Name of a guide", "Other"]


def test_every_word_counts_where_it_stands():
    make_project("Kitchen", summary="Cooking", cities=["berlin"], description="coding")
    make_project("Coding", summary="School", cities=["berlin"])
    assert ranked("coding berlin") == ["Coding", "Kitchen"]


def test_a_blank_query_changes_nothing():
    make_project("One")
    assert found("") == found("   ") == found('"" - -"" ,;') == ["One"]


def test_entries_of_another_kind_with_the_same_id_are_not_found():
    organisation = make_organisation("Alpha")
    project = make_project("Beta")
    Project.objects.filter(pk=project.pk).update(id=organisation.pk)
    assert found("alpha", Project.objects.all()) == []


def test_a_renamed_entry_is_found_by_its_new_name_only():
    project = make_project("Before")
    project.name = "After"
    save_entry(project)
    assert found("before") == []
    assert found("after") == ["After"]
    assert not SearchWord.objects.filter(word="before").exists()


def test_the_vocabulary_counts_the_entries_that_have_a_word():
    one, two = make_project("Twice twice"), make_project("Twice more")
    assert SearchWord.objects.get(kind="project", word="twice").documents == 2
    update_documents([one, two])
    assert SearchWord.objects.get(kind="project", word="twice").documents == 2
    remove_documents(Project, [two.pk])
    assert SearchWord.objects.get(kind="project", word="twice").documents == 1
    assert not SearchWord.objects.filter(word="more").exists()


def test_removing_what_has_no_document_does_no_harm():
    remove_documents(Project, [])
    remove_documents(Project, [999_999])
    assert not SearchDocument.objects.exists()


def test_an_entry_has_one_document():
    project = make_project("One")
    with pytest.raises(IntegrityError):
        SearchDocument.objects.create(kind="project", object_id=project.pk)


def test_words_longer_than_any_are_found_by_their_beginning():
    name = "x" * 150
    make_project(name)
    assert found(name) == found("x" * 60) == [name]


def test_the_number_of_queries_does_not_grow_with_the_entries():
    def queries(count):
        projects = [make_project(f"Number {n} alpha") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            prepared = list(
                Project.objects.filter(pk__in=[p.pk for p in projects]).prefetch_related(
                    "themes", "cities", "organisations"
                )
            )
            give_texts(prepared)
            update_documents(prepared)
        return len(captured)

    assert queries(2) == queries(20)


def test_a_search_takes_a_fixed_number_of_queries_and_mending_two_at_most(django_assert_num_queries):
    make_project("Berlin")
    with django_assert_num_queries(0):
        resolve(parse(""), Project)
        resolve(parse("-abc 12345 ab"), Project)
    with django_assert_num_queries(1):
        resolve(parse("berlin"), Project)
    with django_assert_num_queries(2):
        resolve(parse("brlin nothingness whatever"), Project)
    # The number of the index, its facets, all words at once, the order, and the rows.
    with django_assert_num_queries(5):
        list(find(Project.objects.published(), parse("berlin -hamburg")))


STRANGE = [
    "\0", "a\0b", "x" * 10_000, "word " * 2_000, '"', '"""', '"unbalanced', "-", "--", "- -", '-"', "*", "**", "a*",
    "AND", "OR NOT", "NEAR(a b)", "name:x", "{name}: x", "^a", "a & b | !c", "(", ")(", "<->", "':*A", "\\", "'",
    "'; DROP TABLE projects_project; --", "<script>alert(1)</script>", "%", "_", "%s", "%(x)s", "\ud800", "\udfff x",
    "\u202e", "\ufe0f", "\u0e31", "😀", "½ ﷺ ﬁ", "٣", "\uffff", "\U0010ffff", "NULL", "a" * 39 + "é" * 5,
]  # fmt: skip


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_input_never_raises(typed):
    make_project("A plain project")
    ranked(typed)


def test_text_is_indexed_however_strange():
    project = make_project("Strange")
    project.description = " ".join(typed for typed in STRANGE if len(typed) < 100)
    update_documents([project])
    assert found("strange") == ["Strange"]


any_text = st.text(st.characters(), max_size=60)
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@calm
@given(any_text)
def test_a_search_never_raises(text):
    ranked(text)


@calm
@given(
    text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80),
    data=st.data(),
)
def test_what_an_entry_says_is_found_by_each_word_each_beginning_and_the_phrase(text, data):
    project = Project(pk=1, name="Name", publication="published")
    project.search_texts = lambda: {"name": "Name", "description": text}
    update_documents([project])
    document = SearchDocument.objects.get(kind="project", object_id=1)
    said = document.description.partition(BARRIER)[0].split()
    for word in said[:5]:
        length = data.draw(st.integers(min(2, len(word)), len(word)))
        for query in (Query(terms=((word,),)), Query(terms=((word[:length],),)), Query(phrases=((word,),))):
            assert _finds_document(query), (word, query)
        assert not _finds_document(Query(terms=(("name",),), excluded=((word,),)))
    if said:
        assert _finds_document(Query(phrases=(tuple(said[:6]),)))


def _finds_document(query):
    return bool(Finder(current_index(), "project").found(query))
